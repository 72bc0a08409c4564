"""From a row about a disclosure to entries: due, each reminder served, the filing, each figure of it.

What was added is added; what reads differently is a correction. How a calendar counted the time of a reminder stays
as it was recorded: a later edition never moves an earlier clock.
"""

from datetime import date

from goodstanding.ledger.canonical import Json
from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.disclosure_payloads import (
    print_figure_group,
    print_filing,
    print_obligation,
    print_reminder,
)
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.payloads import print_case, print_party
from goodstanding.ledger.projections import SourceRow
from goodstanding.ledger.writing import NewEntry
from goodstanding.register.disclosed import HeldDisclosure
from goodstanding.register.disclosures import Disclosure, Filing, Reminder
from goodstanding.services.import_rows import party_of
from goodstanding.services.plans import KeyedRow, Plan, evidence_of, later_entry, reappear
from goodstanding.values.withheld import Withheld


def open_disclosure(plan: Plan, keyed: KeyedRow) -> None:
    """The entries of a disclosure that is recorded for the first time."""
    draft = keyed.row.draft
    disclosure = _disclosure(keyed)
    groups: Groups = {
        "party": print_party(party_of(keyed.row)),
        "case": print_case(draft.case),
        "obligation": print_obligation(disclosure.obligation),
        "evidence": evidence_of(plan, keyed),
    }
    opened = NewEntry(
        kind=Kind.DISCLOSURE_DUE,
        groups=groups,
        subject=keyed.subject,
        source=plan.snapshot.source,
        key=keyed.key,
        print=keyed.row.print,
    )
    entry = plan.add(opened)
    row = SourceRow(plan.snapshot.source, keyed.key, entry, keyed.subject, keyed.row.print, True, entry)
    _add(plan, keyed, row, disclosure.reminders, disclosure.filing)


def change_disclosure(plan: Plan, keyed: KeyedRow, earlier: SourceRow, held: HeldDisclosure) -> None:
    """The entries of a disclosure that its source tells otherwise now."""
    disclosure = _disclosure(keyed)
    known = {one.served_on for _, one in held.reminders if not isinstance(one, Withheld)}
    told = {one.served_on for one in disclosure.reminders}
    corrected = _corrected(keyed, held, disclosure, told)
    added = tuple(one for one in disclosure.reminders if one.served_on not in known)
    filing = disclosure.filing if _filed(disclosure) != _filed_before(held) else None
    if corrected or not (added or filing):
        # Where nothing recorded differs, something beside it does: an identifier was added, a country mended.
        corrected = corrected or {"party": print_party(party_of(keyed.row))}
        entry = later_entry(plan, keyed, earlier, Kind.DISCLOSURE_CORRECTED, corrected, Relation.DISCLOSURE)
        plan.add(entry)
    _add(plan, keyed, earlier, added, filing)
    if not earlier.present:
        reappear(plan, keyed, earlier)
    cured = filing is not None and held.filing is None
    plan.records["corrected" if corrected else "reversed" if cured else "advanced"] += 1


def _corrected(keyed: KeyedRow, held: HeldDisclosure, disclosure: Disclosure, told: set[date]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    if held.party != party_of(keyed.row):
        found["party"] = print_party(party_of(keyed.row))
    if held.case != keyed.row.draft.case:
        found["case"] = print_case(keyed.row.draft.case)
    if held.obligation != disclosure.obligation:
        found["obligation"] = print_obligation(disclosure.obligation)
    gone: list[Json] = [
        seq for seq, one in held.reminders if not isinstance(one, Withheld) and one.served_on not in told
    ]
    withdrawn = held.filing is not None and disclosure.filing is None
    if gone or withdrawn:
        found["withdrawn"] = {"reminders": gone, "filing": withdrawn}
    return found


def _add(plan: Plan, keyed: KeyedRow, row: SourceRow, reminders: tuple[Reminder, ...], filing: Filing | None) -> None:
    groups: list[tuple[Kind, Groups]] = [
        (Kind.REMINDER_SERVED, {"reminder": print_reminder(reminder)}) for reminder in reminders
    ]
    if filing is not None:
        groups.append((Kind.DISCLOSURE_FILED, {"filing": print_filing(filing)}))
        groups += [(Kind.FIGURE_DISCLOSED, {"figure": print_figure_group(figure)}) for figure in filing.figures]
    for kind, group in groups:
        plan.add(later_entry(plan, keyed, row, kind, group, Relation.DISCLOSURE))


def _filed(disclosure: Disclosure) -> Json:
    return {} if disclosure.filing is None else print_filing(disclosure.filing)


def _filed_before(held: HeldDisclosure) -> Json:
    return print_filing(held.filing) if isinstance(held.filing, Filing) else {}


def _disclosure(keyed: KeyedRow) -> Disclosure:
    disclosure = keyed.row.draft.disclosure
    if disclosure is None:
        raise TypeError("The row is not about a disclosure.")
    return disclosure
