"""S27: of what shows, no act is kept back. A stay, an appeal or a request that is late could be hidden behind the rest.

Acts of a file, a request or a matter are never erased, and are served with what they are about: a single one that is
missing was kept back by the operator.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.proceedings.correction_entries import CORRECTION_KINDS
from goodstanding.proceedings.entries import file_number
from goodstanding.proceedings.matter_entries import CLAIM_KINDS, IDENTITY_KINDS, RECORDING_KINDS, matter_number
from goodstanding.services.enrolled_law import Enrolled
from goodstanding.values.findings import Finding

_FILES = frozenset({Kind.PROCEEDING_OPENED, Kind.PROCEEDING_ACT})
_VALUES = frozenset({Kind.RECORD_ENTERED, Kind.STAGE_ADDED, Kind.RECORD_CORRECTED})
_ON_RECORDS = CORRECTION_KINDS | RECORDING_KINDS
#: A file, a record or a matter by its number.
_Thing = tuple[str, int]


@dataclass(slots=True)
class ActsAreShown:
    """What shows of files, records, matters and organizations, and the first act on each that does not."""

    context: Enrolled
    shown: set[_Thing] = field(default_factory=set)
    hidden: dict[_Thing, int] = field(default_factory=dict)
    subjects: set[str] = field(default_factory=set)
    claims: dict[str, int] = field(default_factory=dict)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """Nothing yet: what is kept back shows when all is read."""
        kind, thing = entry.envelope.kind, _thing(entry)
        if kind in CLAIM_KINDS and not entry.values:
            self.claims.setdefault(entry.envelope.subject, entry.seq)
        if thing is None:
            return
        if not entry.values:
            if kind not in _VALUES:
                self.hidden.setdefault(thing, entry.seq)
        elif kind not in _ON_RECORDS:
            self.shown.add(thing)
            if kind in _VALUES:
                self.subjects.add(entry.envelope.subject)
        yield from ()

    def end(self) -> Iterator[Finding]:
        """The acts that are not shown, of what shows."""
        kept_back = [seq for thing, seq in self.hidden.items() if thing in self.shown]
        kept_back += [seq for subject, seq in self.claims.items() if self._shows(subject)]
        for seq in sorted(kept_back):
            yield Finding(code="law-hidden", message=f"Entry {seq}: an act is kept back, on something that is shown.")

    def _shows(self, claimant: str) -> bool:
        """Whether a record of a claim's organization shows; of references that were moved nothing is said."""
        meant = self.context.enrolled.grounds.ever_meant
        own = meant(claimant)
        return len(own) == 1 and any(meant(subject) == own for subject in self.subjects)


def _thing(entry: Entry) -> _Thing | None:
    kind = entry.envelope.kind
    if kind in _FILES:
        return "file", file_number(entry)
    if kind in IDENTITY_KINDS:
        return "identity", matter_number(entry)
    if kind is Kind.RECORD_ENTERED:
        return "record", entry.seq
    return ("record", entry.envelope.linked(Relation.RECORD)) if kind in _VALUES | _ON_RECORDS else None
