"""Notice, access to the file, service, receipt, reply and hearing: what each takes."""

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Channel, Outcome, Paper
from goodstanding.proceedings.complying import check_breach
from goodstanding.proceedings.consequences import ConsequenceCode, allows
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import approved_decision, grants, receipt_of, scope_of
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import Objections, Situation
from goodstanding.proceedings.stages import Stage

_BEFORE_PROPOSAL = frozenset(
    {
        Stage.OPENED,
        Stage.NOTICE_PREPARED,
        Stage.NOTICE_APPROVED,
        Stage.NOTICE_SENT,
        Stage.REPLY_WINDOW,
        Stage.TO_BE_PROPOSED,
    }
)
#: From here on an outcome can bring a listing, at once or when its conditions are found broken.
SEVERITY = tuple(Outcome)
_BRINGS_LISTING = SEVERITY[SEVERITY.index(Outcome.MONITORING) :]
#: Replies to one notice that come with words, for each party: a list is to be read.
MOST_WITH_WORDS = 3
_PROLONGS = frozenset({acts.Because.FILE_VOLUMINOUS, acts.Because.TRANSLATION_NEEDED, acts.Because.RESPONDENT_ASKED})


def check_file_released(now: Situation, act: acts.FileReleased) -> Objections:
    """The window counts only from a file that is whole, and a later part opens it anew.

    The date to decide by moves with it once (`clocks`): whoever releases again and again loses the file.
    """
    if not act.exculpatory_included:
        yield Requirement.FILE_ACCESS, "The file is not whole without what exonerates."
    if now.stage not in _BEFORE_PROPOSAL:
        yield Requirement.ORDER, "Nothing is added to a file once it was proposed upon."


def check_notice_prepared(now: Situation, act: acts.NoticePrepared) -> Objections:
    """What may follow is said before, and only what the rules have for such an organization."""
    if act.breach:
        yield from check_breach(now, act.breach, act.consequences)
    elif now.case.last_of(acts.NoticeApproved):
        yield Requirement.NOTICE, "The notice was approved already; what it says cannot change."
    if any(one.document == act.document and one != act for one in _drafts(now)):
        yield Requirement.NOTICE, "This document was prepared with other contents: what is signed is what was read."
    if act.gravest is Outcome.NO_ACTION:
        yield Requirement.NOTICE, "A notice says what may follow at most."
    yield from check_consequences(now, act.consequences)
    if act.consequences and act.gravest not in _BRINGS_LISTING:
        yield Requirement.CONSEQUENCES, "Consequences follow from a listing alone."


def check_notice_approved(now: Situation, act: acts.NoticeApproved) -> Objections:
    """Four eyes: the very notice that another officer prepared."""
    now_round = now.case.this_round()
    prepared, approved = now_round.last_of(acts.NoticePrepared), now_round.last_of(acts.NoticeApproved)
    if prepared is None or (approved is not None and approved[0].seq > prepared[0].seq):
        yield Requirement.ORDER, "There is no notice that waits for approval."
        return
    if prepared[1].breach:
        yield from check_breach(now, prepared[1].breach, prepared[1].consequences)
    if act.document != prepared[1].document:
        yield Requirement.NOTICE, "This is not the notice that was prepared."


def _drafts(now: Situation) -> list[acts.NoticePrepared]:
    """The notices that were prepared since one was signed."""
    found: list[acts.NoticePrepared] = []
    for step in now.case.steps:
        if isinstance(step.act, acts.NoticePrepared):
            found.append(step.act)
        elif isinstance(step.act, acts.NoticeApproved):
            found.clear()
    return found


def check_sent(now: Situation, act: acts.Sent) -> Objections:
    """A notice goes out approved and with the whole file open; a decision or a grant approved. Every attempt counts."""
    if act.party not in now.case.parties:
        yield Requirement.SERVICE, "Only a party is served."
        return
    if act.paper is Paper.NOTICE:
        notice = now.case.this_notice()
        if notice.last_of(acts.NoticeApproved) is None or now.case.this_round().last_of(acts.Proposed):
            yield Requirement.ORDER, "There is no approved notice to serve."
        if notice.last_of(acts.FileReleased) is None:
            yield Requirement.FILE_ACCESS, "The whole file must be readable before the notice is served."
    elif act.paper is Paper.ANSWER and not any(grants(now.case)):
        yield Requirement.ORDER, "There is no approved grant to serve."
    elif approved_decision(now.case) is None:
        yield Requirement.ORDER, "There is no approved decision to serve."
    if act.channel is Channel.PORTAL and not act.consent:
        yield Requirement.SERVICE, "The portal serves only a party that agreed to it before: name what says so."
    if (act.channel is Channel.PORTAL or act.also_by is not None) and not act.proof:
        yield Requirement.SERVICE, "What may be deemed received takes what proves that it was sent."
    if receipt_of(now.case, act.paper, act.party) is not None:
        yield Requirement.SERVICE, "This party was served already."


