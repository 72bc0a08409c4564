"""A store in memory, behind the same port and the same contract suite: for tests of what stands above
it, and for an audit that takes published files for a register.
"""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import date, timedelta

from goodstanding.ledger.commitments import load_opening
from goodstanding.ledger.entries import Entry, Kind, load_envelope
from goodstanding.ledger.file_rows import ClockRow, DueRow, FileRow, GroundRow, PartyRow
from goodstanding.ledger.identities import Identity
from goodstanding.ledger.matter_rows import MatterClockRow, MatterDueRow
from goodstanding.ledger.merkle import EMPTY_ROOT
from goodstanding.ledger.projections import BatchRow, NameRow, Row, SourceRow, SubmissionRow, project
from goodstanding.ledger.tile_trees import TileRow, filled_tiles
from goodstanding.ledger.writing import Head, SealedEntry
from goodstanding.values.errors import ConflictError

Stored = tuple[int, bytes, bytes, bytes | None]


class MemoryReader:
    """Questions over lists."""

    def __init__(self) -> None:
        self._stored: list[Stored] = []
        self._heads: list[Head] = []
        self._index: list[tuple[int, str, str]] = []
        self._tiles: dict[tuple[int, int], TileRow] = {}
        self._identities: list[Identity] = []
        self._names: list[NameRow] = []
        self._batches: list[BatchRow] = []
        self._submissions: dict[str, SubmissionRow] = {}
        self._files: list[FileRow] = []
        self._parties: list[PartyRow] = []
        self._grounds: list[GroundRow] = []
        self._clocks: list[ClockRow] = []
        self._matter_clocks: list[MatterClockRow] = []
        self._source_rows: dict[tuple[str, str], SourceRow] = {}

    def head(self) -> Head:
        return self._heads[-1] if self._heads else Head(size=0, root=EMPTY_ROOT, frontier=(), recorded_at="")

    def head_at_size(self, size: int) -> Head | None:
        return next((head for head in reversed(self._heads) if head.size <= size), None)

    def head_at_instant(self, instant: str) -> Head | None:
        return next((head for head in reversed(self._heads) if head.recorded_at <= instant), None)

    def entry(self, seq: int) -> Entry | None:
        return _read(self._stored[seq]) if 0 <= seq < len(self._stored) else None

    def entries_about(self, subjects: Collection[str], size: int) -> Iterator[Entry]:
        wanted = set(subjects)
        return (_read(self._stored[seq]) for seq, _, subject in self._index if subject in wanted and seq < size)

    def entries_by_subject(self, size: int) -> Iterator[Entry]:
        indexed = sorted((subject, seq) for seq, _, subject in self._index if subject and seq < size)
        return (_read(self._stored[seq]) for _, seq in indexed)

    def entries_of(self, kinds: Collection[Kind], size: int) -> Iterator[Entry]:
        wanted = {kind.value for kind in kinds}
        return (_read(self._stored[seq]) for seq, kind, _ in self._index if kind in wanted and seq < size)

    def stored(self, start: int, end: int) -> Iterator[Stored]:
        return iter(self._stored[start:end])

    def hashes(self, level: int, start: int, end: int) -> list[bytes]:
        if level == 0:
            return [leaf for _, leaf, _, _ in self._stored[start:end]]
        below = (self._tiles.get((level - 1, number)) for number in range(start, end))
        return [row.root for row in below if row is not None]

    def tile(self, level: int, number: int) -> bytes | None:
        row = self._tiles.get((level, number))
        return None if row is None else row.hashes

    def tiles(self) -> Iterator[TileRow]:
        return iter(sorted(self._tiles.values()))

    def identities(self, size: int) -> list[Identity]:
        return sorted(identity for identity in self._identities if identity.seq < size)

    def identities_of(self, subjects: Collection[str], size: int) -> list[Identity]:
        return [identity for identity in self.identities(size) if identity.subject in subjects]

    def identities_near(self, subject: str, organization: int | None, size: int) -> list[Identity]:
        known = self.identities(size)
        organizations = {one.organization for one in self._identities if one.subject == subject} | {organization}
        subjects = {one.subject for one in self._identities if one.organization in organizations}
        return [one for one in known if one.subject in subjects]

    def source_rows(self, source: str) -> Mapping[str, SourceRow]:
        return {row.key: row for row in self._source_rows.values() if row.source == source}

    def erased_records(self, source: str) -> frozenset[int]:
        records = (row.record for row in self._source_rows.values() if row.source == source)
        return frozenset(record for record in records if self._stored[record][3] is None)

    def batches(self, size: int) -> list[BatchRow]:
        return [batch for batch in self._batches if batch.seq < size]

    def submissions(self, keys: Collection[str], size: int) -> list[SubmissionRow]:
        found = (self._submissions.get(key) for key in keys)
        return [row for row in found if row is not None and row.seq < size]

    def names_like(self, folded: str, size: int, limit: int) -> list[NameRow]:
        found = [row for row in self._names if folded in row.folded and row.seq < size]
        return sorted(found, key=lambda row: (row.folded, row.seq))[:limit]

    def due(self, first: date, last: date, size: int) -> list[DueRow]:
        offices = {row.seq: row.authority for row in self._files}
        running = {(row.file, row.clock): row.due_on for row in sorted(self._clocks) if row.seq < size}
        return sorted(
            DueRow(due_on, file, clock, offices[file])
            for (file, clock), due_on in running.items()
            if due_on is not None and first <= due_on <= last and file in offices
        )

    def matters_due(self, first: date, last: date, size: int) -> list[MatterDueRow]:
        known = sorted(row for row in self._matter_clocks if row.seq < size)
        # Each notice of an identity has a window of its own to reply.
        over = {(row.number, row.clock): row.seq for row in known if row.due_on is None or row.clock != "reply"}
        return sorted(
            MatterDueRow(row.due_on, row.number, row.clock)
            for row in known
            if row.due_on is not None
            and first <= row.due_on <= last
            and row.seq >= over.get((row.number, row.clock), 0)
        )

    def overdue(self, clocks: Collection[str], day: date, size: int) -> list[DueRow]:
        return [row for row in self.due(date.min, day - timedelta(days=1), size) if row.clock in clocks]

    def matters_overdue(self, clocks: Collection[str], day: date, size: int) -> list[MatterDueRow]:
        return [row for row in self.matters_due(date.min, day - timedelta(days=1), size) if row.clock in clocks]

    def files_past(self, clock: str, day: date, size: int) -> frozenset[int]:
        rows = (row for row in self._clocks if row.clock == clock and row.seq < size)
        return frozenset(row.file for row in rows if row.due_on is not None and row.due_on < day)

    def files_of(self, organization: int, size: int) -> frozenset[int]:
        return frozenset(row.seq for row in self._parties if row.organization == organization and row.seq < size)

    def grounds_used(self, grounds: Collection[str], size: int) -> frozenset[GroundRow]:
        return frozenset(row for row in self._grounds if row.ground in grounds and row.seq < size)

    def derived(self) -> list[Row]:
        rows: list[Row] = [*self._identities, *self._names, *self._batches, *self._source_rows.values()]
        rows += [*self._submissions.values(), *self._files, *self._parties, *self._grounds]
        rows += [*self._clocks, *self._matter_clocks]
        return sorted(rows, key=lambda row: (type(row).__name__, str(row)))

    def index(self) -> list[tuple[int, str, str]]:
        return sorted(self._index)


