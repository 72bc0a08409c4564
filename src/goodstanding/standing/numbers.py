"""Every number of a rulebook that moves a grade, and the same rulebook with one of them a fifth larger or smaller.

Points, dated points, shares of a fade, caps, the start, and where grades begin. A fifth is cut off to a whole number
and is at least 1. A rulebook made so is a question, not a rule: nobody checks it, nobody adopts it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from goodstanding.register.catalogue import Severity
from goodstanding.rulebook.model import Points, Provision, Rulebook

FIFTH = 5
FULL = 1000
_WAYS = (-1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number: where it stands, what it is, and the rulebooks with a smaller and a larger amount of it.

    `rule` is its provision and `severity` what it is about there; `cap` is set for a cap; neither for what concerns
    everybody. For points that differ by size, `value` is the largest amount.
    """

    name: str
    value: int
    smaller: Rulebook
    larger: Rulebook
    rule: str = ""
    severity: Severity | None = None
    cap: str = ""


def moved(value: int, by: int) -> int:
    """The value with its amount a fifth larger (`by` 1) or smaller (-1); zero stays zero."""
    step = max(1, abs(value) // FIFTH) if value else 0
    return value + by * step if value > 0 else value - by * step


def numbers_of(rulebook: Rulebook) -> Iterator[Number]:
    """Every number, in the order of the rulebook."""
    smaller, larger = (_scaled(rulebook, by) for by in _WAYS)
    yield Number(name="scale.start", value=rulebook.scale.start, smaller=smaller, larger=larger)
    for place, grade in enumerate(rulebook.grades[:-1]):
        smaller, larger = (_graded(rulebook, {place}, by) for by in _WAYS)
        yield Number(name=f"grades.{grade.code}.at_least", value=grade.at_least, smaller=smaller, larger=larger)
    for cap in rulebook.caps:
        smaller, larger = (_capped(rulebook, {cap.id}, by) for by in _WAYS)
        yield Number(name=f"{cap.id}.limit", value=cap.limit, smaller=smaller, larger=larger, cap=cap.id)
    for provision in rulebook.provisions:
        yield from _of_provision(rulebook, provision)


def all_moved(rulebook: Rulebook, by: int, *, points: bool, bands: bool) -> Rulebook:
    """All points and caps, or all bands, or both, moved at once."""
    found = rulebook
    if points:
        changed = tuple(_pointed(one, frozenset(one.points), by) for one in rulebook.provisions)
        found = _capped(replace(found, provisions=changed), {cap.id for cap in rulebook.caps}, by)
    return _graded(found, set(range(len(rulebook.grades) - 1)), by) if bands else found


def _of_provision(rulebook: Rulebook, one: Provision) -> Iterator[Number]:
    for severity in one.points:
        largest = max((value for points in one.all_points for value in points[severity].values()), key=abs)
        smaller, larger = (_with(rulebook, _pointed(one, frozenset({severity}), by)) for by in _WAYS)
        name = f"{one.id}.points.{severity}"
        yield Number(name=name, value=largest, smaller=smaller, larger=larger, rule=one.id, severity=severity)
        for step, fade in enumerate(one.fades.get(severity, ())):
            smaller, larger = (_with(rulebook, _faded(one, severity, step, by)) for by in _WAYS)
            name, share = f"{one.id}.fades.{severity}.{step + 1}", fade.permille
            yield Number(name=name, value=share, smaller=smaller, larger=larger, rule=one.id, severity=severity)


def _with(rulebook: Rulebook, changed: Provision) -> Rulebook:
    provisions = tuple(changed if one.id == changed.id else one for one in rulebook.provisions)
    return replace(rulebook, provisions=provisions)


def _pointed(one: Provision, severities: frozenset[Severity], by: int) -> Provision:
    values = tuple(replace(value, points=_table(value.points, severities, by)) for value in one.values)
    return replace(one, points=_table(one.points, severities, by), values=values)


def _table(points: Points, severities: frozenset[Severity], by: int) -> Points:
    return {
        severity: {size: moved(value, by) for size, value in column.items()} if severity in severities else column
        for severity, column in points.items()
    }


def _faded(one: Provision, severity: Severity, step: int, by: int) -> Provision:
    """A share is never more than the whole."""
    fade = list(one.fades[severity])
    fade[step] = replace(fade[step], permille=min(moved(fade[step].permille, by), FULL))
    return replace(one, fades={**one.fades, severity: tuple(fade)})


def _capped(rulebook: Rulebook, ids: set[str], by: int) -> Rulebook:
    caps = (replace(cap, limit=moved(cap.limit, by)) if cap.id in ids else cap for cap in rulebook.caps)
    return replace(rulebook, caps=tuple(caps))


def _graded(rulebook: Rulebook, places: set[int], by: int) -> Rulebook:
    grades = (
        replace(grade, at_least=moved(grade.at_least, by)) if place in places else grade
        for place, grade in enumerate(rulebook.grades)
    )
    return replace(rulebook, grades=tuple(grades))


def _scaled(rulebook: Rulebook, by: int) -> Rulebook:
    return replace(rulebook, scale=replace(rulebook.scale, start=moved(rulebook.scale.start, by)))
