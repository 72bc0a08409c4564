"""The Merkle tree of RFC 6962 section 2.1 (RFC 9162 section 2.1.1): leaves, nodes, root, frontier.

The frontier holds the roots of the perfect subtrees of the first `size` leaves, largest first: all that
appending needs. Proofs, tiles and notes are not here.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

Frontier = tuple[bytes, ...]


def hash_leaf(entry: bytes) -> bytes:
    """SHA-256(0x00 || entry)."""
    return sha256(b"\x00" + entry).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def extend(frontier: Frontier, size: int, leaves: Iterable[bytes]) -> tuple[Frontier, int]:
    """The frontier and size after appending leaf hashes; O(1) amortized a leaf."""
    stack = list(frontier)
    for leaf in leaves:
        node, trailing = leaf, size
        while trailing & 1:
            node = hash_node(stack.pop(), node)
            trailing >>= 1
        stack.append(node)
        size += 1
    return tuple(stack), size


def root_of(frontier: Frontier) -> bytes:
    """The tree's root from its frontier: O(log size)."""
    if not frontier:
        return EMPTY_ROOT
    root = frontier[-1]
    for node in reversed(frontier[:-1]):
        root = hash_node(node, root)
    return root


def reference_root(leaves: Sequence[bytes]) -> bytes:
    """MTH as RFC 6962 defines it, by recursion: the oracle of the tests, O(n) every time."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hash_node(reference_root(leaves[:split]), reference_root(leaves[split:]))
