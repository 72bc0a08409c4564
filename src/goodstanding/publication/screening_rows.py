"""What a screening may show of one organization on a date, as a value and as one line of a published list.

A row holds what is displayable on the list's effective date and nothing else (S31): each record carries the last
day on which it shows, a foreign listing also the day up to which it counts as confirmed (S35). No points, no grade.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

from goodstanding.ledger.canonical import Json, parse_canonical, print_canonical
from goodstanding.screening.subjects import Subject
from goodstanding.values.errors import MisuseError, VerificationError
from goodstanding.values.identifiers import Identifier


class Nature(StrEnum):
    """What is shown of an organization. Closed; only a listing has consequences (S20)."""

    LISTED = "listed-here"
    FOREIGN = "foreign-listing"
    ADVERSE = "adverse-record"
    FAVOURABLE = "favourable-record"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFact:
    """One thing that is shown: `says` is what was decided by whom, in the words of S39.

    `number` is its entry in the log. `shown_until` is the last day on which it is displayed, None where no end is
    known. `confirmed_until` is the last day on which a foreign listing counts as confirmed; later it is shown as
    not current. `consequences` are those of a listing, each with its law and end; empty for everything else.
    `disputed`: its correction was asked for and is not decided; of a listing, that of a record under it.
    """

    number: int
    nature: Nature
    category: str
    authority: str
    says: str
    status: str
    decided_on: date
    final_on: date
    shown_until: date | None = None
    confirmed_until: date | None = None
    affiliate: bool = False
    consequences: tuple[str, ...] = ()
    disputed: bool = False

    def is_current(self, effective: date) -> bool:
        """Whether its source still confirms it; of anything but a foreign listing this is not asked."""
        return self.confirmed_until is None or effective <= self.confirmed_until


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """One organization with all that is shown of it; `facts` are never empty, listings first."""

    subject: Subject
    facts: tuple[RecordFact, ...]

    @property
    def shown_until(self) -> date | None:
        """The last day on which anything of it shows."""
        days = [fact.shown_until for fact in self.facts]
        known = [day for day in days if day is not None]
        return max(known) if len(known) == len(days) else None

    def on(self, day: date) -> "SubjectRow | None":
        """The row as it may be shown on a later day; None where nothing is left of it."""
        facts = tuple(fact for fact in self.facts if fact.shown_until is None or day <= fact.shown_until)
        return replace(self, facts=facts) if facts else None


def print_row(row: SubjectRow, refresh_by: date) -> bytes:
    """The canonical line, without its line end. `refresh_by` is the list's own: a row says it for itself (S31)."""
    return print_canonical(row_json(row) | {"refresh_by": refresh_by.isoformat()})


def row_digest(row: SubjectRow, effective: date) -> str:
    """SHA-256 over what the row says on a day: a listing that was confirmed once more says the same as before."""
    said = [replace(fact, confirmed_until=None) for fact in row.facts]
    current: list[Json] = [fact.is_current(effective) for fact in row.facts]
    return sha256(print_canonical([row_json(replace(row, facts=tuple(said))), current])).hexdigest()


def parse_row(line: bytes) -> SubjectRow:
    """The row of a canonical line; anything else is refused."""
    value = parse_canonical(line)
    if not isinstance(value, dict):
        raise VerificationError("A line of this list is not an object.")
    return read_row(value)


def row_json(row: SubjectRow) -> dict[str, Json]:
    """The row as plain data, absent values left out."""
    subject, until = row.subject, row.shown_until
    return _present(
        organization=subject.organization,
        kind=subject.kind,
        names=list(subject.names),
        identifiers=[str(one) for one in subject.identifiers],
        country=subject.country,
        display_until=until.isoformat() if until else "",
        facts=[fact_json(fact) for fact in row.facts],
    )


def read_row(value: Mapping[str, Json]) -> SubjectRow:
    """The row of plain data."""
    try:
        subject = Subject(
            organization=_text(value, "organization"),
            kind=_text(value, "kind"),
            names=tuple(_texts(value, "names")),
            identifiers=tuple(Identifier.parse(text) for text in _texts(value, "identifiers")),
            country=_text(value, "country"),
        )
        facts = tuple(map(_read_fact, _list(value, "facts")))
    except (ValueError, MisuseError) as error:
        raise VerificationError("A row of this list is not in its form.") from error
    if not facts:
        raise VerificationError("A row of this list shows nothing.")
    return SubjectRow(subject=subject, facts=facts)


def fact_json(fact: RecordFact) -> dict[str, Json]:
    """One fact as plain data, absent values left out."""
    return _present(
        number=fact.number,
        nature=fact.nature.value,
        category=fact.category,
        authority=fact.authority,
        says=fact.says,
        status=fact.status,
        decided_on=fact.decided_on.isoformat(),
        final_on=fact.final_on.isoformat(),
        display_until=_day_text(fact.shown_until),
        confirmed_until=_day_text(fact.confirmed_until),
        affiliate=fact.affiliate,
        consequences=list(fact.consequences),
        disputed=fact.disputed,
    )


def _read_fact(value: Json) -> RecordFact:
    if not isinstance(value, dict):
        raise VerificationError("A row of this list is not in its form.")
    number, affiliate, disputed = value.get("number"), value.get("affiliate", False), value.get("disputed", False)
    if not (isinstance(number, int) and isinstance(affiliate, bool) and isinstance(disputed, bool)):
        raise VerificationError("A row of this list is not in its form.")
    return RecordFact(
        number=number,
        nature=Nature(_text(value, "nature")),
        category=_text(value, "category"),
        authority=_text(value, "authority"),
        says=_text(value, "says"),
        status=_text(value, "status"),
        decided_on=date.fromisoformat(_text(value, "decided_on")),
        final_on=date.fromisoformat(_text(value, "final_on")),
        shown_until=_day(value, "display_until"),
        confirmed_until=_day(value, "confirmed_until"),
        affiliate=affiliate,
        consequences=tuple(_texts(value, "consequences")),
        disputed=disputed,
    )


def _present(**values: Json) -> dict[str, Json]:
    return {key: value for key, value in values.items() if value not in ("", []) and value is not False}


def _day_text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _day(value: Mapping[str, Json], key: str) -> date | None:
    return date.fromisoformat(text) if (text := _text(value, key)) else None


def _text(value: Mapping[str, Json], key: str) -> str:
    found = value.get(key, "")
    if not isinstance(found, str):
        raise VerificationError("A row of this list is not in its form.")
    return found


def _list(value: Mapping[str, Json], key: str) -> list[Json]:
    found = value.get(key, [])
    if not isinstance(found, list):
        raise VerificationError("A row of this list is not in its form.")
    return found


def _texts(value: Mapping[str, Json], key: str) -> Iterator[str]:
    for text in _list(value, key):
        if not isinstance(text, str):
            raise VerificationError("A row of this list is not in its form.")
        yield text
