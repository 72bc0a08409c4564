"""Names shortened by the beginnings of their words: `Covamin` of `Compania Valdora de Minas`. Evidence, no proof."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

#: In thousandths of a bit: what a letter in its place tells; what it takes away that every word may begin to any
#: length, and that words may be left out.
OF_A_LETTER = 3_300
_OF_A_BEGINNING = 2_600
_OF_A_GAP = 1_500
SHORTEST = 5
LONGEST = 16
#: So many letters of a shortened name file it and find it.
KEYED = 4
_MOST_WORDS = 10
#: A legal form's letters, or a company's, that may stand behind a shortened name.
_TAILS = ("sa", "ca", "co")
_OF_A_TAIL = 2
_FIRST_LETTERS = 8
_MOST_LEFT_OUT = 2
_LEAST_BEYOND_INITIALS = 2


def letters(text: str) -> int:
    """The letters of a text, a bit each."""
    bits = 0
    for letter in text:
        bits |= 1 << (ord(letter) & 31)
    return bits


@lru_cache(maxsize=1 << 16)
def syllables(short: str, words: tuple[str, ...], rarities: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    """What it tells that the short word is made of the beginnings of words, in their order; and of which, by place.

    No beginning tells more than its whole word. (0, ()) where it is not, where one word makes it, or where only first
    letters do, which are initials.
    """
    if not (SHORTEST <= len(short) <= LONGEST and short.isalpha() and len(words) > 1):
        return 0, ()
    best: tuple[int, tuple[int, ...]] = 0, ()
    if not is_made_of(short, words[:_MOST_WORDS]):
        return best
    reading = _Reading(short, words[:_MOST_WORDS], rarities)
    for first in range(min(len(words) - 1, _MOST_LEFT_OUT)):
        found = reading.rest(0, first)
        if found is not None and len(found[1]) > 1 and len(short) - len(found[1]) >= _LEAST_BEYOND_INITIALS:
            best = max(best, (found[0] - first * _OF_A_GAP, found[1]))
    return best


def is_made_of(short: str, words: Sequence[str], left_out: int = _MOST_LEFT_OUT) -> bool:
    """Whether beginnings of two words or more spell the short word, in their order, so many words left out in a row.

    Bits stand for the places of the short word up to which each word may spell it: all ways go on at once.
    """
    ends = 1 << len(short) | 1 << _end_of(short)
    firsts = min(len(words) - 1, left_out)
    reached: list[int] = []
    for at, word in enumerate(words):
        begun = 1 if at < firsts else 0
        for before in reached[-1 - left_out :]:
            begun |= before
        if not begun:
            return False
        further = 0
        start = short.find(word[:1])
        while start >= 0:
            if begun >> start & 1:
                here, place = 0, 2 << start
                for letter, other in zip(short[start:], word, strict=False):
                    if letter != other:
                        break
                    here |= place
                    place <<= 1
                if start and here & ends:
                    return True
                further |= here
            start = short.find(word[:1], start + 1)
        reached.append(further)
    return False


def _end_of(short: str) -> int:
    """Where a tail begins behind the short word, if one does; else where it ends."""
    return len(short) - _OF_A_TAIL * short.endswith(_TAILS)


def pairs_within(words: Sequence[str]) -> int:
    """Bits for the neighbouring letters with which these words begin, and below them one for each first letter."""
    bits = 0
    for word in words:
        bits |= _pairs_of(word[:_FIRST_LETTERS])
    return bits


@lru_cache(maxsize=1 << 16)
def _pairs_of(word: str) -> int:
    bits = 1 << (ord(word[:1] or " ") & 31)
    for one, other in pairwise(word):
        bits |= _pair(one, other)
    return bits


def steps_of(short: str) -> Iterator[int]:
    """For each letter behind the keyed ones bits of which the long name must have one, unless a tail begins there."""
    for place in range(KEYED, _end_of(short)):
        yield 1 << (ord(short[place]) & 31) | _pair(short[place - 1], short[place])


def steps_at_start(short: str) -> Iterator[int]:
    """The same for the first letters, of names whose words may begin with several of them."""
    for place in range(1, min(_end_of(short), _FIRST_LETTERS)):
        yield 1 << (ord(short[place]) & 31) | _pair(short[place - 1], short[place])


def _pair(one: str, other: str) -> int:
    return 1 << 32 + (ord(one) * 7 + ord(other)) % 31


def beginnings(words: Sequence[str]) -> set[str]:
    """The first letters of what these words may be shortened to."""
    found: set[str] = set()
    for first in range(min(len(words) - 1, _MOST_LEFT_OUT)):
        begun = [""]
        for word in words[first : first + KEYED]:
            longer = [one + word[:size] for one in begun for size in range(1, min(KEYED - len(one), len(word)) + 1)]
            found.update([one for one in longer if len(one) == KEYED])
            begun = [one for one in longer if len(one) < KEYED]
    return found


_Found = tuple[int, tuple[int, ...]] | None


class _Reading:
    """All ways to read one short word, each part of it once."""

    def __init__(self, short: str, words: tuple[str, ...], rarities: tuple[int, ...]) -> None:
        self._short = short
        self._words = words
        self._rarities = rarities
        self._known: dict[tuple[int, int], _Found] = {}

    def rest(self, at: int, word: int) -> _Found:
        """The best way to read the rest of the short word, from this word on, which is used."""
        if (at, word) not in self._known:
            self._known[at, word] = self._read(at, word)
        return self._known[at, word]

    def _read(self, at: int, word: int) -> _Found:
        best: _Found = None
        for size in range(1, self._shared(at, self._words[word]) + 1):
            left = self._short[at + size :]
            ways: list[tuple[int, tuple[int, ...]]] = [(0, ())] if not left or left in _TAILS else []
            for following in range(word + 1, min(len(self._words), word + _MOST_LEFT_OUT + 2) if left else 0):
                found = self.rest(at + size, following)
                if found is not None:
                    ways.append((found[0] - (following - word - 1) * _OF_A_GAP, found[1]))
            if ways:
                gain = min(size * OF_A_LETTER - _OF_A_BEGINNING, self._rarities[word])
                told, places = max(ways)
                found = gain + told, (word, *places)
                best = found if best is None else max(best, found)
        return best

    def _shared(self, at: int, word: str) -> int:
        size, short = 0, self._short
        while at + size < len(short) and size < len(word) and short[at + size] == word[size]:
            size += 1
        return size
