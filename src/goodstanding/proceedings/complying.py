"""Conditions, reports on them, the office's own reviews, and what a notice of a breach takes.

A breach is never found by the clock: it takes a notice, a window to reply and a decision, like any listing.
"""

from collections.abc import Sequence
from datetime import date

from goodstanding.proceedings import acts
from goodstanding.proceedings.conditions import Cause, Condition, ConditionsReported, ReportAnswered, ReviewOpened
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import approved_decision
from goodstanding.proceedings.halts import rests
from goodstanding.proceedings.monitoring import binds_on, open_conditions, waiting_asks, waiting_report
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import LONGEST_TEXT, Objections, Situation
from goodstanding.proceedings.stages import (
    GroundState,
    Stage,
    review_is_late,
)

MOST_CONDITIONS = 20
#: Where there is a listing, decided or shown, or an open condition to be lifted.
_CAN_BE_FREED = frozenset(
    {
        Stage.DECISION_APPROVED,
        Stage.DECISION_SENT,
        Stage.STANDSTILL,
        Stage.UNDER_APPEAL,
        Stage.SUSPENDED,
        Stage.LISTED,
        Stage.MONITORED,
    }
)


def check_conditions(now: Situation, asked: Sequence[Condition], until: date | None) -> Objections:
    """Each says what is to be done, and by when: ahead of today, and before the end of what is held back."""
    if len(asked) > MOST_CONDITIONS or any(not one.text.strip() or len(one.text) > LONGEST_TEXT for one in asked):
        yield Requirement.CONDITIONS, "A condition is empty or too long, or there are too many."
    if any(not now.today < one.due_on or until is None or one.due_on >= until for one in asked):
        yield Requirement.CONDITIONS, "A condition is due ahead of today and before the end of what it holds back."
    if asked and Clock.CONDITION_ANSWER not in now.procedure.deadlines:
        yield Requirement.CONDITIONS, "These rules have no clock for conditions."


def check_conditions_reported(now: Situation, act: ConditionsReported) -> Objections:
    """Of open conditions, with evidence, one report at a time; no form that it could fail, and no fee."""
    if now.stage is not Stage.MONITORED or not _are_open(now, act.conditions):
        yield Requirement.CONDITIONS, "Only open conditions are reported on, each once."
    if waiting_report(now.case, now.today):
        yield Requirement.CONDITIONS, "A report waits already."
    if not act.evidence:
        yield Requirement.CONDITIONS, "A report shows what was done: give at least one document."


def check_report_answered(now: Situation, act: ReportAnswered) -> Objections:
    """Of a report that waits; where nothing is said in time its conditions are fulfilled."""
    waiting = waiting_report(now.case, now.today)
    if now.stage is not Stage.MONITORED or not waiting:
        yield Requirement.CONDITIONS, "No report waits for an answer, or its conditions count as fulfilled."
    elif not set(act.fulfilled) <= waiting or len(set(act.fulfilled)) != len(act.fulfilled):
        yield Requirement.CONDITIONS, "An answer is on the conditions that were reported."
    if not act.reason.strip() or len(act.reason) > LONGEST_TEXT:
        yield Requirement.REASONS, f"An answer gives its reason, of at most {LONGEST_TEXT} characters."


def check_review_opened(now: Situation, act: ReviewOpened) -> Objections:
    """At any time while a listing or a condition runs; on an acquittal or a new owner with what shows it."""
    if not can_be_freed(now):
        yield Requirement.REHABILITATION, "There is nothing to review: no listing runs, and no condition is open."
    if application_waits(now):
        yield Requirement.REHABILITATION, "An application waits already: answer it."
    if act.cause is not Cause.YEARLY and not act.evidence:
        yield Requirement.REHABILITATION, "What has changed is shown: give at least one document."


def check_breach(now: Situation, numbers: Sequence[int], consequences: Sequence[ConsequenceCode]) -> Objections:
    """Of conditions that are open beyond their day, under a decision that binds, with nothing left unanswered."""
    if now.stage is not Stage.MONITORED or not _are_open(now, numbers):
        yield Requirement.CONDITIONS, "Only open conditions can be said to be broken, each once."
        return
    due = open_conditions(now.case, now.today)
    if any(now.today <= due[number] for number in numbers):
        yield Requirement.CONDITIONS, "A condition is not due yet."
    if not _binds(now):
        yield Requirement.CONDITIONS, "The decision does not bind yet, or rests."
    if application_waits(now) or waiting_report(now.case, now.today) or review_is_late(now.case, now.today):
        yield Requirement.CONDITIONS, "An application, a report or the yearly review waits: answer it first."
    decision = approved_decision(now.case)
    if decision is None or not set(consequences) <= set(decision[1].consequences):
        yield Requirement.CONSEQUENCES, "A breach brings no other consequence than was decided before."


def can_be_freed(now: Situation) -> bool:
    """Whether a listing, decided or shown, or an open condition is there to be lifted."""
    return now.stage in _CAN_BE_FREED


def application_waits(now: Situation) -> bool:
    """Whether an application or a review waits for an answer, or for the second signature under it."""
    return bool(waiting_asks(now.case))


def own_application_waits(now: Situation) -> bool:
    """The same of the respondent's application alone: what the office opens stands in no one's way."""
    return acts.RehabilitationApplied in waiting_asks(now.case)


def _are_open(now: Situation, numbers: Sequence[int]) -> bool:
    return (
        bool(numbers)
        and len(set(numbers)) == len(numbers)
        and set(numbers) <= set(open_conditions(now.case, now.today))
    )


def _binds(now: Situation) -> bool:
    """Whether the time to appeal is over, what sets the conditions was received, and nothing stays the decision."""
    case, appeal, binds = now.case, now.case.this_round().clock(Clock.APPEAL), binds_on(now.case)
    over = appeal is not None and binds is not None and now.today > max(appeal.due_on, binds)
    return over and not rests(case) and now.ground is GroundState.STANDS
