"""The lookup tables of a rulebook as rows: `rules` under one packed number, `fades`, and `amounts` by size.

A part of the domain on which nothing depends is no part of the key. Every fade is spread over the same number of
steps, so that one comparison of days per step fits all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from goodstanding.register.organizations import Role, SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.model import Concurrence, CountsFrom, Fade, Rulebook, Stop
from goodstanding.standing import relation
from goodstanding.standing.boxes import Box
from goodstanding.standing.tabulation import Cell, Tabulation, cut_name
from goodstanding.values.dates import Period

#: The parts of a key after the category, and how many numbers each has room for.
ROOM: Mapping[str, int] = MappingProxyType({"severity": 4, "status": 8, "role": 4})
#: How many numbers the size, which stands last where anything depends on it, has room for.
SIZE_ROOM = 8
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
#: For each size the value, and where values change the day of the next.
Amounts = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """A table that stands in the text of the query: its columns with their types, and its rows."""

    name: str
    columns: Mapping[str, str]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The lookup tables of a rulebook, and what else its queries are put together by.

    `key` are the parts of the packed key after the category, `axes` those on which a record must lie in its rule's
    interval. `wide` is the narrowest type that holds the rulebook's thousandths.
    """

    lookups: tuple[Lookup, ...]
    key: tuple[str, ...]
    axes: tuple[str, ...]
    statuses: tuple[int, ...]
    steps: int
    wide: str


def shape_of(table: Tabulation) -> Shape:
    """What the queries of a rulebook look up."""
    key = tuple(part for part in ROOM if part == "severity" or _depends(part, table))
    return Shape(
        lookups=(_rules(table, key), _fades(table), *([_amounts(table)] if table.by_size else [])),
        key=key,
        axes=table.axes,
        statuses=tuple(sorted({relation.STATUSES[cell.status] for cell in table.cells})),
        steps=table.steps,
        wide=width_of(table),
    )


def width_of(*tables: Tabulation) -> str:
    """The narrowest type for thousandths: 32 bits in every sensible rulebook, and sums of those are quicker."""
    thousandths = [points * step.permille for table in tables for cell in table.cells
                   for points in cell.points.values() for step in cell.fade]  # fmt: skip
    return "int32" if max(map(abs, thousandths), default=0) <= _INT32 else "int64"


def spread(fade: Fade, steps: int) -> Fade:
    """A fade over so many steps: what it has fewer are its last one again."""
    return (*fade, *(fade[-1:] * (steps - len(fade))))


def step_key(period: Period, day: int) -> int:
    """The key of the end of a step of this period that began on this day."""
    return _period_number(period) * DAYS_ROOM + day + DAYS_BEFORE


def _period_number(period: Period) -> int:
    return period.months * PERIOD_DAYS_ROOM + period.days


