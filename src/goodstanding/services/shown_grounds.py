"""What has become of records, as far as the entries of a published log show it: their stages and open requests.

Said by the same words as a register says it. A claim of protected function is not asked here, and what is not shown
condemns nobody: a record whose stages are not open is taken to stand.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from goodstanding.ledger.book import dispute_closed, dispute_opened
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import read_stages
from goodstanding.proceedings.stages import GroundState
from goodstanding.register.records import Dispute, Stage
from goodstanding.services.ground_facts import state_of, worst_of

_LATER = frozenset({Kind.RECORD_CORRECTED, Kind.STAGE_ADDED, Kind.CORRECTION_REQUESTED, Kind.CORRECTION_CLOSED})


@dataclass(slots=True)
class ShownGrounds:
    """By the number of a record, its stages where they are open, and the requests for its correction."""

    stages: dict[int, tuple[Stage, ...]] = field(default_factory=dict)
    disputes: dict[int, tuple[Dispute, ...]] = field(default_factory=dict)

    def see(self, entry: Entry) -> None:
        """Fold one entry; of other kinds nothing is kept."""
        if entry.envelope.kind is Kind.RECORD_ENTERED:
            self._set(entry.seq, entry, ())
        elif entry.envelope.kind in _LATER:
            self._see_later(entry, entry.envelope.linked(Relation.RECORD))

    def _see_later(self, entry: Entry, number: int) -> None:
        match entry.envelope.kind:
            case Kind.RECORD_CORRECTED if "stages" in entry.envelope.commitments:
                self._set(number, entry, ())
            case Kind.STAGE_ADDED if number in self.stages:
                self._set(number, entry, self.stages[number])
            case Kind.CORRECTION_REQUESTED:
                self.disputes[number] = (*self.disputes.get(number, ()), dispute_opened(entry))
            case Kind.CORRECTION_CLOSED if number in self.disputes:
                *before, last = self.disputes[number]
                self.disputes[number] = (*before, dispute_closed(last, entry))
            case _:
                return

    def state(self, records: Iterable[int], day: date) -> GroundState:
        """The worst of the records on a day; one whose stages are not shown is taken to stand."""
        known = (number for number in records if number in self.stages)
        return worst_of(state_of(self.stages[number], self.disputes.get(number, ()), day) for number in known)

    def _set(self, number: int, entry: Entry, before: tuple[Stage, ...]) -> None:
        if "stages" in entry.values:
            self.stages[number] = before + read_stages(entry.values["stages"])
        else:
            self.stages.pop(number, None)
