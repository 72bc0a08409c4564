"""Chinese, Japanese and Korean taken apart: places, trade words and legal forms by a list, numbers, and the rest."""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from goodstanding.screening.hangul import hangul, has_hangul
from goodstanding.screening.kana import kana
from goodstanding.screening.scripts import has_han, romanised
from goodstanding.screening.wade_giles import wade_giles

if TYPE_CHECKING:
    from opencc import OpenCC

#: Of one character only these are known words, and only at the end of a name or behind a place.
_SINGLE = frozenset("厂局院省市县区社")
_SILENT = frozenset("省市县区")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")
#: What is written in one of these stands apart from what is not.
_PIECES = re.compile("[\u30a1-\u30fa\u30fc]+|[\uac00-\ud7af]+|[^\u30a1-\u30fa\u30fc\uac00-\ud7af]+")
#: Shorter words in katakana are often the beginning of a longer one.
_SHORTEST_WITHIN = 4
#: These only behind a known word, at the end or before another one.
_LAST = frozenset("局部省署厅庁所会院館馆司处处室청국부처원회")
#: Between two known words these only join them.
_JOINERS = frozenset("和及与暨並并の・")
_DIGITS = {digit: place for place, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMBER = re.compile(
    "第([零〇一二三四五六七八九十百]{1,5})|([一二三四五六七八九]?十[一二三四五六七八九]?)(?=[局所厂处院冶公号])"
    "|([一二三四五六七八九])(?=局)"
)


class Known(NamedTuple):
    """A word of the list: what it means in English, and whether it is a place or a legal form."""

    meaning: str
    is_place: bool
    is_form: bool


class Part(NamedTuple):
    """A piece of a name: its characters, and what they mean where that is known."""

    text: str
    meaning: str
    is_form: bool


def simplified(text: str, *, japanese: bool = False) -> str:
    """Traditional characters in their simplified spelling, and Japanese ones too."""
    return str(_converter("t2s").convert(_converter("jp2t").convert(text) if japanese else text))


@cache
def _converter(name: str) -> "OpenCC":
    from opencc import OpenCC

    return OpenCC(name)


class Segmenter:
    """Cuts a run of characters at the longest words it knows."""

    def __init__(self, words: Mapping[str, Known]) -> None:
        self._words = {simplified(word, japanese=True): known for word, known in words.items()}
        self._words |= {simplified(word): known for word, known in words.items()}
        self._longest = max(map(len, self._words), default=0)

    def parts(self, run: str, shown: str = "") -> list[Part]:
        """The pieces in order; neighbouring characters that no word covers stay one piece.

        `shown` is the same run in other characters, of which the pieces are given.
        """
        shown = shown if len(shown) == len(run) else run
        found: list[Part] = []
        rest = at = 0
        after_place = False
        while at < len(run):
            after_known = bool(found) and rest == at
            size, part = self._known_part(run, at, after_place, after_known)
            if not size and after_known and run[at] in _JOINERS and self._size_of_known(run, at + 1, False, True):
                at += 1
                rest = at
                continue
            if not size:
                at += 1
                after_place = False
                continue
            found += _unknown(shown[rest:at])
            word = run[at : at + size]
            if not (word in _SILENT and after_place):
                found.append(part._replace(text=shown[at : at + size]))
            after_place = word in self._words and self._words[word].is_place
            at += size
            rest = at
        return found + _unknown(shown[rest:at])

    def _known_part(self, run: str, at: int, after_place: bool, after_known: bool) -> tuple[int, Part]:
        """How many characters a known word or a number has that stands here, and what it is."""
        size = self._size_of_known(run, at, after_place, after_known)
        number = _NUMBER.match(run, at)
        if number and len(number[0]) > size:
            return len(number[0]), Part("", _count(number[number.lastindex or 1]), False)
        known = self._words[run[at : at + size]] if size else Known("", False, False)
        return size, Part("", known.meaning, known.is_form)

    def _size_of_known(self, run: str, at: int, after_place: bool, after_known: bool) -> int:
        for size in range(min(self._longest, len(run) - at), 0, -1):
            if run[at : at + size] in self._words and not _cuts(run, at, at + size, after_known):
                return size if size > 1 or self._stands_alone(run, at, after_place, after_known) else 0
        return 0

    def _stands_alone(self, run: str, at: int, after_place: bool, after_known: bool) -> bool:
        last = at + 1 == len(run)
        if run[at] in _SINGLE and (after_place or last):
            return True
        ends = run[at] in _LAST and after_known
        return ends and (last or self._size_of_known(run, at + 1, False, False) > 1)


def _cuts(run: str, start: int, stop: int, after_known: bool) -> bool:
    """Whether a short word in katakana is but a part of a longer one, or a Thai vowel goes on behind it."""
    if "\u0e30" <= run[stop : stop + 1] <= "\u0e3a" or "\u0e45" <= run[stop : stop + 1] <= "\u0e4e":
        return True
    if stop - start >= _SHORTEST_WITHIN or not _KATAKANA.match(run, start):
        return False
    return bool(_KATAKANA.match(run, stop) or (start and not after_known and _KATAKANA.match(run, start - 1)))


def _unknown(text: str) -> list[Part]:
    return [Part(piece, "", False) for piece in _PIECES.findall(text)]


def _count(characters: str) -> str:
    """`十三` is 13, `二十` 20, `一〇三` 103; the hundred is written out where there is one."""
    total = digits = 0
    for character in characters:
        if character == "百":
            total, digits = total + max(digits, 1) * 100, 0
        elif character == "十":
            total, digits = total + max(digits, 1) * 10, 0
        else:
            digits = digits * 10 + _DIGITS[character]
    return str(total + digits)


def pinyin(text: str, *, taiwan: bool = False) -> str:
    """Pinyin without tones, as one word, or what Taiwan writes; of Japanese and Korean letters a romanisation."""
    if not has_han(text):
        return hangul(text) if has_hangul(text) else romanised(kana(text))
    from pypinyin import lazy_pinyin

    spelt = wade_giles if taiwan else str
    letters = "".join(spelt(one) if one.isascii() else romanised(kana(one)) for one in lazy_pinyin(text))
    return letters.replace("lv", "lu").replace("nv", "nu")


def as_one_name(parts: list[Part]) -> list[Part]:
    """Korean by its sound: a single syllable before a known word begins a name with it, `신세계`: no *global sin*.

    Of known words alone the first is the name: `동부건설` is Dongbu's as often as the east's.
    """
    if len(parts) < 2 or not has_hangul(parts[0].text):
        return parts
    if all(part.meaning or part.is_form for part in parts):
        return [parts[0]._replace(meaning=""), *parts[1:]]
    if parts[0].meaning or len(parts[0].text) > 1:
        return parts
    return parts if parts[1].is_form else [Part(parts[0].text + parts[1].text, "", False), *parts[2:]]
