"""The history of a standing: the days on which it changes between two dates, and what changed it.

Nothing is sampled: a line begins only with a stage of its case or with the rulebook, and each line says on
which day it changes next.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goodstanding.register.catalogue import Catalogue
from goodstanding.register.records import Status, stage_at
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Rulebook
from goodstanding.standing.display import Shown, shown
from goodstanding.standing.evaluate import NotRated, Standing, evaluate, governing
from goodstanding.standing.fading import fading_start, share_on
from goodstanding.standing.lines import Line, LineKind
from goodstanding.standing.valuing import expires_on
from goodstanding.values.withheld import Withheld


class Cause(StrEnum):
    """What made a record's line appear, change or go."""

    STAGE = "stage"
    FADING = "fading"
    VALUE = "value"
    EXPIRED = "expired"
    CONCURRENCE = "concurrence"
    DISPLAY_BEGAN = "display-began"
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
        why = () if before is None else tuple(_whys(view, rulebook, catalogue, before, after))
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
    days |= {day for record in view.records for day in record.display_days()}
    days |= {value.since for provision in rulebook.provisions for value in provision.values}
    return days | {day for day in (rulebook.in_force_from, rulebook.in_force_to) if day is not None}


def _whys(
    view: OrganizationView, rulebook: Rulebook, catalogue: Catalogue, before: Standing, after: Standing
) -> Iterator[Why]:
    """One for each record whose line differs, by entry."""
    was, now = _lines(before), _lines(after)
    ruled = NotRated.NOT_IN_FORCE in (before.not_rated, after.not_rated)
    for record in sorted(view.records, key=lambda record: record.entry):
        entry, stages = record.entry, record.stages
        if _of(was, entry) == _of(now, entry) or isinstance(stages, Withheld):
            continue
        stage = stage_at(stages, after.effective)
        if ruled:
            cause = Cause.RULEBOOK
        elif stage is not None and stage.effective_on > before.effective:
            cause = Cause.STAGE
        elif (one := shown(record, catalogue, after.effective)) and not shown(record, catalogue, before.effective):
            cause = Cause.DISPLAY_BEGAN
        else:
            lines = was.get(entry), now.get(entry)
            cause = Cause.DISPLAY_ENDED if one is None else _cause(one, rulebook, lines, after.effective)
        if stage is not None:
            yield Why(entry=entry, cause=cause, status=stage.status, before=_of(was, entry), after=_of(now, entry))


def _cause(one: Shown, rulebook: Rulebook, lines: tuple[Line | None, Line | None], on: date) -> Cause:
    """Why a displayed record's line changed though its case did not."""
    before, after = lines
    provision = governing(one, rulebook)
    if provision is None:
        return Cause.FADING
    if before is not None and after is not None:
        return Cause.FADING if before.permille != after.permille else Cause.VALUE
    expires = expires_on(provision, one.decision)
    if after is None and expires is not None and expires <= on:
        return Cause.EXPIRED
    start = fading_start(provision, one.decision, one.final_on)
    faded = start is None or not share_on(provision.fades[one.severity], start, on)[0]
    return Cause.FADING if after is None and faded else Cause.CONCURRENCE


def _lines(standing: Standing) -> dict[int, Line]:
    lines = (line for line in standing.lines if line.kind is LineKind.RECORD)
    return {line.entry: line for line in lines if line.entry is not None}


def _of(lines: Mapping[int, Line], entry: int) -> int:
    return lines[entry].points if entry in lines else 0
