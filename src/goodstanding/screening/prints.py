"""Sixty-four bits of a word by which most words are told apart at once, before any two are compared.

A print never decides: words whose prints are near are compared by their letters.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from goodstanding.screening.sounds import ARTICLES, SCANNED, UNVOWELLED, skeleton, sound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KEPT = 1 << 16
#: In a print: a bit for each pair of neighbouring sounds; then how many slips the length allows, a hash of the
#: consonants, the first letter, whether the consonants are enough where vowels are known, and whether none are.
_PAIRS = 37
_PAIRS_OF_A_MARK = 127
_ALL_PAIRS = (1 << _PAIRS) - 1
_SLIPS_AT = _PAIRS
_BONES_AT = _PAIRS + 2
_BONES = 16
_FIRST_AT = _BONES_AT + _BONES
_ENOUGH_AT = _FIRST_AT + 5
_UNVOWELLED_AT = _ENOUGH_AT + 1
_LEAST_BONES = 3
_SHORTEST_CUT = 3
_NEVER = 1 << 16
#: A slip changes two neighbouring pairs of each word, mostly; several slips seldom change all that they might.
_OF_ALL_SLIPS, _OF_A_SLIP = 1, 3
#: Where a word is cut its last sound stands before nothing.
OF_A_CUT = 1


class Mark(NamedTuple):
    """A word as it is told apart from others one at a time.

    `pairs` are its neighbouring sounds as bits, `most` how many of them may differ, `bones` a hash of its consonants
    (0 where they are too few), `firsts` what it may begin with as bits, `shortens` how long a word is at least that it
    abbreviates.
    """

    pairs: int
    most: int
    bones: int
    firsts: int
    size: int
    shortens: int


@lru_cache(maxsize=_KEPT)
def mark_of(word: str) -> Mark:
    """The mark of a word."""
    bones, unvowelled = skeleton(word), word[:1] == UNVOWELLED
    firsts = 1 << (ord(word[:1] or " ") & 31) if len(word) >= _SHORTEST_CUT else 0
    firsts |= 1 << (ord(word[2:3] or " ") & 31) if word[:2] in ARTICLES else 0
    return Mark(
        _pairs(word, _PAIRS_OF_A_MARK),
        0 if unvowelled else _OF_ALL_SLIPS + _OF_A_SLIP * _slips(word),
        _hash(bones) if bones else 0,
        -1 if unvowelled else firsts,
        len(word),
        max(2 * len(word) - 3, len(word) + 2) if is_bare(word) and not unvowelled else _NEVER,
    )


def may_be_like(one: Mark, other: Mark) -> bool:
    """False where two words sound too different, and neither may be the other cut short or without its vowels."""
    pairs, most, bones, firsts, size, shortens = one
    others, other_most, other_bones, other_firsts, other_size, other_shortens = other
    if (pairs ^ others).bit_count() <= (most if most > other_most else other_most):
        return True
    if not firsts & other_firsts:
        return False
    return (
        bones == other_bones
        or size >= other_shortens
        or other_size >= shortens
        or (pairs & ~others).bit_count() <= OF_A_CUT
        or (others & ~pairs).bit_count() <= OF_A_CUT
    )


def is_bare(word: str) -> bool:
    """Whether mostly consonants are left, as an abbreviation keeps them."""
    return len(word) >= _SHORTEST_CUT and sum([letter in "aeiou" for letter in word]) * 3 <= len(word)


@lru_cache(maxsize=_KEPT)
def print_of(word: str) -> int:
    """The print of a word, for many at once. Equal words have equal ones, many others too."""
    bones, unvowelled = skeleton(word), word[:1] == UNVOWELLED
    bits = _pairs(word, _PAIRS) | _slips(word) << _SLIPS_AT
    bits |= (_hash(bones) % ((1 << _BONES) - 1) + 1 if bones else 0) << _BONES_AT
    bits |= (ord(word[:1] or " ") & 31) << _FIRST_AT
    return bits | (len(bones) >= _LEAST_BONES) << _ENOUGH_AT | unvowelled << _UNVOWELLED_AT


def which_may_be_like(own: "NDArray[np.int64]", prints: "NDArray[np.int64]") -> "NDArray[np.bool_]":
    """Of which two words, whose prints are side by side, one may be the other misspelt, or have its consonants."""
    import numpy as np

    differ = prints ^ own
    slips = np.maximum(prints >> _SLIPS_AT & 3, own >> _SLIPS_AT & 3)
    near: NDArray[np.bool_] = np.bitwise_count(differ & _ALL_PAIRS) <= _OF_ALL_SLIPS + _OF_A_SLIP * slips
    differ >>= _BONES_AT
    same_bones = (differ & (1 << _BONES) - 1 == 0) & (own >> _BONES_AT & (1 << _BONES) - 1 != 0)
    unvowelled = (prints | own) >> _UNVOWELLED_AT & 1 == 1
    same_start = (differ & (1 << _BONES + 5) - 1 == 0) & (prints >> _ENOUGH_AT & 1 == 1)
    near |= same_bones & (unvowelled | same_start)
    return near


def _pairs(word: str, bits: int) -> int:
    found, before = 0, ord(" ")
    for letter in f"{sound(word)} ":
        code = ord(letter)
        found |= 1 << ((before * 29 + code * 11) % bits)
        before = code
    return found


def _slips(word: str) -> int:
    """One more where a slip may fall between two letters that sound as one."""
    slips = 0 if word[:1] == UNVOWELLED else len(word) // 4
    return min(3, slips + (slips > 0 and any(spelt in word for spelt, _ in SCANNED)))


def _hash(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))
