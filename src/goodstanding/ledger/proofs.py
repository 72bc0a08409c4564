"""Inclusion and consistency proofs: RFC 6962 sections 2.1.1 and 2.1.2, RFC 9162 sections 2.1.3 and 2.1.4.

A proof is made from the hashes of perfect subtrees, handed in as a look-up; making and verifying one takes
O(log size) of them. Verifying is written after RFC 9162 and shares no code with making. Where leaves, roots
and sizes come from, and whether they are to be trusted, is not decided here.
"""

from collections.abc import Callable, Sequence

from goodstanding.ledger.lexical import MOST_SIZE
from goodstanding.ledger.merkle import EMPTY_ROOT, HASH_BYTES, hash_node
from goodstanding.values.errors import MisuseError, VerificationError

#: No proof in a tree below 2^63 leaves is longer.
MOST_HASHES = 63

#: (level, index) -> the hash of the perfect subtree over the leaves index * 2^level up to (index + 1) * 2^level.
NodeOf = Callable[[int, int], bytes]


def root_at(size: int, node: NodeOf) -> bytes:
    """The root of the first `size` leaves, from at most 63 look-ups."""
    return subtree_root(0, size, node) if size else EMPTY_ROOT


def subtree_root(start: int, end: int, node: NodeOf) -> bytes:
    """MTH(D[start:end]) of a subtree that RFC 6962 splits off: `start` is a multiple of its largest power of two."""
    level = (end - start).bit_length() - 1
    left, middle = node(level, start >> level), start + (1 << level)
    return left if middle == end else hash_node(left, subtree_root(middle, end, node))


def prove_inclusion(index: int, size: int, node: NodeOf) -> tuple[bytes, ...]:
    """PATH(index, D[size]) of RFC 6962 section 2.1.1: from the leaf's sibling up to the root's child."""
    if not 0 <= index < size <= MOST_SIZE:
        raise MisuseError("No entry has this index in a log of this size.", accepted="an index below the size")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = _split(start, end)
        if index < middle:
            path.append(subtree_root(middle, end, node))
            end = middle
        else:
            path.append(subtree_root(start, middle, node))
            start = middle
    return tuple(reversed(path))


def prove_consistency(old: int, new: int, node: NodeOf) -> tuple[bytes, ...]:
    """PROOF(old, D[new]) of RFC 6962 section 2.1.2; empty where the sizes are equal."""
    if not 0 < old <= new <= MOST_SIZE:
        raise MisuseError(
            "There is no consistency proof between these sizes.", accepted="two sizes above 0, the older first"
        )
    path: list[bytes] = []
    start, end = 0, new
    while end > old:
        middle = _split(start, end)
        if old <= middle:
            path.append(subtree_root(middle, end, node))
            end = middle
        else:
            path.append(subtree_root(start, middle, node))
            start = middle
    # At start 0 the subtree left over is the old tree itself, whose root the verifier has.
    if start:
        path.append(subtree_root(start, end, node))
    return tuple(reversed(path))


def verify_inclusion(leaf: bytes, index: int, size: int, root: bytes, proof: Sequence[bytes]) -> None:
    """RFC 9162 section 2.1.3.2: the leaf stands at `index` below this root; VerificationError otherwise.

    A root does not commit to its size: both must come from one trusted head.
    """
    _require_hashes(leaf, root, *proof)
    if not 0 <= index < size <= MOST_SIZE:
        raise VerificationError("A proof is about an index that a log of its size does not have.")
    low, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise VerificationError("An inclusion proof has too many hashes.")
        if low & 1 or low == last:
            found = hash_node(sibling, found)
            low, last = _skip(low, last)
        else:
            found = hash_node(found, sibling)
        low, last = low >> 1, last >> 1
    if last:
        raise VerificationError("An inclusion proof has too few hashes.")
    if found != root:
        raise VerificationError("An inclusion proof does not lead to the root.")


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """RFC 9162 section 2.1.4.2: the new tree begins with the old one; VerificationError otherwise.

    Nothing is consistent with size 0 but size 0: from the empty tree there is nothing to prove.
    """
    _require_hashes(old_root, new_root, *proof)
    if not 0 <= old <= new <= MOST_SIZE:
        raise VerificationError("A consistency proof is about sizes that are out of order.")
    if old == new:
        _verify_same(old, old_root, new_root, proof)
    elif old == 0 or not proof:
        raise VerificationError("A consistency proof is empty, or begins at the empty tree.")
    else:
        _verify_grown(old, new, old_root, new_root, proof)


def _verify_same(size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    if proof:
        raise VerificationError("A consistency proof has hashes, though both sizes are the same.")
    if old_root != new_root or (size == 0 and old_root != EMPTY_ROOT):
        raise VerificationError("One size has two roots.")


def _verify_grown(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    # Step 2: a perfect old tree is a node of the new one, so its root is left out of the proof.
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    low, last = old - 1, new - 1
    while low & 1:
        low, last = low >> 1, last >> 1
    old_found = new_found = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise VerificationError("A consistency proof has too many hashes.")
        if low & 1 or low == last:
            old_found = hash_node(sibling, old_found)
            new_found = hash_node(sibling, new_found)
            low, last = _skip(low, last)
        else:
            new_found = hash_node(new_found, sibling)
        low, last = low >> 1, last >> 1
    if last:
        raise VerificationError("A consistency proof has too few hashes.")
    if (old_found, new_found) != (old_root, new_root):
        raise VerificationError("A consistency proof does not lead to both roots.")


def _skip(low: int, last: int) -> tuple[int, int]:
    """The levels at which the right edge of the tree has no sibling."""
    while low and not low & 1:
        low, last = low >> 1, last >> 1
    return low, last


def _split(start: int, end: int) -> int:
    """Where RFC 6962 splits a tree: after the largest power of two below its number of leaves."""
    return start + (1 << (end - start - 1).bit_length() - 1)


def _require_hashes(*hashes: bytes) -> None:
    if any(len(one) != HASH_BYTES for one in hashes):
        raise VerificationError(f"A hash is not {HASH_BYTES} bytes long.")
