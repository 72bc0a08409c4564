"""What a plan of an import is made of: keyed rows in, entries of one batch out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.payloads import Object, print_evidence
from goodstanding.ledger.projections import SourceRow
from goodstanding.ledger.writing import NewEntry
from goodstanding.register.records import Evidence
from goodstanding.services.appending import Snapshot
from goodstanding.services.import_rows import AcceptedRow


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """An accepted row with its keyed digests: of the source key (with ordinal) and of the subject reference."""

    row: AcceptedRow
    key: str
    subject: str


@dataclass(slots=True, kw_only=True)
class Plan:
    """The entries of a batch in order, and what they amount to in records.

    `erased` are the source's records whose values are gone: their rows are suppressed, never recorded anew.
    `held` are the authorities whose new records wait for verification and preview, by the rules under which they do.
    """

    start: int
    snapshot: Snapshot
    erased: frozenset[int] = frozenset()
    held: Mapping[str, int] = field(default_factory=dict)
    entries: list[NewEntry] = field(default_factory=list)
    records: Counter[str] = field(default_factory=Counter)

    def add(self, entry: NewEntry) -> int:
        """Append an entry; its index in the log."""
        self.entries.append(entry)
        return self.start + len(self.entries) - 1


def evidence_of(plan: Plan, keyed: KeyedRow) -> Object:
    """The group `evidence`: this file and this row."""
    where = f"row {keyed.row.draft.row}"
    return print_evidence(Evidence(digest=plan.snapshot.digest, where=where, published_on=plan.snapshot.as_of))


def later_entry(
    plan: Plan,
    keyed: KeyedRow,
    earlier: SourceRow,
    kind: Kind,
    groups: Groups,
    relation: Relation = Relation.RECORD,
) -> NewEntry:
    """An entry about what an earlier row of the same key brought; with evidence, unless it is a question."""
    evidence: Groups = {} if "question" in groups else {"evidence": evidence_of(plan, keyed)}
    return NewEntry(
        kind=kind,
        groups={**groups, **evidence},
        # The reference that the record was entered under, or its fold would never meet this entry.
        subject=earlier.subject,
        source=plan.snapshot.source,
        key=keyed.key,
        print=keyed.row.print,
        links=((relation, earlier.record),),
    )


def reappear(plan: Plan, keyed: KeyedRow, earlier: SourceRow) -> None:
    """Close the question that a full list without the row had opened."""
    groups: Groups = {"question": {"reason": "present", "digest": plan.snapshot.digest}}
    plan.add(later_entry(plan, keyed, earlier, Kind.QUESTION_CLOSED, groups))
