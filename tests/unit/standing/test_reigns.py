"""Old dates keep old rules: a history through several editions."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.register.catalogue import Measure
from goodstanding.standing.changes import Cause, changes
from goodstanding.standing.reigns import Reign, changes_through

TURN = date(2020, 9, 1)
SINCE, UNTIL = date(2020, 3, 1), date(2024, 1, 1)


@pytest.fixture
def reigns(rulebook):
    first = rulebook.provisions[0]
    points = {severity: {size: value - 15 for size, value in column.items()}
              for severity, column in first.points.items()}  # fmt: skip
    harsh = replace(rulebook, edition=2, in_force_from=TURN,
                    provisions=(replace(first, points=points), *rulebook.provisions[1:]))  # fmt: skip
    old = Reign(rulebook=rulebook, digest="a", official=False, until=TURN)
    return old, Reign(rulebook=harsh, digest="b", official=True, since=TURN)


def test_one_edition_gives_what_changes_gives(rulebook, catalogue, make_view, make_record):
    view = make_view(make_record("bribery", Measure.FINE, "2020-03-01"))
    only = [Reign(rulebook=rulebook, digest="a", official=False)]
    assert changes_through(view, only, catalogue, SINCE, UNTIL) == changes(view, rulebook, catalogue, SINCE, UNTIL)


def test_another_edition_is_the_cause_on_its_first_day_and_changes_no_day_before(
    reigns, catalogue, make_view, make_record
):
    view = make_view(make_record("bribery", Measure.FINE, "2020-03-01", entry=4))
    found = changes_through(view, reigns, catalogue, SINCE, UNTIL)
    assert [(one.on, one.points) for one in found[:2]] == [(SINCE, 70_000), (TURN, 55_000)]
    (why,) = found[1].why
    assert (why.entry, why.cause, why.before, why.after) == (4, Cause.RULEBOOK, -10_000, -25_000)
    alone = changes(view, reigns[0].rulebook, catalogue, SINCE, date(2020, 8, 31))
    assert found[: len(alone)] == alone


def test_an_edition_that_changes_nothing_is_no_change(reigns, catalogue, make_view, make_record):
    view = make_view(make_record("timely-payment", Measure.FINDING, "2020-03-01", decided_on="2020-02-01"))
    found = changes_through(view, reigns, catalogue, SINCE, UNTIL)
    assert TURN not in [one.on for one in found]


def test_a_reign_holds_from_its_first_day_up_to_before_its_last(reigns):
    old, new = reigns
    days = (date(2020, 8, 31), TURN)
    assert [(old.holds(day), new.holds(day)) for day in days] == [(True, False), (False, True)]
