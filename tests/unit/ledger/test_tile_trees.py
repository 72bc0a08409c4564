"""Trees out of tiles give what RFC 6962 defines, at every size up to 300 and at the borders of tiles."""

import pytest
from sample_trees import Nodes, invented_leaves

from goodstanding.ledger.merkle import hash_node, reference_root
from goodstanding.ledger.proofs import prove_consistency, prove_inclusion, root_at
from goodstanding.ledger.tile_trees import TileTrees, all_tiles, filled_tiles, print_tree
from goodstanding.ledger.tiles import WIDTH
from goodstanding.values.errors import MisuseError, VerificationError

LEAVES = invented_leaves(66_000)
BORDERS = (511, 512, 513, 767, 1_000, 65_535, 65_536, 65_537, 66_000)


def trees(size, damage=lambda hashes: hashes):
    """A log of this size, its tiles read as a store reads them."""
    leaves = LEAVES[:size]
    rows = {(row.level, row.number): row for row in all_tiles(leaves)}

    def read(level, number, width):
        if (level, number) in rows:
            return damage(rows[level, number].hashes)
        places = range(number * WIDTH, number * WIDTH + width)
        return damage(b"".join(rows[level - 1, place].root if level else leaves[place] for place in places))

    return TileTrees(size, read)


def test_every_inclusion_proof_up_to_size_300():
    nodes = Nodes(LEAVES)
    for size in range(1, 301):
        found = trees(size)
        assert [found.inclusion(index) for index in range(size)] == [
            prove_inclusion(index, size, nodes) for index in range(size)
        ]


def test_every_consistency_proof_to_size_300_and_its_root():
    nodes, found = Nodes(LEAVES), trees(300)
    for old in range(1, 301):
        assert prove_consistency(old, 300, found.node) == prove_consistency(old, 300, nodes)
    for size in range(1, 301):
        found = trees(size)
        assert [found.consistency(old) for old in range(1, size + 1)] == [
            prove_consistency(old, size, nodes) for old in range(1, size + 1)
        ]
    assert root_at(300, found.node) == reference_root(LEAVES[:300])


@pytest.mark.parametrize("size", BORDERS)
def test_proofs_at_the_borders_of_tiles(size):
    nodes, found = Nodes(LEAVES), trees(size)
    for index in {0, 1, 255, 256, size // 2, size - 257, size - 2, size - 1}:
        if 0 <= index < size:
            assert found.inclusion(index) == prove_inclusion(index, size, nodes)
    for old in {1, 255, 256, 257, size // 2, size - 1, size}:
        if 0 < old <= size:
            assert found.consistency(old) == prove_consistency(old, size, nodes)
            assert prove_consistency(old, size, found.node) == prove_consistency(old, size, nodes)


@pytest.mark.parametrize("steps", [[300], [1] * 300, [255, 1, 1, 300, 513], [66_000], [65_535, 1, 464], [0, 256, 0]])
def test_tiles_fill_whatever_the_steps(steps):
    """Appending in any parts gives the tiles of the whole, and asks only for hashes of an open tile."""
    size, rows = 0, {}

    def known(level, start, end):
        assert 0 < end - start < WIDTH
        return [rows[level - 1, place].root if level else LEAVES[place] for place in range(start, end)]

    for step in steps:
        for row in filled_tiles(size, LEAVES[size : size + step], known):
            assert rows.setdefault((row.level, row.number), row) is row
        size += step
    assert sorted(rows.values()) == list(all_tiles(LEAVES[:size]))


def test_the_tree_of_a_tile_is_its_hashes_and_their_parents():
    one, two, three = LEAVES[:3]
    assert print_tree(one + two + three) == one + two + three + hash_node(one, two)
    whole = print_tree(b"".join(LEAVES[:WIDTH]))
    assert (len(whole), whole[-32:]) == ((2 * WIDTH - 1) * 32, reference_root(LEAVES[:WIDTH]))


def test_an_index_beyond_the_size_is_misuse():
    found = trees(300)
    for index in (-1, 300):
        with pytest.raises(MisuseError):
            found.inclusion(index)
    for level, index in ((-1, 0), (0, -1), (0, 300), (8, 1), (9, 0)):
        with pytest.raises(MisuseError):
            found.node(level, index)


@pytest.mark.parametrize("damage", [lambda hashes: hashes[:-1], lambda hashes: b"", lambda hashes: hashes + bytes(32)])
def test_a_tile_of_another_width_is_refused(damage):
    with pytest.raises(VerificationError):
        trees(300, damage).inclusion(3)


@pytest.mark.parametrize("old", [0, -1, 301])
def test_a_size_that_never_was_has_no_consistency_proof(old):
    with pytest.raises(MisuseError):
        trees(300).consistency(old)


def test_the_empty_log_has_no_proof():
    with pytest.raises(MisuseError):
        trees(0).inclusion(0)
