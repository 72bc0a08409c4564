"""Screening is private (S25): the register keeps no pair of who asked about whom (S32), and refuses personal numbers
without a trace (S2, S40).
"""

import json
import re
import shutil
from pathlib import Path

import pytest
from sample_bidders import EFFECTIVE, NUMBER, PURPOSE, write_bidders
from sample_commands import Run
from sample_drafts import PERSONAL

PLANTED = re.compile(rb"(?i)quillmarsh|ostrandal")


@pytest.fixture(scope="module")
def built(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_made, tmp_path_factory.mktemp("private") / "register")


@pytest.fixture
def register(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied = Path(shutil.copytree(built, tmp_path / "register"))
    monkeypatch.setenv("GOODSTANDING_DATA", str(copied))
    return copied


def traces(folder: Path, wanted: re.Pattern[bytes]) -> list[str]:
    """The files of a folder in whose bytes, narrow or wide, something wanted stands."""
    found = []
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if wanted.search(data) or wanted.search(data.replace(b"\x00", b"")):
            found.append(path.name)
    return found


def check_no_pair_is_kept(run: Run, register: Path, folder: Path, count: int) -> None:
    rows = ({"id": f"Ostrandal {one}", "name": f"Quillmarsh Works {one} Ltd"} for one in range(count))
    file = write_bidders(folder / "bidders.csv", *rows, {"name": "Quillmarsh", "identifier": NUMBER})
    before = {path.name for path in register.rglob("*")}
    size = run("log", "head", "--json").json()["recorded"]["size"]
    output, receipt = folder / "answers.jsonl", folder / "receipt.json"
    told = ("--output", output, "--receipt", receipt, "--resolutions", folder / "ours.jsonl")
    assert run("screen", file, *PURPOSE, *EFFECTIVE, *told).code == 1
    assert run("receipt", "check", receipt, *EFFECTIVE).code == 0
    assert run("screen", "--name", "Quillmarsh Ltd", *PURPOSE, "--stale-after", "9999").code == 0
    assert run("screen", "resolve", output, "--row", count + 1, "--organization", "o-224", "--answer", "different",
               "--reason", "seat-compared", "--resolutions", folder / "ours.jsonl").code == 2  # fmt: skip
    assert traces(register, PLANTED) == []
    assert {path.name for path in register.rglob("*")} - before <= {"screening.list", "screening.changes", "lock"}
    assert run("log", "head", "--json").json()["recorded"]["size"] == size
    assert len(output.read_text("utf-8").splitlines()) == count + 3


def test_no_pair_of_screener_and_screened_is_kept(run: Run, register: Path, tmp_path: Path) -> None:
    check_no_pair_is_kept(run, register, tmp_path, 300)


@pytest.mark.endurance
def test_no_pair_is_kept_of_ten_thousand(run: Run, register: Path, tmp_path: Path) -> None:
    check_no_pair_is_kept(run, register, tmp_path, 10_000)


def test_a_planted_pair_would_be_seen(register: Path) -> None:
    (register / "seen.log").write_bytes("Quillmarsh".encode("utf-16"))
    assert traces(register, PLANTED) == ["seen.log"]


def test_a_personal_number_leaves_no_trace(run: Run, register: Path, tmp_path: Path) -> None:
    rows = [{"id": f"A{row}", "name": "Quillmarsh Ltd", "identifier": number} for row, number in enumerate(PERSONAL)]
    file = write_bidders(tmp_path / "bidders.csv", *rows)
    folder = tmp_path / "out"
    folder.mkdir()
    outputs = [part for ending in ("jsonl", "csv", "html") for part in ("--output", folder / f"answers.{ending}")]
    answer = run("screen", file, *PURPOSE, *EFFECTIVE, *outputs, "--receipt", folder / "receipt.json")
    assert answer.code == 1
    codes = {number.partition(":")[2] for number in PERSONAL}
    wanted = re.compile(b"|".join(re.escape(one.encode()) for code in codes for one in {code, code.replace("-", "")}))
    assert traces(folder, wanted) == traces(register, wanted) == []
    assert traces(folder, PLANTED) == []
    assert wanted.search((answer.out + answer.err).encode()) is None
    assert answer.out.count("not answered: personal") >= 20
    for number in PERSONAL[:3]:
        alone = run("screen", "--name", "Quillmarsh Ltd", "--identifier", number, *PURPOSE, *EFFECTIVE)
        assert alone.code == 1
        assert number.partition(":")[2] not in alone.out + alone.err
        assert "[personal-number]" in alone.err


#: However they are typed, and wherever in a row.
TYPED = (
    {"name": "Quillmarsh CPF 111.444.777-35"}, {"name": "Quillmarsh １１１．４４４．７７７－３５"},
    {"name": "Quillmarsh 111\u200b.444.777-35"}, {"name": "Quillmarsh", "aliases": "BOXW310820HNERXN09"},
    {"name": "Quillmarsh", "id": "ＲＦＣ ＧＯＤＥ５６１２３１ＧＲ８"}, {"name": "Quillmarsh", "country": "AB1234567"},
    {"name": "Quillmarsh DNI 54362315K"}, {"name": "Quillmarsh", "identifier": "xx-any:536-90-4399 SSN 536-90-4399"},
    {"name": "Quillmarsh GB33 BUKB 2020 1555 5555 55"}, {"name": "Quillmarsh", "mx-rfc": "GODE561231GR8"},
    {"name": "Quillmarsh RUT 12.345.678-5"}, {"name": "Quillmarsh geb. 02.01.1980"},
    {"name": "Quillmarsh", "id": "X2482300W"},
)  # fmt: skip
DIGITS = re.compile("|".join(
    ("111.{0,3}444", "１１１", "BOXW310820", "561231", "５６１２３１", "1234567", "54362315", "536-90", "BUKB",
     "345.678", "01.1980", "2482300")
))  # fmt: skip


def test_a_personal_number_leaves_no_trace_however_it_is_typed(run: Run, register: Path, tmp_path: Path) -> None:
    file = tmp_path / "bidders.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in TYPED), encoding="utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    outputs = [part for ending in ("jsonl", "csv", "html") for part in ("--output", folder / f"answers.{ending}")]
    answer = run("screen", file, *PURPOSE, *EFFECTIVE, *outputs, "--receipt", folder / "receipt.json")
    assert answer.code == 1
    # The passport's number that stands where a country is due is told as an unknown country.
    assert [answer.err.count(f"[{code}]") for code in ("personal-number", "bidder-unreadable")] == [len(TYPED) - 1, 1]
    told = [answer.out, answer.err, *(path.name for path in folder.iterdir())]
    told += [path.read_bytes().decode("latin-1") for place in (folder, register) for path in files_of(place)]
    told += [path.read_text("utf-8") for path in files_of(folder)]
    assert not [text for text in told if DIGITS.search(text)]
    for alone in (("CPF １１１.444.777-35", "XV"), ("Quillmarsh", "CPF 111.444.777-35")):
        refused = run("screen", "--name", alone[0], "--country", alone[1], *PURPOSE, *EFFECTIVE)
        assert (refused.code in (1, 2), DIGITS.search(refused.out + refused.err)) == (True, None)


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("word", ["Quillmarsh", "Ostrandal"])
def test_what_a_row_says_is_not_told_where_it_cannot_be_read(
    run: Run, register: Path, tmp_path: Path, word: str
) -> None:
    file = tmp_path / "bidders.jsonl"
    file.write_text(
        f'{{"name": {{"x": "{word}"}}}}\n{{"name": "A", "country": "{word}"}}\n{{"identifier": "{word}"}}\n'
    )
    answer = run("screen", file, *PURPOSE, *EFFECTIVE)
    assert (answer.code, word in answer.out + answer.err) == (1, False)
    assert answer.err.count("[bidder-unreadable] bidders.jsonl row ") == 3
    (tmp_path / "broken.csv").write_text(f'name,country\n"{word},XV\n')
    broken = run("screen", tmp_path / "broken.csv", *PURPOSE, *EFFECTIVE)
    assert (broken.code, word in broken.out + broken.err) == (2, False)
