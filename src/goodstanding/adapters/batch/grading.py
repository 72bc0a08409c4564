"""From the sums of an organization to its points and its grade: caps, bounds, grades, limits, and why there is none."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import ibis
import ibis.expr.operations as operations

from goodstanding.adapters.batch.counting import in_force, limit_numbers
from goodstanding.rulebook.model import Cap, GradeLimit
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


def capped(cap: Cap, total: Any) -> Any:
    """What a cap leaves of the sum of its group."""
    limit = ibis.literal(cap.limit * PER_POINT, "int64")
    return ibis.greatest(total, limit) if cap.limit < 0 else ibis.least(total, limit)


def unbounded(table: Tabulation, summed: Any) -> Any:
    """The points of an organization before the scale's ends."""
    points = summed.free + table.rulebook.scale.start * PER_POINT
    for number, cap in enumerate(table.rulebook.caps, 1):
        points = points + capped(cap, summed[f"group_{number}"])
    return points


def graded(table: Tabulation, summed: Any, day: Any) -> Any:
    """The sums with `points`, `not_rated`, `limited_by`, and `place`, the grade's, which says nothing if not rated."""
    rated = _rated(table, summed, day, {reason: reason.value for reason in NotRated})
    binding = ibis.literal("")
    for limit, binds in _binding(table, rated):
        binding = binding + ibis.ifelse(binds, f"{limit.id} ", "")
    return rated.mutate(place=_place(table, rated), limited_by=_trim()(binding))


def coded(table: Tabulation, summed: Any, day: Any, limits: Sequence[str] = ()) -> Any:
    """As `graded`, in numbers: `not_rated` as its place among the reasons, `limited_by` as a bit for each limit.

    The bits are in the order of the rulebook's limits, or of the ids `limits`.
    """
    order = list(limits) or [limit.id for limit in table.rulebook.grade_limits]
    rated = _rated(table, summed, day, {reason: number for number, reason in enumerate(NotRated)})
    binding = ibis.literal(0, "int64")
    for limit, binds in _binding(table, rated):
        binding = binding + ibis.ifelse(binds, 1 << order.index(limit.id), 0)
    return rated.mutate(place=_place(table, rated), limited_by=binding)


def in_words(table: Tabulation, coded: Any) -> dict[str, Any]:
    """What `coded` says as `graded` says it."""
    reasons = [(coded.not_rated == number, reason.value) for number, reason in enumerate(NotRated)]
    limits = ibis.literal("")
    for bit, limit in enumerate(table.rulebook.grade_limits):
        limits = limits + ibis.ifelse((coded.limited_by & (1 << bit)) != 0, f"{limit.id} ", "")
    return {
        "grade": grade_code(table, coded),
        "not_rated": ibis.cases(*reasons, else_=ibis.null("string")),
        "limited_by": _trim()(limits),
    }


def _rated(table: Tabulation, summed: Any, day: Any, reasons: Mapping[NotRated, int | str]) -> Any:
    """The sums with `points`, the place of the grade that they earn, and why there is none."""
    rulebook = table.rulebook
    floor, ceiling = (ibis.literal(end * PER_POINT, "int64") for end in (rulebook.scale.floor, rulebook.scale.ceiling))
    scored = summed.mutate(points=ibis.least(ibis.greatest(unbounded(table, summed), floor), ceiling))
    marks = [(scored.points >= grade.at_least * PER_POINT, index) for index, grade in enumerate(rulebook.grades[:-1])]
    earned = ibis.cases(*marks, else_=len(rulebook.grades) - 1) if marks else ibis.literal(0)
    return scored.mutate(earned=earned.cast("int32"), not_rated=_not_rated(table, scored, day, reasons))


def _place(table: Tabulation, rated: Any) -> Any:
    """The place of the grade: the one that is earned, or the worst that a triggered limit allows."""
    codes = [grade.code for grade in table.rulebook.grades]
    worst = rated.earned
    for number, limit in enumerate(table.rulebook.grade_limits, 1):
        at_most = codes.index(limit.at_most)
        worst = ibis.greatest(worst, ibis.ifelse(rated[f"limit_{number}"] == 1, at_most, 0).cast("int32"))
    return worst


def _binding(table: Tabulation, rated: Any) -> Iterator[tuple[GradeLimit, Any]]:
    """Each limit, and whether it lowers the grade."""
    codes = [grade.code for grade in table.rulebook.grades]
    for number, limit in enumerate(table.rulebook.grade_limits, 1):
        lower = rated.earned < codes.index(limit.at_most)
        yield limit, (rated[f"limit_{number}"] == 1) & lower & rated.not_rated.isnull()


def grade_code(table: Tabulation, graded: Any) -> Any:
    """The code of the grade; nothing where not rated."""
    codes = [grade.code for grade in table.rulebook.grades]
    letter = ibis.cases(*((graded.place == index, code) for index, code in enumerate(codes)), else_=codes[-1])
    return ibis.ifelse(graded.not_rated.isnull(), letter, ibis.null("string"))


def book_said(table: Tabulation) -> Any:
    """Which edition it is by."""
    return ibis.literal(f"{table.rulebook.id}/{table.rulebook.edition}")


def _not_rated(table: Tabulation, scored: Any, day: Any, reasons: Mapping[NotRated, int | str]) -> Any:
    kinds = [relation.KINDS[kind] for kind in sorted(table.rulebook.applies_to)]
    told = {reason: ibis.literal(one) for reason, one in reasons.items()}
    return ibis.cases(
        (scored.kind == relation.WITHHELD, told[NotRated.WITHHELD]),
        (scored.kind.notin(kinds), told[NotRated.OTHER_KIND]),
        (~in_force(table, day), told[NotRated.NOT_IN_FORCE]),
        (scored.counted < table.rulebook.minimum_evidence, told[NotRated.TOO_LITTLE_EVIDENCE]),
        else_=ibis.null(told[NotRated.WITHHELD].type()),
    )
