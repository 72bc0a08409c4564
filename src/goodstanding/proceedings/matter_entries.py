"""Steps of a matter <-> entries, and the fold of each machine.

The number of a matter is that of its record, or of its first entry.
"""

from collections.abc import Iterable

from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.hold_folds import STEP
from goodstanding.ledger.payloads import group_of
from goodstanding.proceedings.matters import Matter, MatterAct, MatterStep
from goodstanding.proceedings.plain_forms import from_json, to_json
from goodstanding.values.errors import VerificationError

RECORDING_KINDS = frozenset({Kind.RECORDING_ACT})
CLAIM_KINDS = frozenset({Kind.CLAIM_MADE, Kind.CLAIM_UPHELD, Kind.CLAIM_DISMISSED})
IDENTITY_KINDS = frozenset({Kind.IDENTITY_PROPOSED, Kind.IDENTITY_ACT})
#: Every kind of entry of a matter; each is a person's act.
MATTER_KINDS = RECORDING_KINDS | CLAIM_KINDS | IDENTITY_KINDS

_KINDS = {
    MatterAct.CLAIMED: Kind.CLAIM_MADE,
    MatterAct.UPHELD: Kind.CLAIM_UPHELD,
    MatterAct.DISMISSED: Kind.CLAIM_DISMISSED,
    MatterAct.PROPOSED: Kind.IDENTITY_PROPOSED,
    **dict.fromkeys(
        (MatterAct.NOTICED, MatterAct.AGREED, MatterAct.OBJECTED, MatterAct.WITHDRAWN, MatterAct.APPROVED),
        Kind.IDENTITY_ACT,
    ),
}
#: How an entry names its matter, by kind; without one it begins the matter.
_NUMBERED = {
    Kind.RECORDING_ACT: Relation.RECORD,
    Kind.CLAIM_UPHELD: Relation.CLAIM,
    Kind.CLAIM_DISMISSED: Relation.CLAIM,
    Kind.IDENTITY_ACT: Relation.IDENTITY,
}
_ABOUT = {Kind.CLAIM_MADE: Relation.ORGANIZATION, Kind.RECORDING_ACT: Relation.RECORD}


def matter_kind(act: MatterAct) -> Kind:
    """The kind of the entry of an act."""
    return _KINDS.get(act, Kind.RECORDING_ACT)


def print_matter(step: MatterStep) -> Groups:
    """The one group of a step."""
    return {STEP: to_json(step)}


def read_matter(entry: Entry) -> MatterStep | None:
    """The step of an entry; None where it is not open. VerificationError if it is not of its entry's kind."""
    if STEP not in entry.values:
        return None
    step = from_json(MatterStep, group_of(entry, STEP))
    if matter_kind(step.act) is not entry.envelope.kind:
        raise VerificationError(f"Entry {entry.seq} holds an act of another kind.")
    return step


def matter_number(entry: Entry) -> int:
    """The number of the matter that an entry belongs to."""
    relation = _NUMBERED.get(entry.envelope.kind)
    return entry.seq if relation is None else entry.envelope.linked(relation)


def fold_matters(entries: Iterable[Entry]) -> dict[int, Matter]:
    """Every matter by number, of entries in order. A correction of a record ends its matter: it begins again.

    What is not open is left out, with all behind it.
    """
    found: dict[int, Matter] = {}
    for entry in entries:
        if entry.envelope.kind is Kind.RECORD_CORRECTED:
            found.pop(entry.envelope.linked(Relation.RECORD), None)
        elif entry.envelope.kind in MATTER_KINDS:
            add_step(found, entry, read_matter(entry))
    return found


def add_step(found: dict[int, Matter], entry: Entry, step: MatterStep | None) -> None:
    """Add a step to its matter, or begin the matter with it."""
    kind, number, actor = entry.envelope.kind, matter_number(entry), entry.envelope.actor
    if step is None:
        return
    if number in found:
        found[number] = found[number].with_step(step, actor)
    elif kind in _ABOUT or kind is Kind.IDENTITY_PROPOSED:
        about = entry.envelope.linked(_ABOUT[kind]) if kind in _ABOUT else -1
        found[number] = Matter(about=about, steps=(step,), actors=(actor,))
