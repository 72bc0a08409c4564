"""The one builder: a tabulated rulebook becomes two expressions, `contributions` and `standing`.

Ibis is a compiler here and nothing else: tables are unbound, days are calls of `bound_...()` that the dialect
replaces by its own form of a bound value. Both expressions start from the same counted records, so the sum of
an organization's contributions is its points.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import ibis
import ibis.expr.operations as operations

from goodstanding.adapters.batch.places import concurring, place_on
from goodstanding.adapters.batch.shape import DAYS_BEFORE, DAYS_ROOM, ROOM, SIZE_ROOM, Lookup, Shape, shape_of
from goodstanding.rulebook.model import Cap, CountsFrom
from goodstanding.services.batch import Use
from goodstanding.standing import relation
from goodstanding.standing.evaluate import LineKind, NotRated
from goodstanding.standing.relation import OPEN_DAY, day_number
from goodstanding.standing.tabulation import EFFECTIVE, Tabulation
from goodstanding.values.points import PER_POINT

BOUND = "bound_"
_TYPES = {"text": "string"}
_STARTS = {CountsFrom.DECISION: "decided_on", CountsFrom.FINALITY: "final_on", CountsFrom.CONDUCT: "conduct_to"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The two expressions, and the lookup tables that both of them join."""

    lookups: tuple[Lookup, ...]
    standing: Any
    contributions: Any


def build(use: Use) -> Built:
    """The expressions of a rulebook in a use. They depend on nothing else."""
    table, shape, organizations = use.table, shape_of(use.table), _table("organizations")
    if use.kinds is not None:
        organizations = organizations.filter(organizations.kind.isin(use.kinds))
    counted = _counted(table, shape, _table("facts"), _cells(shape))
    summed = _summed(table, organizations, counted)
    return Built(
        lookups=shape.lookups,
        standing=_standing(table, summed),
        contributions=_contributions(table, summed, counted),
    )


def _table(name: str) -> Any:
    columns = {column.name: _TYPES.get(column.type, column.type.value) for column in relation.TABLES[name]}
    return ibis.table(columns, name=name)


@cache
def bound(name: str) -> Any:
    """A day that is bound when the query runs, as a call without arguments that no engine has."""

    def day() -> int: ...  # type: ignore[empty-body]  # only its signature is read

    day.__name__ = BOUND + name
    return ibis.udf.scalar.builtin(day)()


def _cells(shape: Shape) -> Any:
    """The rules, each with its fade beside it, its value for each size, and the thousandths of each step."""
    rules, *others = (ibis.table(dict(one.columns), name=one.name) for one in shape.lookups)
    joined = rules.join(others[0], "fade")
    if len(others) > 1:
        amounts = others[1]
        joined = joined.join(amounts, joined.amount == amounts.amount)
        joined = joined.mutate(cell=joined.cell * SIZE_ROOM + joined.sized)
    points = {
        f"points_{step}": (joined.value * joined[f"permille_{step}"]).cast(shape.wide)
        for step in range(1, shape.steps + 1)
    }
    return joined.mutate(**points)


@cache
def _trim() -> Any:
    """Blanks off both ends; the compiler's own would list every blank of Unicode in the text."""

    def trim(text: str) -> str: ...  # type: ignore[empty-body]  # only its signature is read

    return ibis.udf.scalar.builtin(trim)


def _counted(table: Tabulation, shape: Shape, facts: Any, cells: Any) -> Any:
    """A row a counted record, with the rule it counts under and the step it is in."""
    inside = _inside(table, shape, facts, cells)
    steps = range(1, shape.steps)

    def at_step(name: str) -> Any:
        branches = [(inside.start > inside[f"cut_{step}"], inside[f"{name}_{step}"]) for step in steps]
        last = inside[f"{name}_{shape.steps}"]
        return ibis.cases(*branches, else_=last) if branches else last

    until = inside.shown_to
    until = ibis.least(until, inside.expires_on) if table.expires else until
    until = ibis.least(until, inside.next_value) if table.changes else until
    limits = [f"limit_{number}" for number in _limit_numbers(table)]
    meeting = ["meets", "case_record"] if table.meets else []
    found = inside.select(
        "organization", "record", "rule", "cap", "value", "start", *meeting, *limits,
        until=until, points=at_step("points"), permille=at_step("permille"), period=at_step("period"),
    )  # fmt: skip
    return concurring(found) if table.meets else found


