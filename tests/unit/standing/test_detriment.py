"""Nothing retroactive to anyone's detriment, replayed over every known day."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.register.catalogue import Measure
from goodstanding.rulebook.model import Grade
from goodstanding.standing.detriment import detriment
from goodstanding.values.withheld import Withheld

START = date(2020, 6, 1)


@pytest.fixture
def found(catalogue, rulebook, make_view):
    def of(new, *records, old=rulebook, **organization):
        return detriment(make_view(*records, **organization), old, replace(new, in_force_from=START), catalogue)

    return of


@pytest.fixture
def fine(make_record):
    return make_record("bribery", Measure.FINE, "2020-03-01")


def costing(rulebook, by, provision="P-1"):
    changed = tuple(
        replace(one, points={severity: {size: value + by for size, value in column.items()}
                             for severity, column in one.points.items()})
        if one.id == provision else one
        for one in rulebook.provisions
    )  # fmt: skip
    return replace(rulebook, provisions=changed)


def test_the_same_or_milder_rules_harm_nobody(found, rulebook, fine):
    assert found(rulebook, fine) is None
    assert found(costing(rulebook, 5), fine) is None


def test_a_provision_that_costs_more_is_named_with_its_first_day(found, rulebook, fine):
    harm = found(costing(rulebook, -5), fine)
    assert harm is not None
    assert (harm.organization_id, harm.on) == ("o-7", START)
    assert [(one.rule, one.before, one.after) for one in harm.causes] == [("P-1", -10_000, -15_000)]


def test_harm_that_comes_later_is_seen(found, rulebook, fine):
    first = rulebook.provisions[0]
    slower = first.fades | {"general": (replace(first.fades["general"][-1], permille=1000),)}
    harm = found(replace(rulebook, provisions=(replace(first, fades=slower), *rulebook.provisions[1:])), fine)
    assert harm is not None
    assert harm.on == date(2021, 3, 1)


def test_bands_limits_and_a_start_below_are_harm_too(found, rulebook, fine, make_record):
    bands = (Grade(code="A", title="", at_least=90), Grade(code="B", title="", at_least=75), rulebook.grades[-1])
    assert found(replace(rulebook, grades=bands), fine).causes[0].rule == "grades"
    assert found(rulebook, fine, old=replace(rulebook, grade_limits=())) is None
    lower = replace(rulebook, scale=replace(rulebook.scale, start=70))
    assert found(lower, fine).causes[0].rule == "start"


def test_no_grade_is_neutral_and_a_new_bad_one_is_not(found, rulebook, fine):
    asks_two = replace(rulebook, minimum_evidence=2)
    assert found(asks_two, fine) is None
    harm = found(rulebook, fine, old=asks_two)
    assert harm is not None
    assert [one.rule for one in harm.causes] == ["minimum_evidence"]


def test_conduct_from_the_first_day_on_is_the_new_rules_own(found, rulebook, make_record):
    harsh = costing(rulebook, -5)
    before = make_record("bribery", Measure.FINE, "2020-07-01", decided_on="2020-06-15", conduct_to="2020-05-31")
    after = make_record("bribery", Measure.FINE, "2020-07-01", decided_on="2020-06-15", conduct_to="2020-06-01")
    assert found(harsh, before) is not None
    assert found(harsh, after) is None


def test_other_kinds_and_withheld_organizations_are_not_concerned(found, rulebook, fine, catalogue, make_view):
    harsh = costing(rulebook, -5)
    assert found(harsh, fine, kind="state-owned-enterprise") is None
    view = replace(make_view(fine), organization=Withheld(3))
    assert detriment(view, rulebook, replace(harsh, in_force_from=START), catalogue) is None
