"""In which stages each step can be taken, and which clocks take a file on: the machine as a table for whoever reads.

The machine does not ask it: a step is judged by the whole file, and most take more than their stage. Tests hold that
in each stage, in some file, the machine lets each of these be taken, and no other (decision 44).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from goodstanding.proceedings import acts, conditions, orders
from goodstanding.proceedings.act_names import name_of
from goodstanding.proceedings.deadlines import Clock, Passing
from goodstanding.proceedings.permissions import PERMITTED, roles_of
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.stages import ENDED, Stage

#: In the order of a file.
UNDECIDED = (
    Stage.OPENED,
    Stage.NOTICE_PREPARED,
    Stage.NOTICE_APPROVED,
    Stage.NOTICE_SENT,
    Stage.REPLY_WINDOW,
    Stage.TO_BE_PROPOSED,
    Stage.PROPOSED,
    Stage.DECIDED,
)
DECIDED = tuple(stage for stage in Stage if stage not in UNDECIDED and stage not in ENDED)
_BEFORE_PROPOSAL = frozenset(UNDECIDED[:6])
_NOTICED = frozenset(UNDECIDED[2:])
_OPEN = frozenset(Stage) - ENDED
#: Where a listing is decided, or shown.
TO_BE_LISTED = frozenset(DECIDED) - {Stage.MONITORED, Stage.CONCLUDED}
_CAN_BE_FREED = TO_BE_LISTED | {Stage.MONITORED}
#: Where a decided file can be whatever else goes on: served or not, at rest or not.
_DECIDED_ANYHOW = frozenset({Stage.UNDER_APPEAL, Stage.SUSPENDED, Stage.MONITORED, Stage.CONCLUDED})
#: Where something can stop a file: a listing on its way, or shown, is `suspended` then.
_CAN_REST = _DECIDED_ANYHOW | frozenset(UNDECIDED)
_APPEALED = _DECIDED_ANYHOW - {Stage.SUSPENDED}
#: Where a paper can be on its way: a notice, a decision, a grant on conditions.
_BEING_SERVED = frozenset({Stage.NOTICE_SENT, Stage.DECISION_SENT, *_DECIDED_ANYHOW})
_STAGES: Mapping[type[acts.Act], frozenset[Stage]] = MappingProxyType(
    {
        acts.Opened: frozenset(),
        acts.FileReleased: _BEFORE_PROPOSAL,
        acts.NoticePrepared: frozenset({Stage.OPENED, Stage.NOTICE_PREPARED, Stage.MONITORED}),
        acts.NoticeApproved: frozenset({Stage.NOTICE_PREPARED, Stage.MONITORED}),
        acts.Sent: _BEING_SERVED | {Stage.NOTICE_APPROVED, Stage.DECISION_APPROVED},
        # On the day on which a paper is deemed to be received it can still be received.
        acts.Received: _BEING_SERVED | {Stage.REPLY_WINDOW, Stage.STANDSTILL},
        acts.NonReceiptClaimed: _OPEN - {Stage.OPENED, Stage.NOTICE_PREPARED, Stage.NOTICE_APPROVED},
        acts.Replied: frozenset({Stage.NOTICE_APPROVED, Stage.NOTICE_SENT, Stage.REPLY_WINDOW}),
        acts.ReplyExtended: frozenset({Stage.REPLY_WINDOW}),
        acts.HearingHeld: frozenset({Stage.REPLY_WINDOW, Stage.TO_BE_PROPOSED}),
        acts.ProvisionalOrdered: frozenset(UNDECIDED),
        acts.ProvisionalApproved: frozenset(UNDECIDED),
        acts.ProvisionalAppealed: frozenset(UNDECIDED),
        acts.ProvisionalUpheld: frozenset(UNDECIDED),
        acts.ProvisionalEnded: frozenset(UNDECIDED),
        acts.Proposed: frozenset({Stage.TO_BE_PROPOSED}),
        acts.Decided: frozenset({Stage.PROPOSED}),
        acts.DecisionApproved: frozenset({Stage.DECIDED}),
        acts.Closed: frozenset(UNDECIDED),
        acts.AppealLodged: frozenset(DECIDED) - {Stage.LISTED},
        acts.AppealAdmitted: _APPEALED,
        acts.AppealDecided: _APPEALED,
        # While a breach is dealt with, of the decision before it.
        acts.CourtRuled: _NOTICED | frozenset(DECIDED) | ENDED,
        acts.StayOrdered: _OPEN,
        acts.OrderFiled: _OPEN,
        orders.OrderVerified: _CAN_REST,
        orders.ForgeryApproved: _CAN_REST,
        # A stay holds the date to decide by.
        acts.StayEnded: _CAN_REST | ENDED - {Stage.DATE_MISSED},
        acts.ExceptionGranted: TO_BE_LISTED,
        acts.ExceptionApproved: _CAN_BE_FREED,
        conditions.ConditionsReported: frozenset({Stage.MONITORED}),
        conditions.ReportAnswered: frozenset({Stage.MONITORED}),
        conditions.ReviewOpened: _CAN_BE_FREED,
        acts.RehabilitationApplied: _CAN_BE_FREED,
        acts.RehabilitationAnswered: _CAN_BE_FREED | {Stage.CONCLUDED},
        acts.RehabilitationDecided: _CAN_BE_FREED | {Stage.CONCLUDED},
        acts.RehabilitationApproved: _CAN_BE_FREED | {Stage.CONCLUDED},
        acts.PublicationStopped: _OPEN,
        acts.StopReleased: _CAN_REST,
        acts.Recused: frozenset(Stage),
    }
)
#: What follows by itself in a stage when a clock passes: the stages that a file can be in then, none where it stays.
_Follows = Mapping[Stage, frozenset[Stage]]


def _stays(stages: Iterable[Stage]) -> _Follows:
    return dict.fromkeys(stages, frozenset())


_DEEMED: _Follows = {
    **_stays(_BEING_SERVED),
    Stage.NOTICE_SENT: frozenset({Stage.REPLY_WINDOW}),
    Stage.DECISION_SENT: frozenset({Stage.STANDSTILL}),
}
_SHOWS = {Stage.STANDSTILL: frozenset({Stage.LISTED})}
_RESTS: _Follows = {
    **_stays(_CAN_BE_FREED),
    **dict.fromkeys(TO_BE_LISTED - _DECIDED_ANYHOW, frozenset({Stage.SUSPENDED})),
}
#: The clocks that count in each stage. What else still runs there has no effect any more, or not yet.
_CLOCKS: Mapping[Clock, _Follows] = MappingProxyType(
    {
        Clock.DEEMED_PORTAL: _DEEMED,
        Clock.DEEMED_PAPER: _DEEMED,
        Clock.REPLY: {Stage.REPLY_WINDOW: frozenset({Stage.TO_BE_PROPOSED})},
        # A part that is released late opens the window anew, and the day to decide by can come before its end.
        Clock.DECISION: dict.fromkeys(UNDECIDED[4:], frozenset({Stage.DATE_MISSED})),
        Clock.STANDSTILL: {**_stays((Stage.UNDER_APPEAL,)), **_SHOWS},
        Clock.APPEAL: {**_stays(_DECIDED_ANYHOW), **_SHOWS},
        Clock.APPEAL_DECISION: _stays((*UNDECIDED, *_APPEALED)),
        Clock.ORDER_VERIFICATION: _stays(_CAN_REST),
        Clock.PROVISIONAL_NOTICE: _stays(UNDECIDED),
        Clock.PROVISIONAL_CAP: _stays(UNDECIDED),
        Clock.REHABILITATION_COMPLETENESS: _stays(_CAN_BE_FREED),
        Clock.REHABILITATION_DECISION: _RESTS,
        Clock.REVIEW: _RESTS,
        Clock.CONDITION_ANSWER: {Stage.MONITORED: frozenset({Stage.LIFTED, Stage.CONCLUDED})},
    }
)
_NOTICE = (acts.Opened, acts.NoticePrepared, acts.NoticeApproved)
_SERVED = (*_NOTICE, acts.FileReleased, acts.Sent)
_SIGNED = (*_SERVED, acts.Proposed, acts.Decided, acts.DecisionApproved)
#: Without which steps no file is in a stage, whatever else happens.
NEEDED: Mapping[Stage, tuple[type[acts.Act], ...]] = MappingProxyType(
    {
        Stage.OPENED: (acts.Opened,),
        Stage.NOTICE_PREPARED: _NOTICE[:2],
        Stage.NOTICE_APPROVED: _NOTICE,
        **dict.fromkeys((Stage.NOTICE_SENT, Stage.REPLY_WINDOW, Stage.TO_BE_PROPOSED, Stage.DATE_MISSED), _SERVED),
        Stage.PROPOSED: _SIGNED[:-2],
        Stage.DECIDED: _SIGNED[:-1],
        **dict.fromkeys((*DECIDED, Stage.EXPIRED, Stage.ANNULLED), _SIGNED),
        Stage.UNDER_APPEAL: (*_SIGNED, acts.AppealLodged),
        Stage.LIFTED: (*_SIGNED, acts.RehabilitationDecided, acts.RehabilitationApproved),
        Stage.GROUND_FALLEN: (acts.Opened,),
        Stage.CLOSED: (acts.Opened, acts.Closed),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTold:
    """What rules let happen in a stage: the steps, by code name, and the clocks, each with the stages that follow."""

    stage: Stage
    steps: tuple[str, ...]
    clocks: Mapping[Clock, tuple[Stage, ...]]


def passing_in(procedure: Procedure, stage: Stage, clock: Clock) -> Passing:
    """What follows there when the clock passes; before the decision an appeal is of a provisional measure."""
    if clock is Clock.APPEAL_DECISION and stage in UNDECIDED:
        return Passing.MEASURE_LAPSES
    return procedure.deadlines[clock].passing


def stages_of(procedure: Procedure) -> tuple[StageTold, ...]:
    """The stages that a file can be in under these rules, in the order of a file; not those that lack a step."""
    given = [kind for kind in PERMITTED if roles_of(procedure, kind)]
    return tuple(
        StageTold(
            stage=stage,
            steps=tuple(name_of(kind) for kind in given if stage in _STAGES[kind]),
            clocks={
                clock: tuple(sorted(follows[stage], key=list(Stage).index))
                for clock, follows in _CLOCKS.items()
                if stage in follows and clock in procedure.deadlines
            },
        )
        for stage in Stage
        if set(NEEDED[stage]) <= set(given)
    )
