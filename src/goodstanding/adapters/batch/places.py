"""Where a record lies on an axis, and which of several that meet under one rule counts: as expressions."""

from typing import Any

import ibis

from goodstanding.rulebook.model import Concurrence, Rulebook
from goodstanding.standing import relation
from goodstanding.standing.boxes import FIGURE_ROOM, NO_AMOUNT, NO_DAY, NO_LEVEL

_MEETING = list(Concurrence)


def place_on(axis: str, rulebook: Rulebook, record: Any, effective: Any) -> Any:
    """The number of the place; what a record does not state lies below everything that it could."""
    match axis:
        case "level":
            return _level(rulebook, record)
        case "amount":
            return record.amount_units.fill_null(NO_AMOUNT)
        case "figure":
            code = record.figure.cast("int64") * FIGURE_ROOM
            return code + record.figure_value.fill_null(0) + FIGURE_ROOM // 2
        case "conduct":
            return record.conduct_to.fill_null(NO_DAY)
        case "decision":
            return record.decided_on
    return effective


def concurring(found: Any) -> Any:
    """The records that count: of those that meet the one of most points, the earliest among equals."""
    worst, once = _MEETING.index(Concurrence.WORST_ONLY), _MEETING.index(Concurrence.ONCE_A_CASE)
    group = ibis.cases((found.meets == worst, -1), (found.meets == once, found.case_record), else_=found.record)
    grouped = found.mutate(meeting=group.cast("int64"))
    grouped = grouped.filter(grouped.meeting.notnull())
    order = [ibis.desc(grouped.points.abs()), ibis.asc(grouped.record)]
    window = ibis.window(group_by=[grouped.organization, grouped.rule, grouped.meeting], order_by=order)
    ranked = grouped.mutate(rank=ibis.row_number().over(window))
    return ranked.filter(ranked["rank"] == 0)


def _level(rulebook: Rulebook, record: Any) -> Any:
    """The level on which the rulebook places the authority; every other one is `other`."""
    placed: dict[str, list[str]] = {}
    for authority, level in sorted(rulebook.authority_levels.items()):
        placed.setdefault(level, []).append(authority)
    branches = [(record.authority.isin(codes), relation.LEVELS[level]) for level, codes in sorted(placed.items())]
    other = relation.LEVELS["other"]
    return ibis.cases((record.authority.isnull(), NO_LEVEL), *branches, else_=other)
