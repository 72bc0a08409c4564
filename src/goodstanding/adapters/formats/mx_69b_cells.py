"""How cells of the 69-B list are written: tax numbers, names with notes, deeds and dates. Values in, values out.

Every parser answers None for a cell that it cannot account for to the last character; none guesses.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

_MONTHS = {
    "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8,
    "septiembre": 9, "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
}  # fmt: skip

_ORGANIZATION_RFC = re.compile(r"[A-ZÑ&]{3}\d{6}[A-Z0-9]{3}", re.ASCII)
_PERSON_RFC = re.compile(r"[A-ZÑ&]{4}\d{6}.*", re.ASCII)
_DEED = re.compile(
    r"(?<![\d-])(\d{3}(?:-\d{2}){1,3}-\d{4}-\d{1,6})(?![\d-])"
    r"(?:\s+de\s+fecha\s+(\d{1,2})\s+(?:de\s+)?([a-z]+)\s+(?:del?\s+)?(\d{4})(?!\d))?",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?!\d)", re.ASCII)
_BETWEEN = re.compile(r"(?:[\s/?-]|\(únicamente en el DOF\))*")

_NOT_A_LETTER = dict.fromkeys(map(ord, '"“”„«»\x91\x93\x94'), "") | {0x92: "'", 0x96: "-", 0x97: "-"}
_ACTING_FOR = re.compile(
    r"^.*\b(?:LIQUIDADORA?|S[IÍ]NDIC[OA]|ALBACEA|INTERVENTORA?|APODERAD[OA](?: LEGAL)?|REPRESENTANTE LEGAL)"
    r"\s+DE(?:L|\s+LA)?\b\s*:?\s*",
    re.IGNORECASE,
)
_OTHER_NAME = re.compile(r"(?:ANTES|AHORA)(?: DENOMINADA)?:? (.+)", re.IGNORECASE)
_RENAMED = re.compile(r"(ANTES )?(.+?),? (ANTES|AHORA)(?: DENOMINADA)?:? (.+)", re.IGNORECASE)
_LEGAL_FORM = re.compile(
    r".*[\w&)]\s(?:S ?A(?: ?P ?I)?(?: ?B)?|S (?:DE|EN) (?:R ?L|N ?C|C)(?: M ?I)?|S ?C(?: ?P)?|S ?P ?R|S ?A ?S)"
    r"(?: DE (?:C ?V|R ?[ILS]))*"
)


class Holder(StrEnum):
    """What the form of a tax number says of its holder."""

    ORGANIZATION = "organization"
    PERSON = "person"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One global deed: its number, its date, and the day it took effect by publication."""

    number: str
    decided_on: date
    effective_on: date


def parse_rfc(cell: str) -> tuple[Holder, str]:
    """The holder by the number's form alone, and the number of an organization ("" for all others).

    12 characters are an organization's. 13 of any kind, or a person's stem with the last characters missing
    or doubled, are a person's. Anything else, the mask `XXXXXXXXXXXX` included, tells nothing.
    """
    code = re.sub(r"[\s.-]", "", unicodedata.normalize("NFC", cell)).upper()
    if _ORGANIZATION_RFC.fullmatch(code):
        return Holder.ORGANIZATION, code
    if len(code) == 13 or _PERSON_RFC.fullmatch(code):
        return Holder.PERSON, ""
    return Holder.UNREADABLE, ""


def parse_name(cell: str) -> tuple[str, tuple[str, ...]]:
    """The organization's name and its other names; notes, quotes and people who act for it are cut off.

    What follows `//` is a note: mostly a court and a docket, which are never an input. `ANTES X` and `AHORA X`
    give another name if X carries a legal form; `Fusionante de X` names another organization and goes.
    """
    text = " ".join(unicodedata.normalize("NFC", cell.translate(_NOT_A_LETTER)).split())
    head, *notes = (_ACTING_FOR.sub("", part.strip()) for part in text.split("//"))
    name, others = _split_renaming(head)
    others += [match[1] for match in map(_OTHER_NAME.fullmatch, notes) if match and _has_legal_form(match[1])]
    return name, tuple(other for other in dict.fromkeys(others) if other != name)


