"""All words of a segment, and the ones that are near a given word. Filed once, compared once."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import islice
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
#: A word of several and another one's number are packed into one number.
_NUMBER = 32
_ANY_NUMBER = (1 << _NUMBER) - 1


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
        starts = self.keys.searchsorted(keys, side="left").tolist()
        stops = self.keys.searchsorted(keys, side="right").tolist()
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
        self.learn([word], [])
        return self._near[word]

    def near_joined(self, word: str) -> NearWords:
        """Words that are written or sound like several together. Remembered."""
        self.learn([], [word])
        return self._joined[word]

    def learn(self, words: Iterable[str], joined: Iterable[str]) -> None:
        """Find what is near all of these, in one go."""
        new = [word for word in dict.fromkeys(words) if word not in self._near]
        several = [word for word in dict.fromkeys(joined) if word not in self._joined]
        if new or several:
            for known in (self._near, self._joined):
                if len(known) >= _MOST_REMEMBERED:
                    known.clear()
            found = self._compared(new, several)
            self._near.update(zip(new, found, strict=False))
            self._joined.update(zip(several, found[len(new) :], strict=True))

    def _compared(self, new: list[str], several: list[str]) -> list[NearWords]:
        """What is near each of these words, then what is near each of those that are several together."""
        import numpy as np

        words = [*new, *several]
        own = self._numbered(words)
        known = [*map(self._starts, new), *({} for _ in several)]
        found = self._filed_with(words, [*map(word_keys, new), *({sound_key(word)} for word in several)])
        told = [at << _NUMBER | number for at, numbers in enumerate(known) for number in numbers]
        told += [at << _NUMBER | number for at, number in enumerate(own) if number is not None]
        found = _without(found, told)
        at, others = found >> _NUMBER, found & _ANY_NUMBER
        which, at = np.unique(at, return_inverse=True)
        mine, marks = Marks.of([words[one] for one in which.tolist()]).take(at), self.marks.take(others)
        like = np.flatnonzero(which_marks_may_be_like(mine, marks))
        at, others, mine, marks = which[at[like]], others[like], mine.take(like), marks.take(like)
        texts = [words[one] for one in at.tolist()]
        liked = qualities(texts, mine, self.words.several(others), self.sounds.several(others), marks)
        is_near = liked >= np.where(at < len(new), _NEAR_FROM, _JOINED_FROM)
        at, others, liked = at[is_near], others[is_near], liked[is_near]
        ends = np.searchsorted(at, np.arange(len(words) + 1)).tolist()
        return [
            _sorted(known[one], others[ends[one] : ends[one + 1]], liked[ends[one] : ends[one + 1]], own[one])
            for one in range(len(words))
        ]

    def _filed_with(self, words: list[str], under: list[set[int]]) -> "NDArray[np.int64]":
        """What is filed under each word's keys, its rarest key first, and of nearly the same letters as the word.

        The place of the word and the number of what is filed, packed; sorted, each pair once.
        """
        import numpy as np

        filed = iter(self._filed([key for keys in under for key in sorted(keys)]))
        spans: list[NDArray[np.int32]] = []
        counts = []
        for keys in under:
            left, taken = _MOST_COMPARED, 0
            for numbers in sorted(islice(filed, len(keys)), key=len):
                spans.append(numbers[:_MOST_COMPARED])
                taken += len(spans[-1])
                left -= len(numbers)
                if left < 0:
                    break
            counts.append(taken)
        found = np.concatenate(spans) if spans else np.zeros(0, dtype=np.int32)
        at = np.repeat(np.arange(len(words)), counts)
        own = np.array([print_of(word) if count else 0 for word, count in zip(words, counts, strict=True)])
        near = which_may_be_like(own[at], self.prints[found])
        return np.unique(at[near] << _NUMBER | found[near])

    def _starts(self, word: str) -> dict[int, int]:
        """Words that this one is the start of, and those that are its start, by two letters or more."""
        import numpy as np

        if len(word) < _SHORTEST_START or not word.isalpha():
            return {}
        own, *shorter = self._numbered([word, *(word[:size] for size in range(_SHORTEST_START, len(word) - 1))])
        start = bisect_left(self.words, word) if own is None else own
        stop = bisect_left(self.words, word + "\U0010ffff", start, min(len(self.words), start + _MOST_LONGER))
        numbers = np.array([*range(start, stop), *(number for number in shorter if number is not None)], dtype=np.int64)
        sizes, plain = self.marks.size[numbers], self.marks.plain[numbers]
        return {
            number: truncated(min(size, len(word)), max(size, len(word)))
            for number, size, is_plain in zip(numbers.tolist(), sizes.tolist(), plain.tolist(), strict=True)
            if is_plain and abs(size - len(word)) > 1
        }


def _without(found: "NDArray[np.int64]", others: list[int]) -> "NDArray[np.int64]":
    """Sorted numbers without the others."""
    import numpy as np

    if not len(found):
        return found
    several = np.array(others, dtype=np.int64)
    places = np.minimum(np.searchsorted(found, several), len(found) - 1)
    kept = np.ones(len(found), dtype=np.bool_)
    kept[places[found[places] == several]] = False
    return found[kept]


def _sorted(
    known: dict[int, int], others: "NDArray[np.int64]", liked: "NDArray[np.int64]", own: int | None
) -> NearWords:
    """All of them, the least near first; the word itself last."""
    import numpy as np

    itself = [] if own is None else [own]
    words = np.array([*known, *others.tolist(), *itself], dtype=np.int64)
    found = np.array([*known.values(), *liked.tolist(), *[1000 for _ in itself]], dtype=np.int64)
    order = np.argsort(found, kind="stable")
    return NearWords(words[order], found[order])
