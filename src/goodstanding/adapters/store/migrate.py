"""Create or upgrade a register's schema with Alembic. Slow to import: only `init` does."""

from importlib.resources import as_file, files
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, text


def migrate_sqlite(path: Path) -> None:
    """Bring the file at `path` to the newest schema, creating it where there is none."""
    _migrate(create_engine(f"sqlite:///{path}"))


def migrate_postgres(url: str) -> None:
    """Bring the database at `url` to the newest schema; the role becomes the owner of what it creates."""
    from goodstanding.adapters.store.postgres import connect

    _migrate(create_engine("postgresql+psycopg://", creator=lambda: connect(url)))


def _migrate(engine: Engine) -> None:
    with as_file(files("goodstanding") / "data" / "migrations") as scripts, engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # Under the writers' lock: two migrations at once would both create.
            from goodstanding.adapters.store.postgres import WRITE_LOCK

            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITE_LOCK})
        config = Config()
        config.set_main_option("script_location", str(scripts))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
