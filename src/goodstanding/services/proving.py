"""Prove what stands in the log, and that it only grew; verify a proof without a register.

Proofs come out of the full tiles that were written with the entries, and out of the leaves at the log's edge:
O(log size) whatever the size. Nothing is signed here: the signed checkpoint that a proof leads to is handed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint, print_checkpoint
from goodstanding.ledger.merkle import hash_leaf
from goodstanding.ledger.notes import VerifierKey, Verify, parse_note
from goodstanding.ledger.policies import Policy, verify_under
from goodstanding.ledger.proof_files import ProofFile, parse_proof_file, print_consistency, print_proof_file
from goodstanding.ledger.proofs import verify_consistency, verify_inclusion
from goodstanding.ledger.tile_trees import TileTrees
from goodstanding.ledger.tiles import WIDTH
from goodstanding.ledger.writing import Head
from goodstanding.services.opening import origin_of
from goodstanding.services.ports import Reader
from goodstanding.values.errors import NotFoundError, VerificationError


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryProof:
    """That the entry of these bytes stands at `index` below the root of `head`; `note` is its signed checkpoint."""

    origin: str
    index: int
    entry: bytes
    head: Head
    hashes: tuple[bytes, ...]
    note: str = ""

    @property
    def leaf(self) -> bytes:
        """The hash of the entry."""
        return hash_leaf(self.entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadsProof:
    """That the log at `new` begins with the log at `old`."""

    origin: str
    old: Head
    new: Head
    hashes: tuple[bytes, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedEntry:
    """An entry that a file has proved to stand at `index`, and the checkpoint with those who signed it.

    `signers` gives the times of cosignatures, 0 for the log; it is empty where only a known root was the trust.
    """

    index: int
    entry: bytes
    leaf: bytes
    checkpoint: Checkpoint
    signers: Mapping[VerifierKey, int] = field(default_factory=dict)


class Prover:
    """Proofs of many entries at one head; the tiles that it has read stay at hand, so keep it over many proofs.

    `reader` must be one snapshot (`store.reading()`).
    """

    def __init__(self, reader: Reader, head: Head) -> None:
        self.head = head
        self._reader = reader
        self._origin = origin_of(reader)
        self._trees = trees_of(reader, head.size)

    def prove(self, index: int) -> EntryProof:
        """The entry with its inclusion proof, verified before it is given."""
        if not 0 <= index < self.head.size:
            raise NotFoundError("The log has no entry of this index at this size.", to_do="ask for one below the size")
        entry = next((body for _, _, body, _ in self._reader.stored(index, index + 1)), b"")
        hashes = self._trees.inclusion(index)
        verify_inclusion(hash_leaf(entry), index, self.head.size, self.head.root, hashes)
        return EntryProof(origin=self._origin, index=index, entry=entry, head=self.head, hashes=hashes)

    def hashes(self, index: int) -> tuple[bytes, ...]:
        """The inclusion proof alone, without the entry, and not verified: for many proofs a second."""
        return self._trees.inclusion(index)


def prove_entry(reader: Reader, index: int, size: int | None, signed: bytes | None = None) -> EntryProof:
    """The inclusion proof of an entry in the log at a committed size, verified before it is given.

    Where `size` is None: below the `signed` checkpoint if it covers the entry, else at the latest head, unsigned.
    """
    at_signed = None if signed is None else parse_checkpoint(parse_note(signed).text).size
    if size is None:
        size = at_signed if at_signed is not None and index < at_signed else reader.head().size
    head = reader.head() if size == 0 else head_of(reader, size)
    return replace(Prover(reader, head).prove(index), note=_note_of(head, signed))


def prove_heads(reader: Reader, old_size: int, new_size: int, signed: bytes | None = None) -> HeadsProof:
    """The consistency proof between two committed sizes, verified before it is given; signed where the newer is."""
    old, new = head_of(reader, old_size), head_of(reader, new_size)
    hashes = trees_of(reader, new.size).consistency(old.size)
    verify_consistency(old.size, new.size, old.root, new.root, hashes)
    return HeadsProof(origin=origin_of(reader), old=old, new=new, hashes=hashes, note=_note_of(new, signed))


def print_entry_proof(proof: EntryProof) -> bytes:
    """A proof in the layout of tlog-proof@v1, the entry as its extra line; without a note its checkpoint is bare."""
    checkpoint = proof.note or _print_head(proof.origin, proof.head)
    return print_proof_file(ProofFile(index=proof.index, hashes=proof.hashes, checkpoint=checkpoint, extra=proof.entry))


def print_heads_proof(proof: HeadsProof) -> bytes:
    """A proof in the layout of a tlog-witness request; without a note its checkpoint is bare."""
    return print_consistency(proof.old.size, proof.hashes, proof.note or _print_head(proof.origin, proof.new))


def verify_entry_file(data: bytes, size: int, root: bytes) -> VerifiedEntry:
    """What a proof file proves to someone who knows, from elsewhere, the log's root at `size`.

    Signatures in the file are not looked at: the given root is the trust.
    """
    file = parse_proof_file(data)
    checkpoint = bare_checkpoint(file.checkpoint)
    if (checkpoint.size, checkpoint.root) != (size, root):
        raise VerificationError("This proof leads to another head than the given one.")
    return _verified(file, checkpoint, {})


def verify_signed_file(data: bytes, policy: Policy, verify: Verify) -> VerifiedEntry:
    """What a proof file proves to someone who trusts a policy's logs and witnesses, offline."""
    file = parse_proof_file(data)
    checkpoint, signers = verify_under(policy, file.checkpoint.encode("utf-8"), verify)
    return _verified(file, checkpoint, signers)


