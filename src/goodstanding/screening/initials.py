"""What a name may be shortened to by first letters, and what of it is such a shortening already."""

import re
from collections.abc import Set as AbstractSet

from goodstanding.screening.keys import LONGEST_INITIALS, SHORTEST_INITIALS, key_of

_SHORT_FORM = 3
_LONGEST_FIRST = 6
#: Words begin with these that initials take two letters of.
_PREFIXES = ("tele", "petro", "hydro", "agro", "electro", "radio", "micro", "macro", "aero", "auto", "multi", "thermo")


def initials_of(within: list[str], form: list[str], silent: AbstractSet[str]) -> frozenset[int]:
    """With and without small words, with and without the form behind it: `Inversiones y Rentas S.A.`: ir, irsa."""
    telling = [token for token in within if token not in silent]
    letters = {"".join([token[0] for token in within]), "".join([token[0] for token in telling])}
    if any(token.startswith(_PREFIXES) for token in telling):
        letters.add("".join(map(_first_letters, telling)))
    tails = _tails(form)
    found = {one + behind for one in letters if len(one) > 1 for behind in tails[:2]}
    found |= {one + behind for one in letters if len(one) >= SHORTEST_INITIALS for behind in tails[2:]}
    if len(telling) > 2 and len(telling[0]) <= _LONGEST_FIRST:
        found.add(telling[0] + "".join([token[0] for token in telling[1:]]))
    return frozenset(key_of("a", one) for one in found if SHORTEST_INITIALS <= len(one) <= LONGEST_INITIALS)


def _first_letters(token: str) -> str:
    """Of a word that is put together of two known ones both: television, petrochemical."""
    if token.startswith(_PREFIXES):
        size = next(len(one) for one in _PREFIXES if token.startswith(one))
        return token[0] + token[size : size + 1]
    return token[0]


def _tails(form: list[str]) -> list[str]:
    """What of a legal form may stand behind initials: nothing, its short words, then less usual ways."""
    if not form:
        return ["", ""]
    short = "".join([token if len(token) <= _SHORT_FORM else token[0] for token in form])
    first = form[0]
    if first.startswith("co"):
        return ["", short, "co", "c"]
    return ["", short, first[:_SHORT_FORM]] if len(first) > 1 else ["", short]


#: In brackets, or the last word behind a dash.
_SHOWN = re.compile(r"[(\[]\s*([^\W\d_]{3,8})\s*[)\]]|\s[-–]\s*([^\W\d_]{3,8})\s*$")


def shown_initials(text: str) -> str:
    """What a name says that it is called for short: `Ardomel Mineral Trade (AMT)`."""
    found = _SHOWN.search(text)
    if not found:
        return ""
    short = found[1] or found[2]
    return short if sum(map(str.isupper, short)) >= SHORTEST_INITIALS else ""


def own_initials(tokens: list[str]) -> str:
    """The abbreviation of `Ardomel Mineral Trade (AMT)`, which tells nothing new."""
    for place, token in enumerate(tokens):
        if len(token) >= SHORTEST_INITIALS:
            others = tokens[:place] + tokens[place + 1 :]
            if token == "".join([one[0] for one in others]):
                return token
    return ""
