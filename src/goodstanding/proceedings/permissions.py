"""Who may do what: each kind of act, and the roles in which it can be done. Nothing else is allowed."""

from collections.abc import Mapping
from types import MappingProxyType

from goodstanding.proceedings import acts, conditions, orders
from goodstanding.proceedings.authorities import Role

_CASE = frozenset({Role.CASE_OFFICER})
_DECIDING = frozenset({Role.DECIDING_OFFICER})
_SECOND = frozenset({Role.SECOND_SIGNATORY})
_REPRESENTATIVE = frozenset({Role.REPRESENTATIVE})
_APPEAL = frozenset({Role.APPEAL_BODY})
_COURT = frozenset({Role.COURT})
_ASSESSOR = frozenset({Role.REHABILITATION_ASSESSOR})
_SAFEGUARDS = frozenset({Role.SAFEGUARDS_OFFICER})

PERMITTED: Mapping[type[acts.Act], frozenset[Role]] = MappingProxyType(
    {
        acts.Opened: _CASE,
        acts.FileReleased: _CASE,
        acts.NoticePrepared: _CASE,
        acts.NoticeApproved: _SECOND,
        acts.Sent: _CASE,
        acts.Received: _CASE,
        acts.NonReceiptClaimed: _REPRESENTATIVE,
        acts.Replied: _REPRESENTATIVE,
        acts.ReplyExtended: _CASE | _DECIDING,
        acts.HearingHeld: _DECIDING,
        acts.Proposed: _CASE,
        acts.Decided: _DECIDING,
        acts.DecisionApproved: _SECOND,
        acts.AppealLodged: _REPRESENTATIVE,
        acts.AppealAdmitted: _APPEAL,
        acts.StayOrdered: _APPEAL | _COURT,
        acts.StayEnded: _APPEAL | _COURT,
        acts.OrderFiled: _REPRESENTATIVE,
        orders.OrderVerified: frozenset({Role.REGISTER_KEEPER}),
        orders.ForgeryApproved: _SECOND,
        acts.AppealDecided: _APPEAL,
        acts.CourtRuled: _COURT,
        acts.ProvisionalOrdered: _DECIDING,
        acts.ProvisionalApproved: _SECOND,
        acts.ProvisionalEnded: _DECIDING | _APPEAL | _COURT,
        acts.ProvisionalAppealed: _REPRESENTATIVE,
        acts.ProvisionalUpheld: _APPEAL,
        acts.RehabilitationApplied: _REPRESENTATIVE,
        acts.RehabilitationAnswered: _ASSESSOR,
        acts.RehabilitationDecided: _ASSESSOR,
        acts.RehabilitationApproved: _SECOND,
        conditions.ConditionsReported: _REPRESENTATIVE,
        conditions.ReportAnswered: _ASSESSOR,
        conditions.ReviewOpened: _CASE | _ASSESSOR,
        acts.PublicationStopped: _SAFEGUARDS,
        acts.StopReleased: _SAFEGUARDS,
        acts.ExceptionGranted: _DECIDING,
        acts.ExceptionApproved: _SECOND,
        acts.Recused: frozenset(Role),
        acts.Closed: _CASE | _DECIDING,
    }
)
