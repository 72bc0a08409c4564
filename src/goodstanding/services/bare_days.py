"""Days as an auditor counts them: holidays are not known, so every day works, and a recorded one may lie later."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from goodstanding.ledger.entries import Entry
from goodstanding.ledger.payloads import group_of, text
from goodstanding.proceedings.deadlines import Clock, due_on
from goodstanding.proceedings.procedure import Procedure
from goodstanding.services.days import zone_named

#: A recorded day may lie so much behind the bare count, and never before it.
HOLIDAYS = timedelta(days=31)


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
        """Those that are dated ahead of their batch, or more than a day behind: midnight may lie between the two."""
        recorded = text(group_of(closing, "batch"), "recorded_at") if closing.values else ""
        found = [seq for seq, day, zone in self.acts if recorded and not _fits(recorded, day, zone)]
        self.acts.clear()
        return found


def _fits(recorded: str, day: date, zone: str) -> bool:
    present = datetime.fromisoformat(recorded).astimezone(zone_named(zone)).date()
    return present - timedelta(days=1) <= day <= present


def is_due(procedure: Procedure, clock: Clock, event_on: date, told: date | None) -> bool:
    """Whether a recorded day is one that the rules can give: at or behind the bare count, by holidays at most."""
    bare = due_on(procedure.deadlines[clock], event_on, EveryDay())
    return told is not None and bare <= told <= bare + HOLIDAYS
