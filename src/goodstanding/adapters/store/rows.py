"""Between database rows and the ledger's values; the same for every database."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from types import NoneType
from typing import Any, TypeVar

from goodstanding.adapters.store import statements
from goodstanding.ledger.commitments import load_opening
from goodstanding.ledger.entries import Entry, load_envelope
from goodstanding.ledger.file_rows import ClockRow, DueRow, FileRow, GroundRow, PartyRow
from goodstanding.ledger.identities import Identity
from goodstanding.ledger.matter_rows import MatterClockRow, MatterDueRow
from goodstanding.ledger.merkle import HASH_BYTES
from goodstanding.ledger.projections import BatchRow, NameRow, Row, SourceRow, SubmissionRow
from goodstanding.ledger.tile_trees import TileRow
from goodstanding.ledger.writing import Head, SealedEntry
from goodstanding.values.errors import VerificationError

DatabaseRow = Sequence[Any]
Parameters = dict[str, object]
T = TypeVar("T")

REBUILD = "run `goodstanding rebuild`"
RESTORE = "run `goodstanding rebuild --check`, and restore the database from a backup"


def read_head(row: DatabaseRow) -> Head:
    """A head of (size, root, frontier, recorded_at); the frontier is its hashes joined."""
    size, root, frontier, recorded_at = row
    is_ours = type(root) is type(frontier) is bytes and type(recorded_at) is str
    if not is_ours or len(root) != HASH_BYTES or len(frontier) % HASH_BYTES:
        raise VerificationError(f"The head at size {size} is not stored as this software stores it.", to_do=RESTORE)
    parts = tuple(frontier[start : start + HASH_BYTES] for start in range(0, len(frontier), HASH_BYTES))
    return Head(size=size, root=bytes(root), frontier=parts, recorded_at=recorded_at)


def print_head(head: Head) -> Parameters:
    """The parameters of `INSERT_HEAD`."""
    frontier = b"".join(head.frontier)
    return {"size": head.size, "root": head.root, "frontier": frontier, "recorded_at": head.recorded_at}


def read_entry(row: DatabaseRow) -> Entry:
    """An entry of (seq, envelope bytes, opening bytes or None, ...); without its opening it has no values."""
    seq, body, opening = row[0], row[1], row[2]
    _require_bytes(seq, body, opening)
    try:
        values = {} if opening is None else load_opening(opening)
        return Entry(seq=seq, envelope=load_envelope(body), values=values)
    except VerificationError as error:
        raise VerificationError(f"Entry {seq} of the database is damaged: {error.what}", to_do=RESTORE) from error


def read_stored(row: DatabaseRow) -> tuple[int, bytes, bytes, bytes | None]:
    """The bytes of an entry of its columns."""
    seq, leaf, body, opening = row
    _require_bytes(seq, body, opening)
    _require_bytes(seq, leaf, None)
    return seq, leaf, body, opening


def read_hash(row: DatabaseRow) -> bytes:
    """A hash, the one column of its row."""
    (found,) = row
    if type(found) is not bytes or len(found) != HASH_BYTES:
        raise VerificationError("A hash of the database is none.", to_do=RESTORE)
    return found


def _require_bytes(seq: int, body: object, opening: object) -> None:
    """SQLite keeps a text in a column of bytes, where somebody writes one past the software."""
    if type(body) is not bytes or type(opening) not in (bytes, NoneType):
        raise VerificationError(
            f"Entry {seq} of the database is not stored as bytes: something else wrote it.", to_do=RESTORE
        )


def _derived(read: Callable[[DatabaseRow], T]) -> Callable[[DatabaseRow], T]:
    """A derived row that is not as the software derives it says so, whatever it holds."""

    @wraps(read)
    def reading(row: DatabaseRow) -> T:
        try:
            return read(row)
        except (TypeError, ValueError) as error:
            raise VerificationError("A derived row is not as the entries give it.", to_do=REBUILD) from error

    return reading


@_derived
def read_identity(row: DatabaseRow) -> Identity:
    """An identity of (seq, subject, organization, effective_on)."""
    seq, subject, organization, effective_on = row
    return Identity(seq, subject, organization, date.fromisoformat(effective_on) if effective_on else None)


@_derived
def read_source_row(row: DatabaseRow) -> SourceRow:
    """A source row of its columns."""
    source, key, record, subject, fingerprint, present, seq = row
    return SourceRow(source, key, record, subject, fingerprint, bool(present), seq)


@_derived
def read_batch(row: DatabaseRow) -> BatchRow:
    """A batch of its columns."""
    seq, source, digest, as_of, partial = row
    return BatchRow(seq, source, digest, date.fromisoformat(as_of), bool(partial))


@_derived
def read_clock(row: DatabaseRow) -> ClockRow:
    """A clock's row of its columns."""
    seq, file, clock, due_on = row
    return ClockRow(seq, file, clock, date.fromisoformat(due_on) if due_on else None)


