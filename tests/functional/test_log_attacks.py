"""What somebody tries who can write where the log is published, or waits for a crash: nothing is lost or leaks."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_commands import Run
from sample_enrolled import enrolled_register

from goodstanding.adapters.durable import BEGUN
from goodstanding.adapters.witness_files import FileWitness
from goodstanding.bootstrap.register import open_ports
from goodstanding.ledger.entries import Kind
from goodstanding.services.officers import add_officer
from goodstanding.values.errors import SchemaError

PASSPHRASE = "an invented passphrase"
NAME = b"Northquay"


@pytest.fixture
def register(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published register with a record, and two officers who can erase it."""
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", PASSPHRASE)
    made = enrolled_register(tmp_path)
    monkeypatch.setenv("GOODSTANDING_DATA", str(made))
    add_officer(open_ports(made), "registrar-2", PASSPHRASE)
    (tmp_path / "decisions.csv").write_text(run("template").out, encoding="utf-8")
    run("import", "csv", tmp_path / "decisions.csv", "--partial")
    run("log", "keys", "new")
    assert run("log", "publish", tmp_path / "public", "--on", "2024-06-01", "--not-restored").code == 0
    return made


def holding(folder: Path) -> set[str]:
    """The files that hold the name."""
    return {str(path.relative_to(folder)) for path in files_of(folder) if NAME in path.read_bytes()}


def files_of(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def erase(run: Run, register: Path) -> None:
    store = open_ports(register).store
    kinds = [Kind.ORGANIZATION_OPENED, Kind.IDENTITY_SET, Kind.RECORD_ENTERED]
    positions = [entry.seq for entry in store.entries_of(kinds, store.head().size)]
    law = ("--statute", "Data Act", "--article", "art. 17")
    asked = run("log", "redact", *positions, *law, "--as", "registrar-1", "--json").json()
    assert run("log", "redact", "--carry-out", asked["redaction"], "--as", "registrar-2").code == 0


def test_what_a_killed_publication_left_is_not_served_for_ever(run: Run, register: Path, tmp_path: Path) -> None:
    """Half-written openings of what is erased since, in a folder that a web server serves."""
    public = tmp_path / "public"
    opened = next(path for path in (public / "openings").iterdir() if NAME in path.read_bytes())
    for left in (public / f"openings/000{BEGUN}", public / f"openings/x001/000{BEGUN}", public / f"listed/7{BEGUN}"):
        left.parent.mkdir(parents=True, exist_ok=True)
        left.write_bytes(opened.read_bytes())
    mine = public / "index.html.new"
    mine.write_text("The operator's own.", "utf-8")
    erase(run, register)
    assert run("log", "publish", public, "--on", "2024-06-01").code == 0
    assert holding(public) == set()
    assert mine.exists()


def test_what_a_killed_screening_left_goes_with_the_values(run: Run, register: Path) -> None:
    run("screen", "--name", "Northquay Dredging", "--country", "XV", "--purpose", "tender")
    left = register / f".screening.list.4711{BEGUN}"
    left.write_bytes(b"Northquay Dredging Ltd")
    erase(run, register)
    assert holding(register) == set()


@pytest.mark.parametrize("folder", ["openings", "listed", "tile", "handover", "tile/entries"])
def test_a_folder_that_is_a_link_does_not_make_the_publisher_delete_or_write_elsewhere(
    run: Run, register: Path, tmp_path: Path, folder: str
) -> None:
    """Whoever may write into the published folder points one of its folders at the signer's memory and keys."""
    public = tmp_path / "public"
    shutil.rmtree(public / folder, ignore_errors=True)
    (public / folder).parent.mkdir(parents=True, exist_ok=True)
    (public / folder).symlink_to(register / "log")
    before = {path: path.read_bytes() for path in files_of(register / "log")}
    answer = run("log", "publish", public, "--on", "2024-06-01", "--verify")
    assert "internal error" not in answer.err
    assert {path: path.read_bytes() for path in files_of(register / "log")} == before
    assert answer.code == 1
    assert f"{folder} of the published files is a link" in answer.err


def test_a_linked_file_is_replaced_and_not_written_through(run: Run, register: Path, tmp_path: Path) -> None:
    public, target = tmp_path / "public", tmp_path / "elsewhere"
    target.write_bytes(b"mine")
    for name in ("manifest.json", "openings/000"):
        (public / name).unlink()
        (public / name).symlink_to(target)
    assert run("log", "publish", public, "--on", "2024-06-01").code == 0
    assert target.read_bytes() == b"mine"
    assert not (public / "manifest.json").is_symlink()


@pytest.mark.parametrize("place", [Path.mkdir, lambda path: path.symlink_to(path.name)])
def test_a_witness_that_cannot_read_its_memory_cosigns_nothing(run: Run, tmp_path: Path, place) -> None:  # type: ignore[no-untyped-def]
    """Else a fork is had by breaking one file."""
    assert run("log", "witness", "new", tmp_path / "w", "--name", "witness.example.net").code == 0
    states = FileWitness(tmp_path / "w")
    states.keep("register.example.org", b"note")
    (path,) = (tmp_path / "w" / "latest").iterdir()
    path.unlink()
    place(path)
    with pytest.raises(SchemaError, match="cannot be read"):
        states.latest("register.example.org")


def test_an_old_state_is_told_by_its_instant(run: Run, register: Path, tmp_path: Path) -> None:
    """A mirror that shows the log of last year shows a good log: the auditors say of when it is."""
    shutil.copytree(tmp_path / "public", tmp_path / "mirror")
    key = run("log", "keys", "list", "--json").json()["keys"][0]["verifier_key"]
    found = run("log", "audit", tmp_path / "mirror", "--key", key, "--json").json()
    recorded = run("log", "head", "--json").json()["recorded"]["recorded_at"]
    assert (found["recorded_at"], found["findings"]) == (recorded, [])
    auditor = run("log", "auditor").out
    told = subprocess.run(
        [sys.executable, "-I", "-", str(tmp_path / "mirror"), "--key", key],
        input=auditor,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert f"recorded {recorded}, as shown on 2024-06-01: everything fits" in told.stdout


def test_a_policy_may_be_nested_as_deeply_as_it_may_be_long(run: Run, register: Path, tmp_path: Path) -> None:
    key = run("log", "keys", "list", "--json").json()["keys"][0]["verifier_key"]
    groups = [f"group g{number} any g{number - 1}" for number in range(1, 950)]
    witness = "witness.example.net+743feefb+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU"
    lines = [f"log {key}", f"witness w {witness}", "group g0 any w", *groups, "quorum g949", ""]
    (tmp_path / "policy").write_text("\n".join(lines), "utf-8")
    (tmp_path / "proof").write_text(run("log", "prove", "0").out, "utf-8")
    answer = run("log", "verify", tmp_path / "proof", "--policy", tmp_path / "policy")
    assert answer.code == 1
    assert "cosignatures" in answer.err
