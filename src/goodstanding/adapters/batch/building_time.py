"""What holds over time, of everybody: a tabulated rulebook becomes the expressions `history`, `back` and `sooner`."""

from typing import Any

from goodstanding.adapters.batch.lasting import events_of, places, segments_of, settled_of, spans_of
from goodstanding.adapters.batch.returning import aims, back_of, outlook_of, reached_of, sooner_of
from goodstanding.adapters.batch.running import history_of
from goodstanding.adapters.batch.shape import Lookup, Shape, shape_of
from goodstanding.services.batch_jobs import Use
from goodstanding.services.batch_time import Told
from goodstanding.standing import relation
from goodstanding.standing.tabulation import Tabulation


def build_over_time(use: Use, told: Told) -> tuple[tuple[Lookup, ...], Any]:
    """The lookup tables and the expression of one answer. They depend on the rulebook in its use alone."""
    table, shape = use.table, shape_of(use.table)
    applies = {relation.KINDS[kind] for kind in table.rulebook.applies_to}
    answered = set(relation.KINDS.values()) if use.kinds is None else {*use.kinds} - {relation.WITHHELD}
    kinds, others = tuple(sorted(answered & applies)), tuple(sorted(answered - applies))
    spans = spans_of(table, shape, kinds)
    events = events_of(table, shape, spans)
    lookups = (*shape.lookups, places(shape))
    if told is Told.HISTORY:
        return lookups, history_of(table, kinds, others, events)
    return (*lookups, aims(table)), _from_now_on(table, shape, kinds, (spans, events), told)


def _from_now_on(table: Tabulation, shape: Shape, kinds: tuple[int, ...], found: tuple[Any, Any], told: Told) -> Any:
    spans, events = found
    outlook = outlook_of(table, kinds, events)
    reached = reached_of(table, outlook)
    if told is Told.BACK:
        return back_of(table, outlook, reached, events)
    segments = segments_of(table, shape, spans)
    return sooner_of(table, outlook, reached, segments, settled_of(table, segments))
