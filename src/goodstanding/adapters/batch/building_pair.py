"""Two editions in one scan and one grouping: both standings of each organization, and where their parts differ.

What both give alike is summed once. Both are taken as in force on the day asked about. Only who gets another grade has
a row of its own; of all others those that are alike in everything stand together, with their number.
"""

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


def build_pair(pair: Pair) -> Any:
    """A row an organization with both standings, in numbers, and the points of the parts that may differ."""
    counted = _counted(pair)
    grouped = counted.group_by("organization").agg(**_sums(pair, counted))
    organizations = unbound("organizations")
    kinds = {relation.WITHHELD, *(relation.KINDS[kind] for kind in pair.tables[0].rulebook.applies_to)}
    asked = organizations.filter(organizations.kind.isin(sorted(kinds))).select("organization", "kind")
    joined = asked.left_join(grouped, "organization")
    found = joined.select(
        "organization", "kind", **{name: int64(joined[name].fill_null(0)) for name in _sums(pair, counted)}
    )
    for side in range(2):
        found = _graded(pair, found, side)
    return found


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
        f"{side}_points_{step}": joined[_side(pair, "value", side)]
        * joined[f"{_side(pair, 'fade', side)}_permille_{step}"]
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
    limits = [told for number in range(1, _limits(pair) + 1) for told in _told(pair, f"limit_{number}")]
    found = joined.select(
        "organization", *_told(pair, "cap"), *_told(pair, "part"), *limits,
        **{f"{side}_points": _points(pair, joined, side) for side in sides},
    )  # fmt: skip
    present = [found[f"{side}_points"].notnull() for side in sides]
    return found.filter(present[0] if len(present) == 1 else present[0] | present[1])


def _points(pair: Pair, joined: Any, side: str) -> Any:
    fade, starts = _side(pair, "fade", side), joined[f"{_side(pair, 'starts', side)}_on"]
    steps = range(1, pair.steps + 1)
    found = ibis.cases(
        *((starts > joined[f"{fade}_cut_{step}"], joined[f"{side}_points_{step}"]) for step in steps),
        else_=ibis.null("int64"),
    )
    if not any(table.expires for table in pair.tables):
        return found
    over = (joined[_side(pair, "expires", side)] == 1) & (joined.ends_on < bound(EFFECTIVE))
    return ibis.ifelse(over.fill_null(False), ibis.null("int64"), found)


def _sums(pair: Pair, counted: Any) -> dict[str, Any]:
    """Every sum by its name; one for both editions where it is the same."""
    found: dict[str, Any] = {}
    for side in SIDES:
        points = counted[f"{OLD if _worth_shared(pair) else side}_points"]
        found[_sum(pair, "counted", side)] = points.count()
        for number in range(1, _limits(pair) + 1):
            limit = counted[_side(pair, f"limit_{number}", side)]
            found[_sum(pair, f"limit_{number}", side)] = limit.max(where=points.notnull())
        for number in range(len(pair.caps)):
            where = counted[_side(pair, "cap", side)] == number
            found.setdefault(_sum(pair, f"sum_{number}", side), points.sum(where=where))
        for number in range(1, len(pair.parts) + 1):
            found[f"{side}_part_{number}"] = points.sum(where=counted[_side(pair, "part", side)] == number)
    return found


def _sum(pair: Pair, name: str, side: str) -> str:
    """The name of a sum: without a side where it is the same on both."""
    kind, _, number = name.partition("_")
    same = int(number) in pair.alike if kind == "sum" else pair.shared >= _TIMING | ({name} & {f"limit_{number}"})
    return f"both_{name}" if same else f"{side}_{name}"


def _limits(pair: Pair) -> int:
    return max(len(table.rulebook.grade_limits) for table in pair.tables)


def _graded(pair: Pair, found: Any, number: int) -> Any:
    """The rows with the standing under one edition, and with the lines that caps and bounds make."""
    table, side = pair.tables[number], SIDES[number]
    rulebook = table.rulebook
    own = {f"group_{place}": found[_sum(pair, f"sum_{pair.caps.index(cap.id)}", side)]
           for place, cap in enumerate(rulebook.caps, 1)}  # fmt: skip
    own |= {"free": found[_sum(pair, "sum_0", side)], "counted": found[_sum(pair, "counted", side)]}
    own |= {f"limit_{place}": found[_sum(pair, f"limit_{place}", side)]
            for place in range(1, len(rulebook.grade_limits) + 1)}  # fmt: skip
    told = coded(table, found.mutate(**own), bound(EFFECTIVE), pair.limits)
    beyond = unbounded(table, told)
    floor, ceiling = (end * PER_POINT for end in (rulebook.scale.floor, rulebook.scale.ceiling))
    lines = {f"{side}_floor": ibis.greatest(floor - beyond, 0), f"{side}_ceiling": ibis.least(ceiling - beyond, 0)}
    places = {cap.id: (place, cap) for place, cap in enumerate(rulebook.caps, 1)}
    for number in pair.moving:
        place, cap = places.get(str(pair.caps[number]), (0, None))
        missing = (
            ibis.literal(0, "int64") if cap is None else capped(cap, told[f"group_{place}"]) - told[f"group_{place}"]
        )
        lines[f"{side}_cap_{number}"] = missing
    codes = [pair.grades.index(grade.code) for grade in rulebook.grades]
    marks = [(told.place == place, number) for place, number in enumerate(codes)]
    grade = told.place if codes == list(range(len(codes))) else ibis.cases(*marks, else_=0)
    standing = {"points": told.points, "grade": ibis.ifelse(told.not_rated.isnull(), grade.cast("int8"), None),
                "not_rated": told.not_rated, "limited_by": told.limited_by}  # fmt: skip
    return told.select(*found.columns, **{f"{side}_{name}": one for name, one in standing.items()}, **lines)
