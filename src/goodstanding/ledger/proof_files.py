"""Proofs as files: C2SP tlog-proof (`tlog-proof@v1`), and the body that tlog-witness takes.

The checkpoint in them is kept byte for byte, and is opaque to parsing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goodstanding.ledger.checkpoints import Checkpoint, verify_checkpoint
from goodstanding.ledger.lexical import (
    parse_base64,
    parse_decimal,
    parse_hash,
    parse_text,
    print_base64,
    require_readable,
)
from goodstanding.ledger.merkle import hash_leaf
from goodstanding.ledger.notes import MOST_NOTE_BYTES, VerifierKey, Verify
from goodstanding.ledger.proofs import MOST_HASHES, verify_inclusion
from goodstanding.values.errors import VerificationError

HEADER = "c2sp.org/tlog-proof@v1"
MOST_FILE_BYTES = MOST_NOTE_BYTES + 200_000

_EXTRA = "extra "
_INDEX = "index "


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFile:
    """An index, its inclusion proof, and the text of the checkpoint that it leads to.

    `extra` is outside the proof: bytes that help to use it. This register puts the entry itself there.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""


def print_proof_file(file: ProofFile) -> bytes:
    """The bytes of a `.tlog-proof` file."""
    extra = [_EXTRA + print_base64(file.extra)] if file.extra else []
    lines = (HEADER, *extra, f"{_INDEX}{file.index}", *map(print_base64, file.hashes), "", file.checkpoint)
    return require_readable(file, "\n".join(lines), parse_proof_file)


def parse_proof_file(data: bytes) -> ProofFile:
    """The parts of a `.tlog-proof` file; nothing is verified yet."""
    head, blank, checkpoint = parse_text(data, MOST_FILE_BYTES).partition("\n\n")
    header, *lines = head.split("\n")
    if header != HEADER or not blank or not checkpoint:
        raise VerificationError("This is not a tlog-proof file.")
    extra = b""
    if lines and lines[0].startswith(_EXTRA):
        extra = parse_base64(lines.pop(0).removeprefix(_EXTRA))
        if not extra:
            raise VerificationError("A tlog-proof file has an empty extra line.")
    if not lines or not lines[0].startswith(_INDEX) or len(lines) - 1 > MOST_HASHES:
        raise VerificationError("A tlog-proof file has no index, or too many hashes.")
    index = parse_decimal(lines[0].removeprefix(_INDEX))
    return ProofFile(index=index, hashes=tuple(map(parse_hash, lines[1:])), checkpoint=checkpoint, extra=extra)


def verify_proof_file(
    file: ProofFile,
    entry: bytes,
    *,
    origin: str,
    log: VerifierKey,
    verify: Verify,
    cosigners: Iterable[VerifierKey] = (),
) -> tuple[Checkpoint, frozenset[VerifierKey]]:
    """The signed checkpoint under which this entry stands at the file's index, and the keys that signed it."""
    checkpoint, signers = verify_checkpoint(file.checkpoint.encode("utf-8"), origin, log, verify, cosigners)
    verify_inclusion(hash_leaf(entry), file.index, checkpoint.size, checkpoint.root, file.hashes)
    return checkpoint, frozenset(signers)


def print_consistency(old: int, hashes: Sequence[bytes], checkpoint: str) -> bytes:
    """A consistency proof from size `old` to a checkpoint: the body of tlog-witness `add-checkpoint`."""
    return "\n".join((f"old {old}", *map(print_base64, hashes), "", checkpoint)).encode("utf-8")
