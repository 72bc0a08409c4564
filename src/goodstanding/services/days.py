"""Which day a register has: that of the time zone by which its rules count.

An answer that names no date is as of `today`. Where zones differ, ends count from the first zone's day on, and a file
whose zone lags (`services.lagging`) shows its listing a day later instead of hours early.
"""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.payloads import group_of, text
from goodstanding.services.ports import Ports, Reader

_UTC = "UTC"


def today(ports: Ports, reader: Reader) -> date:
    """The present day in the approved rules' time zone, the latest of several; in UTC where no rules are approved."""
    now = ports.clock.now()
    return max((now.astimezone(zone_named(name)).date() for name in set(_zones(reader))), default=now.date())


@cache
def zone_named(name: str) -> ZoneInfo:
    """The zone; UTC where there is none of this name: no file was opened under such rules."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(_UTC)


def _zones(reader: Reader) -> Iterator[str]:
    """Of the approved rules' canonical texts, the zones alone: most questions need no rules of proceedings."""
    size = reader.head().size
    approved = {
        entry.envelope.linked(Relation.PROCEDURE) for entry in reader.entries_of([Kind.PROCEDURE_APPROVED], size)
    }
    for entry in reader.entries_of([Kind.PROCEDURE_ENROLLED], size) if approved else ():
        if entry.seq in approved and entry.values:
            yield str(json.loads(text(group_of(entry, "procedure"), "text"))["calendar"]["zone"])
