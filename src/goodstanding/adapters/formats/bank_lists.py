"""What the development banks' lists have in common: one row is one foreign listing, and nothing more.

A listing elsewhere is information in the source's own words (S35): category `foreign-listing`, measure
`listed-elsewhere`, no points here. It is final by the bank's own procedures and shows from the day the
bank gives; its end is `ends_on`, never an annulment. These lists carry no case numbers, so a case is named
after the day of its listing; and no identifiers, so the key is name, country and that day.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from goodstanding.adapters.formats.bank_grounds import Ground
from goodstanding.adapters.formats.bank_names import folded, parse_name
from goodstanding.adapters.formats.countries import country_named
from goodstanding.intake.drafts import Declared, Draft, RejectedRow
from goodstanding.intake.names import without_notes
from goodstanding.register.catalogue import Measure
from goodstanding.register.organizations import Role
from goodstanding.register.records import Case, Decision, Finality, Reason, Stage, Status
from goodstanding.values.dates import LATEST, parse_date
from goodstanding.values.errors import ImportAbortedError, MisuseError
from goodstanding.values.findings import Finding, printable

FOREIGN_LISTING = "foreign-listing"
KEY_FIELDS = ("name", "country", "from")
MAX_NAME = 300

_NO_END = frozenset({"", "ongoing", "indefinite", "permanent"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AMERICAN = re.compile(r"([A-Za-z]{3}) ([0-9]{1,2}), ([0-9]{4})")
_ONLY_FOR = re.compile(r"\(\s*(but only for[^()]*)\)", re.IGNORECASE)
#: The scopes that a bank has set so far. An unknown one rejects its row: a listing must not look wider.
_SCOPES = frozenset({"but only for its business operations in the water and sanitation sector"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """The cells of one row that are read, as the source writes them; `aliases` and `grounds` already parsed."""

    file: str
    row: int
    authority: str
    statute: str
    declared: Declared
    name: str
    country: str
    start: str
    end: str
    words: str
    grounds: tuple[Ground, ...]
    scope: str = ""
    aliases: tuple[str, ...] = ()


def read_listing(listed: ListedRow) -> Draft | RejectedRow:
    """The draft of a foreign listing, or every finding that keeps the row out."""
    name, aliases = parse_name(without_notes(listed.name)) if len(listed.name) <= MAX_NAME else ("", ())
    country = country_named(listed.country)
    start, end = _parse_day(listed.start), _parse_end(listed.end)
    scope = _parse_scope(listed.scope)
    found = (
        _finding(listed, "name", "name", "The name is missing or too long.") if not name else None,
        _finding(listed, "country", "country", "The country is unknown.", listed.country) if country is None else None,
        _finding(listed, "date", "from", "The first day is not a date.", listed.start) if start is None else None,
        _finding(listed, "date", "to", "The last day is not a date.", listed.end) if end is None else None,
        _finding(listed, "dates-reversed", "to", "The listing ends before it starts.", listed.end)
        if start is not None and end is not None and end < start
        else None,
        _finding(listed, "scope", "scope", "The listing is limited in a way that is not known here.")
        if scope is None
        else None,
    )
    findings = tuple(finding for finding in found if finding is not None)
    if findings or country is None or start is None or scope is None:
        return RejectedRow(row=listed.row, findings=findings)
    return Draft(
        row=listed.row,
        source_key=(folded(name), country, start.isoformat()),
        declared=listed.declared,
        name=name,
        country=country,
        identifiers=(),
        case=Case(authority=listed.authority, number=f"listing of {start.isoformat()}"),
        decision=_decision(listed, start, end, scope),
        stages=(Stage(status=Status.FINAL, effective_on=start, decided_on=start, reason=Reason.PUBLICATION),),
        aliases=tuple(alias for alias in dict.fromkeys((*aliases, *listed.aliases)) if alias not in ("", name)),
        role=_role(listed.grounds),
        concerns=("stands-for-person",) if Ground.CONTROLLED_AFFILIATE_OF_PERSON in listed.grounds else (),
    )


def abort_unknown(file: str, row: int, field: str, kind: str, value: str) -> NoReturn:
    """Refuse the file: a value outside a closed vocabulary has no default reading."""
    raise ImportAbortedError(
        f"{file} row {row}: the {field} is unknown. Found: {printable(kind, value)}.",
        accepted=f"the closed vocabulary of {field} in the reference of formats",
        to_do="have the new value added to the format, then run the import again",
    )


def _decision(listed: ListedRow, start: date, end: date | None, scope: str) -> Decision:
    words = "; ".join(filter(None, (" ".join(listed.words.split()).removesuffix("."), scope)))
    return Decision(
        category=FOREIGN_LISTING,
        measures=(Measure.LISTED_ELSEWHERE,),
        decided_on=start,
        finality=Finality.BY_ITS_OWN_LAW,
        statute=listed.statute,
        ends_on=None if end == LATEST else end,
        words=words,
    )


def _role(grounds: tuple[Ground, ...]) -> Role:
    controlled = {Ground.CONTROLLED_AFFILIATE, Ground.CONTROLLED_AFFILIATE_OF_PERSON}
    return Role.SUBJECT if controlled.isdisjoint(grounds) else Role.CONTROLLED_AFFILIATE


def _parse_day(text: str) -> date | None:
    """`2024-07-03` or `Jul 03, 2024`, whatever the machine's language."""
    match = _AMERICAN.fullmatch(text.strip())
    if match is not None and match[1].casefold() in _MONTHS:
        text = f"{match[3]}-{_MONTHS.index(match[1].casefold()) + 1:02d}-{int(match[2]):02d}"
    try:
        return parse_date(text.strip())
    except MisuseError:
        return None


def _parse_end(text: str) -> date | None:
    """The last day; the latest date there is (as one source writes it) where the listing has no end."""
    return LATEST if text.strip().casefold() in _NO_END else _parse_day(text)


def _parse_scope(text: str) -> str | None:
    """What a note limits the listing to, "" where there is no such note, None where the limit is unknown."""
    match = _ONLY_FOR.search(text)
    scope = " ".join(match[1].casefold().split()) if match is not None else ""
    return scope if not scope or scope in _SCOPES else None


def _finding(listed: ListedRow, code: str, field: str, message: str, value: str = "") -> Finding:
    return Finding(
        code=code,
        message=message,
        file=listed.file,
        row=listed.row,
        field=field,
        value=value and printable(code, value),
    )
