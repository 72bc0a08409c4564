"""The shipped rulebooks: sound by the checker, right by their own tests, and every number in them tested."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import chain, pairwise

import pytest

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.adapters.formats.rulebook import SAMPLES, load_sample
from goodstanding.adapters.formats.rulebook_cases import load_sample_cases
from goodstanding.register.catalogue import Direction
from goodstanding.register.organizations import SizeClass
from goodstanding.rulebook.checking import check_rulebook
from goodstanding.rulebook.model import (
    Band,
    Cap,
    DatedPoints,
    FadeStep,
    Favour,
    FigureBand,
    Grade,
    GradeLimit,
    Ground,
    Match,
    Provision,
    Purpose,
    Rulebook,
    Scale,
)
from goodstanding.standing.cases import check_case
from goodstanding.values.dates import Period
from goodstanding.values.findings import Severity

CASES = [(name, case) for name in SAMPLES for case in load_sample_cases(name)]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_checker_finds_nothing(name):
    found = check_rulebook(load_sample(name), load_catalogue())
    # A rulebook about disclosure alone leaves the other categories to others, and is warned of each.
    partial = {"rulebook-category-without-rule"} if name == "soe_disclosure" else set()
    assert {finding.code for finding in found} == partial


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{name}: {case.name}" for name, case in CASES])
def test_the_rulebook_gives_what_its_case_expects(name, case):
    assert check_case(case, load_sample(name), load_catalogue()) == []


def test_every_category_with_points_has_a_provision():
    books = [book for book in map(load_sample, SAMPLES) if book.purpose is Purpose.STANDING]
    ruled = {code for book in books for one in book.provisions for code in one.match.categories}
    pointed = {code for code, one in load_catalogue().categories.items() if one.direction is not Direction.INFORMATION}
    assert ruled == pointed


@pytest.mark.parametrize("name", SAMPLES)
def test_every_step_of_every_provision_is_tested_on_the_day_before_and_on_the_day(name):
    rulebook, tested = load_sample(name), set()
    for case in load_sample_cases(name):
        for before, on in pairwise(case.expect):
            if on.on - before.on == timedelta(days=1) and before.lines is not None and on.lines is not None:
                steps = {
                    (rule, before.lines.get(rule, 0), on.lines.get(rule, 0)) for rule in {*before.lines, *on.lines}
                }
                tested |= steps
    for provision in rulebook.provisions:
        for severity, column in provision.points.items():
            shares = [0, *(step.permille for step in provision.fades[severity]), 0]
            for share, following in pairwise(shares):
                # Five alike fade in whole points where one does not.
                values = {count * value for value in column.values() for count in (1, 5)}
                pairs = {(value * share // 1000, value * following // 1000) for value in values}
                assert any((provision.id, *pair) in tested for pair in pairs), (provision.id, severity, share)


#: They change no standing: what an edition is called, its law, and when a value was announced.
UNTESTED = frozenset({"edition", "cites", "legal_basis", "announced_on"})


def _changed(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every copy of a rulebook's part in which one number, period or day is one more or one less."""
    match value:
        case bool():
            return
        case int():
            yield from ((f"{path} {step:+}", value + step) for step in (1, -1))
        case date():
            yield from ((f"{path} {step:+}d", value + timedelta(days=step)) for step in (1, -1))
        case Period():
            yield f"{path} +1m", replace(value, months=value.months + 1)
            yield f"{path} +1d", replace(value, days=value.days + 1)
            yield f"{path} -1m", replace(value, months=value.months - 1)
        case tuple():
            for index, one in enumerate(value):
                changed = _changed(one, f"{path}[{index}]")
                yield from ((where, (*value[:index], part, *value[index + 1 :])) for where, part in changed)
        case Mapping():
            yield from _changed_mapping(value, path)
        case (
            Rulebook() | Provision() | FadeStep() | Cap() | Scale() | Grade() | GradeLimit() | Ground()
            | Match() | Band() | FigureBand() | DatedPoints() | Favour()
        ):  # fmt: skip
            yield from _changed_parts(value, path)


def _changed_parts(value: object, path: str) -> Iterator[tuple[str, object]]:
    for name in (field.name for field in fields(value) if field.name not in UNTESTED):
        changed = _changed(getattr(value, name), f"{path}.{name}")
        yield from ((where, replace(value, **{name: part})) for where, part in changed)


def _changed_mapping(value: Mapping[object, object], path: str) -> Iterator[tuple[str, object]]:
    if set(value) == set(SizeClass) and len(set(value.values())) == 1:
        # One number in the file.
        yield from ((where, dict.fromkeys(value, part)) for where, part in _changed(value[SizeClass.UNKNOWN], path))
        return
    for key, one in value.items():
        yield from ((where, {**value, key: part}) for where, part in _changed(one, f"{path}.{key}"))


LEAST_MUTANTS = {
    "companies": 250, "public_bodies": 250, "soe_disclosure": 120, "contractor_performance": 90,
    "financial_soundness": 60,
}  # fmt: skip
#: Changes that no record can make felt: no sum of these points lies between the old number and the new one.
EQUIVALENT: dict[str, set[str]] = {
    "soe_disclosure": {".scale.ceiling +1", ".grades[0].at_least -1"},
    "contractor_performance": {".scale.ceiling +1"},
    "financial_soundness": {".scale.ceiling +1", *(f".grades[{number}].at_least -1" for number in range(3))},
}


def _errors(rulebook: Rulebook) -> bool:
    return any(one.severity is Severity.ERROR for one in check_rulebook(rulebook, load_catalogue()))


@pytest.mark.parametrize("name", SAMPLES)
def test_no_number_can_change_by_one_unnoticed(name):
    """Mutation of every number. What only outlives the display changes no standing: there the checker refuses it."""
    catalogue, cases = load_catalogue(), load_sample_cases(name)
    mutants = dict(_changed(load_sample(name)))
    unnoticed = {
        where
        for where, mutant in mutants.items()
        if not any(chain.from_iterable(check_case(case, mutant, catalogue) for case in cases))
    }
    refused = {where for where in unnoticed if _errors(mutants[where])}
    assert len(mutants) > LEAST_MUTANTS[name]
    assert unnoticed - refused == EQUIVALENT.get(name, set())
    last = f".grades[{len(load_sample(name).grades) - 1}].at_least"
    parts = (".fades", ".match.figure", ".scale.floor", last)
    assert [where for where in refused if not any(part in where for part in parts)] == []
