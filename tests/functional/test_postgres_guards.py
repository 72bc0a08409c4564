"""PostgreSQL guards the ledger against accidents, and the role that runs the register owns nothing of it."""

import re
import time
from pathlib import Path

import psycopg
import pytest
from sample_postgres import Server
from sample_register import Importing, Line, make_ports, opened_ports

from goodstanding.adapters.store.migrate import migrate_postgres
from goodstanding.adapters.store.postgres import PostgresStore, connect, require_url
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.ports import Ports
from goodstanding.services.rebuilding import check_register, rebuild
from goodstanding.values.errors import MisuseError, SchemaError

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "run-on-postgresql.md"
TABLES = ("entries", "openings", "heads")


@pytest.fixture(scope="module")
def url(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A register with one record; the tests leave it as it was."""
    made = postgres.new_schema()
    migrate_postgres(made)
    ports = opened_ports(PostgresStore(made))
    Importing(ports=ports, folder=tmp_path_factory.mktemp("guards"))(Line(key="a"))
    return made


def rows(url: str) -> list[list[object]]:
    with psycopg.connect(url) as connection:
        return [connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in TABLES]


STATEMENTS = [
    "UPDATE entries SET body = '' WHERE seq = 2",
    "UPDATE entries SET leaf = '' WHERE seq = 1000",
    "DELETE FROM entries WHERE seq = 2",
    "DELETE FROM entries",
    "TRUNCATE entries",
    "INSERT INTO entries (seq, leaf, body) VALUES (2, '', '')",
    "INSERT INTO entries (seq, leaf, body) VALUES (1000, '', '')",
    "INSERT INTO entries (seq, leaf, body) SELECT max(seq) + 2, '', '' FROM entries",
    "INSERT INTO entries SELECT max(seq) + n, '', '' FROM entries, (VALUES (1), (3)) AS v(n) GROUP BY n",
    "INSERT INTO entries (seq, leaf, body) VALUES (-1, '', '')",
    "INSERT INTO entries (seq, leaf, body) VALUES (2, '', '') ON CONFLICT (seq) DO UPDATE SET body = ''",
    "MERGE INTO entries USING (VALUES (2)) AS v(n) ON seq = n WHEN MATCHED THEN UPDATE SET body = ''",
    "UPDATE heads SET root = ''",
    "DELETE FROM heads",
    "TRUNCATE heads",
    "INSERT INTO heads (size, root, frontier, recorded_at) VALUES (1, '', '', '')",
    "INSERT INTO heads (size, root, frontier, recorded_at) VALUES (1, '', '', ''), (1000, '', '', '')",
    "UPDATE openings SET body = '' WHERE seq = 2",
    "TRUNCATE openings",
    "TRUNCATE entries, openings, heads",
    "INSERT INTO openings (seq, body) VALUES (-1, '')",
    "INSERT INTO openings (seq, body) VALUES (2, '') ON CONFLICT (seq) DO UPDATE SET body = ''",
]  # fmt: skip


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_ledger_cannot_be_changed_by_accident(url: str, statement: str) -> None:
    was = rows(url)
    with psycopg.connect(url) as connection, pytest.raises(psycopg.IntegrityError):
        connection.execute(statement)
    assert rows(url) == was


def test_an_opening_may_be_erased_and_is_not_put_back(url: str) -> None:
    with psycopg.connect(url) as connection:
        assert connection.execute("DELETE FROM openings WHERE seq = 4").rowcount == 1
        with pytest.raises(psycopg.IntegrityError):
            connection.execute("INSERT INTO openings (seq, body) VALUES (4, '')")
        connection.rollback()


def append_records(ports: Ports, batches: int, words: str = "") -> None:
    for batch in range(batches):
        entries = [
            NewEntry(
                kind=Kind.RECORD_ENTERED, groups={"case": {"words": words}}, source="xv-list", key=f"{batch}-{one}"
            )
            for one in range(40)
        ]
        with ports.store.writing() as writer:
            append_batch(ports, writer, entries)


def rows_scanned(url: str) -> dict[str, int]:
    """By table, how many rows were read from its beginning: told by connections when they end."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with psycopg.connect(url, autocommit=True) as connection:
        until = time.monotonic() + 30
        while connection.execute(others).fetchone() != (0,):
            assert time.monotonic() < until
            time.sleep(0.05)
        return dict(connection.execute("SELECT relname, seq_tup_read FROM pg_stat_user_tables").fetchall())


def test_an_append_does_not_read_what_was_there(postgres: Server) -> None:
    """However few rows there were when its guards and questions were planned."""
    url = postgres.new_database()
    migrate_postgres(url)
    opened_ports(PostgresStore(url))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    was = rows_scanned(url)
    append_records(make_ports(PostgresStore(url)), 30)
    now = rows_scanned(url)
    tables = (*TABLES, "entry_index", "source_rows", "tiles")
    assert {table: now[table] - was[table] for table in tables} == dict.fromkeys(tables, 0)


def test_values_lie_in_their_page_as_they_are(postgres: Server) -> None:
    """Neither compressed, which took most of the time, nor cut up."""
    url = postgres.new_schema()
    migrate_postgres(url)
    append_records(opened_ports(PostgresStore(url)), 1, words="as they are. " * 500)
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT octet_length(body), pg_column_compression(body) FROM openings ORDER BY 1 DESC LIMIT 2"
        ).fetchall()
    assert all(length > 6_000 and compression is None for length, compression in found)


