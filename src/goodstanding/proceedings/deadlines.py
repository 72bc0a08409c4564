"""Deadlines as data, and the day on which one ends. Every regime counts differently; nothing here knows a regime.

Counting follows what the deadline itself says: from which event, with or without that day, in days, working days or
months (end-of-month rule of `values.dates`), and whether it may end on a day that is not a working day.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from goodstanding.proceedings.calendars import Calendar
from goodstanding.values.dates import Period
from goodstanding.values.errors import MisuseError

_DAY = timedelta(days=1)
#: No clock runs longer: a count beyond it is a mistake of the rules.
MOST_DAYS = 4_000


class Clock(StrEnum):
    """The clocks that a procedure can have. Closed: a step knows which it starts and which it stops."""

    PREVIEW = "preview"
    DEEMED_PORTAL = "deemed-portal"
    DEEMED_PAPER = "deemed-paper"
    REPLY = "reply"
    DECISION = "decision"
    STANDSTILL = "standstill"
    APPEAL = "appeal"
    APPEAL_DECISION = "appeal-decision"
    ORDER_VERIFICATION = "order-verification"
    PROVISIONAL_NOTICE = "provisional-notice"
    PROVISIONAL_CAP = "provisional-cap"
    REHABILITATION_COMPLETENESS = "rehabilitation-completeness"
    REHABILITATION_DECISION = "rehabilitation-decision"
    REVIEW = "review"
    CONDITION = "condition"
    CONDITION_ANSWER = "condition-answer"
    CORRECTION_RECEIPT = "correction-receipt"
    CORRECTION_DECISION = "correction-decision"
    LIST_ENTRY = "list-entry"
    LIST_CHANGE = "list-change"


class Anchor(StrEnum):
    """The event from whose day a deadline counts."""

    SENT = "sent"
    RECEIVED = "received"
    KNOWN = "known"
    REPLY_ENDED = "reply-ended"
    SUBMITTED = "submitted"
    DECIDED = "decided"
    NOTIFIED = "notified"
    LODGED = "lodged"
    FILED = "filed"
    ORDERED = "ordered"
    APPLIED = "applied"
    COMPLETED = "completed"
    RECOMMENDED = "recommended"


class FirstDay(StrEnum):
    """Whether the day of the event is itself the first day that counts ("beginning with") or not ("after")."""

    INCLUDED = "included"
    EXCLUDED = "excluded"


class Unit(StrEnum):
    """What is counted."""

    DAY = "day"
    WORKING_DAY = "working-day"
    MONTH = "month"


class EndsOn(StrEnum):
    """Whether a deadline may end on any day, or moves to the next working day."""

    ANY_DAY = "any-day"
    NEXT_WORKING_DAY = "next-working-day"


class Pause(StrEnum):
    """What stops a clock while it lasts: those days are not counted."""

    STAY = "stay"


class Passing(StrEnum):
    """What happens when a deadline passes unused. `nothing` is an answer too, and a weak one."""

    WINDOW_CLOSES = "window-closes"
    DEEMED_RECEIVED = "deemed-received"
    FILE_CLOSES = "file-closes"
    LISTING_MAY_SHOW = "listing-may-show"
    LISTING_SUSPENDED = "listing-suspended"
    SUSPENSION_STANDS = "suspension-stands"
    MEASURE_LAPSES = "measure-lapses"
    GRANTED = "granted"
    RECOMMENDATION_APPLIES = "recommendation-applies"
    NOTHING = "nothing"


class Read(StrEnum):
    """How the source of a parameter was read: in the law's own text, in another's account of it, or only believed."""

    TEXT = "text"
    SECONDARY = "secondary"
    BELIEVED = "believed"
    INVENTED = "invented"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The article that a rule rests on, and how it was read."""

    law: str
    article: str
    read: Read


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """How often a deadline may be prolonged, and by how much each time, in its own unit. Always with a reason."""

    most: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One clock of a procedure. `length` counts units; a length of 0 ends on the day of the event."""

    anchor: Anchor
    first_day: FirstDay
    length: int
    unit: Unit
    ends_on: EndsOn
    passing: Passing
    cites: tuple[Citation, ...]
    extension: Extension | None = None
    paused_by: frozenset[Pause] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days on which a clock stood still, both ends included."""

    first: date
    last: date

    def has(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day <= self.last


def due_on(
    deadline: Deadline, event_on: date, calendar: Calendar, *, stood_still: Sequence[Span] = (), extended: int = 0
) -> date:
    """The last day on which an act is in time, after an event on `event_on`.

    `stood_still` are pauses that the deadline takes, `extended` how often it was prolonged. Whether it may be paused
    or prolonged is not asked here.
    """
    length = deadline.length + extended * (deadline.extension.length if deadline.extension else 0)
    if deadline.unit is Unit.MONTH:
        ends = _months(event_on, length, deadline.first_day, stood_still)
    else:
        counts = calendar.is_working if deadline.unit is Unit.WORKING_DAY else _every_day
        is_first = deadline.first_day is FirstDay.INCLUDED and length > 0
        ends = _count(event_on - _DAY if is_first else event_on, length, counts, stood_still)
    if deadline.ends_on is EndsOn.NEXT_WORKING_DAY:
        ends = next_working_day(ends, calendar)
    return ends


def put_off(deadline: Deadline, due: date, first: date, last: date, calendar: Calendar) -> date:
    """The last day in time where a deadline stood still from `first` to `last`: as many days are left behind it.

    Of working days too there are no fewer.
    """
    left = (due - first).days + 1
    ends = last + timedelta(days=left)
    if deadline.unit is Unit.WORKING_DAY:
        working = sum(calendar.is_working(first + timedelta(days=n)) for n in range(left))
        ends = max(ends, _count(last, working, calendar.is_working))
    return next_working_day(ends, calendar) if deadline.ends_on is EndsOn.NEXT_WORKING_DAY else ends


def next_working_day(day: date, calendar: Calendar) -> date:
    """The day itself where it works, else the first one after it that does."""
    for _ in range(MOST_DAYS):
        if calendar.is_working(day):
            return day
        day += _DAY
    raise MisuseError("The calendar has no working day.", accepted="a calendar with working days")


def _every_day(_: date) -> bool:
    return True


def _count(day: date, length: int, counts: Callable[[date], bool], stood_still: Sequence[Span] = ()) -> date:
    """The last of so many days that count behind a day."""
    if length < 0:
        raise MisuseError("A deadline cannot be counted.", accepted="a length from 0")
    left = length
    for _ in range(MOST_DAYS):
        if left == 0:
            return day
        day += _DAY
        if counts(day) and not any(span.has(day) for span in stood_still):
            left -= 1
    raise MisuseError("A deadline is longer than any law's.", accepted=f"at most {MOST_DAYS} days")


def _months(event_on: date, length: int, first_day: FirstDay, stood_still: Sequence[Span]) -> date:
    """Months by the calendar; days on which the clock stood still before its end are added behind it."""
    ends = Period(months=length).after(event_on)
    if first_day is FirstDay.INCLUDED and length > 0:
        ends -= _DAY
    day = event_on
    for _ in range(MOST_DAYS):
        if day >= ends:
            return ends
        day += _DAY
        if any(span.has(day) for span in stood_still):
            ends += _DAY
    raise MisuseError("A deadline is longer than any law's.", accepted=f"at most {MOST_DAYS} days")
