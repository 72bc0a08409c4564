"""Append one batch: the closing entry, the seals, the head. The only way into the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from goodstanding.ledger.canonical import Json
from goodstanding.ledger.entries import OPERATOR, Kind
from goodstanding.ledger.writing import Head, NewEntry, Signer, head_after
from goodstanding.services.ports import Ports, Writer
from goodstanding.services.sealing import seal_here
from goodstanding.values.errors import MisuseError

MOST_ENTRIES = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The file that a batch came from: its source, its digest (SHA-256, hex), its date, and whether it is partial.

    `submission` is the keyed digest of the submitter's own key, "" where none was given.
    """

    source: str
    digest: str
    as_of: date
    partial: bool
    submission: str = ""


def append_batch(
    ports: Ports,
    writer: Writer,
    entries: Sequence[NewEntry],
    *,
    snapshot: Snapshot | None = None,
    counts: dict[str, int] | None = None,
    actor: str = OPERATOR,
    sign: Signer | None = None,
) -> Head:
    """Seal the entries and a closing entry in one batch and write them; all or nothing.

    `counts` are what the import reported. `actor` and `sign` are for a batch that an officer answers for.
    """
    if len(entries) >= MOST_ENTRIES:
        raise MisuseError("This batch is too large.", accepted=f"fewer than {MOST_ENTRIES} entries")
    before = writer.head()
    recorded_at = max(print_instant(ports.clock.now()), before.recorded_at)
    closing = replace(_closing(recorded_at, snapshot, counts or {}), actor=actor, sign=sign)
    head, batch = before, [*entries, closing]
    for sealed in (ports.sealer or seal_here)(batch, before.size, before.size, ports.randomness):
        head = head_after(head, sealed, recorded_at)
        writer.append(sealed, head if head.size == before.size + len(batch) else None)
    return head


def print_instant(instant: datetime) -> str:
    """ISO 8601 in UTC to the second, so that text order is time order."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _closing(recorded_at: str, snapshot: Snapshot | None, counts: dict[str, int]) -> NewEntry:
    group: dict[str, Json] = {"recorded_at": recorded_at}
    if snapshot is not None:
        group |= {"source": snapshot.source, "digest": snapshot.digest}
        group |= {"as_of": snapshot.as_of.isoformat(), "partial": snapshot.partial, "counts": dict(counts)}
    source, key = (snapshot.source, snapshot.submission) if snapshot else ("", "")
    return NewEntry(kind=Kind.BATCH_CLOSED, groups={"batch": group}, source=source, key=key)
