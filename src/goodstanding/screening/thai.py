"""Thai in Latin letters, roughly as companies write themselves: syllables are told by the vowels around consonants.

Thai writes no blanks, and of some syllables no vowel. What is read wrongly is read so on both sides.
"""

import re

_LETTER = "\u0e01-\u0e2e"
#: Vowels around a letter.
_MARKS = "\u0e30-\u0e3a"
_C = f"[{_LETTER}]"
_THAI = re.compile("[\u0e01-\u0e4e]")
#: Tone marks and what shortens a vowel; a letter under the sign of silence, with its vowel.
_SILENT = re.compile(
    f"[{_LETTER}][\u0e34\u0e38]?\u0e4c|[\u0e47-\u0e4b\u0e4e]|(?<=[\u0e34\u0e31\u0e32]ต)ร(?![{_MARKS}])"
)
#: `พัฒนา` is *phatthana*: the letter ends one syllable and begins the next.
_SPOKEN_TWICE = re.compile(f"ั([ฒตทถธ])(?={_C}[{_MARKS}])")
_INITIALS = {
    **dict.fromkeys("ก", "k"), **dict.fromkeys("ขฃคฅฆ", "kh"), "ง": "ng", **dict.fromkeys("จฉชฌ", "ch"),
    **dict.fromkeys("ซศษส", "s"), **dict.fromkeys("ญย", "y"), **dict.fromkeys("ฎด", "d"), **dict.fromkeys("ฏต", "t"),
    **dict.fromkeys("ฐฑฒถทธ", "th"), **dict.fromkeys("ณน", "n"), "บ": "b", "ป": "p", **dict.fromkeys("ผพภ", "ph"),
    **dict.fromkeys("ฝฟ", "f"), "ม": "m", **dict.fromkeys("รฤ", "r"), **dict.fromkeys("ลฬฦ", "l"), "ว": "w",
    **dict.fromkeys("หฮ", "h"), "อ": "",
}  # fmt: skip
_TOGETHER = {"จร": "char", "ทร": "s"}
_FINALS = {
    **dict.fromkeys("กขคฆ", "k"), "ง": "ng", **dict.fromkeys("จชซฌฎฏฐฑฒดตถทธศษส", "t"),
    **dict.fromkeys("ญณนรลฬ", "n"), **dict.fromkeys("บปพฟภ", "p"), "ม": "m", "ย": "i", "ว": "o",
}  # fmt: skip
#: A letter that begins no syllable: no vowel stands around it that it needs.
_ALONE = f"({_C})(?![{_MARKS}\u0e4d{_LETTER}]|[อวย](?![{_MARKS}]))"
_BEFORE = f"(?={_C}[{_MARKS}\u0e4d]|{_C}{_C}|[เแโใไ])"
_END = f"(?:{_ALONE}|({_C}){_BEFORE})"
#: Letters that begin a syllable together; before the others an *a* is spoken that is not written.
_START = f"((?:ห(?=[งญนมยรลว]))?(?:[กขคตปผพบฟด][รล]|[กขค]ว|[ทสศซจ]ร|{_C}))"
#: How a syllable is written, with its vowel; the first that fits.
_SYLLABLES = [
    (re.compile(pattern), vowel)
    for pattern, vowel in (
        (f"เ{_START}ีย(?:{_END})?", "ia"),
        (f"เ{_START}ือ(?:{_END})?", "uea"),
        (f"เ{_START}ิ(?:{_END})?", "oe"),
        (f"เ{_START}า", "ao"),
        (f"เ{_START}อ(?:{_END})?", "oe"),
        (f"เ{_START}ย(?!{_C}?[{_MARKS}])", "oei"),
        (f"เ{_START}ะ?(?:{_END})?", "e"),
        (f"แ{_START}ะ?(?:{_END})?", "ae"),
        (f"โ{_START}ะ?(?:{_END})?", "o"),
        (f"[ใไ]{_START}ย?", "ai"),
        (f"{_START}ัว(?:ะ)?", "ua"),
        (f"{_START}ั(?:{_END})?", "a"),
        (f"{_START}\u0e4d?\u0e33|{_START}\u0e4d\u0e32", "am"),
        (f"{_START}า(?:{_END})?", "a"),
        (f"{_START}ะ", "a"),
        (f"{_START}[ิี](?:{_END})?", "i"),
        (f"{_START}ือ", "ue"),
        (f"{_START}[ึื](?:{_END})?", "ue"),
        (f"{_START}[ุู](?:{_END})?", "u"),
        (f"{_START}รร(?:{_END})?", "a"),
        (f"{_START}ว(?={_C})(?:{_END})?", "ua"),
        (f"{_START}อ(?![{_MARKS}])(?:{_END})?", "o"),
        (f"({_C})([{''.join(_FINALS)}])(?![\u0e30-\u0e3a\u0e4d])", "o"),
        (f"({_C})", "a"),
    )
]


def is_thai(word: str) -> bool:
    """Whether a Thai letter stands in it."""
    return not word.isascii() and _THAI.search(word) is not None


def thai(text: str) -> str:
    """A run of Thai by its syllables; other signs stay."""
    text = _SPOKEN_TWICE.sub(r"ั\1\1ะ", _SILENT.sub("", text))
    written: list[str] = []
    at = 0
    while at < len(text):
        found, vowel = next(
            ((match, vowel) for pattern, vowel in _SYLLABLES if (match := pattern.match(text, at))), (None, "")
        )
        if found is None:
            written.append("" if _THAI.match(text[at]) else text[at])
            at += 1
            continue
        start, *ends = [one for one in found.groups() if one]
        written.append(_initial(start) + vowel + "".join(_FINALS.get(one, "") for one in ends))
        at = found.end()
    return "".join(written)


def _initial(letters: str) -> str:
    letters = letters[1:] if len(letters) > 1 and letters[0] == "ห" else letters
    if letters in _TOGETHER:
        return _TOGETHER[letters]
    return "".join(_INITIALS.get(one, "") for one in letters)
