"""The ledger, its openings and heads, the derived tables, and the triggers that stop accidents."""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, Text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_IMMUTABLE = ("entries", "heads")
Integer64 = BigInteger().with_variant(Integer, "sqlite")
PlainText = Text().with_variant(Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create everything. There is no downgrade: a ledger is not unmade."""
    _create_ledger()
    _create_derived()
    if op.get_bind().dialect.name == "sqlite":
        _create_sqlite_triggers()
    else:
        _create_postgresql_triggers()


def _create_ledger() -> None:
    op.create_table(
        "entries",
        Column("seq", Integer64, primary_key=True, autoincrement=False),
        Column("leaf", LargeBinary, nullable=False),
        Column("body", LargeBinary, nullable=False),
    )
    op.create_table(
        "openings",
        Column("seq", Integer64, primary_key=True, autoincrement=False),
        Column("body", LargeBinary, nullable=False),
    )
    op.create_table(
        "heads",
        Column("size", Integer64, primary_key=True, autoincrement=False),
        Column("root", LargeBinary, nullable=False),
        Column("frontier", LargeBinary, nullable=False),
        Column("recorded_at", PlainText, nullable=False),
    )


def _create_derived() -> None:
    op.create_table(
        "entry_index",
        Column("seq", Integer64, primary_key=True, autoincrement=False),
        Column("kind", PlainText, nullable=False),
        Column("subject", PlainText, nullable=False),
    )
    op.create_index("entry_index_subject", "entry_index", ["subject", "seq"])
    op.create_index("entry_index_kind", "entry_index", ["kind", "seq"])
    op.create_table(
        "identities",
        Column("seq", Integer64, primary_key=True, autoincrement=False),
        Column("subject", PlainText, nullable=False),
        Column("organization", Integer64, nullable=False),
        Column("effective_on", PlainText),
    )
    op.create_index("identities_subject", "identities", ["subject"])
    op.create_index("identities_organization", "identities", ["organization"])
    op.create_table(
        "names",
        Column("seq", Integer64, nullable=False),
        Column("subject", PlainText, nullable=False),
        Column("folded", PlainText, nullable=False),
    )
    op.create_index("names_seq", "names", ["seq"])
    op.create_table(
        "source_rows",
        Column("source", PlainText, primary_key=True),
        Column("key", PlainText, primary_key=True),
        Column("record", Integer64, nullable=False),
        Column("subject", PlainText, nullable=False),
        Column("print", PlainText, nullable=False),
        Column("present", Boolean, nullable=False),
        Column("seq", Integer64, nullable=False),
    )
    op.create_table(
        "batches",
        Column("seq", Integer64, primary_key=True, autoincrement=False),
        Column("source", PlainText, nullable=False),
        Column("digest", PlainText, nullable=False),
        Column("as_of", PlainText, nullable=False),
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


def _create_postgresql_triggers() -> None:
    for name, words in (("ledger", "the ledger is append-only"), ("opening", "an opening is erased, never changed")):
        op.execute(_function(f"refuse_{name}_change", _refusal(words)))
    for table, acts, name in (
        ("entries", "UPDATE OR DELETE OR TRUNCATE", "ledger"),
        ("heads", "UPDATE OR DELETE OR TRUNCATE", "ledger"),
        ("openings", "UPDATE OR TRUNCATE", "opening"),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE {acts} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_{name}_change()"
        )
    # Once a statement, over all the rows that it added: whatever adds them, they follow the last one.
    gap = (
        "EXISTS (SELECT FROM added HAVING max(seq) - min(seq) + 1 <> count(*) OR min(seq) <> 0"
        " AND NOT EXISTS (SELECT FROM entries e WHERE e.seq = (SELECT min(seq) - 1 FROM added)))"
    )
    behind = (
        "EXISTS (SELECT FROM {0} t WHERE t.{1} > (SELECT min({1}) FROM added) AND t.{1} NOT IN (SELECT {1} FROM added))"
    )
    for table, refused, words in (
        ("entries", gap, "the ledger is append-only"),
        ("heads", behind.format("heads", "size"), "the ledger is append-only"),
        ("openings", behind.format("openings", "seq"), "an opening is erased, never changed"),
    ):
        op.execute(_function(f"require_{table}_in_order", f"IF {refused} THEN {_refusal(words)} END IF; RETURN NULL;"))
        op.execute(
            f"CREATE TRIGGER {table}_in_order AFTER INSERT ON {table} REFERENCING NEW TABLE AS added "
            f"FOR EACH STATEMENT EXECUTE FUNCTION require_{table}_in_order()"
        )
    # Statistics would keep samples of values beyond their erasure.
    for table, column in (("openings", "body"), ("names", "folded")):
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


def _refusal(words: str) -> str:
    return f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation';"


def _function(name: str, body: str) -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
