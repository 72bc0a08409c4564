"""S27 from the other end: whoever stands on the served list has a published file that lists them on that day.

An operator who shows nothing of a file breaks no rule by its acts. The list gives it away: a name on it without a file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import group_of, text
from goodstanding.proceedings import acts
from goodstanding.proceedings.entries import file_number, read_step
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.stages import listing_on
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier

_OF_A_FILE = frozenset({Kind.PROCEEDING_OPENED, Kind.PROCEEDING_ACT})


@dataclass(slots=True)
class ListedHaveFiles:
    """Whom each identifier has meant, and every file as far as it is shown."""

    context: object
    meant: dict[Identifier, set[int]] = field(default_factory=dict)
    files: dict[int, CaseFile] = field(default_factory=dict)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """Nothing yet: what is missing shows when the list is read."""
        kind = entry.envelope.kind
        if kind is Kind.ORGANIZATION_OPENED and "organization" in entry.values:
            self._mean(entry, "organization", entry.seq)
        elif kind is Kind.IDENTITY_SET and "reference" in entry.values:
            self._mean(entry, "reference", entry.envelope.linked(Relation.ORGANIZATION))
        elif kind in _OF_A_FILE and (step := read_step(entry)) is not None:
            number = file_number(entry)
            if isinstance(step.act, acts.Opened):
                self.files[number] = CaseFile(steps=(step,))
            elif number in self.files:
                self.files[number] = self.files[number].with_step(step)
        yield from ()

    def listed(self, identifiers: Iterable[Identifier], day: date) -> Iterator[Finding]:
        """The identifiers on the list of a day that no shown file lists, counted and not named (S40)."""
        listed = {
            organization
            for file in self.files.values()
            if listing_on(file, day) is not None
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

    def _mean(self, entry: Entry, name: str, organization: int) -> None:
        group = group_of(entry, name)
        self.meant.setdefault(Identifier(text(group, "scheme"), text(group, "code")), set()).add(organization)
