"""The way back against the plainest of oracles: every single day evaluated, every single record really annulled."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.register.catalogue import Measure
from goodstanding.register.organizations import SizeClass
from goodstanding.register.records import Reason, Stage, Status
from goodstanding.standing.back import Sooner, way_back
from goodstanding.standing.evaluate import NotRated, evaluate

D = date.fromisoformat
GRAVE, LIGHT = Measure.EXCLUSION, Measure.WARNING
#: Everything that can be recorded below has faded by then; the edition has ended, or ends before that.
END = D("2026-03-01")
ASKED = st.dates(D("2020-06-01"), D("2024-12-31"))
ENDS = st.dates(D("2025-01-01"), END)


def _grades(view, rulebook, catalogue, effective):
    """(day, place of the grade or None) of every day from the one asked about on."""
    codes = [grade.code for grade in rulebook.grades]
    for number in range((END - effective).days):
        day = effective + timedelta(days=number)
        standing = evaluate(view, rulebook, catalogue, day)
        yield day, None if standing.grade is None else codes.index(standing.grade)


def _first(days, rulebook, most):
    """The first day on which a grade is reached, and the first later one on which it is lost."""
    for index, (day, rank) in enumerate(days):
        if rulebook.is_in_force(day) and (rank is None if most is None else rank is not None and rank <= most):
            lost = (later for later, other in days[index:] if other is None or most is None or other > most)
            return day, next(lost, None)
    return None, None


def _annulled(view, entry, effective):
    ruling = Stage(status=Status.ANNULLED, effective_on=effective, decided_on=effective, reason=Reason.COURT_RULING)
    records = (replace(one, stages=(*one.stages, ruling)) if one.entry == entry else one for one in view.records)
    return replace(view, records=tuple(records))


MOVES = [
    (),
    (("suspended", "2021-03-10", Reason.STAY_ORDERED), ("final", "2022-02-28", Reason.COURT_RULING)),
    (("annulled", "2022-05-05", Reason.COURT_RULING),),
    (("cured", "2021-12-31", Reason.REMEDIED),),
]


@pytest.fixture(scope="session")
def make_any(make_record):
    def make(entry, kind, final_on, moves):
        category, measure = kind
        later = tuple(move for move in MOVES[moves] if move[1] >= final_on)
        return make_record(category, measure, final_on, *later, entry=entry, conduct_to=final_on, decided_on=final_on)

    return make


KINDS = [
    ("bribery", GRAVE),
    ("bribery", Measure.FINE),
    ("bribery", LIGHT),
    ("tax-and-social-debt", Measure.FINDING),
    ("timely-payment", Measure.FINDING),
]
RECORDS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.dates(D("2019-01-31"), D("2022-12-31")).map(str), st.integers(0, 3)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=settings.default.max_examples // 2)
@given(drawn=RECORDS, effective=ASKED, size=st.sampled_from(SizeClass), evidence=st.integers(1, 2), ends=ENDS)
def test_it_agrees_with_every_single_day(
    catalogue, rulebook, make_view, make_any, drawn, effective, size, evidence, ends
):
    book = replace(rulebook, minimum_evidence=evidence, in_force_to=ends)
    view = make_view(*(make_any(entry, *one) for entry, one in enumerate(drawn, start=1)), size=size)
    found, standing = way_back(view, book, catalogue, effective), evaluate(view, book, catalogue, effective)
    assert (found.points, found.grade, found.not_rated) == (standing.points, standing.grade, standing.not_rated)
    if standing.grade is None:
        assert (found.steps, found.unrated_on, found.unrated_sooner) == ((), None, ())
        return
    codes = [grade.code for grade in book.grades]
    days = list(_grades(view, book, catalogue, effective))
    better = range(codes.index(standing.grade) - 1, -1, -1)
    assert [step.grade for step in found.steps] == [codes[most] for most in better]
    assert [(step.on, step.until) for step in found.steps] == [_first(days, book, most) for most in better]
    assert found.unrated_on == _first(days, book, None)[0]
    without = {
        one.entry: list(_grades(_annulled(view, one.entry, effective), book, catalogue, effective))
        for one in view.records
        if one.decision.category != "timely-payment"
    }
    for most, on, sooner in (
        *zip(better, [step.on for step in found.steps], [step.sooner for step in found.steps], strict=True),
        (None, found.unrated_on, found.unrated_sooner),
    ):
        firsts = {entry: _first(other, book, most)[0] for entry, other in without.items()}
        expected = {entry: day for entry, day in firsts.items() if day is not None and (on is None or day < on)}
        assert {one.entry: one.on for one in sooner} == expected


def test_fading_leads_back_step_by_step(catalogue, rulebook, make_view, make_record):
    debt = make_record("tax-and-social-debt", Measure.FINDING, "2020-03-01", conduct_to="2020-01-31", entry=2)
    view = make_view(make_record("bribery", GRAVE, "2020-03-01"), debt, size=SizeClass.LARGE)
    found = way_back(view, rulebook, catalogue, D("2020-06-01"))
    assert (found.grade, found.points, found.unofficial) == ("C", 10_000, True)
    (b, a) = found.steps
    assert (b.grade, b.on, b.until) == ("B", D("2022-01-31"), D("2023-03-01"))
    assert b.sooner == (Sooner(entry=1, on=D("2021-01-31")), Sooner(entry=2, on=D("2021-03-01")))
    assert (a.grade, a.on, a.sooner) == ("A", None, ())
    assert (found.unrated_on, found.unrated_sooner) == (D("2023-03-01"), (Sooner(entry=1, on=D("2022-01-31")),))


def test_a_known_end_of_a_stay_takes_a_grade_away_again(catalogue, rulebook, make_view, make_record):
    stay = (("suspended", "2020-07-01", Reason.STAY_ORDERED), ("final", "2020-09-01", Reason.COURT_RULING))
    view = make_view(
        make_record("bribery", GRAVE, "2020-03-01", *stay), make_record("bribery", LIGHT, "2020-05-01", entry=2)
    )
    (step, _) = way_back(view, rulebook, catalogue, D("2020-06-01")).steps
    assert (step.grade, step.on, step.until) == ("B", D("2020-07-01"), D("2020-09-01"))


def test_the_best_grade_and_no_grade_have_no_way_back(catalogue, rulebook, make_view, make_record):
    best = make_view(make_record("timely-payment", Measure.FINDING, "2020-03-01"))
    found = way_back(best, rulebook, catalogue, D("2020-04-01"))
    assert (found.grade, found.steps, found.unrated_on) == ("A", (), D("2020-07-15"))
    for view, day, why in (
        (make_view(), "2020-04-01", NotRated.TOO_LITTLE_EVIDENCE),
        (best, "2031-01-01", NotRated.NOT_IN_FORCE),
        (make_view(*best.records, kind="state-owned-enterprise"), "2020-04-01", NotRated.OTHER_KIND),
    ):
        found = way_back(view, rulebook, catalogue, D(day))
        assert (found.grade, found.not_rated, found.steps, found.unrated_on) == (None, why, (), None)


def test_the_end_of_the_edition_is_not_a_day_without_a_grade(catalogue, rulebook, make_view, make_record):
    ending = replace(rulebook, in_force_to=D("2021-01-01"))
    found = way_back(make_view(make_record("bribery", GRAVE, "2020-03-01")), ending, catalogue, D("2020-06-01"))
    assert [(step.on, step.sooner) for step in found.steps] == [(None, ()), (None, ())]
    assert (found.unrated_on, found.unrated_sooner) == (None, (Sooner(entry=1, on=D("2020-06-01")),))


def test_hundreds_of_records_are_looked_at_one_by_one(catalogue, rulebook, make_view, make_record):
    first = D("2020-01-02")
    records = [
        make_record("bribery", GRAVE, str(first + timedelta(days=number)), entry=number + 1) for number in range(400)
    ]
    view = make_view(*records)
    (step, _) = way_back(view, rulebook, catalogue, D("2021-03-01")).steps
    eve = evaluate(view, rulebook, catalogue, step.on - timedelta(days=1))
    assert (eve.grade, evaluate(view, rulebook, catalogue, step.on).grade) == ("C", "B")
    assert [one.entry for one in step.sooner] == [398, 399, 400]
