"""Two editions in one scan and one grouping: both standings of each organization, and where their parts differ.

Points that go the same way under both editions, to one cap group and one part, are summed together, and once where both
give the same. Both are taken as in force on the day asked about. Only who gets another grade has a row of its own; of
all others those that are alike in everything stand together, with their number.
"""

from functools import reduce
from operator import add
from typing import Any

import ibis

from goodstanding.adapters.batch.counting import at_start, bound, unbound, within
from goodstanding.adapters.batch.grading import capped, coded, int64, unbounded
from goodstanding.adapters.batch.pairing import OLD, SIDES, Pair
from goodstanding.adapters.batch.places import place_on
from goodstanding.adapters.batch.shape import ROOM, SIZE_ROOM
from goodstanding.standing import relation
from goodstanding.standing.tabulation import EFFECTIVE
from goodstanding.values.points import PER_POINT

#: What a standing is compared by; in numbers, as `coded` says it.
TOLD = ("points", "grade", "not_rated", "limited_by")
_TIMING = frozenset({"starts", "fade", "expires"})


def build_pair(pair: Pair, *, everybody: bool = True) -> Any:
    """A row an organization with both standings, in numbers, and the points of the parts that may differ.

    Without `everybody` only of those that have a record which counts under either edition; all others stand alike.
    """
    counted = _counted(pair)
    sums = _sums(pair, counted)
    found = counted.group_by("organization").agg(**sums)
    kind = ibis.literal(relation.KINDS[min(pair.tables[0].rulebook.applies_to)], "int8")
    if everybody:
        organizations = unbound("organizations")
        asked = organizations.filter(organizations.kind.isin(kinds_of(pair))).select("organization", "kind")
        found = asked.left_join(found, "organization")
        kind = found.kind
    found = found.select("organization", kind=kind, **{name: int64(found[name].fill_null(0)) for name in sums})
    for side in range(2):
        found = _graded(pair, found, side)
    return found


def kinds_of(pair: Pair) -> list[int]:
    """The kinds of organizations that are asked about, by their numbers; those that are withheld among them."""
    return [relation.WITHHELD, *sorted(relation.KINDS[kind] for kind in pair.tables[0].rulebook.applies_to)]


def together(pair: Pair, found: Any) -> Any:
    """The rows of `build_pair` as they are compared: movers each, the others counted.

    `less_N` are what the parts that may differ give less under the old edition, `most_N` what they give under it; of a
    row that stands for several, the most that it gives to any of them.
    """
    stays = found.old_grade.identical_to(found.new_grade)
    mover = ibis.ifelse(stays, ibis.null("int64"), found.organization)
    told = [f"{side}_{name}" for side in SIDES for name in TOLD[1:]]
    pairs = list(enumerate(zip(*[iter(part_columns(pair))] * 2, strict=True)))
    key = {f"less_{number}": found[new] - found[old] for number, (old, new) in pairs} | _earned(pair, found)
    counted = found.group_by(*(found[name] for name in told), mover=mover, **key)
    most = {f"most_{number}": found[old].max() for number, (old, _) in pairs}
    return counted.agg(organizations=found.count(), old_points=found.old_points.max(), **most)


def _earned(pair: Pair, found: Any) -> dict[str, Any]:
    """What both bands of grades give to the new points, where they are not the same."""
    bands = [[(grade.code, grade.at_least) for grade in table.rulebook.grades] for table in pair.tables]
    if bands[0] == bands[1]:
        return {}
    return {
        f"{side}_earned": ibis.cases(
            *((found.new_points >= least * PER_POINT, number) for number, (_, least) in enumerate(band)), else_=-1
        )
        for side, band in zip(SIDES, bands, strict=True)
    }


def part_columns(pair: Pair) -> list[str]:
    """The columns with the points of each part that may differ, old and new in turn."""
    parts = [f"part_{number}" for number in range(1, len(pair.parts) + 1)]
    parts += [f"cap_{number}" for number in pair.moving]
    return [f"{side}_{name}" for name in (*parts, "floor", "ceiling") for side in SIDES]


