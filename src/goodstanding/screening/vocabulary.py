"""All words of a segment, and the ones that are near a given word. Filed once, compared once."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from goodstanding.screening.keys import word_keys
from goodstanding.screening.likeness import likeness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_COMPARED = 600
_MOST_LONGER = 100
_SHORTEST_START = 4
_NEAR_FROM = 500
_MOST_REMEMBERED = 200_000


class Near(NamedTuple):
    """A word of the vocabulary by its number, and how near it is in thousandths."""

    word: int
    quality: int


class Vocabulary:
    """Words in sorted order; a word's number is its place. Does not know in which names they stand."""

    def __init__(self, words: Sequence[str], keys: "NDArray[np.uint32]", filed: "NDArray[np.int32]") -> None:
        self.words = words
        self.keys = keys
        self.filed = filed
        self._numbers: dict[str, int | None] = {}
        self._near: dict[str, tuple[Near, ...]] = {}

    @classmethod
    def of(cls, words: list[str]) -> "Vocabulary":
        """File sorted words under their keys."""
        import numpy as np

        keys: list[int] = []
        filed: list[int] = []
        for number, word in enumerate(words):
            found = word_keys(word)
            keys += found
            filed += [number] * len(found)
        key_array = np.array(keys, dtype=np.uint32)
        order = np.argsort(key_array, kind="stable")
        return cls(words, key_array[order], np.array(filed, dtype=np.int32)[order])

    def number(self, word: str) -> int | None:
        """The word's number, if it stands here."""
        if word in self._numbers:
            return self._numbers[word]
        place = bisect_left(self.words, word)
        found = place if place < len(self.words) and self.words[place] == word else None
        if len(self._numbers) >= _MOST_REMEMBERED:
            self._numbers.clear()
        self._numbers[word] = found
        return found

    def by_initials(self, key: int) -> list[int]:
        """The words that may be the shortening of a name with this key."""
        import numpy as np

        wanted = np.uint32(key)
        start, stop = int(np.searchsorted(self.keys, wanted, "left")), int(np.searchsorted(self.keys, wanted, "right"))
        return self.filed[start:stop].tolist() if start < stop else []

    def near(self, word: str) -> tuple[Near, ...]:
        """The word itself, its misspellings, its longer and shorter forms. Remembered."""
        found = self._near.get(word)
        if found is None:
            if len(self._near) >= _MOST_REMEMBERED:
                self._near.clear()
            found = self._near[word] = tuple(self._search(word))
        return found

    def _search(self, word: str) -> list[Near]:
        numbers = set(self._shorter(word)) | set(self._longer(word)) | self._filed_with(word)
        own = self.number(word)
        found = [Near(own, 1000)] if own is not None else []
        for number in sorted(numbers - {own}):
            quality = likeness(word, self.words[number]).quality
            if quality >= _NEAR_FROM:
                found.append(Near(number, quality))
        return found

    def _filed_with(self, word: str) -> set[int]:
        import numpy as np

        keys = np.array(sorted(word_keys(word)), dtype=np.uint32)
        starts = np.searchsorted(self.keys, keys, side="left").tolist()
        stops = np.searchsorted(self.keys, keys, side="right").tolist()
        found: set[int] = set()
        for start, stop in sorted(zip(starts, stops, strict=True), key=lambda span: span[1] - span[0]):
            if start < stop:
                found.update(self.filed[start : min(stop, start + _MOST_COMPARED)].tolist())
            if len(found) > _MOST_COMPARED:
                break
        return found

    def _longer(self, word: str) -> list[int]:
        if len(word) < _SHORTEST_START:
            return []
        start = bisect_left(self.words, word)
        stop = bisect_left(self.words, word + "\U0010ffff", start)
        return list(range(start, min(stop, start + _MOST_LONGER)))

    def _shorter(self, word: str) -> list[int]:
        starts = (self.number(word[:size]) for size in range(_SHORTEST_START, len(word)))
        return [number for number in starts if number is not None]
