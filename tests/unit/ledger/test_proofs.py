"""Proofs against the definitions and the published vectors of RFC 6962, and whatever is not a proof."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_trees import Nodes, invented_leaves

from goodstanding.ledger.merkle import EMPTY_ROOT, hash_leaf, hash_node, reference_root
from goodstanding.ledger.proofs import (
    MOST_HASHES,
    prove_consistency,
    prove_inclusion,
    root_at,
    verify_consistency,
    verify_inclusion,
)
from goodstanding.values.errors import MisuseError, VerificationError

#: The inputs, nodes and proofs of the reference implementation's tests (certificate-transparency, merkle tree tests).
PUBLISHED = [hash_leaf(bytes.fromhex(leaf)) for leaf in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
N00 = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
N01 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
N04 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
N06 = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f"
N10 = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
N11 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
N12 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
N13 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
N20 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
N21 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
PUBLISHED_INCLUSION = {
    (0, 1): [], (0, 8): [N01, N11, N21], (5, 8): [N04, N13, N20], (2, 3): [N10], (1, 5): [N00, N11, N04],
}  # fmt: skip
PUBLISHED_CONSISTENCY = {
    (1, 1): [], (1, 8): [N01, N11, N21], (2, 8): [N11, N21], (6, 8): [N12, N13, N20], (2, 5): [N11, N04],
    (6, 7): [N12, N06, N20],
}  # fmt: skip

LEAVES = invented_leaves(300)
NODES = Nodes(LEAVES)
ROOTS = [EMPTY_ROOT, *(root_at(size, NODES) for size in range(1, 301))]


def defined_path(index, leaves):
    """PATH(m, D[n]) as RFC 6962 section 2.1.1 defines it."""
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return [*defined_path(index, leaves[:split]), reference_root(leaves[split:])]
    return [*defined_path(index - split, leaves[split:]), reference_root(leaves[:split])]


def defined_subproof(old, leaves, known):
    """SUBPROOF(m, D[n], b) as RFC 6962 section 2.1.2 defines it."""
    if old == len(leaves):
        return [] if known else [reference_root(leaves)]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if old <= split:
        return [*defined_subproof(old, leaves[:split], known), reference_root(leaves[split:])]
    return [*defined_subproof(old - split, leaves[split:], False), reference_root(leaves[:split])]


def verifies(verify, *arguments):
    try:
        verify(*arguments)
    except VerificationError:
        return False
    return True


@pytest.mark.parametrize("case", PUBLISHED_INCLUSION)
def test_the_published_inclusion_proofs(case):
    index, size = case
    proof = prove_inclusion(index, size, Nodes(PUBLISHED))
    assert [one.hex() for one in proof] == PUBLISHED_INCLUSION[case]
    verify_inclusion(PUBLISHED[index], index, size, reference_root(PUBLISHED[:size]), proof)


@pytest.mark.parametrize("case", PUBLISHED_CONSISTENCY)
def test_the_published_consistency_proofs(case):
    old, new = case
    proof = prove_consistency(old, new, Nodes(PUBLISHED))
    assert [one.hex() for one in proof] == PUBLISHED_CONSISTENCY[case]
    verify_consistency(old, new, reference_root(PUBLISHED[:old]), reference_root(PUBLISHED[:new]), proof)


def test_the_example_of_rfc_6962_section_2_1_3():
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = hash_node(a, b), hash_node(c, d), hash_node(e, f)
    k, ell = hash_node(g, h), hash_node(i, j)
    nodes = Nodes(LEAVES[:7])
    assert root_at(7, nodes) == hash_node(k, ell)
    assert prove_inclusion(0, 7, nodes) == (b, h, ell)
    assert prove_inclusion(3, 7, nodes) == (c, g, ell)
    assert prove_inclusion(4, 7, nodes) == (f, j, k)
    assert prove_inclusion(6, 7, nodes) == (i, k)
    assert prove_consistency(3, 7, nodes) == (c, d, g, ell)
    assert prove_consistency(4, 7, nodes) == (ell,)
    assert prove_consistency(6, 7, nodes) == (i, j, k)


def test_every_inclusion_proof_of_every_size_to_300():
    for size in range(1, 301):
        for index in range(size):
            proof = prove_inclusion(index, size, NODES)
            verify_inclusion(LEAVES[index], index, size, ROOTS[size], proof)
            assert len(proof) <= (size - 1).bit_length()


def test_inclusion_proofs_are_as_defined():
    for size in range(1, 65):
        assert ROOTS[size] == reference_root(LEAVES[:size])
        for index in range(size):
            assert list(prove_inclusion(index, size, NODES)) == defined_path(index, LEAVES[:size])


def test_every_consistency_proof_of_every_pair_to_64_is_as_defined():
    for new in range(1, 65):
        for old in range(1, new + 1):
            proof = prove_consistency(old, new, NODES)
            assert list(proof) == defined_subproof(old, LEAVES[:new], True)
            verify_consistency(old, new, ROOTS[old], ROOTS[new], proof)


def test_a_proof_asks_for_few_nodes():
    """O(log size): a large tree whose nodes are numbers, not computed."""
    asked = []

    def node(level, index):
        asked.append((level, index))
        return hash_leaf(b"%d/%d" % (level, index))

    size = 10**9 + 7
    for prove in (lambda: prove_inclusion(123_456_789, size, node), lambda: prove_consistency(987_654_321, size, node)):
        asked.clear()
        proof = prove()
        assert len(proof) <= size.bit_length()
        assert len(asked) == len(set(asked)) <= 2 * size.bit_length()
        assert all((index + 1) << level <= size for level, index in asked)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (5, 3), (-1, 3), (0, -1), (0, 2**63)])
def test_there_is_no_inclusion_proof_out_of_range(index, size):
    with pytest.raises(MisuseError):
        prove_inclusion(index, size, NODES)
    with pytest.raises(VerificationError, match="index"):
        verify_inclusion(LEAVES[0], index, size, ROOTS[1], [])


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 5), (5, 4), (-1, 4), (1, 2**63)])
def test_there_is_no_consistency_proof_from_nothing_or_backwards(old, new):
    with pytest.raises(MisuseError):
        prove_consistency(old, new, NODES)


@pytest.mark.parametrize(("old", "new"), [(5, 4), (-1, 4), (-2, -1), (1, 2**63)])
def test_sizes_out_of_order_are_refused(old, new):
    with pytest.raises(VerificationError, match="order"):
        verify_consistency(old, new, ROOTS[4], ROOTS[4], [])


@pytest.mark.parametrize("size", [1, 2, 7, 8])
def test_one_size_has_one_root_and_an_empty_proof(size):
    verify_consistency(size, size, ROOTS[size], ROOTS[size], [])
    with pytest.raises(VerificationError, match="both sizes are the same"):
        verify_consistency(size, size, ROOTS[size], ROOTS[size], [ROOTS[size]])
    with pytest.raises(VerificationError, match="two roots"):
        verify_consistency(size, size, ROOTS[size], ROOTS[size + 1], [])


def test_the_empty_tree_proves_nothing():
    verify_consistency(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])
    with pytest.raises(VerificationError, match="two roots"):
        verify_consistency(0, 0, ROOTS[1], ROOTS[1], [])
    for proof in ([], [ROOTS[1]], list(prove_consistency(1, 8, NODES))):
        with pytest.raises(VerificationError, match="empty"):
            verify_consistency(0, 8, EMPTY_ROOT, ROOTS[8], proof)


@pytest.mark.parametrize("length", [0, 1, 31, 33, 64])
@pytest.mark.parametrize("place", range(5))
def test_hashes_of_another_length_are_refused(length, place):
    """Every hash that is handed in is checked, whether or not it is reached."""
    proof = prove_inclusion(2, 7, NODES)
    given_hashes = [LEAVES[2], ROOTS[7], *proof]
    given_hashes[place] = given_hashes[place][:length].ljust(length, b"\0")
    with pytest.raises(VerificationError, match="long"):
        verify_inclusion(given_hashes[0], 2, 7, given_hashes[1], given_hashes[2:])
    with pytest.raises(VerificationError, match="long"):
        verify_consistency(3, 7, given_hashes[1], given_hashes[0], given_hashes[2:])


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 8, 9, 100, 256, 257])
def test_surplus_and_missing_hashes_are_refused(size):
    for index in {0, size // 2, size - 1}:
        proof = prove_inclusion(index, size, NODES)
        for wrong in (proof[:-1], proof[1:], (*proof, ROOTS[1]), (ROOTS[1], *proof), (*proof, *proof), ()):
            assert wrong == proof or not verifies(verify_inclusion, LEAVES[index], index, size, ROOTS[size], wrong)
    for old in {1, size // 2, size - 1} - {0}:
        proof = prove_consistency(old, size, NODES)
        for wrong in (proof[:-1], proof[1:], (*proof, ROOTS[1]), (ROOTS[1], *proof), (*proof, *proof), ()):
            held = verifies(verify_consistency, old, size, ROOTS[old], ROOTS[size], wrong)
            assert wrong == proof or not held


def test_the_root_of_a_subtree_is_not_the_root():
    """A proof that is right for a smaller tree, given out for a larger one."""
    with pytest.raises(VerificationError, match="too few"):
        verify_inclusion(LEAVES[0], 0, 8, ROOTS[4], prove_inclusion(0, 4, NODES))
    with pytest.raises(VerificationError, match="too few"):
        verify_consistency(3, 8, ROOTS[3], ROOTS[4], prove_consistency(3, 4, NODES))


def test_an_endless_proof_ends_early():
    with pytest.raises(VerificationError, match="too many"):
        verify_inclusion(LEAVES[0], 0, 2**63 - 1, ROOTS[1], [ROOTS[1]] * 10_000)
    assert len(prove_inclusion(0, 2**63 - 1, lambda level, index: ROOTS[1])) == MOST_HASHES


def flipped(data, bit):
    return bytes(byte ^ (1 << bit % 8 if place == bit // 8 else 0) for place, byte in enumerate(data))


@given(st.data())
def test_no_mutated_inclusion_proof_verifies(data):
    size = data.draw(st.integers(1, 300))
    index = data.draw(st.integers(0, size - 1))
    hashes = [LEAVES[index], ROOTS[size], *prove_inclusion(index, size, NODES)]
    verify_inclusion(hashes[0], index, size, hashes[1], hashes[2:])
    place, bit = data.draw(st.integers(0, len(hashes) - 1)), data.draw(st.integers(0, 255))
    wrong = [flipped(one, bit) if number == place else one for number, one in enumerate(hashes)]
    assert not verifies(verify_inclusion, wrong[0], index, size, wrong[1], wrong[2:])
    other = data.draw(st.integers(0, size))
    assert other == index or not verifies(verify_inclusion, hashes[0], other, size, hashes[1], hashes[2:])
    shuffled = data.draw(st.permutations(hashes[2:]))
    assert shuffled == hashes[2:] or not verifies(verify_inclusion, hashes[0], index, size, hashes[1], shuffled)


@given(st.data())
def test_no_mutated_consistency_proof_verifies(data):
    new = data.draw(st.integers(2, 300))
    old = data.draw(st.integers(1, new - 1))
    hashes = [ROOTS[old], ROOTS[new], *prove_consistency(old, new, NODES)]
    verify_consistency(old, new, hashes[0], hashes[1], hashes[2:])
    place, bit = data.draw(st.integers(0, len(hashes) - 1)), data.draw(st.integers(0, 255))
    wrong = [flipped(one, bit) if number == place else one for number, one in enumerate(hashes)]
    assert not verifies(verify_consistency, old, new, wrong[0], wrong[1], wrong[2:])
    shuffled = data.draw(st.permutations(hashes[2:]))
    assert shuffled == hashes[2:] or not verifies(verify_consistency, old, new, hashes[0], hashes[1], shuffled)


@given(st.integers(1, 299), st.data())
def test_a_rewritten_past_is_never_consistent(old, data):
    """One other leaf below `old`: no proof that the rewritten log can make leads to the old root."""
    place = data.draw(st.integers(0, old - 1))
    rewritten = Nodes([*LEAVES[:place], hash_leaf(b"rewritten"), *LEAVES[place + 1 :]])
    new = data.draw(st.integers(old, 300))
    proof = prove_consistency(old, new, rewritten)
    assert not verifies(verify_consistency, old, new, ROOTS[old], root_at(new, rewritten), proof)


@given(st.lists(st.binary(max_size=40) | st.binary(min_size=32, max_size=32), max_size=70), st.data())
def test_any_bytes_raise_nothing_but_a_verification_error(hashes, data):
    numbers = st.integers(-2, 400) | st.sampled_from([2**62, 2**63 - 1, 2**63, 2**64])
    first, second = data.draw(numbers), data.draw(numbers)
    leaf, root = data.draw(st.binary(max_size=33)), data.draw(st.binary(max_size=33))
    assert not verifies(verify_inclusion, leaf, first, second, root, hashes) or (first, second, leaf) == (0, 1, root)
    held = verifies(verify_consistency, first, second, leaf, root, hashes)
    assert not held or (first == second > 0 and leaf == root and not hashes)
