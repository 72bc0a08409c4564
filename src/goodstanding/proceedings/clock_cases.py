"""Golden tests of a procedure's clocks as data: an event, and the day on which the time after it ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.proceedings.calendars import Calendar
from goodstanding.proceedings.deadlines import Clock, Span, due_on
from goodstanding.proceedings.procedure import Procedure
from goodstanding.values.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockCase:
    """One test. `ends_at` is the first instant that is too late, in UTC; "" where it is not asked."""

    name: str
    clock: Clock
    event_on: date
    due_on: date
    ends_at: str = ""
    extended: int = 0
    stood_still: tuple[Span, ...] = ()


def check_clock(case: ClockCase, procedure: Procedure, calendar: Calendar) -> Iterator[Finding]:
    """A finding where the clock gives another day or instant than the test expects, or is not there."""
    deadline = procedure.deadlines.get(case.clock)
    if deadline is None:
        yield Finding(code="clock-unknown", message="The procedure has no such clock.", field=case.name)
        return
    stood_still = case.stood_still if deadline.paused_by else ()
    extended = min(case.extended, deadline.extension.most if deadline.extension else 0)
    found = due_on(deadline, case.event_on, calendar, stood_still=stood_still, extended=extended)
    if found != case.due_on:
        message = f"The {case.clock} clock ends on {found}; expected was {case.due_on}."
        yield Finding(code="clock-day", message=message, field=case.name)
    ends_at = calendar.end_of(found).strftime("%Y-%m-%dT%H:%M:%SZ")
    if case.ends_at and ends_at != case.ends_at:
        message = f"The {case.clock} clock ends at {ends_at}; expected was {case.ends_at}."
        yield Finding(code="clock-instant", message=message, field=case.name)
