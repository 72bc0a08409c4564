"""The database guards itself against accidents; the data directory is its owner's."""

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sample_register import Importing, Line, opened_ports

from goodstanding.adapters.store.migrate import migrate_sqlite
from goodstanding.adapters.store.sqlite import SqliteStore
from goodstanding.bootstrap.register import DATABASE, create_register, open_ports
from goodstanding.services.rebuilding import check_register
from goodstanding.values.errors import MisuseError, SchemaError


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with one record."""
    folder = tmp_path_factory.mktemp("guards")
    migrate_sqlite(folder / DATABASE)
    ports = opened_ports(SqliteStore(folder / DATABASE))
    Importing(ports=ports, folder=folder)(Line(key="a"))
    return folder


@pytest.fixture
def database(filled: Path, tmp_path: Path) -> Path:
    """A copy of its database."""
    return shutil.copytree(filled, tmp_path / "copy") / DATABASE


def rows(path: Path) -> list[list[object]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        tables = ("entries", "openings", "heads")
        found = [connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables]
    connection.close()
    return found


STATEMENTS = [
    "UPDATE entries SET body = x'00' WHERE seq = 2",
    "UPDATE entries SET leaf = x'00'",
    "DELETE FROM entries WHERE seq = 2",
    "DELETE FROM entries",
    "INSERT INTO entries (seq, leaf, body) VALUES (2, x'00', x'00')",
    "INSERT INTO entries (seq, leaf, body) VALUES (1000, x'00', x'00')",
    "INSERT OR REPLACE INTO entries (seq, leaf, body) VALUES (2, x'00', x'00')",
    "INSERT OR IGNORE INTO entries (seq, leaf, body) VALUES (2, x'00', x'00')",
    "REPLACE INTO entries (seq, leaf, body) VALUES (2, x'00', x'00')",
    "INSERT INTO entries (seq, leaf, body) VALUES (2, x'00', x'00') ON CONFLICT (seq) DO UPDATE SET body = x'00'",
    "UPDATE OR REPLACE entries SET seq = 3 WHERE seq = 2",
    "UPDATE heads SET root = x'00'",
    "DELETE FROM heads",
    "INSERT OR REPLACE INTO heads (size, root, frontier, recorded_at) VALUES (2, x'00', x'', '')",
    "REPLACE INTO heads (size, root, frontier, recorded_at) VALUES (2, x'00', x'', '')",
    "INSERT INTO heads (size, root, frontier, recorded_at) VALUES (1, x'00', x'', '')",
    "UPDATE openings SET body = x'00' WHERE seq = 2",
    "INSERT OR REPLACE INTO openings (seq, body) VALUES (2, x'00')",
    "REPLACE INTO openings (seq, body) VALUES (2, x'00')",
    "REPLACE INTO entries SELECT max(seq), x'00', x'00' FROM entries",
    "REPLACE INTO openings SELECT max(seq), x'00' FROM openings",
    "REPLACE INTO heads SELECT max(size), x'00', x'', '' FROM heads",
]


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_ledger_cannot_be_changed_by_accident(database: Path, statement: str, recursive: str) -> None:
    was = rows(database)
    connection = sqlite3.connect(database)
    connection.execute(f"PRAGMA recursive_triggers={recursive}")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    connection.commit()
    connection.close()
    assert rows(database) == was


def test_an_opening_may_be_erased_and_nothing_else(database: Path) -> None:
    was = rows(database)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM openings WHERE seq = 4")
    connection.close()
    entries, openings, heads = rows(database)
    assert (entries, heads) == (was[0], was[2])
    assert len(openings) == len(was[1]) - 1


def test_the_connection_is_durable_and_erases_for_good(database: Path) -> None:
    store = SqliteStore(database)
    pragmas = ("journal_mode", "synchronous", "recursive_triggers", "secure_delete")
    assert [store._connection.execute(f"PRAGMA {pragma}").fetchone()[0] for pragma in pragmas] == ["wal", 2, 1, 1]


DAMAGES = {
    "leaf": "UPDATE entries SET leaf = zeroblob(32) WHERE seq = 4",
    "body": "UPDATE entries SET body = replace(body, 'operator', 'operatop') WHERE seq = 4",
    "opening": "UPDATE openings SET body = replace(body, '2024-02-01', '2024-02-02')",
    "entry": "DELETE FROM entries WHERE seq = 4",
    "head": "UPDATE heads SET root = zeroblob(32)",
    "index": "DELETE FROM entry_index WHERE seq = 4",
    "name": "DELETE FROM names",
    "identity": "UPDATE identities SET organization = 1",
    "source row": "UPDATE source_rows SET present = 0",
    "batch": "UPDATE batches SET as_of = '2020-01-01'",
    "batch without a date": "UPDATE batches SET as_of = 'never'",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_who_drops_the_guards_is_seen_in_the_log(database: Path, damage: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        changed = connection.execute(DAMAGES[damage]).rowcount
    connection.close()
    assert changed > 0
    assert check_register(opened_ports(SqliteStore(database)), lambda _: None).findings


def test_a_newer_schema_is_refused(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(SchemaError, match="newer version") as refused:
        SqliteStore(database)
    assert "upgrade" in str(refused.value)


@pytest.mark.parametrize("content", [None, b"", b"no database at all, but long enough to have a header" * 40])
def test_what_is_no_register_is_said_so(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / DATABASE).write_bytes(content)
    with pytest.raises(SchemaError) as refused:
        open_ports(tmp_path)
    assert "goodstanding init" in str(refused.value)


def test_a_register_without_its_secret_is_refused(tmp_path: Path) -> None:
    create_register(tmp_path / "register", "register.example.org")
    (tmp_path / "register" / "secret.key").unlink()
    with pytest.raises(SchemaError, match="secret"):
        open_ports(tmp_path / "register")


def test_the_data_is_its_owner_s_only(tmp_path: Path) -> None:
    mask = os.umask(0o000)
    try:
        ports, _, _ = create_register(tmp_path / "register", "register.example.org")
        with ports.store.writing():
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "register").iterdir()}
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "register").stat().st_mode) == 0o700
    assert {name: mode for name, mode in modes.items() if name.startswith(DATABASE)} == {
        DATABASE: 0o600, f"{DATABASE}-wal": 0o600, f"{DATABASE}-shm": 0o600,
    }  # fmt: skip
    assert modes["secret.key"] == 0o600


def test_a_directory_that_others_could_read_is_closed(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir(mode=0o755)
    create_register(tmp_path / "register", "register.example.org")
    assert stat.S_IMODE((tmp_path / "register").stat().st_mode) == 0o700


def test_a_directory_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("chapter one")
    mode = tmp_path.stat().st_mode
    with pytest.raises(MisuseError):
        create_register(tmp_path, "register.example.org")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    assert tmp_path.stat().st_mode == mode


def test_creating_twice_changes_nothing(tmp_path: Path) -> None:
    first, head, opened = create_register(tmp_path / "register", "register.example.org")
    second, again, reopened = create_register(tmp_path / "register", "other.example.org")
    assert (opened, reopened, again) == (True, False, head)
    assert first.keyring.digest("subject", "a") == second.keyring.digest("subject", "a")


def test_a_creation_that_was_interrupted_is_taken_up(tmp_path: Path) -> None:
    create_register(tmp_path / "register", "register.example.org")
    for path in (tmp_path / "register").glob(f"{DATABASE}*"):
        path.unlink()
    _, _, opened = create_register(tmp_path / "register", "register.example.org")
    assert opened
