"""Which database holds the entries of a data directory: the file in it, or a PostgreSQL database.

Secrets are in the data directory either way. A register made in PostgreSQL is remembered there by its URL, so that
a command without `--database` finds it and never begins another one.
"""

from dataclasses import dataclass
from pathlib import Path

from goodstanding.services.ports import Store
from goodstanding.settings import database_url
from goodstanding.values.errors import MisuseError

DATABASE = "register.sqlite"
#: The file that remembers a URL.
REMEMBERED = "database.url"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The database of a data directory; `url` is None for the file."""

    directory: Path
    url: str | None = None

    def exists(self) -> bool:
        """Whether there is a database with a schema."""
        if self.url is None:
            return (self.directory / DATABASE).exists()
        from goodstanding.adapters.store.postgres import has_schema

        return has_schema(self.url)

    def migrate(self) -> None:
        """Create the schema, or bring it up to date; then remember where it is."""
        if self.url is None:
            from goodstanding.adapters.store.migrate import migrate_sqlite

            path = self.directory / DATABASE
            migrate_sqlite(path)
            path.chmod(0o600)
        else:
            from goodstanding.adapters.store.migrate import migrate_postgres

            migrate_postgres(self.url)
            (self.directory / REMEMBERED).write_text(f"{self.url}\n", "utf-8")

    def open(self) -> Store:
        """The store; SchemaError where there is none."""
        if self.url is None:
            from goodstanding.adapters.store.sqlite import SqliteStore

            return SqliteStore(self.directory / DATABASE)
        from goodstanding.adapters.store.postgres import PostgresStore

        return PostgresStore(self.url)


def place_of(directory: Path) -> Place:
    """Where the register is: as the command or the environment says, else as remembered, else in the file."""
    remembered = directory / REMEMBERED
    url = database_url() or (remembered.read_text("utf-8").strip() if remembered.is_file() else "")
    if not url:
        return Place(directory=directory)
    from goodstanding.adapters.store.postgres import require_url

    require_url(url)
    if (directory / DATABASE).exists():
        raise MisuseError("This data directory has its register in a file.", to_do="choose another data directory")
    return Place(directory=directory, url=url)
