"""Which conditions are set, which are still open, and until when: computed from the acts and a day, never stored.

A condition is fulfilled when the office says so, or when it lets a report wait beyond its date. Days under an appeal, a
stay or a filed order are not counted against the respondent (S37).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from goodstanding.proceedings import acts, conditions, orders
from goodstanding.proceedings.conditions import Condition
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import CaseFile, Step, approved_decision, grants, received_by_all
from goodstanding.proceedings.halts import forged_orders, rests

#: Acts by which a rest can begin or end.
_MOVES = (
    acts.AppealLodged,
    acts.AppealAdmitted,
    acts.AppealDecided,
    acts.CourtRuled,
    acts.StayOrdered,
    acts.StayEnded,
    acts.OrderFiled,
    orders.ForgeryApproved,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionState:
    """A condition on a day: its number, its last day in time, and whether it is open, reported or fulfilled."""

    number: int
    text: str
    due_on: date
    state: str


def conditions_set(file: CaseFile) -> tuple[Condition, ...]:
    """The conditions in force: of the last grant, else of the decision. Number 1 is the first."""
    return _set(file)[1]


def open_conditions(file: CaseFile, day: date) -> dict[int, date]:
    """The conditions that are not fulfilled on a day, by number, each with its last day in time."""
    known = file.until(day)
    since, conditions = _set(known)
    if not conditions:
        return {}
    done, _ = _reported(since, day)
    rested = timedelta(days=_rested(known, since[0], day))
    binds = binds_on(known) or since[0].on  # what is not received yet is not broken, and is told by its signature
    return {n: one.last_day(binds) + rested for n, one in enumerate(conditions, start=1) if n not in done}


def binds_on(file: CaseFile) -> date | None:
    """The day from which the conditions in force bind; None as long as not everybody has what sets them.

    A grant binds when it was received, a decision when the time to appeal, which begins with its receipt, is over.
    """
    if any(grants(file)):
        return received_by_all(file, acts.Paper.ANSWER)
    appeal = file.this_round().clock(Clock.APPEAL)
    return None if appeal is None else appeal.due_on


def waiting_report(file: CaseFile, day: date) -> frozenset[int]:
    """The conditions of the report that waits for its answer on a day; empty where none does."""
    known = file.until(day)
    return _reported(_set(known)[0], day)[1]


def waiting_asks(file: CaseFile) -> set[type[acts.Act]]:
    """What waits for an answer, or for the second signature under it: an application, a review, both."""
    waits = set[type[acts.Act]]()
    for step in file.this_round().steps:
        match step.act:
            case acts.RehabilitationApplied() | conditions.ReviewOpened():
                waits.add(type(step.act))
            case acts.RehabilitationApproved():
                waits.clear()
    return waits


def awaits_completion(file: CaseFile) -> bool:
    """Whether the application that waits was found incomplete and was not completed yet."""
    own = (acts.RehabilitationApplied, acts.RehabilitationAnswered, acts.RehabilitationApproved)
    said = [step.act for step in file.this_round().steps if isinstance(step.act, own)]
    return bool(said) and isinstance(said[-1], acts.RehabilitationAnswered) and not said[-1].complete


def condition_states(file: CaseFile, day: date) -> tuple[ConditionState, ...]:
    """Every condition in force on a day, by number."""
    still, waiting = open_conditions(file, day), waiting_report(file, day)
    return tuple(
        ConditionState(
            number=n,
            text=one.text,
            due_on=still.get(n, one.due_on),
            state="reported" if n in waiting else "open" if n in still else "fulfilled",
        )
        for n, one in enumerate(conditions_set(file.until(day)), start=1)
    )


def as_decided(file: CaseFile, conditions: Sequence[Condition], day: date) -> tuple[ConditionState, ...]:
    """The conditions of a decision as they stand on a day: a draft as if it were signed then."""
    known = file.until(day)
    if conditions_set(known) == tuple(conditions):
        return condition_states(file, day)
    granted = any(grants(known))
    return tuple(
        ConditionState(number=n, text=one.text, due_on=one.due_on if granted else one.last_day(day), state="open")
        for n, one in enumerate(conditions, start=1)
    )


def are_no_harder(asked: Sequence[Condition], than: Sequence[Condition]) -> bool:
    """Whether each condition is one of the others, with no less time."""
    return all(any(one.text == two.text and one.due_on >= two.due_on for two in than) for one in asked)


def _set(file: CaseFile) -> tuple[tuple[Step, ...], tuple[Condition, ...]]:
    """The conditions in force, and the steps from the signature under them on."""
    decision, signed = approved_decision(file), list(grants(file))
    if signed:
        step, conditions = signed[-1][0], signed[-1][1].conditions
    elif decision is not None:
        step, conditions = decision[0], decision[1].conditions
    else:
        return (), ()
    return file.steps[file.steps.index(step) :], conditions


def _reported(steps: Sequence[Step], day: date) -> tuple[frozenset[int], frozenset[int]]:
    """What is fulfilled, and what waits for an answer. An answer that is late is the one that was asked for."""
    done, waiting, due = set[int](), frozenset[int](), day
    for step in steps:
        match step.act:
            case conditions.ConditionsReported(conditions=numbers):
                done |= waiting
                waiting = frozenset(numbers)
                due = next((one.due_on for one in step.started if one.clock is Clock.CONDITION_ANSWER), step.on)
            case conditions.ReportAnswered(fulfilled=numbers):
                done |= set(numbers)
                waiting = frozenset()
    if day > due:
        done, waiting = done | waiting, frozenset()
    return frozenset(done), waiting


def _rested(file: CaseFile, since: Step, day: date) -> int:
    """On how many days from that step on everything rested, but for an order that proved forged."""
    forged = [step for step, _ in forged_orders(file)]
    steps = [step for step in file.steps if step not in forged]
    begun = steps.index(since)
    marks = [begun, *(n for n in range(begun, len(steps)) if isinstance(steps[n].act, _MOVES))]
    known = [replace(file, steps=tuple(steps[: n + 1])) for n in marks]
    days = [*(steps[n].on for n in marks), day]
    return sum((days[n + 1] - days[n]).days for n, one in enumerate(known) if rests(one))
