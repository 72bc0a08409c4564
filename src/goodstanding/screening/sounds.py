"""Keys of a word under which its spellings meet: how it sounds, and its consonants alone. ASCII in, ASCII out.

Romanisation is not one mapping but many: the same name reaches a register by several. These keys fold what the common
ones of Cyrillic, Arabic, Persian and Chinese disagree on. They are made for finding, never for deciding.
"""

import re
from functools import lru_cache

#: A word of which only the consonants are known (Arabic, Hebrew) is written behind this mark.
UNVOWELLED = "~"
#: Written together with the word behind them, or apart.
ARTICLES = frozenset({"al", "el", "ul"})
_KEPT = 1 << 18

_DIGRAPHS = (
    ("shch", "s"), ("szcz", "s"), ("tsch", "c"), ("sch", "s"), ("dzh", "j"), ("tch", "c"), ("kh", "h"), ("gh", "g"),
    ("ph", "f"), ("th", "t"), ("dh", "d"), ("zh", "z"), ("sh", "s"), ("sz", "s"), ("ch", "c"), ("ck", "k"), ("cz", "c"),
    ("tz", "c"), ("ts", "c"), ("dj", "j"), ("wh", "hw"),
)  # fmt: skip
#: What scanners read one for the other.
SCANNED = (("rn", "m"), ("vv", "w"))
#: `Xin`, `Hsin`: pinyin and the romanisation before it; and how passports of Greece begin *b*, *d* and *g*.
_AT_START = re.compile("^(?:x(?=[aeiouy])|hs(?=[aeiouy])|mp|nt|gk)")
_STARTS = {"mp": "b", "nt": "d", "gk": "g"}
#: `Daewoo`: what is heard before it is a vowel already.
_SEMIVOWEL = re.compile("(?<=[aeiou])w(?=oo|u)")
_GLIDE = re.compile("(?<=[aeou])j(?![aeiouy])")
_SOFT_C = re.compile("c(?=[eiy])")
_VOWELS = (
    (re.compile("ee|ie|iy|yi|ij|ei|ey|ii|yy|ea|ae|ai(?=.)|ay(?![aou])"), "i"),
    (re.compile("oo|ou|ow|uw|uu|eu|oe|ue"), "u"),
    (re.compile("[iyj](?=[aou])"), "i"),
    (re.compile("aa|ah\\b"), "a"),
)
_CLASSES = str.maketrans({"q": "k", "c": "k", "x": "ks", "w": "v", "y": "i", "e": "i", "o": "u"})
#: Arabic writes *p* as *b*.
_CONSONANTS = str.maketrans({"q": "k", "c": "k", "x": "ks", "p": "b"})
_DOUBLED = re.compile(r"(.)\1+")
_VOWEL_OR_GLIDE = re.compile("[aeiouywv]+")


@lru_cache(maxsize=_KEPT)
def sound(word: str) -> str:
    """The word with its spelling folded: `Mukhtar` and `Mokhtar`, `Zavod` and `Zawod` sound the same."""
    if not word.isascii() or word[:1] == UNVOWELLED or word.isdecimal():
        return word
    text = _AT_START.sub(lambda found: _STARTS.get(found[0], "s"), _SOFT_C.sub("s", _digraphs(word)))
    text = _GLIDE.sub("i", text) if "j" in text else text
    text = _SEMIVOWEL.sub("", text) if "w" in text else text
    for spelt, seen in SCANNED:
        text = text.replace(spelt, seen)
    for pattern, vowel in _VOWELS:
        text = pattern.sub(vowel, text)
    return _DOUBLED.sub(r"\1", text.translate(_CLASSES))


@lru_cache(maxsize=_KEPT)
def skeleton(word: str) -> str:
    """The consonants of a word, doubled ones once; "" where fewer than two are left, which would meet anything."""
    if word[:1] == UNVOWELLED:
        return word[1:]
    if not word.isascii() or not word.isalpha():
        return ""
    text = word[2:] if word.startswith(("al", "el")) and len(word) >= 6 else word
    text = _digraphs(text)
    first = "v" if text[:1] in "wv" else "y" if text[:1] == "y" else ""
    text = _DOUBLED.sub(r"\1", text[len(first) :].translate(_CONSONANTS))
    bones = first + _VOWEL_OR_GLIDE.sub("", text)
    bones = bones[:-1] if len(bones) > 2 and bones.endswith("h") else bones
    return bones if len(bones) >= 2 else ""


def _digraphs(text: str) -> str:
    for spelt, folded in _DIGRAPHS:
        if spelt in text:
            text = text.replace(spelt, folded)
    return text
