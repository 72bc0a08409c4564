"""A rulebook as a table: its finite domain worked out once, so that an engine only looks up and adds.

A cell is one combination of category, severity, status and role that a provision is about. Everything that
depends on the day asked about is a cut-off: a record is still in a step if it began after the step's cut-off
(`values.dates.cut_off`, found by search), so that no engine does calendar arithmetic (settled.md 14).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from goodstanding.register.catalogue import Severity
from goodstanding.register.organizations import Role, SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.canonical import rulebook_digest
from goodstanding.rulebook.model import Concurrence, CountsFrom, Facts, Fade, Provision, Rulebook, Stop, ValueDate
from goodstanding.standing import relation
from goodstanding.standing.boxes import (
    AXES,
    NO_DAY,
    WHOLE,
    Box,
    axis_of,
    corner,
    dated_cuts,
    merged,
    split,
    stated_cuts,
)
from goodstanding.standing.relation import OPEN_DAY, day_number
from goodstanding.values.dates import Period, cut_off

#: The name of the one bound value that is no cut-off: the day asked about.
EFFECTIVE = "effective"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One combination, the provision about it, and what it gives: whole points by size, fading by steps.

    The records meant are those that lie in the box. `next_value` is, by size, the first day on which the rulebook
    has another value for them.
    """

    category: str
    severity: Severity
    status: Status
    role: Role
    provision: Provision
    points: Mapping[SizeClass, int]
    next_value: Mapping[SizeClass, int]
    fade: Fade
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabulation:
    """All cells of a rulebook, and what the shape of a query depends on."""

    rulebook: Rulebook
    digest: str
    cells: tuple[Cell, ...]

    @property
    def steps(self) -> int:
        """The most steps that a fade of it has."""
        return max((len(cell.fade) for cell in self.cells), default=1)

    @property
    def by_size(self) -> bool:
        """Whether the points of any cell depend on size."""
        return any(len(set(by.values())) > 1 for cell in self.cells for by in (cell.points, cell.next_value))

    @property
    def axes(self) -> tuple[str, ...]:
        """The axes on which any cell is narrower than the whole."""
        return tuple(axis for axis in AXES if any(cell.box.side(axis) != AXES[axis] for cell in self.cells))

    @property
    def meets(self) -> bool:
        """Whether under any of its provisions fewer records count than match."""
        return any(cell.provision.concurrence is not Concurrence.EVERY_FACT for cell in self.cells)

    @property
    def expires(self) -> bool:
        """Whether under any of its provisions a record stops counting when its measure ends."""
        return any(Stop.EXPIRED in cell.provision.stops_on for cell in self.cells)

    @property
    def changes(self) -> bool:
        """Whether any value is known to change by the day asked about."""
        return any(day != OPEN_DAY for cell in self.cells for day in cell.next_value.values())

    @property
    def starts(self) -> tuple[CountsFrom, ...]:
        """The days from which its provisions count, each once."""
        used = {cell.provision.counts_from for cell in self.cells}
        return tuple(one for one in CountsFrom if one in used)

    @property
    def fades(self) -> tuple[Fade, ...]:
        """Every fade, each once, in the order in which it is first used."""
        return tuple(dict.fromkeys(cell.fade for cell in self.cells))

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every period after which a step ends, each once, in a fixed order."""
        return tuple(sorted({step.until for cell in self.cells for step in cell.fade}))


def tabulate(rulebook: Rulebook) -> Tabulation:
    """Work out every cell. What stands in none counts nothing."""
    return Tabulation(rulebook=rulebook, digest=rulebook_digest(rulebook), cells=tuple(_cells(rulebook)))


def bound_days(periods: tuple[Period, ...], effective: date) -> dict[str, int]:
    """The day numbers that a query is given: the day asked about, and the cut-off of every period by its name."""
    cut_offs = {cut_name(period): day_number(cut_off(effective, period)) for period in periods}
    return {EFFECTIVE: day_number(effective), **cut_offs}


def cut_name(period: Period) -> str:
    """`cut_12m`, `cut_1m10d`: what the cut-off of a period is called in the text of a query."""
    parts = (f"{count}{unit}" for count, unit in ((period.months, "m"), (period.days, "d")) if count)
    return "cut_" + ("".join(parts) or "0d")


def step_ends(periods: tuple[Period, ...], effective: date, last_start: date) -> Iterator[tuple[Period, int, int]]:
    """(period, first day, day on which its step ends) of every step that can be in force on the day asked about.

    For first days up to `last_start` or the day asked about, whichever is later.
    """
    last = max(day_number(last_start), day_number(effective))
    for period in periods:
        for day in range(day_number(cut_off(effective, period)) + 1, last + 1):
            yield period, day, day_number(period.after(relation.day_of(day)))


def _cells(rulebook: Rulebook) -> Iterator[Cell]:
    by_id = {one.id: one for one in rulebook.provisions}
    for category in sorted({code for one in rulebook.provisions for code in one.match.categories}):
        about = [one for one in rulebook.provisions if category in one.match.categories]
        boxes = split(WHOLE, stated_cuts(about))
        severities = {severity for one in about for severity in one.match.severities}
        statuses = {status for one in about for status in one.statuses}
        for severity, status, role in product(sorted(severities), sorted(statuses), Role):
            facts = Facts(category=category, severity=severity, status=status, role=role)
            winners = ((box, rulebook.provision(corner(facts, box))) for box in boxes)
            found = {box: provision.id for box, provision in winners if provision is not None}
            for box, name in merged(found).items():
                yield from _dated(facts, by_id[name], box)


def _dated(facts: Facts, provision: Provision, box: Box) -> Iterator[Cell]:
    """A cell for each box of the days that select the value; none where such a day is not stated."""
    for one in split(box, dated_cuts(provision)):
        points = {size: _value(provision, facts.severity, size, one) for size in SizeClass}
        stated = {size: value for size, value in points.items() if value is not None}
        if len(stated) == len(points):
            yield Cell(
                category=facts.category,
                severity=facts.severity,
                status=facts.status,
                role=facts.role,
                provision=provision,
                points=stated,
                next_value={size: _next_value(provision, facts.severity, size, one) for size in SizeClass},
                fade=provision.fades[facts.severity],
                box=one,
            )


def _value(provision: Provision, severity: Severity, size: SizeClass, box: Box, on: int | None = None) -> int | None:
    """The value of the box's lowest corner; `on` is another day asked about."""
    if not provision.values:
        return provision.points[severity][size]
    held = []
    for one in provision.value_on:
        day = on if on is not None and one is ValueDate.EVALUATION else box.side(axis_of(one))[0]
        if day == NO_DAY and one is not ValueDate.EVALUATION:
            return None
        dated = (value.points for value in provision.values if day_number(value.since) <= day)
        held.append([provision.points, *dated][-1][severity][size])
    return max(held)


def _next_value(provision: Provision, severity: Severity, size: SizeClass, box: Box) -> int:
    """The first day after the box's on which the value is another one; the open day where there is none."""
    if ValueDate.EVALUATION not in provision.value_on:
        return OPEN_DAY
    now, until = _value(provision, severity, size, box), box.side(axis_of(ValueDate.EVALUATION))[1]
    days = (day_number(value.since) for value in provision.values)
    later = (day for day in days if day >= until and _value(provision, severity, size, box, day) != now)
    return next(later, OPEN_DAY)
