"""Days as iCalendar, read by a parser of others: whole days at the ends of years, leap days, and changes of clocks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from goodstanding.proceedings.deadlines import Clock
from goodstanding.publication.icalendar import print_icalendar as print_of

#: The ends of years, leap days, and the nights in which clocks are changed in Europe and the Americas.
EDGES = [
    date(2024, 2, 28), date(2024, 2, 29), date(2026, 2, 28), date(2026, 3, 8), date(2026, 3, 29), date(2026, 10, 25),
    date(2026, 11, 1), date(2026, 12, 31), date(2027, 1, 1), date(2000, 2, 29), date(2100, 2, 28), date(1900, 1, 1),
]  # fmt: skip
DAYS = st.tuples(
    st.integers(0, 10**15 - 1).map(lambda number: f"p-{number}"),
    st.sampled_from(Clock).map(lambda clock: clock.value),
    st.sampled_from(EDGES) | st.dates(date(1900, 1, 1), date(9999, 12, 30)),
)


RECORDED = "2026-10-01T12:30:15Z"


def print_icalendar(days: list[tuple[str, str, date]], size: int = 7) -> str:
    return print_of(days, size, RECORDED)


def test_a_day_that_was_moved_takes_the_place_of_the_earlier_one() -> None:
    (was,), (moved,) = (
        events(print_icalendar([("p-7", "reply", day)], size)) for day, size in ((EDGES[0], 8), (EDGES[1], 9))
    )
    assert was["UID"] == moved["UID"] == "p-7-reply@goodstanding.invalid"
    assert (was["SEQUENCE"], moved["SEQUENCE"]) == (8, 9)
    twice = events(print_icalendar([("identity-7", "reply", day) for day in EDGES[:2]]))
    assert len({str(event["UID"]) for event in twice}) == 2


def events(text: str) -> list:
    (calendar,) = Calendar.from_ical(text, multiple=True)
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert not calendar.errors
    found = calendar.walk("VEVENT")
    assert all(not event.errors for event in found)
    return found


@given(st.lists(DAYS, max_size=20, unique=True))
def test_another_parser_reads_the_same_days(days: list[tuple[str, str, date]]) -> None:
    text = print_icalendar(days)
    found = events(text)
    assert [str(event["SUMMARY"]) for event in found] == [f"{file}: {clock} ends" for file, clock, _ in days]
    for event, (_, _, day) in zip(found, days, strict=True):
        start, end, stamp = event.decoded("DTSTART"), event.decoded("DTEND"), event.decoded("DTSTAMP")
        # A date and no instant: no time zone, and no change of the clocks, moves it to another day.
        assert type(start) is type(end) is date
        assert (start, end - start) == (day, timedelta(days=1))
        assert (stamp.utcoffset(), stamp.isoformat()) == (timedelta(0), "2026-10-01T12:30:15+00:00")
        assert event["TRANSP"] == "TRANSPARENT"
    assert len({str(event["UID"]) for event in found}) == len(days)
    assert print_icalendar(days) == text


@given(st.lists(DAYS, max_size=20))
def test_lines_are_short_and_end_as_they_have_to(days: list[tuple[str, str, date]]) -> None:
    data = print_icalendar(days).encode("ascii")
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(0 < len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_a_line_that_is_too_long_is_read_again_as_one() -> None:
    (event,) = events(print_icalendar([("p-1", "x" * 200, EDGES[0])]))
    assert event["SUMMARY"] == f"p-1: {'x' * 200} ends"
    (event,) = events(print_icalendar([("p-1", "x" * (75 - len("SUMMARY:p-1:  ends")), EDGES[0])]))
    assert str(event["SUMMARY"]).startswith("p-1: xxx")


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York", "Asia/Shanghai", "Africa/Casablanca"])
def test_the_zone_of_whoever_writes_or_reads_moves_no_day(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [("p-7", "reply", day) for day in EDGES]
    here = print_icalendar(days)
    monkeypatch.setenv("TZ", zone)
    assert print_icalendar(days) == here
    assert [event.decoded("DTSTART") for event in events(here)] == EDGES
