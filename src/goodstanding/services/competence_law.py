"""S36 and S34 over a published log: who recorded was competent before, and may tell of whom it told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from goodstanding.intake.admission import CompetenceKey, competence_key
from goodstanding.ledger.disclosure_payloads import read_filing, read_obligation
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import group_of, read_case, read_competence, read_decision, read_organization
from goodstanding.proceedings.appointing import dependent_recorders
from goodstanding.register.authorities import Competence
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.codes import CategoryCode
from goodstanding.register.disclosed import is_recorded_opinion, missing_category
from goodstanding.register.disclosures import Filing, Obligation
from goodstanding.register.organizations import Organization, OrganizationKind, Tier
from goodstanding.register.records import Case, Decision, Finality
from goodstanding.services.competences import Shipped, courts_and_auditors, in_capacity
from goodstanding.services.enrolled_law import EnrolledLaw
from goodstanding.values.findings import Finding
from goodstanding.values.withheld import Withheld


class _Context(Protocol):
    @property
    def catalogue(self) -> Catalogue: ...

    @property
    def enrolled(self) -> EnrolledLaw: ...

    @property
    def shipped(self) -> Shipped: ...


@dataclass(slots=True)
class CompetenceComesFirst:
    """An authority records only under a competence that an earlier entry enrolled (S36).

    Of an elected local body only courts, audit institutions and official payment publications do (S34). What was
    recorded of one before a capacity was said is borne by the first later entry that says it.
    """

    context: _Context
    #: The entries that opened elected local bodies, and the references of those that were joined to another.
    local: set[int] = field(default_factory=set)
    joined: set[str] = field(default_factory=set)
    #: What was recorded of them in no such capacity, by the competence that nobody has worded otherwise since.
    untold: dict[CompetenceKey, list[Finding]] = field(default_factory=dict)
    #: Authority and statute of each disclosure, "" where they are not shown.
    disclosures: dict[int, tuple[str, str]] = field(default_factory=dict)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """A record without an earlier competence for it, or for its ground of finality, or for whom it is about."""
        match entry.envelope.kind:
            case Kind.ORGANIZATION_OPENED:
                organization = read_organization(entry)
                if isinstance(organization, Organization) and organization.tier is Tier.LOCAL:
                    self.local.add(entry.seq)
            case Kind.IDENTITY_SET if self._opened_local(entry.envelope.subject):
                self.joined.add(entry.envelope.subject)
            case Kind.COMPETENCE_ENROLLED if entry.values:
                yield from self._enroll(entry, read_competence(group_of(entry, "competence")))
            case Kind.RECORD_ENTERED | Kind.RECORD_CORRECTED:
                yield from self._record(entry)
            case Kind.DISCLOSURE_DUE | Kind.DISCLOSURE_CORRECTED:
                yield from self._disclosure(entry)
            case Kind.FIGURE_DISCLOSED if entry.values:
                yield from self._follows(entry, CategoryCode.DISCLOSED_RATIOS)
            case Kind.DISCLOSURE_FILED if self._is_of_local(entry):
                filing = read_filing(entry)
                if isinstance(filing, Filing) and is_recorded_opinion(filing, OrganizationKind.PUBLIC_BODY):
                    yield from self._follows(entry, CategoryCode.QUALIFIED_AUDIT_OPINION)
            case _:
                return

    def end(self) -> Iterator[Finding]:
        """What was recorded of local bodies and is borne by no later word either."""
        return (finding for findings in self.untold.values() for finding in findings)

    def _enroll(self, entry: Entry, competence: Competence) -> Iterator[Finding]:
        """A capacity that the category cannot have, or that its authority's place in the hierarchy belies."""
        if competence.may_concern_local_bodies:
            self.untold.pop(competence_key(competence), None)
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
        if not isinstance(case, Withheld) and not isinstance(decision, Withheld):
            yield from self._under(entry, (case.authority, decision.category, decision.statute), decision.finality)

    def _under(self, entry: Entry, key: CompetenceKey, finality: Finality) -> Iterator[Finding]:
        """What an entry records under a competence."""
        found = self.context.enrolled.competences.get(key)
        if found is None:
            yield _finding(entry, "no earlier entry makes its authority competent for it.")
            return
        if found.finality != finality.value:
            yield _finding(entry, "its competence names another ground of finality.")
        if self._is_of_local(entry) and not in_capacity(self.context.shipped, found).may_concern_local_bodies:
            message = "it is of a local body, and of no court, audit institution or payment publication."
            self.untold.setdefault(key, []).append(_finding(entry, message))

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
        """A disclosure that is due, or as a correction of its case or its obligation makes it."""
        number = entry.seq if entry.envelope.kind is Kind.DISCLOSURE_DUE else entry.envelope.linked(Relation.DISCLOSURE)
        authority, statute = self.disclosures.get(number, ("", ""))
        authority = read_case(group_of(entry, "case")).authority if "case" in entry.values else authority
        obligation = read_obligation(entry)
        statute = obligation.statute if isinstance(obligation, Obligation) else statute
        self.disclosures[number] = authority, statute
        if not {"case", "obligation"} & set(entry.values) or not (authority and statute):
            return
        if self._is_of_local(entry):
            yield from self._follows(entry, missing_category(OrganizationKind.PUBLIC_BODY), number)
        elif not any((one, law) == (authority, statute) for one, _, law in self.context.enrolled.competences):
            yield _finding(entry, "no earlier entry makes its authority competent for it.")

    def _follows(self, entry: Entry, category: CategoryCode, number: int | None = None) -> Iterator[Finding]:
        """What follows from a disclosure as a published fact has a competence of its own."""
        disclosure = entry.envelope.linked(Relation.DISCLOSURE) if number is None else number
        authority, statute = self.disclosures.get(disclosure, ("", ""))
        if authority and statute:
            yield from self._under(entry, (authority, category.value, statute), Finality.OFFICIAL_PUBLICATION)

    def _opened_local(self, reference: str) -> bool:
        """Whether a local body was opened under a reference, which means it still."""
        grounds = self.context.enrolled.grounds
        of = grounds.organization_of(reference)
        return of in self.local and grounds.opening_of(of) == reference

    def _is_of_local(self, entry: Entry) -> bool:
        grounds = self.context.enrolled.grounds
        of = grounds.organization_of(entry.envelope.subject)
        return of in self.local or any(grounds.organization_of(one) == of for one in self.joined)


def _finding(entry: Entry, message: str) -> Finding:
    return Finding(code="law-competence", message=f"Entry {entry.seq}: {message}")
