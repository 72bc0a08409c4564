"""What the ledger already holds of the rows of a file: their organizations, and the records that they change."""

from collections.abc import Mapping, Sequence
from datetime import date

from goodstanding.intake.admission import check_subject
from goodstanding.ledger.book import fold_organization
from goodstanding.ledger.entries import Entry, Kind
from goodstanding.ledger.identities import resolve
from goodstanding.ledger.payloads import read_organization
from goodstanding.ledger.projections import SourceRow
from goodstanding.proceedings.matter_entries import read_matter
from goodstanding.register.disclosed import HeldDisclosure
from goodstanding.register.organizations import Organization, Tier
from goodstanding.register.records import Record
from goodstanding.services.import_rows import Digest, Rules
from goodstanding.services.plans import KeyedRow
from goodstanding.services.ports import Reader
from goodstanding.values.findings import Finding


def organizations_of(
    reader: Reader, keyed: Sequence[KeyedRow], known: Mapping[str, SourceRow], digest: Digest
) -> dict[str, int]:
    """Subject digest -> opening entry, of every reference that these rows name or were entered under."""
    subjects = {item.subject for item in keyed}
    subjects |= {known[item.key].subject for item in keyed if item.key in known}
    subjects |= {digest("subject", str(identifier)) for item in keyed for identifier in item.row.draft.identifiers}
    return resolve(reader.identities_of(subjects, reader.head().size), date.max)


def refused_by_known(
    reader: Reader,
    keyed: Sequence[KeyedRow],
    known: Mapping[str, SourceRow],
    organizations: Mapping[str, int],
    rules: Rules,
) -> dict[int, list[Finding]]:
    """Rows, by number, that are new or changed and cannot be recorded of the organization that the register knows.

    A row that calls a local body an agency, or a public body a company, gets no further than one that does not; nor
    does one behind a row of the same file that opens the organization, or gives it another identifier.
    """
    refused: dict[int, list[Finding]] = {}
    opened: dict[str, Organization] = {}
    joined = _joined(reader)
    for item in keyed:
        before = known.get(item.key)
        if before is not None and before.print == item.row.print:
            continue
        draft = item.row.draft
        organization = opened.get(item.subject) or _organization(reader, organizations.get(item.subject), joined)
        if organization is not None:
            category = rules.catalogue.category(draft.decision.category)
            if findings := check_subject(draft, organization, category, rules.competences):
                refused[draft.row] = findings
                continue
        identifiers = {rules.digest("subject", str(one)) for one in draft.identifiers} - organizations.keys()
        for reference in {item.subject, *identifiers}:
            opened.setdefault(reference, organization or item.row.organization)
    return refused


def _organization(reader: Reader, number: int | None, joined: Mapping[int, set[int]]) -> Organization | None:
    """The organization that an entry opened, as far as it is known; of those that were joined, a local body first."""
    if number is None:
        return None
    openings = map(reader.entry, (number, *sorted(joined.get(number, ()))))
    read = (read_organization(opening) for opening in openings if opening is not None)
    found = [one for one in read if isinstance(one, Organization)]
    return next((one for one in found if one.tier is Tier.LOCAL), found[0] if found else None)


def _joined(reader: Reader) -> dict[int, set[int]]:
    """By the organization that they mean now, those that matters of identity were about."""
    size = reader.head().size
    steps = map(read_matter, reader.entries_of([Kind.IDENTITY_PROPOSED], size))
    plans = [step.plan for step in steps if step is not None and step.plan is not None]
    numbers = {number for plan in plans for number in (plan.from_organization, plan.to_organization)}
    subjects = {opening.envelope.subject: opening.seq for opening in map(reader.entry, numbers) if opening is not None}
    meant = resolve(reader.identities_of(subjects.keys(), size), date.max)
    found: dict[int, set[int]] = {}
    for subject, number in subjects.items():
        found.setdefault(meant.get(subject, number), set()).add(number)
    return found


def changed_records(
    reader: Reader, keyed: Sequence[KeyedRow], known: Mapping[str, SourceRow]
) -> dict[int, Record | HeldDisclosure]:
    """The present folds of the records and disclosures whose rows read differently now, by the index of their entry."""
    earlier = [(known[item.key], item) for item in keyed if item.key in known]
    changed = {row.subject for row, item in earlier if row.print != item.row.print}
    by_subject: dict[str, list[Entry]] = {}
    for entry in reader.entries_about(changed, reader.head().size):
        by_subject.setdefault(entry.envelope.subject, []).append(entry)
    views = (fold_organization(entries[0].seq, entries) for entries in by_subject.values())
    found: dict[int, Record | HeldDisclosure] = {}
    for view in views:
        found |= {record.entry: record for record in view.records}
        found |= {held.entry: held for held in view.disclosures}
    return found
