"""What the ledger already holds of the rows of a file: their organizations, and the records that they change."""

from collections.abc import Mapping, Sequence
from datetime import date

from goodstanding.ledger.book import fold_organization
from goodstanding.ledger.entries import Entry
from goodstanding.ledger.identities import resolve
from goodstanding.ledger.projections import SourceRow
from goodstanding.register.disclosed import HeldDisclosure
from goodstanding.register.records import Record
from goodstanding.services.import_rows import Digest
from goodstanding.services.plans import KeyedRow
from goodstanding.services.ports import Reader


def organizations_of(
    reader: Reader, keyed: Sequence[KeyedRow], known: Mapping[str, SourceRow], digest: Digest
) -> dict[str, int]:
    """Subject digest -> opening entry, of every reference that these rows name or were entered under."""
    subjects = {item.subject for item in keyed}
    subjects |= {known[item.key].subject for item in keyed if item.key in known}
    subjects |= {digest("subject", str(identifier)) for item in keyed for identifier in item.row.draft.identifiers}
    return resolve(reader.identities_of(subjects, reader.head().size), date.max)


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
