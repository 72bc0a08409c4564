"""Rebuild what is derived from the ledger, and check everything that can be checked from its bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from goodstanding.ledger.adoptions import ADOPTION_KINDS
from goodstanding.ledger.commitments import parse_opening
from goodstanding.ledger.entries import OPERATOR, Entry, Kind, parse_envelope
from goodstanding.ledger.merkle import Frontier, extend, hash_leaf, root_of
from goodstanding.ledger.payloads import text
from goodstanding.ledger.projections import project, project_all
from goodstanding.ledger.redactions import REDACTION_KINDS, orders_of, redacted_positions
from goodstanding.ledger.tile_trees import all_tiles
from goodstanding.ledger.writing import Head
from goodstanding.proceedings.correction_entries import CORRECTION_KINDS
from goodstanding.proceedings.entries import PROCEEDING_KINDS
from goodstanding.proceedings.matter_entries import MATTER_KINDS
from goodstanding.services.competences import Shipped, is_shipped
from goodstanding.services.officers import is_signed, officer_key
from goodstanding.services.ports import Ports, Progress, Reader
from goodstanding.values.errors import GoodstandingError, VerificationError
from goodstanding.values.findings import Finding

_STEP = 2_000

#: What only a person may do (settled 11); a competence is the operator's where a shipped format declares it.
PERSONS_ACTS = (
    ADOPTION_KINDS
    | PROCEEDING_KINDS
    | CORRECTION_KINDS
    | MATTER_KINDS
    | {Kind.QUARANTINE_DECIDED, Kind.COMPETENCE_ENROLLED, Kind.COVERAGE_PUBLISHED, *REDACTION_KINDS}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What was found: entries read, openings erased, and every mismatch."""

    entries: int
    erased: int
    findings: tuple[Finding, ...]


def check_register(ports: Ports, progress: Progress, shipped: Shipped | None = None) -> Rebuilt:
    """Compare leaves, root, commitments, batches, signatures and derived rows with the ledger. Writes nothing.

    `shipped` are the competences that formats declare: the operator may enroll these and no others. Where it
    is None, any competence that came with a list passes as one of its format's.
    """
    with ports.store.reading() as reader:
        findings: list[Finding] = []
        pass_ = _Pass(_verified(ports, reader, findings, progress))
        findings += _check_persons_acts(pass_, shipped)
        findings += _check_erasures(ports, pass_)
        if not (_is_derived(reader, pass_) and _are_tiles_derived(reader)):
            findings.append(_finding("derived-differs", "The derived tables are not what the ledger gives.",
                                     accepted="run `goodstanding rebuild`"))  # fmt: skip
        return Rebuilt(entries=len(pass_.index), erased=len(pass_.erased), findings=tuple(findings))


def rebuild(ports: Ports, progress: Progress, shipped: Shipped | None = None) -> Rebuilt:
    """Check the ledger, then write the derived tables anew from it; nothing is written where something does not fit.

    What lies in files beside the database is removed: it is made anew when it is asked for.
    """
    with ports.store.writing() as writer:
        findings: list[Finding] = []
        pass_ = _Pass(_verified(ports, writer, findings, progress))
        findings += _check_persons_acts(pass_, shipped)
        if not findings:
            writer.replace_derived(pass_.rows, pass_.index, all_tiles(_leaves(writer)))
    if not findings:
        ports.forget_derived()
    return Rebuilt(entries=len(pass_.index), erased=len(pass_.erased), findings=tuple(findings))


