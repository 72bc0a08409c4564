"""The template of disclosures: what was due, whether a reminder was served, when it came, and its key figures.

- Type field: `subject_type`, read before anything else, as in the template of decisions; it must be filled in, because
  what a missing publication is recorded as follows from it.
- Source key: authority, number, and the first identifier, or the name where there is none.
- Competence: none of its own. The authority must be competent for `disclosure-missing` (of public bodies:
  `disclosure-late`), and for `disclosed-ratios` or `qualified-audit-opinion` where a row brings these. Finality:
  `by-its-own-law` of the reminder; `official-publication` of public bodies, ratios and opinions.
- Bounds: 200,000 rows, 300 characters a text; every day but the due one lies no later than the file's.
- Traps: a reminder before the publication was due is none; a filing without a day; key figures without a currency. The
  time of a reminder is counted once, here, by the calendar that the row names.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from goodstanding.adapters.formats.bank_names import folded
from goodstanding.adapters.formats.tabular import Table, print_rows, read_rows
from goodstanding.adapters.formats.template import SOURCE
from goodstanding.adapters.formats.template_cells import CellReader
from goodstanding.adapters.formats.template_subject import (
    DECLARED,
    SUBJECT_COLUMNS,
    dropped_row,
    read_subject,
    refuse_kind,
)
from goodstanding.intake.drafts import Declared, Draft, RejectedRow, Row
from goodstanding.proceedings.calendars import Calendar
from goodstanding.register.authorities import Competence
from goodstanding.register.catalogue import Measure, freeze
from goodstanding.register.disclosed import missing_category, missing_finality
from goodstanding.register.disclosures import (
    REMINDER_DAYS,
    Disclosure,
    DisclosureKind,
    Filing,
    Obligation,
    Opinion,
    Reminder,
    working_days_after,
)
from goodstanding.register.organizations import OrganizationKind
from goodstanding.register.ratios import Item, figures_of
from goodstanding.register.records import Case, Decision
from goodstanding.values.errors import MisuseError
from goodstanding.values.money import LARGEST, decimals_of

_MONEY = (Item.ASSETS, Item.LIABILITIES, Item.ADVANCES, Item.EQUITY, Item.CASH, Item.DEBT, Item.SHORT_TERM_DEBT)
_COUNTS = (Item.INVOICES, Item.INVOICES_IN_TIME, Item.DAYS_TO_PAY)
_WORDS = {
    Item.ASSETS: "total assets, plain decimal with a dot, in the currency",
    Item.LIABILITIES: "total liabilities",
    Item.ADVANCES: "advances received, part of assets and liabilities",
    Item.EQUITY: "equity; may be negative",
    Item.CASH: "cash and what can be cash at once",
    Item.DEBT: "interest-bearing debt",
    Item.SHORT_TERM_DEBT: "the part of it that is due within a year",
    Item.INVOICES: "invoices paid in the period, a count",
    Item.INVOICES_IN_TIME: "those paid within the legal term, a count",
    Item.DAYS_TO_PAY: "average days to payment, a whole number",
}


#: The calendar of a code.
Calendars = Callable[[str], Calendar]


def _no_calendar(_: str) -> Calendar:
    raise MisuseError("No calendars are known here.", accepted="rows without a reminder")


#: Column -> what it holds, in the order of the template.
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        **SUBJECT_COLUMNS,
        "authority": "code of the authority to which or under whose eyes it is due",
        "number": "the authority's own number of the obligation, with at most one word",
        "disclosure": "annual-accounts, payment-practices, budget-execution or notice-of-control",
        "period_to": "last day of the period that it is about",
        "due_on": "last day on which it is in time",
        "statute": "code of the statute that asks for it",
        "reminded_on": "day on which a reminder was served, several separated by semicolons",
        "calendar": "whose working days count: a code such as BE or GB-ENG, or xv of the sample calendar",
        "filed_on": "day on which it came",
        "document": "SHA-256 of the document, in hexadecimal",
        "opinion": "the auditor's: unqualified, qualified, adverse or disclaimer",
        "currency": "ISO 4217 code of the key figures",
        **{item.value: words for item, words in _WORDS.items()},
    }
)

_TABLE = Table(columns=tuple(COLUMNS), max_rows=200_000)
_REQUIRED = (
    "subject_type",
    "name",
    "country",
    "authority",
    "number",
    "disclosure",
    "period_to",
    "due_on",
    "statute",
)
_DIGEST = re.compile(r"[0-9a-f]{64}")
_CALENDAR = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?|[a-z]{2}")
_DECIMAL = re.compile(r"(-?)([0-9]{1,16})(?:\.([0-9]{1,4}))?")
_COUNT = re.compile(r"[0-9]{1,9}")
_KINDS = {
    Declared.FIRM: OrganizationKind.COMPANY,
    Declared.STATE_OWNED: OrganizationKind.STATE_OWNED_ENTERPRISE,
    Declared.PUBLIC_BODY: OrganizationKind.PUBLIC_BODY,
}
_EXAMPLE = (
    {
        "subject_type": "state-owned-enterprise",
        "identifiers": "xv-reg:S4000231792",
        "name": "Valdora Water Supply Ltd",
        "country": "XV",
        "legal_form": "limited company",
        "size": "large",
        "sector": "water-and-waste",
        "authority": "xv-treasury",
        "number": "D-2025-014",
        "disclosure": "annual-accounts",
        "period_to": "2024-12-31",
        "due_on": "2025-04-30",
        "statute": "xv-accounting-act",
        "reminded_on": "2025-05-12",
        "calendar": "xv",
        "filed_on": "2025-06-20",
        "opinion": "unqualified",
        "currency": "EUR",
        "assets": "812000000",
        "liabilities": "502000000",
        "advances": "12000000",
        "equity": "310000000",
        "cash": "41000000",
        "debt": "240000000",
        "short_term_debt": "35000000",
    },
    {
        "subject_type": "public-body",
        "identifiers": "xv-reg:P0000007179",
        "name": "Municipality of Eastferry",
        "country": "XV",
        "tier": "local",
        "authority": "xv-audit-court",
        "number": "D-2025-090",
        "disclosure": "payment-practices",
        "period_to": "2025-06-30",
        "due_on": "2025-07-31",
        "statute": "xv-payment-terms-act",
        "filed_on": "2025-07-29",
        "invoices": "1240",
        "invoices_in_time": "1079",
        "days_to_pay": "24",
    },
)


def template_text() -> str:
    """The header and two rows about invented organizations, as a file that this format reads."""
    return print_rows(COLUMNS, _EXAMPLE)


class DisclosureTemplate:
    """Reads a filled-in template of disclosures; see the module for every choice."""

    name: ClassVar[str] = "disclosure"
    title: ClassVar[str] = "Template of disclosures"
    type_field: ClassVar[str] = "subject_type"
    declared_by: ClassVar[str] = "the column subject_type, filled in by the authority"
    key_fields: ClassVar[tuple[str, ...]] = ("authority", "number", "identifiers or name")
    kinds: ClassVar[frozenset[OrganizationKind]] = frozenset(OrganizationKind)
    competences: ClassVar[tuple[Competence, ...]] = ()

    def __init__(self, source: str = "disclosure", calendars: Calendars | None = None) -> None:
        """`source` tells several lists in this format apart; `calendars` gives the calendar of a code."""
        if SOURCE.fullmatch(source) is None:
            raise MisuseError("This is not the name of a source.", accepted="a-z, 0-9 and -, such as xv-treasury")
        self.source = source
        self._calendars = calendars or _no_calendar

    def read(self, path: Path, as_of: date) -> Iterator[Row]:
        """Every row, in order; a day of a reminder or filing after `as_of` rejects its row."""
        for row, cells in read_rows(path, _TABLE):
            kind = cells["subject_type"].strip().casefold()
            if (dropped := dropped_row(row, kind)) is not None:
                yield dropped
            else:
                yield _read_row(CellReader(path.name, row, cells), row, DECLARED.get(kind), as_of, self._calendars)


def _read_row(reader: CellReader, row: int, declared: Declared | None, as_of: date, calendars: Calendars) -> Row:
    reader.require(*_REQUIRED)
    if declared is None:
        refuse_kind(reader)
    draft = _read_draft(reader, row, declared or Declared.UNKNOWN, as_of, calendars)
    return draft if draft is not None else RejectedRow(row=row, findings=tuple(reader.findings))


def _read_draft(reader: CellReader, row: int, declared: Declared, as_of: date, calendars: Calendars) -> Draft | None:
    subject = read_subject(reader, declared)
    case = Case(authority=reader.code("authority"), number=reader.number("number"))
    obligation = _read_obligation(reader)
    filing = _read_filing(reader, obligation, as_of)
    reminders = _read_reminders(reader, obligation, as_of, calendars)
    kind = _KINDS.get(declared)
    if reader.findings or obligation is None or kind is None:
        return None
    disclosure = Disclosure(obligation=obligation, reminders=reminders, filing=filing)
    first = str(subject.identifiers[0]) if subject.identifiers else folded(subject.name)
    public = kind is OrganizationKind.PUBLIC_BODY
    return Draft(
        row=row,
        source_key=(case.authority, case.number, first),
        declared=declared,
        name=subject.name,
        country=subject.country,
        identifiers=subject.identifiers,
        case=case,
        decision=Decision(
            category=missing_category(kind).value,
            measures=(Measure.PUBLISHED_FACT if public else Measure.ORDER_TO_PERFORM,),
            decided_on=obligation.due_on,
            finality=missing_finality(kind),
            statute=obligation.statute,
        ),
        stages=(),
        tier=subject.tier,
        size=subject.size,
        sector=subject.sector,
        region=subject.region,
        activity=subject.activity,
        legal_form=subject.legal_form,
        disclosure=disclosure,
    )


def _read_obligation(reader: CellReader) -> Obligation | None:
    kind = reader.choice("disclosure", DisclosureKind)
    period_to, due_on, statute = reader.day("period_to"), reader.day("due_on"), reader.code("statute")
    _refuse_disorder(reader, "due_on", period_to, due_on)
    if kind is None or period_to is None or due_on is None:
        return None
    return Obligation(kind=kind, period_to=period_to, due_on=due_on, statute=statute)


def _read_reminders(
    reader: CellReader, obligation: Obligation | None, as_of: date, calendars: Calendars
) -> tuple[Reminder, ...]:
    days = reader.days("reminded_on")
    if not days:
        reader.forbid("calendar", because=" though no reminder was served")
        return ()
    reader.require("calendar", because=" though a reminder was served")
    for day in days:
        _refuse_future(reader, "reminded_on", day, as_of)
        if obligation is not None and day <= obligation.due_on:
            accepted = f"a day after {obligation.due_on}"
            message = "A reminder before it was due is none."
            reader.add_finding("reminder-early", "reminded_on", message, kind="date", accepted=accepted)
    calendar = _read_calendar(reader, calendars)
    return () if calendar is None else tuple(_reminder(reader, day, calendar) for day in sorted(days))


def _reminder(reader: CellReader, day: date, calendar: Calendar) -> Reminder:
    try:
        ends_on = working_days_after(day, REMINDER_DAYS, calendar.is_working)
    except MisuseError as error:
        reader.add_finding("calendar", "calendar", error.what, accepted=error.accepted)
        ends_on = day
    return Reminder(served_on=day, ends_on=ends_on, calendar=calendar.edition)


def _read_calendar(reader: CellReader, calendars: Calendars) -> Calendar | None:
    code = reader.text("calendar")
    if not code:
        return None
    try:
        if _CALENDAR.fullmatch(code) is None:
            raise MisuseError("This is not a calendar.", accepted="a code such as BE or GB-ENG, or xv")
        return calendars(code)
    except MisuseError as error:
        reader.add_finding("calendar", "calendar", error.what, accepted=error.accepted)
        return None


def _read_filing(reader: CellReader, obligation: Obligation | None, as_of: date) -> Filing | None:
    filed_on = reader.day("filed_on")
    if reader.is_blank("filed_on"):
        brought = ("document", "opinion", "currency", *Item)
        reader.forbid(*brought, because=" though nothing was filed")
        return None
    items = _read_items(reader)
    document = reader.text("document")
    if document and _DIGEST.fullmatch(document) is None:
        reader.add_finding("digest", "document", "This is not a digest.", accepted="64 hexadecimal digits")
    if filed_on is None:
        return None
    _refuse_future(reader, "filed_on", filed_on, as_of)
    _refuse_disorder(reader, "filed_on", None if obligation is None else obligation.period_to, filed_on)
    return Filing(
        filed_on=filed_on,
        digest=document,
        opinion=reader.choice("opinion", Opinion),
        currency=reader.text("currency"),
        items=freeze({item.value: value for item, value in items.items()}),
        figures=figures_of(items),
    )


def _read_items(reader: CellReader) -> dict[Item, int]:
    """The key figures that are filled in, in minor units or counts."""
    money = [item for item in _MONEY if not reader.is_blank(item)]
    if money:
        reader.require("currency", because=" though key figures are given")
    else:
        reader.forbid("currency", because=" though no amount is given")
    currency = reader.text("currency")
    if currency and re.fullmatch("[A-Z]{3}", currency) is None:
        reader.add_finding("currency", "currency", "This is not a currency.", kind="currency", accepted="ISO 4217")
        return {}
    found = {item: _amount(reader, item, decimals_of(currency)) for item in money if currency}
    found |= {item: _count(reader, item) for item in _COUNTS if not reader.is_blank(item)}
    in_time, invoices = found.get(Item.INVOICES_IN_TIME), found.get(Item.INVOICES)
    if in_time is not None and (invoices is None or in_time > invoices):
        message = "More invoices were paid in time than were paid."
        reader.add_finding("key-figure", Item.INVOICES_IN_TIME, message, accepted="up to the invoices paid")
    return {item: value for item, value in found.items() if value is not None}


def _amount(reader: CellReader, item: Item, decimals: int) -> int | None:
    match = _DECIMAL.fullmatch(reader.raw(item))
    fraction = (match[3] or "") if match is not None else ""
    minor = int(match[2] + fraction.ljust(decimals, "0")) if match is not None else LARGEST + 1
    if match is None or len(fraction) > decimals or minor > LARGEST or (match[1] and item is not Item.EQUITY):
        accepted = f"digits, a dot and at most {decimals} decimals; only equity may be negative"
        reader.add_finding("key-figure", item, "This is not a key figure.", accepted=accepted)
        return None
    return -minor if match[1] else minor


def _count(reader: CellReader, item: Item) -> int | None:
    text = reader.raw(item)
    if _COUNT.fullmatch(text) is None:
        reader.add_finding("key-figure", item, "This is not a count.", accepted="up to 9 digits")
        return None
    return int(text)


def _refuse_future(reader: CellReader, field: str, day: date, as_of: date) -> None:
    if day > as_of:
        message = "This day lies after the file's."
        reader.add_finding("date-ahead", field, message, kind="date", accepted=f"up to {as_of}")


def _refuse_disorder(reader: CellReader, field: str, earlier: date | None, later: date | None) -> None:
    if earlier is not None and later is not None and later < earlier:
        message = "This day is too early."
        reader.add_finding("dates-reversed", field, message, kind="date", accepted=f"{earlier} or later")
