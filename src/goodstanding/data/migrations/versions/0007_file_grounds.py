"""What files were opened on: derived here from the openings that are there already."""

from collections.abc import Iterator
from itertools import islice

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text, column, insert, select, table

from goodstanding.ledger.commitments import load_opening
from goodstanding.ledger.entries import Entry, Kind, load_envelope
from goodstanding.ledger.file_rows import GroundRow, project_file

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Integer64 = BigInteger().with_variant(Integer, "sqlite")
PlainText = Text().with_variant(Text(collation="C"), "postgresql")
_ROWS = 2_000


def upgrade() -> None:
    """Create the table and derive its rows."""
    grounds = op.create_table(
        "proceeding_grounds",
        Column("seq", Integer64, primary_key=True, autoincrement=False),
        Column("ground", PlainText, primary_key=True),
    )
    op.create_index("proceeding_grounds_ground", "proceeding_grounds", ["ground", "seq"])
    rows: Iterator[dict[str, object]] = ({"seq": row.seq, "ground": row.ground} for row in _rows())
    while part := list(islice(rows, _ROWS)):
        op.get_bind().execute(insert(grounds), part)


def _rows() -> Iterator[GroundRow]:
    entries = table("entries", column("seq"), column("body"))
    openings = table("openings", column("seq"), column("body"))
    index = table("entry_index", column("seq"), column("kind"))
    asked = (
        select(index.c.seq, entries.c.body, openings.c.body)
        .join(entries, entries.c.seq == index.c.seq)
        .join(openings, openings.c.seq == index.c.seq)
        .where(index.c.kind == Kind.PROCEEDING_OPENED.value)
        .order_by(index.c.seq)
    )
    for seq, body, opening in op.get_bind().execute(asked).fetchall():
        entry = Entry(seq=seq, envelope=load_envelope(body), values=load_opening(opening))
        yield from (row for row in project_file(entry) if isinstance(row, GroundRow))
