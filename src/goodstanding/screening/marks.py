"""The marks of many words as columns: one word is told apart from all of them at once, as `may_be_like` does it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from goodstanding.screening.prints import OF_A_CUT, mark_of
from goodstanding.screening.sounds import ARTICLES
from goodstanding.screening.syllables import letters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HALF = 64
_LOW = (1 << _HALF) - 1
_ANY = (1 << 32) - 1
_LONGEST = (1 << 16) - 1


class Marks(NamedTuple):
    """The fields of `Mark`, a column each; its pairs are two, of 64 bits. `plain` is 1 for words of letters alone that
    begin with no article: those that are like others by their letters and sounds only. `letters` are a bit each.
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

        listed = list(words)
        found = list(map(mark_of, listed))
        return cls(
            low=np.array([mark.pairs & _LOW for mark in found], dtype=np.uint64),
            high=np.array([mark.pairs >> _HALF for mark in found], dtype=np.uint64),
            bones=np.array([mark.bones for mark in found], dtype=np.uint32),
            firsts=np.array([mark.firsts & _ANY for mark in found], dtype=np.uint32),
            most=np.array([mark.most for mark in found], dtype=np.uint8),
            size=np.array([min(mark.size, _LONGEST - 1) for mark in found], dtype=np.uint16),
            shortens=np.array([min(mark.shortens, _LONGEST) for mark in found], dtype=np.uint16),
            plain=np.array(list(map(is_plain, listed)), dtype=np.uint8),
            letters=np.array(list(map(letters, listed)), dtype=np.uint32),
        )

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


def is_plain(word: str) -> bool:
    """Whether a word is two letters or more and nothing else, and begins with no article."""
    return len(word) > 1 and word.isalpha() and word[:2] not in ARTICLES


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
