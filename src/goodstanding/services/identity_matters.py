"""Merge and split in a register: proposed, noticed, approved; on approval the references move, and nothing else."""

from collections.abc import Mapping, Sequence
from datetime import date

from goodstanding.intake.identifiers import canonical_identifier
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.writing import Head, NewEntry
from goodstanding.proceedings.identifying import IDENTIFYING, IdentityStage, identity_stage
from goodstanding.proceedings.matter_entries import IDENTITY_KINDS, fold_matters
from goodstanding.proceedings.matters import AskedStep, IdentityPlan, Matter, MatterAct, MatterStep
from goodstanding.proceedings.stages import is_over_for_good
from goodstanding.register.organizations import Organization
from goodstanding.register.views import OrganizationView
from goodstanding.services.acting import Acting
from goodstanding.services.days import present, today
from goodstanding.services.ground_facts import opening_number
from goodstanding.services.matters import (
    Facts,
    Place,
    append_acts,
    entry_of,
    held_mandates,
    may_read,
    organization_of,
    step_of,
)
from goodstanding.services.ports import Ports, Reader, Writer
from goodstanding.services.procedures import approved_procedures
from goodstanding.services.proceedings import ProceedingLaw, files_numbered, newest_procedure
from goodstanding.services.reading import AsOf, find_view
from goodstanding.values.errors import MisuseError, NotFoundError
from goodstanding.values.identifiers import Identifier


def propose_identity(
    ports: Ports, law: ProceedingLaw, source: str, target: str, references: Sequence[str], rules: str,
    document: str, acting: Acting,
) -> tuple[int, Head]:  # fmt: skip
    """Propose that references of `source`, all where none is given, mean `target`; the matter's number and the head."""
    with ports.store.writing() as writer:
        day = law.calendar_of(newest_procedure(writer, rules, writer.head().size)).day_of(present(ports, writer))
        at = AsOf(effective=day, head=writer.head())
        plan = _plan(_view(ports, writer, source, at), _view(ports, writer, target, at), references)
        return _propose(ports, law, writer, plan, rules, document, acting)


def take_back_identity(
    ports: Ports, law: ProceedingLaw, number: int, rules: str, document: str, acting: Acting
) -> tuple[int, Head]:
    """Propose that what a matter moved moves back, as though it had never been; the new matter's number."""
    with ports.store.writing() as writer:
        matter = identity_matter(writer, number)
        before = matter.steps[0].plan
        if before is None or matter.last.act is not MatterAct.APPROVED:
            raise MisuseError("This matter moved nothing.", accepted="an approved matter")
        plan = IdentityPlan(
            references=before.references,
            from_organization=before.to_organization,
            to_organization=before.from_organization,
            takes_back=number,
        )
        return _propose(ports, law, writer, plan, rules, document, acting)


def act_on_identity(ports: Ports, law: ProceedingLaw, number: int, asked: AskedStep, acting: Acting) -> Head:
    """Do one act on a matter; with the approval the references move, in the same batch."""
    with ports.store.writing() as writer:
        size, matter = writer.head().size, identity_matter(writer, number)
        plan = matter.steps[0].plan
        if plan is None:
            raise NotFoundError("What the matter moves was erased.")
        procedure = approved_procedures(writer, size)[matter.steps[0].law]
        facts = _facts(ports, writer, plan, law.calendar_of(procedure).day_of(present(ports, writer)), number)
        step = step_of(ports, writer, law, IDENTIFYING, procedure, facts, matter, asked, acting)
        entries = [entry_of(step, Place(links=((Relation.IDENTITY, number),)), acting)]
        if step.act is MatterAct.APPROVED:
            entries += _moves(ports, plan, _since(writer, plan, step), number, acting)
        return append_acts(ports, writer, entries, acting)


def identity_matters(reader: Reader, size: int) -> dict[int, Matter]:
    """Every matter by number, as known at a size."""
    return fold_matters(reader.entries_of(sorted(IDENTITY_KINDS), size))


def identity_matter(reader: Reader, number: int) -> Matter:
    """The matter with this number; NotFoundError without one."""
    found = identity_matters(reader, reader.head().size).get(number)
    if found is None:
        raise NotFoundError("There is no identity matter with this number.", to_do="see `goodstanding identity list`")
    return found


