"""Settings: where the data is. Read once; everything else is an argument."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

DATA_VARIABLE = "GOODSTANDING_DATA"
DATABASE_VARIABLE = "GOODSTANDING_DATABASE"
DEFAULT_DATA = "goodstanding-data"

_given_database: ContextVar[str | None] = ContextVar("database", default=None)


def data_directory(given: Path | None) -> Path:
    """The data directory: as given, else from GOODSTANDING_DATA, else `goodstanding-data` here."""
    return given or Path(os.environ.get(DATA_VARIABLE) or DEFAULT_DATA)


def database_url() -> str | None:
    """The PostgreSQL database that this command was given, else from GOODSTANDING_DATABASE; None for neither."""
    return _given_database.get() or os.environ.get(DATABASE_VARIABLE) or None


def cache_directory() -> Path:
    """Where compiled queries are kept: below XDG_CACHE_HOME, else below `.cache` of the home. Nothing of a register."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "goodstanding" / "queries"


@contextmanager
def given_database(url: str | None) -> Iterator[None]:
    """The database of one command, as its option names it."""
    token = _given_database.set(url)
    try:
        yield
    finally:
        _given_database.reset(token)
