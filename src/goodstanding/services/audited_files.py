"""The files of one audit as they are read: what was found of them, and what is looked at again at the end."""

from collections.abc import Callable
from dataclasses import dataclass, field

from goodstanding.ledger.absence import Epoch
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.log_keys import EnrolledKey
from goodstanding.ledger.merkle import HASH_BYTES
from goodstanding.services.public_entries import PublicEntry
from goodstanding.services.taken_back import TakenBack
from goodstanding.values.findings import Finding, Severity

#: (path, most bytes) -> the bytes of a published file, None where there is none.
Read = Callable[[str, int], bytes | None]


@dataclass(slots=True, kw_only=True)
class AuditedFiles:
    """The files of one audit: what was found of them, and the tiles that proved good."""

    read: Read
    findings: list[Finding] = field(default_factory=list)
    tiles: dict[tuple[int, int], bytes] = field(default_factory=dict)
    keys: list[EnrolledKey] = field(default_factory=list)
    epochs: list[tuple[int, Epoch]] = field(default_factory=list)
    taken_back: TakenBack = field(default_factory=TakenBack)
    is_unknown: bool = False
    #: Whether the entry that was read last closes its batch; there may be none.
    is_closed: bool = True
    opened: int = 0
    recorded_at: str = ""

    def tile(self, level: int, number: int, width: int) -> bytes:
        """The first hashes of a tile that was computed."""
        return self.tiles[level, number][: width * HASH_BYTES]

    def add(self, entry: PublicEntry) -> None:
        """What of an entry is looked at again when all have been read."""
        self.opened += bool(entry.values)
        self.is_closed = entry.entry is not None and entry.entry.envelope.kind is Kind.BATCH_CLOSED
        if entry.entry is None:
            self.is_unknown = True
            self.add_finding("entry-unknown", f"Entry {entry.seq}: {entry.problem}")
        else:
            self.taken_back.see(entry.seq, entry.entry.envelope, entry.values)
        if entry.log_key is not None:
            self.keys.append(entry.log_key)
        if entry.epoch is not None:
            self.epochs.append((entry.seq, entry.epoch))
        batch = entry.values.get("batch")
        if isinstance(batch, dict):
            self.recorded_at = str(batch.get("recorded_at", ""))

    def add_finding(self, code: str, message: str, severity: Severity = Severity.ERROR) -> None:
        """A finding of a code of the reference."""
        self.findings.append(Finding(code=code, message=message, severity=severity))
