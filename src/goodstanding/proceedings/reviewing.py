"""Appeal, rulings, provisional measures, rehabilitation and the end of a file."""

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Because, Ruling
from goodstanding.proceedings.appeals import freed, may_still_appeal, pending_appeals
from goodstanding.proceedings.complying import application_waits, can_be_freed, check_conditions, own_application_waits
from goodstanding.proceedings.conditions import Cause
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import approved_decision
from goodstanding.proceedings.monitoring import are_no_harder, awaits_completion, conditions_set
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import LONGEST_TEXT, Objections, Situation
from goodstanding.proceedings.stages import (
    ENDED,
    Stage,
    end_of,
    is_annulled,
    provisional_on,
)

_BY_CLOSING = frozenset({Because.WITHDRAWN, Because.SETTLED, Because.REFERRED_BACK})


def check_appeal_lodged(now: Situation, act: acts.AppealLodged) -> Objections:
    """From the decision on until the period passes, on any of facts, law and proportionality, and decided once.

    Each party has its own, whatever others did. One that was found inadmissible bars no other.
    """
    due = now.case.this_round().clock(Clock.APPEAL)
    waits = any(one.party == act.party for one in pending_appeals(now.case))
    if approved_decision(now.case) is None or act.party not in may_still_appeal(now.case) or waits:
        yield Requirement.APPEAL, "There is no decision that this party could appeal, or it did."
    if due is not None and now.today > due.due_on:
        yield Requirement.APPEAL, "The appeal period has passed."
    if not act.scope or not act.scope <= now.procedure.appealing.scope:
        yield Requirement.APPEAL, "An appeal says what it is about."


def check_appeal_admitted(now: Situation, act: acts.AppealAdmitted) -> Objections:
    """Said once, of an appeal that is pending."""
    if not any(one.entry == act.appeal and one.admitted is None for one in pending_appeals(now.case)):
        yield Requirement.APPEAL, "This appeal does not wait to be admitted."


def check_appeal_decided(now: Situation, act: acts.AppealDecided) -> Objections:
    """Of a pending appeal, and never to anybody's detriment."""
    appeal = next((one for one in pending_appeals(now.case) if one.entry == act.appeal), None)
    if appeal is None:
        yield Requirement.APPEAL, "This appeal is not pending."
    if act.ruling is Ruling.RESTORED:
        yield Requirement.APPEAL, "Only a court restores what was annulled."
    if appeal is not None and act.only_for not in (None, appeal.party):
        yield Requirement.APPEAL, "An appeal is decided for all, or for the party alone that lodged it."
    yield from _check_only_for(now, act)
    yield from _check_varied(now, act.ruling, act)


def check_court_ruled(now: Situation, act: acts.CourtRuled) -> Objections:
    """Of a decision, also while a breach is dealt with; what was annulled can only be restored, what stands cannot.

    What is over is not begun again: after the end a ruling confirms or favours, and remits nothing (S14).
    """
    if approved_decision(now.case) is None and now.case.before_breach() is None:
        yield Requirement.APPEAL, "There is no decision that a court could rule on."
    elif act.only_for is None and is_annulled(now.case) != (act.ruling is Ruling.RESTORED):
        yield Requirement.APPEAL, "A court restores what was annulled, and rules on what stands."
    elif act.ruling is Ruling.REMITTED and now.stage in ENDED:
        yield Requirement.APPEAL, "The file has ended: nothing is left to decide again."
    yield from _check_only_for(now, act)
    yield from _check_varied(now, act.ruling, act)


def check_provisional_ordered(now: Situation, act: acts.ProvisionalOrdered) -> Objections:
    """Once a file, before the decision, for a serious and imminent threat to named public money."""
    if now.procedure.provisional is None or now.stage in ENDED or now.case.has(acts.DecisionApproved):
        yield Requirement.PROVISIONAL, "There is no room for a provisional measure."
    if now.case.last_of(acts.ProvisionalOrdered):
        yield Requirement.PROVISIONAL, "A file has one provisional measure at most."
    if not act.public_money.strip() or not act.threat.strip():
        yield Requirement.PROVISIONAL, "It takes a threat to a contract, tender or grant that is named."


def check_provisional_approved(now: Situation, act: acts.ProvisionalApproved) -> Objections:
    """Four eyes, on the day of the order or later, before the decision."""
    ordered = now.case.last_of(acts.ProvisionalOrdered)
    if ordered is None or ordered[0].seq != act.measure or now.case.last_of(acts.ProvisionalApproved):
        yield Requirement.PROVISIONAL, "This provisional measure does not wait for its second signature."
    elif now.stage in ENDED or approved_decision(now.case) is not None:
        yield Requirement.PROVISIONAL, "There is no room for a provisional measure."


def check_provisional_ended(now: Situation, act: acts.ProvisionalEnded) -> Objections:
    """Of a measure that is in force."""
    if not provisional_on(now.case, now.today):
        yield Requirement.PROVISIONAL, "No provisional measure is in force."


def check_provisional_appealed(now: Situation, act: acts.ProvisionalAppealed) -> Objections:
    """At once, and once."""
    if not provisional_on(now.case, now.today) or now.case.last_of(acts.ProvisionalAppealed):
        yield Requirement.PROVISIONAL, "No provisional measure is in force that could be appealed."


def check_provisional_upheld(now: Situation, act: acts.ProvisionalUpheld) -> Objections:
    """Of a measure that was appealed and is still in force."""
    appealed = now.case.last_of(acts.ProvisionalAppealed)
    if appealed is None or now.case.last_of(acts.ProvisionalUpheld) or not provisional_on(now.case, now.today):
        yield Requirement.PROVISIONAL, "No appeal against a provisional measure waits."


