"""Deadlines: counted as each says itself, against a slow and obvious oracle, over weekends, holidays and leap days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_calendars import PlainCalendar

from goodstanding.proceedings.deadlines import (
    MOST_DAYS,
    Anchor,
    Deadline,
    EndsOn,
    Extension,
    FirstDay,
    Passing,
    Span,
    Unit,
    due_on,
    next_working_day,
    put_off,
)
from goodstanding.values.errors import MisuseError

DAY = timedelta(days=1)
CALENDAR = PlainCalendar()
THIRTY = Deadline(
    anchor=Anchor.RECEIVED,
    first_day=FirstDay.EXCLUDED,
    length=30,
    unit=Unit.DAY,
    ends_on=EndsOn.ANY_DAY,
    passing=Passing.WINDOW_CLOSES,
    cites=(),
    extension=Extension(most=1, length=10),
)
DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2035, 12, 31))
HOLIDAYS = st.frozensets(st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 6, 30)), max_size=30)


@given(event=DAYS, length=st.integers(1, 120), first_day=st.sampled_from(FirstDay))
def test_days_are_the_event_and_as_many_more(event, length, first_day):
    deadline = replace(THIRTY, length=length, first_day=first_day)
    included = first_day is FirstDay.INCLUDED
    assert due_on(deadline, event, CALENDAR) == event + timedelta(days=length - included)


@given(event=st.dates(date(2026, 1, 1), date(2026, 6, 1)), length=st.integers(1, 40), holidays=HOLIDAYS,
       first_day=st.sampled_from(FirstDay))  # fmt: skip
def test_working_days_are_those_an_oracle_lists(event, length, holidays, first_day):
    deadline = replace(THIRTY, length=length, unit=Unit.WORKING_DAY, first_day=first_day)
    calendar = PlainCalendar(holidays)
    start = event + (DAY if first_day is FirstDay.EXCLUDED else timedelta())
    listed = [day for day in (start + timedelta(days=n) for n in range(400)) if calendar.is_working(day)]
    assert due_on(deadline, event, calendar) == listed[length - 1]


@given(event=DAYS, length=st.integers(1, 36))
def test_a_month_ends_on_the_same_day_or_the_last_one(event, length):
    ends = due_on(replace(THIRTY, length=length, unit=Unit.MONTH), event, CALENDAR)
    assert (ends.year * 12 + ends.month) - (event.year * 12 + event.month) == length
    assert ends.day == event.day or (ends.day < event.day and (ends + DAY).day == 1)


@given(event=DAYS, first=st.integers(0, 50), days=st.integers(0, 40), unit=st.sampled_from(Unit))
def test_standing_still_never_shortens_and_never_adds_more_than_it_lasted_and_a_week(event, first, days, unit):
    deadline = replace(THIRTY, length=2 if unit is Unit.MONTH else 20, unit=unit)
    span = Span(first=event + timedelta(days=first), last=event + timedelta(days=first + days))
    plain = due_on(deadline, event, CALENDAR)
    paused = due_on(deadline, event, CALENDAR, stood_still=[span])
    assert plain <= paused <= plain + timedelta(days=days + 8)
    assert not span.has(paused) or paused == plain == span.first or unit is Unit.MONTH


def test_a_pause_of_days_moves_a_count_of_days_by_as_many():
    span = Span(first=date(2026, 1, 10), last=date(2026, 1, 19))
    assert due_on(THIRTY, date(2026, 1, 5), CALENDAR, stood_still=[span]) == date(2026, 2, 14)
    months = replace(THIRTY, length=1, unit=Unit.MONTH)
    assert due_on(months, date(2026, 1, 5), CALENDAR, stood_still=[span]) == date(2026, 2, 15)


def test_a_last_day_may_move_to_the_next_working_day():
    rolls = replace(THIRTY, ends_on=EndsOn.NEXT_WORKING_DAY)
    assert due_on(THIRTY, date(2026, 1, 2), CALENDAR) == date(2026, 2, 1)
    assert due_on(rolls, date(2026, 1, 2), CALENDAR) == date(2026, 2, 2)
    assert due_on(rolls, date(2026, 1, 2), PlainCalendar(frozenset({date(2026, 2, 2)}))) == date(2026, 2, 3)


def test_an_extension_adds_its_own_length():
    assert due_on(THIRTY, date(2026, 1, 5), CALENDAR, extended=1) == date(2026, 2, 14)
    assert due_on(replace(THIRTY, extension=None), date(2026, 1, 5), CALENDAR, extended=1) == date(2026, 2, 4)


def test_a_length_of_nothing_ends_on_the_day_itself():
    for first_day in FirstDay:
        assert due_on(replace(THIRTY, length=0, first_day=first_day), date(2026, 1, 5), CALENDAR) == date(2026, 1, 5)


def test_what_cannot_be_counted_is_refused():
    class NeverWorks(PlainCalendar):
        def is_working(self, day):
            return False

    with pytest.raises(MisuseError, match="no working day"):
        next_working_day(date(2026, 1, 1), NeverWorks())
    with pytest.raises(MisuseError, match="longer than any law"):
        due_on(replace(THIRTY, unit=Unit.WORKING_DAY), date(2026, 1, 5), NeverWorks())
    with pytest.raises(MisuseError, match="cannot be counted"):
        due_on(replace(THIRTY, length=-1), date(2026, 1, 5), CALENDAR)


MONTH = replace(THIRTY, unit=Unit.MONTH, length=1)


def test_a_month_that_counts_its_first_day_ends_a_day_earlier_and_no_month_on_the_day_itself():
    event = date(2026, 3, 10)
    included = replace(MONTH, first_day=FirstDay.INCLUDED)
    assert due_on(MONTH, event, CALENDAR) == date(2026, 4, 10)
    assert due_on(included, event, CALENDAR) == date(2026, 4, 9)
    assert due_on(replace(included, length=0), event, CALENDAR) == event


def test_a_pause_moves_the_end_of_a_month_only_where_it_lies_before_it():
    event, ends = date(2026, 3, 10), date(2026, 4, 10)
    for first, last, due in (
        (ends + DAY, ends + 9 * DAY, ends),
        (ends, ends, ends + DAY),
        (ends - DAY, ends + DAY, ends + 3 * DAY),
        (event, event, ends),
        (event + DAY, event + DAY, ends + DAY),
    ):
        assert due_on(MONTH, event, CALENDAR, stood_still=(Span(first=first, last=last),)) == due


def test_days_that_stand_still_for_ever_are_refused():
    forever = (Span(first=date.min, last=date.max),)
    for deadline in (MONTH, THIRTY):
        with pytest.raises(MisuseError, match="longer than any law"):
            due_on(deadline, date(2026, 1, 5), CALENDAR, stood_still=forever)


def test_the_longest_count_that_is_taken():
    assert (
        due_on(replace(THIRTY, length=MOST_DAYS - 1), date(2026, 1, 5), CALENDAR)
        == date(2026, 1, 5) + (MOST_DAYS - 1) * DAY
    )
    with pytest.raises(MisuseError):
        due_on(replace(THIRTY, length=MOST_DAYS), date(2026, 1, 5), CALENDAR)
    worked = PlainCalendar(frozenset(date(2026, 1, 1) + n * DAY for n in range(400)))
    assert next_working_day(date(2026, 1, 1), worked) == date(2027, 2, 5)


@given(first=DAYS, run=st.integers(0, 40), still=st.integers(0, 60))
def test_what_stood_still_has_as_many_days_left_behind_it(first, run, still):
    last = first + still * DAY
    assert put_off(THIRTY, first + run * DAY, first, last, CALENDAR) == last + (run + 1) * DAY


@given(first=st.dates(date(2026, 1, 1), date(2026, 6, 1)), run=st.integers(0, 40), still=st.integers(0, 60),
       holidays=HOLIDAYS)  # fmt: skip
def test_working_days_that_stood_still_are_no_fewer_behind_it_and_never_sooner(first, run, still, holidays):
    calendar, last = PlainCalendar(holidays), first + still * DAY
    working = [day for day in (first + n * DAY for n in range(run + 1)) if calendar.is_working(day)]
    behind = [day for day in (last + n * DAY for n in range(1, 200)) if calendar.is_working(day)]
    plain = last + (run + 1) * DAY
    found = put_off(replace(THIRTY, unit=Unit.WORKING_DAY), first + run * DAY, first, last, calendar)
    assert found == (max(plain, behind[len(working) - 1]) if working else plain)


@given(first=DAYS, run=st.integers(0, 40), still=st.integers(0, 60))
def test_an_end_that_moves_to_a_working_day_moves_behind_it_too(first, run, still):
    last, moving = first + still * DAY, replace(THIRTY, ends_on=EndsOn.NEXT_WORKING_DAY)
    found = put_off(moving, first + run * DAY, first, last, CALENDAR)
    assert found == next_working_day(last + (run + 1) * DAY, CALENDAR)
