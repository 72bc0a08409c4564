"""Correction on request: (request so far, act, actor, day, rules) -> the accepted step, or a refusal with its article.

Pure. A request costs nothing and removes nothing (S37): the record shows as disputed until the request is decided.
Where it stands follows from its steps and a day. No act names a person, and none holds a value of the record.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from goodstanding.proceedings.authorities import (
    Authorities,
    Function,
    Mandate,
    Role,
    is_in_own_case,
)
from goodstanding.proceedings.calendars import Calendar
from goodstanding.proceedings.deadlines import Clock, due_on
from goodstanding.proceedings.procedure import Procedure, Requirement
from goodstanding.proceedings.situation import Actor, Objections
from goodstanding.values.errors import MisuseError


class CorrectionAct(StrEnum):
    """What can be done about a request. Closed."""

    REQUESTED = "requested"
    ACKNOWLEDGED = "acknowledged"
    FORWARDED = "forwarded"
    GRANTED = "granted"
    REFUSED = "refused"
    APPROVED = "approved"


class CorrectionStage(StrEnum):
    """Where a request stands on a day. `overdue`: not decided in time, and a listing on the record is suspended."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    FORWARDED = "forwarded"
    WAITS_FOR_SIGNATURE = "waits-for-signature"
    OVERDUE = "overdue"
    CORRECTED = "corrected"
    REFUSED = "refused"


