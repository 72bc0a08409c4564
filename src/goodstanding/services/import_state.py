"""What the ledger already holds of the rows of a file: their organizations, and the records that they change."""

from collections.abc import Mapping, Sequence
from datetime import date

from goodstanding.intake.admission import check_subject
from goodstanding.ledger.book import fold_organization
from goodstanding.ledger.entries import Entry
from goodstanding.ledger.identities import resolve
from goodstanding.ledger.payloads import read_organization
from goodstanding.ledger.projections import SourceRow
from goodstanding.register.disclosed import HeldDisclosure
from goodstanding.register.organizations import Organization
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
    for item in keyed:
        before = known.get(item.key)
        if before is not None and before.print == item.row.print:
            continue
        draft = item.row.draft
        organization = opened.get(item.subject) or _organization(reader, organizations.get(item.subject))
        if organization is not None:
            category = rules.catalogue.category(draft.decision.category)
            if findings := check_subject(draft, organization, category, rules.competences):
                refused[draft.row] = findings
                continue
        identifiers = {rules.digest("subject", str(one)) for one in draft.identifiers} - organizations.keys()
        for reference in {item.subject, *identifiers}:
            opened.setdefault(reference, organization or item.row.organization)
    return refused


def _organization(reader: Reader, number: int | None) -> Organization | None:
    """The organization that an entry opened, as far as it is known."""
    opening = None if number is None else reader.entry(number)
    found = None if opening is None else read_organization(opening)
    return found if isinstance(found, Organization) else None


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
