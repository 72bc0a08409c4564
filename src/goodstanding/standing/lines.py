"""The lines of a standing: every point is one, and they sum to the total."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goodstanding.values.points import PER_POINT


class LineKind(StrEnum):
    """What a line of a standing stands for."""

    START = "start"
    RECORD = "record"
    CAP = "cap"
    FLOOR = "floor"
    CEILING = "ceiling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One summand. `rule` is the provision or cap; a record line is `value` x `permille`, in thousandths.

    `next_change_on` is the first day on which the line is known to change, by fading, by the end of its
    display, or by a later stage of its case.
    """

    kind: LineKind
    points: int
    value: int
    permille: int = PER_POINT
    rule: str = ""
    entry: int | None = None
    next_change_on: date | None = None
