"""The grounds of the development banks' lists: a closed vocabulary, and the grammar of their spellings.

The World Bank writes one ground in more than a hundred ways ("Fraudulent Practice", "Procurement
Guidelines, 1.14(a)(ii)", "2004 PG, 1.14(a)i, ii, & iii"). Every character is read by the grammar below or
the ground is unknown: there is no default. Practices by item, as the Guidelines of 1999 to 2014 and the
Procurement Regulations of 2016 (Annex IV, 2.2) number them: (i) corrupt, (ii) fraudulent, (iii) collusive,
(iv) coercive, (v) obstructive; the editions before 2004 (1.15 and 1.25) have the first two only.
"""

import re
from enum import StrEnum


class Ground(StrEnum):
    """Why a bank lists a firm. Closed: a spelling that leads to none of these aborts an import."""

    CORRUPTION = "corruption"
    FRAUD = "fraud"
    COLLUSION = "collusion"
    COERCION = "coercion"
    OBSTRUCTION = "obstruction"
    CROSS_DEBARMENT_ADB = "cross-debarment:adb"
    CROSS_DEBARMENT_AFDB = "cross-debarment:afdb"
    CROSS_DEBARMENT_EBRD = "cross-debarment:ebrd"
    CROSS_DEBARMENT_IDB = "cross-debarment:idb"
    CROSS_DEBARMENT_WBG = "cross-debarment:wbg"
    CONTROLLED_AFFILIATE = "controlled-affiliate"
    CONTROLLED_AFFILIATE_OF_PERSON = "controlled-affiliate-of-person"
    CONTROLLING_AFFILIATE = "controlling-affiliate"
    SANCTIONS_PROCEDURES = "sanctions-procedures"
    SETTLEMENT = "settlement"
    NOT_STATED = "not-stated"


#: In the order of the Guidelines' items (i) to (v).
_PRACTICES = (Ground.CORRUPTION, Ground.FRAUD, Ground.COLLUSION, Ground.COERCION, Ground.OBSTRUCTION)
_ITEMS = ("i", "ii", "iii", "iv", "v")
_ADJECTIVES = dict(zip(("corrupt", "fraudulent", "collusive", "coercive", "obstructive"), _PRACTICES, strict=True))
_TWO_ITEMS_ONLY = frozenset({"1.15", "1.25"})

#: A blank cell is the source's way of not stating a ground; nothing else is.
_IDB_PRACTICES = {str(ground): ground for ground in _PRACTICES} | {"": Ground.NOT_STATED}
_IDB_SOURCES: dict[str, tuple[Ground, ...]] = {
    "idb": (),
    "adb cross debarment": (Ground.CROSS_DEBARMENT_ADB,),
    "afdb cross debarment": (Ground.CROSS_DEBARMENT_AFDB,),
    "ebrd cross debarment": (Ground.CROSS_DEBARMENT_EBRD,),
    "wbg cross debarment": (Ground.CROSS_DEBARMENT_WBG,),
}

_PHRASES = {
    r"cross[- ]debarment: adb": Ground.CROSS_DEBARMENT_ADB,
    r"cross[- ]debarment: afdb": Ground.CROSS_DEBARMENT_AFDB,
    r"cross[- ]debarment: ebrd": Ground.CROSS_DEBARMENT_EBRD,
    r"cross[- ]debarment: idb": Ground.CROSS_DEBARMENT_IDB,
    r"controlled affiliate of (?:a )?sanctioned entity": Ground.CONTROLLED_AFFILIATE,
    r"controlled affiliate of (?:a )?sanctioned individual": Ground.CONTROLLED_AFFILIATE_OF_PERSON,
    r"controlling affiliate": Ground.CONTROLLING_AFFILIATE,
    r"sanctions procedures (?:sec\. )?9\.04\([a-c]\)": Ground.SANCTIONS_PROCEDURES,
    r"terms of negotiated resolution agreement": Ground.SETTLEMENT,
    r"ifc anti-corruption guidelines": Ground.NOT_STATED,
}

