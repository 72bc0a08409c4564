"""What a hostile file tries: people beside the name, notes behind it, days ahead, files that break or change."""

import csv
import json
import os
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from sample_commands import Run, runner
from sample_drafts import PERSONAL
from sample_enrolled import enrolled_register

from goodstanding.adapters.formats.registry import format_named
from goodstanding.adapters.formats.tabular import Table, read_rows
from goodstanding.bootstrap.intake import template_text
from goodstanding.intake.drafts import Draft
from goodstanding.values.errors import ImportAbortedError

#: People that the lexicon knows, in several scripts: no field of a kept row may say their name.
PEOPLE = ("Juan Pérez López", "Mr. Aurelia Thandwick", "王小明", "Иванов Пётр", "J. Brackwater", "Ana Gil")
#: A name that no list knows: only the shape of a field can keep it out.
UNKNOWN = "Quellvex Thandwick"


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register in which the template's authority is competent."""
    return enrolled_register(tmp_path_factory.mktemp("attacks"))


@pytest.fixture
def register(enrolled: Path, tmp_path: Path) -> Path:
    """A copy of it, to be attacked."""
    return shutil.copytree(enrolled, tmp_path / "register")


@pytest.fixture
def run(register: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys, "--data", register)


def write(path: Path, *changes: dict[str, str]) -> Path:
    """The template's own company, once for each of these changes."""
    reader = csv.DictReader(template_text("csv").splitlines())
    columns, company = list(reader.fieldnames or ()), next(reader)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        for number, change in enumerate(changes):
            own = {"identifiers": "", "name": f"Northquay {number} Dredging Ltd", "case_number": f"AC-{number}"}
            writer.writerow(company | own | {"aliases": ""} | change)
    return path


def stored(register: Path) -> str:
    """Everything that the register keeps in the clear, in small letters."""
    database = sqlite3.connect(register / "register.sqlite")
    openings = [body.decode() for (body,) in database.execute("SELECT body FROM openings")]
    names = [name for (name,) in database.execute("SELECT folded FROM names")]
    database.close()
    return "\n".join([*openings, *names]).casefold()


def holds(register: Path, name: str) -> bool:
    """Whether a name is kept: as it is, or as the words of a reference."""
    words = name.removeprefix("Mr. ").casefold()
    return words in stored(register) or words.replace(" ", "-") in stored(register)


FIELDS = ("sector", "region", "case_number", "status_act", "public_money", "aliases", "identifiers")


@pytest.mark.parametrize("field", FIELDS)
def test_no_field_beside_the_name_carries_a_person(run: Run, register: Path, tmp_path: Path, field: str) -> None:
    values = [f"xx-reg:{name.replace(' ', '_')}" if field == "identifiers" else name for name in PEOPLE]
    values += [value.lower().replace(" ", "-") for value in values if field == "sector"]
    rows = write(tmp_path / "list.csv", {}, *({field: value} for value in values))
    answer = run("import", "csv", rows, "--as-of", "2024-06-01", "--json")
    counts = json.loads(answer.out)
    assert counts["kept"] == 1
    assert [name for name in PEOPLE if holds(register, name) or name in answer.out + answer.err] == []


@pytest.mark.parametrize("field", ["sector", "case_number", "status_act", "public_money", "identifiers"])
@pytest.mark.parametrize("written", [UNKNOWN, f"{UNKNOWN} 12"])
def test_what_is_a_number_or_a_code_has_no_room_for_a_name(
    run: Run, register: Path, tmp_path: Path, field: str, written: str
) -> None:
    value = f"xx-reg:{written.replace(' ', '_')}" if field == "identifiers" else written
    run("import", "csv", write(tmp_path / "list.csv", {}, {field: value}), "--as-of", "2024-06-01")
    assert holds(register, "Northquay 0 Dredging Ltd")
    assert not holds(register, UNKNOWN)
    assert not holds(register, UNKNOWN.replace(" ", "_"))


@pytest.mark.parametrize("field", ["name", "aliases"])
def test_a_note_behind_a_name_is_cut_wherever_the_name_is_kept(
    run: Run, register: Path, tmp_path: Path, field: str
) -> None:
    rows = write(tmp_path / "list.csv", {field: f"Harrowgate Quarries Ltd // {UNKNOWN}"})
    answer = run("import", "csv", rows, "--as-of", "2024-06-01", "--json")
    assert json.loads(answer.out)["kept"] == 1
    assert holds(register, "Harrowgate Quarries Ltd")
    assert not holds(register, UNKNOWN)


