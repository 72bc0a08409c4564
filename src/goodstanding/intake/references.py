"""Numbers of cases, deeds, contracts and registers: a shape in which no prose fits (S26). Says nothing of validity."""

import re

LONGEST_REFERENCE = 80

_CHARACTERS = re.compile(r"[\w \-/.,:()（）#№&+]+")
_TOKEN = re.compile(r"[^\W_]+")
#: Two letters of these are a whole name already.
_HAN_OR_HANGUL = re.compile("[\u3400-\u9fff\uac00-\ud7af]{2,}")
#: The prefix of an open contracting id (standard.open-contracting.org) is letters by chance, not words.
_OCID = re.compile(r"ocds-[a-z0-9]{6}-")


def is_reference(text: str) -> bool:
    """Whether this can be a number: it has a digit, and at most one word (`XV-TENDER-2023-0042`, `2 BvR 1444/00`).

    A name beside a number has two words; one word alone (`Roe-12`) cannot be told from a court's or a fund's.
    """
    if len(text) > LONGEST_REFERENCE or _CHARACTERS.fullmatch(text) is None:
        return False
    tokens = _TOKEN.findall(_OCID.sub("", text))
    if any(map(_HAN_OR_HANGUL.fullmatch, tokens)):
        return False
    return any(map(_has_digit, tokens)) and sum(map(_is_word, tokens)) <= 1


def _has_digit(token: str) -> bool:
    return any(character.isdigit() for character in token)


def _is_word(token: str) -> bool:
    """Letters only, and more than the capitals of an abbreviation."""
    return token.isalpha() and (len(token) >= 5 or (len(token) >= 3 and not token.isupper()))
