"""Tiles and bundles: the paths and sizes of the specification's own examples, and every malformed one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_trees import Nodes, invented_leaves

from goodstanding.ledger.merkle import reference_root
from goodstanding.ledger.proofs import prove_consistency, prove_inclusion, root_at
from goodstanding.ledger.tiles import (
    WIDTH,
    Bundle,
    Tile,
    bundles_of,
    hashes_of,
    nodes_of,
    parse_bundle,
    parse_path,
    parse_tile,
    print_bundle,
    print_path,
    print_tile,
    tiles_of,
)
from goodstanding.values.errors import MisuseError, VerificationError

PATHS = {
    "tile/0/000": Tile(level=0, index=0),
    "tile/0/x001/x234/067": Tile(level=0, index=1_234_067),
    "tile/0/x001/000": Tile(level=0, index=1_000),
    "tile/1/999.p/1": Tile(level=1, index=999, width=1),
    "tile/63/000.p/255": Tile(level=63, index=0, width=255),
    "tile/entries/x273/112.p/17": Bundle(index=273_112, width=17),
    "tile/entries/000": Bundle(index=0),
    "tile/0/x009/x223/x372/x036/x854/x775/807": Tile(level=0, index=2**63 - 1),
}

MALFORMED = [
    "", "tile", "tile/", "tile/0", "tile/0/", "/tile/0/000", "tile/0/000/", "Tile/0/000", "tile/00/000", "tile/01/000",
    "tile/64/000", "tile/-1/000", "tile/+1/000", "tile/a/000", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/1234",
    "tile/0/x000/000", "tile/0/x000/001", "tile/0/x000/x001/000", "tile/0/001/000", "tile/0/x001", "tile/0/x1/000",
    "tile/0/X001/000", "tile/0/x001/x000", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/00",
    "tile/0/000.p/01", "tile/0/000.p/256", "tile/0/000.p/257", "tile/0/000.p/999", "tile/0/000.p/1000",
    "tile/0/000.p/-1", "tile/0/000.p/1/", "tile/0/000.p/1\n", "tile/0/000\n", " tile/0/000", "tile/0/000 ",
    "tile/entry/000", "tile/entries", "tile/entries/0/000", "tile/0/\u0661\u0662\u0663", "tile/\u0661/000",
    "tile/0/000.p/\u0661", "tile/0/x009/x223/x372/x036/x854/x775/808", "tile/0/" + "x999/" * 5_000 + "999",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_path_is_printed_and_read(path):
    assert print_path(PATHS[path]) == path
    assert parse_path(path) == PATHS[path]


@pytest.mark.parametrize("path", MALFORMED, ids=lambda path: ascii(path[:40]))
def test_a_malformed_path_is_refused(path):
    with pytest.raises(VerificationError):
        parse_path(path)


@pytest.mark.parametrize(
    "tile",
    [Tile(level=64, index=0), Tile(level=-1, index=0), Tile(level=0, index=-1), Tile(level=0, index=2**63),
     Tile(level=0, index=0, width=0), Bundle(index=0, width=257), Bundle(index=-1)],
    ids=str,
)  # fmt: skip
def test_there_is_no_path_of_what_cannot_be(tile):
    with pytest.raises(MisuseError):
        print_path(tile)


@given(st.text(alphabet="tile/nrsxp.0123456789", max_size=40) | st.text())
def test_any_text_is_a_path_in_its_one_spelling_or_refused(path):
    try:
        found = parse_path(path)
    except VerificationError:
        return
    assert print_path(found) == path


@given(st.integers(0, 63), st.integers(0, 2**63 - 1), st.integers(1, WIDTH))
def test_every_tile_has_a_path(level, index, width):
    for resource in (Tile(level=level, index=index, width=width), Bundle(index=index, width=width)):
        assert parse_path(print_path(resource)) == resource


def test_the_tiles_of_the_specification_s_example():
    """Size 70,000: 273 full and one of 112 at level 0, one full and one of 17 at level 1, one of 1 at level 2."""
    tiles = list(tiles_of(70_000))
    assert [tile for tile in tiles if tile.width < WIDTH] == [
        Tile(level=0, index=273, width=112), Tile(level=1, index=1, width=17), Tile(level=2, index=0, width=1),
    ]  # fmt: skip
    assert [sum(tile.level == level for tile in tiles) for level in range(4)] == [274, 2, 1, 0]
    assert list(tiles_of(256)) == [Tile(level=0, index=0), Tile(level=1, index=0, width=1)]
    assert list(bundles_of(257)) == [Bundle(index=0), Bundle(index=1, width=1)]
    assert list(tiles_of(0)) == list(bundles_of(0)) == list(tiles_of(-1)) == []


@given(st.integers(1, 2**20))
def test_partial_tiles_are_as_wide_as_the_formula_says(size):
    """floor(s / 256^l) mod 256, and no tile is empty."""
    for level in range(3):
        found = [tile for tile in tiles_of(size) if tile.level == level]
        width = size // 256**level % 256
        assert [tile.width for tile in found if tile.width < WIDTH] == ([width] if width else [])
        assert [tile.index for tile in found] == list(range(len(found)))
        assert sum(tile.width for tile in found) == size // 256**level


LEAVES = invented_leaves(1_300)
NODES = Nodes(LEAVES)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 300, 511, 512, 1_024, 1_300])
def test_proofs_from_tiles_are_those_from_the_tree(size):
    stored = {tile: print_tile(hashes_of(tile, NODES)) for tile in tiles_of(size)}
    node = nodes_of(size, lambda tile: parse_tile(stored[tile], tile.width))
    assert root_at(size, node) == reference_root(LEAVES[:size])
    for index in {0, 1, size // 3, size // 2, size - 2, size - 1} & set(range(size)):
        assert prove_inclusion(index, size, node) == prove_inclusion(index, size, NODES)
        assert prove_consistency(index + 1, size, node) == prove_consistency(index + 1, size, NODES)


def test_a_tile_above_holds_the_roots_of_the_full_tiles_below():
    assert hashes_of(Tile(level=1, index=0, width=5), NODES) == tuple(
        reference_root(LEAVES[start : start + 256]) for start in range(0, 1_280, 256)
    )


@pytest.mark.parametrize(("level", "index"), [(0, 300), (8, 1), (9, 0), (0, -1), (-1, 0)])
def test_a_node_beyond_the_tree_is_misuse(level, index):
    node = nodes_of(300, lambda tile: hashes_of(tile, NODES))
    with pytest.raises(MisuseError):
        node(level, index)


def test_a_tile_of_another_width_is_refused():
    node = nodes_of(300, lambda tile: hashes_of(tile, NODES)[:-1])
    with pytest.raises(VerificationError):
        node(0, 299)


@pytest.mark.parametrize("width", [1, 2, 255, 256])
def test_a_tile_is_its_hashes(width):
    data = print_tile(LEAVES[:width])
    assert len(data) == 32 * width
    assert parse_tile(data, width) == tuple(LEAVES[:width])
    for wrong in (b"", data[:-1], data + b"\0", data[32:], data + LEAVES[0]):
        with pytest.raises(VerificationError):
            parse_tile(wrong, width)


@pytest.mark.parametrize(("count", "width"), [(0, 0), (257, 257), (1, -1), (1, 0)])
def test_no_tile_is_empty_or_too_wide(count, width):
    with pytest.raises(VerificationError):
        parse_tile(b"\0" * 32 * count, width)


@pytest.mark.parametrize("hashes", [[], LEAVES[:257], [b"\0" * 31], [LEAVES[0], b"\0" * 33]], ids=len)
def test_what_is_no_tile_is_not_printed(hashes):
    with pytest.raises(MisuseError):
        print_tile(hashes)


ENTRIES = [b"", b"a", b"\x00\x01", b"x" * 65_535]


def test_a_bundle_is_entries_with_their_lengths():
    data = print_bundle([b"", b"abc", b"\xff" * 256])
    assert data == b"\x00\x00" + b"\x00\x03abc" + b"\x01\x00" + b"\xff" * 256
    assert parse_bundle(print_bundle(ENTRIES), 4) == tuple(ENTRIES)


@pytest.mark.parametrize("entries", [[], [b"x" * 65_536], [b""] * 257], ids=["none", "oversize", "too-many"])
def test_what_is_no_bundle_is_not_printed(entries):
    with pytest.raises(MisuseError):
        print_bundle(entries)


@pytest.mark.parametrize(
    ("data", "width"),
    [(b"", 0), (b"", 1), (b"\x00", 1), (b"\x00\x01", 1), (b"\x00\x02a", 1), (b"\x00\x01a\x00", 1),
     (b"\x00\x01a\x00", 2), (b"\x00\x01ab", 1), (b"\x00\x01a\x00\x00", 1), (b"\x00\x01a", 2), (b"\xff\xffa", 1),
     (b"\x00\x00" * 257, 257), (b"\x00\x00" * 257, 256), (b"\x00\x00" * 256, 255)],
)  # fmt: skip
def test_a_malformed_bundle_is_refused(data, width):
    with pytest.raises(VerificationError):
        parse_bundle(data, width)


@given(st.binary(max_size=200), st.integers(-1, 20))
def test_any_bytes_are_a_bundle_in_its_one_spelling_or_refused(data, width):
    try:
        entries = parse_bundle(data, width)
    except VerificationError:
        return
    assert len(entries) == width
    assert print_bundle(entries) == data


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=WIDTH), st.data())
def test_a_bundle_that_is_cut_off_is_refused(entries, data):
    printed = print_bundle(entries)
    assert parse_bundle(printed, len(entries)) == tuple(entries)
    with pytest.raises(VerificationError):
        parse_bundle(printed[: data.draw(st.integers(0, len(printed) - 1))], len(entries))
