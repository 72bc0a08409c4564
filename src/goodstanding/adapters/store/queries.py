"""The port's questions and writes over SQL, for every dialect. No driver is known here."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from goodstanding.adapters.store import statements
from goodstanding.adapters.store.rows import (
    DatabaseRow,
    Parameters,
    print_head,
    print_index,
    print_opening,
    print_row,
    print_sealed,
    print_tile_row,
    read_batch,
    read_clock,
    read_due,
    read_entry,
    read_hash,
    read_head,
    read_identity,
    read_matter_clock,
    read_matter_due,
    read_source_row,
    read_stored,
)
from goodstanding.ledger.entries import Entry, Kind
from goodstanding.ledger.file_rows import DueRow, FileRow, GroundRow, PartyRow
from goodstanding.ledger.identities import Identity
from goodstanding.ledger.matter_rows import MatterDueRow
from goodstanding.ledger.merkle import EMPTY_ROOT
from goodstanding.ledger.projections import BatchRow, NameRow, Row, SourceRow, SubmissionRow, project
from goodstanding.ledger.tile_trees import TileRow, filled_tiles
from goodstanding.ledger.writing import Head, SealedEntry
from goodstanding.values.errors import ConflictError

#: Values of one IN (...): below the fewest parameters that any dialect takes.
_CHUNK = 500


class SqlReader(ABC):
    """Questions over one connection; a dialect says how a statement runs."""

    @abstractmethod
    def _run(self, statement: str, asked: Parameters | None = None) -> Iterator[DatabaseRow]:
        """The rows of a short answer."""

    @abstractmethod
    def _stream(self, statement: str, asked: Parameters) -> Iterator[DatabaseRow]:
        """The rows of an answer as long as the log, without holding it; other questions may come between."""

    def head(self) -> Head:
        return self._head(statements.HEAD, {}) or Head(size=0, root=EMPTY_ROOT, frontier=(), recorded_at="")

    def head_at_size(self, size: int) -> Head | None:
        return self._head(statements.HEAD_AT_SIZE, {"size": size})

    def head_at_instant(self, instant: str) -> Head | None:
        return self._head(statements.HEAD_AT_INSTANT, {"instant": instant})

    def entry(self, seq: int) -> Entry | None:
        return next(map(read_entry, self._run(statements.ENTRY, {"seq": seq})), None)

    def entries_about(self, subjects: Collection[str], size: int) -> Iterator[Entry]:
        found = map(read_entry, self._listed(statements.ENTRIES_ABOUT, sorted(subjects), size))
        return iter(sorted(found, key=lambda entry: entry.seq))

    def entries_by_subject(self, size: int) -> Iterator[Entry]:
        return map(read_entry, self._stream(statements.ENTRIES_BY_SUBJECT, {"size": size}))

    def entries_of(self, kinds: Collection[Kind], size: int) -> Iterator[Entry]:
        return map(read_entry, self._listed(statements.ENTRIES_OF, [kind.value for kind in kinds], size))

    def stored(self, start: int, end: int) -> Iterator[tuple[int, bytes, bytes, bytes | None]]:
        return map(read_stored, self._stream(statements.STORED, {"start": start, "end": end}))

    def hashes(self, level: int, start: int, end: int) -> list[bytes]:
        statement = statements.TILE_ROOTS if level else statements.LEAVES
        # Drivers let pass the level that the leaves do not ask for.
        asked: Parameters = {"level": level - 1, "start": start, "end": end}
        return list(map(read_hash, self._run(statement, asked)))

    def tile(self, level: int, number: int) -> bytes | None:
        return next((hashes for (hashes,) in self._run(statements.TILE, {"level": level, "number": number})), None)

    def tiles(self) -> Iterator[TileRow]:
        return (TileRow(*row) for row in self._stream(statements.ALL_TILES, {}))

    def identities(self, size: int) -> list[Identity]:
        return [read_identity(row) for row in self._run(statements.IDENTITIES, {"size": size})]

    def identities_near(self, subject: str, organization: int | None, size: int) -> list[Identity]:
        near = {"subject": subject, "organization": -1 if organization is None else organization, "size": size}
        return [read_identity(row) for row in self._run(statements.IDENTITIES_NEAR, near)]

    def identities_of(self, subjects: Collection[str], size: int) -> list[Identity]:
        return sorted(map(read_identity, self._listed(statements.IDENTITIES_OF, sorted(subjects), size)))

    def source_rows(self, source: str) -> Mapping[str, SourceRow]:
        rows = map(read_source_row, self._run(statements.SOURCE_ROWS, {"source": source}))
        return {row.key: row for row in rows}

    def erased_records(self, source: str) -> frozenset[int]:
        return frozenset(seq for (seq,) in self._run(statements.ERASED_RECORDS, {"source": source}))

    def batches(self, size: int) -> list[BatchRow]:
        return [read_batch(row) for row in self._run(statements.BATCHES, {"size": size})]

    def submissions(self, keys: Collection[str], size: int) -> list[SubmissionRow]:
        return [SubmissionRow(*row) for row in self._listed(statements.SUBMISSIONS, sorted(set(keys)), size)]

    def names_like(self, folded: str, size: int, limit: int) -> list[NameRow]:
        escaped = folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        asked: Parameters = {"size": size, "pattern": f"%{escaped}%", "limit": limit}
        return [NameRow(*row) for row in self._run(statements.NAMES_LIKE, asked)]

    def due(self, first: date, last: date, size: int) -> list[DueRow]:
        asked: Parameters = {"first": first.isoformat(), "last": last.isoformat(), "size": size}
        return [read_due(row) for row in self._run(statements.DUE, asked)]

    def matters_due(self, first: date, last: date, size: int) -> list[MatterDueRow]:
        asked: Parameters = {"first": first.isoformat(), "last": last.isoformat(), "size": size}
        return [read_matter_due(row) for row in self._run(statements.MATTERS_DUE, asked)]

    def overdue(self, clocks: Collection[str], day: date, size: int) -> list[DueRow]:
        return [read_due(row) for row in self._overdue(statements.OVERDUE, clocks, day, size)]

    def matters_overdue(self, clocks: Collection[str], day: date, size: int) -> list[MatterDueRow]:
        return [read_matter_due(row) for row in self._overdue(statements.MATTERS_OVERDUE, clocks, day, size)]

    def files_past(self, clock: str, day: date, size: int) -> frozenset[int]:
        asked: Parameters = {"clock": clock, "day": day.isoformat(), "size": size}
        return frozenset(file for (file,) in self._run(statements.FILES_PAST, asked))

    def files_of(self, organization: int, size: int) -> frozenset[int]:
        found = self._run(statements.FILES_OF, {"organization": organization, "size": size})
        return frozenset(seq for (seq,) in found)

    def grounds_used(self, grounds: Collection[str], size: int) -> frozenset[GroundRow]:
        return frozenset(GroundRow(*row) for row in self._listed(statements.GROUNDS_USED, sorted(set(grounds)), size))

    def derived(self) -> list[Row]:
        rows: list[Row] = [read_identity(row) for row in self._run(statements.ALL_IDENTITIES)]
        rows += [NameRow(*row) for row in self._run(statements.ALL_NAMES)]
        rows += [read_source_row(row) for row in self._run(statements.ALL_SOURCE_ROWS)]
        rows += [read_batch(row) for row in self._run(statements.ALL_BATCHES)]
        rows += [SubmissionRow(*row) for row in self._run(statements.ALL_SUBMISSIONS)]
        rows += [FileRow(*row) for row in self._run(statements.ALL_FILES)]
        rows += [PartyRow(*row) for row in self._run(statements.ALL_PARTIES)]
        rows += [GroundRow(*row) for row in self._run(statements.ALL_GROUNDS)]
        rows += [read_clock(row) for row in self._run(statements.ALL_CLOCKS)]
        rows += [read_matter_clock(row) for row in self._run(statements.ALL_MATTER_CLOCKS)]
        return sorted(rows, key=lambda row: (type(row).__name__, str(row)))

    def index(self) -> list[tuple[int, str, str]]:
        return [(seq, kind, subject) for seq, kind, subject in self._run(statements.ALL_INDEX)]

    def _head(self, statement: str, asked: Parameters) -> Head | None:
        return next(map(read_head, self._run(statement, asked)), None)

    def _overdue(self, statement: str, clocks: Collection[str], day: date, size: int) -> Iterator[DatabaseRow]:
        names: Parameters = {f"v{index}": clock for index, clock in enumerate(sorted(clocks))}
        text = statement.format(names=", ".join(f":{name}" for name in names))
        yield from self._run(text, {**names, "day": day.isoformat(), "size": size})

    def _listed(self, statement: str, values: Sequence[str], size: int) -> Iterator[DatabaseRow]:
        for start in range(0, len(values), _CHUNK):
            names: Parameters = {f"v{index}": value for index, value in enumerate(values[start : start + _CHUNK])}
            text = statement.format(names=", ".join(f":{name}" for name in names))
            yield from self._run(text, {**names, "size": size})


class SqlWriter(SqlReader):
    """The same connection under the write lock."""

    #: What the driver raises where the ledger is guarded.
    _refusals: tuple[type[Exception], ...] = ()
    _is_torn = False

    @abstractmethod
    def _change(self, statement: str, rows: Iterable[Parameters]) -> None:
        """Run a statement once a row."""

    def require_whole(self) -> None:
        """ConflictError where an append failed: whoever passed over its error would commit the half of it."""
        if self._is_torn:
            raise ConflictError("Nothing was written: an error of the transaction was passed over.")

    def append(self, sealed: Sequence[SealedEntry], head: Head | None) -> None:
        self._is_torn, rows = True, list[Row]()
        self._extend(statements.INSERT_ENTRY, map(print_sealed, sealed))
        self._extend(statements.INSERT_OPENING, _openings(sealed, rows))
        if head is not None:
            self._extend(statements.INSERT_HEAD, [print_head(head)])
        self._change(statements.INSERT_INDEX, map(print_index, sealed))
        self._write_rows(rows)
        if sealed:
            self._write_tiles(filled_tiles(sealed[0].entry.seq, [entry.leaf for entry in sealed], self.hashes))
        self._is_torn = False

    def replace_derived(
        self, rows: Sequence[Row], index: Sequence[tuple[int, str, str]], tiles: Iterable[TileRow]
    ) -> None:
        for statement in statements.CLEAR_DERIVED:
            self._change(statement, [{}])
        found: Iterator[Parameters] = ({"seq": seq, "kind": kind, "subject": subject} for seq, kind, subject in index)
        self._change(statements.INSERT_INDEX, found)
        self._write_rows(rows)
        self._write_tiles(tiles)

    def erase(self, positions: Collection[int]) -> int:
        rows: list[Parameters] = [{"seq": position} for position in positions]
        there = [found for row in rows for found in self._run(statements.OPENING, row)]
        for statement in statements.ERASE:
            self._change(statement, rows)
        return len(there)

    def _extend(self, statement: str, rows: Iterable[Parameters]) -> None:
        """Change a table of the ledger; ConflictError where it is guarded against that."""
        try:
            self._change(statement, rows)
        except self._refusals as error:
            raise ConflictError("The ledger is append-only.") from error

    def _write_tiles(self, tiles: Iterable[TileRow]) -> None:
        self._change(statements.INSERT_TILE, [print_tile_row(row) for row in tiles])

    def _write_rows(self, rows: Sequence[Row]) -> None:
        by_statement: dict[str, list[Parameters]] = defaultdict(list)
        for row in rows:
            statement, parameters = print_row(row)
            by_statement[statement].append(parameters)
        for statement, batch in by_statement.items():
            self._change(statement, batch)


def _openings(sealed: Iterable[SealedEntry], rows: list[Row]) -> Iterator[Parameters]:
    """The openings one by one, and beside them what is derived: a server takes those while these are being made."""
    for entry in sealed:
        rows += project(entry.entry)
        yield print_opening(entry)
