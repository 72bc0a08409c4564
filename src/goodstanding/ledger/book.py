"""The fold: entries up to a size -> the view of one organization. The only meaning that entries have.

Everything that the database keeps beside the entries is derived and can be thrown away; this is not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from goodstanding.ledger.canonical import Json
from goodstanding.ledger.disclosure_folds import DISCLOSURE_FOLDS, open_disclosure
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.hold_folds import (
    CLAIM_FOLDS,
    approved_on,
    first_hold,
    hold_again,
    move_hold,
    release_corrected,
    with_holds,
)
from goodstanding.ledger.payloads import (
    group_of,
    read_case,
    read_decision,
    read_evidence,
    read_organization,
    read_party,
    read_stages,
    text,
)
from goodstanding.ledger.projections import BatchRow
from goodstanding.register.disclosed import HeldDisclosure, records_of
from goodstanding.register.holds import Claim
from goodstanding.register.organizations import Organization
from goodstanding.register.records import Dispute, Reading, Record
from goodstanding.register.views import OrganizationView
from goodstanding.values.identifiers import ORGANIZATION_SCHEME, Identifier
from goodstanding.values.withheld import Withheld

T = TypeVar("T")

#: By kind: the group in which an entry of it sets a reference to an organization.
_REFERRING = {Kind.ORGANIZATION_OPENED: "organization", Kind.IDENTITY_SET: "reference"}


def fold_organization(
    opening: int,
    entries: Iterable[Entry],
    full_lists: Mapping[str, BatchRow] | None = None,
    effective: date = date.max,
) -> OrganizationView:
    """The view of the organization that entry `opening` opened.

    `entries` are those about any of its references, in order of index and below one tree size.
    `full_lists` gives, by source, its latest full list: an unquestioned record is confirmed by it, unless it was
    seen only since, in an extract. A preview that ends after `effective` is not told.
    """
    organization: Organization | Withheld = Withheld(opening)
    references: dict[Identifier, bool] = {}
    records: dict[int, Record] = {}
    seen: dict[int, Entry] = {}
    disclosures: dict[int, HeldDisclosure] = {}
    claims: dict[int, Claim] = {}
    for entry in entries:
        kind = entry.envelope.kind
        if kind in _REFERRING:
            if (reference := reference_of(entry)) is not None:
                references[reference] = references.get(reference, True) and is_own_word(reference, entry)
            if entry.seq == opening:
                organization = read_organization(entry)
        elif kind is Kind.RECORD_ENTERED:
            records[entry.seq] = open_record(entry)
            seen[entry.seq] = entry
        elif kind is Kind.DISCLOSURE_DUE:
            disclosures[entry.seq] = open_disclosure(entry)
        elif kind in DISCLOSURE_FOLDS and (about := _disclosure(entry)) in disclosures:
            disclosures[about] = DISCLOSURE_FOLDS[kind](disclosures[about], entry)
        elif kind in CLAIM_FOLDS:
            claims = CLAIM_FOLDS[kind](claims, entry)
        elif kind in CHANGES:
            _fold_record(records, seen, entry)
    return OrganizationView(
        id=f"{ORGANIZATION_SCHEME}-{opening}",
        organization=organization,
        references=tuple(references),
        names=_names(organization, (*records.values(), *disclosures.values())),
        records=tuple(
            with_holds(record, claims.values(), effective)
            for record in (
                *(_confirmed(record, seen[index], full_lists or {}) for index, record in records.items()),
                *_disclosed(organization, disclosures.values()),
            )
        ),
        claims=tuple(claims.values()),
        disclosures=tuple(disclosures.values()),
        own_words=frozenset(reference for reference, is_own in references.items() if is_own),
    )


def reference_of(entry: Entry) -> Identifier | None:
    """The reference that an entry sets to an organization; None where it sets none, or it is not open."""
    name = _REFERRING.get(entry.envelope.kind)
    if name is None or name not in entry.values:
        return None
    group = group_of(entry, name)
    return Identifier(text(group, "scheme"), text(group, "code"))


def is_own_word(reference: Identifier, entry: Entry) -> bool:
    """Whether the entry that sets a reference is of the source whose name is its scheme."""
    return reference.scheme == entry.envelope.source


def open_record(entry: Entry) -> Record:
    """A record as its entry has it; what is not open is withheld."""
    return Record(
        entry=entry.seq,
        party=_part(entry, "party", lambda _: read_party(group_of(entry, "party"))),
        case=_part(entry, "case", lambda _: read_case(group_of(entry, "case"))),
        decision=_part(entry, "decision", lambda _: read_decision(group_of(entry, "decision"))),
        stages=_part(entry, "stages", read_stages),
        evidence=_part(entry, "evidence", lambda _: read_evidence(group_of(entry, "evidence"))),
        hold=first_hold(entry),
    )


def change_record(record: Record, entry: Entry) -> Record:
    """The record with what an entry of CHANGES says later of it."""
    return _FOLDS[entry.envelope.kind](record, entry)


def dispute_opened(entry: Entry) -> Dispute:
    """A request for correction, whatever is open of it: what is not open has no day that could pass."""
    due = text(group_of(entry, "correction"), "decide_by") if "correction" in entry.values else ""
    return Dispute(decide_by=date.fromisoformat(due) if due else date.max)


def dispute_closed(dispute: Dispute, entry: Entry) -> Dispute:
    """Decided, on the day that the decision says; where that is not open, in time."""
    on = text(group_of(entry, "correction"), "on") if "correction" in entry.values else ""
    return replace(dispute, closed_on=date.fromisoformat(on) if on else dispute.decide_by)


def _fold_record(records: dict[int, Record], seen: dict[int, Entry], entry: Entry) -> None:
    index = entry.envelope.linked(Relation.RECORD)
    if index in records:
        records[index] = change_record(records[index], entry)
        # Who asks for a correction is no source: the record was not seen again.
        seen[index] = entry if entry.envelope.source else seen[index]


def _disclosure(entry: Entry) -> int:
    """The disclosure that an entry is about; a question about one names it as it names a record."""
    relations = {Relation.DISCLOSURE, Relation.RECORD}
    return next((index for relation, index in entry.envelope.links if relation in relations), -1)


def _disclosed(organization: Organization | Withheld, disclosures: Iterable[HeldDisclosure]) -> Iterator[Record]:
    """What follows from the disclosures; nothing where what the organization is has been withheld."""
    if isinstance(organization, Organization):
        for held in disclosures:
            yield from records_of(held, organization.kind)


def _confirmed(record: Record, seen: Entry, full_lists: Mapping[str, BatchRow]) -> Record:
    full = full_lists.get(seen.envelope.source)
    if record.questioned or full is None or full.seq < seen.seq:
        return record
    return replace(record, confirmed_on=full.as_of)


def _part(entry: Entry, name: str, read: Callable[[Json], T]) -> T | Withheld:
    return read(entry.values[name]) if name in entry.values else Withheld(entry.seq)


def _add_stage(record: Record, entry: Entry) -> Record:
    """Append; the evidence is then that of the later stage, which is where the present state was read."""
    added = _part(entry, "stages", read_stages)
    if isinstance(record.stages, Withheld):
        return record
    stages = added if isinstance(added, Withheld) else record.stages + added
    evidence = _part(entry, "evidence", lambda _: read_evidence(group_of(entry, "evidence")))
    return replace(record, stages=stages, evidence=evidence)


def _correct(record: Record, entry: Entry) -> Record:
    """Replace the parts that the correction commits to; a part erased since is withheld, not the old one."""
    corrected = open_record(entry)
    parts = entry.envelope.commitments
    return replace(
        hold_again(record),
        party=corrected.party if "party" in parts else record.party,
        case=corrected.case if "case" in parts else record.case,
        decision=corrected.decision if "decision" in parts else record.decision,
        stages=corrected.stages if "stages" in parts else record.stages,
        evidence=corrected.evidence if "evidence" in parts else record.evidence,
        corrected_by=(*record.corrected_by, entry.seq),
    )


def _question(record: Record, entry: Entry) -> Record:
    return replace(record, questioned=True)


def _close_question(record: Record, entry: Entry) -> Record:
    return replace(record, questioned=False)


def _dispute(record: Record, entry: Entry) -> Record:
    return replace(record, disputes=(*record.disputes, dispute_opened(entry)))


def _end_dispute(record: Record, entry: Entry) -> Record:
    if not record.disputes:
        return record
    *before, last = record.disputes
    found = replace(release_corrected(record, entry), disputes=(*before, dispute_closed(last, entry)))
    on = approved_on(entry)
    if on is None:
        return found
    reading = Reading(entry=entry.seq, on=on, party=record.party, decision=record.decision)
    return replace(found, readings=(*record.readings, reading))


_FOLDS: Mapping[Kind, Callable[[Record, Entry], Record]] = {
    Kind.STAGE_ADDED: _add_stage,
    Kind.RECORD_CORRECTED: _correct,
    Kind.RECORD_QUESTIONED: _question,
    Kind.QUESTION_CLOSED: _close_question,
    Kind.CORRECTION_REQUESTED: _dispute,
    Kind.CORRECTION_CLOSED: _end_dispute,
    Kind.RECORDING_ACT: move_hold,
}
#: What is said later of a record.
CHANGES = frozenset(_FOLDS)


def _names(organization: Organization | Withheld, records: Iterable[Record | HeldDisclosure]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    if isinstance(organization, Organization):
        names[organization.name] = None
    for record in records:
        if not isinstance(record.party, Withheld):
            names |= dict.fromkeys((record.party.name, *record.party.aliases))
    return tuple(names)
