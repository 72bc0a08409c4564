"""The embedded default: SQLite on the standard library's driver, WAL, full synchronization.

One writer at a time by BEGIN IMMEDIATE; readers see one snapshot each. Triggers stop accidents; the log shows
attacks.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from weakref import finalize

from goodstanding.adapters.store import statements
from goodstanding.adapters.store.rows import (
    DatabaseRow,
    Parameters,
    print_head,
    print_row,
    print_sealed,
    print_tile_row,
    read_batch,
    read_entry,
    read_head,
    read_identity,
    read_source_row,
)
from goodstanding.ledger.entries import Entry, Kind
from goodstanding.ledger.identities import Identity
from goodstanding.ledger.merkle import EMPTY_ROOT
from goodstanding.ledger.projections import BatchRow, NameRow, Row, SourceRow, project
from goodstanding.ledger.tile_trees import TileRow, filled_tiles
from goodstanding.ledger.writing import Head, SealedEntry
from goodstanding.values.errors import ConflictError, SchemaError

BUSY_TIMEOUT_SECONDS = 60
NEWEST_REVISION = "0002"
_KNOWN_REVISIONS = frozenset({"0001", "0002"})
_CHUNK = 500
#: What SQLite says of a file without our tables, of another kind of file, and of a torn one.
_NOT_A_REGISTER = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})


class SqliteReader:
    """Questions over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def head(self) -> Head:
        return self._head(statements.HEAD, {}) or Head(size=0, root=EMPTY_ROOT, frontier=(), recorded_at="")

    def head_at_size(self, size: int) -> Head | None:
        return self._head(statements.HEAD_AT_SIZE, {"size": size})

    def head_at_instant(self, instant: str) -> Head | None:
        return self._head(statements.HEAD_AT_INSTANT, {"instant": instant})

    def entry(self, seq: int) -> Entry | None:
        row = self._connection.execute(statements.ENTRY, {"seq": seq}).fetchone()
        return read_entry(row) if row else None

    def entries_about(self, subjects: Collection[str], size: int) -> Iterator[Entry]:
        found = map(read_entry, self._listed(statements.ENTRIES_ABOUT, sorted(subjects), size))
        return iter(sorted(found, key=lambda entry: entry.seq))

    def entries_by_subject(self, size: int) -> Iterator[Entry]:
        for row in self._connection.execute(statements.ENTRIES_BY_SUBJECT, {"size": size}):
            yield read_entry(row)

    def entries_of(self, kinds: Collection[Kind], size: int) -> Iterator[Entry]:
        return map(read_entry, self._listed(statements.ENTRIES_OF, [kind.value for kind in kinds], size))

    def stored(self, start: int, end: int) -> Iterator[tuple[int, bytes, bytes, bytes | None]]:
        yield from self._connection.execute(statements.STORED, {"start": start, "end": end})

    def hashes(self, level: int, start: int, end: int) -> list[bytes]:
        statement = statements.TILE_ROOTS if level else statements.LEAVES
        # SQLite lets pass the level that the leaves do not ask for.
        asked: Parameters = {"level": level - 1, "start": start, "end": end}
        return [one for (one,) in self._connection.execute(statement, asked)]

    def tile(self, level: int, number: int) -> bytes | None:
        row = self._connection.execute(statements.TILE, {"level": level, "number": number}).fetchone()
        return row[0] if row else None

    def tiles(self) -> Iterator[TileRow]:
        return (TileRow(*row) for row in self._connection.execute(statements.ALL_TILES))

    def identities(self, size: int) -> list[Identity]:
        return [read_identity(row) for row in self._connection.execute(statements.IDENTITIES, {"size": size})]

    def identities_near(self, subject: str, organization: int | None, size: int) -> list[Identity]:
        near = {"subject": subject, "organization": -1 if organization is None else organization, "size": size}
        return [read_identity(row) for row in self._connection.execute(statements.IDENTITIES_NEAR, near)]

    def identities_of(self, subjects: Collection[str], size: int) -> list[Identity]:
        return sorted(map(read_identity, self._listed(statements.IDENTITIES_OF, sorted(subjects), size)))

    def source_rows(self, source: str) -> Mapping[str, SourceRow]:
        rows = map(read_source_row, self._connection.execute(statements.SOURCE_ROWS, {"source": source}))
        return {row.key: row for row in rows}

    def erased_records(self, source: str) -> frozenset[int]:
        return frozenset(seq for (seq,) in self._connection.execute(statements.ERASED_RECORDS, {"source": source}))

    def batches(self, size: int) -> list[BatchRow]:
        return [read_batch(row) for row in self._connection.execute(statements.BATCHES, {"size": size})]

    def names_like(self, folded: str, size: int, limit: int) -> list[NameRow]:
        escaped = folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        asked = {"size": size, "pattern": f"%{escaped}%", "limit": limit}
        return [NameRow(*row) for row in self._connection.execute(statements.NAMES_LIKE, asked)]

    def derived(self) -> list[Row]:
        run = self._connection.execute
        rows: list[Row] = [read_identity(row) for row in run(statements.ALL_IDENTITIES)]
        rows += [NameRow(*row) for row in run(statements.ALL_NAMES)]
        rows += [read_source_row(row) for row in run(statements.ALL_SOURCE_ROWS)]
        rows += [read_batch(row) for row in run(statements.ALL_BATCHES)]
        return sorted(rows, key=lambda row: (type(row).__name__, str(row)))

    def index(self) -> list[tuple[int, str, str]]:
        return [(seq, kind, subject) for seq, kind, subject in self._connection.execute(statements.ALL_INDEX)]

    def _head(self, statement: str, asked: Parameters) -> Head | None:
        row = self._connection.execute(statement, asked).fetchone()
        return read_head(row) if row else None

    def _listed(self, statement: str, values: Sequence[str], size: int) -> Iterator[DatabaseRow]:
        for start in range(0, len(values), _CHUNK):
            names = {f"v{index}": value for index, value in enumerate(values[start : start + _CHUNK])}
            text = statement.format(names=", ".join(f":{name}" for name in names))
            yield from self._connection.execute(text, {**names, "size": size})


