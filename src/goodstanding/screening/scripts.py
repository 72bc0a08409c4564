"""Other scripts in Latin letters: Cyrillic by its letters, Arabic and Hebrew by their consonants, others by anyascii.

Chinese is read in `chinese`. What comes out is made for comparing, not for printing.
"""

import re

from goodstanding.screening.indic import indic, is_indic
from goodstanding.screening.sounds import UNVOWELLED
from goodstanding.screening.thai import is_thai, thai

_CYRILLIC = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i",
    "є": "ye", "ґ": "g", "ј": "j", "ђ": "dj", "ћ": "c", "џ": "dz", "љ": "lj", "њ": "nj", "ә": "a", "қ": "k",
    "ң": "n", "ғ": "g", "ү": "u", "ұ": "u", "ө": "o", "һ": "h", "ҳ": "h", "ҷ": "j", "ӯ": "u", "ѓ": "g", "ќ": "k",
    "ѕ": "dz", "'": "", "’": "",
})  # fmt: skip
_ARABIC = str.maketrans({
    "ب": "b", "پ": "b", "ت": "t", "ث": "t", "ج": "j", "چ": "c", "ح": "h", "خ": "h", "د": "d", "ذ": "d", "ر": "r",
    "ز": "z", "ژ": "z", "س": "s", "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ق": "k",
    "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "v", "ي": "y", "ا": "", "ع": "", "ء": "",
    "ئ": "", "ؤ": "", "ة": "", "ى": "", "ـ": "",
    "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "v", "ז": "z", "ח": "h", "ט": "t", "י": "y", "כ": "k", "ך": "k",
    "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "", "פ": "f", "ף": "f", "צ": "c", "ץ": "c",
    "ק": "k", "ר": "r", "ש": "s", "ת": "t", "א": "",
})  # fmt: skip
_LONG_VOWELS = str.maketrans({"و": "u", "ي": "i", "ا": "a", "ة": "a", "ى": "a", "ו": "u", "י": "i"})
_ARABIC_LETTERS = str.maketrans(
    {
        "ک": "ك",
        "ی": "ي",
        "ى": "ي",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ہ": "ه",
        "ە": "ه",
        "ן": "נ",
        "ם": "מ",
        "ך": "כ",
        "ף": "פ",
        "ץ": "צ",
    }
)
#: Greek by how it sounds: two letters first, which stand for one sound; at the beginning of a word some differ.
_GREEK_PAIRS = (
    ("ου", "ou"), ("αυ", "av"), ("ευ", "ev"), ("αι", "ai"), ("ει", "ei"), ("οι", "oi"), ("γγ", "ng"), ("γχ", "nch"),
    ("γξ", "nx"), ("γκ", "gk"), ("μπ", "mp"), ("ντ", "nt"), ("τζ", "tz"), ("τσ", "ts"),
)  # fmt: skip
_GREEK_STARTS = (("μπ", "b"), ("ντ", "d"), ("γκ", "g"))
_GREEK = str.maketrans({
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o",
})  # fmt: skip
#: At the beginning of a word, behind the article too, *p* and no *f*; at the end *v* and no *b*.
_HEBREW_P = re.compile("^(ה?)פ")
_HEBREW_V = re.compile("ב$")
_PREFIXES = ("وال", "بال", "لل", "ال", "ול", "וה")
_ENDINGS = ("ية", "يه", "ات", "ين", "ون", "ة", "ه", "ي")
_ABJAD = re.compile("[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f]")
#: In Bulgarian a vowel; in Russian it stands before these alone, and is silent.
_HARD_VOWEL = re.compile("ъ(?![еюяё])")
_CYRILLIC_LETTER = re.compile("[\u0400-\u052f]")
_GREEK_LETTER = re.compile("[\u0370-\u03ff]")
_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
UNSPACED = re.compile(
    f"[{_THAI}\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f]+"
)
_DOUBLED = re.compile(r"(.)\1+")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def has_han(text: str) -> bool:
    """Whether a Chinese character stands in it."""
    return not text.isascii() and _HAN.search(text) is not None


def is_unspaced(text: str) -> bool:
    """Whether it holds Chinese, Japanese or Korean, which are written without blanks or with few."""
    return not text.isascii() and UNSPACED.search(text) is not None


def is_abjad(word: str) -> bool:
    """Whether it is written by consonants: Arabic, Persian, Urdu, Hebrew."""
    return not word.isascii() and _ABJAD.search(word) is not None


def is_cyrillic(word: str) -> bool:
    """Whether a Cyrillic letter stands in it."""
    return not word.isascii() and _CYRILLIC_LETTER.search(word) is not None


def plain_abjad(word: str) -> str:
    """One letter for what different keyboards and countries write differently."""
    return word.translate(_ARABIC_LETTERS) if "\u0590" <= word[:1] < "\u0780" else word


def abjad_stems(word: str) -> list[str]:
    """The word, then without article and conjunction, then without its ending too: where a glossary may know it."""
    bare = next(
        (word[len(prefix) :] for prefix in _PREFIXES if word.startswith(prefix) and len(word) - len(prefix) > 2), word
    )
    ending = next((ending for ending in _ENDINGS if bare.endswith(ending) and len(bare) - len(ending) > 2), "")
    return list(dict.fromkeys((word, bare, bare.removesuffix(ending) if ending else bare)))


def consonants(word: str) -> str:
    """An Arabic or Hebrew word by what a romanisation of it surely has; "" where too little is left."""
    bare = abjad_stems(plain_abjad(word))[:2][-1]
    bare = _HEBREW_V.sub("ו", _HEBREW_P.sub(r"\1پ", bare))
    letters = (bare[:1] + _DOUBLED.sub(r"\1", bare[1:])).translate(_ARABIC)
    first, rest = letters[:1], letters[1:]
    first = "" if first and not first.isalpha() else first
    bones = first + _NOT_LETTERS.sub("", rest.replace("v", "").replace("y", ""))
    bones = bones[:-1] if len(bones) > 2 and bones.endswith("h") else bones
    return UNVOWELLED + bones if len(bones) >= 2 else ""


def romanised(word: str) -> str:
    """A word of any other script in Latin letters; "" where there are none."""
    if word.isascii():
        return word
    if is_cyrillic(word):
        word = _HARD_VOWEL.sub("a", word).translate(_CYRILLIC)
    elif is_abjad(word):
        word = _with_vowels(word)
    elif _GREEK_LETTER.search(word):
        word = _greek(word)
    elif is_indic(word):
        word = indic(word)
    elif is_thai(word):
        word = thai(word)
    if not word.isascii():
        from anyascii import anyascii

        word = anyascii(word)
    return _NOT_LETTERS.sub("", word.lower())


def _with_vowels(word: str) -> str:
    """An Arabic or Hebrew word with the vowels that are written, which are the long ones; without its article."""
    bare = abjad_stems(plain_abjad(word))[:2][-1]
    return bare[:1].translate(_ARABIC) + bare[1:].translate(_LONG_VOWELS).translate(_ARABIC)


def _greek(word: str) -> str:
    for start, letters in _GREEK_STARTS:
        if word.startswith(start):
            word = letters + word[len(start) :]
    for pair, letters in _GREEK_PAIRS:
        word = word.replace(pair, letters)
    return word.translate(_GREEK)
