"""The marks of many words as columns: one word is told apart from all of them at once, as `may_be_like` does it."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from goodstanding.screening.prints import OF_A_CUT, mark_of
from goodstanding.screening.sounds import ARTICLES
from goodstanding.screening.syllables import letters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BEGINS_WITH_ARTICLE = 2
_KINDS = ("u8", "u8", "u4", "u4", "u1", "u2", "u2", "u1", "u4")
_KEPT = 1 << 16
_HALF = 64
_LOW = (1 << _HALF) - 1
_ANY = (1 << 32) - 1
_LONGEST = (1 << 16) - 1


class Marks(NamedTuple):
    """The fields of `Mark`, a column each; its pairs are two, of 64 bits. `plain` is 0 for words that are not of
    letters alone, 2 for those that begin with an article, 1 for all others. `letters` are a bit each.
    """

    low: "NDArray[np.uint64]"
    high: "NDArray[np.uint64]"
    bones: "NDArray[np.uint32]"
    firsts: "NDArray[np.uint32]"
    most: "NDArray[np.uint8]"
    size: "NDArray[np.uint16]"
    shortens: "NDArray[np.uint16]"
    plain: "NDArray[np.uint8]"
    letters: "NDArray[np.uint32]"

    @classmethod
    def of(cls, words: Iterable[str]) -> "Marks":
        """A row for each word, in their order."""
        import numpy as np

        columns = list(zip(*map(_fields, words), strict=True)) or [()] * len(_KINDS)
        return cls(*[np.array(column, dtype=kind) for column, kind in zip(columns, _KINDS, strict=True)])

    def columns(self) -> "Marks":
        """Each row beside all rows of others, for `which_may_be_like`."""
        beside: Any = (slice(None), None)
        return self.take(beside)

    @classmethod
    def read(cls, arrays: "Mapping[str, NDArray[Any]]", name: str) -> "Marks":
        """What `arrays` gave under this name."""
        return cls(*[arrays[f"{name}_{field}"] for field in cls._fields])

    def arrays(self, name: str) -> "dict[str, NDArray[Any]]":
        """The columns, to be kept."""
        return {f"{name}_{field}": getattr(self, field) for field in self._fields}

    def take(self, rows: "NDArray[Any]") -> "Marks":
        """These rows alone."""
        return Marks(*[column[rows] for column in self])


@lru_cache(maxsize=_KEPT)
def _fields(word: str) -> tuple[int, ...]:
    mark = mark_of(word)
    return (
        mark.pairs & _LOW,
        mark.pairs >> _HALF,
        mark.bones,
        mark.firsts & _ANY,
        mark.most,
        min(mark.size, _LONGEST - 1),
        min(mark.shortens, _LONGEST),
        _plain(word),
        letters(word),
    )


def _plain(word: str) -> int:
    return 0 if len(word) < 2 or not word.isalpha() else BEGINS_WITH_ARTICLE if word[:2] in ARTICLES else 1


def which_may_be_like(one: Marks, others: Marks) -> "NDArray[np.bool_]":
    """`may_be_like` of one word's mark, or of each of a column of them, and of each of the others."""
    import numpy as np

    differ = np.bitwise_count(others.low ^ one.low) + np.bitwise_count(others.high ^ one.high)
    near: NDArray[np.bool_] = differ <= np.maximum(others.most, one.most)
    beyond = np.bitwise_count(others.low & ~one.low) + np.bitwise_count(others.high & ~one.high)
    lacking = np.bitwise_count(one.low & ~others.low) + np.bitwise_count(one.high & ~others.high)
    cut = np.minimum(beyond, lacking) <= OF_A_CUT
    cut |= (others.bones == one.bones) | (others.shortens <= one.size) | (others.size >= one.shortens)
    near |= cut & (others.firsts & one.firsts != 0)
    return near
