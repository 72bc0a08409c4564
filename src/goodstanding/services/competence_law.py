"""S36 and S34 over a published log: who recorded was competent before, and may tell of whom it told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import group_of, read_case, read_competence, read_decision, read_organization, text
from goodstanding.proceedings.appointing import dependent_recorders
from goodstanding.register.authorities import Competence
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.disclosed import missing_category
from goodstanding.register.organizations import Organization, OrganizationKind, Tier
from goodstanding.register.records import Case, Decision
from goodstanding.services.competences import courts_and_auditors
from goodstanding.services.enrolled_law import EnrolledLaw
from goodstanding.values.findings import Finding
from goodstanding.values.withheld import Withheld


class _Context(Protocol):
    @property
    def catalogue(self) -> Catalogue: ...

    @property
    def enrolled(self) -> EnrolledLaw: ...


@dataclass(slots=True)
class CompetenceComesFirst:
    """An authority records only under a competence that an earlier entry enrolled (S36).

    Of an elected local body only courts, audit institutions and official payment publications do (S34).
    """

    context: _Context
    #: The entries that opened elected local bodies.
    local: set[int] = field(default_factory=set)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """A record without an earlier competence for it, or for its ground of finality, or for whom it is about."""
        match entry.envelope.kind:
            case Kind.ORGANIZATION_OPENED:
                organization = read_organization(entry)
                if isinstance(organization, Organization) and organization.tier is Tier.LOCAL:
                    self.local.add(entry.seq)
            case Kind.COMPETENCE_ENROLLED if entry.values:
                yield from self._enroll(entry, read_competence(group_of(entry, "competence")))
            case Kind.RECORD_ENTERED | Kind.RECORD_CORRECTED:
                yield from self._record(entry)
            case Kind.DISCLOSURE_DUE if {"case", "obligation"} <= set(entry.values):
                yield from self._disclosure(entry)
            case _:
                return

    def _enroll(self, entry: Entry, competence: Competence) -> Iterator[Finding]:
        """A capacity that the category cannot have, or that its authority's place in the hierarchy belies."""
        category, enrolled = self.context.catalogue.categories.get(competence.category), self.context.enrolled
        if category is not None and not competence.fits(category):
            yield _finding(entry, "its capacity does not fit its category, or its ground of finality.")
        if dependent_recorders(enrolled.authorities, courts_and_auditors([competence])):
            yield _finding(entry, "its court or audit institution shares a hierarchy with what decides or makes rules.")

    def _record(self, entry: Entry) -> Iterator[Finding]:
        """A record as it is entered, or as a correction of its case or its decision makes it."""
        if not {"case", "decision"} & set(entry.values):
            return
        case, decision = self._parts(entry)
        if isinstance(case, Withheld) or isinstance(decision, Withheld):
            return
        found = self.context.enrolled.competences.get((case.authority, decision.category, decision.statute))
        if found is None:
            yield _finding(entry, "no earlier entry makes its authority competent for it.")
            return
        if found.finality != decision.finality.value:
            yield _finding(entry, "its competence names another ground of finality.")
        yield from self._subject(entry, found)

    def _parts(self, entry: Entry) -> tuple[Case | Withheld, Decision | Withheld]:
        if entry.envelope.kind is Kind.RECORD_ENTERED:
            number, before = entry.seq, None
        else:
            number = entry.envelope.linked(Relation.RECORD)
            before = self.context.enrolled.grounds.record(number, date.max)
        hidden = Withheld(number)
        case = read_case(group_of(entry, "case")) if "case" in entry.values else before.case if before else hidden
        if "decision" in entry.values:
            return case, read_decision(group_of(entry, "decision"))
        return case, before.decision if before else hidden

    def _disclosure(self, entry: Entry) -> Iterator[Finding]:
        authority = read_case(group_of(entry, "case")).authority
        statute = text(group_of(entry, "obligation"), "statute")
        known = self.context.enrolled.competences
        if (authority, statute) not in {(one, law) for one, _, law in known}:
            yield _finding(entry, "no earlier entry makes its authority competent for it.")
        late = missing_category(OrganizationKind.PUBLIC_BODY).value
        if (found := known.get((authority, late, statute))) is not None:
            yield from self._subject(entry, found)

    def _subject(self, entry: Entry, competence: Competence) -> Iterator[Finding]:
        organization = self.context.enrolled.grounds.organization_of(entry.envelope.subject)
        if organization in self.local and not competence.may_concern_local_bodies:
            yield _finding(entry, "it is of a local body, and of no court, audit institution or payment publication.")


def _finding(entry: Entry, message: str) -> Finding:
    return Finding(code="law-competence", message=f"Entry {entry.seq}: {message}")