def part_rules(pair: Pair) -> list[str]:
    """What the parts of `part_columns` are called, in their order."""
    return [*pair.parts, *(str(pair.caps[number]) for number in pair.moving), "floor", "ceiling"]


def _side(pair: Pair, name: str, side: str) -> str:
    return name if name in pair.shared else f"{side}_{name}"


def _cells(pair: Pair) -> Any:
    """The rules, each with its fades and the thousandths of their steps beside it."""
    rules, fades = (ibis.table(dict(one.columns), name=one.name) for one in pair.lookups)
    steps = range(1, pair.steps + 1)
    joined = rules
    for told in _told(pair, "fade"):
        own = {f"{told}_{name}_{step}": fades[f"{name}_{step}"] for name in ("cut", "permille") for step in steps}
        beside = fades.select(**{f"{told}_no": fades.fade}, **own)
        joined = joined.join(beside, joined[told] == beside[f"{told}_no"])
    points = {
        f"{side}_points_{step}": (
            joined[_side(pair, "value", side)] * joined[f"{_side(pair, 'fade', side)}_permille_{step}"]
        ).cast(pair.wide)
        for side in (SIDES[:1] if _worth_shared(pair) else SIDES) for step in steps
    }  # fmt: skip
    return joined.mutate(**points)


def _told(pair: Pair, name: str) -> list[str]:
    return list(dict.fromkeys(_side(pair, name, side) for side in SIDES))


def _worth_shared(pair: Pair) -> bool:
    return pair.shared >= _TIMING | {"value"}


def _counted(pair: Pair) -> Any:
    """A row a record that counts under either edition, with its thousandths under each; nothing where it does not."""
    facts, effective = unbound("facts"), bound(EFFECTIVE)
    rulebook = pair.tables[0].rulebook
    kinds = [relation.KINDS[kind] for kind in sorted(rulebook.applies_to)]
    displayed = facts.filter(
        facts.shown_from <= effective, facts.shown_to > effective, facts.kind.isin(kinds),
        facts.status.isin(pair.statuses), facts.role != relation.WITHHELD,
    )  # fmt: skip
    key = displayed.category.cast("int32")
    for part in pair.key:
        key = key * ROOM[part] + displayed[part]
    key = key * SIZE_ROOM + displayed.size if pair.by_size else key
    cells = _cells(pair)
    joined = displayed.join(cells, key == cells.cell)
    worked_out = {f"{axis}_place": place_on(axis, rulebook, joined, effective) for axis in pair.axes}
    worked_out |= {f"{told}_on": at_start(pair.starts, joined[told], joined) for told in _told(pair, "starts")}
    joined = joined.mutate(**worked_out)
    joined = joined.filter(*within(pair.axes, joined)) if pair.axes else joined
    sides = SIDES[:1] if _worth_shared(pair) else SIDES
    limits = [told for number in _limits(pair) for told in _told(pair, f"limit_{number}")]
    found = joined.select(
        "organization", "flow", *limits,
        **{f"{side}_points": _points(pair, joined, side) for side in sides},
    )  # fmt: skip
    present = [found[f"{side}_points"].notnull() for side in sides]
    return found.filter(present[0] if len(present) == 1 else present[0] | present[1])


def _points(pair: Pair, joined: Any, side: str) -> Any:
    fade, starts = _side(pair, "fade", side), joined[f"{_side(pair, 'starts', side)}_on"]
    steps = range(1, pair.steps + 1)
    found = ibis.cases(
        *((starts > joined[f"{fade}_cut_{step}"], joined[f"{side}_points_{step}"]) for step in steps),
        else_=ibis.null(pair.wide),
    )
    if not any(table.expires for table in pair.tables):
        return found
    over = (joined[_side(pair, "expires", side)] == 1) & (joined.ends_on < bound(EFFECTIVE))
    return ibis.ifelse(over.fill_null(False), ibis.null(pair.wide), found)


