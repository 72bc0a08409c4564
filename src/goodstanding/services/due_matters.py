"""The days of requests, previews, claims and identity matters that are coming, for whoever may read each.

By the clocks that the store derives from their acts, as for files: what is due is asked of all of them at once.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.identities import resolve
from goodstanding.proceedings.authorities import Mandate, Role
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.matter_entries import read_matter
from goodstanding.services.ports import Reader

#: What a clock is of, as its number is printed.
_SCHEMES: Mapping[Clock, str] = MappingProxyType(
    {
        Clock.CORRECTION_RECEIPT: "correction",
        Clock.CORRECTION_DECISION: "correction",
        Clock.PREVIEW: "record",
        Clock.APPEAL_DECISION: "claim",
        Clock.REPLY: "identity",
    }
)


#: What somebody has to answer also when its day has passed; a window that has closed is no duty.
OWED = frozenset({Clock.CORRECTION_RECEIPT, Clock.CORRECTION_DECISION, Clock.APPEAL_DECISION})


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterDay:
    """One day that is coming: of what (`correction-7`, `record-8`, `claim-9`, `identity-10`), and which clock."""

    due_on: date
    of: str
    clock: Clock


def matter_days(
    reader: Reader, held: Sequence[Mandate], first: date, last: date, overdue: date = date.min
) -> Iterator[MatterDay]:
    """The days from `first` to `last` of everything that is open, as far as these mandates let it be read.

    Before them stands what is owed since a day before `overdue`.
    """
    reads_all = any(one.role is not Role.REPRESENTATIVE for one in held)
    represented = frozenset(one.organization for one in held if one.organization is not None)
    own = frozenset() if reads_all else _numbers_of(reader, represented, last)
    size = reader.head().size
    rows = reader.matters_overdue({clock.value for clock in OWED}, overdue, size) if overdue > date.min else []
    for row in [*rows, *reader.matters_due(first, last, size)]:
        clock = Clock(row.clock)
        if clock is Clock.REPLY:
            parties = _parties(reader, row.number)
            may_read = bool(parties) and (reads_all or not parties.isdisjoint(represented))
        elif clock is Clock.APPEAL_DECISION:
            may_read = reads_all or _claimant(reader, row.number) in represented
        else:
            may_read = reads_all or row.number in own
        if may_read:
            yield MatterDay(due_on=row.due_on, of=f"{_SCHEMES[clock]}-{row.number}", clock=clock)


def _numbers_of(reader: Reader, organizations: Collection[int], day: date) -> frozenset[int]:
    """The records, and the requests about them, of the organizations that the references mean on a day."""
    size, subjects = reader.head().size, set[str]()
    for organization in organizations:
        meant = resolve(reader.identities_near("", organization, size), day)
        subjects |= {subject for subject, own in meant.items() if own == organization}
    kinds = (Kind.RECORD_ENTERED, Kind.CORRECTION_REQUESTED)
    return frozenset(one.seq for one in reader.entries_about(subjects, size) if one.envelope.kind in kinds)


def _claimant(reader: Reader, number: int) -> int:
    entry = reader.entry(number)
    return -1 if entry is None else entry.envelope.linked(Relation.ORGANIZATION)


def _parties(reader: Reader, number: int) -> frozenset[int]:
    """The organizations that an identity matter touches; none where its proposal was erased: then it is gone."""
    entry = reader.entry(number)
    step = None if entry is None else read_matter(entry)
    if step is None or step.plan is None:
        return frozenset()
    return frozenset({step.plan.from_organization, step.plan.to_organization})
