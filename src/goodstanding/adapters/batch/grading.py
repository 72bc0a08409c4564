"""From the sums of an organization to its points and its grade: caps, bounds, grades, limits, and why there is none."""

from functools import cache
from typing import Any

import ibis
import ibis.expr.operations as operations

from goodstanding.adapters.batch.counting import in_force, limit_numbers
from goodstanding.rulebook.model import Cap
from goodstanding.standing import relation
from goodstanding.standing.evaluate import NotRated
from goodstanding.standing.tabulation import Tabulation
from goodstanding.values.points import PER_POINT


@cache
def _trim() -> Any:
    """Blanks off both ends; the compiler's own would list every blank of Unicode in the text."""

    def trim(text: str) -> str: ...  # type: ignore[empty-body]  # only its signature is read

    return ibis.udf.scalar.builtin(trim)


def summed_of(table: Tabulation, organizations: Any, counted: Any) -> Any:
    """A row an organization: its counted records, the sum of each cap group, and which limits are triggered."""
    sums = {name: counted.points.sum(where=where) for name, where in groups(table, counted).items()}
    limits = {f"limit_{number}": counted[f"limit_{number}"].max() for number in limit_numbers(table)}
    grouped = counted.group_by("organization").agg(counted=counted.count(), **sums, **limits)
    joined = organizations.left_join(grouped, "organization")
    return joined.select(
        "organization", "kind",
        **{name: int64(joined[name].fill_null(0)) for name in ("counted", *sums)},
        **{name: joined[name].fill_null(0) for name in limits},
    )  # fmt: skip


def groups(table: Tabulation, counted: Any) -> dict[str, Any]:
    """The sums that points are made of, each with the condition of what it sums; None: everything."""
    if not table.rulebook.caps:
        return {"free": None}
    numbers = range(1, len(table.rulebook.caps) + 1)
    return {"free": counted.cap == 0} | {f"group_{number}": counted.cap == number for number in numbers}


def int64(value: Any) -> Any:
    """A cast that stays in the text: a sum is wider on some engines, and the compiler thinks it is not."""
    return operations.Cast(value, to="int64").to_expr()


def _capped(cap: Cap, total: Any) -> Any:
    limit = ibis.literal(cap.limit * PER_POINT, "int64")
    return ibis.greatest(total, limit) if cap.limit < 0 else ibis.least(total, limit)


def unbounded(table: Tabulation, summed: Any) -> Any:
    """The points of an organization before the scale's ends."""
    points = summed.free + table.rulebook.scale.start * PER_POINT
    for number, cap in enumerate(table.rulebook.caps, 1):
        points = points + _capped(cap, summed[f"group_{number}"])
    return points


def graded(table: Tabulation, summed: Any, day: Any) -> Any:
    """The sums with `points`, `not_rated`, `limited_by`, and `place`, the grade's, which says nothing if not rated."""
    rulebook = table.rulebook
    floor, ceiling = (ibis.literal(end * PER_POINT, "int64") for end in (rulebook.scale.floor, rulebook.scale.ceiling))
    scored = summed.mutate(points=ibis.least(ibis.greatest(unbounded(table, summed), floor), ceiling))
    marks = [(scored.points >= grade.at_least * PER_POINT, index) for index, grade in enumerate(rulebook.grades[:-1])]
    earned = ibis.cases(*marks, else_=len(rulebook.grades) - 1) if marks else ibis.literal(0)
    rated = scored.mutate(earned=earned.cast("int32"), not_rated=_not_rated(table, scored, day))
    codes = [grade.code for grade in rulebook.grades]
    worst, binding = rated.earned, ibis.literal("")
    for number, limit in enumerate(rulebook.grade_limits, 1):
        at_most = codes.index(limit.at_most)
        triggered = rated[f"limit_{number}"] == 1
        worst = ibis.greatest(worst, ibis.ifelse(triggered, at_most, 0).cast("int32"))
        binds = triggered & (rated.earned < at_most) & rated.not_rated.isnull()
        binding = binding + ibis.ifelse(binds, f"{limit.id} ", "")
    return rated.mutate(place=worst, limited_by=_trim()(binding))


def grade_code(table: Tabulation, graded: Any) -> Any:
    """The code of the grade; nothing where not rated."""
    codes = [grade.code for grade in table.rulebook.grades]
    letter = ibis.cases(*((graded.place == index, code) for index, code in enumerate(codes)), else_=codes[-1])
    return ibis.ifelse(graded.not_rated.isnull(), letter, ibis.null("string"))


def book_said(table: Tabulation) -> Any:
    """Which edition it is by."""
    return ibis.literal(f"{table.rulebook.id}/{table.rulebook.edition}")


def _not_rated(table: Tabulation, scored: Any, day: Any) -> Any:
    kinds = [relation.KINDS[kind] for kind in sorted(table.rulebook.applies_to)]
    return ibis.cases(
        (scored.kind == relation.WITHHELD, NotRated.WITHHELD.value),
        (scored.kind.notin(kinds), NotRated.OTHER_KIND.value),
        (~in_force(table, day), NotRated.NOT_IN_FORCE.value),
        (scored.counted < table.rulebook.minimum_evidence, NotRated.TOO_LITTLE_EVIDENCE.value),
        else_=ibis.null("string"),
    )
