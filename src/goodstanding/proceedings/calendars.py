"""What a deadline needs of the world: which days work, and where a day begins and ends. A port."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


class Calendar(Protocol):
    """The working days of one jurisdiction and the days of its time zone, as one edition says."""

    @property
    def edition(self) -> str:
        """What an entry records, so that a later calendar never moves an earlier clock."""
        ...

    def is_working(self, day: date) -> bool:
        """Whether a day is neither of the weekend nor a public holiday; MisuseError beyond what the edition covers."""
        ...

    def day_of(self, instant: datetime) -> date:
        """The day of the time zone in which an instant (with its own zone) lies."""
        ...

    def end_of(self, day: date) -> datetime:
        """The first instant after a day of the time zone, in UTC: an act before it is in time."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarName:
    """Which calendar a procedure counts by: a source, its code for the jurisdiction, and the time zone."""

    source: str
    code: str
    zone: str
