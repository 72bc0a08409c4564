"""How an office's own files went: what they ended in, what came late, what was reversed (S23). Counts and days only.

Pure. A file that is not final counts nowhere, so that nothing here moves when one is opened (S30); days are told of
twenty decisions or more.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from statistics import median_low

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Ruling
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import CaseFile, Started, approved_decision
from goodstanding.proceedings.stages import ENDED, GroundState, Stage, stage_on

FEWEST = 20
#: Stages at which a file is final or public.
FINAL = ENDED | {Stage.LISTED, Stage.MONITORED, Stage.CONCLUDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Of one office: `stages` and `rulings` by how many files or rulings, `late_appeals` those decided after their day.

    `days` is the median from the opening to the approved decision, None of fewer than twenty.
    """

    authority: str
    files: int
    stages: tuple[tuple[Stage, int], ...]
    rulings: tuple[tuple[Ruling, int], ...]
    late_appeals: int
    days: int | None


@dataclass(slots=True)
class _Counts:
    stages: Counter[Stage] = field(default_factory=Counter)
    rulings: Counter[Ruling] = field(default_factory=Counter)
    late_appeals: int = 0
    days: list[int] = field(default_factory=list)


def tallies(files: Iterable[tuple[CaseFile, GroundState]], day: date) -> tuple[Tally, ...]:
    """Every office that has a final file, by its code; each file comes with the state of its grounds on the day."""
    counts: dict[str, _Counts] = {}
    for found, ground in files:
        file = _without_pending_breach(found.until(day), day, ground)
        stage = stage_on(file, day, ground)
        if stage in FINAL:
            _count(counts.setdefault(file.opened.authority, _Counts()), file.until(day), stage)
    return tuple(
        Tally(
            authority=authority,
            files=one.stages.total(),
            stages=tuple(sorted(one.stages.items())),
            rulings=tuple(sorted(one.rulings.items())),
            late_appeals=one.late_appeals,
            days=median_low(one.days) if len(one.days) >= FEWEST else None,
        )
        for authority, one in sorted(counts.items())
    )


def _without_pending_breach(file: CaseFile, day: date, ground: GroundState) -> CaseFile:
    """A notice of a breach that nothing was decided on yet moves no figure (S30)."""
    before = file.before_breach()
    if before is None or stage_on(file, day, ground) in FINAL:
        return file
    return _without_pending_breach(before, day, ground)


def _count(counts: _Counts, file: CaseFile, stage: Stage) -> None:
    counts.stages[stage] += 1
    decision = approved_decision(file.before_breach() or file)
    if decision is not None:
        counts.days.append((decision[0].on - file.steps[0].on).days)
    lodged: dict[int, date] = {}
    due: Started | None = None
    for step in file.steps:
        due = next((one for one in step.started if one.clock is Clock.APPEAL_DECISION), due)
        match step.act:
            case acts.AppealLodged():
                lodged[step.seq] = step.on
            case acts.AppealDecided(appeal=entry, ruling=ruling):
                counts.rulings[ruling] += 1
                counts.late_appeals += due is not None and step.on > _due(due, lodged.get(entry, due.event_on))
            case acts.CourtRuled(ruling=ruling):
                counts.rulings[ruling] += 1
            case _:
                continue


def _due(clock: Started, lodged_on: date) -> date:
    """The day of an appeal that was lodged so much later than the one whose clock runs: the oldest that waits."""
    return clock.due_on + (lodged_on - clock.event_on)
