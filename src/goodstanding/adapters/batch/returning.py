"""The way back of everybody: from which day each better grade holds, what clears it, and what would bring it sooner.

All of it from the day asked about on, by what is known then. Where there is no grade there is no way back.
"""

from typing import Any

import ibis

from goodstanding.adapters.batch.counting import bound, in_force, limit_numbers, unbound
from goodstanding.adapters.batch.grading import book_said, grade_code, groups, int64, unbounded
from goodstanding.adapters.batch.running import graded_on, timeline_of
from goodstanding.adapters.batch.shape import Lookup
from goodstanding.services.batch_time import UNTIL
from goodstanding.standing.relation import OPEN_DAY
from goodstanding.standing.tabulation import EFFECTIVE, Tabulation
from goodstanding.values.points import PER_POINT


def aims(table: Tabulation) -> Lookup:
    """What may be reached: each grade but the last by its place, and no grade at all, without a code, behind all."""
    codes = [grade.code for grade in table.rulebook.grades]
    rows = [*enumerate(codes[:-1]), (len(codes), "")]
    return Lookup(name="aims", columns={"aim": "int32", "code": "string"}, rows=tuple(rows))


def outlook_of(table: Tabulation, kinds: tuple[int, ...], events: Any) -> Any:
    """The timeline from the day asked about, with the place of the grade on each day; behind all where none is."""
    organizations, effective = unbound("organizations"), bound(EFFECTIVE)
    # Where a grade takes a record, who has a grade on the day has an event on it.
    asked = organizations.filter(organizations.kind.isin(kinds), in_force(table, effective))
    asked = asked if table.rulebook.minimum_evidence < 1 else asked.filter(ibis.literal(False))
    timeline = timeline_of(table, events, asked.select("organization", day=effective.cast("int32")))
    timeline = timeline.mutate(**{f"all_{name}": timeline[name] for name in _limits(table)})
    found = graded_on(table, timeline, timeline.day)
    return found.mutate(
        rank=ibis.ifelse(found.not_rated.isnull(), found.place, len(table.rulebook.grades)),
        grade=grade_code(table, found),
    )


def reached_of(table: Tabulation, outlook: Any) -> Any:
    """A row an organization with a grade and an aim: what it is worth now, and the first day on which it is reached."""
    unrated, now = len(table.rulebook.grades), outlook.day == bound(EFFECTIVE)
    places = range(unrated - 1)
    first = {f"first_{place}": outlook.day.min(where=outlook["rank"] <= place) for place in places}
    first[f"first_{unrated}"] = outlook.day.min(where=outlook["rank"] == unrated)
    held = {name: outlook[name].max(where=now) for name in ("rank", "points", "grade")}
    firsts = outlook.group_by("organization").agg(**held, **first)
    rated = firsts.filter(firsts["rank"] < unrated)
    aim = ibis.table(dict(aims(table).columns), name="aims")
    joined = rated.join(aim, [(aim.aim < rated["rank"]) | (aim.aim == unrated)])
    days = [(joined.aim == place, joined[f"first_{place}"]) for place in places]
    last = joined[f"first_{unrated}"]
    reached_on = ibis.cases(*days, else_=last) if days else last
    return joined.select("organization", "points", "grade", "aim", "code", reached_on=reached_on)


def back_of(table: Tabulation, outlook: Any, reached: Any, events: Any) -> Any:
    """A row an organization and better grade, and one where too few records will count for any grade."""
    unrated = len(table.rulebook.grades)
    told = reached.filter((reached.aim < unrated) | reached.reached_on.notnull())
    later = told.join(outlook, [told.organization == outlook.organization, outlook.day > told.reached_on,
                                outlook["rank"] > told.aim])  # fmt: skip
    lost = later.group_by("organization", "aim").agg(lost_on=later.day.min())
    changed = events.join(told, [events.organization == told.organization, events.day == told.reached_on])
    by_record = changed.group_by("organization", "aim", "record").agg(moved=changed.points.sum())
    moved = by_record.filter(by_record.moved != 0)
    clears = moved.group_by("organization", "aim").agg(
        clears=moved.record.cast("string").group_concat(" ", order_by=moved.record)
    )
    joined = told.left_join(lost, ["organization", "aim"]).drop("organization_right", "aim_right")
    joined = joined.left_join(clears, ["organization", "aim"])
    end = bound(UNTIL).nullif(OPEN_DAY)
    lost_on = ibis.ifelse(joined.reached_on.notnull() & (joined.aim < unrated), ibis.coalesce(joined.lost_on, end),
                          ibis.null("int32"))  # fmt: skip
    return joined.select(
        "organization", rulebook=book_said(table), points=joined.points, grade=joined.grade,
        reaches=joined.code.nullif(""), reached_on=joined.reached_on.cast("int32"), lost_on=lost_on.cast("int32"),
        clears=joined.clears.fill_null(""),
    )  # fmt: skip


