"""One step of a proceeding: (file so far, act, actor, day, rules) -> the accepted step, or a refusal with its article.

Pure. Nothing assigns a status: a step is recorded, and where the proceeding stands follows from the steps and a day.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from goodstanding.proceedings import (
    acts,
    complying,
    conditions,
    deciding,
    exceptions,
    orders,
    reviewing,
    serving,
    staying,
)
from goodstanding.proceedings.authorities import (
    FUNCTION_OF_ROLE,
    MARKED,
    Mandate,
    Role,
    are_independent,
    is_in_own_case,
)
from goodstanding.proceedings.clocks import clocks_of
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.opening import check_opening, check_reviewable
from goodstanding.proceedings.permissions import roles_of
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import Actor, Objection, Objections, Refusal, Situation
from goodstanding.proceedings.stages import ENDED
from goodstanding.values.errors import MisuseError

#: What can still happen once a file has ended: a court's word, and what only releases.
_AFTER_THE_END = (acts.CourtRuled, acts.Recused, acts.StayEnded)
#: What may only be done while it could be reviewed: who was independent at the opening need not be so any more (S38).
_REVIEWABLE = (acts.Decided, acts.DecisionApproved, acts.ProvisionalOrdered, acts.ProvisionalApproved)

_CHECKS: Mapping[type[acts.Act], Callable[[Situation, Any], Objections]] = MappingProxyType(
    {
        acts.Opened: check_opening,
        acts.FileReleased: serving.check_file_released,
        acts.NoticePrepared: serving.check_notice_prepared,
        acts.NoticeApproved: serving.check_notice_approved,
        acts.Sent: serving.check_sent,
        acts.Received: serving.check_received,
        acts.NonReceiptClaimed: serving.check_non_receipt,
        acts.Replied: serving.check_replied,
        acts.ReplyExtended: serving.check_reply_extended,
        acts.HearingHeld: serving.check_hearing,
        acts.Proposed: deciding.check_proposed,
        acts.Decided: deciding.check_decided,
        acts.DecisionApproved: deciding.check_decision_approved,
        acts.AppealLodged: reviewing.check_appeal_lodged,
        acts.AppealAdmitted: reviewing.check_appeal_admitted,
        acts.StayOrdered: staying.check_stay_ordered,
        acts.StayEnded: staying.check_stay_ended,
        acts.OrderFiled: staying.check_order_filed,
        orders.OrderVerified: staying.check_order_verified,
        orders.ForgeryApproved: staying.check_forgery_approved,
        acts.AppealDecided: reviewing.check_appeal_decided,
        acts.CourtRuled: reviewing.check_court_ruled,
        acts.ProvisionalOrdered: reviewing.check_provisional_ordered,
        acts.ProvisionalApproved: reviewing.check_provisional_approved,
        acts.ProvisionalEnded: reviewing.check_provisional_ended,
        acts.ProvisionalAppealed: reviewing.check_provisional_appealed,
        acts.ProvisionalUpheld: reviewing.check_provisional_upheld,
        acts.RehabilitationApplied: reviewing.check_rehabilitation_applied,
        acts.RehabilitationAnswered: reviewing.check_rehabilitation_answered,
        acts.RehabilitationDecided: reviewing.check_rehabilitation_decided,
        acts.RehabilitationApproved: reviewing.check_rehabilitation_approved,
        conditions.ConditionsReported: complying.check_conditions_reported,
        conditions.ReportAnswered: complying.check_report_answered,
        conditions.ReviewOpened: complying.check_review_opened,
        acts.PublicationStopped: reviewing.check_publication_stopped,
        acts.StopReleased: reviewing.check_stop_released,
        acts.ExceptionGranted: exceptions.check_exception_granted,
        acts.ExceptionApproved: exceptions.check_exception_approved,
        acts.Recused: reviewing.check_recused,
        acts.Closed: reviewing.check_closed,
    }
)


def step(now: Situation, act: acts.Act, actor: Actor) -> Step | Refusal:
    """The act as a step of the file, with its clocks; or the first thing that stands against it.

    The step has no entry yet (`seq` -1). Writes nothing and decides nothing about money or law beyond the rules given.
    """
    if now.file is not None and now.today < now.file.steps[-1].on:
        raise MisuseError("The day lies before the last act of the file.", accepted="a later day")
    for requirement, message in objections(now, act, actor):
        article = now.procedure.article(requirement)
        return Refusal(act=type(act), requirement=requirement, article=article, message=message)
    mandate = mandate_of(now, act, actor)
    if mandate is None:
        raise MisuseError("An act was let through without a mandate.", accepted="a mandate in force")
    bare = Step(seq=-1, act=act, actor=actor.officer, role=mandate.role, authority=mandate.authority, on=now.today)
    started, stopped = ((), ()) if now.file is None else clocks_of(now, bare)
    if not started:
        return replace(bare, stopped=stopped)
    return replace(bare, started=started, stopped=stopped, law=now.law, calendar=now.calendar.edition)


def objections(now: Situation, act: acts.Act, actor: Actor) -> Iterator[Objection]:
    """Everything that stands against an act: what fails, and what is said about it."""
    if (now.file is None) != isinstance(act, acts.Opened):
        yield Requirement.ORDER, "A file is opened first, and only once."
        return
    yield from _check_actor(now, act, actor)
    if now.file is not None and now.stage in ENDED and not isinstance(act, _AFTER_THE_END):
        yield Requirement.ORDER, f"The file has ended ({now.stage.value})."
    if now.file is not None:
        yield from staying.check_halted(now, act)
    if isinstance(act, _REVIEWABLE):
        yield from check_reviewable(now, now.case.opened)
    yield from _CHECKS[type(act)](now, act)


def _check_actor(now: Situation, act: acts.Act, actor: Actor) -> Iterator[Objection]:
    """Competence, conflict, four eyes: nobody without a mandate, in two marked roles, or in their own case."""
    mandate = mandate_of(now, act, actor)
    if mandate is None:
        if roles_of(now.procedure, type(act)):
            yield Requirement.COMPETENCE, "The officer has no mandate in force for this act in this file."
        else:
            yield Requirement.COMPETENCE, "The rules of this file give this act to nobody."
        return
    if now.file is None:
        return
    held = {one.role for one in now.file.steps if one.actor == actor.officer}
    if any(isinstance(one.act, acts.Recused) and one.actor == actor.officer for one in now.file.steps):
        yield Requirement.CONFLICT, "The officer has stepped back from this file."
    if mandate.role in MARKED and (held & MARKED) - {mandate.role}:
        yield Requirement.FOUR_EYES, "The officer has acted in this file in another role."
    if mandate.role is not Role.REPRESENTATIVE and is_in_own_case(
        now.authorities, mandate.authority, frozenset(now.case.parties)
    ):
        yield Requirement.CONFLICT, "A public body holds no role in its own case."
    yield from staying.check_whose_stay(now, act, mandate)


def mandate_of(now: Situation, act: acts.Act, actor: Actor) -> Mandate | None:
    """The actor's mandate that covers this act today: the one of a role in which it acted in the file before, if any.

    Else the first by role and authority: who holds two stays in the one that was used.
    """
    covering = (one for one in actor.mandates if one.officer == actor.officer and one.holds_on(now.today))
    given = roles_of(now.procedure, type(act))
    found = (one for one in covering if one.role in given and _covers(now, act, one))
    held = {one.role for one in now.file.steps if one.actor == actor.officer} if now.file is not None else set[Role]()
    return min(found, key=lambda one: (one.role not in held, one.role, one.authority), default=None)


def _covers(now: Situation, act: acts.Act, mandate: Mandate) -> bool:
    if mandate.role is Role.REPRESENTATIVE:
        party = act.party if isinstance(act, acts.NonReceiptClaimed | acts.AppealLodged) else mandate.organization
        return now.file is not None and mandate.organization == party and party in now.file.parties
    enrolled = now.authorities.get(mandate.authority)
    if enrolled is None or FUNCTION_OF_ROLE[mandate.role] not in enrolled.functions:
        return False
    opened = act if isinstance(act, acts.Opened) else now.case.opened
    if mandate.role in (Role.APPEAL_BODY, Role.COURT):
        involved = (opened.authority, *opened.recorded_by)
        return all(are_independent(now.authorities, mandate.authority, other) for other in involved)
    return mandate.authority == opened.authority
