"""The full tiles of the log, derived from its leaves: filled here for the entries that are there already."""

from collections.abc import Iterator
from itertools import islice

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, column, insert, select, table

from goodstanding.ledger.tile_trees import all_tiles

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ROWS = 64
_LEAVES = 65_536


def upgrade() -> None:
    """Create the table and derive its rows."""
    op.create_table(
        "tiles",
        Column("level", Integer, primary_key=True, autoincrement=False),
        Column("number", BigInteger, primary_key=True, autoincrement=False),
        Column("root", LargeBinary, nullable=False),
        Column("hashes", LargeBinary, nullable=False),
    )
    tiles = table("tiles", column("level"), column("number"), column("root"), column("hashes"))
    rows = all_tiles(_leaves())
    while part := list(islice(rows, _ROWS)):
        op.get_bind().execute(
            insert(tiles),
            [{"level": one.level, "number": one.number, "root": one.root, "hashes": one.hashes} for one in part],
        )


def _leaves() -> Iterator[bytes]:
    entries = table("entries", column("seq"), column("leaf"))
    start = 0
    while True:
        asked = select(entries.c.leaf).where(entries.c.seq >= start, entries.c.seq < start + _LEAVES)
        found = op.get_bind().execute(asked.order_by(entries.c.seq)).fetchall()
        if not found:
            return
        yield from (row.leaf for row in found)
        start += _LEAVES
