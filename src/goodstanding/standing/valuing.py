"""Dated values, exactly: what a provision's points are for one record, and on which day they become others.

The last value not after the instant holds. Where a provision names two instants the more lenient value holds, for
each record by itself: the higher number, which costs less or adds more. A record that does not state the day that is
needed has no value, and so costs nothing.
"""

from datetime import date, timedelta

from goodstanding.register.catalogue import Severity
from goodstanding.register.organizations import SizeClass
from goodstanding.register.records import Decision
from goodstanding.rulebook.provisions import DatedPoints, Provision, Stop, ValueDate


def value_of(
    provision: Provision, decision: Decision, severity: Severity, size: SizeClass, effective: date
) -> int | None:
    """Whole points of a record under a provision on that day; None where a day that selects them is not stated."""
    if not provision.values:
        return provision.points[severity][size]
    days = [selecting_day(one, decision, effective) for one in provision.value_on]
    held = [provision.points_on(day)[severity][size] for day in days if day is not None]
    return max(held) if len(held) == len(days) else None


def selecting_day(one: ValueDate, decision: Decision, effective: date) -> date | None:
    """The day by which a dated value is selected; None where the decision does not state it."""
    match one:
        case ValueDate.CONDUCT:
            return decision.conduct_to
        case ValueDate.DECISION:
            return decision.decided_on
        case ValueDate.EVALUATION:
            return effective


def next_value_on(
    provision: Provision, decision: Decision, severity: Severity, size: SizeClass, effective: date
) -> date | None:
    """The first later day on which the value is another one, as far as the rulebook knows."""
    if ValueDate.EVALUATION not in provision.value_on:
        return None
    now = value_of(provision, decision, severity, size, effective)
    days = (value.since for value in provision.values if value.since > effective)
    return next((day for day in days if value_of(provision, decision, severity, size, day) != now), None)


def dated_value(
    provision: Provision, decision: Decision, severity: Severity, size: SizeClass, effective: date
) -> tuple[ValueDate, DatedPoints | None] | None:
    """Which instant gave the value, and which dated points; None of these where the first ones hold."""
    if not provision.values:
        return None
    value = value_of(provision, decision, severity, size, effective)
    for one in provision.value_on:
        day = selecting_day(one, decision, effective)
        if day is not None and provision.points_on(day)[severity][size] == value:
            return one, next((held for held in reversed(provision.values) if held.since <= day), None)
    return None


def expires_on(provision: Provision, decision: Decision) -> date | None:
    """The first day on which a record no longer counts because its measure has ended; None where that stops nothing."""
    if Stop.EXPIRED not in provision.stops_on or decision.ends_on is None:
        return None
    return decision.ends_on + timedelta(days=1)