def _verified(file: ProofFile, checkpoint: Checkpoint, signers: Mapping[VerifierKey, int]) -> VerifiedEntry:
    if not file.extra:
        raise VerificationError("This proof file does not hold its entry.")
    leaf = hash_leaf(file.extra)
    verify_inclusion(leaf, file.index, checkpoint.size, checkpoint.root, file.hashes)
    return VerifiedEntry(index=file.index, entry=file.extra, leaf=leaf, checkpoint=checkpoint, signers=signers)


def _note_of(head: Head, signed: bytes | None) -> str:
    """The signed checkpoint, where it is of this very head; a root that was signed and is not ours is refused."""
    if signed is None:
        return ""
    checkpoint = parse_checkpoint(parse_note(signed).text)
    if checkpoint.size != head.size:
        return ""
    if checkpoint.root != head.root:
        raise VerificationError("The signed checkpoint of this size has another root.", to_do="run `log head --sign`")
    return signed.decode("utf-8")


def head_of(reader: Reader, size: int) -> Head:
    """The head at exactly this size: between heads nothing was ever committed."""
    head = reader.head_at_size(size)
    if head is None or head.size != size:
        to_do = "ask for a later size" if head is None else f"ask for {head.size}, the last head before it"
        raise NotFoundError("No head was committed at this size.", to_do=to_do)
    return head


def trees_of(reader: Reader, size: int) -> TileTrees:
    """The tree at a size, out of the store: full tiles as they were written, the edge from leaves and roots."""

    def read(level: int, number: int, width: int) -> bytes:
        whole = reader.tile(level, number) if width == WIDTH else None
        first = number * WIDTH
        return b"".join(reader.hashes(level, first, first + width)) if whole is None else whole

    return TileTrees(size, read)


def _print_head(origin: str, head: Head) -> str:
    return print_checkpoint(Checkpoint(origin=origin, size=head.size, root=head.root))


def bare_checkpoint(text: str) -> Checkpoint:
    """The checkpoint of a text that may be signed or not; signatures are not looked at."""
    return parse_checkpoint(parse_note(text.encode("utf-8")).text if "\n\n" in text else text)
