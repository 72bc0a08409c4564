"""The one builder: a tabulated rulebook becomes two expressions, `contributions` and `standing`.

Both start from the same counted records, so the sum of an organization's contributions is its points.
"""

from dataclasses import dataclass
from typing import Any

import ibis

from goodstanding.adapters.batch.counting import bound, counted_of, unbound
from goodstanding.adapters.batch.grading import book_said, grade_code, graded, summed_of, unbounded
from goodstanding.adapters.batch.shape import DAYS_BEFORE, DAYS_ROOM, Lookup, shape_of
from goodstanding.services.batch_jobs import Use
from goodstanding.standing.evaluate import LineKind
from goodstanding.standing.tabulation import EFFECTIVE, Tabulation
from goodstanding.values.points import PER_POINT


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The two expressions, and the lookup tables that both of them join."""

    lookups: tuple[Lookup, ...]
    standing: Any
    contributions: Any


def build(use: Use) -> Built:
    """The expressions of a rulebook in a use. They depend on nothing else."""
    table, shape, organizations = use.table, shape_of(use.table), unbound("organizations")
    if use.kinds is not None:
        organizations = organizations.filter(organizations.kind.isin(use.kinds))
    counted = counted_of(table, shape)
    summed = summed_of(table, organizations, counted)
    return Built(
        lookups=shape.lookups,
        standing=_standing(table, summed),
        contributions=_contributions(table, summed, counted),
    )


def _standing(table: Tabulation, summed: Any) -> Any:
    found = graded(table, summed, bound(EFFECTIVE))
    return found.select(
        "organization",
        rulebook=book_said(table),
        points=found.points,
        grade=grade_code(table, found),
        not_rated=found.not_rated,
        limited_by=found.limited_by,
        counted=found.counted,
    )


def _contributions(table: Tabulation, summed: Any, counted: Any) -> Any:
    """All lines: start, records, caps, bounds, with the columns of `_line`."""
    rulebook, said = table.rulebook, book_said(table)
    scale, scored = rulebook.scale, summed.mutate(points=unbounded(table, summed))
    lines = [
        _line(said, summed, LineKind.START, scale.start, ibis.literal(scale.start * PER_POINT, "int64")),
        _record_lines(said, counted),
    ]
    for number, cap in enumerate(rulebook.caps, 1):
        total = summed[f"group_{number}"]
        beyond = summed.filter(total < cap.limit * PER_POINT if cap.limit < 0 else total > cap.limit * PER_POINT)
        missing = ibis.literal(cap.limit * PER_POINT, "int64") - beyond[f"group_{number}"]
        lines.append(_line(said, beyond, LineKind.CAP, cap.limit, missing, rule=cap.id))
    below = scored.filter(scored.points < scale.floor * PER_POINT)
    above = scored.filter(scored.points > scale.ceiling * PER_POINT)
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
