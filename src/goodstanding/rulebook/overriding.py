"""Overrides: what gives way to what, and that nobody is better off by it.

An override milder than what it overrides would let a graver record cost less, so it is refused (settled 16). Compared
are points at every date and size, fading, stops, concurrence, cap and grade limits.
"""

from collections.abc import Iterator
from datetime import date

from goodstanding.register.catalogue import Catalogue, Direction
from goodstanding.rulebook.fades import never_longer
from goodstanding.rulebook.model import Concurrence, Fade, Provision, Rulebook
from goodstanding.rulebook.reporting import reported
from goodstanding.values.findings import Finding

_LOOSER = (Concurrence.EVERY_FACT, Concurrence.ONCE_A_CASE, Concurrence.WORST_ONLY)


def check_overrides(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """An override names other provisions of its direction, in no circle, and is milder than none of them."""
    by_id = {one.id: one for one in rulebook.provisions}
    for provision in rulebook.provisions:
        for id_ in sorted(provision.overrides):
            other = by_id.get(id_)
            if other is None or other is provision:
                accepted = ", ".join(sorted(set(by_id) - {provision.id}))
                yield reported(
                    "rulebook-override", "There is no such other provision.", provision.id, accepted=accepted
                )
            elif other.direction is not provision.direction or provision.id in other.overrides:
                message = f"{id_} is of the other direction, or overrides it in turn."
                yield reported("rulebook-override", message, provision.id)
            elif provision.direction is Direction.ADVERSE:
                for what in _milder(provision, other, rulebook):
                    yield reported("rulebook-override-milder", f"It is milder than {id_}: {what}.", provision.id)


def _milder(one: Provision, other: Provision, rulebook: Rulebook) -> Iterator[str]:
    shared = sorted(one.match.severities & other.match.severities)
    if any(_costs_less(one, other, severity, day) for severity in shared for day in _days(one, other)):
        yield "points"
    if (one.values or other.values) and one.value_on != other.value_on:
        yield "value_on"
    fades = ((one.fades.get(severity, ()), other.fades.get(severity, ())) for severity in shared)
    if one.counts_from is not other.counts_from or any(_fades_sooner(mine, its) for mine, its in fades):
        yield "fading"
    if not one.stops_on <= other.stops_on:
        yield "stops_on"
    if _LOOSER.index(one.concurrence) > _LOOSER.index(other.concurrence):
        yield "concurrence"
    if one.cap not in (None, other.cap):
        yield "cap"
    if any(other.id in limit.provisions and one.id not in limit.provisions for limit in rulebook.grade_limits):
        yield "grade limit"


def _days(one: Provision, other: Provision) -> list[date]:
    return [date.min, *sorted({value.since for value in (*one.values, *other.values)})]


def _costs_less(one: Provision, other: Provision, severity: object, day: date) -> bool:
    mine = {str(key): column for key, column in one.points_on(day).items()}.get(str(severity), {})
    its = {str(key): column for key, column in other.points_on(day).items()}.get(str(severity), {})
    return any(mine.get(size, 0) > value for size, value in its.items())


def _fades_sooner(mine: Fade, its: Fade) -> bool:
    """Whether there is a day on which `mine` leaves a smaller share than `its`."""
    for step in its:
        lasting = next((held for held in mine if never_longer(step.until, held.until)), None)
        if lasting is None or lasting.permille < step.permille:
            return True
    return False
