"""What if a record were annulled: alone, and the fewest together."""

from datetime import date

import pytest

from goodstanding.register.catalogue import Measure
from goodstanding.standing import counterfactual as module
from goodstanding.standing.counterfactual import MOST_TOGETHER, counterfactual

ON = date(2020, 6, 1)


@pytest.fixture
def found(catalogue, rulebook, make_view):
    return lambda *records: counterfactual(make_view(*records), rulebook, catalogue, ON)


def warnings(make_record, count, measure=Measure.WARNING):
    return [make_record("bribery", measure, "2020-03-01", entry=entry) for entry in range(1, count + 1)]


def test_each_record_is_left_out_alone(found, make_record):
    answer = found(*warnings(make_record, 1), make_record("bribery", Measure.EXCLUSION, "2020-03-01", entry=9))
    assert (answer.points, answer.grade) == (45_000, "C")
    assert [(one.entries, one.points, one.grade, one.changes) for one in answer.alone] == [
        ((1,), 50_000, "C", False),
        ((9,), 75_000, "B", True),
    ]
    assert answer.together == ()


def test_the_fewest_together_have_no_part_that_does_it(found, make_record):
    """80 - 5 x 5 = 55 is C; one gone gives 60, B. With six, two are needed; with seven, three."""
    assert [one.changes for one in found(*warnings(make_record, 5)).alone] == [True] * 5
    six = found(*warnings(make_record, 6))
    assert not any(one.changes for one in six.alone)
    assert {len(one.entries) for one in six.together} == {2}
    assert len(six.together) == 15
    seven = found(*warnings(make_record, 7))
    assert {len(one.entries) for one in seven.together} == {3}
    assert seven.complete


def test_what_needs_more_than_the_bound_is_not_found_and_said(found, make_record):
    eight = found(*warnings(make_record, 8))
    assert (eight.together, eight.most_together, eight.complete) == ((), MOST_TOGETHER, True)


def test_a_search_that_would_take_too_long_stops_and_says_so(found, make_record, monkeypatch):
    monkeypatch.setattr(module, "MOST_TRIED", 10)
    answer = found(*warnings(make_record, 8))
    assert not answer.complete


def test_a_favour_left_out_can_only_cost(found, make_record):
    paid = make_record("timely-payment", Measure.FINDING, "2020-03-01", decided_on="2020-02-01", entry=2)
    answer = found(paid)
    assert (answer.grade, answer.alone[0].grade, answer.alone[0].changes) == ("A", None, True)


def test_information_and_what_does_not_count_is_not_left_out(found, make_record):
    listed = make_record("foreign-listing", Measure.LISTED_ELSEWHERE, "2020-03-01")
    assert found(listed).alone == ()
    assert found().as_json()["alone"] == []
