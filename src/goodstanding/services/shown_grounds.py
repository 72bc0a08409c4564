"""What has become of records, as far as the entries of a published log show it: values, stages, requests and claims.

The same folds as a register's. What is not shown condemns nobody: a record whose stages are not open is taken to stand.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from goodstanding.ledger.book import CHANGES, change_record, open_record
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.hold_folds import CLAIM_FOLDS, with_holds
from goodstanding.ledger.identities import Identity, resolve
from goodstanding.ledger.projections import project
from goodstanding.proceedings.acts import Opened
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.stages import GroundState
from goodstanding.register.holds import Claim
from goodstanding.register.records import Record
from goodstanding.services.ground_facts import Admits, named_state, naming_records, state_of, worst_of
from goodstanding.values.withheld import Withheld

NOBODY = -1


@dataclass(slots=True)
class ShownGrounds:
    """Records by number, the references under which they stand, whom these mean, and the claims about these."""

    #: What is open of a record, or waits under rules; of one that is missing here nothing is known.
    _records: dict[int, Record] = field(default_factory=dict)
    _subjects: dict[int, str] = field(default_factory=dict)
    _identities: dict[str, tuple[Identity, ...]] = field(default_factory=dict)
    _openings: dict[int, str] = field(default_factory=dict)
    _claims: dict[str, dict[int, Claim]] = field(default_factory=dict)

    def see(self, entry: Entry) -> None:
        """Fold one entry; of other kinds nothing is kept."""
        kind, subject = entry.envelope.kind, entry.envelope.subject
        if kind is Kind.RECORD_ENTERED:
            self._subjects[entry.seq] = subject
            if entry.values or entry.envelope.links:
                self._keep(entry.seq, open_record(entry))
        elif kind in CHANGES:
            self._change(entry)
        elif kind is Kind.ORGANIZATION_OPENED:
            self._openings[entry.seq] = subject
            self._identities[subject] = (Identity(entry.seq, subject, entry.seq),)
        elif kind is Kind.IDENTITY_SET:
            found = (row for row in project(entry) if isinstance(row, Identity))
            self._identities[subject] = (*self._identities.get(subject, ()), *found)
        elif kind in CLAIM_FOLDS:
            self._claims[subject] = CLAIM_FOLDS[kind](self._claims.get(subject, {}), entry)

    def is_record(self, number: int) -> bool:
        """Whether a record was entered by this number, whatever is open of it."""
        return number in self._subjects

    def organization_of(self, subject: str, day: date = date.max) -> int:
        """The organization that a reference means on a day; NOBODY where it means none."""
        return resolve(self._identities.get(subject, ()), day).get(subject, NOBODY)

    def meant(self, day: date) -> Iterator[tuple[str, int]]:
        """Every reference, and the organization that it means on a day."""
        return ((subject, self.organization_of(subject, day)) for subject in self._identities)

    def ever_meant(self, subject: str) -> frozenset[int]:
        """The organizations that a reference has ever meant."""
        return frozenset(one.organization for one in self._identities.get(subject, ()))

    def are_same(self, one: int, other: int) -> bool:
        """Whether two organizations are one, or were ever joined."""
        meant = (self.ever_meant(self.opening_of(number)) | {number} for number in (one, other))
        return bool(next(meant) & next(meant))

    def opening_of(self, organization: int) -> str:
        """The reference under which an organization was opened; "" where none was by this number."""
        return self._openings.get(organization, "")

    def is_of(self, number: int, organization: int, day: date) -> bool:
        """Whether a record is the organization's on a day: one that was joined is answered for by its heir."""
        of = self.organization_of(self._subjects.get(number, ""), day)
        heir = self.organization_of(self._openings.get(organization, ""), day)
        return of != NOBODY and of in (organization, heir)

    def records_of(self, organizations: Iterable[int], day: date) -> Iterator[tuple[int, int]]:
        """The numbers of all records of some organizations on a day, each with whose it is."""
        wanted = set(organizations)
        for number, subject in self._subjects.items() if wanted else ():
            of = self.organization_of(subject, day)
            if of in wanted:
                yield number, of

    def record(self, number: int, day: date) -> Record:
        """What is shown of a record, with the claims about its organization; all withheld where nothing is."""
        return with_holds(self._folded(number), self._claims_about(self._subjects.get(number, ""), day), day)

    def is_protected(self, organization: int, day: date) -> bool:
        """Whether an organization's claim of protected function was upheld."""
        return any(claim.upheld for claim in self._claims_about(self.opening_of(organization), day))

    def state(
        self, opened: Opened, day: date, admits: Admits | None = None, opened_on: date | None = None
    ) -> GroundState:
        """The worst of a file's records on a day; one that is not its respondent's any more has fallen."""
        return worst_of(
            self.record_state(number, opened.respondent, day, admits, opened_on) for number in opened.records
        )

    def named(self, file: CaseFile, records: Sequence[Record], day: date) -> GroundState | None:
        """What has become of the decision as far as it names whose records these are; None where none shows that."""
        grounds = [self.record(number, day) for number in file.opened.records]
        return named_state(records, grounds, day, file.opened_on) if naming_records(records, grounds) else None

    def records_about(self, organizations: Iterable[int], day: date) -> dict[int, list[Record]]:
        """The records of organizations, in one pass over all; of one that was joined to another, the heir's."""
        heirs = {one: self.organization_of(self.opening_of(one), day) for one in organizations}
        found: dict[int, list[Record]] = {}
        for number, of in self.records_of({*heirs, *heirs.values()} - {NOBODY}, day):
            found.setdefault(of, []).append(self.record(number, day))
        return {one: [record for of in {one, heir} for record in found.get(of, ())] for one, heir in heirs.items()}

    def record_state(
        self, number: int, organization: int, day: date, admits: Admits | None = None, opened_on: date | None = None
    ) -> GroundState:
        """What has become of one record of an organization on a day, for a file that was opened on `opened_on`."""
        record = self.record(number, day)
        if record.is_of_a_protected_body or not self.is_of(number, organization, day):
            return GroundState.FALLEN
        if admits is not None and any(one.on <= day and admits(one) is False for one in record.readings):
            return GroundState.FALLEN
        if isinstance(record.stages, Withheld):
            return GroundState.STANDS
        return state_of(record.stages, record.disputes, day, opened_on)

    def _claims_about(self, subject: str, day: date) -> Iterator[Claim]:
        """A claim is of the organization, whatever reference of it a record stands under."""
        if self._claims:
            of = self.organization_of(subject, day)
            for about, claims in self._claims.items():
                if self.organization_of(about, day) == of:
                    yield from claims.values()

    def _change(self, entry: Entry) -> None:
        number = entry.envelope.linked(Relation.RECORD)
        if number in self._subjects and (number in self._records or entry.values):
            self._keep(number, change_record(self._folded(number), entry))

    def _folded(self, number: int) -> Record:
        none = Withheld(number)
        bare = Record(entry=number, party=none, case=none, decision=none, stages=none, evidence=none)
        return self._records.get(number, bare)

    def _keep(self, number: int, record: Record) -> None:
        """Where it was read is not asked here, and there may be millions."""
        self._records[number] = replace(record, evidence=Withheld(number))
