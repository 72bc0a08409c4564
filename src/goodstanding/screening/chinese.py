"""Chinese, Japanese and Korean taken apart: places, trade words and legal forms by a list, the rest by its sound."""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from goodstanding.screening.scripts import has_han, romanised

if TYPE_CHECKING:
    from opencc import OpenCC

#: Of one character only these are known words, and only at the end of a name or behind a place.
_SINGLE = frozenset("厂局院省市县区社")
_SILENT = frozenset("省市县区")
_HANGUL = re.compile("[\uac00-\ud7af]")
#: These only behind a known word, at the end or before another one.
_LAST = frozenset("部省署厅庁所会院館馆司处处室청국부처원회")
#: Between two known words these only join them.
_JOINERS = frozenset("和及与暨并の・")


class Known(NamedTuple):
    """A word of the list: what it means in English, and whether it is a place or a legal form."""

    meaning: str
    is_place: bool
    is_form: bool


class Part(NamedTuple):
    """A piece of a name: how it sounds, and what it means where that is known."""

    sound: str
    meaning: str
    is_form: bool


def simplified(text: str) -> str:
    """Traditional characters in their simplified spelling."""
    return str(_converter().convert(text))


@cache
def _converter() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("t2s")


class Segmenter:
    """Cuts a run of characters at the longest words it knows."""

    def __init__(self, words: Mapping[str, Known]) -> None:
        self._words = {simplified(word): known for word, known in words.items()}
        self._longest = max(map(len, self._words), default=0)

    def parts(self, run: str) -> list[Part]:
        """The pieces in order; neighbouring characters that no word covers stay one piece."""
        found: list[Part] = []
        rest = ""
        at, after_place = 0, False
        while at < len(run):
            after_known = bool(found) and not rest
            size = self._size_of_known(run, at, after_place, after_known)
            if not size and after_known and run[at] in _JOINERS and self._size_of_known(run, at + 1, False, True):
                at += 1
                continue
            if not size:
                rest += run[at]
                at += 1
                after_place = False
                continue
            if rest:
                found.append(Part(_sound(rest), "", False))
                rest = ""
            word = run[at : at + size]
            known = self._words[word]
            if not (word in _SILENT and after_place):
                found.append(Part(_sound(word), known.meaning, known.is_form))
            after_place = known.is_place
            at += size
        if rest:
            found.append(Part(_sound(rest), "", False))
        return found

    def _size_of_known(self, run: str, at: int, after_place: bool, after_known: bool) -> int:
        for size in range(min(self._longest, len(run) - at), 0, -1):
            if run[at : at + size] in self._words:
                return size if size > 1 or self._stands_alone(run, at, after_place, after_known) else 0
        return 0

    def _stands_alone(self, run: str, at: int, after_place: bool, after_known: bool) -> bool:
        last = at + 1 == len(run)
        if run[at] in _SINGLE and (after_place or last):
            return True
        ends = run[at] in _LAST and after_known
        return ends and (last or self._size_of_known(run, at + 1, False, False) > 1)


def _sound(text: str) -> str:
    """Pinyin without tones, as one word; of Japanese letters a romanisation, of Korean ones as companies write it."""
    if not has_han(text):
        letters = romanised(text)
        return letters.replace("eo", "u").replace("eu", "u") if _HANGUL.search(text) else letters
    from pypinyin import lazy_pinyin

    letters = "".join(one if one.isascii() else romanised(one) for one in lazy_pinyin(text))
    return letters.replace("lv", "lu").replace("nv", "nu")
