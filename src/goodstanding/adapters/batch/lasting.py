"""How long records count: spans of days, the segments of their steps, and what begins and ends on each day.

As `counting`, without a day asked about. `since` and `until` bound the days that are looked at; the ends of steps are
looked up in `fade_ends`, one row a fade and first day, so that no engine does calendar arithmetic.
"""

from typing import Any

import ibis

from goodstanding.adapters.batch.counting import about, beside_rules, bound, limit_numbers, unbound, within
from goodstanding.adapters.batch.shape import DAYS_BEFORE, DAYS_ROOM, Lookup, Shape
from goodstanding.rulebook.model import Concurrence
from goodstanding.services.batch_time import SINCE, UNTIL
from goodstanding.standing.relation import day_number
from goodstanding.standing.tabulation import Tabulation

_MEETING = list(Concurrence)
_WORST, _ONCE = _MEETING.index(Concurrence.WORST_ONLY), _MEETING.index(Concurrence.ONCE_A_CASE)


def places(shape: Shape) -> Lookup:
    """The numbers of a fade's steps, and 0 for the day before which nothing counted."""
    return Lookup(name="places", columns={"place": "int8"}, rows=tuple((number,) for number in range(shape.steps + 1)))


def spans_of(table: Tabulation, shape: Shape, kinds: tuple[int, ...]) -> Any:
    """A row a record and rule: from `low` to before `high` it counts by itself, in steps that end on `end_N`."""
    facts, rulebook = unbound("facts"), table.rulebook
    seen = (facts.shown_from < bound(UNTIL), facts.shown_to > bound(SINCE), facts.kind.isin(kinds))
    stated = tuple(axis for axis in shape.axes if axis != "effective")
    joined = beside_rules(table, shape, facts.filter(*seen, *about(table, shape, facts)), stated)
    joined = joined.filter(*within(stated, joined)) if stated else joined
    steps = range(1, shape.steps + 1)
    ends = ibis.table({"begun": "int64", **{f"end_{step}": "int32" for step in steps}}, name="fade_ends")
    begun = joined.fade.cast("int64") * DAYS_ROOM + joined.start + DAYS_BEFORE
    joined = joined.join(ends, begun == ends.begun)
    low = [joined.shown_from, bound(SINCE), _literal(day_number(rulebook.in_force_from))]
    high = [joined.shown_to, joined[f"end_{shape.steps}"], bound(UNTIL)]
    high += [] if rulebook.in_force_to is None else [_literal(day_number(rulebook.in_force_to))]
    high += [joined.expires_on] if table.expires else []
    if "effective" in shape.axes:
        low, high = [*low, joined.effective_low], [*high, joined.effective_high]
    limits = [f"limit_{number}" for number in limit_numbers(table)]
    meeting = ["meets", "case_record"] if table.meets else []
    kept = [f"end_{step}" for step in steps[:-1]] + [f"points_{step}" for step in steps]
    found = joined.select(
        "organization", "record", "rule", "cap", *meeting, *limits, *kept,
        low=ibis.greatest(*low).cast("int32"), high=ibis.least(*high).cast("int32"),
    )  # fmt: skip
    return found.filter(found.low < found.high)


def _literal(day: int) -> Any:
    return ibis.literal(day, "int32")


def segments_of(table: Tabulation, shape: Shape, spans: Any) -> Any:
    """A row a record and step: from `begin` to before `finish` it counts by itself with these points."""
    numbers = range(1, shape.steps + 1)
    steps = ibis.table({"place": "int8"}, name="places")
    joined = spans.cross_join(steps.filter(steps.place > 0))
    begins = {
        step: joined.low if step == 1 else ibis.greatest(joined.low, joined[f"end_{step - 1}"]) for step in numbers
    }
    ends = {step: joined.high if step == shape.steps else ibis.least(joined.high, joined[f"end_{step}"])
            for step in numbers}  # fmt: skip
    limits = [f"limit_{number}" for number in limit_numbers(table)]
    meeting = ["meets", "case_record"] if table.meets else []
    found = joined.select(
        "organization", "record", "rule", "cap", *meeting, *limits,
        begin=_at(joined.place, begins), finish=_at(joined.place, ends),
        points=_at(joined.place, {step: joined[f"points_{step}"] for step in numbers}),
    )  # fmt: skip
    return found.filter(found.begin < found.finish)


