"""Calendars behind the port: real jurisdictions by the `holidays` package, sample ones by a file; zones by zoneinfo."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from goodstanding.proceedings.calendars import Calendar, CalendarName
from goodstanding.values.errors import MisuseError

FILE, HOLIDAYS = "file", "holidays"
_CODE = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_FILE_CODE = re.compile(r"[a-z]{2}")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CODES = "ISO 3166 such as BE or GB-ENG"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZonedCalendar:
    """A calendar of one edition and one time zone."""

    edition: str
    zone: ZoneInfo
    working: Callable[[date], bool]

    def is_working(self, day: date) -> bool:
        return self.working(day)

    def day_of(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        return datetime.combine(day + _DAY, time(), tzinfo=self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _CalendarForm:
    """A calendar file."""

    code: str
    edition: str
    first_year: int
    last_year: int
    weekend: tuple[str, ...]
    yearly: tuple[str, ...]
    once: tuple[date, ...]


@cache
def load_calendar(name: CalendarName) -> Calendar:
    """The calendar of this name; MisuseError where there is no such calendar or zone."""
    try:
        zone = ZoneInfo(name.zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise MisuseError("There is no such time zone.", accepted="an IANA zone such as Europe/Brussels") from None
    if name.source == FILE:
        edition, working = _of_file(name.code)
    elif name.source == HOLIDAYS:
        edition, working = _of_package(name.code)
    else:
        raise MisuseError("There is no such source of calendars.", accepted=f"{FILE}, {HOLIDAYS}")
    return ZonedCalendar(edition=edition, zone=zone, working=working)


def _of_package(code: str) -> tuple[str, Callable[[date], bool]]:
    from importlib.metadata import version

    import holidays

    if _CODE.fullmatch(code) is None:
        raise MisuseError("This is not a jurisdiction.", accepted=_CODES)
    country, _, part = code.partition("-")
    try:
        known = holidays.country_holidays(country, subdiv=part or None)
    except NotImplementedError:  # how `holidays` says that it does not know the country
        raise MisuseError("No holidays are known of this jurisdiction.", accepted=_CODES) from None
    weekend = frozenset(known.weekend)
    return f"holidays {version('holidays')} {code}", lambda day: day.weekday() not in weekend and day not in known


def _of_file(code: str) -> tuple[str, Callable[[date], bool]]:
    from goodstanding.adapters.formats.validating import validate
    from goodstanding.adapters.formats.yaml_reading import read_yaml

    path = files("goodstanding").joinpath("data", "calendars", f"{code}.yaml")
    if _FILE_CODE.fullmatch(code) is None or not path.is_file():
        raise MisuseError("There is no such calendar file.", accepted="a calendar that ships with the software")
    form = validate(read_yaml(path.read_text("utf-8"), path.name), _CalendarForm)
    weekend = frozenset(_WEEKDAYS.index(day) for day in form.weekend)
    yearly, once = frozenset(form.yearly), frozenset(form.once)

    def is_working(day: date) -> bool:
        if not form.first_year <= day.year <= form.last_year:
            accepted = f"{form.first_year} to {form.last_year}, or a later edition"
            raise MisuseError("The calendar says nothing about this year.", accepted=accepted)
        return day.weekday() not in weekend and f"{day:%m-%d}" not in yearly and day not in once

    return form.edition, is_working
