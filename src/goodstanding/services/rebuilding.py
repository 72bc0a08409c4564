"""Rebuild what is derived from the ledger, and check everything that can be checked from its bytes."""

from collections.abc import Iterator
from dataclasses import dataclass

from goodstanding.ledger.commitments import parse_opening
from goodstanding.ledger.entries import OPERATOR, Entry, Kind, parse_envelope
from goodstanding.ledger.merkle import Frontier, extend, hash_leaf, root_of
from goodstanding.ledger.projections import project_all
from goodstanding.services.officers import is_signed, public_keys
from goodstanding.services.ports import Ports, Progress, Reader
from goodstanding.values.errors import VerificationError
from goodstanding.values.findings import Finding

_STEP = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What was found: entries read, openings erased, and every mismatch."""

    entries: int
    erased: int
    findings: tuple[Finding, ...]


def check_register(ports: Ports, progress: Progress) -> Rebuilt:
    """Compare leaves, root, commitments, batches, signatures and derived rows with the ledger. Writes nothing."""
    with ports.store.reading() as reader:
        findings: list[Finding] = []
        entries = list(_verified(ports, reader, findings, progress))
        if reader.derived() != project_all(entries):
            findings.append(_finding("derived-differs", "The derived tables are not what the ledger gives.",
                                     accepted="run `goodstanding rebuild`"))  # fmt: skip
        erased = sum(not entry.values for entry in entries)
        return Rebuilt(entries=len(entries), erased=erased, findings=tuple(findings))


def rebuild(ports: Ports, progress: Progress) -> Rebuilt:
    """Check the ledger, then write the derived tables anew from it."""
    with ports.store.writing() as writer:
        findings: list[Finding] = []
        entries = list(_verified(ports, writer, findings, progress))
        if not findings:
            index = [(entry.seq, entry.envelope.kind.value, entry.envelope.subject) for entry in entries]
            writer.replace_derived(project_all(entries), index)
        erased = sum(not entry.values for entry in entries)
        return Rebuilt(entries=len(entries), erased=erased, findings=tuple(findings))


def _verified(ports: Ports, reader: Reader, findings: list[Finding], progress: Progress) -> Iterator[Entry]:
    head, keys = reader.head(), public_keys(reader, reader.head().size)
    frontier: Frontier = ()
    size = 0
    for seq, leaf, body, opening in reader.stored(0, head.size):
        if seq != size:
            findings.append(_finding("entry-missing", f"Entry {size} is not there."))
            return
        try:
            envelope = parse_envelope(body)
            values = {} if opening is None else parse_opening(opening, envelope.commitments)
            entry = Entry(seq=seq, envelope=envelope, values=values)
        except VerificationError as error:
            findings.append(_finding("entry-damaged", f"Entry {seq}: {error.what}"))
            return
        findings += _check_entry(ports, entry, leaf == hash_leaf(body), keys)
        frontier, size = extend(frontier, size, [leaf])
        findings += _check_head(reader, entry, size, root_of(frontier))
        if size % _STEP == 0:
            progress(size)
        yield entry
    progress(size)
    if (size, root_of(frontier)) != (head.size, head.root):
        findings.append(_finding("root-differs", "The entries do not give the root of the latest head."))


def _check_entry(ports: Ports, entry: Entry, leaf_fits: bool, keys: dict[str, bytes]) -> list[Finding]:
    findings: list[Finding] = []
    if not leaf_fits:
        findings.append(_finding("leaf-differs", f"Entry {entry.seq} is not the one that was hashed."))
    if entry.envelope.batch > entry.seq:
        findings.append(_finding("batch-differs", f"Entry {entry.seq} claims a batch that begins after it."))
    if entry.envelope.actor != OPERATOR and not is_signed(ports, entry, keys):
        findings.append(_finding("signature-bad", f"Entry {entry.seq} lacks its officer's good signature."))
    return findings


def _check_head(reader: Reader, entry: Entry, size: int, root: bytes) -> list[Finding]:
    """Each batch ends with its closing entry, and that is where a head stands (settled 3)."""
    head = reader.head_at_size(size)
    ends = entry.envelope.kind is Kind.BATCH_CLOSED
    if ends != (head is not None and head.size == size) or (ends and head is not None and head.root != root):
        return [_finding("head-differs", f"The head at size {size} is not what the entries give.")]
    return []


def _finding(code: str, message: str, *, accepted: str = "") -> Finding:
    return Finding(code=code, message=message, accepted=accepted)
