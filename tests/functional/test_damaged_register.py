"""A register that somebody, or a disk, has damaged says what is wrong and what to do, and never breaks down."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sample_commands import Run
from sample_register import COMPETENCE, PASSPHRASE, InventedList, Line, catalogue, digest_of, gate, write_list

from goodstanding.bootstrap.log import open_log_keys
from goodstanding.bootstrap.register import create_register, open_ports
from goodstanding.services.acting import Acting
from goodstanding.services.appointing import enroll_competences
from goodstanding.services.importing import ImportRequest, import_file
from goodstanding.services.log_signing import enroll_first_key
from goodstanding.services.officers import add_officer, signer_of

BYTES = (
    ("entries", "body"),
    ("entries", "leaf"),
    ("openings", "body"),
    ("heads", "root"),
    ("heads", "frontier"),
)
DATES = (("batches", "as_of"), ("identities", "effective_on"))
TABLES = (
    "entries",
    "openings",
    "heads",
    "entry_index",
    "tiles",
    "identities",
    "names",
    "source_rows",
    "batches",
    "submissions",
)
ASKED = (
    ("rebuild", "--check"),
    ("list",),
    ("evaluate", "--effective", "2026-01-31"),
    ("log", "head"),
    ("log", "prove", "3"),
    ("log", "publish", "public", "--not-restored"),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small register with a list and a key."""
    folder = tmp_path_factory.mktemp("whole")
    create_register(folder / "data", "register.example.org")
    ports = open_ports(folder / "data")
    enroll_first_key(ports, open_log_keys(folder / "data"), None)
    add_officer(ports, "registrar-1", PASSPHRASE)
    signer = signer_of(ports, "registrar-1", PASSPHRASE)
    enroll_competences(ports, catalogue(), [COMPETENCE], Acting(officer="registrar-1", sign=signer))
    lines = [Line(key="a", identifiers=("xv-reg:C0000000137", "xv-tax:1")), Line(key="q", verdict="hold")]
    path = write_list(folder / "list.jsonl", lines)
    request = ImportRequest(form=InventedList(), path=path, digest=digest_of(path), as_of=date(2024, 6, 1))
    import_file(ports, catalogue(), gate, request)
    with closing(sqlite3.connect(folder / "data" / "register.sqlite")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "data"


@pytest.fixture
def damaged(
    run: Run, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], list[tuple[int, str]]]:
    """Damages a copy by a statement, and asks every question of it."""
    monkeypatch.chdir(tmp_path)
    data = shutil.copytree(whole, tmp_path / "data")
    monkeypatch.setenv("GOODSTANDING_DATA", str(data))

    def ask(statement: str) -> list[tuple[int, str]]:
        with closing(sqlite3.connect(data / "register.sqlite")) as connection, connection:
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            connection.executescript(statement)
        answers = [run(*asked) for asked in ASKED]
        return [(answer.code, answer.err) for answer in answers]

    return ask


def test_a_whole_register_answers_everything(damaged: Callable[[str], list[tuple[int, str]]]) -> None:
    assert [code for code, _ in damaged("SELECT 1")] == [0] * len(ASKED)


@pytest.mark.parametrize(("table", "column"), BYTES)
@pytest.mark.parametrize("value", ["'text'", "7", "x'00'", "CAST({column} AS TEXT)"])
def test_other_bytes_than_ours_are_named(
    damaged: Callable[[str], list[tuple[int, str]]], table: str, column: str, value: str
) -> None:
    answers = damaged(f"UPDATE {table} SET {column} = {value.format(column=column)}")
    assert answers[0][0] != 0, "the check finds it"
    for code, told in answers:
        assert "internal error" not in told
        assert code == 0 or "To do: " in told or "[" in told


@pytest.mark.parametrize("table", TABLES)
def test_a_table_that_is_gone_is_named(damaged: Callable[[str], list[tuple[int, str]]], table: str) -> None:
    answers = damaged(f"DROP TABLE {table}")
    told = [error for code, error in answers if code]
    assert told
    assert all(f"It is {table}." in error and "restore the database from a backup" in error for error in told)


@pytest.mark.parametrize(("table", "column"), DATES)
@pytest.mark.parametrize("value", ["'never'", "7", "x'00'"])
def test_a_derived_row_that_is_none_is_told(
    damaged: Callable[[str], list[tuple[int, str]]], table: str, column: str, value: str
) -> None:
    answers = damaged(f"UPDATE {table} SET {column} = {value}")
    assert all("internal error" not in told for _, told in answers)
    assert "[derived-differs]" in answers[0][1]
    for code, told in answers[1:]:
        assert code == 0 or "rebuild" in told


@pytest.mark.parametrize("part", [0, 1, 10, 50, 90])
def test_a_file_that_was_cut_off_is_told(run: Run, whole: Path, tmp_path: Path, part: int) -> None:
    data = shutil.copytree(whole, tmp_path / "data")
    content = (data / "register.sqlite").read_bytes()
    (data / "register.sqlite").write_bytes(content[: len(content) * part // 100])
    for asked in (("rebuild", "--check"), ("log", "head")):
        answer = run(*asked, "--data", data)
        assert "internal error" not in answer.err
        assert answer.code == 0 or "To do: " in answer.err or "[" in answer.err
    assert run("rebuild", "--check", "--data", data).code != 0


def place_directory(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


def place_loop(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(path.name)


def place_dangling(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("nowhere")


@pytest.mark.parametrize("place", [place_directory, place_loop, place_dangling])
@pytest.mark.parametrize("name", ["log/signed", "log/published-at", "log/handover-9", "secret.key", "redactions.jsonl"])
def test_what_cannot_be_read_never_passes_for_what_is_not_there(
    run: Run, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Callable[[Path], None], name: str
) -> None:
    """Without the signer's memory a fork would be signed; without the journal what was erased would be served."""
    data = shutil.copytree(whole, tmp_path / "data")
    monkeypatch.setenv("GOODSTANDING_DATA", str(data))
    assert run("log", "head").code == 0
    place(data / name)
    answer = run("log", "publish", tmp_path / "public", "--not-restored")
    assert (answer.code, answer.out) == (2, "")
    assert f"{name.rpartition('/')[2]} cannot be read: " in answer.err
    assert "To do: restore" in answer.err
    assert not (tmp_path / "public" / "checkpoint").exists()


@pytest.mark.parametrize("place", [place_directory, place_loop, os.mkfifo])
@pytest.mark.parametrize("name", ["checkpoint", "tile/0/000.p/*", "openings/000", "manifest.json"])
def test_a_published_file_that_is_none_is_named(
    run: Run, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Callable[[Path], None], name: str
) -> None:
    data = shutil.copytree(whole, tmp_path / "data")
    monkeypatch.setenv("GOODSTANDING_DATA", str(data))
    assert run("log", "publish", tmp_path / "public", "--not-restored").code == 0
    (path,) = (tmp_path / "public").glob(name)
    path.unlink()
    place(path)
    audited = run("log", "audit", tmp_path / "public")
    published = run("log", "publish", tmp_path / "public")
    for answer in (audited, published):
        assert "internal error" not in answer.err
    assert audited.code in (1, 2)
    assert f"{path.relative_to(tmp_path / 'public')} " in audited.err
    assert published.code in (0, 1, 2)
    if published.code:
        assert "To do: " in published.err
