"""The nine scripts of India in Latin letters: their letters stand in one order, so that one table reads them all."""

import re

#: From Devanagari to Malayalam, 128 places each.
_FIRST, _LAST, _BLOCK = 0x0900, 0x0D7F, 0x80
_VOWELS = dict(
    zip(
        range(0x05, 0x15),
        ("a", "a", "i", "i", "u", "u", "ri", "li", "e", "e", "e", "ai", "o", "o", "o", "au"),
        strict=True,
    )
)
_CONSONANTS = dict(
    zip(
        range(0x15, 0x3A),
        (
            "k", "kh", "g", "gh", "n", "ch", "chh", "j", "jh", "n", "t", "th", "d", "dh", "n", "t", "th", "d", "dh",
            "n", "n", "p", "ph", "b", "bh", "m", "y", "r", "r", "l", "l", "zh", "v", "sh", "sh", "s", "h",
        ),
        strict=True,
    )
) | dict(zip(range(0x58, 0x60), ("q", "kh", "g", "z", "r", "rh", "f", "y"), strict=True))  # fmt: skip
_SIGNS = dict(
    zip(
        range(0x3E, 0x4E),
        ("a", "i", "i", "u", "u", "ri", "ri", "e", "e", "e", "ai", "o", "o", "o", "au", ""),
        strict=True,
    )
)
#: How Latin letters are called: एनटीपीसी is NTPC.
_LETTERS = {
    "ए": "a", "बी": "b", "सी": "c", "डी": "d", "ई": "e", "एफ": "f", "जी": "g", "एच": "h", "आई": "i", "जे": "j",
    "के": "k", "एल": "l", "एम": "m", "एन": "n", "ओ": "o", "पी": "p", "क्यू": "q", "आर": "r", "एस": "s", "टी": "t",
    "यू": "u", "वी": "v", "डब्ल्यू": "w", "एक्स": "x", "वाई": "y", "जेड": "z",
}  # fmt: skip
_CALLED = re.compile("(?:" + "|".join(sorted(_LETTERS, key=len, reverse=True)) + ")")
_FEWEST_CALLED = 3
_NASALS = (0x01, 0x02)
_LIPS = "pbm"
_WITH_DOT = {"j": "z", "ph": "f", "k": "q"}
_DOT, _OWN_VOWEL = 0x3C, "a"
#: Here the vowel that no letter writes is silent at the end of a word: of the north.
_SILENT_AT_END = range(0x0900, 0x0B00)


def is_indic(word: str) -> bool:
    """Whether it begins with a letter of these scripts."""
    return _FIRST <= ord(word[:1] or " ") <= _LAST


def indic(word: str) -> str:
    """A word by its letters, or the Latin letters that it calls by their names; other signs stay."""
    if called := _called_letters(word):
        return called
    written: list[str] = []
    own = False
    for at, letter in enumerate(word):
        place = (ord(letter) - _FIRST) % _BLOCK if is_indic(letter) else -1
        if place in _CONSONANTS:
            written += [_OWN_VOWEL] * own + [_CONSONANTS[place]]
            own = True
        elif place in _SIGNS:
            written.append(_SIGNS[place])
            own = False
        elif place == _DOT:
            written[-1:] = [_WITH_DOT.get(one, one) for one in written[-1:]]
        else:
            following = word[at + 1 : at + 2]
            written += [_OWN_VOWEL] * own + [_other(place, letter, following)]
            own = False
    silent = len(word) > 1 and ord(word[0]) in _SILENT_AT_END
    return "".join(written) + _OWN_VOWEL * (own and not silent)


def _called_letters(word: str) -> str:
    """Three or more, and nothing else: fewer may be a word."""
    found: list[str] = _CALLED.findall(word)
    if len(found) < _FEWEST_CALLED or "".join(found) != word:
        return ""
    return "".join([_LETTERS[one] for one in found])


def _other(place: int, letter: str, following: str) -> str:
    if place in _NASALS:
        after = _CONSONANTS.get((ord(following) - _FIRST) % _BLOCK, "n") if is_indic(following) else "n"
        return "m" if after[0] in _LIPS else "n"
    return _VOWELS.get(place, letter if place < 0 else "")
