"""S28 over a published log: an authority's own numbers hold every record of it that is displayed.

What an authority says to have decided and nobody recorded cannot be seen here: what is not displayed any more is not
open. The register's own comparison (`coverage show`) counts it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from goodstanding.ledger.entries import Entry, Kind
from goodstanding.ledger.payloads import group_of, text
from goodstanding.proceedings.authorities import Function, Mandate
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.coverage import Coverage, compare, numbered
from goodstanding.services.coverages import RECORDERS, read_coverage
from goodstanding.services.enrolled_law import Enrolled
from goodstanding.values.findings import Finding

_DAY = timedelta(days=1)


class _Context(Enrolled, Protocol):
    """What this rule asks of the context of a replay."""

    @property
    def catalogue(self) -> Catalogue: ...


@dataclass(slots=True)
class CoverageHolds:
    """A coverage comes from whoever records for the authority, and no displayed record is missing in it."""

    context: _Context
    coverages: dict[tuple[object, ...], Coverage] = field(default_factory=dict)
    records: list[int] = field(default_factory=list)
    waiting: list[tuple[int, Coverage, tuple[Mandate, ...]]] = field(default_factory=list)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """A coverage by an officer who does not record for the authority."""
        kind = entry.envelope.kind
        if kind is Kind.COVERAGE_PUBLISHED and entry.values:
            found = read_coverage(entry)
            self.coverages[found.authority, found.category, found.first, found.last] = found
            self.waiting.append((entry.seq, found, self._recorders(entry, found)))
            if found.category not in self.context.catalogue.categories or not found.numbers:
                yield _finding(entry.seq, "it is about a category outside the catalogue, or about nothing.")
        elif kind is Kind.BATCH_CLOSED and entry.values:
            yield from self._close(date.fromisoformat(text(group_of(entry, "batch"), "recorded_at")[:10]))
        elif kind is Kind.RECORD_ENTERED:
            self.records.append(entry.seq)

    def _recorders(self, entry: Entry, found: Coverage) -> tuple[Mandate, ...]:
        """Its officer's mandates to record for the authority, if that records."""
        known = self.context.enrolled
        authority = known.authorities.get(found.authority)
        if authority is None or Function.RECORDING not in authority.functions:
            return ()
        return tuple(
            one
            for one in known.mandates.values()
            if one.officer == entry.envelope.actor and one.role in RECORDERS and one.authority == found.authority
        )

    def _close(self, day: date) -> Iterator[Finding]:
        """A day to either side for the zone."""
        days = (day - _DAY, day, day + _DAY)
        for seq, found, held in self.waiting:
            if not any(one.holds_on(asked) for one in held for asked in days):
                yield _finding(seq, "its officer does not record for the authority.")
            if not found.first <= found.last <= days[-1]:
                yield _finding(seq, "its period is none, or not over.")
        self.waiting.clear()

    def end(self) -> Iterator[Finding]:
        """The displayed records, as they were corrected, that the authority's own numbers of their period lack."""
        if not self.coverages:
            return
        shown = self.context.enrolled.grounds
        records = numbered(shown.record(number, date.max) for number in self.records)
        for covered in compare(self.coverages.values(), records):
            for number in covered.undeclared:
                yield _finding(number, "its authority's own numbers of the period do not have it.")


def _finding(number: int, message: str) -> Finding:
    return Finding(code="law-coverage", message=f"Entry {number}: {message}")
