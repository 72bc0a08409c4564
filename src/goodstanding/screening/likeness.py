"""How like two words are: equal in sound, cut short, abbreviated, misspelt. Remembered, since words repeat."""

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from goodstanding.screening.answer import How
from goodstanding.screening.prints import is_bare, mark_of, may_be_like
from goodstanding.screening.sounds import ARTICLES, UNVOWELLED, skeleton, sound

_KEPT = 1 << 20
#: Of the same consonants and other vowels: what that is worth, how many of them are needed, how much may differ.
OF_BONES = 600
_LEAST_BONES = 3
MOST_VOWELS = 2
_OF_AN_ARTICLE = 950


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
    if not may_be_like(mark_of(one), mark_of(other)):
        return UNLIKE
    return judged(one, other)


def judged(one: str, other: str) -> Likeness:
    """The same of two words that are not equal, and of which the marks are known to be like each other."""
    return _likeness(one, other) if one < other else _likeness(other, one)


@lru_cache(maxsize=_KEPT)
def _likeness(one: str, other: str) -> Likeness:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) < 2 or _has_digit(one) or _has_digit(other):
        return UNLIKE
    if UNVOWELLED in (one[0], other[0]):
        return _unvowelled(one, other)
    if found := behind_article(one, other):
        return Likeness(found, How.JOINED)
    best, how = _edited(short, long), How.EDIT
    if (found := cut_short(short, long)) > best:
        best, how = found, How.TRUNCATED
    if (found := abbreviated(short, long)) > best:
        best, how = found, How.ABBREVIATED
    if (found := _by_sound(one, other)) > best:
        best, how = found, How.ROMANISED
    return Likeness(best, how) if best else _by_consonants(one, other)


def behind_article(one: str, other: str) -> int:
    """The quality of a word as the other one behind an article, no better than without it; 0 where it is not."""
    short, long = (one, other) if (len(one), one) <= (len(other), other) else (other, one)
    bare = long[2:]
    if long[:2] not in ARTICLES or len(short) < 4 or sound(bare) != sound(short):
        return 0
    return _OF_AN_ARTICLE if bare == short else _by_sound(bare, short)


def _has_digit(word: str) -> bool:
    return not word.isalpha() and any(letter.isdecimal() for letter in word)


def _allowed(length: int) -> int:
    """Slips that a word of this length may hold."""
    return 0 if length < 4 else 1 if length < 8 else 2 if length < 12 else 3


def _edited(short: str, long: str) -> int:
    length = len(long)
    most = _allowed(length)
    if length - len(short) > most or len(short) < 4:
        return 0
    slips = OSA.distance(short, long, score_cutoff=most)
    if slips > most:
        return 0
    at_start = 100 if short[0] != long[0] else 0
    return max(0, 1000 - 1400 * slips // length - at_start)


def _by_sound(one: str, other: str) -> int:
    first, second = sound(one), sound(other)
    if first == second:
        return 930 if len(first) >= 4 else 800
    length = max(len(first), len(second))
    shorter = min(len(first), len(second))
    most = _allowed(length)
    if shorter < 4 or length - shorter > most:
        return 0
    slips = OSA.distance(first, second, score_cutoff=most)
    return 930 - 1600 * slips // length if slips <= most else 0


def truncated(short: int, long: int) -> int:
    """The quality of a word that is cut short, by the lengths of both."""
    return 500 + 450 * short // long if short >= 4 else 500


def cut_short(short: str, long: str) -> int:
    """The quality of a word as another one cut short; 0 where it is not."""
    if len(short) < 3 or len(long) - len(short) < 2 or not long.startswith(short):
        return 0
    return truncated(len(short), len(long))


def abbreviated(short: str, long: str) -> int:
    """The quality of mostly consonants as another word abbreviated; 0 where they are not."""
    size = len(short)
    if size < 3 or size * 2 > len(long) + 3 or short[0] != long[0] or len(long) - size < 2 or not is_bare(short):
        return 0
    left = iter(long)
    return 400 + 400 * size // len(long) if all(letter in left for letter in short) else 0


def has_bones(one: str, other: str) -> bool:
    """Whether two words have the same consonants, three or more."""
    bones = skeleton(one)
    return len(bones) >= _LEAST_BONES and bones == skeleton(other)


def _by_consonants(one: str, other: str) -> Likeness:
    if not has_bones(one, other) or one[0] != other[0] or OSA.distance(sound(one), sound(other)) > MOST_VOWELS:
        return UNLIKE
    return Likeness(OF_BONES, How.ROMANISED)


def _unvowelled(one: str, other: str) -> Likeness:
    bones = skeleton(one)
    if len(bones) < _LEAST_BONES - 1 or bones != skeleton(other):
        return UNLIKE
    return Likeness(850 if len(bones) >= _LEAST_BONES else 700, How.ROMANISED)
