"""What makes the difference between two editions, part by part."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.register.catalogue import Measure
from goodstanding.rulebook.model import Grade
from goodstanding.standing.evaluate import NotRated, evaluate
from goodstanding.standing.movement import EVIDENCE, GRADES, IN_FORCE, KINDS, Way, as_if_in_force, movement, sums_of

ON = date(2020, 6, 1)


@pytest.fixture
def between(catalogue, rulebook, make_view):
    def of(new, *records, old=rulebook, on=ON):
        view = make_view(*records)
        before, after = (sums_of(evaluate(view, rules, catalogue, on)) for rules in (old, new))
        return movement(before, after, old, new)

    return of


@pytest.fixture
def bribery(make_record):
    return make_record("bribery", Measure.EXCLUSION, "2020-03-01")


def points(rulebook, provision, by):
    return replace(
        rulebook,
        provisions=tuple(
            replace(one, points={severity: {size: value + by for size, value in column.items()}
                                 for severity, column in one.points.items()})
            if one.id == provision else one
            for one in rulebook.provisions
        ),
    )  # fmt: skip


def test_the_same_rules_change_nothing(between, rulebook, bribery):
    found = between(rulebook, bribery)
    assert (found.changed, found.way, found.causes) == (False, None, ())


def test_a_provision_that_costs_more_is_the_cause(between, rulebook, bribery):
    found = between(points(rulebook, "P-1", -10), bribery)
    assert (found.before.grade, found.after.grade, found.way) == ("C", "C", None)
    assert [(one.rule, one.before, one.after) for one in found.causes] == [("P-1", -30_000, -40_000)]
    assert found.changed


def test_better_and_worse_are_told_apart(between, rulebook, make_record):
    warned = make_record("bribery", Measure.FINE, "2020-03-01")
    assert between(points(rulebook, "P-1", -15), warned).way is Way.WORSE
    assert between(rulebook, warned, old=points(rulebook, "P-1", -15)).way is Way.BETTER


def test_a_cap_gives_back_what_the_provision_takes(between, rulebook, make_record):
    several = [make_record("bribery", Measure.EXCLUSION, "2020-03-01", entry=entry) for entry in (1, 2)]
    found = between(points(rulebook, "P-1", -5), *several)
    assert [(one.rule, one.after - one.before) for one in found.causes] == [("K-1", 10_000), ("P-1", -10_000)]
    assert found.before.points == found.after.points
    assert found.changed


def test_bands_limits_and_evidence_are_told_without_points(between, rulebook, bribery, make_record):
    bands = (Grade(code="A", title="", at_least=90), Grade(code="B", title="", at_least=50), rulebook.grades[-1])
    assert [one.rule for one in between(replace(rulebook, grades=bands), bribery).causes] == [GRADES]
    favoured = make_record("timely-payment", Measure.FINDING, "2020-03-01", decided_on="2020-02-01", entry=2)
    warned = make_record("bribery", Measure.WARNING, "2020-03-01")
    raised = replace(rulebook, grade_limits=())
    assert between(raised, warned, favoured).causes[0].rule == "L-1"
    found = between(replace(rulebook, minimum_evidence=2), bribery)
    assert (found.way, [one.rule for one in found.causes]) == (Way.ACROSS, [EVIDENCE])
    assert (found.after.not_rated, found.after.points) == (NotRated.TOO_LITTLE_EVIDENCE, found.before.points)


def test_rules_about_others_or_out_of_force_are_named(between, rulebook, bribery):
    others = replace(rulebook, applies_to=frozenset({"public-body"}))
    assert KINDS in [one.rule for one in between(others, bribery).causes]
    later = replace(rulebook, in_force_from=date(2021, 1, 1))
    assert IN_FORCE in [one.rule for one in between(later, bribery).causes]
    assert between(as_if_in_force(later, ON), bribery).causes == ()


def test_a_grade_that_the_other_edition_lacks_is_neither_better_nor_worse(between, rulebook, bribery):
    renamed = replace(rulebook, grades=(*rulebook.grades[:2], Grade(code="Z", title="", at_least=0)))
    assert between(renamed, bribery).way is Way.ACROSS
