"""Tiles and entry bundles of C2SP tlog-tiles: their paths, their bytes, and the nodes of the tree in them.

A tile at level L holds up to 256 hashes of perfect subtrees of 256^L leaves. Where tiles are kept, and when
they are published, is not here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from goodstanding.ledger.entries import MOST_BYTES
from goodstanding.ledger.lexical import MOST_SIZE
from goodstanding.ledger.merkle import HASH_BYTES, extend, root_of
from goodstanding.ledger.proofs import NodeOf
from goodstanding.values.errors import MisuseError, VerificationError

HEIGHT = 8
WIDTH = 1 << HEIGHT
MOST_LEVEL = 63

_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """The tile `index` of a level, with its first `width` hashes; a full one is 256 wide."""

    level: int
    index: int
    width: int = WIDTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The entries that stand below the tile `index` of level 0."""

    index: int
    width: int = WIDTH


def print_path(resource: Tile | Bundle) -> str:
    """`tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`, the index in groups of three digits."""
    level = resource.level if isinstance(resource, Tile) else 0
    if not (0 <= level <= MOST_LEVEL and 0 <= resource.index <= MOST_SIZE and 1 <= resource.width <= WIDTH):
        raise MisuseError("There is no such tile.", accepted=f"levels to {MOST_LEVEL}, widths from 1 to {WIDTH}")
    kind = str(level) if isinstance(resource, Tile) else "entries"
    index, groups = resource.index // 1000, f"{resource.index % 1000:03}"
    while index:
        index, groups = index // 1000, f"x{index % 1000:03}/{groups}"
    return f"tile/{kind}/{groups}" + ("" if resource.width == WIDTH else f".p/{resource.width}")


def parse_path(path: str) -> Tile | Bundle:
    """The tile or bundle of a path exactly as `print_path` gives it."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise VerificationError("This is not the path of a tile.")
    kind, groups, partial = match.groups()
    index, width = int(re.sub("[x/]", "", groups)), int(partial) if partial else WIDTH
    resource = (
        Bundle(index=index, width=width) if kind == "entries" else Tile(level=int(kind), index=index, width=width)
    )
    try:
        canonical = print_path(resource)
    except MisuseError as error:
        raise VerificationError("This path is of a tile that cannot be.") from error
    if canonical != path:
        raise VerificationError("This path has leading zeros, or the full width as a partial one.")
    return resource


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of a tree of this size, level by level; the last of a level may be partial, none is empty."""
    level, hashes = 0, size
    while hashes > 0:
        for index in range(hashes // WIDTH):
            yield Tile(level=level, index=index)
        if hashes % WIDTH:
            yield Tile(level=level, index=hashes // WIDTH, width=hashes % WIDTH)
        level, hashes = level + 1, hashes >> HEIGHT


def bundles_of(size: int) -> Iterator[Bundle]:
    """Every entry bundle of a log of this size."""
    for tile in tiles_of(size):
        if tile.level == 0:
            yield Bundle(index=tile.index, width=tile.width)


def hashes_of(tile: Tile, node: NodeOf) -> tuple[bytes, ...]:
    """What a tile holds, from the nodes of the tree."""
    first = tile.index * WIDTH
    return tuple(node(HEIGHT * tile.level, first + offset) for offset in range(tile.width))


def print_tile(hashes: Sequence[bytes]) -> bytes:
    """1 to 256 hashes, one after the other."""
    if not 1 <= len(hashes) <= WIDTH or any(len(one) != HASH_BYTES for one in hashes):
        raise MisuseError("This is no tile.", accepted=f"1 to {WIDTH} hashes of {HASH_BYTES} bytes")
    return b"".join(hashes)


def parse_tile(data: bytes, width: int) -> tuple[bytes, ...]:
    """The hashes of a tile of exactly this width."""
    if len(data) != width * HASH_BYTES or not 1 <= width <= WIDTH:
        raise VerificationError("A tile is not as wide as its path says.")
    return tuple(data[start : start + HASH_BYTES] for start in range(0, len(data), HASH_BYTES))


def print_bundle(entries: Sequence[bytes]) -> bytes:
    """1 to 256 entries, each with its length in front (uint16, big-endian)."""
    if not 1 <= len(entries) <= WIDTH or any(len(entry) > MOST_BYTES for entry in entries):
        raise MisuseError("This is no entry bundle.", accepted=f"1 to {WIDTH} entries of {MOST_BYTES} bytes")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def parse_bundle(data: bytes, width: int) -> tuple[bytes, ...]:
    """The entries of a bundle of exactly this width; nothing may be cut off or left over."""
    entries: list[bytes] = []
    start = 0
    while start < len(data) and len(entries) < WIDTH:
        body = start + 2
        end = body + int.from_bytes(data[start:body], "big")
        if end > len(data):
            raise VerificationError("An entry bundle is cut off.")
        entries.append(data[body:end])
        start = end
    if start != len(data) or len(entries) != width or not entries:
        raise VerificationError("An entry bundle is not as wide as its path says.")
    return tuple(entries)


def nodes_of(size: int, read: Callable[[Tile], Sequence[bytes]]) -> NodeOf:
    """The look-up of nodes in the tiles of a tree of this size: one tile and at most 127 hashes a node.

    `read` gives the hashes of a tile of just the asked width; keeping what it has read is its own affair.
    """

    def node(level: int, index: int) -> bytes:
        if level < 0 or index < 0 or (index + 1) << level > size:
            raise MisuseError("A tree of this size has no such node.", accepted="a perfect subtree within the size")
        tile_level, height = divmod(level, HEIGHT)
        first = index << height
        tile = _tile_at(size, tile_level, first // WIDTH)
        hashes = read(tile)
        if len(hashes) != tile.width:
            raise VerificationError("A tile is not as wide as its path says.")
        offset = first % WIDTH
        return root_of(extend((), 0, hashes[offset : offset + (1 << height)])[0])

    return node


def _tile_at(size: int, level: int, index: int) -> Tile:
    hashes = size >> (HEIGHT * level)
    return Tile(level=level, index=index, width=min(WIDTH, hashes - index * WIDTH))
