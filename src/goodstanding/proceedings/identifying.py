"""Merge and split of identities: proposed, noticed to both organizations, approved by a second officer, reversible.

Nothing but references moves, from the day of the approval on; taking a matter back restores what it changed from the
very day on which it changed it. Nothing is merged while a file is open or a listing in force against either, or a court
could restore one, so that nobody comes to stand on the list by a merge. A split is always possible: a file whose
records turn out to be another's loses its ground.
"""

from datetime import date
from enum import StrEnum
from types import MappingProxyType

from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.matters import AskedStep, Matter, MatterAct, MatterRules, MatterSituation
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import Objections


class IdentityStage(StrEnum):
    """Where an identity matter stands. `to-be-approved`: both were told, and the window is over or both agreed."""

    PROPOSED = "proposed"
    NOTICED = "noticed"
    TO_BE_APPROVED = "to-be-approved"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


_CLOSED = frozenset({MatterAct.APPROVED, MatterAct.WITHDRAWN})
_OPEN = frozenset({MatterAct.PROPOSED, MatterAct.NOTICED, MatterAct.AGREED, MatterAct.OBJECTED})


def identity_stage(matter: Matter, day: date) -> IdentityStage:
    """Where a matter stands on a day."""
    if matter.last.act in _CLOSED:
        return IdentityStage(matter.last.act.value)
    if _told(matter) != parties(matter):
        return IdentityStage.PROPOSED
    return IdentityStage.TO_BE_APPROVED if is_ripe(matter, day) else IdentityStage.NOTICED


def parties(matter: Matter) -> frozenset[int]:
    """The organizations that a matter touches."""
    plan = matter.steps[0].plan
    return frozenset() if plan is None else frozenset({plan.from_organization, plan.to_organization})


def is_ripe(matter: Matter, day: date) -> bool:
    """Whether every party was told, and of each the window is over or it has agreed and not objected since."""
    return all(_is_over(matter, party, day) for party in parties(matter))


def _is_over(matter: Matter, party: int, day: date) -> bool:
    notices = [step for step in matter.steps if step.act is MatterAct.NOTICED and step.party == party]
    replies = [s for s in matter.steps if s.act in (MatterAct.AGREED, MatterAct.OBJECTED) and s.party == party]
    if not notices or notices[-1].due_on is None:
        return False
    return day > notices[-1].due_on or bool(replies and replies[-1].act is MatterAct.AGREED)


def _told(matter: Matter) -> frozenset[int]:
    return frozenset(step.party for step in matter.steps if step.act is MatterAct.NOTICED and step.party is not None)


def _needs(now: MatterSituation, asked: AskedStep, _: Role) -> Objections:
    if (asked.act is MatterAct.PROPOSED) != (asked.plan is not None):
        yield Requirement.ORDER, "What proposes a matter, and nothing else, says which references it moves."
    if asked.act is MatterAct.NOTICED and asked.party not in now.organizations:
        yield Requirement.NOTICE, "A notice goes to one of the organizations that the matter touches."
    if asked.act not in (MatterAct.PROPOSED, MatterAct.APPROVED):
        return
    if not now.is_free:
        yield Requirement.ORDER, "The references do not mean what the matter says, or another matter moves them."
    plan = asked.plan or (now.matter.steps[0].plan if now.matter else None)
    if now.is_busy and (plan is None or plan.takes_back is None):
        yield (
            Requirement.ORDER,
            "A file against one of them is open, a listing in force, or one that a court could restore.",
        )
    if asked.act is MatterAct.APPROVED and now.matter is not None and not is_ripe(now.matter, now.today):
        yield Requirement.NOTICE, "Not everybody was told, or somebody's window to reply is not over."


IDENTIFYING = MatterRules(
    name="identity",
    permitted=MappingProxyType(
        {
            MatterAct.PROPOSED: frozenset({Role.REGISTER_KEEPER}),
            MatterAct.NOTICED: frozenset({Role.REGISTER_KEEPER}),
            MatterAct.AGREED: frozenset({Role.REPRESENTATIVE}),
            MatterAct.OBJECTED: frozenset({Role.REPRESENTATIVE}),
            MatterAct.WITHDRAWN: frozenset({Role.REGISTER_KEEPER, Role.DECIDING_OFFICER}),
            MatterAct.APPROVED: frozenset({Role.DECIDING_OFFICER}),
        }
    ),
    after=MappingProxyType(
        {
            MatterAct.PROPOSED: frozenset({None}),
            **dict.fromkeys((MatterAct.NOTICED, MatterAct.WITHDRAWN), _OPEN),
            **dict.fromkeys((MatterAct.AGREED, MatterAct.OBJECTED, MatterAct.APPROVED), _OPEN - {MatterAct.PROPOSED}),
        }
    ),
    with_document=frozenset(
        {MatterAct.PROPOSED, MatterAct.NOTICED, MatterAct.OBJECTED, MatterAct.WITHDRAWN, MatterAct.APPROVED}
    ),
    clocks=MappingProxyType({MatterAct.NOTICED: Clock.REPLY}),
    needs=_needs,
)
