"""Claims of protected function in a register: made by the organization, decided by a body outside the recorders."""

from collections.abc import Mapping

from goodstanding.ledger.entries import Relation
from goodstanding.ledger.writing import Head
from goodstanding.proceedings.claiming import CLAIMING
from goodstanding.proceedings.matter_entries import CLAIM_KINDS, fold_matters
from goodstanding.proceedings.matters import AskedStep, Matter, MatterAct
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
    recorders_of,
    step_of,
)
from goodstanding.services.ports import Ports, Reader, Writer
from goodstanding.services.procedures import approved_procedures
from goodstanding.services.proceedings import ProceedingLaw, newest_procedure
from goodstanding.services.reading import AsOf, find_view
from goodstanding.values.errors import NotFoundError
from goodstanding.values.identifiers import ORGANIZATION_SCHEME


def make_claim(
    ports: Ports, law: ProceedingLaw, organization: str, rules: str, document: str, acting: Acting
) -> tuple[int, Head]:
    """Claim that the organization is no subject of this register; the claim's number and the head.

    From now until the decision nothing shows that was not public before. No point is changed by it otherwise.
    """
    with ports.store.writing() as writer:
        size = writer.head().size
        procedure = newest_procedure(writer, rules, size)
        day = law.calendar_of(procedure).day_of(present(ports, writer))
        view = _view(ports, writer, organization, AsOf(effective=day, head=writer.head()))
        asked = AskedStep(act=MatterAct.CLAIMED, document=document)
        facts = _facts(view, claims(writer, size))
        step = step_of(ports, writer, law, CLAIMING, procedure, facts, None, asked, acting)
        return size, append_acts(ports, writer, [entry_of(step, _place(writer, view, ()), acting)], acting)


def decide_claim(ports: Ports, law: ProceedingLaw, number: int, asked: AskedStep, acting: Acting) -> Head:
    """Uphold or dismiss a claim; ActRefusedError names the article that forbids it."""
    with ports.store.writing() as writer:
        size = writer.head().size
        found = claims(writer, size)
        matter = found.get(number)
        if matter is None:
            raise NotFoundError("There is no claim with this number.", to_do="see `goodstanding claim list`")
        procedure = approved_procedures(writer, size)[matter.steps[0].law]
        day = law.calendar_of(procedure).day_of(present(ports, writer))
        at = AsOf(effective=day, head=writer.head())
        view = _view(ports, writer, f"{ORGANIZATION_SCHEME}-{matter.about}", at)
        step = step_of(ports, writer, law, CLAIMING, procedure, _facts(view, found), matter, asked, acting)
        place = _place(writer, view, ((Relation.CLAIM, number),))
        return append_acts(ports, writer, [entry_of(step, place, acting)], acting)


def claims(reader: Reader, size: int) -> dict[int, Matter]:
    """Every claim by number, as known at a size."""
    return fold_matters(reader.entries_of(sorted(CLAIM_KINDS), size))


def claims_for(ports: Ports, reader: Reader, officer: str) -> dict[int, Matter]:
    """The claims that an officer may read: a representative its organization's, others with a mandate all."""
    held = held_mandates(reader, officer, today(ports, reader))
    found = claims(reader, reader.head().size)
    return {number: one for number, one in found.items() if may_read(held, frozenset({one.about}))}


def _facts(view: OrganizationView, known: Mapping[int, Matter]) -> Facts:
    own = opening_number(view)
    return Facts(
        organizations=frozenset({own}),
        recorded_by=recorders_of([view]),
        is_free=not any(one.about == own for one in known.values()),
    )


def _place(writer: Writer, view: OrganizationView, links: tuple[tuple[Relation, int], ...]) -> Place:
    own = opening_number(view)
    opening = writer.entry(own)
    subject = "" if opening is None else opening.envelope.subject
    return Place(subject=subject, links=((Relation.ORGANIZATION, own), *links))


def _view(ports: Ports, reader: Reader, asked: str, at: AsOf) -> OrganizationView:
    view = find_view(ports, reader, asked, at)
    if view is None:
        raise NotFoundError("There is no such organization.", accepted="an id (o-12) or an identifier (scheme:code)")
    return view