BANKS = {
    "idb": {
        "Title": f"Harrowgate Quarries Ltd // {UNKNOWN}", "Entity": "Firm", "Nationality": "Kenya", "Country": "Kenya",
        "From": "Jan 21, 2021", "To": "Ongoing", "Grounds": "Fraud", "Source": "IDB", "IDB Sanction Type": "Debarment",
        "IDB Sanction Source": "Sanctions Committee", "Other Name": "",
    },
    "worldbank": {
        "firm_name": f"Harrowgate Quarries Ltd // {UNKNOWN}", "additional_info": UNKNOWN, "address": UNKNOWN,
        "country": "Kenya", "from_date": "2021-01-21", "to_date": "2999-12-31", "grounds": "Fraudulent Practice",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", BANKS)
def test_a_banks_note_is_cut_too(tmp_path: Path, name: str) -> None:
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(BANKS[name]))
        writer.writeheader()
        writer.writerow(BANKS[name])
    [draft] = format_named(name).read(path, date(2024, 6, 1))
    assert isinstance(draft, Draft)
    assert draft.name == "Harrowgate Quarries Ltd"
    assert "thandwick" not in repr(draft).casefold()


def test_a_list_of_a_future_day_shuts_nobody_out(run: Run, register: Path, tmp_path: Path) -> None:
    rows = write(tmp_path / "list.csv", {})
    assert run("import", "csv", rows, "--as-of", "2999-12-31").code == 2
    assert run("import", "csv", rows, "--as-of", "2024-06-01").code == 0


def test_what_landed_is_said_though_a_later_file_aborts(run: Run, register: Path, tmp_path: Path) -> None:
    rows, broken = write(tmp_path / "list.csv", {}), tmp_path / "broken.csv"
    broken.write_text("not a list\n", encoding="utf-8")
    answer = run("import", "csv", rows, broken, "--as-of", "2024-06-01", "--json")
    assert answer.code == 1
    assert [file["file"] for file in json.loads(answer.out)["files"]] == ["list.csv"]
    assert holds(register, "Northquay 0 Dredging Ltd")


def test_a_file_that_is_not_there_keeps_the_others_out(run: Run, register: Path, tmp_path: Path) -> None:
    rows = write(tmp_path / "list.csv", {})
    assert run("import", "csv", rows, tmp_path / "none.csv").code == 2
    assert not holds(register, "Northquay 0 Dredging Ltd")


def test_a_files_name_cannot_drive_a_terminal(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "a\x1b[31mb.csv"
    broken.write_text("not a list\n", encoding="utf-8")
    answer = run("import", "csv", broken)
    assert answer.code == 1
    assert "[31mb.csv" in answer.err
    assert "\x1b" not in answer.err


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("a\n1\n2\n", encoding="utf-8")
    rows = read_rows(path, Table(columns=("a",)))
    next(rows)
    os.utime(path, (0, 0))
    with pytest.raises(ImportAbortedError, match="changed while it was read"):
        list(rows)


def test_a_full_disk_is_said_and_nothing_landed(
    run: Run, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        error = sqlite3.OperationalError(f"database or disk is full {UNKNOWN}")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    monkeypatch.setattr("goodstanding.cli.importing.import_file", refuse)
    answer = run("import", "csv", write(tmp_path / "list.csv", {}), "--as-of", "2024-06-01")
    assert answer.code == 2
    assert "SQLITE_FULL" in answer.err
    assert UNKNOWN not in answer.err


def test_no_number_of_a_person_gets_past_the_door(run: Run, register: Path, tmp_path: Path) -> None:
    """S2: each scheme's number as it is, and with another last character, is nowhere afterwards."""
    wrong = [number[:-1] + ("1" if number[-1] != "1" else "2") for number in PERSONAL]
    numbers = [*PERSONAL, *wrong]
    answers = [
        run("import", "csv", write(tmp_path / "list.csv", *({"identifiers": number} for number in numbers)), *more)
        for more in ((), ("--json",))
    ]
    counts = answers[1].json()
    assert (counts["read"], counts["kept"]) == (len(numbers), 0)
    codes = [number.partition(":")[2] for number in numbers]
    places = [path.read_bytes().lower() for path in register.rglob("*") if path.is_file()]
    printed = "".join(answer.out + answer.err for answer in answers)
    assert [code for code in codes if any(code.lower().encode() in place for place in places)] == []
    assert [code for code in codes if code in printed] == []
