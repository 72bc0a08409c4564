"""What a screening keeps in files: whole or not at all, and never believed when it is damaged or of something else."""

import os
from datetime import date
from pathlib import Path

import pytest

from goodstanding.adapters.screening_files import (
    INDEX,
    ROWS,
    ScreeningFiles,
    opened_lines,
    read_object,
    revived,
    write_whole,
)
from goodstanding.publication.screened import SourceAge
from goodstanding.publication.screening_rows import Nature, RecordFact, SubjectRow
from goodstanding.screening.subjects import Subject
from goodstanding.services.screening_list import Kept, State
from goodstanding.values.errors import ConflictError, VerificationError

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
ROW = SubjectRow(subject=Subject(organization="o-12", kind="company", names=("北码头 Ltd",)), facts=(FACT,))


def kept(size: int = 7) -> Kept:
    state = State(**{name: getattr(STATE, name) for name in State.__slots__} | {"size": size})
    changes = {"o-12": date(2029, 2, 2), "o-13": date(2027, 1, 1)}
    return Kept(state=state, rows={"o-12": ROW}, changes=changes)


@pytest.fixture
def files(tmp_path: Path) -> ScreeningFiles:
    return ScreeningFiles(tmp_path)


def test_what_was_written_is_read(files: ScreeningFiles, tmp_path: Path) -> None:
    assert (files.read_rows(), files.read_index()) == (None, None)
    files.write(kept(), b"an index")
    again = ScreeningFiles(tmp_path)
    assert again.read_rows() == kept()
    held = again.read_index()
    assert held is not None
    assert bytes(held) == b"an index"
    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}
    assert {path.name for path in tmp_path.iterdir()} == {ROWS, INDEX}


def test_damage_to_any_byte_of_the_rows_is_seen(files: ScreeningFiles, tmp_path: Path) -> None:
    files.write(kept(), b"an index")
    whole = (tmp_path / ROWS).read_bytes()
    for place in range(len(whole)):
        (tmp_path / ROWS).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert files.read_rows() is None
    (tmp_path / ROWS).write_bytes(whole[:-1])
    assert files.read_rows() is None


def test_damage_to_any_byte_of_the_index_is_seen(files: ScreeningFiles, tmp_path: Path) -> None:
    files.write(kept(), b"an index")
    whole = (tmp_path / INDEX).read_bytes()
    for place in range(len(whole)):
        (tmp_path / INDEX).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert files.read_index() is None
    for data in (b"", whole[:-1], whole[:40]):
        (tmp_path / INDEX).write_bytes(data)
        assert files.read_index() is None


def test_an_index_of_other_rows_is_not_given(files: ScreeningFiles, tmp_path: Path) -> None:
    files.write(kept(), b"an index")
    old = (tmp_path / INDEX).read_bytes()
    files.write(kept(8), b"another")
    (tmp_path / INDEX).write_bytes(old)
    again = ScreeningFiles(tmp_path)
    assert again.read_rows() == kept(8)
    assert again.read_index() is None


def test_nothing_is_left_when_they_are_forgotten(files: ScreeningFiles, tmp_path: Path) -> None:
    files.write(kept(), b"an index")
    files.remove()
    files.remove()
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "x"
    write_whole(path, b"one")
    with path.open("rb") as before:
        write_whole(path, b"two", 0o644)
        assert before.read() == b"one"
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o644 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_lines_are_gone_on_with_behind_the_last_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    with opened_lines(path) as lines:
        assert list(lines.lines()) == []
        lines.add({"name": "北"})
        lines.add(2)
    path.write_bytes(path.read_bytes() + b'{"cut')
    with opened_lines(path) as lines:
        assert list(lines.lines()) == [{"name": "北"}, 2]
        lines.add(3)
    assert path.read_text("utf-8") == '{"name": "北"}\n2\n3\n'


def test_damaged_lines_are_not_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"1\nnot json\n3\n")
    with opened_lines(path) as lines, pytest.raises(VerificationError):
        list(lines.lines())
    assert path.read_bytes() == b"1\nnot json\n3\n"


def test_two_do_not_write_one_file(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    with opened_lines(path), pytest.raises(ConflictError), opened_lines(path):
        pass


@pytest.mark.parametrize("value", [None, 7, [], {}, {"source": "wb"}, {"source": 1, "as_of": "x", "foreign": True}])
def test_what_does_not_fit_its_shape_is_refused(value: object) -> None:
    with pytest.raises(VerificationError):
        revived(SourceAge, value, "This")
    with pytest.raises(VerificationError):
        read_object(b"{")
