"""Boxes: where a record may lie on the axes that a rulebook cuts, as half-open intervals of whole numbers.

What a record states beside its category, severity, status and role lies on an axis each: who decided (level), how
much, which disclosed figure, and the days that select a dated value. Within a box nothing differs, so one look at
its lowest corner says what holds for every record in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.figures import LARGEST, Figure, FigureCode
from goodstanding.rulebook.matching import Facts
from goodstanding.rulebook.provisions import Provision, ValueDate
from goodstanding.standing import relation
from goodstanding.standing.relation import OPEN_DAY, day_number

#: How many numbers the axis of figures has for each code; a figure's own zero lies in their middle.
FIGURE_ROOM = 2**33
#: What stands on an axis for a record that does not state it: below everything that can be stated.
NO_AMOUNT, NO_DAY, NO_LEVEL = -1, -(2**31), relation.WITHHELD
_END = 2**53

#: Every axis and where it ends on both sides, in the order of a box.
AXES: Mapping[str, tuple[int, int]] = {
    "level": (NO_LEVEL, len(relation.LEVELS) + 1),
    "amount": (NO_AMOUNT, _END),
    "figure": (0, _END),
    "conduct": (NO_DAY, OPEN_DAY),
    "decision": (NO_DAY, OPEN_DAY),
    "effective": (NO_DAY, OPEN_DAY),
}
_STATED = ("level", "amount", "figure")
_DATES = {ValueDate.CONDUCT: "conduct", ValueDate.DECISION: "decision", ValueDate.EVALUATION: "effective"}

Interval = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Box:
    """An interval for each axis, in the order of `AXES`."""

    sides: tuple[Interval, ...]

    def side(self, axis: str) -> Interval:
        """The interval on this axis."""
        return self.sides[list(AXES).index(axis)]

    def cut(self, axis: str, side: Interval) -> "Box":
        """The same box with another interval on this axis."""
        place = list(AXES).index(axis)
        return Box((*self.sides[:place], side, *self.sides[place + 1 :]))


WHOLE = Box(tuple(AXES.values()))


def figure_place(code: int, value: int) -> int:
    """Where a disclosed figure lies on its axis; code 0 is none."""
    return code * FIGURE_ROOM + value + FIGURE_ROOM // 2


def stated_cuts(provisions: Iterable[Provision]) -> Mapping[str, tuple[int, ...]]:
    """Where levels, amounts and figures have to be told apart for these provisions; only axes that are cut."""
    cuts: dict[str, set[int]] = {}
    for match in (one.match for one in provisions):
        if len(match.levels) < len(AuthorityLevel):
            cuts.setdefault("level", set()).update(range(1, len(relation.LEVELS) + 1))
        if match.amount is not None:
            bounds = {bound for bound in (match.amount.at_least, match.amount.below) if bound is not None}
            cuts.setdefault("amount", {0}).update(bound for bound in bounds if bound > 0)
        if match.figure is not None:
            code = relation.FIGURES[match.figure.code]
            bounds = {bound for bound in (match.figure.at_least, match.figure.below) if bound is not None}
            within = {figure_place(code, bound) for bound in bounds if -LARGEST <= bound <= LARGEST}
            cuts.setdefault("figure", set()).update({code * FIGURE_ROOM, (code + 1) * FIGURE_ROOM, *within})
    return {axis: tuple(sorted(found)) for axis, found in cuts.items()}


def split(box: Box, cuts: Mapping[str, Sequence[int]]) -> list[Box]:
    """The boxes into which these cuts part a box."""
    boxes = [box]
    for axis, places in cuts.items():
        parted = []
        for one in boxes:
            low, high = one.side(axis)
            edges = [low, *(place for place in places if low < place < high), high]
            parted += [one.cut(axis, side) for side in pairwise(edges)]
        boxes = parted
    return boxes


def merged(found: Mapping[Box, T]) -> dict[Box, T]:
    """The same with boxes joined that lie beside each other on one axis and hold the same."""
    held = dict(found)
    for axis in AXES:
        ordered = sorted(held.items(), key=lambda item: item[0].side(axis))
        joined: dict[Box, T] = {}
        last: dict[tuple[Box, T], Box] = {}
        for box, value in ordered:
            rest = (box.cut(axis, (0, 0)), value)
            before = last.get(rest)
            whole = box
            if before is not None and before.side(axis)[1] == box.side(axis)[0]:
                del joined[before]
                whole = box.cut(axis, (before.side(axis)[0], box.side(axis)[1]))
            joined[whole] = value
            last[rest] = whole
        held = joined
    return held


def corner(facts: Facts, box: Box) -> Facts:
    """The record of the lowest corner of a box, in what it states."""
    levels = {number: AuthorityLevel(code) for code, number in relation.LEVELS.items()}
    figures = {number: code for code, number in relation.FIGURES.items()}
    level, units, figure = (box.side(axis)[0] for axis in _STATED)
    code, place = divmod(figure, FIGURE_ROOM)
    value = max(place - FIGURE_ROOM // 2, -LARGEST)
    return Facts(
        category=facts.category,
        severity=facts.severity,
        status=facts.status,
        role=facts.role,
        level=levels.get(level),
        units=None if units == NO_AMOUNT else units,
        figure=Figure(code=FigureCode(figures[code]), value=value) if code in figures else None,
    )


def dated_cuts(provision: Provision) -> Mapping[str, tuple[int, ...]]:
    """Where the days that select a dated value have to be told apart; a day that is not stated is cut off."""
    if not provision.values:
        return {}
    since = tuple(day_number(one.since) for one in provision.values)
    return {_DATES[one]: since if one is ValueDate.EVALUATION else (NO_DAY + 1, *since) for one in provision.value_on}


def axis_of(date: ValueDate) -> str:
    """The axis of a day that selects a dated value."""
    return _DATES[date]
