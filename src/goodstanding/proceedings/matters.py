"""Small machines about one thing: (matter so far, act, actor, day, rules) -> the accepted step, or a refusal.

A matter is the verification of a record, a claim of protected function, or the identity of an organization. Each is a
table of acts (`MatterRules`); this module judges all of them alike. Pure; nothing assigns a status, no act names a
person, and none holds a value of a record.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goodstanding.proceedings.authorities import (
    FUNCTION_OF_ROLE,
    Authorities,
    Function,
    Mandate,
    Role,
    are_independent,
    is_in_own_case,
)
from goodstanding.proceedings.calendars import Calendar
from goodstanding.proceedings.deadlines import Clock, due_on
from goodstanding.proceedings.procedure import Procedure, Requirement
from goodstanding.proceedings.situation import Actor, Objections
from goodstanding.values.errors import MisuseError


class MatterAct(StrEnum):
    """What can be done in any matter. Closed; which of them a matter knows stands in its rules."""

    SUBMITTED = "submitted"
    VERIFIED = "verified"
    RETURNED = "returned"
    PREVIEWED = "previewed"
    WAIVED = "waived"
    CLAIMED = "claimed"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    PROPOSED = "proposed"
    NOTICED = "noticed"
    AGREED = "agreed"
    OBJECTED = "objected"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityPlan:
    """Which references (scheme:code) shall mean another organization, and which earlier matter that takes back.

    Organizations are the numbers of their opening entries. Nothing but references moves.
    """

    references: tuple[str, ...]
    from_organization: int
    to_organization: int
    takes_back: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedStep:
    """An act as asked for: `document` is a digest, `party` the organization that an act of an identity concerns."""

    act: MatterAct
    document: str = ""
    party: int | None = None
    plan: IdentityPlan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterStep:
    """One accepted act. `due_on` is the last day of the clock that it starts, by `law` and `calendar`."""

    act: MatterAct
    role: Role
    authority: str
    on: date
    law: str
    document: str = ""
    due_on: date | None = None
    calendar: str = ""
    party: int | None = None
    plan: IdentityPlan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A matter so far. `about` is the number of the record or organization; `actors` stand beside `steps`."""

    about: int
    steps: tuple[MatterStep, ...]
    actors: tuple[str, ...]

    @property
    def last(self) -> MatterStep:
        """The last act."""
        return self.steps[-1]

    def last_of(self, act: MatterAct) -> MatterStep | None:
        """The last step with this act."""
        return next((step for step in reversed(self.steps) if step.act is act), None)

    def with_step(self, step: MatterStep, actor: str) -> "Matter":
        """The matter with one more act."""
        return Matter(about=self.about, steps=(*self.steps, step), actors=(*self.actors, actor))


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterSituation:
    """Everything that a step depends on. `organizations` are concerned, `recorded_by` recorded about them.

    `is_final`, `is_busy` and `is_free` are what the register says: the record's decision is final; a file against one
    of the organizations is open or a listing in force; the references still mean what the plan says.
    """

    procedure: Procedure
    law: str
    calendar: Calendar
    today: date
    authorities: Authorities
    organizations: frozenset[int]
    recorded_by: frozenset[str]
    matter: Matter | None = None
    is_final: bool = True
    is_busy: bool = False
    is_free: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRules:
    """The table of one machine. None in `after` means that the act may begin the matter.

    `with_document` acts carry a document; `clocks` are what an act starts; `needs` is what else stands against one.
    """

    name: str
    permitted: Mapping[MatterAct, frozenset[Role]]
    after: Mapping[MatterAct, frozenset[MatterAct | None]]
    with_document: frozenset[MatterAct]
    clocks: Mapping[MatterAct, Clock]
    needs: Callable[[MatterSituation, AskedStep, Role], Objections]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRefusal:
    """An act that the rules do not let happen, and the article that it would break."""

    requirement: Requirement
    article: str
    message: str

    def __str__(self) -> str:
        return f"{self.message} ({self.article})"


