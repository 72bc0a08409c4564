"""The list beside the database: read line by line, whole or not at all, and never believed where it is damaged."""

import hmac
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from goodstanding.adapters import screening_shelf
from goodstanding.adapters.durable import replacing
from goodstanding.adapters.screening_shelf import CHANGES, LIST, ScreeningFiles, Seal, forget_kept
from goodstanding.publication.screening_rows import Nature, RecordFact, SubjectRow
from goodstanding.screening.subjects import Subject
from goodstanding.services.screening_kept import Kept, Line, State
from goodstanding.values.errors import VerificationError
from goodstanding.values.findings import Finding

STATE = State(
    origin="register.example.org", size=7, root="ab", effective=date(2026, 9, 30), analyser="1", law="cd", erased=0
)
FACT = RecordFact(
    number=7,
    nature=Nature.ADVERSE,
    category="bribery",
    authority="xv-court",
    says="It is said.",
    status="final",
    decided_on=date(2026, 1, 15),
    final_on=date(2026, 2, 1),
)


def row(number: int, name: str = "北码头 Ltd", nature: Nature = Nature.ADVERSE) -> SubjectRow:
    subject = Subject(organization=f"o-{number}", kind="company", names=(name,))
    return SubjectRow(subject=subject, facts=(replace(FACT, nature=nature),))


def kept(size: int = 7) -> Kept:
    over = {
        "o-12": Line(row=row(12), changes=date(2029, 2, 2)),
        "o-9": Line(row=row(9, nature=Nature.FOREIGN)),
        "o-100": Line(changes=date(2027, 1, 1)),
    }
    return Kept(state=replace(STATE, size=size), over=over)


def seal(name: str, text: str) -> str:
    return hmac.digest(b"the register's secret", f"{name}\n{text}".encode(), "sha256")[:16].hex()


def open_files(folder: Path, sealing: Seal = seal) -> ScreeningFiles:
    return ScreeningFiles(folder, sealing)


@pytest.fixture
def files(tmp_path: Path) -> ScreeningFiles:
    return open_files(tmp_path)


def looked_at(files: ScreeningFiles) -> tuple[Kept | None, list[str]]:
    """What is found, and which files were told of."""
    told: list[Finding] = []
    found = files.read(told.append)
    assert {one.code for one in told} <= {"kept-list-discarded"}
    return found, [one.message.partition(" ")[0] for one in told]


def read(files: ScreeningFiles) -> Kept:
    found, told = looked_at(files)
    assert found is not None
    assert told == []
    return found


def lines(found: Kept) -> dict[str, Line | None]:
    return {name: found.line(name) for name in ("o-9", "o-12", "o-13", "o-100")}


def test_what_was_written_is_read(files: ScreeningFiles, tmp_path: Path) -> None:
    assert looked_at(files) == (None, [])
    files.write(kept(), b"an index")
    found = read(open_files(tmp_path))
    assert (found.state, found.over, bytes(found.index or b"")) == (kept().state, {}, b"an index")
    assert dict(found.rows) == dict(kept().rows)
    assert (len(found.rows), lines(found)) == (2, lines(kept()))
    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}
    assert {path.name for path in tmp_path.iterdir()} == {LIST}


def test_what_a_day_may_change_and_what_a_later_list_may_confirm_is_known(files: ScreeningFiles) -> None:
    files.write(kept(), b"")
    for found in (read(files), kept()):
        assert found.due(date(2026, 12, 31)) == set()
        assert found.due(date(2027, 1, 1)) == {"o-100"}
        assert found.due(date(2029, 2, 2)) == {"o-12", "o-100"}
        assert found.foreign() == {"o-9"}


def test_what_is_newer_counts_before_the_list_and_beside_it_only(files: ScreeningFiles, tmp_path: Path) -> None:
    files.write(kept(), b"an index")
    found = read(files)
    found.put("o-9", Line())
    found.put("o-13", Line(row=row(13, "Northquay")))
    found.state = replace(STATE, size=9)
    files.write_over(found)
    newer = read(open_files(tmp_path))
    assert newer.state.size == 9
    assert (set(newer.rows), len(newer.rows), newer.foreign()) == ({"o-12", "o-13"}, 2, set())
    assert newer.rows["o-13"].subject.names == ("Northquay",)
    before = lines(newer)
    files.write(newer, b"another")
    assert not (tmp_path / CHANGES).exists()
    assert lines(read(files)) == before | {"o-9": None}
    # Changes that a slower process wrote beside the list of before count for nothing.
    files.write_over(found)
    assert (read(files).state.size, read(files).over) == (9, {})


