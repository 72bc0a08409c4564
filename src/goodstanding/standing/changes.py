"""The history of a standing: the days on which it changes between two dates, and what changed it.

Nothing is sampled: a line begins only with a stage of its case or with the rulebook, and each line says on
which day it changes next.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goodstanding.register.catalogue import Catalogue
from goodstanding.register.records import Status, stage_at
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Rulebook
from goodstanding.standing.display import shown
from goodstanding.standing.evaluate import LineKind, NotRated, Standing, evaluate
from goodstanding.values.withheld import Withheld


class Cause(StrEnum):
    """What made a record's line appear, change or go."""

    STAGE = "stage"
    FADING = "fading"
    DISPLAY_ENDED = "display-ended"
    RULEBOOK = "rulebook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One record's part in a change: its points in thousandths, and the status of its case from that day."""

    entry: int
    cause: Cause
    status: Status
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The standing from this day on. The first change of a history is where it starts and has no `why`."""

    on: date
    points: int
    grade: str | None
    not_rated: NotRated | None
    why: tuple[Why, ...]


def changes(
    view: OrganizationView, rulebook: Rulebook, catalogue: Catalogue, since: date, until: date
) -> tuple[Change, ...]:
    """The standing on `since`, and every later day through `until` on which a record's line or the grade changes."""
    history: list[Change] = []
    before: Standing | None = None
    for after in standings_from(view, rulebook, catalogue, since):
        if after.effective > until:
            break
        why = () if before is None else tuple(_whys(view, catalogue, before, after))
        if before is None or why or (before.grade, before.not_rated) != (after.grade, after.not_rated):
            history.append(_change(after, why))
        before = after
    return tuple(history)


def standings_from(view: OrganizationView, rulebook: Rulebook, catalogue: Catalogue, since: date) -> Iterator[Standing]:
    """The standing on `since`, then on every later day on which it may change, as far as known. It ends."""
    known = _known_days(view, rulebook)
    day: date | None = since
    while day is not None:
        standing = evaluate(view, rulebook, catalogue, day)
        yield standing
        changing = {line.next_change_on for line in standing.lines if line.next_change_on is not None}
        day = min((one for one in changing | known if one > standing.effective), default=None)


def _change(standing: Standing, why: tuple[Why, ...]) -> Change:
    on, points, grade = standing.effective, standing.points, standing.grade
    return Change(on=on, points=points, grade=grade, not_rated=standing.not_rated, why=why)


def _known_days(view: OrganizationView, rulebook: Rulebook) -> set[date]:
    staged = (record.stages for record in view.records)
    days = {stage.effective_on for stages in staged if not isinstance(stages, Withheld) for stage in stages}
    return days | {day for day in (rulebook.in_force_from, rulebook.in_force_to) if day is not None}


def _whys(view: OrganizationView, catalogue: Catalogue, before: Standing, after: Standing) -> Iterator[Why]:
    """One for each record whose line differs, by entry."""
    was, now = _points(before), _points(after)
    ruled = NotRated.NOT_IN_FORCE in (before.not_rated, after.not_rated)
    for record in sorted(view.records, key=lambda record: record.entry):
        entry, stages = record.entry, record.stages
        if was.get(entry, 0) == now.get(entry, 0) or isinstance(stages, Withheld):
            continue
        stage = stage_at(stages, after.effective)
        if ruled:
            cause = Cause.RULEBOOK
        elif stage is not None and stage.effective_on > before.effective:
            cause = Cause.STAGE
        else:
            cause = Cause.DISPLAY_ENDED if shown(record, catalogue, after.effective) is None else Cause.FADING
        if stage is not None:
            yield Why(entry=entry, cause=cause, status=stage.status, before=was.get(entry, 0), after=now.get(entry, 0))


def _points(standing: Standing) -> dict[int, int]:
    return {
        line.entry: line.points for line in standing.lines if line.kind is LineKind.RECORD and line.entry is not None
    }
