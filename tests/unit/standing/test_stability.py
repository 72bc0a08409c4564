"""Who keeps a grade when a number moves, and on which number grades turn."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.register.catalogue import Measure
from goodstanding.standing.stability import StabilityCounter

ON = date(2020, 6, 1)


@pytest.fixture
def found(catalogue, rulebook):
    def of(*views, rules=rulebook):
        counter = StabilityCounter(rules, catalogue, ON)
        for view in views:
            counter.add(view)
        return counter.found()

    return of


def effect(found, number):
    return next(one for one in found.effects if one.number == number)


def test_a_number_turns_a_grade_exactly_where_an_evaluation_says_so(found, make_record, make_view):
    """80 - 10 = 70 is B down to 60: a start of 64 makes it 54, C; a bound of 72 makes it C too."""
    answer = found(make_view(make_record("bribery", Measure.FINE, "2020-03-01")))
    assert (answer.rated, answer.firm) == (1, 0)
    start, band = effect(answer, "scale.start"), effect(answer, "grades.B.at_least")
    assert (start.touched, start.smaller, start.larger, start.keeping) == (1, 1, 0, 0)
    assert (band.smaller, band.larger) == (0, 1)
    points = effect(answer, "P-1.points.general")
    assert (points.touched, points.smaller, points.larger, points.keeping) == (1, 0, 0, 1000)
    assert answer.decides.number in ("scale.start", "grades.B.at_least")


def test_a_number_concerns_only_who_has_such_a_record(found, make_record, make_view):
    answer = found(make_view(make_record("bribery", Measure.FINE, "2020-03-01")))
    assert effect(answer, "P-1.points.serious").touched == 0
    assert effect(answer, "P-2.points.general").touched == 0
    assert effect(answer, "K-1.limit").touched == 1


def test_who_is_not_rated_is_not_counted(found, make_view):
    answer = found(make_view())
    assert (answer.rated, answer.decides) == (0, None)
    assert all(one.keeping == 0 for one in answer.effects), "a share of nobody is none"


def test_all_together_moves_at_once(found, make_record, make_view):
    several = [make_record("bribery", Measure.WARNING, "2020-03-01", entry=entry) for entry in range(1, 5)]
    together = {one.number: one for one in found(make_view(*several)).together}
    assert (together["all points and caps"].smaller, together["all points and caps"].larger) == (0, 1)


def test_near_is_told_both_ways(found, make_record, make_view):
    """70 points: 20 below A, 10 and a thousandth above C."""
    near = {one.points: one for one in found(make_view(make_record("bribery", Measure.FINE, "2020-03-01"))).near}
    assert [(near[points].better, near[points].worse) for points in (5, 10)] == [(0, 0), (0, 0)]
    twice = [make_record("bribery", Measure.FINE, "2020-03-01", entry=entry) for entry in (1, 2)]
    near = {one.points: one for one in found(make_view(*twice)).near}
    assert (near[1].worse, near[1].better) == (1, 0), "60 is the very bound"


def test_a_rulebook_that_is_not_in_force_rates_nobody(found, rulebook, make_record, make_view):
    later = replace(rulebook, in_force_from=date(2021, 1, 1))
    assert found(make_view(make_record("bribery", Measure.FINE, "2020-03-01")), rules=later).rated == 0
