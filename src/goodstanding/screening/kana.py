"""Japanese syllables in Latin letters, as passports write them, without long vowels' marks."""

_ROWS = (
    ("", "アイウエオ"),
    ("k", "カキクケコ"),
    ("s", "サシスセソ"),
    ("t", "タチツテト"),
    ("n", "ナニヌネノ"),
    ("h", "ハヒフヘホ"),
    ("m", "マミムメモ"),
    ("r", "ラリルレロ"),
    ("g", "ガギグゲゴ"),
    ("z", "ザジズゼゾ"),
    ("d", "ダヂヅデド"),
    ("b", "バビブベボ"),
    ("p", "パピプペポ"),
)
_ODD = {
    "シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu", "ヤ": "ya", "ユ": "yu",
    "ヨ": "yo", "ワ": "wa", "ヰ": "i", "ヱ": "e", "ヲ": "o", "ン": "n", "ヴ": "vu", "ヮ": "wa", "ヵ": "ka", "ヶ": "ga",
}  # fmt: skip
_PLAIN = {letter: row + vowel for row, letters in _ROWS for letter, vowel in zip(letters, "aiueo", strict=True)}
_LETTERS = _PLAIN | _ODD
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu", "ョ": "yo"}
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_LONG, _DOUBLED = "ー", "ッ"


def kana(text: str) -> str:
    """A run of kana in Latin letters; other letters stay."""
    written: list[str] = []
    double = False
    for letter in text.translate(_HIRAGANA):
        if letter == _DOUBLED:
            double = True
            continue
        if letter in _SMALL and written and written[-1]:
            written[-1] = _with_small(written[-1], _SMALL[letter])
            continue
        if letter == _LONG:
            continue
        syllable = _LETTERS.get(letter) or _SMALL.get(letter, letter)
        written.append((syllable[0] if double else "") + syllable)
        double = False
    return "".join(written)


def _with_small(syllable: str, small: str) -> str:
    """`shi` with a small `ya` is `sha`, `ki` `kya`; `fu` with a small `i` is `fi`."""
    stem = "w" if syllable == "u" else syllable[:-1]
    if len(small) > 1 and not stem.endswith(("sh", "ch", "j")):
        return stem + small
    return stem + small[-1]
