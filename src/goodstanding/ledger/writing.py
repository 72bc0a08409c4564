"""From an act to the bytes of an entry: commitments, signature, leaf. Pure: salts and signer are handed in."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from goodstanding.ledger.commitments import SALT_BYTES, Groups, open_groups
from goodstanding.ledger.entries import OPERATOR, Entry, Envelope, Kind, Relation, print_envelope
from goodstanding.ledger.merkle import Frontier, extend, hash_leaf, root_of

#: What an officer signs begins with this line, so that a signature serves no other purpose.
ACT_PREFIX = b"goodstanding/act/v1\n"

Signer = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry before it has an index. `sign` is the acting officer's key, None for the operator's imports.

    `salts` are those of its groups, where another entry names a commitment of it; others are drawn at the sealing.
    """

    kind: Kind
    groups: Groups
    actor: str = OPERATOR
    subject: str = ""
    source: str = ""
    key: str = ""
    print: str = ""
    links: tuple[tuple[Relation, int], ...] = ()
    sign: Signer | None = field(default=None, repr=False)
    salts: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """What is stored of an entry: index, leaf hash, envelope bytes, opening bytes; and the entry itself."""

    entry: Entry
    leaf: bytes
    body: bytes
    opening: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A committed state of the log: size, root, frontier, and the instant it was recorded (ISO 8601, UTC)."""

    size: int
    root: bytes
    frontier: Frontier
    recorded_at: str


def seal(new: NewEntry, *, seq: int, batch: int, salts: bytes) -> SealedEntry:
    """Commit, sign and hash one entry; `salts` is 16 bytes a group."""
    commitments, opening = open_groups(new.groups, new.salts or salts)
    envelope = Envelope(
        kind=new.kind,
        batch=batch,
        actor=new.actor,
        commitments=commitments,
        subject=new.subject,
        source=new.source,
        key=new.key,
        print=new.print,
        links=new.links,
    )
    if new.sign is not None:
        signature = new.sign(signed_bytes(envelope))
        envelope = replace(envelope, signature=b64encode(signature).decode("ascii"))
    body = print_envelope(envelope)
    return SealedEntry(Entry(seq=seq, envelope=envelope, values=dict(new.groups)), hash_leaf(body), body, opening)


def salt_bytes(entries: Sequence[NewEntry]) -> int:
    """How many random bytes sealing these entries takes."""
    return SALT_BYTES * sum(len(entry.groups) for entry in entries)


def seal_all(
    entries: Sequence[NewEntry], head: Head, salts: bytes, recorded_at: str, *, batch: int
) -> tuple[list[SealedEntry], Head]:
    """Seal entries after `head`; the salts are used in order. Returns the entries and the head after them.

    `batch` is the index at which their batch began: a batch may be sealed in several parts.
    """
    sealed = seal_each(entries, head.size, salts, batch=batch)
    return sealed, head_after(head, sealed, recorded_at)


def seal_each(entries: Sequence[NewEntry], start: int, salts: bytes, *, batch: int) -> list[SealedEntry]:
    """Seal entries, the first of them at index `start`; the salts are used in order."""
    sealed: list[SealedEntry] = []
    used = 0
    for index, new in enumerate(entries):
        count = SALT_BYTES * len(new.groups)
        sealed.append(seal(new, seq=start + index, batch=batch, salts=salts[used : used + count]))
        used += count
    return sealed


def head_after(head: Head, sealed: Sequence[SealedEntry], recorded_at: str) -> Head:
    """The head of the log when these entries were appended to it."""
    frontier, size = extend(head.frontier, head.size, (entry.leaf for entry in sealed))
    return Head(size=size, root=root_of(frontier), frontier=frontier, recorded_at=recorded_at)


def signed_bytes(envelope: Envelope) -> bytes:
    """What an officer's key signs: the act's prefix and the envelope's canonical bytes without signature."""
    return ACT_PREFIX + print_envelope(replace(envelope, signature=""))
