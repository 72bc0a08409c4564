"""Verify without a register that a log at one head begins with the log at an earlier one (RFC 9162, 2.1.4).

The proof is a file in the layout of a tlog-witness request; the earlier checkpoint is the reader's own, and was kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint
from goodstanding.ledger.lexical import parse_text
from goodstanding.ledger.notes import MOST_NOTE_BYTES, VerifierKey, Verify, verify_note
from goodstanding.ledger.policies import Policy, verify_under
from goodstanding.ledger.proofs import verify_consistency
from goodstanding.ledger.witnessing import WitnessRequest, parse_request
from goodstanding.services.proving import bare_checkpoint
from goodstanding.values.errors import VerificationError


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedGrowth:
    """Two heads of one log of which the later begins with the earlier, and who signed the later one.

    `signers` gives the times of cosignatures, 0 for the log; it is empty where only a known root was the trust.
    """

    old: Checkpoint
    new: Checkpoint
    signers: Mapping[VerifierKey, int] = field(default_factory=dict)


def verify_signed_growth(data: bytes, kept: bytes, policy: Policy, verify: Verify) -> VerifiedGrowth:
    """What a file proves to someone who trusts a policy: its logs signed the kept checkpoint too."""
    request = parse_request(data)
    old = parse_checkpoint(verify_note(kept, tuple(policy.logs), verify).text)
    new, signers = verify_under(policy, request.note, verify)
    return _verified(request, VerifiedGrowth(old=old, new=new, signers=signers))


def verify_known_growth(data: bytes, kept: bytes, size: int, root: bytes) -> VerifiedGrowth:
    """What a file proves to someone who knows, from elsewhere, the log's root at `size`, and kept a checkpoint.

    Signatures are not looked at, neither of the file nor of what was kept.
    """
    request = parse_request(data)
    old, new = bare_checkpoint(parse_text(kept, MOST_NOTE_BYTES)), bare_checkpoint(request.note.decode("utf-8"))
    if (new.size, new.root) != (size, root):
        raise VerificationError("This proof leads to another head than the given one.")
    return _verified(request, VerifiedGrowth(old=old, new=new))


def _verified(request: WitnessRequest, growth: VerifiedGrowth) -> VerifiedGrowth:
    old, new = growth.old, growth.new
    if old.origin != new.origin:
        raise VerificationError("This proof is of another log than the checkpoint that was kept.")
    if request.old != old.size:
        raise VerificationError("This proof begins at another size than the checkpoint that was kept.")
    verify_consistency(old.size, new.size, old.root, new.root, request.hashes)
    return growth
