"""What two editions give one organization on one day, and which parts of the rules make the difference.

Points are sums of lines, so the difference of two standings is the sum of the differences of their lines: every
thousandth has a provision, a cap or a bound that made it. Only what lies beyond the sum, the bands, the limits and
the evidence asked for, is told without points.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from goodstanding.rulebook.model import Rulebook
from goodstanding.standing.evaluate import NotRated, Standing
from goodstanding.values.points import PER_POINT

#: Parts of a rulebook that move a grade without moving points; the checker reserves these words, so no id is one.
GRADES, EVIDENCE, IN_FORCE, KINDS = "grades", "minimum_evidence", "in_force", "applies_to"


class Way(StrEnum):
    """Where a grade went. `across` is into or out of "not rated", or between grades that codes cannot compare."""

    BETTER = "better"
    WORSE = "worse"
    ACROSS = "across"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What is compared of a standing; `by_rule` are thousandths by provision, cap, `start`, `floor`, `ceiling`."""

    points: int
    grade: str | None
    not_rated: NotRated | None
    limited_by: tuple[str, ...]
    by_rule: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One part of the rules that gives something else; before and after in thousandths of points."""

    rule: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """The two standings of one organization; `way` is None where the grade stayed.

    `causes` stand with the largest difference first; their differences are the difference in points.
    """

    before: Sums
    after: Sums
    way: Way | None
    causes: tuple[Cause, ...]

    @property
    def changed(self) -> bool:
        """Whether anything of the standing differs, if only a line."""
        return self.before != self.after


def as_if_in_force(rulebook: Rulebook, effective: date) -> Rulebook:
    """The same rules, in force on that day: for comparing editions, never for an official standing."""
    start = min(rulebook.in_force_from, effective)
    return replace(rulebook, in_force_from=start, in_force_to=None)


def never_in_force(rulebook: Rulebook, effective: date) -> Rulebook:
    """The same rules, not in force yet on that day: what there is before a first edition."""
    return replace(rulebook, in_force_from=effective + timedelta(days=1), in_force_to=None)


def sums_of(standing: Standing) -> Sums:
    """What of a standing is compared."""
    by_rule: Counter[str] = Counter()
    for line in standing.lines:
        by_rule[line.rule or line.kind.value] += line.points
    return Sums(
        points=standing.points,
        grade=standing.grade,
        not_rated=standing.not_rated,
        limited_by=standing.limited_by,
        by_rule=dict(by_rule),
    )


def movement(before: Sums, after: Sums, old: Rulebook, new: Rulebook) -> Movement:
    """The movement between two editions, with everything that made it. Says nothing of whether it is just."""
    way = None if before.grade == after.grade else _way(before, after, old, new)
    causes = sorted(_causes(before, after, old, new), key=lambda one: (-abs(one.after - one.before), one.rule))
    return Movement(before=before, after=after, way=way, causes=tuple(causes))


def in_one_order(old: Rulebook, new: Rulebook) -> bool:
    """Whether the grades that both editions have stand in the same order. Says nothing of their points."""
    olds, news = _codes(old), _codes(new)
    return [code for code in olds if code in news] == [code for code in news if code in olds]


def _way(before: Sums, after: Sums, old: Rulebook, new: Rulebook) -> Way:
    news = _codes(new)
    shared = [code for code in _codes(old) if code in news]
    if not in_one_order(old, new) or before.grade not in shared or after.grade not in shared:
        return Way.ACROSS
    return Way.WORSE if shared.index(after.grade) > shared.index(before.grade) else Way.BETTER


def _causes(before: Sums, after: Sums, old: Rulebook, new: Rulebook) -> Iterator[Cause]:
    for rule in {**before.by_rule, **after.by_rule}:
        was, now = before.by_rule.get(rule, 0), after.by_rule.get(rule, 0)
        if was != now:
            yield Cause(rule=rule, before=was, after=now)
    for limit in sorted(set(before.limited_by) ^ set(after.limited_by)):
        yield Cause(rule=limit, before=0, after=0)
    if before.not_rated != after.not_rated:
        yield Cause(rule=_unrated(before, after), before=0, after=0)
    elif before.grade is not None and _earned(old, after.points) != _earned(new, after.points):
        yield Cause(rule=GRADES, before=0, after=0)


def _unrated(before: Sums, after: Sums) -> str:
    reasons = {before.not_rated, after.not_rated}
    if NotRated.OTHER_KIND in reasons:
        return KINDS
    return IN_FORCE if NotRated.NOT_IN_FORCE in reasons else EVIDENCE


def _earned(rulebook: Rulebook, points: int) -> str:
    reached = (grade.code for grade in rulebook.grades if grade.at_least * PER_POINT <= points)
    return next(reached, rulebook.grades[-1].code)


def _codes(rulebook: Rulebook) -> list[str]:
    return [grade.code for grade in rulebook.grades]
