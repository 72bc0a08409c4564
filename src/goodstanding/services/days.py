"""Which day a register has: that of the time zone by which its rules count.

An answer that names no date is as of `today`. Where zones differ, ends count from the first zone's day on, and a file
whose zone lags shows its listing a day later instead of hours early: had again from the date and the entries alone.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.procedure import Procedure
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.procedures import approved_procedures

_UTC = "UTC"


def today(ports: Ports, reader: Reader) -> date:
    """The present day in the approved rules' time zone, the latest of several; in UTC where no rules are approved."""
    approved, now = approved_procedures(reader, reader.head().size), ports.clock.now()
    zones = {one.calendar.zone for one in approved.values()} or {_UTC}
    return max(now.astimezone(_zone(name)).date() for name in zones)


def reckoned(file: CaseFile, approved: Mapping[str, Procedure]) -> CaseFile:
    """The file as its register's days show it: whether the zone of its rules is behind that of other approved rules."""
    own = approved.get(file.opened.law)
    if own is None:
        return file
    zones = {one.calendar.zone for one in approved.values()}
    return replace(file, lags=lags(own.calendar.zone, zones, file.steps[0].on.year))


def lags(zone: str, zones: Collection[str], year: int) -> bool:
    """Whether a day begins in one of the zones sooner than in `zone`, on the first of any month of the year."""
    own = _offsets(zone, year)
    return any(other > mine for name in zones for other, mine in zip(_offsets(name, year), own, strict=True))


@cache
def _offsets(name: str, year: int) -> tuple[timedelta, ...]:
    zone = _zone(name)
    return tuple(datetime(year, month, 1, 12, tzinfo=zone).utcoffset() or timedelta() for month in range(1, 13))


@cache
def _zone(name: str) -> ZoneInfo:
    """The zone; UTC where there is none of this name: no file was opened under such rules."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(_UTC)
