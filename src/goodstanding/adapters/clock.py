"""Clocks: the system's, and a fixed one for the demo and tests."""

from dataclasses import dataclass
from datetime import UTC, datetime


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(slots=True)
class FixedClock:
    """Stands still at `at` until it is set; only for the demo's origin and tests."""

    at: datetime

    def now(self) -> datetime:
        return self.at
