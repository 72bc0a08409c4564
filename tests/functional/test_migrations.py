"""A register of an older schema is brought up to date by `init`: the ledger stays, what is derived is filled."""

import sqlite3
from datetime import date
from pathlib import Path

import psycopg
import pytest
from sample_postgres import Server
from sample_register import opened_ports

from goodstanding.adapters.store.migrate import migrate_postgres
from goodstanding.adapters.store.postgres import PostgresStore
from goodstanding.bootstrap.register import create_register, open_ports
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.file_rows import ClockRow, FileRow, GroundRow, PartyRow
from goodstanding.ledger.matter_rows import MatterClockRow
from goodstanding.ledger.tile_trees import all_tiles
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.rebuilding import check_register
from goodstanding.values.errors import SchemaError

MATTERS, GROUNDS = "DROP TABLE matter_clocks", "DROP TABLE proceeding_grounds"
#: What 0005 brought, undone.
OLDER_POSTGRES = (
    *(f"ALTER TABLE {table} RESET (toast_tuple_target)" for table in ("entries", "openings")),
    "UPDATE alembic_version SET version_num = '0004'",
)
FILES = ("DROP TABLE proceeding_files", "DROP TABLE proceeding_parties", "DROP TABLE proceeding_clocks")
OLDER = (
    GROUNDS, MATTERS, *FILES, "DROP TABLE submissions", "DROP TABLE tiles",
    "UPDATE alembic_version SET version_num = '0001'",
)  # fmt: skip


def make_older(directory: Path) -> None:
    connection = sqlite3.connect(directory / "register.sqlite")
    for statement in OLDER:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_clocks_of_matters_are_derived_too(tmp_path: Path) -> None:
    directory = tmp_path / "register"
    ports, _, _ = create_register(directory, "register.example.org")
    step = {"act": "previewed", "due_on": "2026-03-04"}
    previewed = NewEntry(kind=Kind.RECORDING_ACT, groups={"step": step}, links=((Relation.RECORD, 7),))
    corrected = NewEntry(kind=Kind.RECORD_CORRECTED, groups={"decision": {}}, links=((Relation.RECORD, 7),))
    with ports.store.writing() as writer:
        append_batch(ports, writer, [previewed, corrected])
    with ports.store.writing() as writer:
        writer.erase([3])
    rows = ports.store.derived()
    assert {MatterClockRow(2, 7, "preview", date(2026, 3, 4)), MatterClockRow(3, 7, "preview", None)} < set(rows)
    make_older(directory)
    create_register(directory, "register.example.org")
    assert open_ports(directory).store.derived() == rows


def test_clocks_are_derived_of_the_acts_that_are_there(tmp_path: Path) -> None:
    directory = tmp_path / "register"
    ports, _, _ = create_register(directory, "register.example.org")
    clocks = [{"clock": "reply", "event_on": "2026-02-02", "due_on": "2026-03-04"}]
    act = {
        "name": "opened",
        "authority": "office",
        "respondent": 7,
        "affiliates": [8],
        "facts": ["f" * 32],
        "records": [5],
    }
    opening = NewEntry(kind=Kind.PROCEEDING_OPENED, groups={"act": act, "step": {"started": clocks}})
    stopping = NewEntry(
        kind=Kind.PROCEEDING_ACT,
        groups={"act": {"name": "closed"}, "step": {"stopped": ["reply"]}},
        links=((Relation.PROCEEDING, 2),),
    )
    with ports.store.writing() as writer:
        append_batch(ports, writer, [opening, stopping])
    rows = ports.store.derived()
    assert {FileRow(2, "office"), PartyRow(2, 7), PartyRow(2, 8), GroundRow(2, "5"), GroundRow(2, "f" * 32)} < set(rows)
    assert {ClockRow(2, 2, "reply", date(2026, 3, 4)), ClockRow(3, 2, "reply", None)} < set(rows)
    make_older(directory)
    create_register(directory, "register.example.org")
    migrated = open_ports(directory)
    assert migrated.store.derived() == rows


def test_tiles_are_filled_for_the_entries_that_are_there(tmp_path: Path) -> None:
    directory = tmp_path / "register"
    ports, _, _ = create_register(directory, "register.example.org")
    with ports.store.writing() as writer:
        append_batch(ports, writer, [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})] * 700)
    head, tiles = ports.store.head(), list(ports.store.tiles())
    assert tiles == list(all_tiles(ports.store.hashes(0, 0, head.size)))
    assert len(tiles) == 2
    make_older(directory)
    with pytest.raises(SchemaError, match="goodstanding init"):
        open_ports(directory)
    create_register(directory, "register.example.org")
    migrated = open_ports(directory)
    assert (migrated.store.head(), list(migrated.store.tiles())) == (head, tiles)
    assert check_register(migrated, lambda _: None).findings == ()


def test_a_postgresql_register_keeps_its_rows_and_guards(tmp_path: Path, postgres: Server) -> None:
    """Rows that were compressed by the older schema are read beside those that are not any more."""
    url = postgres.new_database()
    migrate_postgres(url)
    with psycopg.connect(url) as connection:
        for statement in OLDER_POSTGRES:
            connection.execute(statement)
    with pytest.raises(SchemaError, match="goodstanding init"):
        PostgresStore(url)
    long = NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {"words": "of some length. " * 200}})
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0007'")
    ports = opened_ports(PostgresStore(url))
    with ports.store.writing() as writer:
        append_batch(ports, writer, [long] * 9)
    with psycopg.connect(url) as connection:
        connection.execute(MATTERS)
        connection.execute(GROUNDS)
        connection.execute("UPDATE alembic_version SET version_num = '0004'")
    was = list(ports.store.stored(0, 100))
    migrate_postgres(url)
    with ports.store.writing() as writer:
        append_batch(ports, writer, [long] * 9)
    now = list(ports.store.stored(0, 100))
    assert now[: len(was)] == was
    assert check_register(ports, lambda _: None).findings == ()
    with psycopg.connect(url) as connection:
        compressed = connection.execute(
            "SELECT seq >= %s, pg_column_compression(body) FROM openings WHERE octet_length(body) > 3000 GROUP BY 1, 2",
            (len(was),),
        ).fetchall()
        assert sorted(compressed) == [(False, "pglz"), (True, None)]
        with pytest.raises(psycopg.IntegrityError):
            connection.execute("INSERT INTO openings (seq, body) VALUES (-1, '')")
