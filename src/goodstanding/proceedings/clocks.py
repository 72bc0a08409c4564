"""Which clocks an act starts and stops. The days are computed here once, recorded with the act, and never again."""

from dataclasses import replace
from datetime import date

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Channel, Paper, Ruling
from goodstanding.proceedings.deadlines import Clock, due_on
from goodstanding.proceedings.files import CaseFile, Started, Step, received_by_all
from goodstanding.proceedings.situation import Situation
from goodstanding.proceedings.stages import stays

Clocks = tuple[tuple[Started, ...], tuple[Clock, ...]]

_NONE: Clocks = ((), ())
_NOTICE = (Clock.REPLY, Clock.DECISION)
_DECISION = (Clock.STANDSTILL, Clock.APPEAL)
_PROVISIONAL = (Clock.PROVISIONAL_NOTICE, Clock.PROVISIONAL_CAP)


def clocks_of(now: Situation, step: Step) -> Clocks:
    """What a step starts and stops, given the file before it. Of an opening, nothing."""
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
        case acts.DecisionApproved():
            return (), _running(now.case, Clock.DECISION)
        case acts.Closed():
            return (), _running(now.case, *Clock)
        case acts.StayEnded():
            return _stay_ended(now, step)
        case acts.AppealDecided(ruling=ruling) | acts.CourtRuled(ruling=ruling):
            return _ruled(now, ruling)
        case _:
            return _simple(now, step.act)


def _simple(now: Situation, act: acts.Act) -> Clocks:
    """Acts that start one clock from today, or stop one."""
    match act:
        case acts.AppealLodged() | acts.ProvisionalAppealed():
            return (_start(now, Clock.APPEAL_DECISION, now.today),), ()
        case acts.AppealAdmitted(admitted=False) | acts.ProvisionalUpheld():
            return (), _running(now.case, Clock.APPEAL_DECISION)
        case acts.OrderFiled():
            return (_start(now, Clock.ORDER_VERIFICATION, now.today),), ()
        case acts.OrderVerified():
            return (), _running(now.case, Clock.ORDER_VERIFICATION)
        case acts.ProvisionalOrdered():
            return tuple(_start(now, clock, now.today) for clock in _PROVISIONAL), ()
        case acts.ProvisionalEnded():
            return (), _running(now.case, *_PROVISIONAL)
        case acts.RehabilitationApplied():
            complete = _start(now, Clock.REHABILITATION_COMPLETENESS, now.today)
            return (complete, _start(now, Clock.REHABILITATION_DECISION, complete.due_on)), ()
        case acts.RehabilitationAnswered(complete=True):
            started = _start(now, Clock.REHABILITATION_DECISION, now.today)
            return (started,), _running(now.case, Clock.REHABILITATION_COMPLETENESS)
        case acts.RehabilitationAnswered(complete=False) | acts.RehabilitationApproved():
            return (), _running(now.case, Clock.REHABILITATION_COMPLETENESS, Clock.REHABILITATION_DECISION)
    return _NONE


def _deemed(now: Situation, act: acts.Sent) -> tuple[Started, ...]:
    """A portal binds with consent; paper binds where it also went to the registered seat."""
    if act.channel is Channel.PORTAL and act.consented:
        return (_start(now, Clock.DEEMED_PORTAL, now.today),)
    channels = {act.channel, act.also_by}
    if Channel.SEAT in channels and channels & {Channel.PAPER, Channel.BY_HAND, Channel.PORTAL}:
        return (_start(now, Clock.DEEMED_PAPER, now.today),)
    return ()


def _window(now: Situation, case: CaseFile, paper: Paper) -> Clocks:
    """The windows behind a paper, from the day on which every party has it; none where one has not."""
    received = received_by_all(case, paper)
    if paper is Paper.DECISION:
        if received is None:
            return (), _running(now.case.this_round(), *_DECISION)
        return tuple(_start(now, clock, received) for clock in _DECISION), ()
    released = case.last_of(acts.FileReleased)
    if received is None or released is None:
        return (), _running(now.case, *_NOTICE)
    extended = len(list(case.all_of(acts.ReplyExtended)))
    reply = _start(now, Clock.REPLY, max(received, released[0].on), extended=extended)
    return (reply, _decision(now, case, reply.due_on)), ()


def _decision(now: Situation, case: CaseFile, event_on: date) -> Started:
    deadline = now.procedure.deadlines[Clock.DECISION]
    due = due_on(deadline, event_on, now.calendar, stood_still=stays(case))
    return Started(clock=Clock.DECISION, event_on=event_on, due_on=due)


def _stay_ended(now: Situation, step: Step) -> Clocks:
    running = now.case.clock(Clock.DECISION)
    if running is None:
        return _NONE
    return (_decision(now, now.case.with_step(step), running.event_on),), ()


def _ruled(now: Situation, ruling: Ruling) -> Clocks:
    over = _running(now.case.this_round(), Clock.APPEAL_DECISION)
    if ruling is not Ruling.REMITTED:
        return (), over
    return (_decision(now, now.case, now.today),), (*over, *_running(now.case.this_round(), *_DECISION))


def _start(now: Situation, clock: Clock, event_on: date, *, extended: int = 0) -> Started:
    due = due_on(now.procedure.deadlines[clock], event_on, now.calendar, extended=extended)
    return Started(clock=clock, event_on=event_on, due_on=due)


def _running(case: CaseFile, *clocks: Clock) -> tuple[Clock, ...]:
    return tuple(clock for clock in clocks if case.clock(clock) is not None)
