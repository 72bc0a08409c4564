"""The tree of RFC 6962: its published vectors, and the frontier against the definition."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.ledger.merkle import EMPTY_ROOT, extend, hash_leaf, hash_node, reference_root, root_of

#: The inputs and roots of the reference implementation's tests (certificate-transparency, merkle tree tests).
LEAVES = [bytes.fromhex(leaf) for leaf in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def frontier_root(leaves):
    return root_of(extend((), 0, leaves)[0])


def test_the_empty_tree():
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert frontier_root([]) == reference_root([]) == EMPTY_ROOT


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots(size):
    hashed = [hash_leaf(leaf) for leaf in LEAVES[:size]]
    assert frontier_root(hashed).hex() == reference_root(hashed).hex() == ROOTS[size - 1]


def test_leaves_and_nodes_are_told_apart():
    left, right = hash_leaf(b"a"), hash_leaf(b"b")
    assert hash_leaf(b"a") == sha256(b"\x00a").digest()
    assert hash_node(left, right) == sha256(b"\x01" + left + right).digest()
    assert hash_leaf(b"\x01" + left + right) != hash_node(left, right)


def test_the_frontier_gives_the_defined_root_at_every_size():
    leaves = [hash_leaf(number.to_bytes(2, "big")) for number in range(300)]
    frontier, size = (), 0
    for number in range(301):
        assert size == number
        assert root_of(frontier) == reference_root(leaves[:number])
        assert len(frontier) == number.bit_count()
        frontier, size = extend(frontier, size, leaves[number : number + 1])


@given(st.lists(st.integers(0, 40), max_size=8))
def test_in_parts_or_at_once_is_the_same(parts):
    leaves = [hash_leaf(bytes([number % 256, number // 256])) for number in range(sum(parts))]
    frontier, size = (), 0
    for part in parts:
        frontier, size = extend(frontier, size, leaves[size : size + part])
    assert (frontier, size) == extend((), 0, leaves)


@given(st.integers(2, 120), st.data())
def test_another_leaf_or_order_is_another_root(count, data):
    leaves = [hash_leaf(bytes([number])) for number in range(count)]
    first, second = data.draw(st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True))
    swapped = list(leaves)
    swapped[first], swapped[second] = leaves[second], leaves[first]
    altered = [*leaves[:first], hash_leaf(b"other"), *leaves[first + 1 :]]
    dropped = leaves[:first] + leaves[first + 1 :]
    assert len({frontier_root(one) for one in (leaves, swapped, altered, dropped)}) == 4
