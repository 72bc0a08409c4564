"""Create or upgrade a register's schema with Alembic. Slow to import: only `init` does."""

from importlib.resources import as_file, files
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine


def migrate_sqlite(path: Path) -> None:
    """Bring the file at `path` to the newest schema, creating it where there is none."""
    engine = create_engine(f"sqlite:///{path}")
    with as_file(files("goodstanding") / "data" / "migrations") as scripts, engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(scripts))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
