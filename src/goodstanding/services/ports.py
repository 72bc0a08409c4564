"""What the services need of the world, as Protocols. Each has a contract suite that every adapter passes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from goodstanding.ledger.entries import Entry, Kind
from goodstanding.ledger.file_rows import DueRow, GroundRow
from goodstanding.ledger.identities import Identity
from goodstanding.ledger.matter_rows import MatterDueRow
from goodstanding.ledger.projections import BatchRow, NameRow, Row, SourceRow, SubmissionRow
from goodstanding.ledger.tile_trees import TileRow
from goodstanding.ledger.writing import Head, NewEntry, SealedEntry, Signer
from goodstanding.register.catalogue import Catalogue

#: Told how many items are done, now and then; shows a bar or nothing.
Progress = Callable[[int], None]


class Reader(Protocol):
    """Questions to the store. Every answer is as of a tree size; iterators are in order of index."""

    def head(self) -> Head:
        """The latest committed head; size 0 for an empty log."""
        ...

    def head_at_size(self, size: int) -> Head | None:
        """The last head of at most this size."""
        ...

    def head_at_instant(self, instant: str) -> Head | None:
        """The last head recorded at or before this instant (ISO 8601, UTC)."""
        ...

    def entry(self, seq: int) -> Entry | None:
        """One entry by its index."""
        ...

    def entries_about(self, subjects: Collection[str], size: int) -> Iterator[Entry]:
        """The entries about these subject digests."""
        ...

    def entries_by_subject(self, size: int) -> Iterator[Entry]:
        """All entries about any subject, ordered by subject digest, then by index."""
        ...

    def entries_of(self, kinds: Collection[Kind], size: int) -> Iterator[Entry]:
        """The entries of these kinds."""
        ...

    def stored(self, start: int, end: int) -> Iterator[tuple[int, bytes, bytes, bytes | None]]:
        """(index, leaf, envelope bytes, opening bytes or None) of entries from `start` up to before `end`."""
        ...

    def hashes(self, level: int, start: int, end: int) -> list[bytes]:
        """The hashes of a tile level from `start` up to before `end`: leaves at 0, roots of full tiles above."""
        ...

    def tile(self, level: int, number: int) -> bytes | None:
        """The hashes of a full tile, joined."""
        ...

    def tiles(self) -> Iterator[TileRow]:
        """Every full tile, level by level: derived too."""
        ...

    def identities(self, size: int) -> list[Identity]:
        """All identity settings."""
        ...

    def identities_near(self, subject: str, organization: int | None, size: int) -> list[Identity]:
        """The settings of every reference that was ever set to the organization(s) this subject ever meant."""
        ...

    def identities_of(self, subjects: Collection[str], size: int) -> list[Identity]:
        """The settings of these references."""
        ...

    def source_rows(self, source: str) -> Mapping[str, SourceRow]:
        """The last state of every row of a source, by key digest (latest state only)."""
        ...

    def erased_records(self, source: str) -> frozenset[int]:
        """The records of a source whose opening is gone: tombstones, by the index of their entry."""
        ...

    def batches(self, size: int) -> list[BatchRow]:
        """All closed batches."""
        ...

    def submissions(self, keys: Collection[str], size: int) -> list[SubmissionRow]:
        """The submissions with these keyed keys."""
        ...

    def names_like(self, folded: str, size: int, limit: int) -> list[NameRow]:
        """Names that contain this folded text: candidates, never matches."""
        ...

    def due(self, first: date, last: date, size: int) -> list[DueRow]:
        """The clocks of open files that run and end on a day from `first` to `last`, both included, nearest first."""
        ...

    def matters_due(self, first: date, last: date, size: int) -> list[MatterDueRow]:
        """The clocks of requests, previews, claims and identity matters that run, as `due` has those of files."""
        ...

    def overdue(self, clocks: Collection[str], day: date, size: int) -> list[DueRow]:
        """Of these clocks, those of open files that run and ended before a day."""
        ...

    def matters_overdue(self, clocks: Collection[str], day: date, size: int) -> list[MatterDueRow]:
        """The same of requests, previews, claims and identity matters."""
        ...

    def files_past(self, clock: str, day: date, size: int) -> frozenset[int]:
        """The files in which this clock was ever set to end before a day, whatever became of it later."""
        ...

    def files_of(self, organization: int, size: int) -> frozenset[int]:
        """The files of which an organization is a party."""
        ...

    def grounds_used(self, grounds: Collection[str], size: int) -> frozenset[GroundRow]:
        """Those of these cases and records on which a file was ever opened, whatever came of it, each with the file."""
        ...

    def derived(self) -> list[Row]:
        """Every derived row, sorted as `ledger.projections.project_all` sorts."""
        ...

    def index(self) -> list[tuple[int, str, str]]:
        """The index of (seq, kind, subject), in order of seq: derived too."""
        ...


class Writer(Reader, Protocol):
    """The store under its write lock: what is read here cannot move before the append."""

    def append(self, sealed: Sequence[SealedEntry], head: Head | None) -> None:
        """Write entries, openings, derived rows and tiles, and after the last part of a batch its head.

        Durable when `writing` is left without error. After an append that failed `writing` is never left without one:
        ConflictError, even where that of the append was passed over.
        """
        ...

    def replace_derived(
        self, rows: Sequence[Row], index: Sequence[tuple[int, str, str]], tiles: Iterable[TileRow]
    ) -> None:
        """Throw away and write again all derived rows, the index of (seq, kind, subject), and the tiles."""
        ...

    def erase(self, positions: Collection[int]) -> int:
        """Erase the openings of these entries and what is derived from them; how many were still there."""
        ...


class Store(Reader, Protocol):
    """The register's database."""

    def clean(self) -> None:
        """Leave nothing of what was erased in the store's own files; ConflictError where others hold it back.

        Copies of those files made before, and what a disk keeps of deleted blocks, are not in its reach.
        """
        ...

    def writing(self) -> AbstractContextManager[Writer]:
        """Take the write lock; commit on leaving, roll back on error."""
        ...

    def reading(self) -> AbstractContextManager[Reader]:
        """One consistent snapshot for several questions."""
        ...