def _inside(table: Tabulation, shape: Shape, facts: Any, cells: Any) -> Any:
    """The displayed records beside their rules, where they are in some step and nothing has stopped the counting."""
    effective = bound(EFFECTIVE)
    displayed = facts.filter(
        facts.shown_from <= effective,
        facts.shown_to > effective,
        facts.kind.isin([relation.KINDS[kind] for kind in sorted(table.rulebook.applies_to)]),
        facts.status.isin(shape.statuses),
        _in_force(table),
    )
    key = displayed.category.cast("int32")
    for part in shape.key:
        key = key * ROOM[part] + displayed[part]
    key = key * SIZE_ROOM + displayed.size if table.by_size else key
    joined = displayed.join(cells, key == cells.cell)
    worked_out = {f"{axis}_place": place_on(axis, table.rulebook, joined, effective) for axis in shape.axes}
    if table.expires:
        ends = (joined.expires == 1) & joined.ends_on.notnull()
        worked_out["expires_on"] = ibis.ifelse(ends, joined.ends_on + 1, OPEN_DAY).cast("int32")
    joined = joined.mutate(start=_start(table, joined), **worked_out)
    conditions = [joined.start > joined[f"cut_{shape.steps}"]]
    for axis in shape.axes:
        place = joined[f"{axis}_place"]
        conditions += [joined[f"{axis}_low"] <= place, place < joined[f"{axis}_high"]]
    conditions += [joined.expires_on > effective] if table.expires else []
    return joined.filter(*conditions)


def _start(table: Tabulation, joined: Any) -> Any:
    columns = [joined[_STARTS[one]] for one in table.starts]
    if len(columns) < 2:
        return columns[0] if columns else joined.final_on
    branches = [(joined.starts == number, column) for number, column in enumerate(columns[:-1])]
    return ibis.cases(*branches, else_=columns[-1])


def _in_force(table: Tabulation) -> Any:
    rulebook, effective = table.rulebook, bound(EFFECTIVE)
    begun = effective >= day_number(rulebook.in_force_from)
    return begun if rulebook.in_force_to is None else begun & (effective < day_number(rulebook.in_force_to))


def _summed(table: Tabulation, organizations: Any, counted: Any) -> Any:
    """A row an organization: its counted records, the sum of each cap group, and which limits are triggered."""
    numbers = range(1, len(table.rulebook.caps) + 1)
    sums = {"free": counted.points.sum(where=counted.cap == 0) if table.rulebook.caps else counted.points.sum()}
    sums |= {f"group_{number}": counted.points.sum(where=counted.cap == number) for number in numbers}
    limits = {f"limit_{number}": counted[f"limit_{number}"].max() for number in _limit_numbers(table)}
    grouped = counted.group_by("organization").agg(counted=counted.count(), **sums, **limits)
    joined = organizations.left_join(grouped, "organization")
    return joined.select(
        "organization", "kind",
        **{name: _int64(joined[name].fill_null(0)) for name in ("counted", *sums)},
        **{name: joined[name].fill_null(0) for name in limits},
    )  # fmt: skip


def _int64(value: Any) -> Any:
    """A cast that stays in the text: a sum is wider on some engines, and the compiler thinks it is not."""
    return operations.Cast(value, to="int64").to_expr()


def _limit_numbers(table: Tabulation) -> range:
    return range(1, len(table.rulebook.grade_limits) + 1)


def _capped(cap: Cap, total: Any) -> Any:
    limit = ibis.literal(cap.limit * PER_POINT, "int64")
    return ibis.greatest(total, limit) if cap.limit < 0 else ibis.least(total, limit)


def _unbounded(table: Tabulation, summed: Any) -> Any:
    points = summed.free + table.rulebook.scale.start * PER_POINT
    for number, cap in enumerate(table.rulebook.caps, 1):
        points = points + _capped(cap, summed[f"group_{number}"])
    return points


