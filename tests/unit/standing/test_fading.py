"""A step ends on the day its period does, on every calendar day, exactly as a cut-off says."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.rulebook.model import FadeStep
from goodstanding.standing.fading import share_on
from goodstanding.values.dates import Period, cut_off

DAYS = st.dates(date(1999, 1, 1), date(2101, 1, 1))
FADE = (
    FadeStep(until=Period(months=1), permille=1000),
    FadeStep(until=Period(months=6), permille=500),
    FadeStep(until=Period(months=36), permille=100),
)


@given(start=DAYS, effective=DAYS)
def test_a_step_applies_to_what_started_after_its_cut_off(start, effective):
    by_cut_off = next((one.permille for one in FADE if start > cut_off(effective, one.until)), 0)
    assert share_on(FADE, start, effective)[0] == by_cut_off


@given(start=DAYS, effective=DAYS)
def test_the_end_of_a_step_is_the_first_day_of_the_next(start, effective):
    permille, ends = share_on(FADE, start, effective)
    if ends is None:
        assert permille == 0
    else:
        assert ends > effective
        assert share_on(FADE, start, ends)[0] < permille
