"""Which clocks an act starts and stops. The days are computed here once, recorded with the act, and never again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from goodstanding.proceedings import acts, conditions, orders
from goodstanding.proceedings.acts import Channel, Paper, Ruling
from goodstanding.proceedings.appeals import pending_appeals
from goodstanding.proceedings.deadlines import Anchor, Clock, Span, due_on, put_off
from goodstanding.proceedings.files import CaseFile, Started, Step, approved_decision, received_by_all
from goodstanding.proceedings.halts import HELD, halted_days, is_halted, open_order, rests, standing_still
from goodstanding.proceedings.monitoring import awaits_completion, open_conditions, waiting_asks
from goodstanding.proceedings.situation import Situation
from goodstanding.proceedings.stages import ENDED, is_annulled, stage_on

Clocks = tuple[tuple[Started, ...], tuple[Clock, ...]]

_PROVISIONAL = (Clock.PROVISIONAL_NOTICE, Clock.PROVISIONAL_CAP)
_STARTS: Mapping[type[acts.Act], Clock] = MappingProxyType(
    {
        acts.ProvisionalAppealed: Clock.APPEAL_DECISION,
        conditions.ReviewOpened: Clock.REHABILITATION_DECISION,
        conditions.ConditionsReported: Clock.CONDITION_ANSWER,
    }
)
_STOPS: Mapping[type[acts.Act], tuple[Clock, ...]] = MappingProxyType(
    {
        acts.ProvisionalUpheld: (Clock.APPEAL_DECISION,),
        acts.ProvisionalEnded: _PROVISIONAL,
        conditions.ReportAnswered: (Clock.CONDITION_ANSWER,),
    }
)
_HALTS = (acts.StayOrdered, acts.OrderFiled, orders.OrderVerified, acts.StayEnded, orders.ForgeryApproved)
_NONE: Clocks = ((), ())
_NOTICE = (Clock.REPLY, Clock.DECISION)
_DECISION = (Clock.STANDSTILL, Clock.APPEAL)
_OF_DECISION = (
    *_DECISION,
    Clock.APPEAL_DECISION,
    Clock.REVIEW,
    Clock.REHABILITATION_COMPLETENESS,
    Clock.REHABILITATION_DECISION,
    Clock.CONDITION,
    Clock.CONDITION_ANSWER,
)

#: What is owed on a decision, an application or an order, and is owed no more once a file has ended.
_OWED = (
    Clock.APPEAL_DECISION,
    Clock.ORDER_VERIFICATION,
    Clock.REHABILITATION_COMPLETENESS,
    Clock.REHABILITATION_DECISION,
    Clock.REVIEW,
    Clock.CONDITION_ANSWER,
)

#: Acts by which conditions are set, freed of, answered for, or moved; with the receipt of what sets them they bind.
_ON_CONDITIONS = (
    acts.NoticeApproved,
    acts.DecisionApproved,
    acts.RehabilitationApproved,
    conditions.ReportAnswered,
    acts.AppealAdmitted,
    acts.AppealDecided,
    acts.CourtRuled,
    acts.StayOrdered,
    acts.StayEnded,
    acts.OrderFiled,
    orders.ForgeryApproved,
    acts.AppealLodged,
    acts.Sent,
    acts.Received,
    acts.NonReceiptClaimed,
)


def clocks_of(now: Situation, step: Step) -> Clocks:
    """What a step starts and stops, given the file before it. Of an opening, nothing."""
    started, stopped = _of_procedure(now, step)
    after = now.case.with_step(replace(step, started=started, stopped=stopped))
    if stage_on(after, now.today) in ENDED:
        started = tuple(one for one in started if one.clock not in _OWED)
        stopped = tuple(dict.fromkeys((*stopped, *_running(now.case, *_OWED))))
    if not isinstance(step.act, _ON_CONDITIONS):
        return started, stopped
    due = min(open_conditions(after, now.today).values(), default=None)
    if due is None or is_annulled(after) or rests(after):
        return started, (*stopped, *_running(after, Clock.CONDITION))
    return (*started, Started(clock=Clock.CONDITION, event_on=now.today, due_on=due)), stopped


def _of_procedure(now: Situation, step: Step) -> Clocks:
    match step.act:
        case acts.Sent(paper=paper):
            deemed = _deemed(now, step.act)
            sent = now.case.with_step(replace(step, started=deemed))
            started, stopped = _window(now, sent, paper)
            return (*deemed, *started), stopped
        case acts.Received(paper=paper) | acts.NonReceiptClaimed(paper=paper):
            return _window(now, now.case.with_step(step), paper)
        case acts.FileReleased() | acts.ReplyExtended():
            return _window(now, now.case.with_step(step), Paper.NOTICE)
        case acts.NoticeApproved():
            return (), _running(now.case, Clock.REVIEW)
        case acts.DecisionApproved():
            return _review(now, now.case.with_step(step)), _running(now.case, Clock.DECISION)
        case acts.RehabilitationApproved():
            return _answered(now, now.case.with_step(step))
        case acts.Closed():
            return (), _running(now.case, *Clock)
        case (
            acts.StayOrdered()
            | acts.OrderFiled()
            | orders.OrderVerified()
            | acts.StayEnded()
            | orders.ForgeryApproved()
        ):
            return _of_halts(now, step)
        case acts.AppealLodged() | acts.AppealAdmitted() | acts.AppealDecided() | acts.CourtRuled():
            return _appeals(now, step)
        case _:
            return _simple(now, step.act)


def _simple(now: Situation, act: acts.Act) -> Clocks:
    """Acts that start one clock from today, or stop one."""
    match act:
        case acts.ProvisionalOrdered():
            return tuple(_start(now, clock, now.today) for clock in _PROVISIONAL), ()
        case acts.RehabilitationApplied() | acts.RehabilitationAnswered():
            return _asked(now, act)
    starts = _STARTS.get(type(act))
    return () if starts is None else (_start(now, starts, now.today),), _running(now.case, *_STOPS.get(type(act), ()))


def _counts_from_application(now: Situation) -> bool:
    """Whether the rules let the time to answer count from the application itself, and not from its completeness."""
    return now.procedure.deadlines[Clock.REHABILITATION_DECISION].anchor is Anchor.APPLIED


def _asked(now: Situation, act: acts.RehabilitationApplied | acts.RehabilitationAnswered) -> Clocks:
    """An application has its days. Where a review waits, that of the review is the day for both: none is put off.

    One that is found incomplete goes on; its completion, in time, lets the day to answer by count from then.
    """
    by_review, at_once = conditions.ReviewOpened in waiting_asks(now.case), _counts_from_application(now)
    if isinstance(act, acts.RehabilitationAnswered):
        over = _running(now.case, Clock.REHABILITATION_COMPLETENESS)
        if act.complete:
            return () if by_review or at_once else (_start(now, Clock.REHABILITATION_DECISION, now.today),), over
        return (), over
    if awaits_completion(now.case):
        running = now.case.clock(Clock.REHABILITATION_DECISION)
        in_time = running is not None and now.today <= running.due_on
        return (_start(now, Clock.REHABILITATION_DECISION, now.today),) if in_time and not (
            by_review or at_once
        ) else (), ()
    complete = (_start(now, Clock.REHABILITATION_COMPLETENESS, now.today),) if act.cause is None else ()
    event_on = complete[0].due_on if complete and not at_once else now.today
    return (*complete, *(() if by_review else (_start(now, Clock.REHABILITATION_DECISION, event_on),))), ()


def _deemed(now: Situation, act: acts.Sent) -> tuple[Started, ...]:
    """A portal binds with consent, paper where it also went to the registered seat; only where the rules say so."""
    channels = {act.channel, act.also_by}
    if not act.proof:
        return ()
    if act.channel is Channel.PORTAL and act.consent:
        clock = Clock.DEEMED_PORTAL
    elif Channel.SEAT in channels and channels & {Channel.PAPER, Channel.BY_HAND, Channel.PORTAL}:
        clock = Clock.DEEMED_PAPER
    else:
        return ()
    return (_start(now, clock, now.today),) if clock in now.procedure.deadlines else ()


def _window(now: Situation, case: CaseFile, paper: Paper) -> Clocks:
    """The windows behind a paper, from the day on which every party has it; none where one has not.

    A later part of the file opens the window to reply anew each time, and moves the date to decide by once a round.
    """
    received = received_by_all(case, paper)
    if paper is Paper.ANSWER:
        return _NONE
    if paper is Paper.DECISION:
        if received is None:
            return (), _running(now.case.this_round(), *_DECISION)
        return tuple(_start(now, clock, received, stood_still=halted_days(case)) for clock in _DECISION), ()
    notice = case.this_notice()
    released = [step.on for step, _ in notice.all_of(acts.FileReleased)]
    if received is None or not released:
        return (), (*_running(now.case, *_NOTICE), *_of_void(now.case))
    extended = len(list(notice.all_of(acts.ReplyExtended)))
    later = sum(1 for _ in case.this_round().all_of(acts.FileReleased))
    opened = sorted({max(received, day) for day in released[-later - 1 :]})
    reply, counted = (
        _start(now, Clock.REPLY, day, extended=extended, stood_still=halted_days(case))
        for day in (opened[-1], opened[:2][-1])
    )
    return (reply, _decision(now, case, counted.due_on)), ()


def _decision(now: Situation, case: CaseFile, event_on: date) -> Started:
    return _start(now, Clock.DECISION, event_on, stood_still=halted_days(case))


def _of_halts(now: Situation, step: Step) -> Clocks:
    match step.act:
        case acts.StayEnded() | orders.ForgeryApproved():
            return _resumed(now, step)
        case orders.OrderVerified(genuine=genuine):
            return (), _running(now.case, Clock.ORDER_VERIFICATION) if genuine else ()
        case _:
            return _halted(now, step)


def _halted(now: Situation, step: Step) -> Clocks:
    """What is still ahead stands still from today on; what has passed has passed. An order is to be verified."""
    running = {clock: now.case.clock(clock) for clock in HELD}
    held = tuple(clock for clock, one in running.items() if one is not None and one.due_on >= now.today)
    filed = isinstance(step.act, acts.OrderFiled)
    return (_start(now, Clock.ORDER_VERIFICATION, now.today),) if filed else (), held


def _resumed(now: Situation, step: Step) -> Clocks:
    """On the end of the last halt what stood still counts on; what has become void since does not."""
    after, running = now.case.with_step(step), now.case.clock(Clock.DECISION)
    over = () if open_order(after) else _running(now.case, Clock.ORDER_VERIFICATION)
    if is_halted(after) or not is_halted(now.case):
        return (), over
    first, held = halted_days(after)[-1].first, dict(standing_still(now.case))
    if received_by_all(after, Paper.NOTICE) is None or stage_on(now.case, now.today) in ENDED:
        held = {clock: one for clock, one in held.items() if clock in _DECISION}
    elif running is not None:
        held[Clock.DECISION] = running  # remitted under the halt
    if received_by_all(after, Paper.DECISION) is None:
        held = {clock: one for clock, one in held.items() if clock not in _DECISION}
    since = {clock: max(first, one.event_on) if one is running else first for clock, one in held.items()}
    return tuple(_put_off(now, one, since[clock]) for clock, one in held.items()), over


def _put_off(now: Situation, held: Started, first: date) -> Started:
    deadline = now.procedure.deadlines[held.clock]
    return replace(held, due_on=put_off(deadline, held.due_on, first, now.today, now.calendar))


def _appeals(now: Situation, step: Step) -> Clocks:
    """The day of the appeal that waits longest, counted from its own lodging; a remittal leaves none to wait."""
    if isinstance(step.act, acts.AppealDecided | acts.CourtRuled) and step.act.ruling is Ruling.REMITTED:
        return (_decision(now, now.case, now.today),), _running(now.case.this_round(), *_OF_DECISION)
    after = now.case.with_step(step)
    if is_annulled(now.case) and not is_annulled(after):
        return _restored(now, after), ()
    waits, case = pending_appeals(after), now.case.this_round()
    if not waits:
        return (), _running(case, Clock.APPEAL_DECISION)
    running = case.clock(Clock.APPEAL_DECISION)
    if running is not None and running.event_on >= waits[0].lodged_on:  # later where a court restored
        return _NONE
    return (_start(now, Clock.APPEAL_DECISION, waits[0].lodged_on),), ()


def _restored(now: Situation, after: CaseFile) -> tuple[Started, ...]:
    """What the annulment had stopped is owed again, from today on."""
    asked = (_start(now, Clock.REHABILITATION_DECISION, now.today),) if waiting_asks(after) else ()
    appealed = (_start(now, Clock.APPEAL_DECISION, now.today),) if pending_appeals(after) else ()
    return (*_review(now, after), *asked, *appealed)


def _of_void(case: CaseFile) -> tuple[Clock, ...]:
    """The clocks of an approved decision that is void now; before one, those of a provisional measure go on."""
    return () if approved_decision(case) is None else _running(case.this_round(), *_OF_DECISION)


def _review(now: Situation, after: CaseFile) -> tuple[Started, ...]:
    """The office's own review, where there is a listing to look at again, shown or held back."""
    decision = approved_decision(after)
    if decision is None or decision[1].until is None or Clock.REVIEW not in now.procedure.deadlines:
        return ()
    return (_start(now, Clock.REVIEW, now.today),)


def _answered(now: Situation, after: CaseFile) -> Clocks:
    """An answer to the office's own review lets the next one count; one to an application moves nothing (S37)."""
    over = _running(now.case, Clock.REHABILITATION_COMPLETENESS, Clock.REHABILITATION_DECISION)
    return _review(now, after) if conditions.ReviewOpened in waiting_asks(now.case) else (), over


def _start(
    now: Situation, clock: Clock, event_on: date, *, extended: int = 0, stood_still: Sequence[Span] = ()
) -> Started:
    deadline = now.procedure.deadlines[clock]
    due = due_on(deadline, event_on, now.calendar, stood_still=stood_still, extended=extended)
    return Started(clock=clock, event_on=event_on, due_on=due)


def _running(case: CaseFile, *clocks: Clock) -> tuple[Clock, ...]:
    return tuple(clock for clock in clocks if case.clock(clock) is not None)
