"""Prove what stands in the log, and that it only grew; verify a proof without a register.

A first version: nodes are hashed anew from the leaves, so a proof reads every entry below its size once, in
O(size) time and O(log size) memory. Nothing is signed or published here.
"""

from dataclasses import dataclass

from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint, print_checkpoint
from goodstanding.ledger.merkle import extend, hash_leaf, root_of
from goodstanding.ledger.notes import parse_note
from goodstanding.ledger.proof_files import ProofFile, parse_proof_file, print_consistency, print_proof_file
from goodstanding.ledger.proofs import NodeOf, prove_consistency, prove_inclusion, verify_consistency, verify_inclusion
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


def prove_entry(reader: Reader, index: int, size: int | None) -> EntryProof:
    """The inclusion proof of an entry in the log at a committed size; at the latest where `size` is None.

    It is verified before it is given: a register whose entries do not make its root proves nothing.
    """
    head = reader.head() if size is None else _head_of(reader, size)
    if not 0 <= index < head.size:
        raise NotFoundError("The log has no entry of this index at this size.", to_do="ask for one below the size")
    hashes = prove_inclusion(index, head.size, _nodes_of(reader))
    entry = next((body for _, _, body, _ in reader.stored(index, index + 1)), b"")
    verify_inclusion(hash_leaf(entry), index, head.size, head.root, hashes)
    return EntryProof(origin=origin_of(reader), index=index, entry=entry, head=head, hashes=hashes)


def prove_heads(reader: Reader, old_size: int, new_size: int) -> HeadsProof:
    """The consistency proof between two committed sizes, verified before it is given."""
    old, new = _head_of(reader, old_size), _head_of(reader, new_size)
    hashes = prove_consistency(old.size, new.size, _nodes_of(reader))
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


def _head_of(reader: Reader, size: int) -> Head:
    """The head at exactly this size: between heads nothing was ever committed."""
    head = reader.head_at_size(size)
    if head is None or head.size != size:
        to_do = "ask for a later size" if head is None else f"ask for {head.size}, the last head before it"
        raise NotFoundError("No head was committed at this size.", to_do=to_do)
    return head


def _nodes_of(reader: Reader) -> NodeOf:
    """Nodes hashed from the leaves below them. Proofs ask for disjoint subtrees, so there is nothing to keep."""

    def node(level: int, index: int) -> bytes:
        start, end = index << level, (index + 1) << level
        frontier, count = extend((), 0, (leaf for _, leaf, _, _ in reader.stored(start, end)))
        if count != end - start:
            raise VerificationError("An entry is not there.", to_do="run `goodstanding rebuild --check`")
        return root_of(frontier)

    return node


def _print_head(origin: str, head: Head) -> str:
    return print_checkpoint(Checkpoint(origin=origin, size=head.size, root=head.root))


def _checkpoint_of(file: ProofFile) -> Checkpoint:
    is_signed = "\n\n" in file.checkpoint
    return parse_checkpoint(parse_note(file.checkpoint.encode("utf-8")).text if is_signed else file.checkpoint)
