"""Calendars of tests: every weekday works, save the holidays that are handed in; days begin at midnight UTC."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True)
class PlainCalendar:
    holidays: frozenset[date] = field(default_factory=frozenset)
    edition: str = "plain"

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays

    def day_of(self, instant: datetime) -> date:
        return instant.astimezone(UTC).date()

    def end_of(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)
