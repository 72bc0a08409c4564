"""What is read from the database to be published: only what leads to the committed root.

Nothing is repaired here, and what was published before is not read: `rebuild --check` says what is damaged.
"""

from goodstanding.ledger.merkle import extend, hash_leaf, root_of
from goodstanding.ledger.proofs import root_at
from goodstanding.ledger.tiles import WIDTH, Bundle, Tile
from goodstanding.services.ports import Reader
from goodstanding.services.proving import trees_of
from goodstanding.values.errors import VerificationError

DAMAGED = "run `goodstanding rebuild --check`"


def require_whole(reader: Reader) -> None:
    """Nothing is published of a tree that is not the committed one: its edge must give the head's root."""
    head = reader.head()
    try:
        root = root_at(head.size, trees_of(reader, head.size).node)
    except VerificationError as error:
        raise VerificationError(error.what, to_do=DAMAGED) from error
    if root != head.root:
        raise VerificationError("The log's tiles do not give its root.", to_do=DAMAGED)


class WholeTiles:
    """Entries and hashes of one snapshot whose edge `require_whole` has checked; VerificationError for others."""

    def __init__(self, reader: Reader, size: int) -> None:
        self._reader = reader
        self._size = size
        self._checked: set[tuple[int, int]] = set()

    def entries(self, bundle: Bundle) -> list[bytes]:
        """The entries of a bundle: none is missing, and each is the one that was hashed at its place."""
        start = bundle.index * WIDTH
        stored = list(self._reader.stored(start, start + bundle.width))
        if [seq for seq, _, _, _ in stored] != list(range(start, start + bundle.width)):
            raise VerificationError("An entry is missing in the database.", to_do=DAMAGED)
        leaves = self.hashes(Tile(level=0, index=bundle.index, width=bundle.width))
        if any(hash_leaf(body) != leaf for (_, _, body, _), leaf in zip(stored, leaves, strict=True)):
            raise VerificationError("An entry is not the one that was hashed.", to_do=DAMAGED)
        return [body for _, _, body, _ in stored]

    def hashes(self, tile: Tile) -> list[bytes]:
        """The hashes of a tile; those of a full one give its hash in the tile above, and so on up to the edge."""
        first = tile.index * WIDTH
        found = self._reader.hashes(tile.level, first, first + tile.width)
        if len(found) != tile.width:
            raise VerificationError("A hash is missing in the log's tiles.", to_do=DAMAGED)
        if tile.width == WIDTH and (tile.level, tile.index) not in self._checked:
            level, index = tile.level + 1, tile.index // WIDTH
            width = min(WIDTH, (self._size >> 8 * level) - index * WIDTH)
            above = self.hashes(Tile(level=level, index=index, width=width))
            if root_of(extend((), 0, found)[0]) != above[tile.index % WIDTH]:
                raise VerificationError("The log's tiles do not give its root.", to_do=DAMAGED)
            self._checked.add((tile.level, tile.index))
        return found