def test_what_is_newer_and_comes_back_is_as_if_it_had_not_been(files: ScreeningFiles) -> None:
    files.write(kept(), b"")
    found = read(files)
    found.put("o-13", Line(row=row(13)))
    found.put("o-13", Line())
    assert found.over == {}


@pytest.mark.parametrize("name", [LIST, CHANGES])
def test_damage_to_any_byte_is_seen(files: ScreeningFiles, tmp_path: Path, name: str) -> None:
    files.write(kept(), b"an index")
    found = read(files)
    found.put("o-13", Line(row=row(13)))
    found.state = replace(STATE, size=9)
    files.write_over(found)
    whole = (tmp_path / name).read_bytes()
    for place in range(len(whole)):
        if whole[place]:  # what pads the parts to their places says nothing
            damaged = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
            (tmp_path / name).write_bytes(damaged)
            again, told = looked_at(files)
            # Of the one digit of its version it is a list of another one.
            assert told == ([] if b'"format":"goodstanding/kept-list/3"' in damaged else [name])
            assert again is None if name == LIST else (again is not None and again.state.size == 7)
    for data in (b"", whole[:-1], whole[:40], b"x" * 5_000):
        (tmp_path / name).write_bytes(data)
        again, told = looked_at(files)
        assert told == [name]
        assert again is None if name == LIST else (again is not None and again.state.size == 7)


def test_only_what_this_register_sealed_is_believed(files: ScreeningFiles, tmp_path: Path) -> None:
    """Whoever can write the folder can make every digest right, and not the seal."""
    files.write(kept(), b"an index")
    found = read(files)
    found.state = replace(STATE, size=9)
    files.write_over(found)

    def another(name: str, text: str) -> str:
        return hmac.digest(b"another secret", f"{name}\n{text}".encode(), "sha256")[:16].hex()

    strange = open_files(tmp_path / "strange", another)
    (tmp_path / "strange").mkdir()
    for name in (LIST, CHANGES):
        (tmp_path / "strange" / name).write_bytes((tmp_path / name).read_bytes())
    assert looked_at(strange) == (None, [LIST])
    # A seal counts for its own file alone.
    swapped = open_files(tmp_path, lambda name, text: seal({LIST: CHANGES, CHANGES: LIST}[name], text))
    assert looked_at(swapped) == (None, [LIST])
    halfway = open_files(tmp_path, lambda name, text: seal(name, text) if name == LIST else another(name, text))
    again, told = looked_at(halfway)
    assert (again is not None and again.state.size, told) == (7, [CHANGES])


def test_a_list_of_another_version_is_made_anew_in_silence(
    files: ScreeningFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("goodstanding/kept-list/1", "goodstanding/kept-list/20"):
        monkeypatch.setattr(screening_shelf, "FORMAT", version)
        open_files(tmp_path, lambda name, text: "0" * 32).write(kept(), b"an index")
        assert looked_at(files) == (None, [])
        monkeypatch.undo()
        files.write(kept(), b"an index")
        base = read(files)
        monkeypatch.setattr(screening_shelf, "FORMAT", version)
        open_files(tmp_path, lambda name, text: "0" * 32).write_over(base)
        monkeypatch.undo()
        assert read(files).over == {}


def test_of_a_large_list_a_damaged_row_is_seen_when_it_is_read(
    files: ScreeningFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening_shelf, "_CHECKED_AT_ONCE", 10)
    files.write(kept(), b"an index")
    whole = (tmp_path / LIST).read_bytes()
    (tmp_path / LIST).write_bytes(whole.replace(b"It is said.", b"It is sad..", 1))
    found = read(files)
    with pytest.raises(VerificationError):
        found.line("o-9")
    assert found.line("o-12") == kept().line("o-12")


def test_what_cannot_be_read_or_written_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    (tmp_path / LIST).mkdir()
    files = open_files(tmp_path)
    assert looked_at(files) == (None, [])
    files.write(kept(), b"an index")
    assert looked_at(files) == (None, [])
    assert not [path for path in tmp_path.iterdir() if path.name != LIST]


def test_nothing_is_left_when_it_is_forgotten(files: ScreeningFiles, tmp_path: Path) -> None:
    files.write(kept(), b"an index")
    files.write_over(read(files))
    forget_kept(tmp_path)
    forget_kept(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"one")
    with path.open("rb") as before:
        with replacing(path, 0o644) as stream:
            stream.write(b"two")
        assert before.read() == b"one"
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o644 & ~_umask()
    with pytest.raises(ZeroDivisionError), replacing(path) as stream:
        stream.write(b"three" * (1 // 0))
    assert [one.name for one in tmp_path.iterdir()] == ["x"]
    assert path.read_bytes() == b"two"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
