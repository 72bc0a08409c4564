"""Matters in a register: put the situation together, take the step, append it. One act, one entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goodstanding.ledger.entries import Relation
from goodstanding.ledger.identities import resolve
from goodstanding.ledger.writing import Head, NewEntry
from goodstanding.proceedings.authorities import Mandate, Role
from goodstanding.proceedings.digests import procedure_digest
from goodstanding.proceedings.matter_entries import matter_kind, print_matter
from goodstanding.proceedings.matters import (
    AskedStep,
    Matter,
    MatterRefusal,
    MatterRules,
    MatterSituation,
    MatterStep,
    matter_step,
)
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.situation import Actor
from goodstanding.register.views import OrganizationView
from goodstanding.services.acting import Acting
from goodstanding.services.appending import append_batch
from goodstanding.services.authorities import mandates
from goodstanding.services.days import present
from goodstanding.services.ports import Ports, Reader, Writer
from goodstanding.services.proceedings import ProceedingLaw, resolved_authorities
from goodstanding.services.reading import AsOf
from goodstanding.values.errors import ActRefusedError
from goodstanding.values.withheld import Withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the register says of whom a matter touches."""

    organizations: frozenset[int]
    recorded_by: frozenset[str]
    is_final: bool = True
    is_busy: bool = False
    is_free: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a step's entry goes: under which subject, and linked to what."""

    subject: str = ""
    links: tuple[tuple[Relation, int], ...] = ()


def step_of(
    ports: Ports, writer: Writer, law: ProceedingLaw, rules: MatterRules, procedure: Procedure, facts: Facts,
    matter: Matter | None, asked: AskedStep, acting: Acting,
) -> MatterStep:  # fmt: skip
    """The accepted step; ActRefusedError names the article that forbids it."""
    calendar = law.calendar_of(procedure)
    today = calendar.day_of(present(ports, writer))
    now = MatterSituation(
        procedure=procedure,
        law=procedure_digest(procedure),
        calendar=calendar,
        today=today,
        authorities=resolved_authorities(ports, writer, AsOf(effective=today, head=writer.head())),
        organizations=facts.organizations,
        recorded_by=facts.recorded_by,
        matter=matter,
        is_final=facts.is_final,
        is_busy=facts.is_busy,
        is_free=facts.is_free,
    )
    held = tuple(one for one in mandates(writer, writer.head().size) if one.officer == acting.officer)
    step = matter_step(rules, now, asked, Actor(officer=acting.officer, mandates=held))
    if isinstance(step, MatterRefusal):
        raise ActRefusedError(str(step))
    return step


def entry_of(step: MatterStep, place: Place, acting: Acting) -> NewEntry:
    """The entry of a step."""
    return NewEntry(
        kind=matter_kind(step.act),
        groups=print_matter(step),
        actor=acting.officer,
        sign=acting.sign,
        subject=place.subject,
        links=place.links,
    )


def append_acts(ports: Ports, writer: Writer, entries: Sequence[NewEntry], acting: Acting) -> Head:
    """Append what an officer did as one batch; all or nothing."""
    return append_batch(ports, writer, entries, actor=acting.officer, sign=acting.sign)


def held_mandates(reader: Reader, officer: str, day: date) -> tuple[Mandate, ...]:
    """The mandates of an officer that are in force on a day."""
    return tuple(one for one in mandates(reader, reader.head().size) if one.officer == officer and one.holds_on(day))


def may_read(held: Sequence[Mandate], organizations: frozenset[int]) -> bool:
    """Whoever holds a mandate of an authority reads every matter; a representative those of its organization."""
    return any(one.role is not Role.REPRESENTATIVE or one.organization in organizations for one in held)


def recorders_of(views: Sequence[OrganizationView]) -> frozenset[str]:
    """The authorities that recorded anything about these organizations, as far as it is not withheld."""
    cases = (record.case for view in views for record in view.records)
    return frozenset(case.authority for case in cases if not isinstance(case, Withheld))


def organization_of(reader: Reader, subject: str, day: date) -> int:
    """The number of the organization that a reference means on a day; -1 where it means none."""
    size = reader.head().size
    return resolve(reader.identities_of({subject}, size), day).get(subject, -1)
