"""From what begins and ends on each day to the sums that hold from that day on, and to the intervals of a standing."""

from typing import Any

import ibis

from goodstanding.adapters.batch.counting import bound, limit_numbers, unbound
from goodstanding.adapters.batch.grading import book_said, coded, groups, in_words, int64
from goodstanding.services.batch_time import SINCE, UNTIL
from goodstanding.standing import relation
from goodstanding.standing.evaluate import NotRated
from goodstanding.standing.relation import OPEN_DAY, day_number
from goodstanding.standing.tabulation import Tabulation
from goodstanding.values.points import PER_POINT

#: What an interval is the same in.
_SAME = ("points", "not_rated", "limited_by", "counted", "place")


def timeline_of(table: Tabulation, events: Any, anchors: Any) -> Any:
    """A row an organization and day on which anything begins or ends: the sums of all that counts from then on.

    `anchors` are days that stand in the timeline whether or not anything happens on them. `limit_N` is how many
    records trigger a limit.
    """
    limits = [f"limit_{number}" for number in limit_numbers(table)]
    nothing = {name: ibis.literal(0, events[name].type()) for name in ("cap", "points", "counts", *limits)}
    columns = ["organization", "day", *nothing]
    moved = ibis.union(events.select(*columns), anchors.select("organization", "day", **nothing))
    sums = {name: moved.points.sum(where=where) for name, where in groups(table, moved).items()}
    sums |= {"counted": moved.counts.sum()} | {name: moved[name].sum() for name in limits}
    daily = moved.group_by("organization", "day").agg(**{name: int64(one.fill_null(0)) for name, one in sums.items()})
    window = ibis.cumulative_window(group_by=daily.organization, order_by=daily.day)
    return daily.select("organization", "day", **{name: int64(daily[name].sum().over(window)) for name in sums})


def graded_on(table: Tabulation, timeline: Any, day: Any) -> Any:
    """A timeline with points, place and reason, as `coded` gives them. Only of kinds that the rulebook is about."""
    triggered = {
        f"limit_{number}": ibis.ifelse(timeline[f"limit_{number}"] > 0, 1, 0) for number in limit_numbers(table)
    }
    kind = relation.KINDS[min(table.rulebook.applies_to)]
    return coded(table, timeline.mutate(kind=ibis.literal(kind, "int8"), **triggered), day)


def history_of(table: Tabulation, kinds: tuple[int, ...], others: tuple[int, ...], events: Any) -> Any:
    """Every run of days with one standing, from the first day on which anything of an organization is displayed.

    `kinds` the rulebook is about; to `others` it gives no grade, whatever is recorded.
    """
    timeline = timeline_of(table, events, _anchors(table, _first_days(kinds)))
    found = graded_on(table, timeline, timeline.day)
    place = ibis.ifelse(found.not_rated.isnull(), found.place, 0)
    found = found.select("organization", "day", *_SAME[:-1], place=place)
    window = ibis.window(group_by=found.organization, order_by=found.day)
    compared = found.mutate(**{f"{name}_before": found[name].lag().over(window) for name in _SAME})
    differs = compared.points_before.isnull()
    for name in _SAME:
        differs = differs | ~compared[name].identical_to(compared[f"{name}_before"])
    kept = compared.filter(differs)
    after = kept.day.lead().over(ibis.window(group_by=kept.organization, order_by=kept.day))
    told = kept.select(
        "organization", rulebook=book_said(table), holds_from=kept.day, holds_to=_end(after),
        points=kept.points, **in_words(table, kept), counted=kept.counted,
    )  # fmt: skip
    return ibis.union(told, _unrated(table, others)) if others else told


def _first_days(kinds: tuple[int, ...]) -> Any:
    """The first day on which anything of an organization is displayed, or that is looked at."""
    facts = unbound("facts")
    seen = facts.filter(facts.kind.isin(kinds), facts.shown_from < bound(UNTIL))
    first = seen.group_by("organization").agg(day=seen.shown_from.min())
    return first.select("organization", day=ibis.greatest(first.day, bound(SINCE)).cast("int32"))


def _anchors(table: Tabulation, first: Any) -> Any:
    """The first day, and the days on which the rulebook comes into force and goes."""
    found, rulebook = first, table.rulebook
    for day in (rulebook.in_force_from, rulebook.in_force_to):
        if day is not None:
            number = ibis.literal(day_number(day), "int32")
            there = first.filter(first.day < number, number < bound(UNTIL))
            found = ibis.union(found, there.select("organization", day=number))
    return found


def _unrated(table: Tabulation, kinds: tuple[int, ...]) -> Any:
    """The one interval of an organization that the rulebook is not about."""
    first, scale = _first_days(kinds), table.rulebook.scale
    points = max(min(scale.start, scale.ceiling), scale.floor) * PER_POINT
    return first.select(
        "organization", rulebook=book_said(table), holds_from=first.day, holds_to=_end(ibis.null("int32")),
        points=ibis.literal(points, "int64"), grade=ibis.null("string"),
        not_rated=ibis.literal(NotRated.OTHER_KIND.value), limited_by=ibis.literal(""),
        counted=ibis.literal(0, "int64"),
    )  # fmt: skip


def _end(after: Any) -> Any:
    """The day after an interval; none where it is open."""
    end = ibis.coalesce(after, bound(UNTIL).cast("int32"))
    return end.nullif(OPEN_DAY).cast("int32")
