"""Names in the development banks' lists: notes cut off, other names kept only where they are a company's.

The cells mix a firm's name with footnote marks, registration numbers, short names, former names, names of
places and, now and then, of people. The rule denies by default: a note in brackets becomes an alias only
if it carries a company's legal form, or is one word that abbreviates the name; a place or "branch" stays in
the name, because it tells two firms apart; everything else is cut off and forgotten.
"""

import re
import unicodedata

from goodstanding.adapters.formats.countries import country_named

_MARKS = (
    {ord(mark): '"' for mark in "“”„‟«»″"}
    | {ord(mark): "'" for mark in "‘’‚‛′"}
    | dict.fromkeys((ord("*"), *range(32), *range(127, 160)), " ")
)
_LAST_NOTE = re.compile(r"(.*\S)\s*\(([^()]*)\)[\s,;]*")
_QUOTED_NOTE = re.compile(r'\s*\("([^"()]*)"\)\s*')
_KEPT_NOTES = frozenset({"branch", "subsidiary", "pvt", "pty", "pte", "private", "limited"})
_LED_BY = re.compile(
    r"(?:(?:also |previously |formerly |currently |now )?"
    r"(?:known as|operating as:?|doing business (?:as|under)|d/b/a|[af]\.?/?k\.?/?a\.?) |formerly |previously )",
    re.IGNORECASE,
)
_ALIAS = re.compile(r"[^\W_](?:[\w .,&'\"()-]{0,118}[\w.)\"])?")

#: Words that only a company's name ends in, or begins with. Forms with one member, and forms that are words
#: in some language (AS, AG, CO), are left out on purpose.
_FORMS_IN_FRONT = frozenset({"ooo", "zao", "oao", "pao", "llc", "jsc", "cjsc", "ojsc", "pt", "công"})
_FORMS = frozenset(
    {"ltd", "limited", "llc", "llp", "inc", "incorporated", "corp", "corporation", "company", "plc", "gmbh", "aps"}
    | {"sa", "sarl", "srl", "sac", "spa", "sas", "ltda", "lda", "limitada", "cv", "bv", "nv", "kft", "bhd", "mchj"}
    | {"jsc", "cjsc", "ojsc", "pjsc"}
)
_COMMA = re.compile(r"[,;，；]")
_CHINESE_COMPANY = re.compile(r"[\u4e00-\u9fff（）()]{2,60}公司")
_FOOTNOTE = re.compile(r"\s*\*\s*[0-9]{1,4}\s*$")


def parse_name(cell: str) -> tuple[str, tuple[str, ...]]:
    """The firm's name as the source writes it without its notes ("" where none is left), and its aliases."""
    name, aliases = _without_marks(cell), []
    while (match := _LAST_NOTE.fullmatch(name)) is not None and not _stays(match[2]):
        name = match[1]
        aliases.append(_alias(match[2], name))
    while (match := _QUOTED_NOTE.search(name)) is not None:
        aliases.append(_alias(match[1], name))
        name = f"{name[: match.start()]} {name[match.end() :]}".strip()
    if name.count('"') == 2 and name[0] == name[-1] == '"':
        name = name[1:-1].strip()
    return name, tuple(alias for alias in dict.fromkeys(aliases) if alias)


def parse_other_names(cell: str) -> tuple[str, ...]:
    """The names in a cell of other names that are wholly Chinese or carry a company's legal form."""
    parts = _parts(_without_marks(cell))
    return tuple(filter(None, (parse_chinese_company_name(part) or _alias(part, "") for part in parts)))


def parse_chinese_company_name(cell: str) -> str:
    """A name that is wholly Chinese and ends in the word for company, footnote and brackets aside, else ""."""
    text = "".join(_FOOTNOTE.sub("", " ".join(cell.split())).split())
    if text[:1] + text[-1:] in {"()", "（）"}:
        text = text[1:-1]
    return text if _CHINESE_COMPANY.fullmatch(text) else ""


def folded(name: str) -> str:
    """For keys only: compatibility form, any case, letters and digits, single blanks."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def _without_marks(cell: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", cell).translate(_MARKS).split())
    text = re.sub(r"[\s,;(]+$", "", text)
    return text + ")" * (text.count("(") - text.count(")"))


def _stays(note: str) -> bool:
    place = country_named(note)
    return note.casefold() in _KEPT_NOTES or (place is not None and bool(note.strip()))


def _alias(note: str, name: str) -> str:
    text = _LED_BY.sub("", note.strip(), count=1).strip(" \"'")
    fits = _ALIAS.fullmatch(text) is not None and (_has_form(text) or _abbreviates(text, name))
    return text if fits and folded(text) != folded(name) else ""


def _has_form(text: str) -> bool:
    """Whether this is one name with a company's form at its end or in front: "A Ltd., B" is two names."""
    words = folded(text.replace(".", "")).split()
    formed = len(words) > 1 and (words[-1] in _FORMS or words[0] in _FORMS_IN_FRONT)
    return formed and len(_parts(text)) == 1


def _parts(text: str) -> list[str]:
    """Split at commas, but not before a legal form: "A Co., Ltd., B" is "A Co., Ltd." and "B"."""
    parts: list[str] = []
    for part in (part.strip() for part in _COMMA.split(text)):
        if parts and set(folded(part.replace(".", "")).split()) <= _FORMS | {"co", "de"}:
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    return parts


def _abbreviates(word: str, name: str) -> bool:
    """Whether it is one word whose letters stand in the name in this order: initials, or a part of it."""
    letters = iter(folded(name))
    return not any(c.isspace() for c in word) and all(c in letters for c in folded(word).replace(" ", ""))