def identity_matters_for(ports: Ports, reader: Reader, officer: str) -> dict[int, Matter]:
    """The matters that an officer may read: a representative its organization's, others with a mandate all."""
    held = held_mandates(reader, officer, today(ports, reader))
    found = identity_matters(reader, reader.head().size)
    return {number: one for number, one in found.items() if may_read(held, _touched(one.steps[0].plan))}


def _propose(
    ports: Ports, law: ProceedingLaw, writer: Writer, plan: IdentityPlan, rules: str, document: str, acting: Acting
) -> tuple[int, Head]:
    size = writer.head().size
    procedure = newest_procedure(writer, rules, size)
    facts = _facts(ports, writer, plan, law.calendar_of(procedure).day_of(present(ports, writer)), None)
    asked = AskedStep(act=MatterAct.PROPOSED, document=document, plan=plan)
    step = step_of(ports, writer, law, IDENTIFYING, procedure, facts, None, asked, acting)
    return size, append_acts(ports, writer, [entry_of(step, Place(), acting)], acting)


def _plan(source: OrganizationView, target: OrganizationView, references: Sequence[str]) -> IdentityPlan:
    held = {str(one) for one in source.references}
    moved = {str(canonical_identifier(Identifier.parse(one))) for one in references} or held
    own = str(source.organization.reference) if isinstance(source.organization, Organization) else ""
    if not moved <= held or opening_number(source) == opening_number(target):
        raise MisuseError("The references are not the organization's, or both are one.", accepted="its own references")
    if own in moved and moved != held:
        raise MisuseError("The reference that opened an organization moves only with all the others.")
    return IdentityPlan(
        references=tuple(sorted(moved)),
        from_organization=opening_number(source),
        to_organization=opening_number(target),
    )


def _facts(ports: Ports, reader: Reader, plan: IdentityPlan, day: date, number: int | None) -> Facts:
    """Whether the references still mean what the plan says, and whether a file touches one of the two."""
    subjects = [ports.keyring.digest("subject", reference) for reference in plan.references]
    stand = all(organization_of(reader, subject, day) == plan.from_organization for subject in subjects)
    known = identity_matters(reader, reader.head().size)
    return Facts(
        organizations=_touched(plan),
        recorded_by=frozenset(),
        is_busy=_is_busy(reader, plan, day),
        is_free=stand and not _is_rivalled(known, plan, day, number),
    )


def _is_rivalled(known: Mapping[int, Matter], plan: IdentityPlan, day: date, number: int | None) -> bool:
    closed = (IdentityStage.APPROVED, IdentityStage.WITHDRAWN)
    others = [one for found, one in known.items() if found != number and identity_stage(one, day) not in closed]
    plans = (one.steps[0].plan for one in others)
    return any(set(one.references) & set(plan.references) for one in plans if one is not None)


def _is_busy(reader: Reader, plan: IdentityPlan, day: date) -> bool:
    size = reader.head().size
    numbers = {number for organization in _touched(plan) for number in reader.files_of(organization, size)}
    return any(not is_over_for_good(file, day) for _, file in files_numbered(reader, numbers, size))


def _since(reader: Reader, plan: IdentityPlan, step: MatterStep) -> date:
    """From which day it holds: day, or from the very day on which the matter that is taken back did."""
    if plan.takes_back is None:
        return step.on
    approved = identity_matter(reader, plan.takes_back).last_of(MatterAct.APPROVED)
    return step.on if approved is None else approved.on


def _moves(ports: Ports, plan: IdentityPlan, since: date, number: int, acting: Acting) -> list[NewEntry]:
    moved = [Identifier.parse(reference) for reference in plan.references]
    return [
        NewEntry(
            kind=Kind.IDENTITY_SET,
            groups={
                "reference": {"scheme": one.scheme, "code": one.code},
                "effective": {"from": since.isoformat()},
            },
            actor=acting.officer,
            sign=acting.sign,
            subject=ports.keyring.digest("subject", str(one)),
            links=((Relation.ORGANIZATION, plan.to_organization), (Relation.IDENTITY, number)),
        )
        for one in moved
    ]


def _touched(plan: IdentityPlan | None) -> frozenset[int]:
    return frozenset() if plan is None else frozenset({plan.from_organization, plan.to_organization})


def _view(ports: Ports, reader: Reader, asked: str, at: AsOf) -> OrganizationView:
    view = find_view(ports, reader, asked, at)
    if view is None:
        raise NotFoundError("There is no such organization.", accepted="an id (o-12) or an identifier (scheme:code)")
    return view
