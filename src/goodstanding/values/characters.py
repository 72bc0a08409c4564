"""Characters that a reader sees, and no others: what may stand in a title that is printed, published and exported."""

import unicodedata

#: Between letters of some scripts (Persian, Indic ones) these say how they are joined: such words are misspelt without.
_JOINERS = "\u200c\u200d"
#: Controls, formats (among them those that turn a text around), surrogates, private and unassigned ones, line ends.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def is_readable(text: str) -> bool:
    """Whether a text has a letter or a digit, and no character that a reader cannot see but joiners of letters.

    Says nothing about look-alikes; which characters are assigned is by the Unicode version of the interpreter.
    """
    return any(one.isalnum() for one in text) and is_visible(text)


def is_visible(text: str) -> bool:
    """Whether every character is one that a reader can see, or joins letters; so is a text of none."""
    return not any(one not in _JOINERS and unicodedata.category(one) in _UNSEEN for one in text)