class Clock(Protocol):
    """The one clock."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        ...


class Randomness(Protocol):
    """Random bytes for salts and secrets."""

    def token(self, count: int) -> bytes:
        """`count` random bytes."""
        ...


class Keyring(Protocol):
    """Secrets kept outside the database: the register's secret and officers' keys."""

    def digest(self, purpose: str, text: str) -> str:
        """HMAC-SHA-256 under the register's secret, the first 128 bits in hex; one purpose a use."""
        ...

    def create_officer(self, officer: str, passphrase: str) -> bytes:
        """A new passphrase-protected Ed25519 key; the public key's 32 bytes. An existing one is a conflict."""
        ...

    def signer(self, officer: str, passphrase: str) -> Signer:
        """The officer's key, unlocked; AuthorizationError for a wrong passphrase or no such key."""
        ...

    def verify(self, public_key: bytes, signature: bytes, message: bytes) -> bool:
        """Whether an Ed25519 signature is good."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """A line of the redaction journal: the entries whose openings went, each as (index, leaf hash).

    `anchor` is an entry that a database holds which knows of this erasure.
    """

    anchor: tuple[int, bytes]
    positions: tuple[tuple[int, bytes], ...]


class Journal(Protocol):
    """What was erased, kept outside the database: a database that is older than it must not serve it again."""

    def read(self) -> list[Erasure]:
        """Every erasure, the oldest first."""
        ...

    def add(self, erasure: Erasure) -> None:
        """Write one more; durable when this returns."""
        ...

    def erasing(self) -> AbstractContextManager[None]:
        """One process at a time, from before values go until nothing is left of them in any file.

        A process that is killed inside leaves a mark, durable before it went on. What the program itself refuses is
        told, and leaves none.
        """
        ...

    def is_cut_off(self) -> bool:
        """Whether the mark of a process that was killed is there; not while another one is erasing."""
        ...


#: (entries, index of the first, index at which the batch began, randomness) -> the entries sealed, in parts.
Sealer = Callable[[Sequence[NewEntry], int, int, Randomness], Iterator[list[SealedEntry]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """What bootstrap hands to every use case."""

    store: Store
    clock: Clock
    randomness: Randomness
    keyring: Keyring
    journal: Journal
    #: What may be recorded of whom; read only where it is asked for.
    catalogue: Callable[[], Catalogue]
    #: None seals in the writing process itself.
    sealer: Sealer | None = None
    #: Removes the files that are made of the entries: they may hold what was erased.
    forget_derived: Callable[[], None] = lambda: None
