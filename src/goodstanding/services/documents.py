"""Gather what a document of a proceeding says: the file and the names of who takes part. For its readers alone."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from goodstanding.intake.admission import CompetenceKey
from goodstanding.ledger.writing import Head
from goodstanding.proceedings.authorities import Function, independent_bodies
from goodstanding.proceedings.files import CaseFile
from goodstanding.publication.document_facts import Dossier, GroundFact
from goodstanding.publication.request_documents import RequestDossier
from goodstanding.register.authorities import Competence
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.records import Record, final_on
from goodstanding.register.views import OrganizationView
from goodstanding.services.authorities import authorities
from goodstanding.services.competences import enrolled
from goodstanding.services.corrections import corrections_for
from goodstanding.services.days import present
from goodstanding.services.due import require_reader
from goodstanding.services.matters import organization_of
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.procedures import approved_procedures
from goodstanding.services.proceedings import ProceedingLaw, read_file
from goodstanding.services.reading import AsOf, find_view
from goodstanding.standing.phrases import print_statute
from goodstanding.values.errors import NotFoundError
from goodstanding.values.identifiers import ORGANIZATION_SCHEME
from goodstanding.values.withheld import Withheld

Laws = Mapping[CompetenceKey, Competence]


def dossier_of(ports: Ports, law: ProceedingLaw, number: int, officer: str) -> Dossier:
    """What is known today of a file; whoever has no mandate in it is told that there is none."""
    with ports.store.reading() as reader:
        head = reader.head()
        require_reader(ports, reader, read_file(ports, reader, number, head.size), officer, head.size)
        return dossier_at(ports, reader, law, number, head, present(ports, reader))


def dossier_at(ports: Ports, reader: Reader, law: ProceedingLaw, number: int, head: Head, instant: datetime) -> Dossier:
    """What was known of a file at a head, on the day of an instant. Who may read it is asked before, not here."""
    file = read_file(ports, reader, number, head.size)
    procedure = approved_procedures(reader, head.size)[file.opened.law]
    today = law.calendar_of(procedure).day_of(instant)
    at = AsOf(effective=today, head=head)
    views = [find_view(ports, reader, f"{ORGANIZATION_SCHEME}-{party}", at) for party in file.parties]
    parties = [_name(view, f"{ORGANIZATION_SCHEME}-{party}") for view, party in zip(views, file.parties, strict=True)]
    known = authorities(reader, head.size)
    involved = frozenset({file.opened.authority, *file.opened.recorded_by})
    laws = enrolled(reader, head.size)
    names = _names(reader, laws, head.size)
    return Dossier(
        number=number,
        file=file,
        procedure=procedure,
        respondent=parties[0],
        affiliates=tuple(parties[1:]),
        authority=names.get(file.opened.authority, file.opened.authority),
        appeal_bodies=tuple(known[one].name for one in independent_bodies(known, Function.APPEAL_BODY, involved)),
        courts=tuple(known[one].name for one in independent_bodies(known, Function.COURT, involved)),
        grounds=tuple(_grounds(file, [view for view in views if view is not None], names, law.catalogue, laws)),
        today=today,
        log_size=head.size,
    )


def request_dossier_of(ports: Ports, law: ProceedingLaw, number: int, officer: str) -> RequestDossier:
    """What is known today of a request; whoever may not read it is told that there is none."""
    with ports.store.reading() as reader:
        found = corrections_for(ports, reader, officer).get(number)
        if found is None:
            raise NotFoundError("There is no request for correction with this number.", to_do="see `correction list`")
        head = reader.head()
        procedure = approved_procedures(reader, head.size)[found.request.law]
        today = law.calendar_of(procedure).day_of(present(ports, reader))
        entered = reader.entry(found.record)
        organization = -1 if entered is None else organization_of(reader, entered.envelope.subject, today)
        asked = f"{ORGANIZATION_SCHEME}-{organization}"
        view = find_view(ports, reader, asked, AsOf(effective=today, head=head)) if organization >= 0 else None
        records = [one for one in view.records if one.entry == found.record] if view is not None else []
        cases = [one.case for one in records if not isinstance(one.case, Withheld)]
        names = _names(reader, enrolled(reader, head.size), head.size)
        return RequestDossier(
            number=number,
            correction=found,
            procedure=procedure,
            respondent=_name(view, asked),
            authority=names.get(cases[0].authority, cases[0].authority) if cases else "",
            today=today,
            log_size=head.size,
        )


def _name(view: OrganizationView | None, otherwise: str) -> str:
    return view.names[0] if view is not None and view.names else otherwise


def _names(reader: Reader, laws: Laws, size: int) -> dict[str, str]:
    """The authorities by code, named as they were enrolled, else as a competence names them."""
    named = {one.authority: one.authority_name for one in laws.values()}
    return named | {code: one.name for code, one in authorities(reader, size).items()}


def _grounds(
    file: CaseFile, views: list[OrganizationView], names: dict[str, str], catalogue: Catalogue, laws: Laws
) -> Iterator[GroundFact]:
    records = {record.entry: record for view in views for record in view.records}
    for entry in file.opened.records:
        yield _ground(entry, records.get(entry), names, catalogue, laws)


def _statute(record: Record, laws: Laws) -> str:
    """The law of a decision with its article, as the authority's competence names it; else its code."""
    if isinstance(record.decision, Withheld):
        return ""
    decision, case = record.decision, record.case
    known = None if isinstance(case, Withheld) else laws.get((case.authority, decision.category, decision.statute))
    return decision.statute if known is None else print_statute(known.statute)


def _ground(entry: int, record: Record | None, names: dict[str, str], catalogue: Catalogue, laws: Laws) -> GroundFact:
    """What the register has of a record; empty where it is withheld."""
    case = None if record is None or isinstance(record.case, Withheld) else record.case
    decision = None if record is None or isinstance(record.decision, Withheld) else record.decision
    stages = () if record is None or isinstance(record.stages, Withheld) else record.stages
    return GroundFact(
        entry=entry,
        authority="" if case is None else names.get(case.authority, case.authority),
        case="" if case is None else case.number,
        decided="" if decision is None else catalogue.category(decision.category).decided,
        statute="" if record is None else _statute(record, laws),
        decided_on=None if decision is None else decision.decided_on,
        final_on=final_on(stages),
    )
