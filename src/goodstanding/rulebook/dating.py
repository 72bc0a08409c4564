"""Dated values: in order, announced in time, and never to anyone's detriment backwards (S14)."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from goodstanding.register.catalogue import Catalogue, Direction
from goodstanding.rulebook.model import Points, Provision, Rulebook, ValueDate
from goodstanding.rulebook.reporting import reported
from goodstanding.values.findings import Finding

#: A rule applies only if it was public for so long before (S33).
ANNOUNCED_BEFORE = timedelta(days=30)

#: By which of these days a value has to be selected that costs more, or adds less, than the one before.
_PROTECTS = {
    Direction.ADVERSE: frozenset({ValueDate.CONDUCT}),
    Direction.FAVOURABLE: frozenset({ValueDate.CONDUCT, ValueDate.DECISION}),
}


def check_values(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """Every problem in when a provision's values hold, provision by provision."""
    for provision in rulebook.provisions:
        yield from _check_order(provision, rulebook)
        yield from _check_selection(provision)
        yield from _check_detriment(provision)


def _check_order(provision: Provision, rulebook: Rulebook) -> Iterator[Finding]:
    days = [value.since for value in provision.values]
    if days != sorted(set(days)):
        yield reported("rulebook-values-order", "The values are not in order of their days.", f"{provision.id}.values")
    for index, value in enumerate(provision.values):
        where = f"{provision.id}.values.{index}"
        if set(value.points) != set(provision.points):
            yield reported("rulebook-points-missing", "It gives points for other severities.", where)
        if value.announced_on is not None and value.announced_on + ANNOUNCED_BEFORE > value.since:
            accepted = f"{ANNOUNCED_BEFORE.days} days before, or earlier"
            yield reported("rulebook-announced-late", "It was announced too late.", where, accepted=accepted)
        if provision.value_on == (ValueDate.EVALUATION,) and not _applies(provision, index, rulebook):
            yield reported("rulebook-unreachable", "The rulebook is not in force while it holds.", where)


def _applies(provision: Provision, index: int, rulebook: Rulebook) -> bool:
    """Whether a value selected by the day asked about ever holds on a day in force."""
    later = provision.values[index + 1 :]
    ended = rulebook.in_force_to is not None and provision.values[index].since >= rulebook.in_force_to
    return not ended and not (later and later[0].since <= rulebook.in_force_from)


def _check_selection(provision: Provision) -> Iterator[Finding]:
    named = provision.value_on
    if not 1 <= len(named) <= 2 or len(set(named)) != len(named):
        accepted = "one day, or more_lenient_of two different ones"
        yield reported("rulebook-value-on", "It does not say which day selects.", provision.id, accepted=accepted)


def _check_detriment(provision: Provision) -> Iterator[Finding]:
    if set(provision.value_on) & _PROTECTS.get(provision.direction, frozenset()):
        return
    tables: list[tuple[date | None, Points]] = [(None, provision.points)]
    tables += [(value.since, value.points) for value in provision.values]
    for index, ((_, before), (_, after)) in enumerate(pairwise(tables)):
        if _worse(before, after):
            accepted = " or ".join(sorted(_PROTECTS[provision.direction]))
            message = "It would be worse backwards for what happened before it."
            where = f"{provision.id}.values.{index}"
            yield reported("rulebook-retroactive", message, where, accepted=f"value_on with {accepted}")


def _worse(before: Points, after: Points) -> bool:
    return any(
        after.get(severity, {}).get(size, value) < value
        for severity, column in before.items()
        for size, value in column.items()
    )
