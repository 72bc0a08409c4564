"""One text, several names: what a company was called before, trades as, is also known as or is reached by."""

import re

#: Where another name begins. Short ones only where nothing else can be meant: in brackets, or with their points.
_ALSO = re.compile(
    r"[\s,;:(\[/–—-]+(?:"
    r"(?:formerly|previously)(?: known as| called| named| trading as)?(?=[\s:])"
    r"|(?:now|also|originally|better|commonly) (?:known as|called|named|trading as)(?=[\s:])"
    r"|(?:t/a|d/b/a|dba|a/k/a|aka|f/k/a|fka|n/k/a|nka|a\.k\.a\.?|f\.k\.a\.?|n\.k\.a\.?|d\.b\.a\.?)(?=[\s:])"
    r"|c/o(?=[\s:])"
    r"|(?:as (?:an? )?(?:local )?agents? (?:of|for)|on behalf of|represented (?:locally )?by)\b"
    r"|(?:trading|doing business|operating|carrying on business|known) as\b"
    r"|(?:nombre comercial|nome fantasia|nom commercial|denominacion comercial|antes denominada|antes llamada)\b"
    r"|(?:vormals|ehemals|anciennement|anteriormente|antiguamente|voorheen|tidigare|dawniej|poprzednio|fostul)\b"
    r"|(?:бывш\w*|ранее|прежнее название|раніше)\b\.?"
    r")[\s:.]*",
    re.IGNORECASE,
)
#: A text that has none of these words tells one name.
_TOLD_BY = frozenset({
    "formerly", "previously", "as", "known", "called", "named", "t/a", "d/b/a", "dba", "a/k/a", "aka", "f/k/a", "fka",
    "n/k/a", "nka", "ex", "now", "antes", "alias", "form", "prev", "comercial", "fantasia", "commercial",
    "denominada", "llamada", "denominacion", "vormals", "ehemals", "anciennement", "anteriormente", "antiguamente",
    "voorheen", "tidigare", "dawniej", "poprzednio", "fostul", "бывш", "бывшая", "бывшее", "бывший", "бывшего",
    "ранее", "прежнее", "раніше", "c/o", "behalf", "represented",
})  # fmt: skip
_APART = str.maketrans(dict.fromkeys("([,;:", " ") | {".": None})
_EX = re.compile(r"[(\[]\s*(?:ex|now|antes|alias|form|prev)\b[\s.:-]+", re.IGNORECASE)
_ENDS = " \t,;:()[]\"'/-–—"


def names_within(text: str) -> list[str]:
    """The names of a text in order, several where it says so; the text itself where it says nothing of the kind."""
    if _TOLD_BY.isdisjoint(text.lower().translate(_APART).split()):
        return [text]
    parts = [part for piece in _ALSO.split(text) for part in _EX.split(piece)]
    if len(parts) == 1:
        return [text]
    names = [part.strip(_ENDS) for part in parts]
    return [name for name in names if any(letter.isalpha() for letter in name)] or [text]