def _standing(table: Tabulation, summed: Any) -> Any:
    rulebook = table.rulebook
    floor, ceiling = (ibis.literal(end * PER_POINT, "int64") for end in (rulebook.scale.floor, rulebook.scale.ceiling))
    scored = summed.mutate(points=ibis.least(ibis.greatest(_unbounded(table, summed), floor), ceiling))
    marks = [(scored.points >= grade.at_least * PER_POINT, index) for index, grade in enumerate(rulebook.grades[:-1])]
    earned = ibis.cases(*marks, else_=len(rulebook.grades) - 1) if marks else ibis.literal(0)
    rated = scored.mutate(earned=earned.cast("int32"), not_rated=_not_rated(table, scored))
    codes = [grade.code for grade in rulebook.grades]
    worst, binding = rated.earned, ibis.literal("")
    for number, limit in enumerate(rulebook.grade_limits, 1):
        at_most = codes.index(limit.at_most)
        triggered = rated[f"limit_{number}"] == 1
        worst = ibis.greatest(worst, ibis.ifelse(triggered, at_most, 0).cast("int32"))
        binds = triggered & (rated.earned < at_most) & rated.not_rated.isnull()
        binding = binding + ibis.ifelse(binds, f"{limit.id} ", "")
    graded = rated.mutate(place=worst, limited_by=_trim()(binding))
    letter = ibis.cases(*((graded.place == index, code) for index, code in enumerate(codes)), else_=codes[-1])
    return graded.select(
        "organization",
        rulebook=_said(table),
        points=graded.points,
        grade=ibis.ifelse(graded.not_rated.isnull(), letter, ibis.null("string")),
        not_rated=graded.not_rated,
        limited_by=graded.limited_by,
        counted=graded.counted,
    )


def _said(table: Tabulation) -> Any:
    return ibis.literal(f"{table.rulebook.id}/{table.rulebook.edition}")


def _not_rated(table: Tabulation, scored: Any) -> Any:
    kinds = [relation.KINDS[kind] for kind in sorted(table.rulebook.applies_to)]
    return ibis.cases(
        (scored.kind == relation.WITHHELD, NotRated.WITHHELD.value),
        (scored.kind.notin(kinds), NotRated.OTHER_KIND.value),
        (~_in_force(table), NotRated.NOT_IN_FORCE.value),
        (scored.counted < table.rulebook.minimum_evidence, NotRated.TOO_LITTLE_EVIDENCE.value),
        else_=ibis.null("string"),
    )


def _contributions(table: Tabulation, summed: Any, counted: Any) -> Any:
    """All lines: start, records, caps, bounds, with the columns of `_line`."""
    rulebook, said = table.rulebook, _said(table)
    scale, unbounded = rulebook.scale, summed.mutate(points=_unbounded(table, summed))
    lines = [
        _line(said, summed, LineKind.START, scale.start, ibis.literal(scale.start * PER_POINT, "int64")),
        _record_lines(said, counted),
    ]
    for number, cap in enumerate(rulebook.caps, 1):
        total = summed[f"group_{number}"]
        beyond = summed.filter(total < cap.limit * PER_POINT if cap.limit < 0 else total > cap.limit * PER_POINT)
        missing = ibis.literal(cap.limit * PER_POINT, "int64") - beyond[f"group_{number}"]
        lines.append(_line(said, beyond, LineKind.CAP, cap.limit, missing, rule=cap.id))
    below = unbounded.filter(unbounded.points < scale.floor * PER_POINT)
    above = unbounded.filter(unbounded.points > scale.ceiling * PER_POINT)
    lines.append(_line(said, below, LineKind.FLOOR, scale.floor, scale.floor * PER_POINT - below.points))
    lines.append(_line(said, above, LineKind.CEILING, scale.ceiling, scale.ceiling * PER_POINT - above.points))
    return ibis.union(*lines)


def _line(rulebook: Any, summed: Any, kind: LineKind, value: int, points: Any, rule: str = "") -> Any:
    return summed.select(
        "organization",
        rulebook=rulebook,
        kind=ibis.literal(kind.value),
        rule=ibis.literal(rule),
        record=ibis.null("int64"),
        value=ibis.literal(value, "int64"),
        permille=ibis.literal(PER_POINT, "int32"),
        points=points,
        next_change_on=ibis.null("int32"),
    )


def _record_lines(rulebook: Any, counted: Any) -> Any:
    ends = ibis.table({"step": "int64", "ends_on": "int32"}, name="step_ends")
    joined = counted.join(ends, counted.period * DAYS_ROOM + counted.start + DAYS_BEFORE == ends.step)
    return joined.select(
        "organization",
        rulebook=rulebook,
        kind=ibis.literal(LineKind.RECORD.value),
        rule=joined.rule,
        record=joined.record,
        value=joined.value.cast("int64"),
        permille=joined.permille,
        points=joined.points.cast("int64"),
        next_change_on=ibis.least(joined.ends_on, joined.until),
    )
