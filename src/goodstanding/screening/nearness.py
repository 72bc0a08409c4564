"""How like one word is to many at once: the qualities of `likeness`, which stays what they are checked against.

Slips are counted for all words in one call, and what they and the sounds make of a pair is summed by columns. Where two
words may have more in common than slips they are looked at one by one.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from goodstanding.screening.likeness import (
    MOST_VOWELS,
    OF_BONES,
    abbreviated,
    behind_article,
    cut_short,
    has_bones,
    judged,
)
from goodstanding.screening.marks import BEGINS_WITH_ARTICLE, Marks
from goodstanding.screening.sounds import sound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_SLIPS = 3
_LETTERS_OF_A_SLIP = 4
#: Of fewer pairs than this each is looked at alone.
_FEW = 8


def qualities(
    words: Sequence[str], own: Marks, others: Sequence[str], sounds: Sequence[str], marks: Marks
) -> "NDArray[np.int64]":
    """`likeness(word, other).quality` of each word and the other beside it, of which `sounds` and `marks` are given.

    For words that are not equal and whose marks may be like each other's: these are not looked at again.
    """
    import numpy as np

    if len(others) < _FEW:
        pairs = zip(words, others, strict=True)
        return np.array([judged(word, other).quality for word, other in pairs], dtype=np.int64)
    own_sounds = list(map(sound, words))
    first, second = own.size.astype(np.int64), marks.size.astype(np.int64)
    same_start = np.array([word[:1] == other[:1] for word, other in zip(words, others, strict=True)])
    shorter, longer = np.minimum(first, second), np.maximum(first, second)
    edited = _less(1000, 1400, _slips(words, others), shorter, longer)
    apart = _slips(own_sounds, sounds)
    first, second = _sizes(own_sounds), _sizes(sounds)
    heard = _less(930, 1600, apart, np.minimum(first, second), np.maximum(first, second))
    heard = np.where(apart == 0, np.where(first >= _LETTERS_OF_A_SLIP, 930, 800), heard)
    found = np.maximum(edited - 100 * (~same_start & (edited > 0)), heard)
    cut = same_start & (longer - shorter > 1) & (shorter > 2)
    shortened = (marks.shortens <= own.size) | (marks.size >= own.shortens)
    shortened &= same_start & (400 + 400 * shorter // longer > found)
    lacking = np.where(own.size <= marks.size, own.letters & ~marks.letters, marks.letters & ~own.letters)
    for place in np.flatnonzero((cut | shortened) & (lacking == 0)).tolist():
        short, long = sorted((words[place], others[place]), key=len)
        found[place] = max(int(found[place]), cut_short(short, long), abbreviated(short, long))
    bones = same_start & (found == 0) & (marks.bones == own.bones) & (apart <= MOST_VOWELS)
    for place in np.flatnonzero(bones).tolist():
        found[place] = OF_BONES * has_bones(words[place], others[place])
    for place in np.flatnonzero((marks.plain | own.plain) & BEGINS_WITH_ARTICLE).tolist():
        found[place] = behind_article(words[place], others[place]) or found[place]
    for place in np.flatnonzero((marks.plain == 0) | (own.plain == 0)).tolist():
        found[place] = judged(words[place], others[place]).quality
    return found


def _sizes(texts: Sequence[str]) -> "NDArray[np.int64]":
    import numpy as np

    return np.array(list(map(len, texts)), dtype=np.int64)


def _slips(texts: Sequence[str], others: Sequence[str]) -> "NDArray[np.int64]":
    """How many slips are between two texts; 4 where there are more than any may have."""
    import numpy as np

    found: NDArray[np.int64] = cpdist(texts, others, scorer=OSA.distance, score_cutoff=_MOST_SLIPS, dtype=np.int64)
    return found


def _less(
    full: int, a_slip: int, slips: "NDArray[np.int64]", shorter: "NDArray[np.int64]", longer: "NDArray[np.int64]"
) -> "NDArray[np.int64]":
    """What so many slips leave of the full quality; 0 where the words are too short for them."""
    import numpy as np

    allowed = (shorter >= _LETTERS_OF_A_SLIP) & (slips <= np.minimum(_MOST_SLIPS, longer // _LETTERS_OF_A_SLIP))
    return np.where(allowed, full - a_slip * slips // np.maximum(1, longer), 0)
