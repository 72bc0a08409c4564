"""What could open a file, and what never does."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.register.catalogue import Measure
from goodstanding.register.organizations import SizeClass
from goodstanding.register.records import Reason
from goodstanding.rulebook.model import GroundKind
from goodstanding.standing.evaluate import evaluate
from goodstanding.standing.grounds import grounds
from goodstanding.values.withheld import Withheld

GRAVE = Measure.EXCLUSION


@pytest.fixture
def found(catalogue, rulebook, make_view):
    def of(day, *records, rules=rulebook, **organization):
        view = make_view(*records, **organization)
        standing = evaluate(view, rules, catalogue, date.fromisoformat(day))
        return grounds(view, standing, rules, catalogue)

    return of


def _debts(make_record, first):
    return [
        make_record("tax-and-social-debt", Measure.FINDING, "2020-03-01", conduct_to="2020-01-01", entry=first + number)
        for number in range(2)
    ]


def test_a_category_ground_names_its_records_and_its_law(found, make_record):
    (ground,) = found("2020-06-01", make_record("bribery", GRAVE, "2020-03-01", entry=4))
    assert (ground.ground, ground.kind, ground.entries) == ("G-1", GroundKind.MANDATORY, (4,))
    assert ground.cites[0].article == "7"
    assert ground.unofficial


def test_a_milder_record_is_no_category_ground(found, make_record):
    assert found("2020-06-01", make_record("bribery", Measure.FINE, "2020-03-01")) == ()


def test_points_open_nothing_without_a_record_that_the_ground_names(found, make_record):
    debts = _debts(make_record, 1)
    assert found("2020-06-01", *debts, size=SizeClass.LARGE) == ()
    warned = make_record("bribery", Measure.WARNING, "2020-03-01", entry=9)
    (ground,) = found("2020-06-01", *debts, warned, size=SizeClass.LARGE)
    assert (ground.ground, ground.kind, ground.entries) == ("G-2", GroundKind.DISCRETIONARY, (9,))


def test_the_threshold_itself_is_not_below_it(found, make_record, rulebook):
    record = make_record("bribery", GRAVE, "2020-03-01")
    second = replace(rulebook.grounds[1], points_below=51)
    raised = replace(rulebook, grounds=(rulebook.grounds[0], second))
    assert [one.ground for one in found("2020-06-01", record)] == ["G-1"]
    assert [one.ground for one in found("2020-06-01", record, rules=raised)] == ["G-1", "G-2"]


def test_points_of_an_organization_that_is_not_rated_are_no_ground(found, make_record, rulebook):
    records = [make_record("bribery", GRAVE, "2020-03-01", entry=entry) for entry in (1, 2)]
    demanding = replace(rulebook, minimum_evidence=3)
    assert [one.ground for one in found("2020-06-01", *records)] == ["G-1", "G-2"]
    assert [one.ground for one in found("2020-06-01", *records, rules=demanding)] == ["G-1"]


@pytest.mark.parametrize("status", ["annulled", "suspended", "cured"])
def test_a_record_that_no_longer_counts_is_no_ground(found, make_record, status):
    record = make_record("bribery", GRAVE, "2020-03-01", (status, "2020-06-01", Reason.COURT_RULING))
    assert found("2020-05-31", record)
    assert found("2020-06-01", record) == ()


def test_an_undisplayed_or_withheld_record_is_no_ground(found, make_record):
    record = make_record("bribery", GRAVE, "2020-03-01")
    assert found("2023-02-28", record)
    assert found("2023-03-01", record) == ()
    assert found("2020-06-01", replace(record, decision=Withheld(1))) == ()
    assert found("2020-06-01", replace(record, party=Withheld(1))) == ()


def test_a_foreign_listing_is_no_ground(found, make_record):
    assert found("2020-06-01", make_record("foreign-listing", Measure.LISTED_ELSEWHERE, "2020-01-15")) == ()
