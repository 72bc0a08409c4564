"""Histories: every day of change is found, none is invented, and each says what changed it."""

from dataclasses import replace
from datetime import date, timedelta

from goodstanding.register.catalogue import Measure
from goodstanding.register.records import Reason
from goodstanding.standing.changes import Cause, changes
from goodstanding.standing.evaluate import evaluate
from goodstanding.values.withheld import Withheld

D = date.fromisoformat
GRAVE = Measure.EXCLUSION


def _told(history):
    return [(str(one.on), one.points, one.grade, [(why.entry, why.cause) for why in one.why]) for one in history]


def test_finality_fading_and_the_end_of_display(catalogue, rulebook, make_view, make_record):
    record = make_record("bribery", GRAVE, "2020-03-01")
    history = changes(make_view(record), rulebook, catalogue, D("2020-01-01"), D("2024-01-01"))
    assert _told(history) == [
        ("2020-01-01", 80_000, None, []),
        ("2020-03-01", 50_000, "C", [(1, Cause.STAGE)]),
        ("2021-03-01", 62_000, "B", [(1, Cause.FADING)]),
        ("2022-03-01", 71_000, "B", [(1, Cause.FADING)]),
        ("2023-03-01", 80_000, None, [(1, Cause.DISPLAY_ENDED)]),
    ]


def test_an_annulment_is_a_stage_with_its_status(catalogue, rulebook, make_view, make_record):
    record = make_record("bribery", GRAVE, "2020-03-01", ("annulled", "2020-09-01", Reason.COURT_RULING))
    history = changes(make_view(record), rulebook, catalogue, D("2020-06-01"), D("2024-01-01"))
    assert _told(history)[1:] == [("2020-09-01", 80_000, None, [(1, Cause.STAGE)])]
    (why,) = history[1].why
    assert (why.status, why.before, why.after) == ("annulled", -30_000, 0)


def test_both_ends_belong_to_the_history(catalogue, rulebook, make_view, make_record):
    view = make_view(make_record("bribery", GRAVE, "2020-03-01"))
    assert len(changes(view, rulebook, catalogue, D("2020-03-01"), D("2021-02-28"))) == 1
    assert len(changes(view, rulebook, catalogue, D("2020-03-01"), D("2021-03-01"))) == 2
    assert changes(view, rulebook, catalogue, D("2020-03-02"), D("2020-03-01")) == ()


def test_the_rulebook_s_own_end_is_a_cause(catalogue, rulebook, make_view, make_record):
    ending = replace(rulebook, in_force_to=D("2020-08-01"))
    history = changes(
        make_view(make_record("bribery", GRAVE, "2020-03-01")), ending, catalogue, D("2020-05-01"), D("2025-01-01")
    )
    assert _told(history)[1:] == [("2020-08-01", 80_000, None, [(1, Cause.RULEBOOK)])]


def test_withheld_records_have_no_history(catalogue, rulebook, make_view, make_record):
    record = replace(make_record("bribery", GRAVE, "2020-03-01"), stages=Withheld(1))
    assert len(changes(make_view(record), rulebook, catalogue, D("2020-01-01"), D("2025-01-01"))) == 1


def test_it_agrees_with_the_evaluation_of_every_single_day(catalogue, rulebook, make_view, make_record):
    moves = (("suspended", "2020-07-20", Reason.STAY_ORDERED), ("final", "2020-12-31", Reason.COURT_RULING))
    records = [
        make_record("bribery", GRAVE, "2020-02-29", *moves, entry=1),
        make_record("bribery", Measure.FINE, "2020-03-31", entry=2),
        make_record("tax-and-social-debt", Measure.FINDING, "2020-05-05", conduct_to="2019-08-31", entry=3),
        make_record("timely-payment", Measure.FINDING, "2020-06-01", entry=4),
    ]
    view, first, last = make_view(*records), D("2020-01-01"), D("2024-01-01")
    history = {one.on: (one.points, one.grade) for one in changes(view, rulebook, catalogue, first, last)}
    current = None
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        current = history.get(day, current)
        standing = evaluate(view, rulebook, catalogue, day)
        assert (standing.points, standing.grade) == current, day
