"""Offices, parties and clocks of proceedings: derived here from the acts that are there already."""

from collections.abc import Iterator
from itertools import islice

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Table, Text, column, insert, select, table

from goodstanding.ledger.commitments import load_opening
from goodstanding.ledger.entries import Entry, Kind, load_envelope
from goodstanding.ledger.file_rows import ClockRow, FileRow, GroundRow, PartyRow, project_file

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Integer64 = BigInteger().with_variant(Integer, "sqlite")
PlainText = Text().with_variant(Text(collation="C"), "postgresql")
_ROWS = 2_000


def upgrade() -> None:
    """Create the tables and derive their rows."""
    tables = _create()
    rows = _rows()
    while part := list(islice(rows, _ROWS)):
        for kind, target in tables.items():
            found = [_columns(row) for row in part if isinstance(row, kind)]
            if found:
                op.get_bind().execute(insert(target), found)


def _create() -> dict[type, Table]:
    files = op.create_table(
        "proceeding_files",
        Column("seq", Integer64, primary_key=True, autoincrement=False),
        Column("authority", PlainText, nullable=False),
    )
    parties = op.create_table(
        "proceeding_parties",
        Column("seq", Integer64, primary_key=True, autoincrement=False),
        Column("organization", Integer64, primary_key=True, autoincrement=False),
    )
    op.create_index("proceeding_parties_organization", "proceeding_parties", ["organization", "seq"])
    clocks = op.create_table(
        "proceeding_clocks",
        Column("seq", Integer64, primary_key=True, autoincrement=False),
        Column("file", Integer64, nullable=False),
        Column("clock", PlainText, primary_key=True),
        Column("due_on", PlainText),
    )
    op.create_index("proceeding_clocks_due", "proceeding_clocks", ["due_on", "file", "clock", "seq"])
    op.create_index("proceeding_clocks_file", "proceeding_clocks", ["file", "clock", "seq"])
    return {FileRow: files, PartyRow: parties, ClockRow: clocks}


def _columns(row: FileRow | PartyRow | ClockRow) -> dict[str, object]:
    match row:
        case FileRow():
            return {"seq": row.seq, "authority": row.authority}
        case PartyRow():
            return {"seq": row.seq, "organization": row.organization}
        case ClockRow():
            due_on = row.due_on.isoformat() if row.due_on else None
            return {"seq": row.seq, "file": row.file, "clock": row.clock, "due_on": due_on}


def _rows() -> Iterator[FileRow | PartyRow | GroundRow | ClockRow]:
    # What a file was opened on has a table since 0007.
    entries = table("entries", column("seq"), column("body"))
    openings = table("openings", column("seq"), column("body"))
    index = table("entry_index", column("seq"), column("kind"))
    asked = (
        select(index.c.seq, entries.c.body, openings.c.body)
        .join(entries, entries.c.seq == index.c.seq)
        .join(openings, openings.c.seq == index.c.seq)
        .where(index.c.kind.in_([Kind.PROCEEDING_OPENED.value, Kind.PROCEEDING_ACT.value]))
        .order_by(index.c.seq)
    )
    for seq, body, opening in op.get_bind().execute(asked).fetchall():
        entry = Entry(seq=seq, envelope=load_envelope(body), values=load_opening(opening))
        yield from project_file(entry)
