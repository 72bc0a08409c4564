"""Which day a register has: that of the time zone by which its rules count.

An answer that names no date is as of `today`, and so is whatever belongs to the register and to no rules: who appoints,
whose mandate lets them read, which period is over. Where zones differ, ends count from the first zone's day on, and a
file whose zone lags (`services.lagging`) shows its listing a day later instead of hours early.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.payloads import group_of, text
from goodstanding.services.ports import Ports, Reader

_UTC = "UTC"


def present(ports: Ports, reader: Reader) -> datetime:
    """The instant of an act, none before the last recorded one: a clock that is set back gives no missed day back."""
    recorded = reader.head().recorded_at
    return max(ports.clock.now(), datetime.fromisoformat(recorded)) if recorded else ports.clock.now()


def today(ports: Ports, reader: Reader) -> date:
    """The present day in the approved rules' time zone, the latest of several; in UTC where no rules are approved."""
    return day_in(ports.clock.now(), zones_of(reader, reader.head().size))


def day_in(now: datetime, zones: Iterable[str]) -> date:
    """The latest of the days that it is in these zones; the day in UTC where there are none."""
    return max(_days(now, zones))


def earliest(ports: Ports, reader: Reader) -> date:
    """The present day where it begins last: what holds from it on holds at once in every zone of the rules."""
    return min(_days(ports.clock.now(), zones_of(reader, reader.head().size)))


def _days(now: datetime, zones: Iterable[str]) -> set[date]:
    return {now.astimezone(zone_named(name)).date() for name in tuple(zones) or (_UTC,)}


@cache
def zone_named(name: str) -> ZoneInfo:
    """The zone; UTC where there is none of this name: no file was opened under such rules."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(_UTC)


def zones_of(reader: Reader, size: int) -> tuple[str, ...]:
    """The zones of the rules that are approved at a size."""
    return tuple(sorted(set(_zones(reader, size))))


def _zones(reader: Reader, size: int) -> Iterator[str]:
    """Of the approved rules' canonical texts, the zones alone: most questions need no rules of proceedings."""
    approved = {
        entry.envelope.linked(Relation.PROCEDURE) for entry in reader.entries_of([Kind.PROCEDURE_APPROVED], size)
    }
    for entry in reader.entries_of([Kind.PROCEDURE_ENROLLED], size) if approved else ():
        if entry.seq in approved and entry.values:
            yield str(json.loads(text(group_of(entry, "procedure"), "text"))["calendar"]["zone"])
