"""Invented trees, their nodes, and Ed25519 keys of known seeds."""

from collections.abc import Sequence
from itertools import pairwise

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from goodstanding.ledger.merkle import hash_leaf, hash_node
from goodstanding.ledger.notes import KeyType, VerifierKey
from goodstanding.ledger.writing import Signer


def invented_leaves(count: int) -> list[bytes]:
    """The leaf hashes of `count` different entries."""
    return [hash_leaf(b"entry %d" % number) for number in range(count)]


class Nodes:
    """Every perfect subtree of some leaves, hashed level by level. Counts how often it is asked."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.levels = [list(leaves)]
        while len(self.levels[-1]) > 1:
            below = self.levels[-1]
            self.levels.append([hash_node(left, right) for left, right in list(pairwise(below))[::2]])
        self.asked = 0

    def __call__(self, level: int, index: int) -> bytes:
        self.asked += 1
        return self.levels[level][index]


def invented_key(seed: int, name: str, kind: KeyType = KeyType.ED25519) -> tuple[VerifierKey, Signer]:
    """A verifier key and what signs for it."""
    private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    return VerifierKey(name=name, type=kind, public_key=private.public_key().public_bytes_raw()), private.sign


def verify_ed25519(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """What the keyring port does."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