def granted(postgres: Server, role: str) -> tuple[str, str]:
    """The owner's URL and the URL of a role with the rights that the how-to gives, and no more."""
    owned = postgres.new_database()
    migrate_postgres(owned)
    grants = re.search(r"```sql\n(CREATE ROLE.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    with psycopg.connect(owned) as connection:
        connection.execute(grants.group(1).replace("goodstanding_app", role))
    name = owned.partition("@/")[2].partition("?")[0]
    return owned, postgres.url(name, role)


def test_the_role_that_runs_it_owns_nothing(postgres: Server, tmp_path: Path) -> None:
    _, url = granted(postgres, "clerk")
    ports: Ports = opened_ports(PostgresStore(url))
    Importing(ports=ports, folder=tmp_path)(Line(key="a"))
    assert rebuild(ports, lambda _: None).findings == ()
    assert check_register(ports, lambda _: None).findings == ()
    for statement in (
        "UPDATE entries SET body = ''",
        "DELETE FROM heads",
        "TRUNCATE openings",
        "ALTER TABLE entries DISABLE TRIGGER ALL",
        "DROP TRIGGER entries_no_change ON entries",
        "DROP TABLE entries",
        "CREATE OR REPLACE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE sql AS ''",
    ):
        with psycopg.connect(url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


DAMAGES = {
    "leaf": "UPDATE entries SET leaf = decode(repeat('00', 32), 'hex') WHERE seq = 4",
    "entry": "DELETE FROM entries WHERE seq = 4",
    "head": "UPDATE heads SET root = decode(repeat('00', 32), 'hex')",
    "name": "DELETE FROM names",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_who_drops_the_guards_is_seen_in_the_log(postgres: Server, tmp_path: Path, damage: str) -> None:
    url = postgres.new_schema()
    migrate_postgres(url)
    ports = opened_ports(PostgresStore(url))
    Importing(ports=ports, folder=tmp_path)(Line(key="a"))
    with psycopg.connect(url) as connection:
        for table in TABLES:
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        assert connection.execute(DAMAGES[damage]).rowcount > 0
    assert check_register(ports, lambda _: None).findings


def test_commits_are_durable(postgres: Server) -> None:
    url = postgres.new_database()
    with psycopg.connect(url, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    with connect(url) as connection:
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_a_database_that_mangles_text_is_refused(postgres: Server) -> None:
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(SchemaError, match="mangles"):
        connect(postgres.url("latin"))


def test_an_empty_database_and_one_of_a_newer_schema_are_refused(postgres: Server) -> None:
    url = postgres.new_schema()
    with pytest.raises(SchemaError, match="goodstanding init"):
        PostgresStore(url)
    migrate_postgres(url)
    migrate_postgres(url)
    PostgresStore(url)
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaError, match="newer version"):
        PostgresStore(url)


@pytest.mark.parametrize(
    "refused",
    [
        "postgresql://clerk:planted@db.example.org/register",
        "postgresql://db.example.org/register?password=planted",
        "postgresql://db.example.org/register?sslpassword=planted",
        "host=db.example.org password=planted",
        "mysql://planted",
        "postgresql://[planted",
        "",
    ],
)
def test_a_url_with_a_password_is_refused(refused: str) -> None:
    with pytest.raises(MisuseError) as found:
        require_url(refused)
    assert "planted" not in str(found.value)


@pytest.mark.parametrize(
    "taken", ["postgresql://clerk@db.example.org:5433/register?sslmode=verify-full", "postgres:///?service=register"]
)
def test_a_url_without_one_is_taken(taken: str) -> None:
    require_url(taken)
