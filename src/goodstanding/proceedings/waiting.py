"""What waits in a file: for a second signature, and for which day. Nothing is decided here."""

from collections.abc import Iterable

from goodstanding.proceedings import acts, orders
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import CaseFile, Started, approved_decision
from goodstanding.proceedings.halts import forged_finding

#: What another signs -> what the second signature is.
_SIGNED: dict[type[acts.Act], type[acts.Act]] = {
    acts.NoticePrepared: acts.NoticeApproved,
    acts.Decided: acts.DecisionApproved,
    acts.ProvisionalOrdered: acts.ProvisionalApproved,
    acts.RehabilitationDecided: acts.RehabilitationApproved,
    acts.ExceptionGranted: acts.ExceptionApproved,
    orders.OrderVerified: orders.ForgeryApproved,
}


def waiting_for_signature(file: CaseFile) -> acts.Act | None:
    """The second signature that the last act of its kind waits for; None where nothing does.

    What was made void waits for none, nor does a measure before the decision once there is one.
    """
    live, decided = file.this_round(), approved_decision(file) is not None
    for step in reversed(file.steps):
        act = step.act
        second = _SIGNED.get(type(act))
        is_measure = isinstance(act, acts.ProvisionalOrdered)
        if second is None or (decided if is_measure else step not in live.steps):
            continue
        signed = file.last_of(second)
        if signed is not None and signed[0].seq > step.seq:
            continue
        if isinstance(act, orders.OrderVerified) and forged_finding(file) != step.seq:
            continue
        match act:
            case acts.NoticePrepared(document=document):
                return acts.NoticeApproved(document=document)
            case acts.Decided():
                return acts.DecisionApproved(decision=step.seq)
            case acts.ExceptionGranted():
                return acts.ExceptionApproved(exception=step.seq)
            case orders.OrderVerified():
                return orders.ForgeryApproved(finding=step.seq)
            case acts.ProvisionalOrdered():
                return acts.ProvisionalApproved(measure=step.seq)
            case _:
                return acts.RehabilitationApproved(answer=step.seq)
    return None


def running_clocks(file: CaseFile) -> tuple[Started, ...]:
    """The clocks that run, the nearest day first."""
    return tuple(sorted(_running(file), key=lambda one: (one.due_on, one.clock)))


def _running(file: CaseFile) -> Iterable[Started]:
    """As `CaseFile.clock` says of each clock, in one pass: what is due is asked of many files at once."""
    running: dict[Clock, Started] = {}
    for step in file.steps:
        for clock in step.stopped:
            running.pop(clock, None)
        for started in step.started:
            running[started.clock] = started
    return running.values()
