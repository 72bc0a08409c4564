"""PostgreSQL: entries and openings lie in their page as they are, if they fit into one."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: The most that a row may weigh and still lie in a page.
_WHOLE_PAGE = 8_160


def upgrade() -> None:
    """Rows that are there stay as they are. SQLite does neither of what is switched off."""
    if op.get_bind().dialect.name == "postgresql":
        # Salts and hashes hardly shrink: compressing rows above two kilobytes took longer than writing them.
        for table in ("entries", "openings"):
            op.execute(f"ALTER TABLE {table} SET (toast_tuple_target = {_WHOLE_PAGE})")
