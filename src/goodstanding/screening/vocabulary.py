"""All words of a segment, and the ones that are near a given word. Filed once, compared once."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from goodstanding.screening.keys import key_of, sound_key, word_keys
from goodstanding.screening.likeness import truncated
from goodstanding.screening.marks import Marks
from goodstanding.screening.marks import which_may_be_like as which_marks_may_be_like
from goodstanding.screening.nearness import qualities
from goodstanding.screening.prints import print_of, which_may_be_like
from goodstanding.screening.sounds import sound
from goodstanding.screening.syllables import KEYED, LONGEST, SHORTEST
from goodstanding.screening.texts import Texts, read_texts, text_arrays

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_COMPARED = 600
_MOST_LONGER = 100
_SHORTEST_START = 4
_NEAR_FROM = 500
_JOINED_FROM = 800
_MOST_REMEMBERED = 200_000


class NearWords(NamedTuple):
    """Words of the vocabulary by their numbers, and how near each is in thousandths."""

    words: "NDArray[np.int64]"
    qualities: "NDArray[np.int64]"


class Vocabulary:
    """Words in sorted order; a word's number is its place. Does not know in which names they stand."""

    def __init__(self, arrays: "Mapping[str, NDArray[Any]]") -> None:
        self.words: Texts = read_texts(arrays, "vocabulary")
        self.sounds: Texts = read_texts(arrays, "vocabulary_sounds")
        self.keys = arrays["vocabulary_keys"]
        self.filed = arrays["vocabulary_filed"]
        self.prints = arrays["vocabulary_prints"]
        self.marks = Marks.read(arrays, "vocabulary")
        self._numbers: dict[str, int | None] = {}
        self._near: dict[str, NearWords] = {}
        self._joined: dict[str, NearWords] = {}

    @staticmethod
    def arrays_of(words: list[str]) -> "dict[str, NDArray[Any]]":
        """Sorted words, and all by which they are found and told apart."""
        import numpy as np

        keys: list[int] = []
        filed: list[int] = []
        for number, word in enumerate(words):
            found = [*word_keys(word), key_of("=", word)]
            found += [key_of("y", word[:KEYED])] if SHORTEST <= len(word) <= LONGEST else []
            keys += found
            filed += [number] * len(found)
        key_array = np.array(keys, dtype=np.uint32)
        order = np.argsort(key_array, kind="stable")
        return (
            text_arrays("vocabulary", words)
            | text_arrays("vocabulary_sounds", map(sound, words))
            | {"vocabulary_keys": key_array[order], "vocabulary_filed": np.array(filed, dtype=np.int32)[order]}
            | {"vocabulary_prints": np.array([print_of(word) for word in words], dtype=np.int64)}
            | Marks.of(words).arrays("vocabulary")
        )

    def number(self, word: str) -> int | None:
        """The word's number, if it stands here."""
        return self._numbered([word])[0]

    def _numbered(self, words: list[str]) -> list[int | None]:
        unknown = [word for word in words if word not in self._numbers]
        if len(self._numbers) >= _MOST_REMEMBERED:
            self._numbers.clear()
            unknown = words
        for word, numbers in zip(unknown, self._filed([key_of("=", word) for word in unknown]), strict=True):
            self._numbers[word] = next((number for number in numbers.tolist() if self.words[number] == word), None)
        return [self._numbers[word] for word in words]

    def _filed(self, under: list[int]) -> "list[NDArray[np.int32]]":
        """The words under each of these keys."""
        import numpy as np

        keys = np.array(under, dtype=np.uint32)
        starts = np.searchsorted(self.keys, keys, side="left").tolist()
        stops = np.searchsorted(self.keys, keys, side="right").tolist()
        return [self.filed[start:stop] for start, stop in zip(starts, stops, strict=True)]

    def by_initials(self, keys: list[int]) -> list[int]:
        """The words that may be the shortening of a name with one of these keys."""
        return [number for found in self._filed(keys) for number in found.tolist()]

    def beginning_with(self, several: list[str], most: int) -> "NDArray[np.int32]":
        """Words that begin with one of these first letters, `KEYED` of them; at most so many of each."""
        import numpy as np

        found = [numbers[:most] for numbers in self._filed([key_of("y", letters) for letters in several])]
        return np.concatenate(found) if found else np.zeros(0, dtype=np.int32)

    def near(self, word: str) -> NearWords:
        """The word itself, its misspellings, its longer and shorter forms. Remembered."""
        found = self._near.get(word)
        if found is None:
            if len(self._near) >= _MOST_REMEMBERED:
                self._near.clear()
            starts = self._starts(word)
            numbers = self._filed_with(word, word_keys(word))
            found = self._near[word] = self._compared(word, numbers, _NEAR_FROM, starts)
        return found

    def near_joined(self, word: str) -> NearWords:
        """Words that are written or sound like several together. Remembered."""
        found = self._joined.get(word)
        if found is None:
            if len(self._joined) >= _MOST_REMEMBERED:
                self._joined.clear()
            numbers = self._filed_with(word, [sound_key(word)])
            found = self._joined[word] = self._compared(word, numbers, _JOINED_FROM, {})
        return found

    def _compared(self, word: str, numbers: "NDArray[np.int32]", least: int, known: dict[int, int]) -> NearWords:
        import numpy as np

        own = self.number(word)
        listed = sorted(set(numbers.tolist()) - known.keys() - {own})
        pairs = list(known.items())
        if listed:
            others = np.array(listed)
            marks = self.marks.take(others)
            like = np.flatnonzero(which_marks_may_be_like(Marks.of([word]), marks))
            others, marks = others[like], marks.take(like)
            found = qualities(word, self.words.several(others), self.sounds.several(others), marks)
            is_near = found >= least
            pairs += zip(others[is_near].tolist(), found[is_near].tolist(), strict=True)
        pairs += [] if own is None else [(own, 1000)]
        pairs.sort(key=lambda one: one[1])
        columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return NearWords(columns[:, 0], columns[:, 1])

    def _filed_with(self, word: str, under: Iterable[int]) -> "NDArray[np.int32]":
        """Filed under these keys, the rarest key first, and of nearly the same letters as the word."""
        import numpy as np

        spans: list[NDArray[np.int32]] = []
        left = _MOST_COMPARED
        for numbers in sorted(self._filed(sorted(under)), key=len):
            spans.append(numbers[:_MOST_COMPARED])
            left -= len(numbers)
            if left < 0:
                break
        found = np.concatenate(spans) if spans else np.zeros(0, dtype=np.int32)
        return found[which_may_be_like(word, self.prints[found])]

    def _starts(self, word: str) -> dict[int, int]:
        """Words that this one is the start of, and those that are its start, by two letters or more."""
        if len(word) < _SHORTEST_START or not word.isalpha():
            return {}
        start = bisect_left(self.words, word)
        stop = bisect_left(self.words, word + "\U0010ffff", start, min(len(self.words), start + _MOST_LONGER))
        shorter = self._numbered([word[:size] for size in range(_SHORTEST_START, len(word) - 1)])
        sizes = {number: len(self.words[number]) for number in (*range(start, stop), *shorter) if number is not None}
        return {
            number: truncated(min(size, len(word)), max(size, len(word)))
            for number, size in sizes.items()
            if abs(size - len(word)) > 1 and self.words[number].isalpha()
        }
