"""Prove what stands in the log, and that it only grew; verify a proof without a register.

Proofs come out of the full tiles that were written with the entries, and out of the leaves at the log's edge:
O(log size) whatever the size. Nothing is signed or published here.
"""

from dataclasses import dataclass

from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint, print_checkpoint
from goodstanding.ledger.merkle import hash_leaf
from goodstanding.ledger.notes import parse_note
from goodstanding.ledger.proof_files import ProofFile, parse_proof_file, print_consistency, print_proof_file
from goodstanding.ledger.proofs import prove_consistency, verify_consistency, verify_inclusion
from goodstanding.ledger.tile_trees import TileTrees
from goodstanding.ledger.tiles import WIDTH
from goodstanding.ledger.writing import Head
from goodstanding.services.opening import origin_of
from goodstanding.services.ports import Reader
from goodstanding.values.errors import NotFoundError, VerificationError


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryProof:
    """That the entry of these bytes stands at `index` below the root of `head`."""

    origin: str
    index: int
    entry: bytes
    head: Head
    hashes: tuple[bytes, ...]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedEntry:
    """An entry that a file has proved to stand at `index`, and its leaf hash."""

    index: int
    entry: bytes
    leaf: bytes


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


def prove_entry(reader: Reader, index: int, size: int | None) -> EntryProof:
    """The inclusion proof of an entry in the log at a committed size; at the latest where `size` is None.

    It is verified before it is given: a register whose entries do not make its root proves nothing.
    """
    return Prover(reader, reader.head() if size is None else head_of(reader, size)).prove(index)


def prove_heads(reader: Reader, old_size: int, new_size: int) -> HeadsProof:
    """The consistency proof between two committed sizes, verified before it is given."""
    old, new = head_of(reader, old_size), head_of(reader, new_size)
    hashes = prove_consistency(old.size, new.size, trees_of(reader, new.size).node)
    verify_consistency(old.size, new.size, old.root, new.root, hashes)
    return HeadsProof(origin=origin_of(reader), old=old, new=new, hashes=hashes)


def print_entry_proof(proof: EntryProof) -> bytes:
    """A proof in the layout of tlog-proof@v1, the entry as its extra line. The checkpoint in it is not signed."""
    checkpoint = _print_head(proof.origin, proof.head)
    return print_proof_file(ProofFile(index=proof.index, hashes=proof.hashes, checkpoint=checkpoint, extra=proof.entry))


def print_heads_proof(proof: HeadsProof) -> bytes:
    """A proof in the layout of a tlog-witness request. The checkpoint in it is not signed."""
    return print_consistency(proof.old.size, proof.hashes, _print_head(proof.origin, proof.new))


def verify_entry_file(data: bytes, size: int, root: bytes) -> VerifiedEntry:
    """What a proof file proves to someone who knows, from elsewhere, the log's root at `size`.

    Signatures in the file are not looked at: the given root is the trust.
    """
    file = parse_proof_file(data)
    checkpoint = _checkpoint_of(file)
    if (checkpoint.size, checkpoint.root) != (size, root):
        raise VerificationError("This proof leads to another head than the given one.")
    if not file.extra:
        raise VerificationError("This proof file does not hold its entry.")
    leaf = hash_leaf(file.extra)
    verify_inclusion(leaf, file.index, size, root, file.hashes)
    return VerifiedEntry(index=file.index, entry=file.extra, leaf=leaf)


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


def _checkpoint_of(file: ProofFile) -> Checkpoint:
    is_signed = "\n\n" in file.checkpoint
    return parse_checkpoint(parse_note(file.checkpoint.encode("utf-8")).text if is_signed else file.checkpoint)
