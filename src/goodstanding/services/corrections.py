"""Corrections on request: read the request, put the situation together, take the step, append it."""

from datetime import date

from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.writing import Head, NewEntry
from goodstanding.proceedings.correcting import (
    Asked,
    Correction,
    CorrectionAct,
    CorrectionRefusal,
    CorrectionSituation,
    correction_step,
)
from goodstanding.proceedings.correction_entries import (
    CORRECTION_KINDS,
    fold_corrections,
    kind_of,
    print_correction,
)
from goodstanding.proceedings.digests import procedure_digest
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.situation import Actor
from goodstanding.register.records import Record
from goodstanding.register.views import OrganizationView
from goodstanding.services.acting import Acting
from goodstanding.services.appending import append_batch
from goodstanding.services.authorities import mandates
from goodstanding.services.days import present, today
from goodstanding.services.ground_facts import opening_number
from goodstanding.services.matters import held_mandates, may_read, organization_of
from goodstanding.services.ports import Ports, Reader, Writer
from goodstanding.services.procedures import approved_procedures
from goodstanding.services.proceedings import ProceedingLaw, newest_procedure, resolved_authorities
from goodstanding.services.reading import AsOf, find_view
from goodstanding.values.errors import ActRefusedError, ConflictError, NotFoundError
from goodstanding.values.identifiers import ORGANIZATION_SCHEME
from goodstanding.values.withheld import Withheld


def corrections(reader: Reader, size: int) -> dict[int, Correction]:
    """Every request by number, as known at a size."""
    return fold_corrections(reader.entries_of(sorted(CORRECTION_KINDS), size))


def correction(reader: Reader, number: int, size: int) -> Correction:
    """The request with this number; NotFoundError without one."""
    found = corrections_beside(reader, number, size).get(number)
    if found is None:
        raise NotFoundError("There is no request for correction with this number.", to_do="see `correction list`")
    return found


def corrections_beside(reader: Reader, number: int, size: int) -> dict[int, Correction]:
    """The requests about a record, or beside one request: they stand under the subject of their record."""
    entry = reader.entry(number)
    entries = () if entry is None else reader.entries_about([entry.envelope.subject], size)
    return fold_corrections(one for one in entries if one.envelope.kind in CORRECTION_KINDS)


def request_correction(
    ports: Ports, law: ProceedingLaw, organization: str, record: int, rules: str, document: str, acting: Acting
) -> tuple[int, Head]:
    """Ask for the correction of a record, under approved rules; its number and the head. Changes no value."""
    with ports.store.writing() as writer:
        size = writer.head().size
        asked = Asked(act=CorrectionAct.REQUESTED, document=document)
        procedure = newest_procedure(writer, rules, size)
        new = _entry(ports, writer, law, organization, record, procedure, asked, acting, None)
        # Behind the refusals: whoever may not ask does not learn that somebody has.
        beside = corrections_beside(writer, record, size)
        if any(one.is_open and one.record == record for one in beside.values()):
            raise ConflictError("Another request on this record is not decided yet.", to_do="see `correction list`")
        return size, append_batch(ports, writer, [new], actor=acting.officer, sign=acting.sign)


def act_on_correction(ports: Ports, law: ProceedingLaw, number: int, asked: Asked, acting: Acting) -> Head:
    """Do one act on a request; ActRefusedError names the article that forbids it."""
    with ports.store.writing() as writer:
        size = writer.head().size
        found = correction(writer, number, size)
        procedure = approved_procedures(writer, size)[found.request.law]
        day = today_of(ports, writer, law, found)
        organization = f"{ORGANIZATION_SCHEME}-{_organization_of(writer, found.record, day)}"
        new = _entry(ports, writer, law, organization, found.record, procedure, asked, acting, number)
        return append_batch(ports, writer, [new], actor=acting.officer, sign=acting.sign)


def corrections_for(ports: Ports, reader: Reader, officer: str) -> dict[int, Correction]:
    """The requests that an officer may read: a representative its organization's, others with a mandate all."""
    day = today(ports, reader)
    held = held_mandates(reader, officer, day)
    return {
        number: one
        for number, one in corrections(reader, reader.head().size).items()
        if may_read(held, frozenset({_organization_of(reader, one.record, day)}))
    }


def today_of(ports: Ports, reader: Reader, law: ProceedingLaw, found: Correction) -> date:
    """The day of the request's own rules."""
    procedure = approved_procedures(reader, reader.head().size)[found.request.law]
    return law.calendar_of(procedure).day_of(present(ports, reader))


def _entry(
    ports: Ports, writer: Writer, law: ProceedingLaw, organization: str, record: int, procedure: Procedure,
    asked: Asked, acting: Acting, number: int | None,
) -> NewEntry:  # fmt: skip
    """The entry of an act that nothing stands against."""
    size, calendar = writer.head().size, law.calendar_of(procedure)
    day = calendar.day_of(present(ports, writer))
    at = AsOf(effective=day, head=writer.head())
    view = find_view(ports, writer, organization, at)
    opening = writer.entry(record)
    if view is None or opening is None or opening.envelope.kind is not Kind.RECORD_ENTERED:
        raise NotFoundError("The organization has no such record.", accepted="the number of a record's entry")
    found, code = _record(view, record)
    now = CorrectionSituation(
        procedure=procedure,
        law=procedure_digest(procedure),
        calendar=calendar,
        today=day,
        authorities=resolved_authorities(ports, writer, at),
        organization=opening_number(view),
        recorded_by=code,
        later_corrections=frozenset(one for one in found.corrected_by if number is not None and one > number),
        correction=None if number is None else correction(writer, number, size),
    )
    held = tuple(one for one in mandates(writer, size) if one.officer == acting.officer)
    step = correction_step(now, asked, Actor(officer=acting.officer, mandates=held))
    if isinstance(step, CorrectionRefusal):
        raise ActRefusedError(str(step))
    return NewEntry(
        kind=kind_of(step.act),
        groups=print_correction(step),
        actor=acting.officer,
        sign=acting.sign,
        subject=opening.envelope.subject,
        links=((Relation.RECORD, record), *(((Relation.CORRECTION, number),) if number is not None else ())),
    )


def _record(view: OrganizationView, record: int) -> tuple[Record, str]:
    found = next((one for one in view.records if one.entry == record), None)
    if found is None or isinstance(found.case, Withheld):
        raise NotFoundError("The organization has no such record.", accepted="the number of a record's entry")
    return found, found.case.authority


def _organization_of(reader: Reader, record: int, day: date) -> int:
    """The number of the organization that a record is of on a day; -1 where it is of none."""
    opening = reader.entry(record)
    return -1 if opening is None else organization_of(reader, opening.envelope.subject, day)
