"""Tests of a rulebook as data: records of one organization, and what its standing must be on which days.

A jurist reads and writes them beside the rulebook; a rulebook whose tests fail is not fit to be adopted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from goodstanding.register.catalogue import Catalogue
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Rulebook
from goodstanding.standing.evaluate import evaluate
from goodstanding.standing.grounds import grounds
from goodstanding.values.findings import Finding
from goodstanding.values.points import PER_POINT, print_points


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """The standing that is expected on a day, in whole points; `lines` by provision, cap, floor or ceiling.

    `lines` and `grounds` are compared whole where they are given, and not at all where they are None.
    """

    on: date
    points: int
    grade: str | None
    lines: Mapping[str, int] | None = None
    grounds: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One test: an organization with its records, and what is expected of it over time."""

    name: str
    view: OrganizationView
    expect: tuple[Expectation, ...]


def check_case(case: Case, rulebook: Rulebook, catalogue: Catalogue) -> list[Finding]:
    """A finding for every expectation that the rulebook does not meet."""
    return [finding for expected in case.expect for finding in _check(case, expected, rulebook, catalogue)]


def _check(case: Case, expected: Expectation, rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    standing = evaluate(case.view, rulebook, catalogue, expected.on)
    where = f"{case.name}, {expected.on}"
    if standing.points != expected.points * PER_POINT:
        message = f"The standing is {print_points(standing.points)} points, {expected.points} were expected."
        yield Finding(code="case-points", message=message, field=where)
    if standing.grade != expected.grade:
        message = f"The grade is {standing.grade}, {expected.grade} was expected."
        yield Finding(code="case-grade", message=message, field=where)
    found: Counter[str] = Counter()
    for line in standing.lines[1:]:
        found[line.rule or line.kind] += line.points
    if expected.lines is not None and found != {rule: points * PER_POINT for rule, points in expected.lines.items()}:
        told = ", ".join(f"{rule} {print_points(points)}" for rule, points in sorted(found.items())) or "none"
        yield Finding(code="case-lines", message=f"The lines are {told}.", field=where)
    given = tuple(ground.ground for ground in grounds(case.view, standing, rulebook, catalogue))
    if expected.grounds is not None and given != expected.grounds:
        message = f"The grounds are {', '.join(given) or 'none'}."
        yield Finding(code="case-grounds", message=message, field=where)
