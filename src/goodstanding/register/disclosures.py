"""Disclosures: what an organization must publish, when it was due, whether a reminder was served, and when it came.

A state is a function of these days and the day asked about; no officer sets one. Worse than late it gets only after a
served reminder and the time set in it; it recovers on the day of the filing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from goodstanding.register.figures import Figure
from goodstanding.values.errors import MisuseError

#: The time that a reminder sets, in working days after the day on which it was served.
REMINDER_DAYS = 10
#: No calendar is so closed: a count beyond it is a mistake of the calendar.
MOST_DAYS = 120


class DisclosureKind(StrEnum):
    """What the law can ask to be published. Closed."""

    ANNUAL_ACCOUNTS = "annual-accounts"
    PAYMENT_PRACTICES = "payment-practices"
    BUDGET_EXECUTION = "budget-execution"
    NOTICE_OF_CONTROL = "notice-of-control"


class Opinion(StrEnum):
    """What the auditor said of published accounts."""

    UNQUALIFIED = "unqualified"
    QUALIFIED = "qualified"
    ADVERSE = "adverse"
    DISCLAIMER = "disclaimer"


class DisclosureState(StrEnum):
    """Where a disclosure stands on a day."""

    NOT_DUE = "not-due"
    IN_TIME = "in-time"
    OVERDUE = "overdue"
    REMINDED = "reminded"
    MISSING = "missing"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder that was served, and the last day of its time by the edition of a calendar, counted once."""

    served_on: date
    ends_on: date
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What came: the day, the document's SHA-256, the auditor's opinion, and key figures as whole numbers.

    `items` are in minor units of `currency`, or counts; `figures` are the ratios computed of them at intake.
    """

    filed_on: date
    digest: str = ""
    opinion: Opinion | None = None
    currency: str = ""
    items: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    figures: tuple[Figure, ...] = ()

    @property
    def is_qualified(self) -> bool:
        """Whether the auditor withheld a clean opinion."""
        return self.opinion not in (None, Opinion.UNQUALIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """What is due: which publication, about the period up to which day, until when, under which statute."""

    kind: DisclosureKind
    period_to: date
    due_on: date
    statute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One due publication as a source has it: reminders in order, and the filing once it came."""

    obligation: Obligation
    reminders: tuple[Reminder, ...] = ()
    filing: Filing | None = None


def state_on(disclosure: Disclosure, effective: date) -> DisclosureState:
    """The state on a day. Without a served reminder nothing is worse than overdue."""
    due, filing = disclosure.obligation.due_on, disclosure.filing
    if filing is not None and filing.filed_on <= effective:
        return DisclosureState.IN_TIME if filing.filed_on <= due else DisclosureState.LATE
    if effective <= due:
        return DisclosureState.NOT_DUE
    served = [reminder for reminder in disclosure.reminders if reminder.served_on <= effective]
    if any(reminder.ends_on < effective for reminder in served):
        return DisclosureState.MISSING
    return DisclosureState.REMINDED if served else DisclosureState.OVERDUE


def working_days_after(day: date, count: int, is_working: Callable[[date], bool]) -> date:
    """The `count`th working day after `day`, which itself does not count."""
    for step in range(1, MOST_DAYS):
        following = day + timedelta(days=step)
        count -= is_working(following)
        if count == 0:
            return following
    raise MisuseError("The calendar has too few working days.", accepted=f"one within {MOST_DAYS} days")