#: Which role does what; the two that decide are officers of the authority that recorded, nobody else's.
PERMITTED_CORRECTION: Mapping[CorrectionAct, Role] = MappingProxyType(
    {
        CorrectionAct.REQUESTED: Role.REPRESENTATIVE,
        CorrectionAct.ACKNOWLEDGED: Role.REGISTER_KEEPER,
        CorrectionAct.FORWARDED: Role.REGISTER_KEEPER,
        CorrectionAct.GRANTED: Role.DECIDING_OFFICER,
        CorrectionAct.REFUSED: Role.DECIDING_OFFICER,
        CorrectionAct.APPROVED: Role.SECOND_SIGNATORY,
    }
)
#: What must be the last act before this one.
_AFTER: Mapping[CorrectionAct, frozenset[CorrectionAct]] = MappingProxyType(
    {
        CorrectionAct.REQUESTED: frozenset(),
        CorrectionAct.ACKNOWLEDGED: frozenset({CorrectionAct.REQUESTED}),
        CorrectionAct.FORWARDED: frozenset({CorrectionAct.ACKNOWLEDGED}),
        CorrectionAct.GRANTED: frozenset({CorrectionAct.FORWARDED}),
        CorrectionAct.REFUSED: frozenset({CorrectionAct.FORWARDED, CorrectionAct.GRANTED}),
        CorrectionAct.APPROVED: frozenset({CorrectionAct.GRANTED}),
    }
)
#: With these a request has ended.
CLOSING = frozenset({CorrectionAct.REFUSED, CorrectionAct.APPROVED})
_STAGES: Mapping[CorrectionAct, CorrectionStage] = MappingProxyType(
    {
        CorrectionAct.REQUESTED: CorrectionStage.RECEIVED,
        CorrectionAct.ACKNOWLEDGED: CorrectionStage.ACKNOWLEDGED,
        CorrectionAct.FORWARDED: CorrectionStage.FORWARDED,
        CorrectionAct.GRANTED: CorrectionStage.WAITS_FOR_SIGNATURE,
        CorrectionAct.APPROVED: CorrectionStage.CORRECTED,
        CorrectionAct.REFUSED: CorrectionStage.REFUSED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An act as asked for: `document` is the digest of the request or the reasons, `corrected_by` the correction."""

    act: CorrectionAct
    document: str = ""
    corrected_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionStep:
    """One accepted act. The two days and what they were counted by stand with the request alone."""

    act: CorrectionAct
    role: Role
    authority: str
    on: date
    document: str = ""
    corrected_by: int | None = None
    acknowledge_by: date | None = None
    decide_by: date | None = None
    law: str = ""
    calendar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A request so far: who did what about which record. `actors` stand beside `steps`, in order."""

    record: int
    steps: tuple[CorrectionStep, ...]
    actors: tuple[str, ...]

    @property
    def request(self) -> CorrectionStep:
        """The request itself."""
        return self.steps[0]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be decided."""
        return self.steps[-1].act not in CLOSING

    def with_step(self, step: CorrectionStep, actor: str) -> "Correction":
        """The request with one more act."""
        return Correction(record=self.record, steps=(*self.steps, step), actors=(*self.actors, actor))

    def stage_on(self, day: date) -> CorrectionStage:
        """Where it stands on a day; the last day is in time."""
        known = [step for step in self.steps if step.on <= day]
        if not known:
            raise MisuseError("The day lies before the request.", accepted="the day of the request or a later one")
        due = self.request.decide_by
        if known[-1].act not in CLOSING and due is not None and day > due:
            return CorrectionStage.OVERDUE
        return _STAGES[known[-1].act]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionSituation:
    """Everything that a step depends on. `later_corrections` are those of the record, behind the request."""

    procedure: Procedure
    law: str
    calendar: Calendar
    today: date
    authorities: Authorities
    organization: int
    recorded_by: str
    later_corrections: frozenset[int] = frozenset()
    correction: Correction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRefusal:
    """An act that the rules do not let happen, and the article that it would break."""

    requirement: Requirement
    article: str
    message: str

    def __str__(self) -> str:
        return f"{self.message} ({self.article})"


def correction_step(now: CorrectionSituation, asked: Asked, actor: Actor) -> CorrectionStep | CorrectionRefusal:
    """The act as a step, the request with its two days; or the first thing that stands against it. Writes nothing."""
    if now.correction is not None and now.today < now.correction.steps[-1].on:
        raise MisuseError("The day lies before the last act of the request.", accepted="a later day")
    for requirement, message in correction_objections(now, asked, actor):
        article = now.procedure.article(requirement)
        return CorrectionRefusal(requirement=requirement, article=article, message=message)
    mandate = next(mandates_of(now, asked.act, actor))
    requested = asked.act is CorrectionAct.REQUESTED
    return CorrectionStep(
        act=asked.act,
        role=mandate.role,
        authority=mandate.authority,
        on=now.today,
        document=asked.document,
        corrected_by=asked.corrected_by,
        acknowledge_by=_due(now, Clock.CORRECTION_RECEIPT) if requested else None,
        decide_by=_due(now, Clock.CORRECTION_DECISION) if requested else None,
        law=now.law if requested else "",
        calendar=now.calendar.edition if requested else "",
    )


def correction_objections(now: CorrectionSituation, asked: Asked, actor: Actor) -> Objections:
    """Everything that stands against an act: mandate, order, conflict, four eyes, and what the act itself needs.

    The mandate first: where a request stands is no business of whoever may do nothing about it.
    """
    before = now.correction
    mandate = next(mandates_of(now, asked.act, actor), None)
    if mandate is None:
        yield Requirement.COMPETENCE, "The officer has no mandate in force for this act on this record."
        return
    allowed = (
        not before if asked.act is CorrectionAct.REQUESTED else before and before.steps[-1].act in _AFTER[asked.act]
    )
    if not allowed:
        yield Requirement.ORDER, "The request does not stand where this act belongs."
    if mandate.role is not Role.REPRESENTATIVE and is_in_own_case(
        now.authorities, mandate.authority, frozenset({now.organization})
    ):
        yield Requirement.CONFLICT, "A public body holds no role in its own case."
    acted = zip(before.actors, before.steps, strict=True) if before else ()
    if any(one == actor.officer and step.role is not mandate.role for one, step in acted):
        yield Requirement.FOUR_EYES, "The officer has acted on this request in another role."
    yield from _needs(now, asked)


def _needs(now: CorrectionSituation, asked: Asked) -> Iterator[tuple[Requirement, str]]:
    if asked.act in (CorrectionAct.REQUESTED, CorrectionAct.REFUSED) and not asked.document:
        yield Requirement.REASONS, "A request and a refusal state their reasons in a document."
    if (asked.act is CorrectionAct.GRANTED) != (asked.corrected_by is not None):
        yield Requirement.CORRECTION, "What grants a request, and nothing else, names the correction."
    elif asked.corrected_by is not None and asked.corrected_by not in now.later_corrections:
        yield Requirement.CORRECTION, "No correction of this record by this number came after the request."


def mandates_of(now: CorrectionSituation, act: CorrectionAct, actor: Actor) -> Iterator[Mandate]:
    """The actor's mandates that cover the act today."""
    held = sorted(actor.mandates, key=lambda one: (one.authority, one.organization or 0))
    found = (one for one in held if one.officer == actor.officer and one.holds_on(now.today))
    return (one for one in found if one.role is PERMITTED_CORRECTION[act] and _covers(now, one))


def _covers(now: CorrectionSituation, mandate: Mandate) -> bool:
    if mandate.role is Role.REPRESENTATIVE:
        return mandate.organization == now.organization
    enrolled = now.authorities.get(mandate.authority)
    if enrolled is None:
        return False
    if mandate.role is Role.REGISTER_KEEPER:
        return Function.INTEGRITY_OFFICE in enrolled.functions
    return Function.RECORDING in enrolled.functions and mandate.authority == now.recorded_by


def _due(now: CorrectionSituation, clock: Clock) -> date:
    deadline = now.procedure.deadlines.get(clock)
    if deadline is None:
        raise MisuseError("The procedural rules have no clock for corrections.", accepted=f"a deadline {clock.value}")
    return due_on(deadline, now.today, now.calendar)
