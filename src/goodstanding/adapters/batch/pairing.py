"""Two editions as one lookup table: what each gives a record, side by side, and what both give alike only once.

Where a record is told apart by either edition it is told apart here; `fade` 0 stands where an edition has no rule for
it. Editions that differ in whom they are about, in their levels, or in which records concur are not paired.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from goodstanding.adapters.batch.shape import ROOM, SIZE_ROOM, BoundDay, Lookup, Value, shape_of, spread, width_of
from goodstanding.register.organizations import SizeClass
from goodstanding.rulebook.model import CountsFrom, Fade, Stop
from goodstanding.standing import relation
from goodstanding.standing.boxes import AXES, WHOLE, Box, merged, split
from goodstanding.standing.relation import OPEN_DAY
from goodstanding.standing.tabulation import Cell, Tabulation, cut_name

OLD, NEW = "old", "new"
SIDES = (OLD, NEW)
Both = tuple[Cell | None, Cell | None]
_TYPES = {"value": "int64", "flow": "int16"}
#: What decides how many points a record gets, and from when to when.
_WEIGHING = ("starts", "fade", "value", "expires")
_Sides = tuple[dict[str, int], dict[str, int]]
_Rows = dict[tuple[int, Box], _Sides]
_Way = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Points that go the same way: under each edition to one cap group and one part, by their numbers.

    A cap of -1 is no rule at all, part 0 one in which nothing differs. `alike`: both editions give the same points.
    """

    caps: tuple[int, int]
    parts: tuple[int, int]
    alike: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The lookup tables of two editions, and what a query over both depends on.

    `shared` are the columns of a rule that are the same on both sides. `parts` are the provisions that differ. `wide`
    is the narrowest type that holds the thousandths of both.
    """

    tables: tuple[Tabulation, Tabulation]
    lookups: tuple[Lookup, ...]
    key: tuple[str, ...]
    axes: tuple[str, ...]
    starts: tuple[CountsFrom, ...]
    steps: int
    by_size: bool
    statuses: tuple[int, ...]
    caps: tuple[str | None, ...]
    parts: tuple[str, ...]
    flows: tuple[Flow, ...]
    shared: frozenset[str]
    wide: str

    @property
    def grades(self) -> tuple[str, ...]:
        """The codes of both editions, each once, in order."""
        return tuple(dict.fromkeys(grade.code for table in self.tables for grade in table.rulebook.grades))

    @property
    def limits(self) -> tuple[str, ...]:
        """The ids of the grade limits of both editions, each once."""
        return tuple(dict.fromkeys(limit.id for table in self.tables for limit in table.rulebook.grade_limits))

    @property
    def moving(self) -> tuple[int, ...]:
        """The caps, by their numbers among `caps`, whose line may differ."""
        held = [{cap.id: cap.limit for cap in table.rulebook.caps} for table in self.tables]
        return tuple(
            number for number, cap in enumerate(self.caps)
            if cap and (held[0].get(cap) != held[1].get(cap) or any(
                number in flow.caps and not (flow.alike and flow.caps == (number, number)) for flow in self.flows
            ))
        )  # fmt: skip


def can_pair(old: Tabulation, new: Tabulation) -> bool:
    """Whether one query can evaluate both; otherwise they are evaluated one after the other."""
    one, other = old.rulebook, new.rulebook
    same = one.applies_to == other.applies_to and one.authority_levels == other.authority_levels
    return same and not old.meets and not new.meets and bool(old.cells) and bool(new.cells)


def pair_of(old: Tabulation, new: Tabulation) -> Pair:
    """The two side by side."""
    tables = (old, new)
    statuses = [{cell.status for cell in table.cells} for table in tables]
    shapes = [shape_of(table) for table in tables]
    told = {part for shape in shapes for part in shape.key} | ({"status"} if statuses[0] != statuses[1] else set())
    key = tuple(part for part in ROOM if part in told)
    axes = tuple(axis for axis in AXES if any(axis in table.axes for table in tables))
    starts = tuple(one for one in CountsFrom if any(one in table.starts for table in tables))
    fades = tuple(dict.fromkeys(fade for table in tables for fade in table.fades))
    caps = (None, *dict.fromkeys(cap.id for table in tables for cap in table.rulebook.caps))
    by_size = any(table.by_size for table in tables)
    found = list(_overlaid(old, new))
    parts = tuple(dict.fromkeys(cell.provision.id for *_, both in found if not _same(both)
                                for cell in both if cell is not None))  # fmt: skip
    numbers = _Numbers(starts=starts, fades=fades, caps=caps, parts=parts, tables=tables)
    sizes = list(relation.SIZES.items()) if by_size else [(SizeClass.UNKNOWN.value, 0)]
    rows: _Rows = {}
    for box, any_cell, both in found:
        for size, number in sizes:
            first, second = (numbers.columns(side, cell, SizeClass(size)) for side, cell in enumerate(both))
            rows[_packed(any_cell, key, number if by_size else None), box] = (first, second)
    flows = _flows_of(rows)
    rows = {place: _with_flow(both, list(flows).index(_way(both))) for place, both in rows.items()}
    names = next(iter(rows.values()))[0].keys()
    shared = frozenset(name for name in names if all(one[name] == other[name] for one, other in rows.values()))
    return Pair(
        tables=tables, lookups=(_rules(rows, axes, shared), _fades(fades, max(table.steps for table in tables))),
        key=key, axes=axes, starts=starts, steps=max(table.steps for table in tables), by_size=by_size,
        statuses=tuple(sorted({relation.STATUSES[status] for found in statuses for status in found})),
        caps=caps, parts=parts, flows=tuple(flows.values()), shared=shared, wide=width_of(*tables),
    )  # fmt: skip


def _flows_of(rows: _Rows) -> dict[_Way, Flow]:
    """Every way that points go, with its flow, in the order of their numbers."""
    alike: dict[_Way, bool] = {}
    for both in rows.values():
        same = all(both[0][name] == both[1][name] for name in _WEIGHING)
        alike[_way(both)] = alike.get(_way(both), True) and same
    return {way: Flow(caps=way[0], parts=way[1], alike=same) for way, same in alike.items()}


def _way(both: _Sides) -> _Way:
    old, new = both
    return (old["cap"], new["cap"]), (old["part"], new["part"])


def _with_flow(both: _Sides, number: int) -> _Sides:
    """The columns with the number of their flow in the place of caps and parts."""
    old, new = ({"flow": number, **{name: one for name, one in side.items() if name not in ("cap", "part")}}
                for side in both)  # fmt: skip
    return old, new


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbers:
    """The numbers under which what the editions name stands in the lookup tables."""

    starts: tuple[CountsFrom, ...]
    fades: tuple[Fade, ...]
    caps: tuple[str | None, ...]
    parts: tuple[str, ...]
    tables: tuple[Tabulation, Tabulation]

    def columns(self, side: int, cell: Cell | None, size: SizeClass) -> dict[str, int]:
        """What an edition gives in a cell; nothing where it has none there. A cap of -1 is in no group."""
        limits = range(max(len(table.rulebook.grade_limits) for table in self.tables))
        if cell is None:
            nothing = {"cap": -1, "starts": 0, "fade": 0, "value": 0, "expires": 0, "part": 0}
            return nothing | {f"limit_{number + 1}": 0 for number in limits}
        rulebook, provision = self.tables[side].rulebook, cell.provision
        own = {cap.id for cap in rulebook.caps}
        held = [provision.id in limit.provisions for limit in rulebook.grade_limits]
        return {
            "cap": self.caps.index(provision.cap if provision.cap in own else None),
            "starts": self.starts.index(provision.counts_from),
            "fade": self.fades.index(cell.fade) + 1,
            "value": cell.points[size],
            "expires": int(Stop.EXPIRED in provision.stops_on),
            "part": self.parts.index(provision.id) + 1 if provision.id in self.parts else 0,
            **{f"limit_{number + 1}": int(number < len(held) and held[number]) for number in limits},
        }


def _overlaid(old: Tabulation, new: Tabulation) -> Iterator[tuple[Box, Cell, Both]]:
    """Every combination and box in which either edition has a cell, with one of them and with both."""
    held: dict[tuple[str, ...], tuple[list[Cell], list[Cell]]] = {}
    for side, table in enumerate((old, new)):
        for cell in table.cells:
            held.setdefault((cell.category, cell.severity, cell.status, cell.role), ([], []))[side].append(cell)
    for cells in held.values():
        cuts: dict[str, set[int]] = {}
        for cell in (*cells[0], *cells[1]):
            for axis, whole in AXES.items():
                cuts.setdefault(axis, set()).update(set(cell.box.side(axis)) - set(whole))
        boxes = split(WHOLE, {axis: tuple(sorted(places)) for axis, places in cuts.items() if places})
        found = {box: (_holding(cells[0], box), _holding(cells[1], box)) for box in boxes}
        numbered = {box: both for box, both in found.items() if both != (None, None)}
        for box, (first, second) in merged(numbered).items():
            both = (None if first is None else cells[0][first], None if second is None else cells[1][second])
            yield from ((box, cell, both) for cell in list(filter(None, both))[:1])


def _holding(cells: list[Cell], box: Box) -> int | None:
    """The number of the cell that a box lies in."""
    low = [side[0] for side in box.sides]
    for number, cell in enumerate(cells):
        if all(side[0] <= one < side[1] for one, side in zip(low, cell.box.sides, strict=True)):
            return number
    return None


def _same(both: Both) -> bool:
    """Whether both editions give the same points of every record in these cells."""
    one, other = both
    if one is None or other is None:
        return False
    rules = [(cell.provision.id, cell.provision.counts_from, cell.fade, dict(cell.points),
              Stop.EXPIRED in cell.provision.stops_on) for cell in (one, other)]  # fmt: skip
    return rules[0] == rules[1]


def _packed(cell: Cell, key: tuple[str, ...], size: int | None) -> int:
    numbers = {
        "severity": relation.SEVERITIES[cell.severity],
        "status": relation.STATUSES[cell.status],
        "role": relation.ROLES[cell.role],
    }
    packed = relation.CATEGORIES[cell.category]
    for part in key:
        packed = packed * ROOM[part] + numbers[part]
    return packed if size is None else packed * SIZE_ROOM + size


def _rules(rows: _Rows, axes: tuple[str, ...], shared: frozenset[str]) -> Lookup:
    names = list(next(iter(rows.values()))[0])
    columns = {"cell": "int32"}
    for axis in axes:
        type_ = "int64" if axis in ("amount", "figure") else "int32"
        columns |= {f"{axis}_low": type_, f"{axis}_high": type_}
    for name in names:
        columns |= {told: _TYPES.get(name, "int8") for told in told_names(name, shared)}
    listed: set[tuple[Value, ...]] = set()
    for (cell, box), both in rows.items():
        bounds = [bound for axis in axes for bound in box.side(axis)]
        values = [one[name] for name in names for one in (both[:1] if name in shared else both)]
        listed.add((cell, *bounds, *values))
    return Lookup(name="rules", columns=columns, rows=tuple(sorted(listed, key=repr)))


def told_names(name: str, shared: frozenset[str]) -> tuple[str, ...]:
    """The names under which a column of both sides stands: one where they are the same."""
    return (name,) if name in shared else tuple(f"{side}_{name}" for side in SIDES)


def _fades(fades: tuple[Fade, ...], steps: int) -> Lookup:
    """Every fade of either edition, and fade 0, in which nothing is in any step."""
    numbers = range(1, steps + 1)
    columns = {"fade": "int8", **{f"cut_{step}": "int32" for step in numbers}}
    columns |= {f"permille_{step}": "int32" for step in numbers}
    rows: list[tuple[Value, ...]] = [(0, *[OPEN_DAY] * steps, *[0] * steps)]
    for number, fade in enumerate(fades, 1):
        told = spread(fade, steps)
        rows.append((number, *(BoundDay(name=cut_name(step.until)) for step in told), *(one.permille for one in told)))
    return Lookup(name="fades", columns=columns, rows=tuple(rows))
