"""S28 over a published log: an authority's own numbers hold every record of it that is displayed.

What an authority says to have decided and nobody recorded cannot be seen here: what is not displayed any more is not
open. The register's own comparison (`coverage show`) counts it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from goodstanding.ledger.entries import Entry, Kind
from goodstanding.ledger.payloads import group_of, read_case, read_decision
from goodstanding.register.coverage import Coverage, Numbered, compare, number_digest
from goodstanding.services.coverages import RECORDERS, read_coverage
from goodstanding.services.enrolled_law import Enrolled
from goodstanding.values.findings import Finding


@dataclass(slots=True)
class CoverageHolds:
    """A coverage comes from whoever records for the authority, and no displayed record is missing in it."""

    context: Enrolled
    coverages: dict[tuple[object, ...], Coverage] = field(default_factory=dict)
    records: list[Numbered] = field(default_factory=list)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """A coverage by an officer who does not record for the authority."""
        kind = entry.envelope.kind
        if kind is Kind.COVERAGE_PUBLISHED and entry.values:
            found = read_coverage(entry)
            self.coverages[found.authority, found.category, found.first, found.last] = found
            held = (one for one in self.context.enrolled.mandates.values() if one.officer == entry.envelope.actor)
            if not any(one.role in RECORDERS and one.authority == found.authority for one in held):
                yield _finding(entry.seq, "its officer does not record for the authority.")
        elif kind is Kind.RECORD_ENTERED and {"case", "decision"} <= set(entry.values):
            case, decision = read_case(group_of(entry, "case")), read_decision(group_of(entry, "decision"))
            self.records.append(
                Numbered(
                    entry=entry.seq,
                    authority=case.authority,
                    category=decision.category,
                    decided_on=decision.decided_on,
                    number=number_digest(case.authority, case.number),
                )
            )

    def end(self) -> Iterator[Finding]:
        """The displayed records that the authority's own numbers of their period do not have."""
        for covered in compare(self.coverages.values(), self.records):
            for number in covered.undeclared:
                yield _finding(number, "its authority's own numbers of the period do not have it.")


def _finding(number: int, message: str) -> Finding:
    return Finding(code="law-coverage", message=f"Entry {number}: {message}")
