"""Golden tests of a procedure's clocks and displays as data: an event, and the day on which the time after it ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.proceedings.calendars import Calendar
from goodstanding.proceedings.deadlines import Clock, Span, due_on
from goodstanding.proceedings.procedure import Displayed, Procedure
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayCase:
    """One test. `gone_on` is the first day on which it is not displayed any more; None where it always is."""

    name: str
    displayed: Displayed
    from_on: date
    gone_on: date | None


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


def check_displayed(case: DisplayCase, procedure: Procedure) -> Iterator[Finding]:
    """A finding where a display ends on another day than the test expects, or the rules do not say how long it is."""
    told = procedure.display
    if told is None or case.displayed not in told.periods:
        message = "The procedure does not say how long this is displayed."
        yield Finding(code="display-unknown", message=message, field=case.name)
        return
    period = told.periods[case.displayed]
    found = None if period is None else period.after(case.from_on)
    if found != case.gone_on:
        message = f"The display of {case.displayed} ends on {found}; expected was {case.gone_on}."
        yield Finding(code="display-day", message=message, field=case.name)
