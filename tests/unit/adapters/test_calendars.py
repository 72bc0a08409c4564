"""Calendars: real jurisdictions, the sample one, and what is refused."""

from datetime import UTC, date, datetime

import pytest

from goodstanding.adapters.calendars import load_calendar
from goodstanding.proceedings.calendars import CalendarName
from goodstanding.values.errors import MisuseError

XV = CalendarName(source="file", code="xv", zone="Etc/UTC")
BRUSSELS = CalendarName(source="holidays", code="BE", zone="Europe/Brussels")


def test_holidays_and_weekends_do_not_work():
    belgium = load_calendar(BRUSSELS)
    assert not belgium.is_working(date(2026, 4, 6))
    assert not belgium.is_working(date(2026, 4, 5))
    assert belgium.is_working(date(2026, 4, 7))
    england = load_calendar(CalendarName(source="holidays", code="GB-ENG", zone="Europe/London"))
    scotland = load_calendar(CalendarName(source="holidays", code="GB-SCT", zone="Europe/London"))
    assert england.is_working(date(2026, 11, 30)) != scotland.is_working(date(2026, 11, 30))


def test_the_sample_calendar_has_its_own_days():
    valdora = load_calendar(XV)
    assert [valdora.is_working(date(2026, 6, day)) for day in (12, 13, 14, 15, 16)] == [True, False, False, False, True]
    assert not valdora.is_working(date(2027, 10, 12))
    assert valdora.edition == "xv 2026-1"


def test_a_day_ends_where_its_zone_says():
    belgium = load_calendar(BRUSSELS)
    assert belgium.end_of(date(2026, 1, 15)) == datetime(2026, 1, 15, 23, tzinfo=UTC)
    assert belgium.end_of(date(2026, 3, 29)) == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert belgium.day_of(datetime(2026, 3, 29, 22, tzinfo=UTC)) == date(2026, 3, 30)
    assert belgium.day_of(datetime(2026, 3, 29, 21, 59, tzinfo=UTC)) == date(2026, 3, 29)
    assert "BE" in belgium.edition


def test_a_year_beyond_the_edition_is_not_guessed():
    with pytest.raises(MisuseError, match="says nothing about this year"):
        load_calendar(XV).is_working(date(2037, 1, 5))


@pytest.mark.parametrize(
    ("source", "code", "zone"),
    [
        ("file", "xv", "Nowhere/Land"),
        ("file", "xv", "../../etc/passwd"),
        ("file", "../demo/manifest", "Etc/UTC"),
        ("file", "zz", "Etc/UTC"),
        ("holidays", "QQ", "Etc/UTC"),
        ("holidays", "belgium", "Etc/UTC"),
        ("web", "BE", "Etc/UTC"),
    ],
)
def test_what_is_not_there_is_refused(source, code, zone):
    with pytest.raises(MisuseError):
        load_calendar(CalendarName(source=source, code=code, zone=zone))
