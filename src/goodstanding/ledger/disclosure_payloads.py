"""Disclosures <-> the groups of their entries: `obligation`, `reminder`, `filing`, `figure`.

A group that is not open any more is read as Withheld.
"""

from datetime import date

from goodstanding.ledger.entries import Entry
from goodstanding.ledger.payloads import Object, group_of, text
from goodstanding.register.catalogue import freeze
from goodstanding.register.disclosures import Disclosure, DisclosureKind, Filing, Obligation, Opinion, Reminder
from goodstanding.register.figures import Figure, FigureCode
from goodstanding.values.errors import VerificationError
from goodstanding.values.withheld import Withheld


def print_obligation(obligation: Obligation) -> Object:
    """The group `obligation`."""
    return {
        "kind": obligation.kind.value,
        "period_to": obligation.period_to.isoformat(),
        "due_on": obligation.due_on.isoformat(),
        "statute": obligation.statute,
    }


def read_obligation(entry: Entry) -> Obligation | Withheld:
    """The obligation of an entry."""
    if "obligation" not in entry.values:
        return Withheld(entry.seq)
    group = group_of(entry, "obligation")
    return Obligation(
        kind=DisclosureKind(text(group, "kind")),
        period_to=date.fromisoformat(text(group, "period_to")),
        due_on=date.fromisoformat(text(group, "due_on")),
        statute=text(group, "statute"),
    )


def print_reminder(reminder: Reminder) -> Object:
    """The group `reminder`: the last day is counted once, by the calendar named."""
    return {
        "served_on": reminder.served_on.isoformat(),
        "ends_on": reminder.ends_on.isoformat(),
        "calendar": reminder.calendar,
    }


def read_reminder(entry: Entry) -> Reminder | Withheld:
    """The reminder of an entry."""
    if "reminder" not in entry.values:
        return Withheld(entry.seq)
    group = group_of(entry, "reminder")
    return Reminder(
        served_on=date.fromisoformat(text(group, "served_on")),
        ends_on=date.fromisoformat(text(group, "ends_on")),
        calendar=text(group, "calendar"),
    )


def print_filing(filing: Filing) -> Object:
    """The group `filing`, with the key figures as they were filed; what follows of them is entries of its own."""
    group: Object = {"filed_on": filing.filed_on.isoformat()}
    if filing.digest:
        group["digest"] = filing.digest
    if filing.opinion is not None:
        group["opinion"] = filing.opinion.value
    if filing.items:
        group["items"] = dict(filing.items)
    if filing.currency:
        group["currency"] = filing.currency
    return group


def read_filing(entry: Entry) -> Filing | Withheld:
    """The filing of an entry, without figures."""
    if "filing" not in entry.values:
        return Withheld(entry.seq)
    group = group_of(entry, "filing")
    opinion = text(group, "opinion")
    return Filing(
        filed_on=date.fromisoformat(text(group, "filed_on")),
        digest=text(group, "digest"),
        opinion=Opinion(opinion) if opinion else None,
        currency=text(group, "currency"),
        items=freeze(_items(group)),
    )


def print_figure_group(figure: Figure) -> Object:
    """The group `figure`."""
    return {"code": figure.code.value, "value": figure.value}


def read_figure(entry: Entry) -> Figure | Withheld:
    """The figure of an entry."""
    if "figure" not in entry.values:
        return Withheld(entry.seq)
    group = group_of(entry, "figure")
    return Figure(code=FigureCode(text(group, "code")), value=_whole(group.get("value")))


def print_disclosure(disclosure: Disclosure) -> Object:
    """What a source says of a disclosure, for comparing: not how a calendar counted, nor what follows of figures."""
    filing = disclosure.filing
    return {
        "obligation": print_obligation(disclosure.obligation),
        "reminders": [reminder.served_on.isoformat() for reminder in disclosure.reminders],
        "filing": {} if filing is None else print_filing(filing),
    }


def _items(group: Object) -> dict[str, int]:
    items = group.get("items", {})
    if not isinstance(items, dict):
        raise VerificationError("Something else stands where the key figures are due.")
    return {name: _whole(value) for name, value in items.items()}


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise VerificationError("Something else stands where a whole number is due.")
    return value
