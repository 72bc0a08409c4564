"""S27 for claims of protected function: decided by a body outside the recording authorities, as far as is open."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.proceedings.claiming import CLAIMING
from goodstanding.proceedings.matter_entries import CLAIM_KINDS, matter_number, read_matter
from goodstanding.services.enrolled_law import Enrolled
from goodstanding.services.matter_law import MatterLaw, matter_finding
from goodstanding.values.findings import Finding


@dataclass(slots=True)
class ClaimsAreLawful:
    """A claim is made under approved rules and decided by an independent body; nothing shows of an upheld one."""

    context: Enrolled
    law: MatterLaw = field(init=False)
    subjects: dict[int, str] = field(default_factory=dict)
    displayed: dict[int, Entry] = field(default_factory=dict)
    upheld: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """One set of what is enrolled for all rules."""
        self.law = MatterLaw(rules=CLAIMING, known=self.context.enrolled)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """What an act on a claim lacks."""
        kind = entry.envelope.kind
        if kind is Kind.RECORD_ENTERED:
            self.subjects[entry.seq] = entry.envelope.subject
            if entry.values:
                self.displayed[entry.seq] = entry
        elif kind is Kind.BATCH_CLOSED:
            yield from self.law.close(entry)
        elif kind in CLAIM_KINDS:
            yield from self._act(entry)

    def end(self) -> Iterator[Finding]:
        """The records that are served although their organization is no subject of the register."""
        for number, entry in self.displayed.items():
            if self.law.known.organizations.get(self.subjects[number]) in self.upheld:
                yield matter_finding(entry, "its values are served, and its organization's claim was upheld.")

    def _act(self, entry: Entry) -> Iterator[Finding]:
        step, known = read_matter(entry), self.law.known
        organization = entry.envelope.linked(Relation.ORGANIZATION)
        if entry.envelope.kind is Kind.CLAIM_UPHELD:
            self.upheld.add(organization)
        if step is None:
            return
        matter = self.law.matters.get(matter_number(entry))
        if matter is not None and matter.about != organization:
            yield matter_finding(entry, "it names another organization than its claim.")
            return
        own = {subject for subject, number in known.organizations.items() if number == organization}
        recorded_by = frozenset(code for record, code in known.recorded_by.items() if self.subjects.get(record) in own)
        yield from self.law.judge(entry, step, matter_number(entry), frozenset({organization}), recorded_by)
