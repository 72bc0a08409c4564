"""What the rules may say of each step: who takes it at most, who always may, and when it has to be there.

A step is an act by its code name. Where a file stands follows from the steps that were taken and from its clocks, so
rules without a step have none of the stages that it leads to: none can be left out that somebody's right needs
(decision 44).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from goodstanding.proceedings import acts, conditions
from goodstanding.proceedings.act_names import name_of
from goodstanding.proceedings.authorities import MARKED, Role
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.permissions import PERMITTED
from goodstanding.proceedings.procedure import Procedure
from goodstanding.values.findings import Finding


class Needed(StrEnum):
    """When rules have a step."""

    ALWAYS = "always"
    AT_WILL = "as the rules say"
    WITH_EXTENSION = "where a reply can be prolonged"
    WITH_MEASURE = "where there is a provisional measure"
    WITH_CONSEQUENCES = "where a listing has consequences"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFloor:
    """One step as it can be. `kept` are the roles that no rules take it from; with none of them, one role has it."""

    most: frozenset[Role]
    kept: frozenset[Role]
    needed: Needed


_NONE = frozenset[Role]()
#: Where fewer roles cost the respondent nothing: who keeps the step. Every other step is kept by all of its roles.
_KEPT: Mapping[type[acts.Act], frozenset[Role]] = {
    acts.ReplyExtended: _NONE,
    acts.Closed: _NONE,
    conditions.ReviewOpened: _NONE,
    # A stay that a court alone may end stands longer; a filed order and a court's own stay have nobody else.
    acts.StayEnded: frozenset({Role.COURT}),
    # Whoever does something in a file must be able to step back from it.
    acts.Recused: MARKED,
}
_NEEDED: Mapping[type[acts.Act], Needed] = {
    acts.ReplyExtended: Needed.WITH_EXTENSION,
    acts.ProvisionalOrdered: Needed.WITH_MEASURE,
    acts.ProvisionalApproved: Needed.WITH_MEASURE,
    acts.ProvisionalEnded: Needed.WITH_MEASURE,
    acts.ProvisionalAppealed: Needed.WITH_MEASURE,
    acts.ProvisionalUpheld: Needed.WITH_MEASURE,
    acts.ExceptionGranted: Needed.WITH_CONSEQUENCES,
    acts.ExceptionApproved: Needed.WITH_CONSEQUENCES,
    acts.Closed: Needed.AT_WILL,
}
#: Every step, by the code name of its act.
STEP_FLOORS: Mapping[str, StepFloor] = MappingProxyType(
    {
        name_of(kind): StepFloor(most=roles, kept=_KEPT.get(kind, roles), needed=_NEEDED.get(kind, Needed.ALWAYS))
        for kind, roles in PERMITTED.items()
    }
)


def check_steps(procedure: Procedure) -> Iterator[Finding]:
    """A finding for each step that is missing, cannot be, or is given to too many or too few.

    Rules of before they said who takes a step are no finding: they mean all that is lawful.
    """
    steps = procedure.steps
    if steps is None:
        return
    needed = _needed(procedure)
    if missing := [name for name, one in STEP_FLOORS.items() if needed[one.needed] and name not in steps]:
        message = f"Nobody may take: {', '.join(missing)}."
        yield Finding(code="floor-step", message=message, field="steps", accepted="each with its roles")
    for name, roles in steps.items():
        floor = STEP_FLOORS.get(name)
        if floor is None:
            yield _finding("procedure-without-effect", name, "There is no such step.", "the code name of an act")
        elif needed[floor.needed] is False:
            yield _finding("procedure-without-effect", name, "These rules have nothing to take it in.", "no such step")
        else:
            yield from _check_roles(name, roles, floor)


def _check_roles(name: str, roles: frozenset[Role], floor: StepFloor) -> Iterator[Finding]:
    if beyond := roles - floor.most:
        message = f"It is no step of: {_words(beyond)}."
        yield _finding("floor-role", name, message, f"at most {_words(floor.most)}")
    if missing := floor.kept - roles:
        message = f"Left out, and needed: {_words(missing)}."
        yield _finding("floor-step", name, message, f"at least {_words(floor.kept)}")
    if not roles and not floor.kept:
        accepted = f"no such step, or one of {_words(floor.most)}"
        yield _finding("procedure-without-effect", name, "It is given to nobody.", accepted)


def _needed(procedure: Procedure) -> Mapping[Needed, bool | None]:
    """Whether these rules must have the steps of each sort; None where they may."""
    reply = procedure.deadlines.get(Clock.REPLY)
    return {
        Needed.ALWAYS: True,
        Needed.AT_WILL: None,
        # Rules without a window to reply are found for that.
        Needed.WITH_EXTENSION: None if reply is None else reply.extension is not None,
        Needed.WITH_MEASURE: procedure.provisional is not None,
        Needed.WITH_CONSEQUENCES: bool(procedure.consequences),
    }


def _words(roles: frozenset[Role]) -> str:
    return ", ".join(sorted(roles))


def _finding(code: str, name: str, message: str, accepted: str) -> Finding:
    return Finding(code=code, message=message, field=f"steps.{name}", accepted=accepted)
