"""What is served of a log and was taken back: erased by an order, replaced by a correction, never to be served at all.

Judged by the clear envelopes and by what is open beside them. Whether a record is served beyond its time is its
category's to say, and not looked at here.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from goodstanding.ledger.entries import Envelope, Kind, Relation
from goodstanding.values.findings import Finding

#: Of these nothing is served: file and number of a row in question would lead to whoever stands in it.
NEVER = frozenset({Kind.ROW_QUARANTINED, Kind.QUARANTINE_DECIDED})
_CORRECTS = frozenset({Kind.RECORD_CORRECTED, Kind.DISCLOSURE_CORRECTED})
_OPENS = frozenset({Kind.RECORD_ENTERED, Kind.DISCLOSURE_DUE})


@dataclass(slots=True)
class TakenBack:
    """What every entry shows, and what the entries take back. Told of them in order."""

    redactions: int = 0
    _shown: set[int] = field(default_factory=set)
    _in_question: list[int] = field(default_factory=list)
    #: (entry, the record or disclosure that it is about, name of a group) of what is shown.
    _parts: list[tuple[int, int, str]] = field(default_factory=list)
    _orders: dict[int, set[int]] = field(default_factory=dict)
    _erased: set[int] = field(default_factory=set)
    _replaced: dict[tuple[int, str], int] = field(default_factory=dict)

    def see(self, seq: int, envelope: Envelope, shown: Collection[str]) -> None:
        """An entry, and the names of its groups that are served."""
        links = dict(envelope.links)
        about = links.get(Relation.RECORD, links.get(Relation.DISCLOSURE, seq))
        if envelope.kind is Kind.REDACTION_REQUESTED:
            self._orders[seq] = {at for _, at in envelope.links}
        elif envelope.kind is Kind.REDACTION_CARRIED_OUT:
            self.redactions += 1
            self._erased |= self._orders.get(links.get(Relation.REDACTION, -1), set())
        elif envelope.kind in _CORRECTS:
            self._replaced.update(((about, name), seq) for name in envelope.commitments)
        if shown:
            self._shown.add(seq)
        if shown and envelope.kind in NEVER:
            self._in_question.append(seq)
        if about != seq or envelope.kind in _OPENS:
            self._parts += [(seq, about, name) for name in shown]

    def findings(self) -> Iterator[Finding]:
        """Every value that is served and was taken back, when the last entry was told."""
        for seq in sorted(self._shown & self._erased):
            yield _finding(seq, "its values were erased, and are served again.")
        for seq in self._in_question:
            yield _finding(seq, "it is about a row in question, of which nothing is served.")
        for seq in sorted({seq for seq, about, name in self._parts if seq < self._replaced.get((about, name), 0)}):
            yield _finding(seq, "a correction replaced what is served of it.")


def _finding(seq: int, message: str) -> Finding:
    return Finding(code="opening-taken-back", message=f"Entry {seq}: {message}")