class SqliteWriter(SqliteReader):
    """The same connection inside BEGIN IMMEDIATE."""

    def append(self, sealed: Sequence[SealedEntry], head: Head | None) -> None:
        printed = [print_sealed(entry) for entry in sealed]
        run = self._connection.executemany
        try:
            run(statements.INSERT_ENTRY, (entry for entry, _, _ in printed))
            run(statements.INSERT_OPENING, (opening for _, opening, _ in printed))
            if head is not None:
                self._connection.execute(statements.INSERT_HEAD, print_head(head))
        except sqlite3.IntegrityError as error:
            raise ConflictError("The ledger is append-only.") from error
        run(statements.INSERT_INDEX, (index for _, _, index in printed))
        self._write_rows([row for entry in sealed for row in project(entry.entry)])
        if sealed:
            self._write_tiles(filled_tiles(sealed[0].entry.seq, [entry.leaf for entry in sealed], self.hashes))

    def replace_derived(
        self, rows: Sequence[Row], index: Sequence[tuple[int, str, str]], tiles: Iterable[TileRow]
    ) -> None:
        for statement in statements.CLEAR_DERIVED:
            self._connection.execute(statement)
        run = self._connection.executemany
        run(statements.INSERT_INDEX, ({"seq": seq, "kind": kind, "subject": subject} for seq, kind, subject in index))
        self._write_rows(rows)
        self._write_tiles(tiles)

    def _write_tiles(self, tiles: Iterable[TileRow]) -> None:
        self._connection.executemany(statements.INSERT_TILE, [print_tile_row(row) for row in tiles])

    def _write_rows(self, rows: Sequence[Row]) -> None:
        by_statement: dict[str, list[Parameters]] = defaultdict(list)
        for row in rows:
            statement, parameters = print_row(row)
            by_statement[statement].append(parameters)
        for statement, batch in by_statement.items():
            self._connection.executemany(statement, batch)


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
        _require_known_schema(found[0] if found else "")

    @contextmanager
    def writing(self) -> Iterator[SqliteWriter]:
        connection = _connect(self._path)
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield SqliteWriter(connection)
            connection.execute("COMMIT")
        finally:
            connection.close()

    @contextmanager
    def reading(self) -> Iterator[SqliteReader]:
        connection = _connect(self._path)
        try:
            connection.execute("BEGIN")
            yield SqliteReader(connection)
        finally:
            connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_SECONDS, check_same_thread=False)
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "recursive_triggers=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _require_known_schema(found: str) -> None:
    if found not in _KNOWN_REVISIONS:
        raise SchemaError("This register was written by a newer version of goodstanding.", to_do="upgrade goodstanding")
    if found != NEWEST_REVISION:
        raise SchemaError("This register has an older schema.", to_do="run `goodstanding init` to migrate it")
