"""From accepted rows and the known state of their source to entries: a pure plan, made under the lock.

Later snapshots replay as changes: new, advanced, reversed, corrected, reappeared; a row that vanished from a
full list is a question, not a deletion.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, takewhile

from goodstanding.ledger.canonical import Json
from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.payloads import (
    print_case,
    print_decision,
    print_organization,
    print_party,
    print_stages,
)
from goodstanding.ledger.projections import SourceRow
from goodstanding.ledger.writing import NewEntry
from goodstanding.register.disclosed import HeldDisclosure
from goodstanding.register.records import Record, Stage, Status
from goodstanding.services.import_disclosures import change_disclosure, open_disclosure
from goodstanding.services.import_rows import AcceptedRow, Digest, party_of
from goodstanding.services.plans import KeyedRow, Plan, evidence_of, later_entry, reappear
from goodstanding.values.withheld import Withheld

#: Statuses that take a case back: reaching one is a reversal, any other new stage an advance.
_REVERSALS = frozenset({Status.ANNULLED, Status.CURED, Status.REHABILITATED, Status.SUSPENDED})


def key_rows(rows: Sequence[AcceptedRow], digest: Digest, known: Mapping[str, SourceRow]) -> list[KeyedRow]:
    """Give every row its key digest; rows that share a source key are told apart by an ordinal.

    A row whose print is already known under one of the ordinals keeps that ordinal, whatever its place in
    the file; the others take the lowest free ones.
    """
    groups: dict[str, list[AcceptedRow]] = defaultdict(list)
    for row in rows:
        groups[row.base].append(row)
    keyed: list[KeyedRow] = []
    for base, members in groups.items():
        keys = [digest("key", f"{base}#{ordinal}") for ordinal in range(len(members))]
        while (extra := digest("key", f"{base}#{len(keys)}")) in known:
            keys.append(extra)
        waiting: list[AcceptedRow] = []
        for row in members:
            match = next((key for key in keys if key in known and known[key].print == row.print), None)
            if match is None:
                waiting.append(row)
            else:
                keys.remove(match)
                keyed.append(_keyed(row, match, digest))
        keyed += [_keyed(row, key, digest) for row, key in zip(waiting, keys, strict=False)]
    return sorted(keyed, key=lambda item: item.row.draft.row)


def keys_of(base: str, known: Mapping[str, SourceRow], digest: Digest) -> Iterator[str]:
    """The key digests of every record that is known under a source key."""
    return takewhile(known.__contains__, (digest("key", f"{base}#{ordinal}") for ordinal in count()))


def _keyed(row: AcceptedRow, key: str, digest: Digest) -> KeyedRow:
    return KeyedRow(row, key, digest("subject", str(row.organization.reference)))


def plan_rows(
    plan: Plan,
    rows: Iterable[KeyedRow],
    known: Mapping[str, SourceRow],
    organizations: dict[str, int],
    records: Mapping[int, Record | HeldDisclosure],
    digest: Digest,
) -> None:
    """Add the entries of all rows. `organizations` (subject -> opening entry) grows as they are opened.

    `records` are the present folds of the rows that changed, by the index of their entry.
    """
    for keyed in rows:
        earlier = known.get(keyed.key)
        if earlier is None:
            _open_organization(plan, keyed, organizations, digest)
            if keyed.row.draft.disclosure is None:
                plan.add(_record_entry(plan, keyed))
            else:
                open_disclosure(plan, keyed)
            plan.records["new"] += 1
        elif earlier.record in plan.erased:
            plan.records["suppressed"] += 1
        elif earlier.print != keyed.row.print:
            record = records.get(earlier.record)
            if record is None or _is_withheld(record):
                plan.records["suppressed"] += 1
            else:
                if isinstance(record, HeldDisclosure):
                    change_disclosure(plan, keyed, earlier, record)
                else:
                    _change(plan, keyed, earlier, record)
                _set_identifiers(plan, keyed, organizations[earlier.subject], organizations, digest)
        elif not earlier.present:
            reappear(plan, keyed, earlier)
            plan.records["reappeared"] += 1
        else:
            plan.records["unchanged"] += 1


def plan_vanished(plan: Plan, present: set[str], known: Mapping[str, SourceRow]) -> None:
    """Question every record of the source that a full list no longer has, once."""
    for row in sorted(known.values(), key=lambda row: row.record):
        if row.present and row.key not in present:
            plan.add(
                NewEntry(
                    kind=Kind.RECORD_QUESTIONED,
                    groups={"question": {"reason": "vanished", "digest": plan.snapshot.digest}},
                    subject=row.subject,
                    source=row.source,
                    key=row.key,
                    print=row.print,
                    links=((Relation.RECORD, row.record),),
                )
            )
            plan.records["vanished"] += 1


def _open_organization(plan: Plan, keyed: KeyedRow, organizations: dict[str, int], digest: Digest) -> None:
    """Open the organization at its first record, and set its further identifiers to it."""
    if keyed.subject not in organizations:
        groups: Groups = {"organization": print_organization(keyed.row.organization)}
        opened = NewEntry(
            kind=Kind.ORGANIZATION_OPENED, groups=groups, subject=keyed.subject, source=plan.snapshot.source
        )
        organizations[keyed.subject] = plan.add(opened)
    _set_identifiers(plan, keyed, organizations[keyed.subject], organizations, digest)


def _set_identifiers(
    plan: Plan, keyed: KeyedRow, organization: int, organizations: dict[str, int], digest: Digest
) -> None:
    """Set the row's identifiers to its organization.

    An identifier that already means another organization is left alone: joining two is a proceeding.
    """
    for identifier in keyed.row.draft.identifiers:
        subject = digest("subject", str(identifier))
        if subject not in organizations:
            organizations[subject] = organization
            plan.add(
                NewEntry(
                    kind=Kind.IDENTITY_SET,
                    groups={"reference": {"scheme": identifier.scheme, "code": identifier.code}},
                    subject=subject,
                    source=plan.snapshot.source,
                    links=((Relation.ORGANIZATION, organization),),
                )
            )


def _record_entry(plan: Plan, keyed: KeyedRow) -> NewEntry:
    draft = keyed.row.draft
    under = plan.held.get(draft.case.authority)
    return NewEntry(
        kind=Kind.RECORD_ENTERED,
        groups={
            "party": print_party(party_of(keyed.row)),
            "case": print_case(draft.case),
            "decision": print_decision(draft.decision),
            "stages": print_stages(draft.stages),
            "evidence": evidence_of(plan, keyed),
        },
        subject=keyed.subject,
        source=plan.snapshot.source,
        key=keyed.key,
        print=keyed.row.print,
        links=() if under is None else ((Relation.PROCEDURE, under),),
    )


def _is_withheld(record: Record | HeldDisclosure) -> bool:
    """Whether any part was erased: a correction would write it anew (settled 6)."""
    if isinstance(record, HeldDisclosure):
        brought = (*(one for _, one in record.reminders), *(one for _, one in record.figures))
        parts = (record.party, record.case, record.obligation, record.filing, *brought)
        return any(isinstance(part, Withheld) for part in parts)
    return any(isinstance(part, Withheld) for part in (record.party, record.case, record.decision, record.stages))


def _change(plan: Plan, keyed: KeyedRow, earlier: SourceRow, record: Record) -> None:
    """Stages that were added are added; anything else that differs is a correction of its whole part."""
    draft = keyed.row.draft
    added = None if isinstance(record.stages, Withheld) else _added(record.stages, draft.stages)
    corrected: dict[str, Json] = {}
    if record.party != party_of(keyed.row):
        corrected["party"] = print_party(party_of(keyed.row))
    if record.case != draft.case:
        corrected["case"] = print_case(draft.case)
    if record.decision != draft.decision:
        corrected["decision"] = print_decision(draft.decision)
    if added is None:
        corrected["stages"] = print_stages(draft.stages)
    if not corrected and not added:
        # Something outside the recorded parts reads differently: an identifier was added, a country mended.
        corrected["party"] = print_party(party_of(keyed.row))
    if corrected:
        plan.add(later_entry(plan, keyed, earlier, Kind.RECORD_CORRECTED, corrected))
    if added:
        plan.add(later_entry(plan, keyed, earlier, Kind.STAGE_ADDED, {"stages": print_stages(added)}))
    if not earlier.present:
        reappear(plan, keyed, earlier)
    plan.records[_change_name(added)] += 1


def _change_name(added: tuple[Stage, ...] | None) -> str:
    if not added:
        return "corrected"
    return "reversed" if added[-1].status in _REVERSALS else "advanced"


def _added(before: tuple[Stage, ...], after: tuple[Stage, ...]) -> tuple[Stage, ...] | None:
    """The stages that came after those known; None where the known ones themselves read differently now.

    A source may give the present stage only: a known presumption that it no longer mentions went before.
    """
    mentions = after[:1] and after[0].status is Status.PRESUMED
    known = before if mentions else tuple(stage for stage in before if stage.status is not Status.PRESUMED)
    return after[len(known) :] if after[: len(known)] == known else None
