"""Chinese syllables as Taiwan's companies write them: Wade and Giles's letters, without marks and apostrophes.

Traditional characters alone are read so too; whoever writes simplified ones writes pinyin.
"""

import re

_SYLLABLE = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcs]?)([a-z]+)")
_INITIALS = {"b": "p", "d": "t", "g": "k", "zh": "ch", "j": "ch", "q": "ch", "x": "hs", "z": "ts", "c": "ts", "r": "j"}
_FINALS = {"ong": "ung", "iong": "iung", "ian": "ien", "ie": "ieh", "ue": "ueh", "yan": "yen", "ye": "yeh", "you": "yu"}
_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "szu", "er": "erh",
    "he": "ho", "ge": "ko", "ke": "ko", "e": "o", "duo": "to", "tuo": "to", "luo": "lo", "nuo": "no", "zuo": "tso",
    "cuo": "tso", "suo": "so", "ruo": "jo", "zhuo": "cho", "gui": "kuei", "kui": "kuei", "yi": "i",
}  # fmt: skip


def wade_giles(syllable: str) -> str:
    """One syllable of pinyin in those letters; what is none stays."""
    found = _SYLLABLE.fullmatch(syllable)
    if syllable in _WHOLE or not found:
        return _WHOLE.get(syllable, syllable)
    initial, final = found.groups()
    return _INITIALS.get(initial, initial) + _FINALS.get(final, final)
