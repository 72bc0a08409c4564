"""The log's own keys, as entries enroll them one after the other, and which of them are to sign a checkpoint.

C2SP tlog-checkpoint: the name of a log's key is its origin. Where private keys are kept is not known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.entries import Entry, Kind
from goodstanding.ledger.notes import VerifierKey, parse_verifier_key, print_verifier_key
from goodstanding.ledger.payloads import group_of, text


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolledKey:
    """A key of the log, and the entry that enrolled it."""

    seq: int
    key: VerifierKey


def print_log_key(key: VerifierKey) -> Groups:
    """The groups of an entry that enrolls a key."""
    return {"log_key": {"verifier_key": print_verifier_key(key)}}


def read_log_key(entry: Entry) -> EnrolledKey | None:
    """The key that an entry enrolls; None for an entry of another kind, or one that is not open."""
    if entry.envelope.kind is not Kind.LOG_KEY_ENROLLED or not entry.values:
        return None
    key = parse_verifier_key(text(group_of(entry, "log_key"), "verifier_key"))
    return EnrolledKey(seq=entry.seq, key=key)


def due_keys(enrolled: Sequence[EnrolledKey], signed_size: int) -> tuple[VerifierKey, ...]:
    """Who signs next: the newest key, and at a hand-over every key since the one that signed last.

    `signed_size` is that of the last signed checkpoint, 0 where there is none. A key that was enrolled beyond it
    has not been handed over to: who trusts the old key must see it sign beside the new one once.
    """
    handed_over = sum(one.seq < signed_size for one in enrolled)
    return tuple(one.key for one in enrolled[max(handed_over - 1, 0) :])
