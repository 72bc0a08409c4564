"""What the register says of the records that a file rests on: facts for the machine, never a judgment."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.opening import could_ground
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.situation import GroundRecord, Reads
from goodstanding.proceedings.stages import GroundState
from goodstanding.register.catalogue import Catalogue, Measure
from goodstanding.register.organizations import Role
from goodstanding.register.records import (
    Case,
    Dispute,
    Party,
    Reading,
    Reason,
    Record,
    Stage,
    Status,
    final_on,
    stage_at,
)
from goodstanding.register.views import OrganizationView
from goodstanding.standing.display import shown
from goodstanding.values.identifiers import ORGANIZATION_SCHEME
from goodstanding.values.withheld import Withheld

_STANDING = frozenset({Status.FINAL, Status.UNDER_APPEAL, Status.CURED})

#: The keyed digest of a text under a purpose.
Digest = Callable[[str, str], str]
#: Whether a file can still rest on a record that reads so since a correction; None where the values are not open.
Admits = Callable[[Reading], bool | None]


def ground_records(view: OrganizationView, catalogue: Catalogue, day: date, digest: Digest) -> tuple[GroundRecord, ...]:
    """The records of an organization as grounds; one with a withheld part can ground nothing and is left out."""
    own = opening_number(view)
    return tuple(found for one in view.records if (found := ground_record(one, own, catalogue, day, digest)))


def ground_state(
    view: OrganizationView | None,
    records: Iterable[int],
    day: date,
    admits: Admits | None = None,
    opened_on: date | None = None,
) -> GroundState:
    """What has become of the records on a day: the worst for the file that was opened on `opened_on` counts.

    Without `admits` and `opened_on`, of no file yet. A record has fallen, too, from the day on which a correction was
    approved that leaves the file no ground. That a later one puts it back lists nobody again, and neither does an
    erasure, nor that its authority decides anew.
    """
    known = {record.entry: record for record in view.records} if view else {}
    states = [_state(known.get(entry), day, admits, opened_on) for entry in records]
    return worst_of(states) if states else GroundState.FALLEN


def admits(file: CaseFile, procedure: Procedure | None, catalogue: Catalogue, reading: Reading) -> bool | None:
    """Whether the file's own rules and the catalogue admit a record, as it reads since a correction, as its ground.

    What was approved before the file was opened was judged by the opening.
    """
    party, decision = reading.party, reading.decision
    if procedure is None or reading.entry < file.steps[0].seq:
        return True
    if isinstance(party, Withheld) or isinstance(decision, Withheld):
        return None
    category = catalogue.categories.get(decision.category)
    if category is None or not category.ground or not set(decision.measures) <= set(category.by_measure):
        return False
    severity = catalogue.severity(category, decision.measures, decision.amount)
    reads = Reads(role=party.role, category=category.code, severity=severity, finality=decision.finality)
    return could_ground(procedure, file.opened, reads)


def naming_records(records: Iterable[Record], grounds: Iterable[Record]) -> tuple[Record, ...]:
    """Of an affiliate's records those by which a ground's decision names it, as far as parties and cases are known."""
    cases = {one.case for one in grounds if isinstance(one.case, Case)}
    return tuple(one for one in records if one.case in cases and (_is_affiliate(one.party) or _names_until(one)))


def named_state(records: Iterable[Record], grounds: Iterable[Record], day: date, opened_on: date) -> GroundState:
    """What has become, on a day, of the decision as far as it names an affiliate; it stands where nothing is known."""
    found = {
        GroundState.FALLEN if (_names_until(one) or date.max) <= day else _state(one, day, opened_on=opened_on)
        for one in naming_records(records, grounds)
    }
    best = (one for one in (GroundState.STANDS, GroundState.SUSPENDED, GroundState.FALLEN) if one in found)
    return next(best, GroundState.STANDS)


def worst_of(states: Iterable[GroundState]) -> GroundState:
    """Fallen before suspended before standing."""
    found = set(states)
    worst = (one for one in (GroundState.FALLEN, GroundState.SUSPENDED) if one in found)
    return next(worst, GroundState.STANDS)


def state_of(
    stages: tuple[Stage, ...], disputes: Iterable[Dispute], day: date, opened_on: date | None = None
) -> GroundState:
    """What a record's stages make of it on a day, with the requests for its correction.

    For a file that was opened on `opened_on` a decision that has fallen since stands again by a court's ruling alone:
    what its authority decides anew, or appeals against, nobody was heard on here.
    """
    stage = stage_at(stages, day)
    if stage is None or _has_fallen(stages, day, min(opened_on or day, day)):
        return GroundState.FALLEN
    if stage.status is Status.SUSPENDED or any(one.is_late(day) for one in disputes):
        # A request for correction that is not decided in time suspends what rests on the record.
        return GroundState.SUSPENDED
    return GroundState.STANDS


def _has_fallen(stages: tuple[Stage, ...], day: date, since: date) -> bool:
    """Whether the decision that was in force on `since` has fallen by a day, and no court has restored it."""
    first = max((n for n, stage in enumerate(stages) if stage.effective_on <= since), default=0)
    fallen = False
    for stage in stages[first:]:
        if stage.effective_on > day:
            continue
        if stage.status in _STANDING:
            fallen = fallen and stage.reason is not Reason.COURT_RULING
        else:
            fallen = fallen or stage.status is not Status.SUSPENDED
    return fallen


def facts_of(case: Case, digest: Digest) -> str:
    """The same facts, whoever enters them again: a keyed digest of the authority and its number."""
    return digest("facts", f"{case.authority}\n{case.number}")


def opening_number(view: OrganizationView) -> int:
    """The number of the entry that opened the organization."""
    return int(view.id.removeprefix(f"{ORGANIZATION_SCHEME}-"))


def ground_record(
    record: Record, organization: int, catalogue: Catalogue, day: date, digest: Digest
) -> GroundRecord | None:
    """The record as a ground; None where a part of it is withheld."""
    party, case, decision, stages = record.party, record.case, record.decision, record.stages
    if isinstance(party, Withheld) or isinstance(case, Withheld):
        return None
    if isinstance(decision, Withheld) or isinstance(stages, Withheld):
        return None
    category = catalogue.category(decision.category)
    return GroundRecord(
        entry=record.entry,
        organization=organization,
        role=party.role,
        case=facts_of(case, digest),
        recorded_by=case.authority,
        category=decision.category,
        severity=catalogue.severity(category, decision.measures, decision.amount),
        finality=decision.finality,
        measures=decision.measures,
        displayed=category.ground
        and shown(record, catalogue, day) is not None
        and _state(record, day) is GroundState.STANDS,
        final_on=final_on(stages),
        conduct_to=decision.conduct_to,
        excluded_from=decision.decided_on if Measure.EXCLUSION in decision.measures else None,
    )


def named_affiliates(records: Sequence[GroundRecord], own: Sequence[GroundRecord]) -> frozenset[int]:
    """Organizations that a decision under the same case names as controlled affiliates."""
    cases = {one.case for one in own}
    return frozenset(one.organization for one in records if one.case in cases)


def _is_affiliate(party: Party | Withheld) -> bool:
    return isinstance(party, Party) and party.role is Role.CONTROLLED_AFFILIATE


def _names_until(record: Record) -> date | None:
    """The first day on which an approved correction says that the decision names no affiliate; None without one."""
    ended = (one.on for one in record.readings if isinstance(one.party, Party) and not _is_affiliate(one.party))
    return min(ended, default=None)


def _state(
    record: Record | None, day: date, admits: Admits | None = None, opened_on: date | None = None
) -> GroundState:
    if record is None or isinstance(record.stages, Withheld) or record.is_of_a_protected_body:
        return GroundState.FALLEN
    if admits is not None and any(one.on <= day and not admits(one) for one in record.readings):
        return GroundState.FALLEN
    return state_of(record.stages, record.disputes, day, opened_on)
