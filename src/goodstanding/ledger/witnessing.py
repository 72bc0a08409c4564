"""What a witness answers (C2SP tlog-witness): the request read, judged, and nothing else.

Persisting before the answer, and signing it, is the service's; which logs are known, the operator's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint
from goodstanding.ledger.lexical import parse_decimal, parse_hash, parse_text
from goodstanding.ledger.notes import MOST_NOTE_BYTES, VerifierKey, Verify, parse_note, verify_note
from goodstanding.ledger.proofs import MOST_HASHES, verify_consistency
from goodstanding.values.errors import VerificationError

MOST_REQUEST_BYTES = MOST_NOTE_BYTES + 4_000
SIZE_TYPE = "text/x.tlog.size"
_OLD = "old "


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessRequest:
    """The size of the checkpoint before, the proof from it, and the new checkpoint as a note."""

    old: int
    hashes: tuple[bytes, ...]
    note: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessAnswer:
    """A status of HTTP, the body, and its type."""

    status: int
    body: bytes = b""
    type: str = "text/plain; charset=utf-8"


def parse_request(data: bytes) -> WitnessRequest:
    """The parts of an `add-checkpoint` body; nothing is verified yet."""
    head, blank, note = parse_text(data, MOST_REQUEST_BYTES).partition("\n\n")
    first, *lines = head.split("\n")
    if not blank or not first.startswith(_OLD) or len(lines) > MOST_HASHES:
        raise VerificationError("This is no consistency proof in the layout of tlog-witness.")
    hashes = tuple(map(parse_hash, lines))
    return WitnessRequest(old=parse_decimal(first.removeprefix(_OLD)), hashes=hashes, note=note.encode("utf-8"))


def judge_request(
    request: WitnessRequest,
    logs: Mapping[str, tuple[VerifierKey, ...]],
    latest: Callable[[str], Checkpoint | None],
    verify: Verify,
) -> Checkpoint | WitnessAnswer:
    """The checkpoint to be cosigned, or the refusal. `latest` is what was cosigned last for an origin."""
    try:
        checkpoint = parse_checkpoint(parse_note(request.note).text)
    except VerificationError:
        return WitnessAnswer(status=400)
    keys = logs.get(checkpoint.origin, ())
    if not keys:
        return WitnessAnswer(status=404)
    try:
        verify_note(request.note, keys, verify)
    except VerificationError:
        return WitnessAnswer(status=403)
    if request.old > checkpoint.size:
        return WitnessAnswer(status=400)
    known = latest(checkpoint.origin)
    size = known.size if known else 0
    if request.old != size or (known and request.old == checkpoint.size and known.root != checkpoint.root):
        return WitnessAnswer(status=409, body=b"%d\n" % size, type=SIZE_TYPE)
    return checkpoint if _is_consistent(request, known, checkpoint) else WitnessAnswer(status=422)


def _is_consistent(request: WitnessRequest, known: Checkpoint | None, checkpoint: Checkpoint) -> bool:
    """RFC 6962 section 2.1.2; from size 0 there is nothing to prove, and the proof must be empty."""
    if known is None or known.size == 0:
        return not request.hashes
    try:
        verify_consistency(known.size, checkpoint.size, known.root, checkpoint.root, request.hashes)
    except VerificationError:
        return False
    return True
