"""The ledger, its openings and heads, the derived tables, and the triggers that stop accidents."""

from alembic import op
from sqlalchemy import Boolean, Column, Integer, LargeBinary, Text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_IMMUTABLE = ("entries", "heads")


def upgrade() -> None:
    """Create everything. There is no downgrade: a ledger is not unmade."""
    _create_ledger()
    _create_derived()
    if op.get_bind().dialect.name == "sqlite":
        _create_sqlite_triggers()


def _create_ledger() -> None:
    op.create_table(
        "entries",
        Column("seq", Integer, primary_key=True, autoincrement=False),
        Column("leaf", LargeBinary, nullable=False),
        Column("body", LargeBinary, nullable=False),
    )
    op.create_table(
        "openings",
        Column("seq", Integer, primary_key=True, autoincrement=False),
        Column("body", LargeBinary, nullable=False),
    )
    op.create_table(
        "heads",
        Column("size", Integer, primary_key=True, autoincrement=False),
        Column("root", LargeBinary, nullable=False),
        Column("frontier", LargeBinary, nullable=False),
        Column("recorded_at", Text, nullable=False),
    )


def _create_derived() -> None:
    op.create_table(
        "entry_index",
        Column("seq", Integer, primary_key=True, autoincrement=False),
        Column("kind", Text, nullable=False),
        Column("subject", Text, nullable=False),
    )
    op.create_index("entry_index_subject", "entry_index", ["subject", "seq"])
    op.create_index("entry_index_kind", "entry_index", ["kind", "seq"])
    op.create_table(
        "identities",
        Column("seq", Integer, primary_key=True, autoincrement=False),
        Column("subject", Text, nullable=False),
        Column("organization", Integer, nullable=False),
        Column("effective_on", Text),
    )
    op.create_index("identities_subject", "identities", ["subject"])
    op.create_index("identities_organization", "identities", ["organization"])
    op.create_table(
        "names",
        Column("seq", Integer, nullable=False),
        Column("subject", Text, nullable=False),
        Column("folded", Text, nullable=False),
    )
    op.create_index("names_seq", "names", ["seq"])
    op.create_table(
        "source_rows",
        Column("source", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("record", Integer, nullable=False),
        Column("subject", Text, nullable=False),
        Column("print", Text, nullable=False),
        Column("present", Boolean, nullable=False),
        Column("seq", Integer, nullable=False),
    )
    op.create_table(
        "batches",
        Column("seq", Integer, primary_key=True, autoincrement=False),
        Column("source", Text, nullable=False),
        Column("digest", Text, nullable=False),
        Column("as_of", Text, nullable=False),
        Column("partial", Boolean, nullable=False),
    )


def _create_sqlite_triggers() -> None:
    for table in _IMMUTABLE:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )
    # INSERT OR REPLACE slips past UPDATE and DELETE triggers: refuse any index but the next.
    op.execute(
        "CREATE TRIGGER entries_in_order BEFORE INSERT ON entries "
        "WHEN NEW.seq <> (SELECT coalesce(max(seq), -1) + 1 FROM entries) "
        "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER heads_in_order BEFORE INSERT ON heads "
        "WHEN NEW.size <= (SELECT coalesce(max(size), 0) FROM heads) "
        "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER openings_no_update BEFORE UPDATE ON openings "
        "BEGIN SELECT RAISE(ABORT, 'an opening is erased, never changed'); END"
    )
    op.execute(
        "CREATE TRIGGER openings_in_order BEFORE INSERT ON openings "
        "WHEN NEW.seq <= (SELECT coalesce(max(seq), -1) FROM openings) "
        "BEGIN SELECT RAISE(ABORT, 'an opening is erased, never changed'); END"
    )
