"""How the cases of an authority go: where they stand, how long each step took, how many went back (S23).

Counts and days only, out of records: never a name, a number of a case, or an identifier. A case is here one
organization's case: a deed that names forty organizations is forty cases. Presumed ones count too, so the figures
are the office's own instrument (decision 0013) and are published nowhere.

What points at somebody is left out: a category of fewer than 20 organizations is not shown beside its authority,
nor is a further one if the rest could be had by subtraction; days are told of at least 20 cases.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from goodstanding.register.coverage import Known
from goodstanding.register.records import Case, Decision, Reason, Record, Stage, Status, final_on, stage_at
from goodstanding.register.views import OrganizationView
from goodstanding.standing.narrow import FEWEST
from goodstanding.values.withheld import Withheld


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Step:
    """A status of a case; `reason` tells a court's annulment from the authority's own, and is None otherwise."""

    status: Status
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """From the first day of one step to the first day of another, in cases that took both in that order.

    A quarter, a half and three quarters of the cases had passed by these numbers of days, each some case's own;
    None where fewer than 20 cases passed.
    """

    before: Step
    after: Step
    cases: int
    quartiles: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The cases of an authority as a whole (`category` is None), or of one of its categories.

    `were_final` is how many were ever final, and `overturned` how many of those are annulled now. Two ways back:
    `restored` were annulled and then final again; `voided` are annulled from a day before a decision, or its being
    issued again, that stands before the annulment in the case. `too_few` says that fewer than 20 organizations could
    be told from a category: nothing of it is counted. `coverage` is None where it is unknown, and `withheld` says that
    its figures are not told beside those of others for that (`comparable`): nothing of it is counted either.
    """

    authority: str
    category: str | None
    organizations: int = 0
    cases: int = 0
    stages: tuple[tuple[Step, int], ...] = ()
    passages: tuple[Passage, ...] = ()
    were_final: int = 0
    overturned: int = 0
    restored: int = 0
    voided: int = 0
    too_few: bool = False
    coverage: Known | None = None
    withheld: bool = False


@dataclass(slots=True, kw_only=True)
class _Tally:
    """What is counted of one group while the organizations go by."""

    organizations: int = 0
    stages: Counter[Step] = field(default_factory=Counter)
    days: dict[tuple[Step, Step], list[int]] = field(default_factory=dict)
    marks: Counter[str] = field(default_factory=Counter)


def courses(views: Iterable[OrganizationView], effective: date) -> tuple[Course, ...]:
    """Of every authority the whole and then its categories, by the stages that took effect by the date.

    Cases of which the number, the decision or the stages are withheld are not counted, nor is what follows from
    disclosures: that is no case.
    """
    tallies: dict[tuple[str, str | None], _Tally] = {}
    for view in views:
        touched = set()
        for record in view.records:
            for key, reached in _case(record, effective):
                _count(tallies.setdefault(key, _Tally()), reached, effective)
                touched.add(key)
        for key in touched:
            tallies[key].organizations += 1
    hidden = _hidden({key: tally.organizations for key, tally in tallies.items()})
    return tuple(
        Course(authority=authority, category=category, too_few=True)
        if (authority, category) in hidden
        else _course(authority, category, tallies[authority, category])
        for authority, category in sorted(tallies, key=lambda key: (key[0], key[1] or ""))
    )


def step_of(stage: Stage) -> Step:
    """The step that a stage is."""
    return Step(status=stage.status, reason=stage.reason if stage.status is Status.ANNULLED else None)


def _case(record: Record, effective: date) -> Iterable[tuple[tuple[str, str | None], tuple[Stage, ...]]]:
    """The stages that the case has reached, for the authority as a whole and for the category."""
    match record:
        case Record(
            case=Case(authority=authority), decision=Decision(category=category), stages=stages, disclosure=None
        ):
            if isinstance(stages, Withheld):
                return
            reached = tuple(stage for stage in stages if stage.effective_on <= effective)
            if reached:
                yield (authority, None), reached
                yield (authority, category), reached


def _count(tally: _Tally, stages: tuple[Stage, ...], effective: date) -> None:
    now, final = stage_at(stages, effective), final_on(stages)
    if now is None:
        return
    tally.stages[step_of(now)] += 1
    first: dict[Step, date] = {}
    for stage in stages:
        step = step_of(stage)
        first[step] = min(first.get(step, stage.effective_on), stage.effective_on)
    for step, day in first.items():
        begin = _begin(step, first)
        if begin is not None and day >= first[begin]:
            tally.days.setdefault((begin, step), []).append((day - first[begin]).days)
    if final is None:
        return
    annulled = [place for place, stage in enumerate(stages) if stage.status is Status.ANNULLED]
    tally.marks["final"] += 1
    tally.marks["overturned"] += now.status is Status.ANNULLED
    tally.marks["restored"] += bool(annulled) and any(stage.status is Status.FINAL for stage in stages[annulled[0] :])
    tally.marks["voided"] += any(_voids(stages, place) for place in annulled)


def _voids(stages: tuple[Stage, ...], place: int) -> bool:
    """Whether the annulment at this place takes effect before a decision that it overturns did."""
    day = stages[place].effective_on
    return any(stage.status is Status.FINAL and stage.effective_on > day for stage in stages[:place])


def _begin(step: Step, first: dict[Step, date]) -> Step | None:
    """The step that another is measured from: the final decision, or the presumption where there was none before."""
    for begin in (Step(status=Status.FINAL), Step(status=Status.PRESUMED)):
        if step == begin:
            continue
        if begin in first and step.status is not Status.PRESUMED:
            return begin
    return None


def _hidden(organizations: dict[tuple[str, str | None], int]) -> set[tuple[str, str | None]]:
    """The categories that are not shown: small ones, and as many more as keep the small ones from being computed."""
    hidden: set[tuple[str, str | None]] = set()
    for authority in {authority for authority, _ in organizations}:
        sizes = sorted((size, key[1] or "") for key, size in organizations.items() if key[0] == authority and key[1])
        together = 0
        for size, category in sizes:
            if size < FEWEST or 0 < together < FEWEST:
                hidden.add((authority, category))
                together += size
    return hidden


def _course(authority: str, category: str | None, tally: _Tally) -> Course:
    passages = (
        Passage(before=before, after=after, cases=len(days), quartiles=_quartiles(sorted(days)))
        for (before, after), days in tally.days.items()
    )
    return Course(
        authority=authority,
        category=category,
        organizations=tally.organizations,
        cases=tally.stages.total(),
        stages=tuple(sorted(tally.stages.items(), key=lambda item: _order(item[0]))),
        passages=tuple(sorted(passages, key=lambda one: (_order(one.before), _order(one.after)))),
        were_final=tally.marks["final"],
        overturned=tally.marks["overturned"],
        restored=tally.marks["restored"],
        voided=tally.marks["voided"],
    )


def _quartiles(days: list[int]) -> tuple[int, int, int] | None:
    if len(days) < FEWEST:
        return None
    lower, middle, upper = (days[-(-len(days) * quarter // 4) - 1] for quarter in (1, 2, 3))
    return lower, middle, upper


def _order(step: Step) -> tuple[int, str]:
    return list(Status).index(step.status), step.reason or ""
