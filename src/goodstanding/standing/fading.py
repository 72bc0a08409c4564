"""Stepwise fading, exactly: what share of a value counts on a day, and on which days that changes.

A step applies while `start + until > effective`: the day on which its period ends is the first day of the
next step. The batch engine asks the same by `start > cut_off(effective, until)`.
"""

from datetime import date

from goodstanding.register.records import Decision
from goodstanding.rulebook.model import CountsFrom, Fade, Provision


def fading_start(provision: Provision, decision: Decision, final_on: date) -> date | None:
    """The day from which a record fades under a provision; None where the decision does not say."""
    match provision.counts_from:
        case CountsFrom.DECISION:
            return decision.decided_on
        case CountsFrom.FINALITY:
            return final_on
        case CountsFrom.CONDUCT:
            return decision.conduct_to


def share_on(fade: Fade, start: date, effective: date) -> tuple[int, date | None]:
    """The permille that counts on a day, and the day on which that step ends; (0, None) after the last."""
    for step in fade:
        end = step.until.after(start)
        if end > effective:
            return step.permille, end
    return 0, None
