"""S27 from the other end: the served list, and the published files that list somebody on its day, name the same.

An operator who shows nothing of a file breaks no rule by its acts. The list gives it away: a name on it without a file.
And whom a shown file lists cannot be proved absent from a list that leaves them off: that is looked for too. A file
whose ground has fallen, or is suspended, by a stage that is shown lists nobody.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from goodstanding.ledger.book import reference_of
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.identities import Identity, resolve
from goodstanding.ledger.payloads import group_of, text
from goodstanding.ledger.projections import project
from goodstanding.proceedings import acts
from goodstanding.proceedings.digests import procedure_digest, read_canonical
from goodstanding.proceedings.entries import file_number, read_step
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.stages import Listing, listing_on
from goodstanding.services.lagging import reckoned
from goodstanding.services.shown_grounds import ShownGrounds
from goodstanding.services.source_names import is_identifier
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier

_OF_A_FILE = frozenset({Kind.PROCEEDING_OPENED, Kind.PROCEEDING_ACT})


@dataclass(slots=True)
class ListedHaveFiles:
    """Whom each identifier has meant, and every file as far as it is shown."""

    context: object
    meant: dict[Identifier, set[int]] = field(default_factory=dict)
    files: dict[int, CaseFile] = field(default_factory=dict)
    grounds: ShownGrounds = field(default_factory=ShownGrounds)
    procedures: dict[int, Procedure] = field(default_factory=dict)
    approved: dict[str, Procedure] = field(default_factory=dict)
    identities: list[Identity] = field(default_factory=list)
    #: By keyed digest, the identifier that is shown of it.
    shown: dict[str, Identifier] = field(default_factory=dict)
    #: Those that are not only some source's own words.
    numbers: set[Identifier] = field(default_factory=set)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """Nothing yet: what is missing shows when the list is read."""
        kind = entry.envelope.kind
        self.grounds.see(entry)
        if kind in (Kind.ORGANIZATION_OPENED, Kind.IDENTITY_SET):
            self.identities += [row for row in project(entry) if isinstance(row, Identity)]
        if (identifier := reference_of(entry)) is not None:
            self._mean(entry, identifier)
        elif kind in _OF_A_FILE and (step := read_step(entry)) is not None:
            number = file_number(entry)
            if isinstance(step.act, acts.Opened):
                self.files[number] = CaseFile(steps=(step,))
            elif number in self.files:
                self.files[number] = self.files[number].with_step(step)
        elif kind is Kind.PROCEDURE_ENROLLED and entry.values:
            self.procedures[entry.seq] = read_canonical(text(group_of(entry, "procedure"), "text"))
        elif kind is Kind.PROCEDURE_APPROVED:
            approved = self.procedures.get(entry.envelope.linked(Relation.PROCEDURE))
            self.approved |= {} if approved is None else {procedure_digest(approved): approved}
        yield from ()

    def listed(self, identifiers: Collection[Identifier], day: date, committed_on: date) -> Iterator[Finding]:
        """The identifiers on the list of a day that no shown file lists; and those of the listed that are not on it.

        Counted and not named (S40). A listing from after the day on which the list was committed is not expected on it.
        """
        yield from self._without_file(identifiers, day)
        missing = self._expected(day, committed_on) - set(identifiers)
        if missing:
            message = f"{len(missing)} identifiers of whom a published file lists on that day are not on the list."
            yield Finding(code="law-listing", message=message)

    def _expected(self, day: date, committed_on: date) -> set[Identifier]:
        """Every identifier that means, on the day, an organization that a shown file lists, but for sources' own."""
        meant = resolve(self.identities, day)
        opened = {identity.seq: identity.subject for identity in self.identities}
        parties = set[int]()
        for file in self.files.values():
            listing = self._listing(reckoned(file, self.approved), day)
            if listing is not None and listing.since <= committed_on:
                parties.update(file.parties)
        # Who was joined to another is answered for by the other.
        listed = {one if one in meant.values() else meant.get(opened.get(one, "")) for one in parties}
        found = {self.shown[subject] for subject, number in meant.items() if number in listed and subject in self.shown}
        return found & self.numbers

    def _without_file(self, identifiers: Iterable[Identifier], day: date) -> Iterator[Finding]:
        listed = {
            organization
            for file in self.files.values()
            if self._listing(file, day) is not None
            for organization in file.parties
        }
        # Organizations that were joined answer for each other: an identifier of one has meant both.
        for numbers in self.meant.values():
            if numbers & listed:
                listed |= numbers
        without = sum(not self.meant.get(one, set()) & listed for one in identifiers)
        if without:
            message = f"{without} of the identifiers on the list have no published file that lists them on that day."
            yield Finding(code="law-listing", message=message)

    def _listing(self, file: CaseFile, day: date) -> Listing | None:
        return listing_on(file, day, self.grounds.state(file.opened.records, day))

    def _mean(self, entry: Entry, identifier: Identifier) -> None:
        opens = entry.envelope.kind is Kind.ORGANIZATION_OPENED
        organization = entry.seq if opens else entry.envelope.linked(Relation.ORGANIZATION)
        if is_identifier(identifier, entry):
            self.numbers.add(identifier)
        self.shown[entry.envelope.subject] = identifier
        self.meant.setdefault(identifier, set()).add(organization)
