"""Which of many words may be made of the beginnings of a name's words, told from their bytes at once.

`syllables` judges what is left; here only words are left out that it would refuse.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from goodstanding.screening.syllables import KEYED
from goodstanding.screening.texts import Texts, spans

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LONGEST_TAIL = 2
_ASCII = 128


def which_step_within(words: Texts, numbers: "NDArray[Any]", raw: Sequence[str]) -> "NDArray[np.bool_]":
    """Of these words, which go on behind their keyed letters by first letters and by pairs of the raw words alone.

    A tail may stand behind them. Letters that are not ASCII are several bytes, and not told here.
    """
    import numpy as np

    starts = words.starts[numbers] + KEYED
    sizes = np.maximum(words.starts[numbers + 1] - _LONGEST_TAIL - starts, 0)
    places = spans(starts, sizes)
    is_foreign = ~_steps(raw)[words.bytes[places - 1].astype(np.int64) * 256 + words.bytes[places]]
    foreign = np.bincount(np.repeat(np.arange(len(numbers)), sizes)[is_foreign], minlength=len(numbers))
    kept: NDArray[np.bool_] = foreign == 0
    return kept


def _steps(raw: Sequence[str]) -> "NDArray[np.bool_]":
    """Of each pair of bytes whether one may follow the other."""
    import numpy as np

    allowed = np.zeros((256, 256), dtype=np.bool_)
    allowed[_ASCII:] = allowed[:, _ASCII:] = True
    for word in raw:
        if word and word[0].isascii():
            allowed[:, ord(word[0])] = True
        for one, other in pairwise(word):
            if one.isascii() and other.isascii():
                allowed[ord(one), ord(other)] = True
    return allowed.ravel()