class _Pass:
    """What one pass over the entries leaves: what is derived of them, and the few that are looked at together."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.index: list[tuple[int, str, str]] = []
        self.erased: set[int] = set()
        self.redactions: list[Entry] = []
        #: Acts of a person that the operator wrote; and where each batch came from.
        self.by_operator: list[Entry] = []
        self.sources: dict[int, str] = {}
        # No entry is held: a log may be larger than the memory.
        self.rows = project_all(map(self._noted, entries))

    def _noted(self, entry: Entry) -> Entry:
        envelope = entry.envelope
        self.index.append((entry.seq, envelope.kind.value, envelope.subject))
        if not entry.values:
            self.erased.add(entry.seq)
        if envelope.kind in REDACTION_KINDS:
            self.redactions.append(entry)
        if envelope.kind in PERSONS_ACTS and envelope.actor == OPERATOR:
            self.by_operator.append(entry)
        if _closes(entry) and envelope.source:
            self.sources[envelope.batch] = envelope.source
        return entry


def _verified(ports: Ports, reader: Reader, findings: list[Finding], progress: Progress) -> Iterator[Entry]:
    head = reader.head()
    keys: dict[str, bytes] = {}
    frontier: Frontier = ()
    size = batch = 0
    # One more than the head knows of: an entry beyond it must not pass unseen.
    for seq, leaf, body, opening in _stored(reader, head.size + 1, findings):
        if seq != size:
            findings.append(_finding("entry-missing", f"Entry {size} is not there."))
            return
        try:
            envelope = parse_envelope(body)
            values = {} if opening is None else parse_opening(opening, envelope.commitments)
            entry = Entry(seq=seq, envelope=envelope, values=values)
            # An act counts under a key that was enrolled before it, never after.
            keys |= officer_key(entry)
            # Values can fit their commitments and still not be what this kind of entry holds.
            list(project(entry))
        except GoodstandingError as error:
            findings.append(_finding("entry-damaged", f"Entry {seq}: {error.what}"))
            return
        except ValueError:
            findings.append(_finding("entry-damaged", f"Entry {seq} holds a value outside its closed list."))
            return
        findings += _check_entry(ports, entry, leaf == hash_leaf(body), batch, keys)
        frontier, size = extend(frontier, size, [leaf])
        findings += _check_head(reader, entry, size, frontier)
        batch = size if _closes(entry) else batch
        if size % _STEP == 0:
            progress(size)
        yield entry
    progress(size)
    if (size, root_of(frontier)) != (head.size, head.root):
        findings.append(_finding("root-differs", "The entries do not give the root of the latest head."))


def _stored(reader: Reader, end: int, findings: list[Finding]) -> Iterator[tuple[int, bytes, bytes, bytes | None]]:
    try:
        yield from reader.stored(0, end)
    except VerificationError as error:
        findings.append(_finding("entry-damaged", error.what))


def _check_entry(ports: Ports, entry: Entry, leaf_fits: bool, batch: int, keys: dict[str, bytes]) -> list[Finding]:
    findings: list[Finding] = []
    if not leaf_fits:
        findings.append(_finding("leaf-differs", f"Entry {entry.seq} is not the one that was hashed."))
    if entry.envelope.batch != batch:
        findings.append(_finding("batch-differs", f"Entry {entry.seq} is not of the batch that it claims."))
    if entry.envelope.actor != OPERATOR and not is_signed(ports.keyring.verify, entry, keys):
        findings.append(_finding("signature-bad", f"Entry {entry.seq} lacks its officer's good signature."))
    return findings


def _check_persons_acts(pass_: _Pass, shipped: Shipped | None) -> list[Finding]:
    """An act that takes a person is an officer's; whether the officer signed it was checked entry by entry."""
    return [
        _finding("signature-bad", f"Entry {entry.seq} is an act of a person, and no officer signed it.")
        for entry in pass_.by_operator
        if not _is_shipped(entry, pass_.sources.get(entry.envelope.batch, ""), shipped)
    ]


def _check_erasures(ports: Ports, pass_: _Pass) -> list[Finding]:
    """Values go by an order of two officers, or by the journal where the log was restored from before it."""
    carried_out = redacted_positions(orders_of(entry for entry in pass_.redactions if entry.values).values())
    journal = {position for erasure in ports.journal.read() for position, _ in erasure.positions}
    return [
        _finding("opening-missing", f"The values of entry {seq} are gone, and no redaction took them.")
        for seq in sorted(pass_.erased - carried_out - journal)
    ] + [
        _finding("opening-left", f"A redaction took the values of entry {seq}, and they are still there.",
                 accepted="run `goodstanding log redact --carry-out` again")
        for seq in sorted(carried_out - pass_.erased)
    ]  # fmt: skip


def _closes(entry: Entry) -> bool:
    return entry.envelope.kind is Kind.BATCH_CLOSED


def _is_shipped(entry: Entry, source: str, shipped: Shipped | None) -> bool:
    """Whether this is the competence of a format, entered with a list. An erased one says nothing any more."""
    if entry.envelope.kind is not Kind.COMPETENCE_ENROLLED or not source:
        return False
    return shipped is None or not entry.values or is_shipped(shipped, entry)


def _check_head(reader: Reader, entry: Entry, size: int, frontier: Frontier) -> list[Finding]:
    """Each batch ends with its closing entry, and that is where a head stands (settled 3)."""
    head = reader.head_at_size(size)
    found = head if head is not None and head.size == size else None
    due = None
    if _closes(entry):
        group = entry.values.get("batch")
        at = text(group, "recorded_at") if isinstance(group, dict) else found.recorded_at if found else ""
        due = Head(size=size, root=root_of(frontier), frontier=frontier, recorded_at=at)
    if found != due:
        return [_finding("head-differs", f"The head at size {size} is not what the entries give.")]
    return []


def _is_derived(reader: Reader, pass_: _Pass) -> bool:
    try:
        return reader.derived() == pass_.rows and reader.index() == pass_.index
    except VerificationError:  # a derived row that cannot even be read
        return False


def _are_tiles_derived(reader: Reader) -> bool:
    """Whether the full tiles are what the leaves give, and no others."""
    pairs = zip_longest(reader.tiles(), all_tiles(_leaves(reader)))
    return all(found == due for found, due in pairs)


def _leaves(reader: Reader) -> Iterator[bytes]:
    for start in range(0, reader.head().size, _STEP):
        yield from reader.hashes(0, start, start + _STEP)


def _finding(code: str, message: str, *, accepted: str = "") -> Finding:
    return Finding(code=code, message=message, accepted=accepted)
