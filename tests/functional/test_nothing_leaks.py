"""What was not admitted is nowhere: not on a screen, not in a log, not in the database, not in its journal (S40)."""

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sample_enrolled import enrolled_register

from goodstanding.bootstrap.intake import format_named, template_text
from goodstanding.bootstrap.register import DATABASE, open_ports
from goodstanding.services.quarantine import quarantined_rows

ROOT = Path(__file__).resolve().parents[2]
PLANTED = "Quillfeather Ostrander"
KEPT = "Northquay Dredging Ltd"


def template_rows() -> tuple[list[str], dict[str, str]]:
    """The columns, and the template's own example of a company."""
    reader = csv.DictReader(template_text("csv").splitlines())
    return list(reader.fieldnames or ()), next(reader)


def planted(**changes: str) -> dict[str, str]:
    """A row whose every free text is about the planted person."""
    _, row = template_rows()
    texts = {"name": PLANTED, "aliases": f"{PLANTED};Q. Ostrander", "region": PLANTED}
    return row | texts | {"identifiers": "", "case_number": "AC-2023-118", "legal_form": ""} | changes


ROWS = {
    "dropped": planted(subject_type="person"),
    "held": planted(subject_type=""),
    "rejected for its date": planted(decided_on=PLANTED),
    "rejected for a word as its date": planted(decided_on="Quillfeather", amount="Ostrander"),
    "rejected for its amount": planted(amount=PLANTED, currency=PLANTED),
    "rejected for its sector": planted(sector=PLANTED),
    "rejected for its numbers": planted(case_number=PLANTED, status_act=PLANTED, public_money=PLANTED),
    "rejected for its kind": planted(subject_type=PLANTED),
    "rejected for its measures": planted(measures=PLANTED),
    "rejected for its identifier": planted(identifiers=PLANTED),
    "rejected for its competence": template_rows()[1] | {"region": PLANTED, "authority": "xv-mill"},
    "rejected for its category": planted(category=PLANTED),
    "aborted for its category": planted(category="quillfeather-ostrander"),
    "aborted for its shape": planted(name=PLANTED + "\x00"),
}


def run(register: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "COLUMNS": "200"}
    command = [sys.executable, "-m", "goodstanding", *arguments, "--data", str(register)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)


def write(path: Path, row: dict[str, str]) -> Path:
    columns, kept = template_rows()
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows([kept, row])
    return path


def traces(register: Path, printed: str) -> set[str]:
    """Where a part of the planted name stands, in any case."""
    places = {path.name: path.read_bytes() for path in register.rglob("*") if path.is_file()}
    places["printed"] = printed.encode()
    parts = [part.encode() for part in (PLANTED.casefold(), *PLANTED.casefold().split())]
    return {name for name, content in places.items() if any(part in content.lower() for part in parts)}


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register in which the template's authority is competent."""
    return enrolled_register(tmp_path_factory.mktemp("leaks"))


@pytest.fixture
def register(enrolled: Path, tmp_path: Path) -> Path:
    """A copy of it, to be imported into."""
    return shutil.copytree(enrolled, tmp_path / "register")


PRINTED: list[tuple[str, tuple[str, ...]]] = [(fate, ()) for fate in ROWS]
PRINTED += [(fate, ("--json",)) for fate in ("held", "rejected for its date")]


@pytest.mark.parametrize(("fate", "as_json"), PRINTED)
def test_no_trace_of_a_row_that_was_not_kept(
    register: Path, tmp_path: Path, fate: str, as_json: tuple[str, ...]
) -> None:
    path = write(tmp_path / "list.csv", ROWS[fate])
    # A reader in the middle of its snapshot keeps the journal from being folded into the database.
    reader = sqlite3.connect(register / DATABASE, isolation_level=None)
    reader.execute("BEGIN").execute("SELECT count(*) FROM entries").fetchone()
    ran = run(register, "import", "csv", str(path), "--as-of", "2024-06-01", *as_json)
    assert traces(register, ran.stdout + ran.stderr) == set()
    journal = (register / f"{DATABASE}-wal").read_bytes()
    reader.close()
    assert ran.returncode == (0 if fate in {"dropped", "held"} else 1), ran.stdout + ran.stderr
    assert (KEPT.encode() in journal) is not fate.startswith("aborted")
    rows = quarantined_rows(open_ports(register).store, 1_000)
    assert len(rows) == (fate == "held")


@pytest.mark.parametrize("command", ["list", "list --json", "rebuild --check"])
def test_no_trace_in_later_answers(register: Path, tmp_path: Path, command: str) -> None:
    run(register, "import", "csv", str(write(tmp_path / "list.csv", ROWS["held"])), "--as-of", "2024-06-01")
    words = ["quarantine", *command.split()] if command.startswith("list") else command.split()
    ran = run(register, *words)
    assert ran.returncode == 0
    assert traces(register, ran.stdout + ran.stderr) == set()


def test_the_planted_name_would_be_found(register: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", ROWS["held"])
    assert PLANTED in path.read_text(encoding="utf-8")
    [draft] = [row for row in format_named("csv").read(path, date(2024, 6, 1)) if row.row == 2]
    assert draft.name == PLANTED
    (register / "stray.log").write_text(PLANTED.upper(), encoding="utf-8")
    assert traces(register, "") == {"stray.log"}
