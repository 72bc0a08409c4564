"""What a name may be meant to read as: letters of other scripts that look Latin, letters apart, digits for letters.

A name that is written so is read twice: as it stands and as it looks. Most names have no second spelling.
"""

import re
import unicodedata
from collections.abc import Iterator

from goodstanding.screening.signs import VOWEL_SIGNS

#: Letters that look like the Latin one beside them: Cyrillic, Greek, Armenian, Cherokee, Lisu, Coptic.
_PAIRS = (
    "АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXҮYҒFԚQԜWӀIԌGѴVЬbаaеeоoрpсcуyхxѕsіiјjһhԁdԛqԝwӏlѵvгrпnкkмmтtвbнhьbүyзzєe"
    "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϹCͿJαaοoνvρpυuιiκkτtχxηnγyωwεeβbϲcϳjσoζz"
    "հhոnսuօoզqցgյjքpղnռnՏSՍUՕOԼLԱUԳqՀhՅJ"
    "ᎠDᎡRᎢTᎥiᎩyᎪAᎫJᎬEᎳWᎷMᎻHᎽYᎰbᏀGᏂhᏃZᏎ4ᏏbᏒRᏔWᏕSᏙVᏚSᏞLᏟCᏢPᏦKᏧdᏩGᏫOᏤVᏴBᎾO"
    "ꓐBꓑPꓒdꓓDꓔTꓖGꓗKꓙJꓚCꓜZꓝFꓟMꓠNꓡLꓢSꓣRꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴU"
    "ⲀAⲂBⲈEⲎHⲒIⲔKⲘMⲚNⲞOⲢPⲤCⲦTⲨYⲬXⲀAⲁaⲉeⲟoⲣpⲥcⲩyⲭx"
)
_LOOKS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_LOOKS |= {one.lower(): latin for one, latin in _LOOKS.items() if "\u13a0" <= one <= "\u13f5"}
#: Letters in black squares and circles, and those that make flags, which no normal form takes out.
_ENCLOSED = {chr(first + place): chr(ord("A") + place) for first in (0x1F150, 0x1F170, 0x1F1E6) for place in range(26)}
_LETTERS = str.maketrans(_LOOKS)
_SIGNS = str.maketrans(_ENCLOSED)
_WORD = re.compile(r"[^\W_]+")
_APART_BY_ONE = re.compile(
    r"(?<![^\W_])(?:[^\W\d_](?P<by>[\W_]{1,3})[^\W\d_](?:(?P=by)[^\W\d_]){2,}"
    r"|[^\W\d_]{1,3}(?P<sign>[^\w\s]|_)[^\W\d_]{1,3}(?:(?P=sign)[^\W\d_]{1,3})+)(?![^\W_])"
)
_APART = re.compile(r"(?<![^\W_])[^\W\d_](?:[\W_]{1,3}[^\W\d_]){4,}(?![^\W_])")
_VOWEL = re.compile(f"[{VOWEL_SIGNS}]")
_NO_LETTER = re.compile(r"[\W_]+")
_DIGIT = re.compile(r"\d")
_AS_LETTERS = str.maketrans("0123456789", "olzeasgtbg")
_FEWEST_LETTERS = 4
#: Latin letters end here; those of phonetic alphabets and marks aside.
_LATIN_ENDS = "\u0250"


def respelt(text: str) -> Iterator[str]:
    """Other spellings that the text may stand for: as it looks, with letters apart joined, with digits for letters."""
    latin = _as_it_looks(text)
    for plain in dict.fromkeys((_together(_APART_BY_ONE, latin), _together(_APART, latin))):
        for one in dict.fromkeys((plain, _with_digits(plain, as_letters=True), _with_digits(plain, as_letters=False))):
            if one != text:
                yield one


def _as_it_looks(text: str) -> str:
    """Words that mix scripts in Latin letters; all words where every letter of another script looks like one."""
    if text.isascii():
        return text
    text = text.translate(_SIGNS)
    whole = all(_is_latin(one) or one in _LOOKS for one in text if one.isalpha())

    def looks(found: re.Match[str]) -> str:
        word = found[0]
        mixed = any(one.isascii() and one.isalpha() for one in word)
        return word.translate(_LETTERS) if whole or mixed else word

    return _WORD.sub(looks, text)


def _is_latin(letter: str) -> bool:
    return letter < _LATIN_ENDS or unicodedata.name(letter, "").startswith("LATIN ")


def _together(apart: re.Pattern[str], text: str) -> str:
    """Letters that stand apart as one word: four by one sign between each two, five by any. Vowels part no letters."""
    if not text.isascii() and _VOWEL.search(text):
        return text
    return apart.sub(lambda found: _NO_LETTER.sub("", found[0]), text)


def _with_digits(text: str, *, as_letters: bool) -> str:
    """Words that are letters for the most part without their digits, or with letters that look like them."""
    if not _DIGIT.search(text):
        return text

    def plain(found: re.Match[str]) -> str:
        word = found[0]
        digits = sum(one.isdecimal() for one in word)
        if not digits or len(word) - digits < max(_FEWEST_LETTERS, digits + 1):
            return word
        return word.translate(_AS_LETTERS) if as_letters else "".join([one for one in word if not one.isdecimal()])

    return _WORD.sub(plain, text)
