"""Files whose zone is behind: other approved rules of the register have one in which days begin sooner.

Had from the rules alone, without a clock: an answer is the same whenever it is asked again.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.procedure import Procedure
from goodstanding.services.days import zone_named


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
    zone = zone_named(name)
    return tuple(datetime(year, month, 1, 12, tzinfo=zone).utcoffset() or timedelta() for month in range(1, 13))