def _sums(pair: Pair, counted: Any) -> dict[str, Any]:
    """Every sum by its name; one for both editions where it is the same.

    Each takes every row and gives 0 for those that it is not about: a condition beside a sum would have the engine
    copy the columns of all sums for each of them.
    """
    found: dict[str, Any] = {}
    for place, side in enumerate(SIDES):
        points = counted[f"{OLD if _worth_shared(pair) else side}_points"]
        found[_sum(pair, "counted", side)] = points.count()
        for number in _limits(pair):
            limit = ibis.ifelse(points.notnull(), counted[_side(pair, f"limit_{number}", side)], 0)
            found[_sum(pair, f"limit_{number}", side)] = limit.max()
        for number, flow in enumerate(pair.flows):
            if flow.caps[place] >= 0:
                own = ibis.ifelse(counted.flow == number, points, 0)
                found.setdefault(_flow(pair, number, side), own.sum())
    return found


def _sum(pair: Pair, name: str, side: str) -> str:
    """The name of a count, or of a limit: without a side where it is the same on both."""
    needed = _TIMING if name == "counted" else _TIMING | {name}
    return f"both_{name}" if pair.shared >= needed else f"{side}_{name}"


def _flow(pair: Pair, number: int, side: str) -> str:
    return f"both_flow_{number}" if pair.flows[number].alike else f"{side}_flow_{number}"


def _total(pair: Pair, found: Any, side: str, flows: list[int]) -> Any:
    """The sum of these flows under one edition."""
    columns = (found[_flow(pair, number, side)] for number in flows)
    return reduce(add, columns) if flows else ibis.literal(0, "int64")


def _limits(pair: Pair) -> range:
    return range(1, max(len(table.rulebook.grade_limits) for table in pair.tables) + 1)


def _graded(pair: Pair, found: Any, number: int) -> Any:
    """The rows with the standing under one edition, and with the lines that caps and bounds make."""
    table, side = pair.tables[number], SIDES[number]
    rulebook = table.rulebook
    into = {cap: [place for place, flow in enumerate(pair.flows) if flow.caps[number] == cap]
            for cap in range(len(pair.caps))}  # fmt: skip
    own = {f"group_{place}": _total(pair, found, side, into[pair.caps.index(cap.id)])
           for place, cap in enumerate(rulebook.caps, 1)}  # fmt: skip
    own |= {"free": _total(pair, found, side, into[0]), "counted": found[_sum(pair, "counted", side)]}
    own |= {f"limit_{place}": found[_sum(pair, f"limit_{place}", side)]
            for place in range(1, len(rulebook.grade_limits) + 1)}  # fmt: skip
    told = coded(table, found.mutate(**own), bound(EFFECTIVE), pair.limits)
    beyond = unbounded(table, told)
    floor, ceiling = (end * PER_POINT for end in (rulebook.scale.floor, rulebook.scale.ceiling))
    lines = {f"{side}_floor": ibis.greatest(floor - beyond, 0), f"{side}_ceiling": ibis.least(ceiling - beyond, 0)}
    for part in range(1, len(pair.parts) + 1):
        own_flows = [place for place, flow in enumerate(pair.flows) if flow.parts[number] == part]
        lines[f"{side}_part_{part}"] = _total(pair, told, side, own_flows)
    places = {cap.id: (place, cap) for place, cap in enumerate(rulebook.caps, 1)}
    for moving in pair.moving:
        place, cap = places.get(str(pair.caps[moving]), (0, None))
        missing = (
            ibis.literal(0, "int64") if cap is None else capped(cap, told[f"group_{place}"]) - told[f"group_{place}"]
        )
        lines[f"{side}_cap_{moving}"] = missing
    codes = [pair.grades.index(grade.code) for grade in rulebook.grades]
    marks = [(told.place == place, number) for place, number in enumerate(codes)]
    grade = told.place if codes == list(range(len(codes))) else ibis.cases(*marks, else_=0)
    standing = {"points": told.points, "grade": ibis.ifelse(told.not_rated.isnull(), grade.cast("int8"), None),
                "not_rated": told.not_rated, "limited_by": told.limited_by}  # fmt: skip
    return told.select(*found.columns, **{f"{side}_{name}": one for name, one in standing.items()}, **lines)
