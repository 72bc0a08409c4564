"""Tests of a rulebook as data: records of one organization, and what its standing must be on which days.

A jurist reads and writes them beside the rulebook; a rulebook whose tests fail is not fit to be adopted.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from goodstanding.register.catalogue import Catalogue
from goodstanding.register.catalogue_checks import states_misconduct
from goodstanding.register.forbidden import check_forbidden
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Rulebook
from goodstanding.standing.evaluate import evaluate
from goodstanding.standing.favours import favours
from goodstanding.standing.grounds import grounds
from goodstanding.values.characters import is_readable
from goodstanding.values.dates import Period
from goodstanding.values.findings import Finding
from goodstanding.values.points import PER_POINT, print_points
from goodstanding.values.withheld import Withheld

#: Characters of a test's name.
LONGEST_NAME = 200
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,31}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """The standing that is expected on a day, in whole points; `lines` by provision, cap, floor or ceiling.

    `lines`, `grounds` and `favours` (by id, with their length) are compared whole where they are given, and not at all
    where they are None.
    """

    on: date
    points: int
    grade: str | None
    lines: Mapping[str, int] | None = None
    grounds: tuple[str, ...] | None = None
    favours: Mapping[str, Period] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One test: an organization with its records, and what is expected of it over time."""

    name: str
    view: OrganizationView
    expect: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a rulebook gives where a test expects something; points and lines in thousandths."""

    case: str
    expected: Expectation
    points: int
    grade: str | None
    lines: Mapping[str, int]
    grounds: tuple[str, ...]
    favours: Mapping[str, Period]


def outcomes(case: Case, rulebook: Rulebook, catalogue: Catalogue) -> tuple[Outcome, ...]:
    """What the rulebook gives on every day of a test. Judges nothing."""
    return tuple(_outcome(case, expected, rulebook, catalogue) for expected in case.expect)


def check_case(case: Case, rulebook: Rulebook, catalogue: Catalogue) -> list[Finding]:
    """A finding for every expectation that the rulebook does not meet."""
    return [finding for outcome in outcomes(case, rulebook, catalogue) for finding in check_outcome(outcome)]


def check_cases(cases: Iterable[Case], catalogue: Catalogue) -> Iterator[Finding]:
    """Every reason why tests cannot be kept: what they say of anybody, and records that could never be.

    Does not run them. A test is told by its number, since its name may be what is wrong; a name that only names
    somebody is not recognised.
    """
    for number, case in enumerate(cases, start=1):
        yield from _check_words(case, f"case {number}", catalogue)
        yield from check_records(case, catalogue)


def _check_words(case: Case, where: str, catalogue: Catalogue) -> Iterator[Finding]:
    """Tests stand in the log and are published: they are worded as rulebooks are, and cases of theirs are codes."""
    if not is_readable(case.name) or len(case.name) > LONGEST_NAME:
        message, accepted = "This is no name of a test.", f"one line of up to {LONGEST_NAME} visible characters"
        yield Finding(code="case-name", message=message, field=where, accepted=accepted)
    told = (record.case for record in case.view.records)
    codes = [code for one in told if not isinstance(one, Withheld) for code in (one.authority, one.number)]
    if any(_CODE.fullmatch(code) is None for code in codes):
        message, accepted = "An authority or the number of a case is no code.", "such as xv-office or D-1"
        yield Finding(code="case-code", message=message, field=where, accepted=accepted)
    texts = dict.fromkeys((case.name, *codes))
    yield from dict.fromkeys(
        replace(found, field=where) for text in texts for found in check_forbidden(text, catalogue.forbidden_words)
    )
    if any(states_misconduct(text) for text in texts):
        message = "This states misconduct as a fact; say what is tested."
        yield Finding(code="case-wording", message=message, field=where)


def check_records(case: Case, catalogue: Catalogue) -> Iterator[Finding]:
    """A finding for every record that no authority could have had recorded: nothing can be expected of it."""
    for number, record in enumerate(case.view.records, start=1):
        decision = record.decision
        if isinstance(decision, Withheld):
            continue
        category = catalogue.categories.get(decision.category)
        where = f"{case.name}, record {number}"
        if category is None:
            message = "The catalogue has no such category."
            yield Finding(code="case-category", message=message, field=where)
        elif not decision.measures or set(decision.measures) - set(category.by_measure):
            accepted = ", ".join(sorted(category.by_measure))
            message = f"{category.code} does not take these measures."
            yield Finding(code="case-measures", message=message, field=where, accepted=accepted)


def check_outcome(outcome: Outcome) -> Iterator[Finding]:
    """A finding for each of points, grade, lines and grounds that is not as expected."""
    expected, where = outcome.expected, f"{outcome.case}, {outcome.expected.on}"
    if outcome.points != expected.points * PER_POINT:
        message = f"The standing is {print_points(outcome.points)} points, {expected.points} were expected."
        yield Finding(code="case-points", message=message, field=where)
    if outcome.grade != expected.grade:
        message = f"The grade is {outcome.grade}, {expected.grade} was expected."
        yield Finding(code="case-grade", message=message, field=where)
    if expected.lines is not None and outcome.lines != _thousandths(expected.lines):
        wanted = print_lines(_thousandths(expected.lines))
        message = f"The lines are {print_lines(outcome.lines)}; expected were {wanted}."
        yield Finding(code="case-lines", message=message, field=where)
    if expected.grounds is not None and outcome.grounds != expected.grounds:
        message = f"The grounds are {_names(outcome.grounds)}; expected were {_names(expected.grounds)}."
        yield Finding(code="case-grounds", message=message, field=where)
    if expected.favours is not None and outcome.favours != expected.favours:
        given, wanted = print_favours(outcome.favours), print_favours(expected.favours)
        message = f"The grade gives {given}; expected was {wanted}."
        yield Finding(code="case-favours", message=message, field=where)


def print_favours(favours: Mapping[str, Period]) -> str:
    """`F-1 P1Y`; `none` of nothing."""
    return ", ".join(f"{id_} {lasts}" for id_, lasts in sorted(favours.items())) or "none"


def print_lines(lines: Mapping[str, int]) -> str:
    """`C-4 -45, K-1 5` of points in thousandths by provision or cap; `none` of nothing."""
    return ", ".join(f"{rule} {print_points(points)}" for rule, points in sorted(lines.items())) or "none"


def _outcome(case: Case, expected: Expectation, rulebook: Rulebook, catalogue: Catalogue) -> Outcome:
    standing = evaluate(case.view, rulebook, catalogue, expected.on)
    found: Counter[str] = Counter()
    for line in standing.lines[1:]:
        found[line.rule or line.kind] += line.points
    return Outcome(
        case=case.name,
        expected=expected,
        points=standing.points,
        grade=standing.grade,
        lines=dict(found),
        grounds=tuple(ground.ground for ground in grounds(case.view, standing, rulebook, catalogue)),
        favours={one.id: one.lasts for one in favours(standing, rulebook)},
    )


def _thousandths(lines: Mapping[str, int]) -> dict[str, int]:
    return {rule: points * PER_POINT for rule, points in lines.items()}


def _names(ids: tuple[str, ...]) -> str:
    return ", ".join(ids) or "none"