def _depends(part: str, table: Tabulation) -> bool:
    """Whether what holds for a record differs by this part of the key."""
    held: dict[tuple[str, str, Status, Role], set[tuple[str, Box]]] = {}
    for cell in table.cells:
        held.setdefault((cell.category, cell.severity, cell.status, cell.role), set()).add(
            (cell.provision.id, cell.box)
        )
    # A status that no cell has is filtered out beforehand; a role that none has must still be told apart.
    statuses = {cell.status for cell in table.cells} if part == "status" else set()
    roles = set(Role) if part == "role" else set()
    for (category, severity, status, role), boxes in held.items():
        others = [(category, severity, other, role) for other in statuses]
        others += [(category, severity, status, other) for other in roles]
        if any(held.get(other) != boxes for other in others):
            return True
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a row of `rules` is made from, each worked out once for all cells."""

    key: tuple[str, ...]
    axes: tuple[str, ...]
    caps: Mapping[str | None, int]
    starts: Mapping[CountsFrom, int]
    fades: Mapping[Fade, int]
    amounts: Mapping[Amounts, int]
    by_size: bool
    meets: bool
    expires: bool
    changes: bool


def _rules(table: Tabulation, key: tuple[str, ...]) -> Lookup:
    asked = _Asked(
        key=key,
        axes=table.axes,
        caps={cap.id: number for number, cap in enumerate(table.rulebook.caps, 1)},
        starts={one: number for number, one in enumerate(table.starts)},
        fades={fade: number for number, fade in enumerate(table.fades, 1)},
        amounts={one: number for number, one in enumerate(_amount_rows(table), 1)},
        by_size=table.by_size,
        meets=table.meets,
        expires=table.expires,
        changes=table.changes,
    )
    columns = {"cell": "int32", "rule": "string", "cap": "int8", "starts": "int8", "fade": "int8"}
    columns |= {"amount": "int32"} if asked.by_size else _amount_columns(asked.changes)
    columns |= {name: "int8" for name, used in (("meets", asked.meets), ("expires", asked.expires)) if used}
    for axis in asked.axes:
        type_ = "int64" if axis in ("amount", "figure") else "int32"
        columns |= {f"{axis}_low": type_, f"{axis}_high": type_}
    columns |= {f"limit_{number}": "int8" for number in range(1, len(table.rulebook.grade_limits) + 1)}
    rows = sorted({_rule_row(table.rulebook, cell, asked) for cell in table.cells})
    return Lookup(name="rules", columns=columns, rows=tuple(rows))


def _rule_row(rulebook: Rulebook, cell: Cell, asked: _Asked) -> tuple[int | str, ...]:
    provision = cell.provision
    parts = {
        "severity": relation.SEVERITIES[cell.severity],
        "status": relation.STATUSES[cell.status],
        "role": relation.ROLES[cell.role],
    }
    packed = relation.CATEGORIES[cell.category]
    for part in asked.key:
        packed = packed * ROOM[part] + parts[part]
    amounts = _amounts_of(cell, asked.changes)
    row: list[int | str] = [packed, provision.id, asked.caps.get(provision.cap, 0)]
    row += [asked.starts[provision.counts_from], asked.fades[cell.fade]]
    row += [asked.amounts[amounts]] if asked.by_size else amounts[0]
    row += [list(Concurrence).index(provision.concurrence)] if asked.meets else []
    row += [int(Stop.EXPIRED in provision.stops_on)] if asked.expires else []
    row += [bound for axis in asked.axes for bound in cell.box.side(axis)]
    row += [int(provision.id in limit.provisions) for limit in rulebook.grade_limits]
    return tuple(row)


def _amount_columns(changes: bool) -> dict[str, str]:
    return {"value": "int64"} | ({"next_value": "int32"} if changes else {})


def _amounts_of(cell: Cell, changes: bool) -> Amounts:
    """The columns of the amount for each size, in order of the sizes' numbers."""
    sizes = sorted(relation.SIZES.items(), key=lambda item: item[1])
    return tuple(
        (cell.points[SizeClass(size)], *([cell.next_value[SizeClass(size)]] if changes else [])) for size, _ in sizes
    )


def _amount_rows(table: Tabulation) -> list[Amounts]:
    changes = table.changes
    return list(dict.fromkeys(_amounts_of(cell, changes) for cell in table.cells))


def _amounts(table: Tabulation) -> Lookup:
    """What a rule that names an amount gives to each size."""
    columns = {"amount": "int32", "sized": "int8", **_amount_columns(table.changes)}
    rows = (
        (number, sized, *one)
        for number, amounts in enumerate(_amount_rows(table), 1)
        for sized, one in enumerate(amounts, 1)
    )
    return Lookup(name="amounts", columns=columns, rows=tuple(rows))


def _fades(table: Tabulation) -> Lookup:
    steps = range(1, table.steps + 1)
    columns = {"fade": "int8", **{f"cut_{step}": "int32" for step in steps}}
    columns |= {f"permille_{step}": "int32" for step in steps}
    columns |= {f"period_{step}": "int64" for step in steps}
    rows: list[tuple[Value, ...]] = []
    for number, fade in enumerate(table.fades, 1):
        steps_of = spread(fade, table.steps)
        cuts = [BoundDay(name=cut_name(step.until)) for step in steps_of]
        periods = [_period_number(step.until) for step in steps_of]
        rows.append((number, *cuts, *(step.permille for step in steps_of), *periods))
    return Lookup(name="fades", columns=columns, rows=tuple(rows))