def check_received(now: Situation, act: acts.Received) -> Objections:
    """A receipt is of an attempt, not before it, not ahead of today, and entered by the day on which it is deemed.

    Behind that day it would move no window, and only bar the claim that the paper never came.
    """
    scope = scope_of(now.case, act.paper)
    attempts = [step.on for step, sent in scope.all_of(acts.Sent) if (sent.paper, sent.party) == (act.paper, act.party)]
    if not attempts or not min(attempts) <= act.received_on <= now.today:
        yield Requirement.SERVICE, "There was no attempt that could have been received on that day."
        return
    received = [r for _, r in scope.all_of(acts.Received) if (r.paper, r.party) == (act.paper, act.party)]
    deemed = receipt_of(now.case, act.paper, act.party)
    if received or (deemed is not None and deemed < now.today):
        yield Requirement.SERVICE, "It was received, or deemed to be received, before."


def check_non_receipt(now: Situation, act: acts.NonReceiptClaimed) -> Objections:
    """A deemed receipt falls with the claim, once; an actual one stands by its delivery receipt.

    With the receipt of the notice falls what was done behind it: it is served again, and decided on again.
    """
    scope = scope_of(now.case, act.paper)
    same = [one for _, one in scope.all_of(acts.NonReceiptClaimed) if (one.paper, one.party) == (act.paper, act.party)]
    actual = [one for _, one in scope.all_of(acts.Received) if (one.paper, one.party) == (act.paper, act.party)]
    if actual or same or receipt_of(now.case, act.paper, act.party) is None:
        yield Requirement.SERVICE, "Nothing was deemed received that the claim could take back."


def check_replied(now: Situation, act: acts.Replied) -> Objections:
    """A reply is taken from the opening on until the window closes. There is no form that it could fail."""
    notice = now.case.this_notice()
    reply = notice.clock(Clock.REPLY)
    late = reply is not None and now.today > reply.due_on
    if now.stage not in _BEFORE_PROPOSAL or late or (reply is None and notice.last_of(acts.NoticeApproved) is None):
        yield Requirement.REPLY, "The window to reply is not open."
    if act.words is not None:
        if not act.publish:
            yield Requirement.REPLY, "Words stand beside a listing: the reply that they belong to has to be published."
        said = sum(one.words is not None for _, one in notice.all_of(acts.Replied))
        if said >= MOST_WITH_WORDS * len(now.case.parties):
            yield Requirement.REPLY, "As many replies to this notice as can come with words for the list have come."


def check_reply_extended(now: Situation, act: acts.ReplyExtended) -> Objections:
    """Within the window, for a reason of the list, as often as the rules say."""
    notice, deadline = now.case.this_notice(), now.procedure.deadlines[Clock.REPLY]
    reply = notice.clock(Clock.REPLY)
    most = deadline.extension.most if deadline.extension else 0
    if reply is None or not reply.event_on <= now.today <= reply.due_on:
        yield Requirement.REPLY, "The window to reply is not open."
    if len(list(notice.all_of(acts.ReplyExtended))) >= most:
        yield Requirement.REPLY, "The rules do not let the window be prolonged again."
    if act.because not in _PROLONGS:
        yield Requirement.REPLY, "This is no reason to prolong the window."


def check_hearing(now: Situation, act: acts.HearingHeld) -> Objections:
    """A hearing is held on request, before anything is proposed."""
    if not hearing_is_due(now):
        yield Requirement.HEARING, "No hearing was asked for, or it was held."
    elif now.stage not in (Stage.REPLY_WINDOW, Stage.TO_BE_PROPOSED):
        yield Requirement.ORDER, "A hearing is held between the notice and the proposal."


def hearing_is_due(now: Situation) -> bool:
    """Whether a hearing was asked for and not held yet."""
    notice = now.case.this_notice()
    asked = any(reply.hearing for _, reply in notice.all_of(acts.Replied))
    return asked and notice.last_of(acts.HearingHeld) is None


def check_consequences(now: Situation, codes: tuple[ConsequenceCode, ...]) -> Objections:
    """Out of the closed catalogue, each once, with a law in these rules, and for such an organization (S20)."""
    known = {one.code for one in now.procedure.consequences}
    if len(set(codes)) != len(codes) or not set(codes) <= known:
        yield Requirement.CONSEQUENCES, "The rules have no law for one of these consequences."
    if any(not allows(code, now.respondent.kind) for code in codes):
        yield Requirement.CONSEQUENCES, "A consequence is not for this kind of organization."
