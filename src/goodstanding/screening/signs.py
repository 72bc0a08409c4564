"""The signs of a name that a reader sees and reads: what has no shape is gone, and marks that no script needs.

Whoever puts signs without a shape into a name changes nothing of what people read, and nothing of what is compared.
"""

import unicodedata

from goodstanding.screening.damage import mended

_SHAPELESS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
#: Letters and a sign that are blank: fillers of Hangul, of Khmer and of Braille.
_BLANK = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
#: Scripts that write vowels as marks, India's to Java's, without what stands among them for any script.
_FIRST, _LAST = "\u0900", "\u1c4f"
_FOR_ANY_SCRIPT = range(0x1AB0, 0x1B00)
#: Their marks, which are parts of words.
VOWEL_SIGNS = "".join(
    chr(code)
    for code in range(ord(_FIRST), ord(_LAST) + 1)
    if code not in _FOR_ANY_SCRIPT and unicodedata.category(chr(code)) in ("Mn", "Mc") and chr(code) not in _BLANK
)
_VOWEL_SIGNS = frozenset(VOWEL_SIGNS)
#: Legal forms of Japan and Korea as one letter in brackets, or in one sign with its brackets.
_ENCLOSED = {"(株)": "株式会社", "(有)": "有限会社", "(合)": "合同会社", "(주)": "주식회사", "(유)": "유한회사"}


def legible(text: str) -> str:
    """The text, mended, by its plainest signs (NFKC), without those of no shape; line ends are blanks."""
    text = mended(text)
    if text.isascii() and text.isprintable():
        return text
    seen = "".join([" " if one.isspace() else one for one in text if one.isspace() or not _is_unseen(one)])
    return _spelt_out(_without_marks(unicodedata.normalize("NFKC", seen)))


def _spelt_out(text: str) -> str:
    """A legal form in brackets as the words that it stands for."""
    for short, form in _ENCLOSED.items() if ")" in text else ():
        text = text.replace(short, f" {form} ")
    return text


def _is_unseen(sign: str) -> bool:
    return sign in _BLANK or unicodedata.category(sign) in _SHAPELESS


def _without_marks(text: str) -> str:
    """Marks stay behind letters of scripts that write vowels so; other ones are ornament, and accents say little."""
    kept: list[str] = []
    takes_vowels = False
    for sign in text:
        if not unicodedata.category(sign).startswith("M"):
            takes_vowels = _FIRST <= sign <= _LAST
            kept.append(sign)
        elif takes_vowels and sign in _VOWEL_SIGNS:
            kept.append(sign)
    return "".join(kept)
