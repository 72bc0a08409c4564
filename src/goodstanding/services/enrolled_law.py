"""What every replay of law knows of the entries before: authorities, competences, mandates, rules, keys, records."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Protocol

from goodstanding.intake.admission import CompetenceKey, competence_key
from goodstanding.intake.identifiers import canonical_identifier
from goodstanding.ledger.book import reference_of
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import group_of, read_competence, text
from goodstanding.proceedings.acts import Opened
from goodstanding.proceedings.authorities import Authorities, EnrolledAuthority, Mandate
from goodstanding.proceedings.calendars import Calendar
from goodstanding.proceedings.digests import procedure_digest, read_canonical
from goodstanding.proceedings.entries import file_number, read_step
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.stages import GroundState
from goodstanding.register.authorities import Competence
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.records import Case
from goodstanding.services.authorities import fold_mandate, read_authority
from goodstanding.services.ground_facts import admits
from goodstanding.services.officers import officer_key
from goodstanding.services.shown_grounds import NOBODY, ShownGrounds
from goodstanding.values.errors import GoodstandingError
from goodstanding.values.identifiers import Identifier


@dataclass(slots=True, kw_only=True)
class EnrolledLaw:
    """Told of every entry when all rules have seen it; it knows only what is open."""

    #: The calendars that the auditor has; None has none.
    calendar_of: Callable[[Procedure], Calendar] | None = None
    authorities: dict[str, EnrolledAuthority] = field(default_factory=dict)
    competences: dict[CompetenceKey, Competence] = field(default_factory=dict)
    mandates: dict[int, Mandate] = field(default_factory=dict)
    procedures: dict[int, tuple[Procedure, str]] = field(default_factory=dict)
    approved: dict[str, Procedure] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)
    grounds: ShownGrounds = field(default_factory=ShownGrounds)
    #: Every file as far as it is shown, by number.
    files: dict[int, CaseFile] = field(default_factory=dict)
    #: The identifiers that are shown, each with its keyed digest.
    references: dict[Identifier, str] = field(default_factory=dict)

    def calendar(self, procedure: Procedure, edition: str) -> Calendar | None:
        """The calendar by which days were counted; None where the auditor has not this edition of it."""
        try:
            found = None if self.calendar_of is None else self.calendar_of(procedure)
        except GoodstandingError:
            return None
        return found if found is not None and found.edition == edition else None

    def learn(self, entry: Entry) -> None:
        """Add what an entry says of these."""
        self.keys |= officer_key(entry)
        self.grounds.see(entry)
        if (reference := reference_of(entry)) is not None:
            self.references[reference] = entry.envelope.subject
        elif entry.values:
            self._learn_law(entry)

    def _learn_law(self, entry: Entry) -> None:
        match entry.envelope.kind:
            case Kind.AUTHORITY_ENROLLED:
                found = read_authority(entry)
                self.authorities[found.code] = found
            case Kind.COMPETENCE_ENROLLED:
                competence = read_competence(group_of(entry, "competence"))
                self.competences[competence_key(competence)] = competence
            case Kind.MANDATE_GIVEN | Kind.MANDATE_ENDED:
                fold_mandate(self.mandates, entry)
            case Kind.PROCEDURE_ENROLLED:
                procedure = read_canonical(text(group_of(entry, "procedure"), "text"))
                self.procedures[entry.seq] = procedure, entry.envelope.actor
            case Kind.PROCEDURE_APPROVED if self.is_approved_by_another(entry):
                procedure, _ = self.procedures[entry.envelope.linked(Relation.PROCEDURE)]
                self.approved[procedure_digest(procedure)] = procedure
            case Kind.PROCEEDING_OPENED | Kind.PROCEEDING_ACT:
                self._learn_step(entry)
            case _:
                return

    def _learn_step(self, entry: Entry) -> None:
        step, number = read_step(entry), file_number(entry)
        if step is not None and number in self.files:
            self.files[number] = self.files[number].with_step(step)
        elif step is not None and isinstance(step.act, Opened):
            self.files[number] = CaseFile(steps=(step,))

    def is_approved_by_another(self, entry: Entry) -> bool:
        """Whether rules are approved that are there, by somebody else than who enrolled them."""
        _, author = self.procedures.get(entry.envelope.linked(Relation.PROCEDURE), (None, entry.envelope.actor))
        return author != entry.envelope.actor and not self.share_a_key(author, entry.envelope.actor)

    def share_a_key(self, one: str, other: str) -> bool:
        """Whether two officers are one by their key."""
        return one in self.keys and self.keys[one] == self.keys.get(other)

    def resolved(self, day: date) -> Authorities:
        """Each authority with the organization that it is on a day, where that is shown."""
        return {code: replace(one, organization=self._body(one, day)) for code, one in self.authorities.items()}

    def ground_state(self, file: CaseFile, catalogue: Catalogue, day: date) -> GroundState:
        """What has become of a file's records on a day, as far as they are shown, by its own rules."""
        admitting = partial(admits, file, self.approved.get(file.opened.law), catalogue)
        return self.grounds.state(file.opened, day, admitting, file.opened_on)

    def recorder_of(self, record: int) -> str | None:
        """The authority that recorded a record, as far as it is shown; None where it is not."""
        case = self.grounds.record(record, date.max).case
        return case.authority if isinstance(case, Case) else None

    def _body(self, authority: EnrolledAuthority, day: date) -> int | None:
        if not authority.reference:
            return None
        try:
            subject = self.references.get(canonical_identifier(Identifier.parse(authority.reference)))
        except GoodstandingError:
            return None
        found = NOBODY if subject is None else self.grounds.organization_of(subject, day)
        return None if found == NOBODY else found


class Enrolled(Protocol):
    """What a rule asks of the context of a replay: what the entries before have enrolled, one for all rules."""

    @property
    def enrolled(self) -> EnrolledLaw:
        """What the entries before the present one have enrolled."""
        ...
