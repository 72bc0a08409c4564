"""How like two words are: equal in sound, cut short, abbreviated, misspelt. Remembered, since words repeat."""

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from goodstanding.screening.answer import How
from goodstanding.screening.sounds import UNVOWELLED, skeleton, sound

_KEPT = 1 << 20
#: Three slips change at most six letters; spellings of one sound differ in few.
_MOST_OTHER_LETTERS = 4
_UNVOWELLED_QUALITY = 850
_ARTICLES = frozenset({"al", "el", "ul"})


class Likeness(NamedTuple):
    """Quality in thousandths, 1000 = equal; and how the words met."""

    quality: int
    how: How


UNLIKE = Likeness(0, How.MISSING)
EQUAL = Likeness(1000, How.EXACT)


def likeness(one: str, other: str) -> Likeness:
    """Of two words in any order. Numbers and single letters are equal or unlike, never nearly so."""
    if one == other:
        return EQUAL
    if (letters(one) ^ letters(other)).bit_count() > _MOST_OTHER_LETTERS and not _may_shorten(one, other):
        return UNLIKE
    return _likeness(one, other) if one < other else _likeness(other, one)


@lru_cache(maxsize=_KEPT)
def letters(word: str) -> int:
    """Which letters a word has once its spelling is folded, one bit each: most words are told apart by this alone."""
    bits = 0
    for letter in sound(word):
        bits |= 1 << (ord(letter) & 31)
    return bits


def _may_shorten(one: str, other: str) -> bool:
    if one[0] != other[0]:
        return UNVOWELLED in (one[0], other[0]) or one[:2] in _ARTICLES or other[:2] in _ARTICLES
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return len(short) >= 3 and (long.startswith(short) or len(short) * 2 <= len(long) + 3)


@lru_cache(maxsize=_KEPT)
def _likeness(one: str, other: str) -> Likeness:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) < 2 or _has_digit(one) or _has_digit(other):
        return UNLIKE
    if UNVOWELLED in (one[0], other[0]):
        return _by_consonants(one, other, _UNVOWELLED_QUALITY)
    if long[:2] in _ARTICLES and len(short) >= 4 and sound(long[2:]) == sound(short):
        return Likeness(950, How.JOINED)
    best = max(_edited(short, long), _shortened(short, long), _by_sound(one, other), key=lambda found: found.quality)
    return best if best.quality else _by_consonants(one, other, 600)


def _has_digit(word: str) -> bool:
    return not word.isalpha() and any(letter.isdecimal() for letter in word)


def _allowed(length: int) -> int:
    """Slips that a word of this length may hold."""
    return 0 if length < 4 else 1 if length < 8 else 2 if length < 12 else 3


def _edited(short: str, long: str) -> Likeness:
    most = _allowed(len(long))
    if len(long) - len(short) > most or len(short) < 4:
        return UNLIKE
    slips = OSA.distance(short, long, score_cutoff=most)
    if slips > most:
        return UNLIKE
    at_start = 100 if short[0] != long[0] else 0
    return Likeness(max(0, 1000 - 1400 * slips // len(long) - at_start), How.EDIT)


def _by_sound(one: str, other: str) -> Likeness:
    first, second = sound(one), sound(other)
    if first == second:
        return Likeness(930 if len(first) >= 4 else 800, How.ROMANISED)
    length = max(len(first), len(second))
    most = _allowed(length)
    if min(len(first), len(second)) < 4 or abs(len(first) - len(second)) > most:
        return UNLIKE
    slips = OSA.distance(first, second, score_cutoff=most)
    return Likeness(930 - 1600 * slips // length, How.ROMANISED) if slips <= most else UNLIKE


def _shortened(short: str, long: str) -> Likeness:
    if short[0] != long[0] or len(short) < 3 or len(long) - len(short) < 2:
        return UNLIKE
    if long.startswith(short):
        return Likeness(500 + 450 * len(short) // len(long) if len(short) >= 4 else 500, How.TRUNCATED)
    letters = iter(long)
    if len(short) * 2 <= len(long) + 3 and all(letter in letters for letter in short) and _bare(short):
        return Likeness(400 + 400 * len(short) // len(long), How.ABBREVIATED)
    return UNLIKE


def _bare(short: str) -> bool:
    """Whether mostly consonants are left, as an abbreviation keeps them."""
    return sum(letter in "aeiou" for letter in short) * 3 <= len(short)


def _by_consonants(one: str, other: str, quality: int) -> Likeness:
    first, second = skeleton(one), skeleton(other)
    least = 2 if quality == _UNVOWELLED_QUALITY else 3
    if first != second or len(first) < least:
        return UNLIKE
    return Likeness(quality if len(first) > 2 else quality - 150, How.ROMANISED)
