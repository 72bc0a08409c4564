"""Proposal, decision and second signature: what each takes. A decision without a reason on every factor is refused."""

from dataclasses import replace
from datetime import date

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Outcome
from goodstanding.proceedings.complying import check_conditions
from goodstanding.proceedings.files import CaseFile, approved_decision
from goodstanding.proceedings.monitoring import are_no_harder, conditions_set, open_conditions
from goodstanding.proceedings.opening import check_still_grounds
from goodstanding.proceedings.procedure import Procedure, Requirement
from goodstanding.proceedings.serving import SEVERITY, check_consequences, hearing_is_due
from goodstanding.proceedings.situation import LONGEST_TEXT, Objections, Situation
from goodstanding.proceedings.stages import Stage, end_of, lifted_on

ON_CONDITIONS = frozenset({Outcome.MONITORING, Outcome.CONDITIONAL_NON_LISTING})


def check_proposed(now: Situation, act: acts.Proposed) -> Objections:
    """Only behind the reply window, with a hearing held where one was asked for."""
    if now.stage is not Stage.TO_BE_PROPOSED:
        yield Requirement.REPLY, "The window to reply has not passed, or there is nothing to propose on."
    elif hearing_is_due(now):
        yield Requirement.HEARING, "A hearing was asked for and was not held."
    yield from _check_verdict(now, act.verdict)


def check_decided(now: Situation, act: acts.Decided) -> Objections:
    """Another officer decides, never more gravely than what was proposed and told to the respondent."""
    proposed = now.case.this_round().last_of(acts.Proposed)
    if now.stage is not Stage.PROPOSED or proposed is None:
        yield Requirement.ORDER, "Nothing waits for a decision."
        return
    yield from _check_verdict(now, act.verdict)
    if _is_harder(act.verdict, proposed[1].verdict):
        yield Requirement.DECISION, "A decision is not graver than its proposal."


def check_decision_approved(now: Situation, act: acts.DecisionApproved) -> Objections:
    """The second signature is under this very decision."""
    decided = now.case.this_round().last_of(acts.Decided)
    if now.stage is not Stage.DECIDED or decided is None:
        yield Requirement.ORDER, "No decision waits for its second signature."
    elif act.decision != decided[0].seq:
        yield Requirement.DECISION, "This is not the decision that waits."
    elif decided[1].verdict.outcome is not Outcome.NO_ACTION:
        yield from check_still_grounds(now, now.case.opened)


def latest_end(file: CaseFile, procedure: Procedure) -> date | None:
    """The last possible first day without the listing: by the term of the rules, counted from finality.

    Counted from the first exclusion on the same facts, where an authority ordered one: none is served twice.
    On a breach, or after a decision was void, no later than what was decided before: nothing is prolonged.
    """
    terms, opened = procedure.terms, file.opened
    longest = terms.longest_judged if opened.judged else terms.longest
    before = file.before_round() or file.before_breach()
    earlier = None if before is None else end_of(file)
    served = opened.excluded_from if terms.offsets_second_sanction else None
    latest = None if longest is None else longest.after(min(opened.final_on, served or opened.final_on))
    return latest if earlier is None or latest is None else min(latest, earlier)


def most_again(file: CaseFile, day: date) -> acts.Verdict | None:
    """The most that may be decided again: what stood before, as grants freed of it and reports fulfilled it (S37).

    None where no decision was void. Whoever appealed, or never received the notice, has nothing graver, longer or
    harder to fear for having said so.
    """
    stood = _stood(file)
    decision = None if stood is None else approved_decision(stood)
    if stood is None or decision is None:
        return None
    still = open_conditions(stood, day)
    kept = tuple(one for n, one in enumerate(conditions_set(stood), start=1) if n in still)
    outcome = decision[1].outcome if lifted_on(stood) is None else Outcome.CONDITIONAL_NON_LISTING
    if outcome in ON_CONDITIONS and not kept:
        outcome = Outcome.WARNING
    return replace(decision[1], outcome=outcome, until=end_of(stood), conditions=kept)


def _stood(file: CaseFile) -> CaseFile | None:
    """The file up to what made its last decision void; None where none was.

    While a breach is not decided, a remittal is of the decision before it; a claim is of the breach's notice alone.
    """
    before = file.before_round()
    if before is None or approved_decision(before) is not None:
        return before
    is_claim = isinstance(file.steps[len(before.steps)].act, acts.NonReceiptClaimed)
    return _stood(before) or (None if is_claim else before.before_breach())


def _is_harder(ours: acts.Verdict, theirs: acts.Verdict) -> bool:
    """Whether a verdict is graver or longer than another, or has harder conditions or more consequences."""
    graver = SEVERITY.index(ours.outcome) > SEVERITY.index(theirs.outcome)
    longer = ours.until is not None and (theirs.until is None or ours.until > theirs.until)
    harder = bool(theirs.conditions) and not are_no_harder(ours.conditions, theirs.conditions)
    return graver or longer or harder or not set(ours.consequences) <= set(theirs.consequences)


def _check_verdict(now: Situation, verdict: acts.Verdict) -> Objections:
    reasons = dict(verdict.reasons)
    if set(reasons) != now.procedure.deciding.factors or len(reasons) != len(verdict.reasons):
        yield Requirement.REASONS, "A reason is due on every factor, each once."
    if any(not text.strip() or len(text) > LONGEST_TEXT for text in reasons.values()):
        yield Requirement.REASONS, f"A reason is empty, or longer than {LONGEST_TEXT} characters."
    told = now.case.notice_in_force()
    if told is None:
        yield Requirement.NOTICE, "There is no notice."
        return
    if SEVERITY.index(verdict.outcome) > SEVERITY.index(told.gravest):
        yield Requirement.NOTICE, "The notice did not say that this may follow."
    if not set(verdict.consequences) <= set(told.consequences):
        yield Requirement.NOTICE, "The notice did not say that this consequence may follow."
    if verdict.outcome is not Outcome.NO_ACTION:
        yield from check_still_grounds(now, now.case.opened)
    yield from check_consequences(now, verdict.consequences)
    yield from _check_end(now, verdict)
    most = most_again(now.case, now.today)
    if most is not None and _is_harder(verdict, most):
        yield Requirement.APPEAL, "What is decided again is not graver, longer or harder than what stood before."


def _check_end(now: Situation, verdict: acts.Verdict) -> Objections:
    """A listing, shown or held back, has an end within the longest term; nothing else has consequences or an end."""
    holds_back = verdict.outcome in ON_CONDITIONS
    if bool(verdict.conditions) != holds_back:
        yield Requirement.DECISION, "An agreement and a conditional non-listing take conditions, and nothing else does."
    if not holds_back and verdict.outcome is not Outcome.LISTING:
        if verdict.until is not None or verdict.consequences:
            yield Requirement.TERM, "Only a listing, or one that is held back, has an end and consequences."
        return
    yield from check_conditions(now, verdict.conditions, verdict.until)
    latest = latest_end(now.case, now.procedure)
    if verdict.until is None or latest is None or not now.today < verdict.until <= latest:
        yield Requirement.TERM, "A listing has an end, ahead of today and within the longest term."