def matter_step(rules: MatterRules, now: MatterSituation, asked: AskedStep, actor: Actor) -> MatterStep | MatterRefusal:
    """The act as a step with the clock that it starts; or the first thing that stands against it. Writes nothing."""
    if now.matter is not None and now.today < now.matter.last.on:
        raise MisuseError("The day lies before the last act of the matter.", accepted="a later day")
    for requirement, message in matter_objections(rules, now, asked, actor):
        article = now.procedure.article(requirement)
        return MatterRefusal(requirement=requirement, article=article, message=message)
    mandate = next(mandates_of(rules, now, asked, actor))
    clock = rules.clocks.get(asked.act)
    return MatterStep(
        act=asked.act,
        role=mandate.role,
        authority=mandate.authority,
        on=now.today,
        law=now.law,
        document=asked.document,
        due_on=None if clock is None else ends_on(now.procedure, clock, now.today, now.calendar),
        calendar="" if clock is None else now.calendar.edition,
        party=asked.party if mandate.role is not Role.REPRESENTATIVE else mandate.organization,
        plan=asked.plan,
    )


def matter_objections(rules: MatterRules, now: MatterSituation, asked: AskedStep, actor: Actor) -> Objections:
    """Everything that stands against an act: order, mandate, conflict, four eyes, and what the act itself needs."""
    before = now.matter
    if (before.last.act if before else None) not in rules.after.get(asked.act, frozenset()):
        yield Requirement.ORDER, "The matter does not stand where this act belongs."
    mandate = next(mandates_of(rules, now, asked, actor), None)
    if mandate is None:
        unknown = sorted(now.recorded_by - now.authorities.keys())
        if unknown and rules.permitted.get(asked.act, frozenset()) & {Role.APPEAL_BODY, Role.COURT}:
            message = f"Nobody knows who is independent of {', '.join(unknown)}: enroll it as an authority."
        else:
            message = "The officer has no mandate in force for this act in this matter."
        yield Requirement.COMPETENCE, message
        return
    if mandate.role is not Role.REPRESENTATIVE and is_in_own_case(
        now.authorities, mandate.authority, now.organizations
    ):
        yield Requirement.CONFLICT, "A public body holds no role in its own case."
    acted = zip(before.actors, before.steps, strict=True) if before else ()
    if any(one == actor.officer and step.role is not mandate.role for one, step in acted):
        yield Requirement.FOUR_EYES, "The officer has acted in this matter in another role."
    if (asked.act in rules.with_document) != bool(asked.document):
        yield Requirement.REASONS, "A document belongs to this act, and to no other: a request, a receipt or reasons."
    yield from rules.needs(now, asked, mandate.role)


def ends_on(procedure: Procedure, clock: Clock, day: date, calendar: Calendar) -> date:
    """The last day of a clock that starts on a day; MisuseError where the rules have no such clock."""
    deadline = procedure.deadlines.get(clock)
    if deadline is None:
        raise MisuseError("The procedural rules have no clock for this.", accepted=f"a deadline {clock.value}")
    return due_on(deadline, day, calendar)


def mandates_of(rules: MatterRules, now: MatterSituation, asked: AskedStep, actor: Actor) -> Iterator[Mandate]:
    """The actor's mandates that cover the act today."""
    roles = rules.permitted.get(asked.act, frozenset())
    held = sorted(actor.mandates, key=lambda one: (one.role, one.authority, one.organization or 0))
    found = (one for one in held if one.officer == actor.officer and one.holds_on(now.today))
    return (one for one in found if one.role in roles and _covers(now, one))


def _covers(now: MatterSituation, mandate: Mandate) -> bool:
    if mandate.role is Role.REPRESENTATIVE:
        return mandate.organization in now.organizations
    enrolled = now.authorities.get(mandate.authority)
    function = FUNCTION_OF_ROLE[mandate.role]
    if enrolled is None:
        return False
    if function is Function.RECORDING and not any(code in now.authorities for code in now.recorded_by):
        # Nobody acts here for an authority that is not enrolled, such as a foreign bank: the office's officers do.
        return Function.INTEGRITY_OFFICE in enrolled.functions
    if function not in enrolled.functions:
        return False
    if function is Function.RECORDING:
        return mandate.authority in now.recorded_by
    if function in (Function.APPEAL_BODY, Function.COURT):
        return all(are_independent(now.authorities, mandate.authority, other) for other in now.recorded_by)
    return True
