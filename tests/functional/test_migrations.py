"""A register of an older schema is brought up to date by `init`: the ledger stays, what is derived is filled."""

import sqlite3
from pathlib import Path

import pytest

from goodstanding.bootstrap.register import create_register, open_ports
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.tile_trees import all_tiles
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.rebuilding import check_register
from goodstanding.values.errors import SchemaError

OLDER = ("DROP TABLE submissions", "DROP TABLE tiles", "UPDATE alembic_version SET version_num = '0001'")


def test_tiles_are_filled_for_the_entries_that_are_there(tmp_path: Path) -> None:
    directory = tmp_path / "register"
    ports, _, _ = create_register(directory, "register.example.org")
    with ports.store.writing() as writer:
        append_batch(ports, writer, [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})] * 700)
    head, tiles = ports.store.head(), list(ports.store.tiles())
    assert tiles == list(all_tiles(ports.store.hashes(0, 0, head.size)))
    assert len(tiles) == 2
    connection = sqlite3.connect(directory / "register.sqlite")
    for statement in OLDER:
        connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(SchemaError, match="goodstanding init"):
        open_ports(directory)
    create_register(directory, "register.example.org")
    migrated = open_ports(directory)
    assert (migrated.store.head(), list(migrated.store.tiles())) == (head, tiles)
    assert check_register(migrated, lambda _: None).findings == ()