@_derived
def read_due(row: DatabaseRow) -> DueRow:
    """A clock that runs, of (due_on, file, clock, authority)."""
    due_on, file, clock, authority = row
    return DueRow(date.fromisoformat(due_on), file, clock, authority)


@_derived
def read_matter_clock(row: DatabaseRow) -> MatterClockRow:
    """A row of a matter's clock, of its columns."""
    seq, number, clock, due_on = row
    return MatterClockRow(seq, number, clock, date.fromisoformat(due_on) if due_on else None)


@_derived
def read_matter_due(row: DatabaseRow) -> MatterDueRow:
    """A matter's clock that runs, of (due_on, number, clock)."""
    due_on, number, clock = row
    return MatterDueRow(date.fromisoformat(due_on), number, clock)


def print_sealed(sealed: SealedEntry) -> Parameters:
    """The parameters of `INSERT_ENTRY`."""
    return {"seq": sealed.entry.seq, "leaf": sealed.leaf, "body": sealed.body}


def print_opening(sealed: SealedEntry) -> Parameters:
    """The parameters of `INSERT_OPENING`."""
    return {"seq": sealed.entry.seq, "body": sealed.opening}


def print_index(sealed: SealedEntry) -> Parameters:
    """The parameters of `INSERT_INDEX`."""
    envelope = sealed.entry.envelope
    return {"seq": sealed.entry.seq, "kind": envelope.kind.value, "subject": envelope.subject}


def print_tile_row(row: TileRow) -> Parameters:
    """The parameters of `INSERT_TILE`."""
    return {"level": row.level, "number": row.number, "root": row.root, "hashes": row.hashes}


def print_row(row: Row) -> tuple[str, Parameters]:
    """The statement that writes a derived row, and its parameters."""
    match row:
        case Identity():
            effective_on = row.effective_on.isoformat() if row.effective_on else None
            return statements.INSERT_IDENTITY, {
                "seq": row.seq,
                "subject": row.subject,
                "organization": row.organization,
                "effective_on": effective_on,
            }
        case NameRow():
            return statements.INSERT_NAME, {"seq": row.seq, "subject": row.subject, "folded": row.folded}
        case SourceRow():
            return statements.UPSERT_SOURCE_ROW, {
                "source": row.source,
                "key": row.key,
                "record": row.record,
                "subject": row.subject,
                "print": row.print,
                "present": row.present,
                "seq": row.seq,
            }
        case SubmissionRow():
            return statements.INSERT_SUBMISSION, {
                "key": row.key,
                "digest": row.digest,
                "start": row.start,
                "entries": row.entries,
                "seq": row.seq,
            }
        case FileRow() | PartyRow() | GroundRow() | ClockRow() | MatterClockRow():
            return _print_of_due_process(row)
        case BatchRow():
            return statements.INSERT_BATCH, {
                "seq": row.seq,
                "source": row.source,
                "digest": row.digest,
                "as_of": row.as_of.isoformat(),
                "partial": row.partial,
            }


def _print_of_due_process(
    row: FileRow | PartyRow | GroundRow | ClockRow | MatterClockRow,
) -> tuple[str, Parameters]:
    match row:
        case FileRow():
            return statements.INSERT_FILE, {"seq": row.seq, "authority": row.authority}
        case PartyRow():
            return statements.INSERT_PARTY, {"seq": row.seq, "organization": row.organization}
        case GroundRow():
            return statements.INSERT_GROUND, {"seq": row.seq, "ground": row.ground}
        case ClockRow():
            return statements.INSERT_CLOCK, {
                "seq": row.seq,
                "file": row.file,
                "clock": row.clock,
                "due_on": row.due_on.isoformat() if row.due_on else None,
            }
        case MatterClockRow():
            return statements.INSERT_MATTER_CLOCK, {
                "seq": row.seq,
                "number": row.number,
                "clock": row.clock,
                "due_on": row.due_on.isoformat() if row.due_on else None,
            }
