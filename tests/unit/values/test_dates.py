"""Periods and cut-offs, against the calendar itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.values.dates import EARLIEST, LATEST, Period, cut_off, parse_date
from goodstanding.values.errors import MisuseError

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2200, 12, 31))
PERIODS = st.builds(Period, months=st.integers(0, 120), days=st.integers(0, 400))


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        (date(2024, 1, 31), "P1M", date(2024, 2, 29)),
        (date(2023, 1, 31), "P1M", date(2023, 2, 28)),
        (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2024, 2, 29), "P4Y", date(2028, 2, 29)),
        (date(2023, 12, 31), "P2M", date(2024, 2, 29)),
        (date(2024, 1, 31), "P1M1D", date(2024, 3, 1)),
        (date(2024, 12, 31), "P10D", date(2025, 1, 10)),
    ],
)
def test_months_first_then_days_by_the_end_of_month_rule(start: date, period: str, end: date) -> None:
    assert Period.parse(period).after(start) == end


@pytest.mark.parametrize("text", ["", "P", "3M", "P-1M", "P1.5Y", "P1W", "PT1H", "p1y", "P1D1M", "P99999Y", " P1Y"])
def test_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(MisuseError):
        Period.parse(text)


@given(PERIODS)
def test_a_printed_period_reads_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(DAYS, PERIODS)
def test_a_cut_off_is_the_last_day_that_has_run(effective: date, period: Period) -> None:
    """settled 14: the largest d with d + P <= e; "e minus P" is wrong on some days."""
    last = cut_off(effective, period)
    assert period.after(last) <= effective < period.after(last + timedelta(days=1))


def test_effective_minus_period_would_be_wrong() -> None:
    assert cut_off(date(2024, 3, 30), Period(months=1)) == date(2024, 2, 29)
    assert cut_off(date(2023, 2, 28), Period(months=1)) == date(2023, 1, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "20260201",
        "2026-2-1",
        "1899-12-31",
        "3000-01-01",
        "2026-02-01T00",
        "2026-W01-1",
        "２０２６-02-01",
        "",
    ],
)
def test_dates_that_are_none(text: str) -> None:
    with pytest.raises(MisuseError):
        parse_date(text)


@given(st.dates(min_value=EARLIEST, max_value=LATEST))
def test_dates_read_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day
