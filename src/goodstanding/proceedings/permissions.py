"""Who may do what: each kind of act, and the roles in which it can be done. Nothing else is allowed.

The table, in the order of a proceeding, is the most that is lawful; the rules of a file can give an act to fewer roles,
or to nobody.
"""

from collections.abc import Mapping
from types import MappingProxyType

from goodstanding.proceedings import acts, conditions, orders
from goodstanding.proceedings.act_names import name_of
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.procedure import Procedure

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
        acts.ProvisionalOrdered: _DECIDING,
        acts.ProvisionalApproved: _SECOND,
        acts.ProvisionalAppealed: _REPRESENTATIVE,
        acts.ProvisionalUpheld: _APPEAL,
        acts.ProvisionalEnded: _DECIDING | _APPEAL | _COURT,
        acts.Proposed: _CASE,
        acts.Decided: _DECIDING,
        acts.DecisionApproved: _SECOND,
        acts.Closed: _CASE | _DECIDING,
        acts.AppealLodged: _REPRESENTATIVE,
        acts.AppealAdmitted: _APPEAL,
        acts.AppealDecided: _APPEAL,
        acts.CourtRuled: _COURT,
        acts.StayOrdered: _APPEAL | _COURT,
        acts.OrderFiled: _REPRESENTATIVE,
        orders.OrderVerified: frozenset({Role.REGISTER_KEEPER}),
        orders.ForgeryApproved: _SECOND,
        acts.StayEnded: _APPEAL | _COURT,
        acts.ExceptionGranted: _DECIDING,
        acts.ExceptionApproved: _SECOND,
        conditions.ConditionsReported: _REPRESENTATIVE,
        conditions.ReportAnswered: _ASSESSOR,
        conditions.ReviewOpened: _CASE | _ASSESSOR,
        acts.RehabilitationApplied: _REPRESENTATIVE,
        acts.RehabilitationAnswered: _ASSESSOR,
        acts.RehabilitationDecided: _ASSESSOR,
        acts.RehabilitationApproved: _SECOND,
        acts.PublicationStopped: _SAFEGUARDS,
        acts.StopReleased: _SAFEGUARDS,
        acts.Recused: frozenset(Role),
    }
)


def roles_of(procedure: Procedure, kind: type[acts.Act]) -> frozenset[Role]:
    """The roles in which an act can be done under these rules; never one more than is lawful, whatever they say."""
    if procedure.steps is None:
        return PERMITTED[kind]
    return PERMITTED[kind] & procedure.steps.get(name_of(kind), frozenset())
