"""S27 for claims of protected function: decided by a body outside the recording authorities, as far as is open."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.proceedings.claiming import CLAIMING
from goodstanding.proceedings.matter_entries import CLAIM_KINDS, matter_number, read_matter
from goodstanding.services.enrolled_law import Enrolled
from goodstanding.services.matter_law import MatterLaw, matter_finding
from goodstanding.services.matters import Facts
from goodstanding.values.findings import Finding


@dataclass(slots=True)
class ClaimsAreLawful:
    """A claim is made under approved rules and decided by an independent body; nothing shows of an upheld one."""

    context: Enrolled
    law: MatterLaw = field(init=False)
    displayed: list[Entry] = field(default_factory=list)
    upheld: set[int] = field(default_factory=set)
    #: The first claim of each organization: there is no second one.
    claims: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """One set of what is enrolled for all rules."""
        self.law = MatterLaw(rules=CLAIMING, known=self.context.enrolled)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """What an act on a claim lacks."""
        kind = entry.envelope.kind
        if kind is Kind.RECORD_ENTERED:
            if entry.values:
                self.displayed.append(entry)
        elif kind is Kind.BATCH_CLOSED:
            yield from self.law.close(entry)
        elif kind in CLAIM_KINDS:
            yield from self._act(entry)

    def end(self) -> Iterator[Finding]:
        """The records that are served although their organization is no subject of the register."""
        for entry in self.displayed:
            if self.law.known.grounds.organization_of(entry.envelope.subject) in self.upheld:
                yield matter_finding(entry, "its values are served, and its organization's claim was upheld.")

    def _act(self, entry: Entry) -> Iterator[Finding]:
        step, known = read_matter(entry), self.law.known
        organization = entry.envelope.linked(Relation.ORGANIZATION)
        if known.grounds.opening_of(organization) != entry.envelope.subject:
            yield matter_finding(entry, "it stands under another reference than its organization's.")
            return
        if entry.envelope.kind is Kind.CLAIM_UPHELD:
            self.upheld.add(organization)
        if entry.envelope.kind is Kind.CLAIM_MADE:
            self.claims.setdefault(organization, entry.seq)
        if step is None:
            return
        matter = self.law.matters.get(matter_number(entry))
        if matter is not None and matter.about != organization:
            yield matter_finding(entry, "it names another organization than its claim.")
            return
        records = known.grounds.records_of({organization}, step.on)
        recorders = {known.recorder_of(number) for number, _ in records} - {None}
        facts = Facts(
            organizations=frozenset({organization}),
            recorded_by=frozenset(one for one in recorders if one is not None),
            is_free=self.claims.get(organization) == entry.seq,
        )
        yield from self.law.judge(entry, step, matter_number(entry), facts)
