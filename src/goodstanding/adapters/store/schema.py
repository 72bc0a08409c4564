"""The tables, as SQLAlchemy Core sees them: for migrations, for tests, for other dialects.

Ledger tables (entries, heads) are only ever inserted into. `openings` is the one erasable table. All others
are derived from those two. Reads do not import this module: they run `statements` on the driver.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()
#: SQLite's integers have 64 bits, and only one that is called INTEGER is the number of its row.
Integer64 = BigInteger().with_variant(Integer, "sqlite")
#: Sorted by code point, as Python and SQLite sort.
PlainText = Text().with_variant(Text(collation="C"), "postgresql")

entries = Table(
    "entries",
    metadata,
    Column("seq", Integer64, primary_key=True, autoincrement=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

openings = Table(
    "openings",
    metadata,
    Column("seq", Integer64, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
)

heads = Table(
    "heads",
    metadata,
    Column("size", Integer64, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    Column("recorded_at", PlainText, nullable=False),
)

entry_index = Table(
    "entry_index",
    metadata,
    Column("seq", Integer64, primary_key=True, autoincrement=False),
    Column("kind", PlainText, nullable=False),
    Column("subject", PlainText, nullable=False),
    Index("entry_index_subject", "subject", "seq"),
    Index("entry_index_kind", "kind", "seq"),
)

tiles = Table(
    "tiles",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("hashes", LargeBinary, nullable=False),
)

identities = Table(
    "identities",
    metadata,
    Column("seq", Integer64, primary_key=True, autoincrement=False),
    Column("subject", PlainText, nullable=False),
    Column("organization", Integer64, nullable=False),
    Column("effective_on", PlainText),
    Index("identities_subject", "subject"),
    Index("identities_organization", "organization"),
)

names = Table(
    "names",
    metadata,
    Column("seq", Integer64, nullable=False),
    Column("subject", PlainText, nullable=False),
    Column("folded", PlainText, nullable=False),
    Index("names_seq", "seq"),
)

source_rows = Table(
    "source_rows",
    metadata,
    Column("source", PlainText, primary_key=True),
    Column("key", PlainText, primary_key=True),
    Column("record", Integer64, nullable=False),
    Column("subject", PlainText, nullable=False),
    Column("print", PlainText, nullable=False),
    Column("present", Boolean, nullable=False),
    Column("seq", Integer64, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    Column("seq", Integer64, primary_key=True, autoincrement=False),
    Column("source", PlainText, nullable=False),
    Column("digest", PlainText, nullable=False),
    Column("as_of", PlainText, nullable=False),
    Column("partial", Boolean, nullable=False),
)

proceeding_files = Table(
    "proceeding_files",
    metadata,
    Column("seq", Integer64, primary_key=True, autoincrement=False),
    Column("authority", PlainText, nullable=False),
)

proceeding_parties = Table(
    "proceeding_parties",
    metadata,
    Column("seq", Integer64, primary_key=True, autoincrement=False),
    Column("organization", Integer64, primary_key=True, autoincrement=False),
    Index("proceeding_parties_organization", "organization", "seq"),
)

proceeding_grounds = Table(
    "proceeding_grounds",
    metadata,
    Column("seq", Integer64, primary_key=True, autoincrement=False),
    Column("ground", PlainText, primary_key=True),
    Index("proceeding_grounds_ground", "ground", "seq"),
)

proceeding_clocks = Table(
    "proceeding_clocks",
    metadata,
    Column("seq", Integer64, primary_key=True, autoincrement=False),
    Column("file", Integer64, nullable=False),
    Column("clock", PlainText, primary_key=True),
    Column("due_on", PlainText),
    Index("proceeding_clocks_due", "due_on", "file", "clock", "seq"),
    Index("proceeding_clocks_file", "file", "clock", "seq"),
)

matter_clocks = Table(
    "matter_clocks",
    metadata,
    Column("seq", Integer64, primary_key=True, autoincrement=False),
    Column("number", Integer64, nullable=False),
    Column("clock", PlainText, primary_key=True),
    Column("due_on", PlainText),
    Index("matter_clocks_due", "due_on", "number", "clock", "seq"),
    Index("matter_clocks_number", "number", "clock", "seq"),
)

submissions = Table(
    "submissions",
    metadata,
    Column("key", PlainText, primary_key=True),
    Column("digest", PlainText, nullable=False),
    Column("start", Integer64, nullable=False),
    Column("entries", Integer64, nullable=False),
    Column("seq", Integer64, nullable=False),
)
