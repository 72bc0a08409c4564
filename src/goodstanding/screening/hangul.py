"""Korean in Latin letters: as companies of the south write themselves, and as those of the north are written."""

import re
from typing import NamedTuple

_HANGUL = re.compile("[\uac00-\ud7af]")
_FIRST, _LAST = 0xAC00, 0xD7A3
_VOWELS, _FINALS = 21, 28
_SOUTH_INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
#: Between vowels and behind n, m, ng and l the north's first four are voiced.
_NORTH_INITIALS = ("k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "ch", "tch", "ch", "k", "t", "p", "h")
_VOICED = {"k": "g", "t": "d", "p": "b", "ch": "j"}
_WRITTEN_VOWELS = (
    "a", "ae", "ya", "yae", "u", "e", "yu", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "u", "ui",
    "i",
)  # fmt: skip
_NORTH_VOWELS = (
    "a", "ae", "ya", "yae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "u", "ui",
    "i",
)  # fmt: skip
_SILENT = 11
#: The vowel that behind s, k, t and p only parts the consonants of a foreign word, where none ends the syllable:
#: `포스코` is Posco.
_LOAN = (18, 0)
_BEFORE_LOAN = (9, 15, 16, 17)
_R = 5
#: A syllable's end before another consonant, and before a vowel, to which it goes over.
_ENDS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
)  # fmt: skip
_CARRIED = (
    "", "g", "kk", "ks", "n", "nj", "n", "d", "r", "lg", "lm", "lb", "ls", "lt", "lp", "r", "m", "b", "bs", "s", "ss",
    "ng", "j", "ch", "k", "t", "p", "",
)  # fmt: skip
#: How Latin letters are called: 엘지 is LG, 에스케이 SK.
_LETTERS = {
    "에이치": "h", "더블유": "w", "더블류": "w", "에이": "a", "에프": "f", "아이": "i", "제이": "j", "케이": "k",
    "에스": "s", "브이": "v", "엑스": "x", "와이": "y", "제트": "z", "비": "b", "씨": "c", "디": "d", "이": "e",
    "지": "g", "엘": "l", "엠": "m", "엔": "n", "오": "o", "피": "p", "큐": "q", "알": "r", "티": "t", "유": "u",
}  # fmt: skip
#: Of these alone a word may be made that calls no letters.
_SYLLABLES_TOO = frozenset("비디이지오피유아")
_MOST_LETTERS = 4


class _Syllable(NamedTuple):
    initial: int
    vowel: int
    final: int


def has_hangul(text: str) -> bool:
    """Whether a Korean syllable stands in it."""
    return _HANGUL.search(text) is not None


def hangul(text: str, *, northern: bool = False) -> str:
    """A run of Hangul in Latin letters; other letters stay. Long vowels and `eo`, `eu` are as companies write them."""
    if letters := called_letters(text):
        return letters
    vowels = _NORTH_VOWELS if northern else _WRITTEN_VOWELS
    written: list[str] = []
    before: _Syllable | None = None
    for letter in text:
        if not _FIRST <= ord(letter) <= _LAST:
            written.append((_ENDS[before.final] if before else "") + letter)
            before = None
            continue
        code = ord(letter) - _FIRST
        syllable = _Syllable(code // (_VOWELS * _FINALS), code // _FINALS % _VOWELS, code % _FINALS)
        written += _joint(before, syllable, northern, bool(written))
        vowel = "" if syllable[1:] == _LOAN and syllable.initial in _BEFORE_LOAN else vowels[syllable.vowel]
        written.append(f"h{vowel[1:]}" if vowel[:1] == "y" and written[-1][-1:] == "s" else vowel)
        before = syllable
    return "".join(written) + (_ENDS[before.final] if before else "")


def _joint(before: _Syllable | None, after: _Syllable, northern: bool, within: bool) -> tuple[str, str]:
    """The end of one syllable and the beginning of the next, as they sound together."""
    initial = (_NORTH_INITIALS if northern else _SOUTH_INITIALS)[after.initial]
    if before is None:
        return "", initial
    if after.initial == _SILENT:
        return _CARRIED[before.final], ""
    end = _ENDS[before.final]
    if after.initial == _R and end in ("l", "n"):
        return "l", "l"
    if northern and within and end in ("", "n", "m", "ng", "l"):
        initial = _VOICED.get(initial, initial)
    return end, initial


def called_letters(text: str) -> str:
    """The Latin letters that a whole word calls by their names; "" where it may be a word of its own."""
    letters, at, sure = "", 0, False
    while at < len(text):
        size = next((size for size in (3, 2, 1) if text[at : at + size] in _LETTERS), 0)
        if not size or len(letters) == _MOST_LETTERS:
            return ""
        name = text[at : at + size]
        letters += _LETTERS[name]
        sure |= name not in _SYLLABLES_TOO
        at += size
    return letters if sure and len(letters) > 1 else ""
