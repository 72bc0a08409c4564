"""Checkpoints: the text by which a log states size and root (C2SP tlog-checkpoint)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goodstanding.ledger.lexical import is_plain, parse_decimal, parse_hash, parse_text, print_base64, require_readable
from goodstanding.ledger.merkle import EMPTY_ROOT
from goodstanding.ledger.notes import MOST_NOTE_BYTES, VerifierKey, Verify, verify_note
from goodstanding.values.errors import VerificationError


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A log of this origin has, at this size, this root. Extension lines mean nothing here."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()


def print_checkpoint(checkpoint: Checkpoint) -> str:
    """The text of a checkpoint, to be signed as a note."""
    lines = (checkpoint.origin, str(checkpoint.size), print_base64(checkpoint.root), *checkpoint.extensions)
    printed = "".join(f"{line}\n" for line in lines)
    require_readable(checkpoint, printed, _parse)
    return printed


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint of a note's text: origin, size, root, extension lines, none of them empty."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines) or not is_plain(text):
        raise VerificationError("A checkpoint is not three or more lines that each end in a newline.")
    origin, size, root, *extensions = lines
    checkpoint = Checkpoint(
        origin=origin, size=parse_decimal(size), root=parse_hash(root), extensions=tuple(extensions)
    )
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        raise VerificationError("The empty tree has another root.")
    return checkpoint


def verify_checkpoint(
    data: bytes, origin: str, log: VerifierKey, verify: Verify, cosigners: Iterable[VerifierKey] = ()
) -> tuple[Checkpoint, Mapping[VerifierKey, int]]:
    """The checkpoint of a note that the log itself signed, and who signed it, with the times of cosignatures.

    How many cosigners are enough is a policy, and is not decided here.
    """
    note = verify_note(data, (log, *cosigners), verify)
    if log not in note.signers:
        raise VerificationError("The log itself did not sign this checkpoint.")
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != origin:
        raise VerificationError("This checkpoint is of another log.")
    return checkpoint, note.signers


def _parse(data: bytes) -> Checkpoint:
    return parse_checkpoint(parse_text(data, MOST_NOTE_BYTES))