def sooner_of(table: Tabulation, outlook: Any, reached: Any, segments: Any, settled: Any) -> Any:
    """A row a record and aim: were it gone on the day asked about, the aim would be reached on an earlier day."""
    unrated = len(table.rulebook.grades)
    adverse = segments.filter(segments.points < 0)
    costs = adverse.group_by("organization", "record").agg(costs_from=adverse.begin.min())
    gone = settled.select(
        "record", "cap", "begin", "finish", "spare", holder=settled.organization, cost=settled.points,
        **{f"own_{name}": settled[name] for name in _limits(table)},
    )  # fmt: skip
    days = _hopeful(table, outlook)
    held = days.join(gone, [days.organization == gone.holder, gone.begin <= days.day, gone.finish > days.day])
    less, alone = held.spare.fill_null(0) - held.cost, ibis.ifelse(held.spare.isnull(), 1, 0)
    sums = {name: held[name] + (less if where is None else ibis.ifelse(where, less, 0))
            for name, where in groups(table, held).items()}  # fmt: skip
    sums |= {"counted": held.counted - alone}
    sums |= {name: held[f"all_{name}"] - held[f"own_{name}"] * alone for name in _limits(table)}
    without = held.select("organization", "record", "day", **{name: int64(one) for name, one in sums.items()})
    found = graded_on(table, without, without.day)
    found = found.select(
        "record", "day", holder=found.organization,
        without=ibis.ifelse(found.not_rated.isnull(), found.place, unrated),
    )  # fmt: skip
    costs = costs.select("costs_from", holder=costs.organization, costly=costs.record)
    aimed = reached.mutate(before=reached.reached_on.fill_null(OPEN_DAY))
    aimed = aimed.join(costs, [aimed.organization == costs.holder, costs.costs_from < aimed.before]).drop("holder")
    met = aimed.join(
        found, [aimed.organization == found.holder, aimed.costly == found.record, found.day < aimed.before]
    )
    met = met.filter(ibis.ifelse(met.aim == unrated, met.without == unrated, met.without <= met.aim))
    first = met.group_by("organization", "record", "aim", "code").agg(on_day=met.day.min())
    return first.select(
        "organization", rulebook=book_said(table), reaches=first.code.nullif(""), record=first.record,
        on_day=first.on_day.cast("int32"),
    )  # fmt: skip


def _hopeful(table: Tabulation, outlook: Any) -> Any:
    """The days on which one record less could change the grade: each is looked at with each record, so most must go.

    The grade above the day's must be within what the dearest record costs, or one record less too few for any grade.
    """
    grades, scale = table.rulebook.grades, table.rulebook.scale
    rated = outlook.filter(outlook["rank"] < len(grades))
    dearest = max(
        -points * step.permille for cell in table.cells for points in cell.points.values() for step in cell.fade
    )
    best = ibis.greatest(unbounded(table, rated) + max(dearest, 0), scale.floor * PER_POINT)
    next_better = [
        (rated["rank"] == place + 1, best >= one.at_least * PER_POINT) for place, one in enumerate(grades[:-1])
    ]
    better = ibis.cases(*next_better, else_=False) if next_better else ibis.literal(False)
    return rated.filter(better | (rated.counted <= table.rulebook.minimum_evidence))


def _limits(table: Tabulation) -> list[str]:
    return [f"limit_{number}" for number in limit_numbers(table)]
