"""What is derived of requests, previews, claims and identity matters, so that what is due is found without a fold.

Only numbers and days, as of the files (`file_rows`). A matter has the number of its record, or of its first entry.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.hold_folds import STEP
from goodstanding.ledger.payloads import Object, group_of, text

_RECEIPT, _DECISION, _PREVIEW = "correction-receipt", "correction-decision", "preview"
_APPEAL_DECISION, _REPLY = "appeal-decision", "reply"
_CORRECTION = "correction"
#: What an act on an identity does to the windows to reply: each notice starts one of its own.
_NOTICED, _CLOSED = "noticed", ("approved", "withdrawn")


@dataclass(frozen=True, slots=True, order=True)
class MatterClockRow:
    """What an entry did to a clock of a matter: started it, with its last day in time, or stopped it (None).

    The latest row of a clock holds, but each notice of an identity starts a window of its own, until all are stopped.
    Earlier rows stay, so that the answer at an earlier size does not change.
    """

    seq: int
    number: int
    clock: str
    due_on: date | None


@dataclass(frozen=True, slots=True, order=True)
class MatterDueRow:
    """A clock of a matter that runs: its last day, and the matter's number."""

    due_on: date
    number: int
    clock: str


def project_matter(entry: Entry) -> Iterator[MatterClockRow]:
    """The rows of an entry of a matter; none where it is not open, but for what a correction of a record ends."""
    number = _number(entry)
    for clock, due_on in _clocks(entry).items():
        yield MatterClockRow(entry.seq, number, clock, due_on)


#: How an entry names its matter; all others begin one.
_NAMES = {
    Kind.CORRECTION_ACT: Relation.CORRECTION,
    Kind.CORRECTION_CLOSED: Relation.CORRECTION,
    Kind.RECORDING_ACT: Relation.RECORD,
    Kind.RECORD_CORRECTED: Relation.RECORD,
    Kind.CLAIM_UPHELD: Relation.CLAIM,
    Kind.CLAIM_DISMISSED: Relation.CLAIM,
    Kind.IDENTITY_ACT: Relation.IDENTITY,
}
#: Every kind of entry that starts or stops a clock of a matter.
MATTER_CLOCK_KINDS = frozenset({*_NAMES, Kind.CORRECTION_REQUESTED, Kind.CLAIM_MADE})


def _number(entry: Entry) -> int:
    relation = _NAMES.get(entry.envelope.kind)
    return entry.seq if relation is None else entry.envelope.linked(relation)


def _clocks(entry: Entry) -> Mapping[str, date | None]:
    kind, values = entry.envelope.kind, entry.values
    if kind is Kind.RECORD_CORRECTED:
        return {_PREVIEW: None}
    if _CORRECTION in values:
        return _of_request(kind, group_of(entry, _CORRECTION))
    if STEP not in values:
        return {}
    step = group_of(entry, STEP)
    if kind is Kind.RECORDING_ACT:
        return {_PREVIEW: _day(step, "due_on")}
    if kind is Kind.IDENTITY_ACT:
        return _of_identity(step)
    return {_APPEAL_DECISION: _day(step, "due_on") if kind is Kind.CLAIM_MADE else None}


def _of_request(kind: Kind, step: Object) -> Mapping[str, date | None]:
    if kind is Kind.CORRECTION_REQUESTED:
        days = {_RECEIPT: _day(step, "acknowledge_by"), _DECISION: _day(step, "decide_by")}
        return {clock: day for clock, day in days.items() if day is not None}
    return {_RECEIPT: None} if kind is Kind.CORRECTION_ACT else {_RECEIPT: None, _DECISION: None}


def _of_identity(step: Object) -> Mapping[str, date | None]:
    act, due_on = text(step, "act"), _day(step, "due_on")
    if act == _NOTICED and due_on is not None:
        return {_REPLY: due_on}
    return {_REPLY: None} if act in _CLOSED else {}


def _day(step: Object, name: str) -> date | None:
    return date.fromisoformat(text(step, name)) if name in step else None
