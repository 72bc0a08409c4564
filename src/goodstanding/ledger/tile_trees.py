"""The trees inside full tiles: how tiles grow with the log, and proofs out of a few of them.

A proof needs one tile for every eight levels of the tree, so that it costs O(log size) whatever the size. Tiles
are derived from leaves: who keeps them, and whether they lead to a committed root, is not decided here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from goodstanding.ledger.merkle import HASH_BYTES
from goodstanding.ledger.proofs import subtree_root
from goodstanding.ledger.tiles import HEIGHT, WIDTH
from goodstanding.values.errors import MisuseError, VerificationError

#: Trees held at a time, 16 KB each: those of a log of a million entries, and no more than 128 MB.
MOST_TREES = 8_192

_PAIR = 2 * HASH_BYTES

#: (tile level, start, end) -> the hashes of that level: leaves at 0, roots of the full tiles below it above.
HashesOf = Callable[[int, int, int], Sequence[bytes]]


@dataclass(frozen=True, slots=True, order=True)
class TileRow:
    """A full tile: its 256 hashes joined, and their root, which is a hash of the tile above."""

    level: int
    number: int
    root: bytes
    hashes: bytes


def print_tree(hashes: bytes) -> bytes:
    """The perfect subtrees over the hashes of a tile, joined: the hashes, then their parents, level by level."""
    rows, row = [hashes], hashes
    while len(row) >= _PAIR:
        ends = range(_PAIR, len(row) + 1, _PAIR)
        row = b"".join([sha256(b"\x01" + row[end - _PAIR : end]).digest() for end in ends])
        rows.append(row)
    return b"".join(rows)


def filled_tiles(size: int, leaves: Sequence[bytes], known: HashesOf) -> Iterator[TileRow]:
    """The tiles that become full when `leaves` are appended to a log of `size`, lower levels first.

    `known` is asked for the hashes before them in a tile that is filled up, and for nothing else.
    """
    level, start, hashes = 0, size, list(leaves)
    while (start + len(hashes)) // WIDTH > start // WIDTH:
        first = start // WIDTH * WIDTH
        if first < start:
            hashes = [*known(level, first, start), *hashes]
        rows = list(_full(level, first // WIDTH, hashes))
        yield from rows
        level, start, hashes = level + 1, first // WIDTH, [row.root for row in rows]


def all_tiles(leaves: Iterable[bytes]) -> Iterator[TileRow]:
    """Every full tile of a log, level by level: what `rebuild --check` compares."""
    level, hashes = 0, leaves
    while True:
        roots: list[bytes] = []
        for row in _full(level, 0, hashes):
            roots.append(row.root)
            yield row
        if len(roots) < WIDTH:
            return
        level, hashes = level + 1, roots


class TileTrees:
    """Proofs in the log at one size, with the trees of the tiles that were read kept at hand.

    `read` gives (tile level, number, width) -> the first `width` hashes of a tile, joined. Nothing is verified.
    """

    def __init__(self, size: int, read: Callable[[int, int, int], bytes]) -> None:
        self.size = size
        self._read = read
        self._trees: dict[tuple[int, int], bytes] = {}
        self._edges = [self._edge(level) for level in range(max(size - 1, 0).bit_length())]

    def node(self, level: int, index: int) -> bytes:
        """The root of the perfect subtree over the leaves index * 2^level up to (index + 1) * 2^level."""
        if level < 0 or index < 0 or (index + 1) << level > self.size:
            raise MisuseError("A tree of this size has no such node.", accepted="a perfect subtree within the size")
        tile_level, height = divmod(level, HEIGHT)
        number, place = divmod(index, WIDTH >> height)
        width = min(WIDTH, (self.size >> HEIGHT * tile_level) - number * WIDTH)
        at = HASH_BYTES * (sum(width >> one for one in range(height)) + place)
        return self._tree(tile_level, number, width)[at : at + HASH_BYTES]

    def inclusion(self, index: int) -> tuple[bytes, ...]:
        """PATH(index, D[size]) of RFC 6962 section 2.1.1, as `proofs.prove_inclusion` gives it."""
        if not 0 <= index < self.size:
            raise MisuseError("No entry has this index in a log of this size.", accepted="an index below the size")
        path: list[bytes] = []
        low, last, level = index, self.size - 1, 0
        while last:
            number = low >> HEIGHT
            width = min(WIDTH, (self.size >> level) - (number << HEIGHT))
            tree = self._tree(level // HEIGHT, number, width) if width > 0 else b""
            # Where the row of this height begins in the tree, and the index of its first hash.
            begins, first, count = 0, number << HEIGHT, width
            for _ in range(HEIGHT):
                sibling = low ^ 1
                if sibling < last:
                    at = HASH_BYTES * (begins + sibling - first)
                    path.append(tree[at : at + HASH_BYTES])
                elif sibling == last:
                    path.append(self._edges[level])
                begins, first, count = begins + count, first >> 1, count >> 1
                low, last, level = low >> 1, last >> 1, level + 1
                if not last:
                    break
        return tuple(path)

    def consistency(self, old: int) -> tuple[bytes, ...]:
        """PROOF(old, D[size]) of RFC 6962 section 2.1.2, as `proofs.prove_consistency` gives it.

        It is the inclusion proof of the largest perfect subtree that ends where the old tree ended.
        """
        if not 0 < old <= self.size:
            raise MisuseError(
                "There is no consistency proof between these sizes.", accepted="two sizes above 0, the older first"
            )
        if old == self.size:
            return ()
        # Its height: as often as its last leaf lies to the right, the sibling is within the old tree.
        height = (~(old - 1) & old).bit_length() - 1
        path = self.inclusion(old - 1)[height:]
        # A perfect old tree is that subtree itself, whose root the verifier has.
        return path if old == 1 << height else (self.node(height, (old - 1) >> height), *path)

    def _edge(self, level: int) -> bytes:
        """The hash over the last leaves, which may be fewer than a perfect subtree's."""
        return subtree_root((self.size - 1) >> level << level, self.size, self.node)

    def _tree(self, level: int, number: int, width: int) -> bytes:
        tree = self._trees.get((level, number))
        if tree is None:
            hashes = self._read(level, number, width)
            if len(hashes) != width * HASH_BYTES:
                raise VerificationError("A tile is not there.", to_do="run `goodstanding rebuild`")
            if len(self._trees) >= MOST_TREES:
                self._trees.pop(next(iter(self._trees)))
            tree = self._trees[level, number] = print_tree(hashes)
        return tree


def _full(level: int, first: int, hashes: Iterable[bytes]) -> Iterator[TileRow]:
    number, gathered = first, list[bytes]()
    for one in hashes:
        gathered.append(one)
        if len(gathered) == WIDTH:
            joined = b"".join(gathered)
            yield TileRow(level, number, print_tree(joined)[-HASH_BYTES:], joined)
            number, gathered = number + 1, []