def _split_renaming(head: str) -> tuple[str, list[str]]:
    match = _RENAMED.fullmatch(head)
    if match is None or not (_has_legal_form(match[2]) and _has_legal_form(match[4])):
        return head, []
    starts_with_former, first, marker, second = match.groups()
    current_is_second = starts_with_former is not None or marker.upper() == "AHORA"
    return (second, [first]) if current_is_second else (first, [second])


def _has_legal_form(name: str) -> bool:
    plain = " ".join(re.sub(r"[.,]", " ", name.upper()).split())
    return _LEGAL_FORM.fullmatch(plain) is not None


@lru_cache(maxsize=4096)
def parse_acts(page_deeds: str, page_days: str, gazette_deeds: str, gazette_days: str) -> tuple[Act, ...] | None:
    """The acts of one kind, oldest first, out of their four cells; () where all are blank.

    An act takes effect on its gazette (DOF) date, else on that of the authority's page (SAT). Its number is
    the page's, which comes first and stays when the gazette repeats it under another one. A deed whose date is
    missing, impossible or later than its own publication (a slip) counts as of that publication.
    """
    named, in_gazette = _parse_deeds(page_deeds), _parse_deeds(gazette_deeds)
    page, gazette = _parse_days(page_days), _parse_days(gazette_days)
    if named is None or in_gazette is None or page is None or gazette is None:
        return None
    named = named or in_gazette
    published = _gazette_by_deed(named, in_gazette, gazette)
    if published is None or len(page) not in (0, len(named)) or (page and not _parse_deeds(page_deeds)):
        return None
    acts = []
    for place, (number, dated) in enumerate(named):
        effective_on = published[place] or (page[place] if page else None)
        if effective_on is None:
            return None
        decided_on = dated if dated is not None and dated <= effective_on else effective_on
        acts.append(Act(number=number, decided_on=decided_on, effective_on=effective_on))
    return tuple(sorted(acts, key=lambda act: (act.effective_on, act.decided_on)))


_Deeds = tuple[tuple[str, date | None], ...]


def _gazette_by_deed(named: _Deeds, in_gazette: _Deeds, days: tuple[date, ...]) -> list[date | None] | None:
    """The gazette's date for each deed: by number where numbers agree, else in order where the counts do."""
    if not days:
        return [None] * len(named)
    numbers = [number for number, _ in named]
    if len(in_gazette) == len(days) and all(number in numbers for number, _ in in_gazette):
        by_number = dict(zip((number for number, _ in in_gazette), days, strict=True))
        return [by_number.get(number) for number in numbers]
    return list(days) if len(days) == len(named) else None


@lru_cache(maxsize=4096)
def _parse_deeds(cell: str) -> _Deeds | None:
    if _BETWEEN.fullmatch(_DEED.sub(" ", cell)) is None:
        return None
    return tuple((match[1], _deed_date(match[2], match[3], match[4])) for match in _DEED.finditer(cell))


def _deed_date(day: str | None, month: str | None, year: str | None) -> date | None:
    try:
        return date(int(year or 0), _MONTHS[(month or "").lower()], int(day or 0))
    except (KeyError, ValueError):
        return None


@lru_cache(maxsize=4096)
def _parse_days(cell: str) -> tuple[date, ...] | None:
    if _BETWEEN.fullmatch(_DAY.sub(" ", cell)) is None:
        return None
    try:
        return tuple(
            date(int(match[3]) + (2000 if len(match[3]) == 2 else 0), int(match[2]), int(match[1]))
            for match in _DAY.finditer(cell)
        )
    except ValueError:
        return None
