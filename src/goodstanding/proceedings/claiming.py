"""A claim of protected function: the organization says that it is a civic body, or stands for a natural person.

The representative claims, with a document; an appeal body outside the recording authorities decides with reasons; a
court may uphold what the body dismissed. Until the decision nothing shows that was not public before the claim. A claim
costs nothing. One that was dismissed is not made again, or it would be a way to hide for ever.
"""

from datetime import date
from enum import StrEnum
from types import MappingProxyType

from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.matters import AskedStep, Matter, MatterAct, MatterRules, MatterSituation
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import Objections


class ClaimStage(StrEnum):
    """Where a claim stands. `overdue`: the body is late, and what was held back stays so."""

    OPEN = "open"
    OVERDUE = "overdue"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


def claim_stage(matter: Matter, day: date) -> ClaimStage:
    """Where a claim stands on a day; the last day is in time."""
    last = matter.last
    if last.act is not MatterAct.CLAIMED:
        return ClaimStage(last.act.value)
    return ClaimStage.OVERDUE if last.due_on is not None and day > last.due_on else ClaimStage.OPEN


def _needs(now: MatterSituation, asked: AskedStep, role: Role) -> Objections:
    before = now.matter
    if asked.act is MatterAct.CLAIMED and not now.is_free:
        yield Requirement.ORDER, "There is a claim of this organization already."
    if before is not None and before.last.act is MatterAct.DISMISSED and role is not Role.COURT:
        yield Requirement.APPEAL, "What the appeal body dismissed is upheld by a court alone."


CLAIMING = MatterRules(
    name="claim",
    permitted=MappingProxyType(
        {
            MatterAct.CLAIMED: frozenset({Role.REPRESENTATIVE}),
            MatterAct.UPHELD: frozenset({Role.APPEAL_BODY, Role.COURT}),
            MatterAct.DISMISSED: frozenset({Role.APPEAL_BODY}),
        }
    ),
    after=MappingProxyType(
        {
            MatterAct.CLAIMED: frozenset({None}),
            MatterAct.UPHELD: frozenset({MatterAct.CLAIMED, MatterAct.DISMISSED}),
            MatterAct.DISMISSED: frozenset({MatterAct.CLAIMED}),
        }
    ),
    with_document=frozenset({MatterAct.CLAIMED, MatterAct.UPHELD, MatterAct.DISMISSED}),
    clocks=MappingProxyType({MatterAct.CLAIMED: Clock.APPEAL_DECISION}),
    needs=_needs,
)
