"""The tables, as SQLAlchemy Core sees them: for migrations, for tests, for other dialects.

Ledger tables (entries, heads) are only ever inserted into. `openings` is the one erasable table. All others
are derived from those two. Reads do not import this module: they run `statements` on the driver.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

entries = Table(
    "entries",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

openings = Table(
    "openings",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
)

heads = Table(
    "heads",
    metadata,
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    Column("recorded_at", Text, nullable=False),
)

entry_index = Table(
    "entry_index",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
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
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("subject", Text, nullable=False),
    Column("organization", Integer, nullable=False),
    Column("effective_on", Text),
    Index("identities_subject", "subject"),
    Index("identities_organization", "organization"),
)

names = Table(
    "names",
    metadata,
    Column("seq", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Index("names_seq", "seq"),
)

source_rows = Table(
    "source_rows",
    metadata,
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("record", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column("print", Text, nullable=False),
    Column("present", Boolean, nullable=False),
    Column("seq", Integer, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("as_of", Text, nullable=False),
    Column("partial", Boolean, nullable=False),
)