_MONTH = r"(?:jan(?:uary|\.)|may|july|october)"
#: Kind of token -> its spelling, tried in this order. A kind is one letter of the grammar.
_TOKENS = {
    "F": "|".join(_PHRASES),
    "D": r"(?:proc(?:urement|\.)|consult(?:ant|\.)) guidelines|2016 procurement regulations|[pc]gl|pg\b",
    "V": r"of annex iv",
    "E": rf"(?:revised )?(?:{_MONTH} )?(?:19|20)[0-9]{{2}}\b",
    "P": r"(?:sub-)?para(?:graph|s?\.)",
    "N": r"1\.(?:14|15|16|22|23|25)|2\.2",
    "W": "|".join(_ADJECTIVES),
    "X": r"practices?\b",
    "S": r"[,;&/-]|and\b",
    "B": r"\((?:aa|bb)\)",
    "A": r"\(a\)|a\b",
    "R": r"\((?:iii|ii|iv|i|v)\)|(?:iii|ii|iv|i|v)\b",
}
_TOKEN = re.compile(" *(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _TOKENS.items()) + ")")

_PARAGRAPH = r"P?N(?:A?RB?(?:S{0,2}A?RB?)*)?V?"
_PARAGRAPHS = rf"{_PARAGRAPH}(?:S{{1,2}}{_PARAGRAPH})*"
_RULES = r"(?:E(?:SE)*)?D"
_WORDS = r"W(?:S{1,2}W)*X"
_CLAUSE = rf"(?:F|{_WORDS}|{_RULES}S?(?:{_PARAGRAPHS}|{_WORDS})|{_PARAGRAPHS}S{_RULES})"
_GRAMMAR = re.compile(rf"{_CLAUSE}(?:S{_CLAUSE})*")


def parse_idb_grounds(practices: str, deciding: str) -> tuple[Ground, ...] | None:
    """The columns `Grounds` ("Fraud, Collusion", blank: not stated) and `Source`; None where unknown."""
    words = [word.strip().casefold() for word in practices.split(",")]
    source = deciding.strip().casefold()
    if not set(words) <= set(_IDB_PRACTICES) or ("" in words and len(words) > 1) or source not in _IDB_SOURCES:
        return None
    return tuple(_IDB_PRACTICES[word] for word in words) + _IDB_SOURCES[source]


def parse_worldbank_grounds(text: str) -> tuple[Ground, ...] | None:
    """Every ground that a cell of the World Bank's list names, in order, once each; None where any is unknown.

    A reference to the Guidelines that names no item, such as "Consultant Guidelines, 1.25", is `not-stated`.
    """
    tokens = _tokens(" ".join(text.casefold().split()).removesuffix("."))
    kinds = "".join(kind for kind, _ in tokens)
    found = _grounds(tokens) if _GRAMMAR.fullmatch(kinds) else None
    return None if found is None else tuple(dict.fromkeys(found)) or (Ground.NOT_STATED,)


def _tokens(text: str) -> list[tuple[str, str]]:
    """The tokens of a cell; what no token fits is the kind `?`, which the grammar has not."""
    tokens: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            return [*tokens, ("?", "")]
        tokens.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return tokens


def _grounds(tokens: list[tuple[str, str]]) -> list[Ground] | None:
    """Phrases and adjectives one by one; items within their paragraph, "(ii)-(iv)" as all three."""
    found: list[Ground] = []
    paragraph, last, ranged = "", -1, False
    for kind, spelling in tokens:
        if kind == "F":
            found += [ground for pattern, ground in _PHRASES.items() if re.fullmatch(pattern, spelling)]
        elif kind == "W":
            found.append(_ADJECTIVES[spelling])
        elif kind == "N":
            paragraph, last = spelling, -1
        elif kind == "R":
            item = _ITEMS.index(spelling.strip("()"))
            if item <= last or (item > 1 and paragraph in _TWO_ITEMS_ONLY):
                return None
            found += _PRACTICES[last if ranged and last >= 0 else item : item + 1]
            last = item
        elif kind == "B" and last != len(_ITEMS) - 1:
            return None
        ranged = spelling == "-" or (ranged and kind == "A")
    return found
