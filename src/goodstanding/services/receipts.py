"""Receipts: what an earlier import reported, given again for the same submission.

A submission key is the submitter's own: the same key with the same body gives the same receipt, with
another body a conflict. Without a key, a file that changes nothing gives the receipt of its first import.
"""

from goodstanding.ledger.entries import Entry, Kind
from goodstanding.ledger.payloads import Object, group_of, text
from goodstanding.ledger.writing import Head
from goodstanding.services.appending import Snapshot
from goodstanding.services.ports import Reader
from goodstanding.values.errors import ConflictError, VerificationError


def receipt_of_submission(reader: Reader, snapshot: Snapshot) -> tuple[dict[str, int], Head] | None:
    """The counts and head of the batch that this submission key closed; None where it is new."""
    if not snapshot.submission:
        return None
    for entry in _closings(reader):
        if entry.envelope.key == snapshot.submission:
            if not _is_of(entry, snapshot):
                raise ConflictError(
                    "This submission key was used before, with another file, date or source.",
                    to_do="give every submission a key of its own",
                )
            return _receipt(reader, entry)
    return None


def receipt_of_repeat(reader: Reader, snapshot: Snapshot) -> Head | None:
    """The head of the first batch that closed this very file; None where there is none."""
    for entry in _closings(reader):
        if _is_of(entry, snapshot):
            return _receipt(reader, entry)[1]
    return None


def _closings(reader: Reader) -> list[Entry]:
    entries = reader.entries_of([Kind.BATCH_CLOSED], reader.head().size)
    return [entry for entry in entries if entry.envelope.source and entry.values]


def _is_of(entry: Entry, snapshot: Snapshot) -> bool:
    group = group_of(entry, "batch")
    found = (text(group, "source"), text(group, "digest"), text(group, "as_of"), group.get("partial"))
    return found == (snapshot.source, snapshot.digest, snapshot.as_of.isoformat(), snapshot.partial)


def _receipt(reader: Reader, entry: Entry) -> tuple[dict[str, int], Head]:
    head = reader.head_at_size(entry.seq + 1)
    if head is None:
        raise VerificationError(f"Entry {entry.seq} closed a batch, and no head stands there.")
    counts: Object = {}
    found = group_of(entry, "batch").get("counts")
    if isinstance(found, dict):
        counts = found
    return {name: count for name, count in counts.items() if isinstance(count, int)}, head
