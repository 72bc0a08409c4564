"""Submissions of group commits by their keyed key: derived from the entries that close their batches."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Integer64 = BigInteger().with_variant(Integer, "sqlite")
PlainText = Text().with_variant(Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table; no entry written before has any of its rows."""
    op.create_table(
        "submissions",
        Column("key", PlainText, primary_key=True),
        Column("digest", PlainText, nullable=False),
        Column("start", Integer64, nullable=False),
        Column("entries", Integer64, nullable=False),
        Column("seq", Integer64, nullable=False),
    )
