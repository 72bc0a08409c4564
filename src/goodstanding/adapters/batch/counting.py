"""Which records count, under which rule and in which step: as expressions.

Ibis is a compiler here and nothing else: tables are unbound, days are calls of `bound_...()` that the dialect
replaces by its own form of a bound value.
"""

from functools import cache
from typing import Any

import ibis

from goodstanding.adapters.batch.places import concurring, place_on
from goodstanding.adapters.batch.shape import ROOM, SIZE_ROOM, Shape
from goodstanding.rulebook.model import CountsFrom
from goodstanding.standing import relation
from goodstanding.standing.relation import OPEN_DAY, day_number
from goodstanding.standing.tabulation import EFFECTIVE, Tabulation

BOUND = "bound_"
_TYPES = {"text": "string"}
_STARTS = {CountsFrom.DECISION: "decided_on", CountsFrom.FINALITY: "final_on", CountsFrom.CONDUCT: "conduct_to"}


def unbound(name: str) -> Any:
    """A table of the relation."""
    columns = {column.name: _TYPES.get(column.type, column.type.value) for column in relation.TABLES[name]}
    return ibis.table(columns, name=name)


@cache
def bound(name: str) -> Any:
    """A day that is bound when the query runs, as a call without arguments that no engine has."""

    def day() -> int: ...  # type: ignore[empty-body]  # only its signature is read

    day.__name__ = BOUND + name
    return ibis.udf.scalar.builtin(day)()


def cells_of(shape: Shape) -> Any:
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


def counted_of(table: Tabulation, shape: Shape) -> Any:
    """A row a record that counts on the day asked about, with the rule it counts under and the step it is in."""
    inside = _inside(table, shape)
    steps = range(1, shape.steps)

    def at_step(name: str) -> Any:
        branches = [(inside.start > inside[f"cut_{step}"], inside[f"{name}_{step}"]) for step in steps]
        last = inside[f"{name}_{shape.steps}"]
        return ibis.cases(*branches, else_=last) if branches else last

    until = inside.shown_to
    until = ibis.least(until, inside.expires_on) if table.expires else until
    until = ibis.least(until, inside.next_value) if table.changes else until
    limits = [f"limit_{number}" for number in limit_numbers(table)]
    meeting = ["meets", "case_record"] if table.meets else []
    found = inside.select(
        "organization", "record", "rule", "cap", "value", "start", *meeting, *limits,
        until=until, points=at_step("points"), permille=at_step("permille"), period=at_step("period"),
    )  # fmt: skip
    return concurring(found) if table.meets else found


def _inside(table: Tabulation, shape: Shape) -> Any:
    """The displayed records beside their rules, where they are in some step and nothing has stopped the counting."""
    facts, effective = unbound("facts"), bound(EFFECTIVE)
    shown = (facts.shown_from <= effective, facts.shown_to > effective)
    displayed = facts.filter(*shown, *about(table, shape, facts), in_force(table, effective))
    joined = beside_rules(table, shape, displayed, shape.axes)
    conditions = [joined.start > joined[f"cut_{shape.steps}"], *within(shape.axes, joined)]
    conditions += [joined.expires_on > effective] if table.expires else []
    return joined.filter(*conditions)


def about(table: Tabulation, shape: Shape, facts: Any) -> tuple[Any, ...]:
    """That a record is of a kind and a status that some rule is about, and that its role is not withheld."""
    kinds = [relation.KINDS[kind] for kind in sorted(table.rulebook.applies_to)]
    found = (facts.kind.isin(kinds), facts.status.isin(shape.statuses))
    # Where the role is part of the key, no rule stands under one that is withheld.
    return found if "role" in shape.key else (*found, facts.role != relation.WITHHELD)


def beside_rules(table: Tabulation, shape: Shape, facts: Any, axes: tuple[str, ...]) -> Any:
    """Records beside the rules under their packed key: where they lie on these axes, and from when they fade."""
    cells = cells_of(shape)
    key = facts.category.cast("int32")
    for part in shape.key:
        key = key * ROOM[part] + facts[part]
    key = key * SIZE_ROOM + facts.size if table.by_size else key
    joined = facts.join(cells, key == cells.cell)
    worked_out = {f"{axis}_place": place_on(axis, table.rulebook, joined, bound(EFFECTIVE)) for axis in axes}
    if table.expires:
        ends = (joined.expires == 1) & joined.ends_on.notnull()
        worked_out["expires_on"] = ibis.ifelse(ends, joined.ends_on + 1, OPEN_DAY).cast("int32")
    return joined.mutate(start=_start(table, joined), **worked_out)


def within(axes: tuple[str, ...], joined: Any) -> list[Any]:
    """That a record lies in its rule's interval on these axes."""
    conditions = []
    for axis in axes:
        place = joined[f"{axis}_place"]
        conditions += [joined[f"{axis}_low"] <= place, place < joined[f"{axis}_high"]]
    return conditions


def _start(table: Tabulation, joined: Any) -> Any:
    return at_start(table.starts, joined.starts, joined)


def at_start(starts: tuple[CountsFrom, ...], number: Any, joined: Any) -> Any:
    """The day from which a record fades, by its number among these."""
    columns = [joined[_STARTS[one]] for one in starts]
    if len(columns) < 2:
        return columns[0] if columns else joined.final_on
    branches = [(number == place, column) for place, column in enumerate(columns[:-1])]
    return ibis.cases(*branches, else_=columns[-1])


def in_force(table: Tabulation, day: Any) -> Any:
    """Whether the rulebook is in force on a day."""
    rulebook = table.rulebook
    begun = day >= day_number(rulebook.in_force_from)
    return begun if rulebook.in_force_to is None else begun & (day < day_number(rulebook.in_force_to))


def limit_numbers(table: Tabulation) -> range:
    """The numbers of the grade limits."""
    return range(1, len(table.rulebook.grade_limits) + 1)
