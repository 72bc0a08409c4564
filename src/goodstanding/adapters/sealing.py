"""Seal a large batch in a second process, while this one writes what is sealed.

The other process is forked, so that nothing but results goes between the two. It never touches the database, and
ends without a word; whatever it did not seal is sealed here.
"""

import gc
import marshal
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TypeAlias

from goodstanding.ledger.entries import Entry, Envelope
from goodstanding.ledger.writing import NewEntry, SealedEntry
from goodstanding.services.ports import Randomness
from goodstanding.services.sealing import PART, seal_part

#: Below this a second process costs more than it brings.
FEWEST = 20_000
_LENGTH_BYTES = 8

#: Leaf, envelope, opening, commitments and signature of an entry: what the first process does not know of it.
Plain: TypeAlias = tuple[bytes, bytes, bytes, dict[str, str], str]


def seal_beside(
    entries: Sequence[NewEntry], start: int, batch: int, randomness: Randomness
) -> Iterator[list[SealedEntry]]:
    """As `services.sealing.seal_here`; for randomness that two processes may draw from, as from the system's."""
    first = 0
    # A fork of a process with threads may stand still for ever.
    if len(entries) >= FEWEST and _is_alone():
        for part in _sealed_beside(entries, start, batch, randomness):
            yield part
            first += len(part)
    for begin in range(first, len(entries), PART):
        yield seal_part(entries[begin : begin + PART], start + begin, batch, randomness)


def _is_alone() -> bool:
    """Whether this process has one thread; those of libraries count too."""
    return sum(1 for _ in Path("/proc/self/task").iterdir()) == 1


def _sealed_beside(
    entries: Sequence[NewEntry], start: int, batch: int, randomness: Randomness
) -> Iterator[list[SealedEntry]]:
    reading, writing = os.pipe()
    # The batch itself is no garbage: neither process looks through it again and again, or copies its pages by looking.
    gc.freeze()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _seal_and_end(entries, start, batch, randomness, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as stream:
            for begin in range(0, len(entries), PART):
                part = entries[begin : begin + PART]
                sealed = _read(stream)
                if len(sealed) != len(part):
                    return
                yield [
                    _restored(new, start + begin + index, batch, item)
                    for index, (new, item) in enumerate(zip(part, sealed, strict=True))
                ]
    finally:
        os.waitpid(child, 0)
        gc.unfreeze()


def _seal_and_end(entries: Sequence[NewEntry], start: int, batch: int, randomness: Randomness, pipe: int) -> None:
    """In the other process. It ends at once: nothing that it inherited may be closed, flushed or committed by it."""
    try:
        with os.fdopen(pipe, "wb") as stream:
            for begin in range(0, len(entries), PART):
                sealed = seal_part(entries[begin : begin + PART], start + begin, batch, randomness)
                data = marshal.dumps([_plain(one) for one in sealed])
                stream.write(len(data).to_bytes(_LENGTH_BYTES, "big") + data)
    except BaseException:  # noqa: BLE001, S110 - what it could not seal, the first process seals, and sees why
        pass
    finally:
        os._exit(0)


def _read(stream: BinaryIO) -> list[Plain]:
    """The next part; an empty one where the other process ended before it."""
    length = stream.read(_LENGTH_BYTES)
    count = int.from_bytes(length, "big")
    data = stream.read(count)
    if len(length) < _LENGTH_BYTES or len(data) < count:
        return []
    found: list[Plain] = marshal.loads(data)  # noqa: S302 - from our own fork
    return found


def _plain(sealed: SealedEntry) -> Plain:
    envelope = sealed.entry.envelope
    return sealed.leaf, sealed.body, sealed.opening, dict(envelope.commitments), envelope.signature


def _restored(new: NewEntry, seq: int, batch: int, plain: Plain) -> SealedEntry:
    leaf, body, opening, commitments, signature = plain
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
        signature=signature,
    )
    return SealedEntry(Entry(seq=seq, envelope=envelope, values=dict(new.groups)), leaf, body, opening)
