"""Several names in one: the members of a consortium, or companies written one behind the other.

`Arvona Builders Ltd and Belmar Roads GmbH` are two, since a legal form stands before what parts them, or at the start
of what follows. Where the name says that it is a consortium, whatever parts words parts its members.
"""

import re
from collections.abc import Callable

#: More members are not told apart.
MOST_MEMBERS = 10

_PARTS = re.compile(
    r"(?:\s*[,;+&/|、]\s*(?:(?:and|und|et|y|e|i|и)\s+)?"
    r"|\s+(?:and|und|et|y|e|i|и|та|en|och|og|ve|with|mit|avec|con|j\.?v\.?)\s+"
    r"|\s+[-–—]\s+"
    r"|(?<=公司)[和与與及])(?!\s*(?:co|cie|cia|comp|c)\b)",
    re.IGNORECASE,
)
_CONSORTIUM = re.compile(
    r"\b(?:consortium|consorci[oa]|consórcio|consorzio|konsor(?:tium|cjum|siyumu?)|konsorsium|joint[ -]ventures?|jv"
    r"|j\.v\.?|arge|(?:arbeits|bieter)gemeinschaft|groupement|raggruppamento|r\.?t\.?i|u\.?t\.?e|uni[oó]n temporal)\b"
    r"(?:\s+(?:of|between|de|des|del|di|do|aus|von|der|temporal|empresas))*[\s:.]*"
    r"|консорциум\w*|联合体|聯合體|共同企業体",
    re.IGNORECASE,
)
#: In a name that says so it parts members as often as it joins words: `Arvona-Belmar JV`.
_HYPHEN = re.compile(r"(?<=[^\W\d_]{3})[-–/](?=[^\W\d_]{3})")
#: Without any of these a text is one name.
_MAY_PART = re.compile(
    r"[,;+&/|、]|\s(?:[-–—yeiи]|and|und|et|та|en|och|og|ve|with|mit|avec|con)\s|\bj\.?v\b|venture|公司|[联聯]合"
    r"|[ck]onsor|cons[oó]rc|gemeinschaft|groupement|raggrup|консорц|共同企|uni[oó]n temporal"
    r"|\b(?:arge|u\.?t\.?e|r\.?t\.?i)\b",
    re.IGNORECASE,
)
_ENDS = " \t,;:()[]\"'&+/|-–—"
#: Between names these seldom join words of one; and these join names, where others may part a name from its seat.
_APART = re.compile(r"\s[/|+]\s|//")
_JOINS = re.compile(r"[&+/|\w]")


def members_of(text: str, forms_of: Callable[[str], tuple[bool, bool]], is_name: Callable[..., bool]) -> list[str]:
    """The names of the members, two or more; none where the text is one name.

    `forms_of` says of a part whether a legal form stands at its start and at its end, `is_name` whether it has any
    word beside forms, or with `own` a word that is neither trade nor place.
    """
    if not _MAY_PART.search(text):
        return []
    plain = _CONSORTIUM.sub(", ", text)
    says_so = plain != text
    plain = _HYPHEN.sub(" - ", plain) if says_so else plain
    spans: list[tuple[int, int]] = []
    end, by = 0, ""
    for parting in [*_PARTS.finditer(plain), None]:
        start = parting.start() if parting else len(plain)
        part = plain[end:start]
        if spans:
            before = plain[slice(*spans[-1])]
            ends, joined = forms_of(before)[1], bool(_JOINS.search(by))
            starts, form = forms_of(part) if ends or joined else (False, False)
            both = ends and (starts or form)
            apart = both or says_so or bool(_APART.search(by)) or (joined and (ends or starts))
            if apart and is_name(part, own=not both) and is_name(before, own=not both):
                spans.append((end, start))
            else:
                spans[-1] = spans[-1][0], start
        elif part.strip(_ENDS):
            spans.append((end, start))
        if parting:
            end, by = parting.end(), parting[0]
    return [plain[slice(*span)].strip(_ENDS) for span in spans] if len(spans) > 1 else []
