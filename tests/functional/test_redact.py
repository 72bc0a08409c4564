"""`log redact` by the command line: afterwards no byte of the values is in database, files or later backups (S10)."""

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sample_commands import Answer, Run
from sample_enrolled import enrolled_register
from sample_postgres import Server, running_server

from goodstanding.adapters.clock import SystemClock
from goodstanding.bootstrap.register import open_ports
from goodstanding.ledger.entries import Kind
from goodstanding.services.officers import add_officer
from goodstanding.settings import DATABASE_VARIABLE

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "erase-values.md"
PASSPHRASE = "an invented passphrase"
#: Of the template's first row: name and alias as written, the name as folded, the identifier, the case.
PLANTED = ("Northquay Dredging Ltd", "Northquay Ltd", "northquay dredging ltd", "C0012345676", "AC-2023-117")
LAW = ("--statute", "Data Act", "--article", "art. 17")


@pytest.fixture(autouse=True)
def _unattended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", PASSPHRASE)


@pytest.fixture
def register(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register with the first row of the template (nobody is competent for the second), and two officers."""
    made = enrolled_register(tmp_path)
    monkeypatch.setenv("GOODSTANDING_DATA", str(made))
    add_officer(open_ports(made), "registrar-2", PASSPHRASE)
    (tmp_path / "decisions.csv").write_text(run("template").out, encoding="utf-8")
    assert run("import", "csv", tmp_path / "decisions.csv", "--partial", "--json").json()["new"] == 1
    return made


def values_of_the_first(register: Path) -> list[int]:
    """The entries that say something of the first row's organization."""
    store = open_ports(register).store
    kinds = [Kind.ORGANIZATION_OPENED, Kind.IDENTITY_SET, Kind.RECORD_ENTERED]
    found = [entry for entry in store.entries_of(kinds, store.head().size) if "C0012345676" in str(entry.values)]
    assert len(found) >= 2
    return [entry.seq for entry in found]


def redact(run: Run, positions: list[int]) -> Answer:
    requested = run("log", "redact", *positions, *LAW, "--as", "registrar-1", "--json").json()
    assert requested["carried_out"] is None
    answer = run("log", "redact", "--carry-out", requested["redaction"], "--as", "registrar-2")
    assert (answer.code, answer.err) == (0, "")
    return answer


def holding(folder: Path) -> list[str]:
    """The files below a folder that hold one of the planted texts in any usual encoding."""
    needles = [text.encode(code) for text in PLANTED for code in ("utf-8", "utf-16-le")]
    return [path.name for path in _files(folder) if any(needle in path.read_bytes() for needle in needles)]


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_nothing_is_left_in_database_and_files(run: Run, register: Path, tmp_path: Path) -> None:
    positions = values_of_the_first(register)
    assert "register.sqlite" in " ".join(holding(register))
    # A long-lived reader elsewhere has the write-ahead log open, as a server would.
    with closing(sqlite3.connect(register / "register.sqlite")) as other:
        other.execute("SELECT count(*) FROM openings").fetchall()
        answer = redact(run, positions)
        assert "cannot be recalled" in answer.out
        assert holding(register) == []
    with closing(sqlite3.connect(register / "register.sqlite")) as connection:
        connection.execute("VACUUM INTO ?", (str(tmp_path / "backup.sqlite"),))
    assert not any(text.encode() in (tmp_path / "backup.sqlite").read_bytes() for text in PLANTED)
    checked = run("rebuild", "--check", "--json")
    assert (checked.code, checked.json()["erased"]) == (0, len(positions))


def test_a_reader_that_holds_it_back_is_said(run: Run, register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodstanding.adapters.store.sqlite.BUSY_TIMEOUT_SECONDS", 0.2)
    positions = values_of_the_first(register)
    number = run("log", "redact", *positions, *LAW, "--as", "registrar-1", "--json").json()["redaction"]
    with closing(sqlite3.connect(register / "register.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM openings").fetchall()
        answer = run("log", "redact", "--carry-out", number, "--as", "registrar-2")
        assert answer.code == 1
        assert "a reader holds" in answer.err
    assert run("log", "redact", "--carry-out", number, "--as", "registrar-2").code == 0
    assert holding(register) == []


def test_answers_after_it_keep_their_shape(run: Run, register: Path, tmp_path: Path) -> None:
    """Withheld values cost nothing and are named as withheld; what was known before reads so too."""
    header, first, _ = run("template").out.splitlines()
    (tmp_path / "more.csv").write_text(f"{header}\n{first.replace('AC-2023-117', 'AC-2023-118')}\n", encoding="utf-8")
    run("import", "csv", tmp_path / "more.csv", "--partial")
    asked = ("explain", "xv-reg:C0012345676", "--effective", "2024-06-01", "--json")
    was = run(*asked).json()
    one, _ = (line["entry"] for line in was["lines"] if line["kind"] == "record")
    redact(run, [one])
    for recorded in ([], ["--recorded", was["recorded"]["size"]]):
        answer = run(*asked, *recorded)
        now = answer.json()
        assert sum(line["points"] for line in now["lines"]) == now["points"] > was["points"]
        (withheld,) = (line for line in now["lines"] if line["entry"] == one)
        assert (withheld["points"], withheld["record"]) == (0, None)
        assert f"withheld({one})" in withheld["text"]
        assert "AC-2023-117" not in answer.out
        assert "AC-2023-118" in answer.out
    assert len(run("evaluate", "--effective", "2024-06-01", "--json").json()["standings"]) == 1


def test_an_organization_of_which_all_is_erased_is_answered_as_unknown(run: Run, register: Path) -> None:
    redact(run, values_of_the_first(register))
    now = run("explain", "xv-reg:C0012345676", "--effective", "2024-06-01", "--json").json()
    assert (now["organization_id"], now["points"], now["rated"], now["lines"]) == (None, 0, False, [])
    assert run("evaluate", "--effective", "2024-06-01", "--json").json()["standings"] == []


def test_the_row_is_not_recorded_again(run: Run, register: Path, tmp_path: Path) -> None:
    redact(run, values_of_the_first(register))
    answer = run("import", "csv", tmp_path / "decisions.csv", "--partial", "--submission", "again", "--json")
    assert (answer.json()["suppressed"], answer.json()["new"]) == (1, 0)
    assert holding(register) == []


def test_an_older_backup_does_not_serve_it(run: Run, register: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(register / "register.sqlite")) as connection:
        connection.execute("VACUUM INTO ?", (str(tmp_path / "before.sqlite"),))
    positions = values_of_the_first(register)
    redact(run, positions)
    restored = tmp_path / "restored"
    shutil.copytree(register, restored, ignore=shutil.ignore_patterns("register.sqlite*"))
    shutil.copy(tmp_path / "before.sqlite", restored / "register.sqlite")
    assert holding(restored) == ["register.sqlite"]
    checked = run("rebuild", "--check", "--json", "--data", restored)
    assert (checked.code, checked.json()["erased"]) == (0, len(positions))
    assert holding(restored) == []


def test_no_backup_serves_it_however_many_are_restored_into_one_directory(
    run: Run, register: Path, tmp_path: Path
) -> None:
    def back_up(name: str) -> Path:
        with closing(sqlite3.connect(register / "register.sqlite")) as connection:
            connection.execute("VACUUM INTO ?", (str(tmp_path / name),))
        return tmp_path / name

    older = back_up("older.sqlite")
    positions = values_of_the_first(register)
    number = run("log", "redact", *positions, *LAW, "--as", "registrar-1", "--json").json()["redaction"]
    newer = back_up("newer.sqlite")
    assert run("log", "redact", "--carry-out", number, "--as", "registrar-2").code == 0
    for restored in (older, newer, older, older):
        for path in register.glob("register.sqlite*"):
            path.unlink()
        shutil.copy(restored, register / "register.sqlite")
        assert holding(register) == ["register.sqlite"]
        checked = run("rebuild", "--check", "--json")
        assert (checked.code, checked.json()["erased"]) == (0, len(positions))
        assert holding(register) == []


@pytest.mark.parametrize("moment", ["settle_journal", "clean"])
def test_killed_behind_the_commit_an_erasure_is_finished_by_the_next_command(
    run: Run, register: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the crash matrix: the process ends for good before the journal is written, or before the files are clean."""
    with monkeypatch.context() as patched:
        patched.setattr(SystemClock, "now", lambda _: datetime(2026, 1, 15, tzinfo=UTC))
        run("screen", "--identifier", "xv-reg:C0012345676", "--purpose", "audit", "--stale-after", "9999", "--json")
    assert "screening.list" in holding(register)
    positions = values_of_the_first(register)
    number = run("log", "redact", *positions, *LAW, "--as", "registrar-1", "--json").json()["redaction"]
    killed = (
        "import os; from goodstanding.services import redacting;"
        f"redacting.{moment} = lambda *_: os._exit(137); from goodstanding.cli.main import main; main()"
    )
    command = [sys.executable, "-c", killed, "log", "redact", "--carry-out", str(number), "--as", "registrar-2"]
    assert subprocess.run(command, timeout=300, check=False).returncode == 137
    assert "screening.list" in holding(register)
    checked = run("rebuild", "--check", "--json")
    assert (checked.code, checked.json()["erased"]) == (0, len(positions))
    assert holding(register) == []
    assert len((register / "redactions.jsonl").read_text("utf-8").splitlines()) == 1


def test_redactions_are_listed(run: Run, register: Path) -> None:
    assert run("log", "redact").out == "Nothing was redacted.\n"
    run("log", "redact", *values_of_the_first(register), *LAW, "--as", "registrar-1")
    assert "not yet carried out" in run("log", "redact").out
    (order,) = run("log", "redact", "--json").json()["orders"]
    assert (order["statute"], order["article"], order["carried_out"]) == ("Data Act", "art. 17", None)


@pytest.mark.parametrize(
    "arguments",
    [("3",), ("3", *LAW), ("3", "--as", "registrar-1"), ("3", "--carry-out", "4", *LAW, "--as", "registrar-1")],
)
def test_half_a_redaction_is_misuse(run: Run, register: Path, arguments: tuple[str, ...]) -> None:
    size = open_ports(register).store.head().size
    assert run("log", "redact", *arguments).code == 2
    assert open_ports(register).store.head().size == size


def test_nothing_is_left_in_postgresql_s_tables(
    run: Run, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    url = postgres.new_database()
    monkeypatch.setenv(DATABASE_VARIABLE, url)
    register = request.getfixturevalue("register")
    on_disk = _table_files(url, postgres)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")
        connection.execute("CHECKPOINT")
    assert holding(on_disk())
    redact(run, values_of_the_first(register))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    assert holding(on_disk()) == []
    assert holding(register) == []
    assert run("rebuild", "--check").code == 0


def test_nothing_is_left_in_any_file_of_the_server_when_its_log_is_written_over(
    run: Run, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """By the statements of the page; on a server of its own, whose every file is searched."""
    (statements,) = re.findall(r"```sql\n(SELECT pg_switch_wal.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    with running_server() as server:
        folder, url = Path(server.folder), server.new_database()
        monkeypatch.setenv(DATABASE_VARIABLE, url)
        register = request.getfixturevalue("register")
        with psycopg.connect(url, autocommit=True) as connection:
            # Segments that were given free before, with the values in them.
            connection.execute("SELECT pg_switch_wal()")
            connection.execute("CHECKPOINT")
        redact(run, values_of_the_first(register))
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
        assert holding(folder / "base") == []
        # As long as nobody writes, they stay there, however many checkpoints come.
        assert len(holding(folder / "pg_wal")) > 1
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in re.split(r";\n(?=[A-Z])(?!END)", statements):
                connection.execute(statement)
        assert holding(folder) == holding(register) == []
        assert run("rebuild", "--check").code == 0


def _table_files(url: str, postgres: Server) -> Callable[[], Path]:
    """The folder of a database's own files: tables, indexes and statistics, without the server's log of writes."""
    with psycopg.connect(url) as connection:
        (oid,) = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
    return lambda: Path(postgres.folder) / "base" / str(oid)


def test_a_role_that_may_not_clean_says_so(
    run: Run, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    url = postgres.new_database()
    monkeypatch.setenv(DATABASE_VARIABLE, url)
    register = request.getfixturevalue("register")
    with psycopg.connect(url) as connection:
        connection.execute("CREATE ROLE scribe LOGIN")
        connection.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO scribe")
    monkeypatch.setenv(DATABASE_VARIABLE, url.replace("postgres@", "scribe@"))
    number = run("log", "redact", *values_of_the_first(register), *LAW, "--as", "registrar-1", "--json").json()
    answer = run("log", "redact", "--carry-out", number["redaction"], "--as", "registrar-2")
    assert answer.code == 1
    assert "VACUUM (FULL)" in answer.err
    # The owner, or a role that may maintain the two tables.
    with psycopg.connect(url) as connection:
        connection.execute("GRANT MAINTAIN ON openings, names TO scribe")
    assert run("log", "redact", "--carry-out", number["redaction"], "--as", "registrar-2").code == 0


def test_a_screening_finds_it_before_and_not_afterwards(
    run: Run, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows that screenings keep beside the database are made of the values, and go with them."""
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime(2026, 1, 15, tzinfo=UTC))
    asked = ("screen", "--identifier", "xv-reg:C0012345676", "--purpose", "audit", "--stale-after", "9999", "--json")
    assert run(*asked).json()["answers"][0]["band"] == "match"
    assert "screening.list" in holding(register)
    old = (register / "screening.list").read_bytes()
    monkeypatch.undo()
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("GOODSTANDING_DATA", str(register))
    redact(run, values_of_the_first(register))
    assert holding(register) == []
    # Brought back by a backup, or by a screening that was under way, they are not believed.
    (register / "screening.list").write_bytes(old)
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime(2026, 1, 15, tzinfo=UTC))
    assert run(*asked).json()["answers"][0]["band"] is None
    assert holding(register) == []
