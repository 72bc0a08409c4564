"""The lookup tables of a rulebook as rows: `rules`, one a cell under one packed number, and `fades`, one a fade.

A part of the domain on which nothing depends is no part of the key. Every fade is spread over the same number of
steps, so that one comparison of days per step fits all of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from goodstanding.register.organizations import Role, SizeClass
from goodstanding.register.records import Status
from goodstanding.standing import relation
from goodstanding.standing.tabulation import Cell, Tabulation, cut_name
from goodstanding.values.dates import Period

#: The parts of a key after the category, and how many numbers each has room for.
ROOM: Mapping[str, int] = MappingProxyType({"severity": 4, "status": 8, "role": 4, "size": 8})
#: How many days the key of a step's end has room for, and how many of them lie before 1970.
DAYS_ROOM, DAYS_BEFORE = 1_000_000, 200_000
#: How many days the number of a period has room for; months stand before them.
PERIOD_DAYS_ROOM = 100_000
_INT32 = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundDay:
    """The place of a day that is bound when the query runs."""

    name: str


Value = int | str | BoundDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """A table that stands in the text of the query: its columns with their types, and its rows."""

    name: str
    columns: Mapping[str, str]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The two lookup tables of a rulebook, and what else its queries are put together by."""

    rules: Lookup
    fades: Lookup
    key: tuple[str, ...]
    statuses: tuple[int, ...]
    steps: int
    wide: str


def shape_of(table: Tabulation) -> Shape:
    """What the queries of a rulebook look up. `wide` is the narrowest type that holds its thousandths."""
    keyed = {cell_key(cell): cell for cell in table.cells}
    key = tuple(part for part in ROOM if part == "severity" or _depends(part, table, keyed))
    # Thousandths fit 32 bits in every sensible rulebook; sums of those are quicker on most engines.
    thousandths = [points * step.permille for cell in table.cells for points in cell.points.values()
                   for step in cell.fade]  # fmt: skip
    return Shape(
        rules=_rules(table, key),
        fades=_fades(table),
        key=key,
        statuses=tuple(sorted({relation.STATUSES[cell.status] for cell in table.cells})),
        steps=table.steps,
        wide="int32" if max(map(abs, thousandths), default=0) <= _INT32 else "int64",
    )


def cell_key(cell: Cell) -> tuple[str, str, Status, Role]:
    """What tells a cell from another."""
    return cell.category, cell.severity, cell.status, cell.role


def step_key(period: Period, day: int) -> int:
    """The key of the end of a step of this period that began on this day."""
    return _period_number(period) * DAYS_ROOM + day + DAYS_BEFORE


def _period_number(period: Period) -> int:
    return period.months * PERIOD_DAYS_ROOM + period.days


def _depends(part: str, table: Tabulation, keyed: Mapping[tuple[str, str, Status, Role], Cell]) -> bool:
    if part == "size":
        return table.by_size
    # A status that no cell has is filtered out beforehand; a role that none has must still be told apart.
    statuses = {cell.status for cell in table.cells} if part == "status" else set()
    roles = set(Role) if part == "role" else set()
    for (category, severity, status, role), cell in keyed.items():
        others = [(category, severity, other, role) for other in statuses]
        others += [(category, severity, status, other) for other in roles]
        if any(other not in keyed or keyed[other].provision is not cell.provision for other in others):
            return True
    return False


def _rules(table: Tabulation, key: tuple[str, ...]) -> Lookup:
    columns = {"cell": "int32", "rule": "string", "cap": "int8", "starts": "int8", "value": "int64", "fade": "int8"}
    columns |= {f"limit_{number}": "int8" for number in range(1, len(table.rulebook.grade_limits) + 1)}
    rows = {packed: row for cell in table.cells for packed, row in _rule_rows(table, cell, key)}
    return Lookup(name="rules", columns=columns, rows=tuple(rows[cell] for cell in sorted(rows)))


def _rule_rows(table: Tabulation, cell: Cell, key: tuple[str, ...]) -> Iterator[tuple[int, tuple[Value, ...]]]:
    rulebook, provision = table.rulebook, cell.provision
    caps = [cap.id for cap in rulebook.caps]
    cap = caps.index(provision.cap) + 1 if provision.cap in caps else 0
    limits = [int(provision.id in limit.provisions) for limit in rulebook.grade_limits]
    sizes = relation.SIZES if "size" in key else {SizeClass.UNKNOWN: 0}
    for size, number in sizes.items():
        parts = {
            "severity": relation.SEVERITIES[cell.severity],
            "status": relation.STATUSES[cell.status],
            "role": relation.ROLES[cell.role],
            "size": number,
        }
        packed = relation.CATEGORIES[cell.category]
        for part in key:
            packed = packed * ROOM[part] + parts[part]
        start, fade = table.starts.index(provision.counts_from), table.fades.index(cell.fade)
        yield packed, (packed, provision.id, cap, start, cell.points[SizeClass(size)], fade + 1, *limits)


def _fades(table: Tabulation) -> Lookup:
    steps = range(1, table.steps + 1)
    columns = {"fade": "int8", **{f"cut_{step}": "int32" for step in steps}}
    columns |= {f"permille_{step}": "int32" for step in steps}
    columns |= {f"period_{step}": "int64" for step in steps}
    rows: list[tuple[Value, ...]] = []
    for number, fade in enumerate(table.fades, 1):
        spread = [*fade, *(fade[-1:] * (table.steps - len(fade)))]
        cuts = [BoundDay(name=cut_name(step.until)) for step in spread]
        periods = [_period_number(step.until) for step in spread]
        rows.append((number, *cuts, *(step.permille for step in spread), *periods))
    return Lookup(name="fades", columns=columns, rows=tuple(rows))
