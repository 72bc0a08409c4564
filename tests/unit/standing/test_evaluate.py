"""Points, lines and grades on a tiny rulebook, each rule on both sides of its boundary."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.register.catalogue import Measure
from goodstanding.register.organizations import Role, SizeClass
from goodstanding.register.records import Reason
from goodstanding.standing.evaluate import LineKind, NotRated, evaluate
from goodstanding.values.withheld import Withheld

D = date.fromisoformat
GRAVE = Measure.EXCLUSION


@pytest.fixture
def points(catalogue, rulebook, make_view):
    def of(day, *records, **organization):
        return evaluate(make_view(*records, **organization), rulebook, catalogue, D(day)).points

    return of


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2020-02-28", 80_000),
        ("2020-02-29", 50_000),
        ("2021-02-27", 50_000),
        ("2021-02-28", 62_000),
        ("2022-02-27", 62_000),
        ("2022-02-28", 71_000),
        ("2023-02-27", 71_000),
        ("2023-02-28", 80_000),
    ],
)
def test_a_serious_record_fades_in_steps_also_from_a_leap_day(points, make_record, day, expected):
    assert points(day, make_record("bribery", GRAVE, "2020-02-29")) == expected


def test_a_line_says_what_it_is_made_of_and_when_it_changes(catalogue, rulebook, make_view, make_record):
    standing = evaluate(make_view(make_record("bribery", GRAVE, "2020-03-01")), rulebook, catalogue, D("2021-05-01"))
    start, line = standing.lines
    assert (start.kind, start.points) == (LineKind.START, 80_000)
    assert (line.entry, line.rule, line.value, line.permille, line.points) == (1, "P-1", -30, 600, -18_000)
    assert line.next_change_on == D("2022-03-01")
    assert (standing.grade, standing.rated, standing.unofficial) == ("B", True, True)


def test_a_later_stage_that_is_known_is_the_next_change(catalogue, rulebook, make_view, make_record):
    record = make_record("bribery", GRAVE, "2020-03-01", ("annulled", "2020-07-01", Reason.COURT_RULING))
    standing = evaluate(make_view(record), rulebook, catalogue, D("2020-05-01"))
    assert standing.lines[1].next_change_on == D("2020-07-01")


@pytest.mark.parametrize(
    ("status", "reason", "expected"),
    [
        ("under-appeal", Reason.APPEAL_LODGED, 50_000),
        ("suspended", Reason.STAY_ORDERED, 80_000),
        ("annulled", Reason.COURT_RULING, 80_000),
        ("cured", Reason.REMEDIED, 80_000),
        ("presumed", Reason.NOTICE, 80_000),
    ],
)
def test_only_final_decisions_cost_and_an_appeal_changes_nothing(points, make_record, status, reason, expected):
    record = make_record("bribery", GRAVE, "2020-03-01", (status, "2020-06-01", reason))
    assert points("2020-05-31", record) == 50_000
    assert points("2020-06-01", record) == expected


@pytest.mark.parametrize("part", ["party", "decision", "stages"])
def test_a_record_withheld_in_a_needed_part_costs_nothing(points, make_record, part):
    record = make_record("bribery", GRAVE, "2020-03-01")
    assert points("2020-06-01", replace(record, **{part: Withheld(1)})) == 80_000
    assert points("2020-06-01", replace(record, case=Withheld(1), evidence=Withheld(1))) == 50_000


def test_an_unknown_start_of_fading_costs_nothing(points, make_record):
    debt = make_record("tax-and-social-debt", Measure.FINDING, "2020-03-01")
    dated = make_record("tax-and-social-debt", Measure.FINDING, "2020-03-01", conduct_to="2019-12-31")
    assert points("2020-06-01", debt) == 80_000
    assert points("2020-06-01", dated) == 70_000
    assert points("2020-12-31", dated) == 75_000


@pytest.mark.parametrize(("size", "expected"), [("micro", 70_000), ("large", 40_000), ("unknown", 70_000)])
def test_size_selects_the_column(points, make_record, size, expected):
    debt = make_record("tax-and-social-debt", Measure.FINDING, "2020-03-01", conduct_to="2019-12-31")
    assert points("2020-06-01", debt, size=SizeClass(size)) == expected


def test_a_role_that_no_provision_names_costs_nothing(points, make_record):
    debt = make_record(
        "tax-and-social-debt", Measure.FINDING, "2020-03-01", conduct_to="2019-12-31", role=Role.CONTROLLED_AFFILIATE
    )
    assert points("2020-06-01", debt) == 80_000


def test_a_foreign_listing_is_information(catalogue, rulebook, make_view, make_record):
    listing = make_record("foreign-listing", Measure.LISTED_ELSEWHERE, "2020-01-15")
    standing = evaluate(make_view(listing), rulebook, catalogue, D("2020-06-01"))
    assert standing.points == 80_000
    assert standing.not_rated is NotRated.TOO_LITTLE_EVIDENCE


def test_a_cap_gives_back_what_is_beyond_it(catalogue, rulebook, make_view, make_record):
    records = [make_record("bribery", GRAVE, "2020-03-01", entry=entry) for entry in (1, 2)]
    standing = evaluate(make_view(*records), rulebook, catalogue, D("2020-06-01"))
    assert [(line.kind, line.rule, line.points) for line in standing.lines[3:]] == [(LineKind.CAP, "K-1", 10_000)]
    assert standing.points == 30_000


def test_floor_and_ceiling_are_lines(catalogue, rulebook, make_view, make_record):
    debts = [
        make_record("tax-and-social-debt", Measure.FINDING, "2020-03-01", conduct_to="2020-01-01", entry=entry)
        for entry in (1, 2, 3)
    ]
    low = evaluate(make_view(*debts, size=SizeClass.LARGE), rulebook, catalogue, D("2020-06-01"))
    assert (low.lines[-1].kind, low.lines[-1].points, low.points) == (LineKind.FLOOR, 40_000, 0)
    good = [make_record("timely-payment", Measure.FINDING, "2020-03-01", entry=entry) for entry in (1, 2)]
    high = evaluate(make_view(*good), rulebook, catalogue, D("2020-06-01"))
    assert (high.lines[-1].kind, high.lines[-1].points, high.points) == (LineKind.CEILING, -10_000, 100_000)
    assert high.grade == "A"


def test_a_grade_limit_holds_while_a_record_counts(catalogue, rulebook, make_view, make_record):
    good = [make_record("timely-payment", Measure.FINDING, "2020-03-01", entry=entry) for entry in (1, 2)]
    warned = make_record("bribery", Measure.WARNING, "2020-01-15", entry=3)
    before = evaluate(make_view(*good, warned), rulebook, catalogue, D("2020-07-14"))
    after = evaluate(make_view(*good, warned), rulebook, catalogue, D("2020-07-15"))
    assert (before.points, before.grade, before.limited_by) == (100_000, "B", ("L-1",))
    assert (after.grade, after.limited_by) == (None, ())


def test_a_limit_that_changes_nothing_is_not_named(catalogue, rulebook, make_view, make_record):
    standing = evaluate(make_view(make_record("bribery", GRAVE, "2020-03-01")), rulebook, catalogue, D("2020-06-01"))
    assert (standing.grade, standing.limited_by) == ("C", ())


@pytest.mark.parametrize(
    ("day", "reason"), [("2009-12-31", NotRated.NOT_IN_FORCE), ("2030-01-01", NotRated.NOT_IN_FORCE)]
)
def test_outside_its_force_a_rulebook_says_nothing(catalogue, rulebook, make_view, make_record, day, reason):
    record = make_record("bribery", GRAVE, day, decided_on=day)
    standing = evaluate(make_view(record), rulebook, catalogue, D(day))
    assert (standing.not_rated, standing.grade, standing.points) == (reason, None, 80_000)
    first = make_record("bribery", GRAVE, "2010-01-01", decided_on="2009-01-01")
    assert evaluate(make_view(first), rulebook, catalogue, D("2010-01-01")).points == 50_000


def test_another_kind_or_a_withheld_organization_is_not_rated(catalogue, rulebook, make_view, make_record):
    record = make_record("bribery", GRAVE, "2020-03-01")
    owned = evaluate(make_view(record, kind="state-owned-enterprise"), rulebook, catalogue, D("2020-06-01"))
    unknown = replace(make_view(record), organization=Withheld(7))
    assert owned.not_rated is NotRated.OTHER_KIND
    assert evaluate(unknown, rulebook, catalogue, D("2020-06-01")).not_rated is NotRated.WITHHELD


def test_nothing_recorded_is_not_rated(catalogue, rulebook, make_view):
    standing = evaluate(make_view(), rulebook, catalogue, D("2020-06-01"))
    assert (standing.points, standing.grade, standing.not_rated) == (80_000, None, NotRated.TOO_LITTLE_EVIDENCE)


def test_minimum_evidence_counts_records_that_count(catalogue, rulebook, make_view, make_record):
    demanding = replace(rulebook, minimum_evidence=2)
    records = [make_record("bribery", Measure.WARNING, "2020-03-01", entry=entry) for entry in (1, 2)]
    assert not evaluate(make_view(records[0]), demanding, catalogue, D("2020-06-01")).rated
    assert evaluate(make_view(*records), demanding, catalogue, D("2020-06-01")).rated
