"""Clocks of requests, previews, claims and identity matters: derived here from the acts that are there already."""

from collections.abc import Iterator
from itertools import islice

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text, column, insert, select, table

from goodstanding.ledger.commitments import load_opening
from goodstanding.ledger.entries import Entry, load_envelope
from goodstanding.ledger.matter_rows import MATTER_CLOCK_KINDS, MatterClockRow, project_matter

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Integer64 = BigInteger().with_variant(Integer, "sqlite")
PlainText = Text().with_variant(Text(collation="C"), "postgresql")
_ROWS = 2_000


def upgrade() -> None:
    """Create the table and derive its rows."""
    clocks = op.create_table(
        "matter_clocks",
        Column("seq", Integer64, primary_key=True, autoincrement=False),
        Column("number", Integer64, nullable=False),
        Column("clock", PlainText, primary_key=True),
        Column("due_on", PlainText),
    )
    op.create_index("matter_clocks_due", "matter_clocks", ["due_on", "number", "clock", "seq"])
    op.create_index("matter_clocks_number", "matter_clocks", ["number", "clock", "seq"])
    rows = map(_columns, _rows())
    while part := list(islice(rows, _ROWS)):
        op.get_bind().execute(insert(clocks), part)


def _columns(row: MatterClockRow) -> dict[str, object]:
    due_on = row.due_on.isoformat() if row.due_on else None
    return {"seq": row.seq, "number": row.number, "clock": row.clock, "due_on": due_on}


def _rows() -> Iterator[MatterClockRow]:
    entries = table("entries", column("seq"), column("body"))
    openings = table("openings", column("seq"), column("body"))
    index = table("entry_index", column("seq"), column("kind"))
    asked = (
        select(index.c.seq, entries.c.body, openings.c.body)
        .join(entries, entries.c.seq == index.c.seq)
        .outerjoin(openings, openings.c.seq == index.c.seq)
        .where(index.c.kind.in_(sorted(kind.value for kind in MATTER_CLOCK_KINDS)))
        .order_by(index.c.seq)
    )
    for seq, body, opening in op.get_bind().execute(asked).fetchall():
        values = {} if opening is None else load_opening(opening)
        yield from project_matter(Entry(seq=seq, envelope=load_envelope(body), values=values))
