"""S27 from the other end: the served list, and the published files that list somebody on its day, name the same.

An operator who shows nothing of a file breaks no rule by its acts. The list gives it away: a name on it without a file.
And whom a shown file lists cannot be proved absent from a list that leaves them off: that is looked for too. A file
whose ground has fallen, or is suspended, by a stage that is shown lists nobody.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from goodstanding.ledger.book import reference_of
from goodstanding.ledger.entries import Entry
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.stages import GroundState, Listing, begun_for, listing_on
from goodstanding.register.catalogue import Catalogue
from goodstanding.services.enrolled_law import EnrolledLaw
from goodstanding.services.lagging import reckoned
from goodstanding.services.source_names import is_identifier
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier

#: By file and affiliate, what has become of the decision as far as it names the affiliate; None where none shows that.
_Named = Mapping[tuple[int, int], GroundState | None]


class _Context(Protocol):
    """What this rule asks of the context of a replay."""

    @property
    def catalogue(self) -> Catalogue: ...

    @property
    def enrolled(self) -> EnrolledLaw: ...


@dataclass(slots=True)
class ListedHaveFiles:
    """The list against the files as far as they are shown. `numbers` are identifiers that are no source's own words."""

    context: _Context
    numbers: set[Identifier] = field(default_factory=set)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """Nothing yet: what is missing shows when the list is read."""
        identifier = reference_of(entry)
        if identifier is not None and is_identifier(identifier, entry):
            self.numbers.add(identifier)
        yield from ()

    def listed(self, identifiers: Collection[Identifier], day: date, committed_on: date) -> Iterator[Finding]:
        """The identifiers on the list of a day that no shown file lists; and those of the listed that are not on it.

        Counted and not named (S40). A listing from after the day on which the list was committed is not expected on it.
        """
        named = self._named(day)
        yield from self._without_file(identifiers, day, named)
        missing = self._expected(day, committed_on, named) - set(identifiers)
        if missing:
            message = f"{len(missing)} identifiers of whom a published file lists on that day are not on the list."
            yield Finding(code="law-listing", message=message)

    def _named(self, day: date) -> _Named:
        grounds, files = self.context.enrolled.grounds, self.context.enrolled.files
        records = grounds.records_about({one for file in files.values() for one in file.opened.affiliates}, day)
        return {
            (number, one): grounds.named(file, records[one], day)
            for number, file in files.items()
            for one in file.opened.affiliates
        }

    def _expected(self, day: date, committed_on: date, named: _Named) -> set[Identifier]:
        """Every identifier that means, on the day, an organization that a shown file lists, but for sources' own."""
        known = self.context.enrolled
        parties = set[int]()
        for number, file in known.files.items():
            listing = self._listing(reckoned(file, known.approved), day)
            if listing is not None:
                # The decision that names an affiliate is served while it is listed: who is not seen named need not be.
                subjects = {one for one in listing.parties if named.get((number, one)) is GroundState.STANDS}
                subjects = self._unprotected({listing.respondent, *subjects}, day)
                parties |= {one for one in subjects if begun_for(file, listing, one).since <= committed_on}
        # Who was joined to another is answered for by the other.
        meant = dict(known.grounds.meant(day))
        others = set(meant.values())
        listed = {one if one in others else meant.get(known.grounds.opening_of(one)) for one in parties}
        found = {one for one, subject in known.references.items() if meant.get(subject) in listed - {None}}
        return found & self.numbers

    def _without_file(self, identifiers: Iterable[Identifier], day: date, named: _Named) -> Iterator[Finding]:
        known = self.context.enrolled
        listed = {
            organization
            for number, file in known.files.items()
            if (listing := self._listing(file, day)) is not None
            for organization in self._unprotected(listing.parties, day)
            if named.get((number, organization)) in (GroundState.STANDS, None)
        }
        # Organizations that were joined answer for each other: an identifier of one has meant both.
        meant = {one: known.grounds.ever_meant(subject) for one, subject in known.references.items()}
        for numbers in meant.values():
            if numbers & listed:
                listed |= numbers
        without = sum(not meant.get(one, frozenset()) & listed for one in identifiers)
        if without:
            message = f"{without} of the identifiers on the list have no published file that lists them on that day."
            yield Finding(code="law-listing", message=message)

    def _unprotected(self, parties: Iterable[int], day: date) -> set[int]:
        """The parties of a listing without those whose claim of protected function was upheld: they are on no list."""
        return {one for one in parties if not self.context.enrolled.grounds.is_protected(one, day)}

    def _listing(self, file: CaseFile, day: date) -> Listing | None:
        return listing_on(file, day, self.context.enrolled.ground_state(file, self.context.catalogue, day))
