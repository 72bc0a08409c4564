"""Steps of a request for correction <-> entries. Each names its record; the request's number is that of its entry."""

from collections.abc import Iterable

from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import group_of
from goodstanding.proceedings.correcting import CLOSING, Correction, CorrectionAct, CorrectionStep
from goodstanding.proceedings.plain_forms import from_json, to_json
from goodstanding.values.errors import VerificationError

CORRECTION_KINDS = frozenset({Kind.CORRECTION_REQUESTED, Kind.CORRECTION_ACT, Kind.CORRECTION_CLOSED})


def kind_of(act: CorrectionAct) -> Kind:
    """The kind of the entry of an act: the log says in clear only that a request was made, moved or closed."""
    if act is CorrectionAct.REQUESTED:
        return Kind.CORRECTION_REQUESTED
    return Kind.CORRECTION_CLOSED if act in CLOSING else Kind.CORRECTION_ACT


def print_correction(step: CorrectionStep) -> Groups:
    """The one group of a step."""
    return {"correction": to_json(step)}


def read_correction(entry: Entry) -> CorrectionStep | None:
    """The step of an entry; None where it is not open. VerificationError if it is not of its entry's kind."""
    if "correction" not in entry.values:
        return None
    step = from_json(CorrectionStep, group_of(entry, "correction"))
    if kind_of(step.act) is not entry.envelope.kind:
        raise VerificationError(f"Entry {entry.seq} holds an act of another kind.")
    return step


def correction_number(entry: Entry) -> int:
    """The number of the request that an entry belongs to."""
    if entry.envelope.kind is Kind.CORRECTION_REQUESTED:
        return entry.seq
    return entry.envelope.linked(Relation.CORRECTION)


def fold_corrections(entries: Iterable[Entry]) -> dict[int, Correction]:
    """Every request by number, of entries in order. What is not open is left out, with all behind it."""
    found: dict[int, Correction] = {}
    for entry in entries:
        step, number = read_correction(entry), correction_number(entry)
        if step is None:
            continue
        if step.act is CorrectionAct.REQUESTED:
            record = entry.envelope.linked(Relation.RECORD)
            found[number] = Correction(record=record, steps=(step,), actors=(entry.envelope.actor,))
        elif number in found:
            found[number] = found[number].with_step(step, entry.envelope.actor)
    return found
