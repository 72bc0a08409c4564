"""Which edition is in force when, and a standing's history through all of them: old dates keep old rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from goodstanding.register.catalogue import Catalogue
from goodstanding.register.records import stage_at
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Rulebook
from goodstanding.standing.changes import Cause, Change, Why, changes
from goodstanding.standing.evaluate import LineKind, Standing, evaluate
from goodstanding.values.withheld import Withheld

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reign:
    """One edition from its first day up to before `until`; None leaves that side open. `digest` names its text."""

    rulebook: Rulebook
    digest: str
    official: bool
    since: date | None = None
    until: date | None = None

    def holds(self, effective: date) -> bool:
        """Whether this edition is the one that applies on that day."""
        return (self.since is None or self.since <= effective) and (self.until is None or effective < self.until)


def changes_through(
    view: OrganizationView, reigns: Sequence[Reign], catalogue: Catalogue, since: date, until: date
) -> tuple[Change, ...]:
    """As `changes`, through every edition in turn; on the first day of another one the cause is the rulebook."""
    history: list[Change] = []
    before: Reign | None = None
    for reign in reigns:
        start = since if reign.since is None else max(since, reign.since)
        end = until if reign.until is None else min(until, reign.until - _DAY)
        if start > end:
            continue
        first, *later = changes(view, reign.rulebook, catalogue, start, end)
        if before is not None:
            first = replace(first, why=tuple(_whys(view, before, reign, catalogue, start)))
        if not history or first.why or _differs(first, history[-1]):
            history.append(first)
        history += later
        before = reign
    return tuple(history)


def _differs(one: Change, other: Change) -> bool:
    return (one.points, one.grade, one.not_rated) != (other.points, other.grade, other.not_rated)


def _whys(view: OrganizationView, old: Reign, new: Reign, catalogue: Catalogue, on: date) -> Iterator[Why]:
    """The records whose points differ between the last day of an edition and the first of the next."""
    was = _points(evaluate(view, old.rulebook, catalogue, on - _DAY))
    now = _points(evaluate(view, new.rulebook, catalogue, on))
    for record in sorted(view.records, key=lambda record: record.entry):
        before, after = was.get(record.entry, 0), now.get(record.entry, 0)
        stage = None if isinstance(record.stages, Withheld) else stage_at(record.stages, on)
        if before != after and stage is not None:
            yield Why(entry=record.entry, cause=Cause.RULEBOOK, status=stage.status, before=before, after=after)


def _points(standing: Standing) -> dict[int, int]:
    lines = (line for line in standing.lines if line.kind is LineKind.RECORD)
    return {line.entry: line.points for line in lines if line.entry is not None}