def _at(place: Any, values: dict[int, Any]) -> Any:
    """The value of a place; the last one for every other."""
    *most, last = values
    return ibis.cases(*((place == one, values[one]) for one in most), else_=values[last]) if most else values[last]


def settled_of(table: Tabulation, segments: Any) -> Any:
    """The segments that count: where several meet, on each day the one of most points, the earliest among equals.

    `spare` are the points of the one that would count in its place; none where nothing would.
    """
    limits = [f"limit_{number}" for number in limit_numbers(table)]
    kept = ["organization", "record", "rule", "cap", *limits, "begin", "finish", "points"]
    none = ibis.null("int64")
    if not table.meets:
        return segments.select(*kept, spare=none)
    by_themselves = segments.filter(segments.meets.notin((_WORST, _ONCE))).select(*kept, spare=none)
    group = ibis.ifelse(segments.meets == _WORST, -1, segments.case_record).cast("int64")
    meeting = segments.filter(segments.meets.isin((_WORST, _ONCE))).mutate(meeting=group)
    meeting = meeting.filter(meeting.meeting.notnull())
    keys = ["organization", "rule", "meeting"]
    days = ibis.union(
        meeting.select(*keys, day=meeting.begin), meeting.select(*keys, day=meeting.finish), distinct=True
    )
    runs = days.mutate(next=days.day.lead().over(ibis.window(group_by=keys, order_by=days.day)))
    runs = runs.filter(runs.next.notnull())
    same = [meeting[key] == runs[key] for key in keys]
    held = meeting.join(runs, [*same, meeting.begin <= runs.day, meeting.finish > runs.day])
    order = [ibis.desc(held.points.abs()), ibis.asc(held.record)]
    window = ibis.window(group_by=[*(held[key] for key in keys), held.day], order_by=order)
    ranked = held.mutate(rank=ibis.row_number().over(window), spare=held.points.lead().over(window).cast("int64"))
    chosen = ranked.filter(ranked["rank"] == 0)
    return ibis.union(
        by_themselves,
        chosen.select(*kept[:-3], begin=chosen.day, finish=chosen.next, points=chosen.points, spare=chosen.spare),
    )


def events_of(table: Tabulation, shape: Shape, spans: Any) -> Any:
    """What each record adds to its group on a day: thousandths, itself, and the limits that it triggers."""
    limits = [f"limit_{number}" for number in limit_numbers(table)]
    if table.meets:
        return _of_segments(settled_of(table, segments_of(table, shape, spans)), limits)
    joined = spans.cross_join(ibis.table({"place": "int8"}, name="places"))
    last, numbers = shape.steps, range(shape.steps + 1)
    inner = {step: ibis.least(ibis.greatest(joined[f"end_{step}"], joined.low), joined.high) for step in numbers[1:-1]}
    points = {step: joined[f"points_{step}"] for step in numbers[1:]} | {last + 1: 0}
    risen = {step: points[step + 1] - points[step] if step else points[1] for step in numbers}
    counts = ibis.cases((joined.place == 0, 1), (joined.place == last, -1), else_=0)
    days = {0: joined.low, **inner, last: joined.high}
    found = joined.select(
        "organization", "record", "cap",
        day=_at(joined.place, days), points=_at(joined.place, risen), counts=counts,
        **{name: joined[name] * counts for name in limits},
    )  # fmt: skip
    return _known(found)


def _of_segments(settled: Any, limits: list[str]) -> Any:
    def at(day: Any, sign: int) -> Any:
        return settled.select(
            "organization", "record", "cap", day=day,
            points=settled.points.cast("int64") * sign, counts=ibis.literal(sign, "int8"),
            **{name: (settled[name] * sign).cast("int8") for name in limits},
        )  # fmt: skip

    return _known(ibis.union(at(settled.begin, 1), at(settled.finish, -1)))


def _known(events: Any) -> Any:
    """Without what lies beyond the days that are looked at, and without what changes nothing."""
    return events.filter(events.day < bound(UNTIL), (events.points != 0) | (events.counts != 0))
