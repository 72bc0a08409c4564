"""How like one word is to many at once: the qualities of `likeness`, which stays what they are checked against.

Slips are counted for all words in one call, and what they and the sounds make of a pair is summed by columns. Where two
words may have more in common than slips they are looked at one by one.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from goodstanding.screening.likeness import MOST_VOWELS, abbreviated, cut_short, likeness
from goodstanding.screening.marks import Marks, is_plain
from goodstanding.screening.prints import mark_of
from goodstanding.screening.sounds import sound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_SLIPS = 3
_LETTERS_OF_A_SLIP = 4
#: Of fewer words than this each is looked at alone.
_FEW = 8


def qualities(word: str, others: Sequence[str], sounds: Sequence[str], marks: Marks) -> "NDArray[np.int64]":
    """`likeness(word, other).quality` of each of the others, of which `sounds` and `marks` are given.

    For words whose marks may be like the word's: what marks tell apart is not told apart again.
    """
    import numpy as np

    if len(others) < _FEW or not is_plain(word):
        return np.array([likeness(word, other).quality for other in others], dtype=np.int64)
    mark, own, sizes = mark_of(word), sound(word), marks.size.astype(np.int64)
    same_start = np.array([other[:1] == word[0] for other in others])
    edited = _less(1000, 1400, _slips(word, others), sizes, len(word))
    apart = _slips(own, sounds)
    heard = _less(930, 1600, apart, np.array(list(map(len, sounds)), dtype=np.int64), len(own))
    heard[apart == 0] = 930 if len(own) >= 4 else 800
    found = np.maximum(edited - 100 * (~same_start & (edited > 0)), heard)
    shorter, longer = np.minimum(sizes, len(word)), np.maximum(sizes, len(word))
    cut = same_start & (longer - shorter > 1) & (shorter > 2)
    shortened = (marks.shortens <= len(word)) | (sizes >= mark.shortens)
    shortened &= same_start & (400 + 400 * shorter // longer > found)
    for place in np.flatnonzero(cut | shortened).tolist():
        short, long = sorted((word, others[place]), key=len)
        found[place] = max(int(found[place]), cut_short(short, long), abbreviated(short, long))
    bones = same_start & (found == 0) & (marks.bones == mark.bones) & (apart <= MOST_VOWELS)
    for place in np.flatnonzero(bones | (marks.plain == 0)).tolist():
        found[place] = likeness(word, others[place]).quality
    return found


def _slips(text: str, others: Sequence[str]) -> "NDArray[np.int64]":
    """How many slips are between two texts; 4 where there are more than any may have."""
    import numpy as np

    found: NDArray[np.int64] = cdist([text], others, scorer=OSA.distance, score_cutoff=_MOST_SLIPS, dtype=np.int64)[0]
    return found


def _less(
    full: int, a_slip: int, slips: "NDArray[np.int64]", sizes: "NDArray[np.int64]", own: int
) -> "NDArray[np.int64]":
    """What so many slips leave of the full quality; 0 where the words are too short for them."""
    import numpy as np

    shorter, longer = np.minimum(sizes, own), np.maximum(sizes, max(1, own))
    allowed = (shorter >= _LETTERS_OF_A_SLIP) & (slips <= np.minimum(_MOST_SLIPS, longer // _LETTERS_OF_A_SLIP))
    return np.where(allowed, full - a_slip * slips // longer, 0)
