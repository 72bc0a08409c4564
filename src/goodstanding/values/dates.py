"""Calendar arithmetic for law: periods of years, months and days, and cut-offs found by search."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from goodstanding.values.errors import MisuseError

_PERIOD = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})D)?")
#: A day of a month, and no day of a week (2026-W01-1), which the standard library reads too.
CALENDAR_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

EARLIEST = date(1900, 1, 1)
LATEST = date(2999, 12, 31)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar period (ISO 8601 `PnYnMnD`): whole months first, then days.

    Months are added by the end-of-month rule: the 31st, or 29 February, falls on the last day of a
    shorter month. Periods are not compared by length: P1M against P30D has no answer.
    """

    months: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `P3Y`, `P18M`, `P10D` or a mix; an empty or other form raises MisuseError."""
        match = _PERIOD.fullmatch(text)
        if match is None or text == "P":
            raise MisuseError("This is not a period.", accepted="ISO 8601 such as P3M, P1Y or P10D")
        years, months, days = (int(group or 0) for group in match.groups())
        return cls(months=12 * years + months, days=days)

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        parts = ((years, "Y"), (months, "M"), (self.days, "D"))
        return "P" + ("".join(f"{count}{unit}" for count, unit in parts if count) or "0D")

    def after(self, start: date) -> date:
        """The date this period after `start`."""
        total = start.year * 12 + start.month - 1 + self.months
        year, month = divmod(total, 12)
        last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
        return date(year, month + 1, min(start.day, last)) + timedelta(days=self.days)


def cut_off(effective: date, period: Period) -> date:
    """The largest d with d + period <= effective, found by search.

    `effective` minus the period is wrong on some days (29 February, month ends); the search is exact
    because d + period never falls as d rises.
    """
    low = effective - timedelta(days=31 * period.months + period.days + 31)
    high = effective - timedelta(days=28 * period.months + period.days - 31)
    while (high - low).days > 1:
        middle = low + timedelta(days=(high - low).days // 2)
        if period.after(middle) <= effective:
            low = middle
        else:
            high = middle
    return low


def parse_date(text: str) -> date:
    """An ISO 8601 calendar date between 1900 and 2999; anything else raises MisuseError."""
    try:
        parsed = date.fromisoformat(text) if CALENDAR_DATE.fullmatch(text) else None
    except ValueError:
        parsed = None
    if parsed is None or not EARLIEST <= parsed <= LATEST:
        raise MisuseError("This is not a date.", accepted="YYYY-MM-DD between 1900-01-01 and 2999-12-31")
    return parsed