def check_rehabilitation_applied(now: Situation, act: acts.RehabilitationApplied) -> Objections:
    """From the day of the decision, again after each answer, with evidence; one that is incomplete is completed."""
    if not can_be_freed(now):
        yield Requirement.REHABILITATION, "There is no listing to be rehabilitated from, and no condition is open."
    if own_application_waits(now) and not awaits_completion(now.case):
        yield Requirement.REHABILITATION, "An application waits already."
    if not act.evidence:
        yield Requirement.REHABILITATION, "An application shows what was done: give at least one document."
    if act.cause is Cause.YEARLY:
        yield Requirement.REHABILITATION, "The yearly review is the office's own duty."


def check_rehabilitation_answered(now: Situation, act: acts.RehabilitationAnswered) -> Objections:
    """Once, of an application that waits, with what is missing; where nothing is said in time it is complete."""
    due = now.case.clock(Clock.REHABILITATION_COMPLETENESS)
    if not application_waits(now) or due is None or now.today > due.due_on:
        yield Requirement.REHABILITATION, "No application waits to be looked through, or it counts as complete."
    if act.complete == bool(act.missing.strip()) or len(act.missing) > LONGEST_TEXT:
        yield (
            Requirement.REASONS,
            f"Of an incomplete application it is said what is missing, in {LONGEST_TEXT} characters.",
        )


def check_rehabilitation_decided(now: Situation, act: acts.RehabilitationDecided) -> Objections:
    """Of an application or a review that waits, with a reason; where conditions are open, never on harder ones."""
    if not application_waits(now) or now.stage in ENDED:
        yield Requirement.REHABILITATION, "No application waits for an answer."
    if not act.reason.strip():
        yield Requirement.REASONS, "An answer gives its reason."
    if not act.conditions:
        return
    yield from check_conditions(now, act.conditions, end_of(now.case))
    if not act.granted:
        yield Requirement.CONDITIONS, "Only a grant has conditions."
    if now.stage is Stage.MONITORED and not are_no_harder(act.conditions, conditions_set(now.case)):
        yield Requirement.CONDITIONS, "An answer never makes a condition harder: it confirms, or it favours."


def check_rehabilitation_approved(now: Situation, act: acts.RehabilitationApproved) -> Objections:
    """Four eyes on this very answer, and on one that answers everything that was asked before the signature."""
    case = now.case.this_round()
    decided, approved = (case.last_of(kind) for kind in (acts.RehabilitationDecided, acts.RehabilitationApproved))
    applied = case.last_of(acts.RehabilitationApplied)
    if decided is not None and applied is not None and applied[0].seq > decided[0].seq:
        yield Requirement.REHABILITATION, "An application came behind this answer: it is answered too."
    if decided is None or now.stage in ENDED or (approved is not None and approved[0].seq > decided[0].seq):
        yield Requirement.REHABILITATION, "No answer waits for its second signature."
    elif act.answer != decided[0].seq:
        yield Requirement.REHABILITATION, "This is not the answer that waits."


def check_publication_stopped(now: Situation, act: acts.PublicationStopped) -> Objections:
    """At any time before the end, with a reason."""
    if now.stage in ENDED or not act.because.strip():
        yield Requirement.LIFTING, "There is no publication to stop, or no reason to."


def check_stop_released(now: Situation, act: acts.StopReleased) -> Objections:
    """Of a publication that was stopped."""
    stopped, released = now.case.last_of(acts.PublicationStopped), now.case.last_of(acts.StopReleased)
    if stopped is None or (released is not None and released[0].seq > stopped[0].seq):
        yield Requirement.LIFTING, "No publication is stopped."


def check_closed(now: Situation, act: acts.Closed) -> Objections:
    """Before there is a decision. What was decided ends by appeal, rehabilitation or its own end."""
    if approved_decision(now.case) is not None:
        yield Requirement.ORDER, "The file was decided: it is not closed any more."
    if act.because not in _BY_CLOSING:
        yield Requirement.ORDER, "This is no reason to close a file."


def check_recused(now: Situation, act: acts.Recused) -> Objections:
    """At any time."""
    yield from ()


def _check_only_for(now: Situation, act: acts.AppealDecided | acts.CourtRuled) -> Objections:
    """For an affiliate alone a decision is annulled, or restored; with the respondent it falls for all."""
    if act.only_for is None:
        return
    if act.ruling not in (Ruling.ANNULLED, Ruling.RESTORED) or act.only_for not in now.case.opened.affiliates:
        yield Requirement.APPEAL, "For one party alone a decision is annulled, and for an affiliate alone."
    elif is_annulled(now.case) or (act.only_for in freed(now.case)) != (act.ruling is Ruling.RESTORED):
        yield Requirement.APPEAL, "A court restores what was annulled, and rules on what stands."


def _check_varied(now: Situation, ruling: Ruling, act: acts.AppealDecided | acts.CourtRuled) -> Objections:
    """A ruling may shorten, never lengthen: a right that is used costs nothing (S37)."""
    ends = end_of(now.case)
    if (ruling is Ruling.VARIED) != (act.until is not None):
        yield Requirement.APPEAL, "A varied decision has a new end, and no other ruling has one."
    elif act.until is not None and (ends is None or act.until >= ends):
        yield Requirement.APPEAL, "A ruling never lengthens what was appealed."
