"""An entry as it is published: the bytes that were hashed, and what of its opening is served beside them.

Bytes of anybody come in. What does not fit its commitment is a finding, and then counts as not open.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from goodstanding.ledger.absence import Epoch, read_epoch
from goodstanding.ledger.canonical import Json, parse_canonical
from goodstanding.ledger.commitments import parse_opening
from goodstanding.ledger.entries import Entry, parse_envelope
from goodstanding.ledger.log_keys import EnrolledKey, read_log_key
from goodstanding.ledger.public_paths import MOST_OPENINGS_BYTES, openings_path, parse_opening_lines
from goodstanding.values.errors import VerificationError
from goodstanding.values.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEntry:
    """A published entry. `entry` is None where its envelope is none of this software's; `problem` says why."""

    seq: int
    entry: Entry | None
    problem: str = ""
    values: Mapping[str, Json] = field(default_factory=dict)
    log_key: EnrolledKey | None = None
    epoch: Epoch | None = None


def read_openings(read: Callable[[str, int], bytes | None], bundle: int, findings: list[Finding]) -> dict[int, bytes]:
    """The openings that are served for a bundle, by entry; none where no file is, which is no finding."""
    data = read(openings_path(bundle), MOST_OPENINGS_BYTES)
    try:
        return dict(parse_opening_lines(data or b"", bundle))
    except VerificationError as error:
        findings.append(Finding(code="opening-bad", message=f"{openings_path(bundle)}: {error.what}"))
        return {}


def read_public_entry(seq: int, body: bytes, opening: bytes | None, findings: list[Finding]) -> PublicEntry:
    """The entry of these bytes with what its opening opens, each value checked against its commitment."""
    values: dict[str, Json] = {}
    if opening is not None:
        try:
            values = parse_opening(opening, _commitments(body))
        except VerificationError as error:
            findings.append(Finding(code="opening-bad", message=f"Entry {seq}: {error.what}"))
    try:
        entry = Entry(seq=seq, envelope=parse_envelope(body), values=values)
        return PublicEntry(seq=seq, entry=entry, values=values, log_key=read_log_key(entry), epoch=read_epoch(entry))
    except VerificationError as error:
        return PublicEntry(seq=seq, entry=None, problem=error.what, values=values)


def _commitments(body: bytes) -> dict[str, str]:
    """The commitments of an entry of any kind, so that openings of kinds to come are checked too."""
    envelope = parse_canonical(body)
    found = envelope.get("commitments") if isinstance(envelope, dict) else None
    return {name: str(one) for name, one in found.items()} if isinstance(found, dict) else {}
