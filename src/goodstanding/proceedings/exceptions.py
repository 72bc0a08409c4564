"""Exceptions for compelling reasons: one consequence, one party, one contract, tender or grant. Always published.

They only ever favour: nothing is extended, and a listing stays as it is. A decision that is void takes them along.
"""

from dataclasses import dataclass
from datetime import date

from goodstanding.proceedings import acts
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.files import CaseFile, Step, approved_listing
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import LONGEST_TEXT, Objections, Situation
from goodstanding.proceedings.stages import Stage, end_of

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Exempted:
    """An exception in force. `since` is the day of the second signature, `until` the first day without it."""

    entry: int
    party: int
    code: ConsequenceCode
    public_money: str
    reason: str
    since: date
    until: date


def exceptions_on(file: CaseFile, day: date) -> tuple[Exempted, ...]:
    """The exceptions of the present decision that hold on a day, in the order of their signatures."""
    known = file.until(day).this_round()
    end = end_of(known)
    if end is None:
        return ()
    found = (_signed(known, step, act, end) for step, act in known.all_of(acts.ExceptionApproved))
    return tuple(one for one in found if one is not None and one.since <= day < one.until)


def check_exception_granted(now: Situation, act: acts.ExceptionGranted) -> Objections:
    """Of a consequence of the approved listing, with a reason, at public money that is named, within the listing."""
    decision, end = approved_listing(now.case), end_of(now.case)
    if decision is None or end is None or now.today >= end or now.stage is Stage.MONITORED:
        yield Requirement.ORDER, "There is no approved listing to make an exception of."
        return
    if act.code not in decision[1].consequences or act.party not in now.case.parties:
        yield Requirement.CONSEQUENCES, "The decision brings no such consequence, or not for this organization."
    if not _is_text(act.public_money, LONGEST_NAME):
        yield Requirement.CONSEQUENCES, "It is for one contract, tender or grant, which is named."
    if not _is_text(act.reason, LONGEST_TEXT):
        yield Requirement.REASONS, f"A compelling reason is due, of at most {LONGEST_TEXT} characters."
    if act.until is not None and not now.today < act.until <= end:
        yield Requirement.TERM, "An exception ends ahead of today, and with the listing at the latest."
    if any(_same(one, act) for one in exceptions_on(now.case, now.today)):
        yield Requirement.ORDER, "This exception holds already."


def check_exception_approved(now: Situation, act: acts.ExceptionApproved) -> Objections:
    """The second signature is under the exception that was granted last."""
    granted = now.case.this_round().last_of(acts.ExceptionGranted)
    end = end_of(now.case)
    signed = [one.exception for _, one in now.case.all_of(acts.ExceptionApproved)]
    if granted is None or granted[0].seq != act.exception or act.exception in signed:
        yield Requirement.ORDER, "This exception does not wait for its second signature."
    elif end is None or now.today >= (granted[1].until or end):
        yield Requirement.TERM, "The exception, or its listing, is over."


def _signed(known: CaseFile, approved: Step, act: acts.ExceptionApproved, end: date) -> Exempted | None:
    for step, granted in known.all_of(acts.ExceptionGranted):
        if step.seq == act.exception:
            return Exempted(
                entry=step.seq,
                party=granted.party,
                code=granted.code,
                public_money=granted.public_money,
                reason=granted.reason,
                since=approved.on,
                until=min(granted.until or end, end),
            )
    return None


def _same(one: Exempted, act: acts.ExceptionGranted) -> bool:
    return (one.party, one.code, one.public_money) == (act.party, act.code, act.public_money)


def _is_text(text: str, longest: int) -> bool:
    return bool(text.strip()) and len(text) <= longest
