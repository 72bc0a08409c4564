"""The embedded default: SQLite on the standard library's driver, WAL, full synchronization.

One writer at a time by BEGIN IMMEDIATE; readers see one snapshot each. Triggers stop accidents; the log shows
attacks.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import finalize

from goodstanding.adapters.store import statements
from goodstanding.adapters.store.queries import SqlReader, SqlWriter
from goodstanding.adapters.store.revisions import require_known_schema
from goodstanding.adapters.store.rows import DatabaseRow, Parameters
from goodstanding.values.errors import ConflictError, SchemaError

BUSY_TIMEOUT_SECONDS = 60
#: Of pages that a connection keeps, in KiB: the inner pages of the indexes of a log of some millions of entries.
_CACHE = "cache_size=-32768"
#: What SQLite says of a file without our tables, of another kind of file, and of a torn one.
_NOT_A_REGISTER = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})


class SqliteReader(SqlReader):
    """Questions over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def _run(self, statement: str, asked: Parameters | None = None) -> Iterator[DatabaseRow]:
        return self._connection.execute(statement, asked or {})

    def _stream(self, statement: str, asked: Parameters) -> Iterator[DatabaseRow]:
        return self._connection.execute(statement, asked)


class SqliteWriter(SqliteReader, SqlWriter):
    """The same connection inside BEGIN IMMEDIATE."""

    _refusals = (sqlite3.IntegrityError,)

    def _change(self, statement: str, rows: Iterable[Parameters]) -> None:
        self._connection.executemany(statement, rows)


class SqliteStore(SqliteReader):
    """A register in one SQLite file; opening refuses a missing, an older or a newer schema."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise SchemaError(f"There is no register in {path.parent.name or '.'}.", to_do="run `goodstanding init`")
        try:
            super().__init__(_connect(path))
            # Closed with the store, and not by the collector's chance.
            finalize(self, self._connection.close)
            found = self._connection.execute(statements.SCHEMA_VERSION).fetchone()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in _NOT_A_REGISTER:
                raise
            to_do = "run `goodstanding init` in an empty directory"
            raise SchemaError("This file is not a register.", to_do=to_do) from error
        self._path = path
        #: Connections of writers that are done, kept open: each has the tables' definition and the last pages at hand.
        self._idle: list[sqlite3.Connection] = []
        finalize(self, _close_all, self._idle)
        require_known_schema(found[0] if found else "")

    def clean(self) -> None:
        connection = _connect(self._path)
        try:
            # The file anew, without free pages; then the log of writes, which still has the old ones, to nothing.
            connection.execute("VACUUM")
            held, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.close()
        if held:
            raise ConflictError(
                "It is erased, but a reader holds the old state of the file.",
                to_do="run this command again when no other one runs",
            )

    @contextmanager
    def writing(self) -> Iterator[SqliteWriter]:
        connection = self._idle.pop() if self._idle else _connect(self._path)
        try:
            connection.execute("BEGIN IMMEDIATE")
            writer = SqliteWriter(connection)
            yield writer
            writer.require_whole()
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)

    @contextmanager
    def reading(self) -> Iterator[SqliteReader]:
        connection = _connect(self._path)
        try:
            connection.execute("BEGIN")
            yield SqliteReader(connection)
        finally:
            connection.close()


def _close_all(connections: list[sqlite3.Connection]) -> None:
    for connection in connections:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_SECONDS, check_same_thread=False)
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "recursive_triggers=ON", "secure_delete=ON", _CACHE):
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
