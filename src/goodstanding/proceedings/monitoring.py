"""Which conditions are set, which are still open, and until when: computed from the acts and a day, never stored.

A condition is fulfilled when the office says so, or when it lets a report wait beyond its date. Days under an appeal, a
stay or a filed order are not counted against the respondent (S37).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goodstanding.proceedings import acts, conditions, orders
from goodstanding.proceedings.conditions import Condition
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import CaseFile, Step, approved_decision, grants, received_by_all


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
    rested = timedelta(days=_rested(known.steps, since[0].on, day))
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


def waiting_asks(file: CaseFile) -> dict[type[acts.Act], Step]:
    """The application and the review that wait for an answer, or for the second signature under it, by their kind."""
    waits: dict[type[acts.Act], Step] = {}
    for step in file.this_round().steps:
        match step.act:
            case acts.RehabilitationApplied() | conditions.ReviewOpened():
                waits[type(step.act)] = step
            case acts.RehabilitationApproved():
                waits.clear()
            case _:
                continue
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
    days = [one.due_on if any(grants(known)) else one.last_day(day) for one in conditions]
    return tuple(
        ConditionState(number=n, text=one.text, due_on=due_on, state="open")
        for n, (one, due_on) in enumerate(zip(conditions, days, strict=True), start=1)
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
            case _:
                continue
    if day > due:
        done, waiting = done | waiting, frozenset()
    return frozenset(done), waiting


def _rested(steps: Sequence[Step], since: date, day: date) -> int:
    """On how many days since then an appeal, a stay or an order was open; one that proves forged does not count."""
    begun: dict[str, date] = {}
    rested, filed = set[int](), -1
    for step in steps:
        ended: tuple[str, ...] = ()
        match step.act:
            case acts.AppealLodged():
                begun[f"appeal {step.seq}"] = step.on
            case acts.StayOrdered():
                begun[f"stay {step.seq}"] = step.on
            case acts.OrderFiled():
                begun[f"stay {step.seq}"], filed = step.on, step.seq
            case orders.ForgeryApproved():
                begun.pop(f"stay {filed}", None)
            case acts.AppealAdmitted(appeal=entry, admitted=False) | acts.AppealDecided(appeal=entry):
                ended = (f"appeal {entry}",)
            case acts.StayEnded(stay=entry):
                ended = (f"stay {entry}",)
            case _:
                continue
        for name in ended:
            rested |= _days(begun.pop(name, step.on), step.on)
    for first in begun.values():
        rested |= _days(first, day)
    return len(rested & _days(since, day))


def _days(first: date, last: date) -> set[int]:
    return set(range(first.toordinal(), last.toordinal()))
