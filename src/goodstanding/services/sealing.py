"""Seal a batch part by part, so that memory does not grow with it twice over."""

from collections.abc import Iterator, Sequence

from goodstanding.ledger.writing import NewEntry, SealedEntry, salt_bytes, seal_each
from goodstanding.services.ports import Randomness

#: Entries sealed and written at a time.
PART = 2_000


def seal_here(
    entries: Sequence[NewEntry], start: int, batch: int, randomness: Randomness
) -> Iterator[list[SealedEntry]]:
    """The entries sealed, the first of them at index `start`, in parts; in this process."""
    for begin in range(0, len(entries), PART):
        yield seal_part(entries[begin : begin + PART], start + begin, batch, randomness)


def seal_part(entries: Sequence[NewEntry], start: int, batch: int, randomness: Randomness) -> list[SealedEntry]:
    """One part, with salts of its own."""
    return seal_each(entries, start, randomness.token(salt_bytes(entries)), batch=batch)
