"""Days as an auditor counts them: by the calendar that an act names, where the auditor has that very edition.

Where it has not, holidays are not known: every day works, and a recorded day may lie later, never earlier.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from goodstanding.ledger.entries import Entry
from goodstanding.ledger.payloads import group_of, text
from goodstanding.proceedings.calendars import Calendar
from goodstanding.proceedings.deadlines import Clock, due_on
from goodstanding.proceedings.procedure import Procedure
from goodstanding.services.days import zone_named

#: A recorded day may lie so much behind the bare count, and never before it.
HOLIDAYS = timedelta(days=31)
#: So long may it take from the judging of an act, which gives it its day, to the end of its batch.
SEALING = timedelta(hours=1)


class EveryDay:
    """A calendar on which every day works: the fewest days that any count can take."""

    edition = "every day"

    def is_working(self, day: date) -> bool:
        """Every day."""
        return True

    def day_of(self, instant: datetime) -> date:
        """The day in UTC."""
        return instant.astimezone(UTC).date()

    def end_of(self, day: date) -> datetime:
        """The midnight behind it, in UTC."""
        return datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)


@dataclass(slots=True)
class Dated:
    """The acts of the batch that is open, with the day that each gives itself and the zone by which it counts."""

    acts: list[tuple[int, date, str]] = field(default_factory=list)

    def add(self, seq: int, day: date, procedure: Procedure) -> None:
        """One more act, under these rules."""
        self.acts.append((seq, day, procedure.calendar.zone))

    def misdated(self, closing: Entry) -> list[int]:
        """Those that are dated ahead of their batch, or behind it: midnight may lie between the two, and no more."""
        recorded = text(group_of(closing, "batch"), "recorded_at") if closing.values else ""
        found = [seq for seq, day, zone in self.acts if recorded and not _fits(recorded, day, zone)]
        self.acts.clear()
        return found


def _fits(recorded: str, day: date, zone: str) -> bool:
    instant = datetime.fromisoformat(recorded).astimezone(zone_named(zone))
    return (instant - SEALING).date() <= day <= instant.date()


def is_due(procedure: Procedure, clock: Clock, event_on: date, told: date | None, calendar: Calendar | None) -> bool:
    """Whether a recorded day is the one that the rules and their calendar give.

    Where the calendar is not known: at or behind the bare count, by holidays at most.
    """
    bare = due_on(procedure.deadlines[clock], event_on, calendar or EveryDay())
    if calendar is not None:
        return told == bare
    return told is not None and bare <= told <= bare + HOLIDAYS