class MemoryWriter(MemoryReader):
    """A copy that becomes the store's content when it is left without error."""

    is_torn = False

    def append(self, sealed: Sequence[SealedEntry], head: Head | None) -> None:
        self.is_torn = True
        for item in sealed:
            seq, envelope = item.entry.seq, item.entry.envelope
            if seq != len(self._stored):
                raise ConflictError("The ledger is append-only.")
            self._stored.append((seq, item.leaf, item.body, item.opening))
            self._index.append((seq, envelope.kind.value, envelope.subject))
            self._write_rows(list(project(item.entry)))
        if sealed:
            self._write_tiles(filled_tiles(sealed[0].entry.seq, [item.leaf for item in sealed], self.hashes))
        if head is not None:
            if head.size <= self.head().size:
                raise ConflictError("The ledger is append-only.")
            self._heads.append(head)
        self.is_torn = False

    def replace_derived(
        self, rows: Sequence[Row], index: Sequence[tuple[int, str, str]], tiles: Iterable[TileRow]
    ) -> None:
        self._index, self._tiles = list(index), {}
        self._write_tiles(tiles)
        self._identities, self._names, self._batches = [], [], []
        self._source_rows, self._submissions = {}, {}
        self._files, self._parties, self._grounds = [], [], []
        self._clocks, self._matter_clocks = [], []
        self._write_rows(rows)

    def erase(self, positions: Collection[int]) -> int:
        count = 0
        for position in positions:
            seq, leaf, body, opening = self._stored[position]
            count += opening is not None
            self._stored[position] = (seq, leaf, body, None)
        self._names = [row for row in self._names if row.seq not in positions]
        self._files = [row for row in self._files if row.seq not in positions]
        self._parties = [row for row in self._parties if row.seq not in positions]
        self._grounds = [row for row in self._grounds if row.seq not in positions]
        self._clocks = [row for row in self._clocks if row.seq not in positions]
        # What a correction of a record ends is known of its envelope alone.
        lasting = {seq for seq, kind, _ in self._index if kind == Kind.RECORD_CORRECTED.value}
        gone = set(positions) - lasting
        self._matter_clocks = [row for row in self._matter_clocks if row.seq not in gone]
        return count

    def _write_tiles(self, tiles: Iterable[TileRow]) -> None:
        # Written one by one: a level reads the roots of the level below it.
        for row in tiles:
            self._tiles[row.level, row.number] = row

    def _write_rows(self, rows: Sequence[Row]) -> None:
        for row in rows:
            match row:
                case SourceRow():
                    self._source_rows[row.source, row.key] = row
                case SubmissionRow():
                    self._submissions[row.key] = row
                case MatterClockRow():
                    self._matter_clocks.append(row)
                case FileRow() | PartyRow() | GroundRow() | ClockRow():
                    self._write_of_a_file(row)
                case Identity():
                    self._identities.append(row)
                case NameRow():
                    self._names.append(row)
                case BatchRow():
                    self._batches.append(row)

    def _write_of_a_file(self, row: FileRow | PartyRow | GroundRow | ClockRow) -> None:
        match row:
            case FileRow():
                self._files.append(row)
            case PartyRow():
                self._parties.append(row)
            case GroundRow():
                self._grounds.append(row)
            case ClockRow():
                self._clocks.append(row)


class MemoryStore(MemoryReader):
    """A register that is gone with its process."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def clean(self) -> None:
        """Nothing is kept of what was erased."""

    @contextmanager
    def writing(self) -> Iterator[MemoryWriter]:
        with self._lock:
            writer = MemoryWriter()
            writer.__dict__.update({name: copy(value) for name, value in self.__dict__.items() if name != "_lock"})
            yield writer
            if writer.is_torn:
                raise ConflictError("Nothing was written: an error of the transaction was passed over.")
            self.__dict__.update(writer.__dict__)

    @contextmanager
    def reading(self) -> Iterator[MemoryReader]:
        reader = MemoryReader()
        with self._lock:
            reader.__dict__.update({name: copy(value) for name, value in self.__dict__.items() if name != "_lock"})
        yield reader


def _read(stored: Stored) -> Entry:
    seq, _, body, opening = stored
    return Entry(seq=seq, envelope=load_envelope(body), values={} if opening is None else load_opening(opening))
