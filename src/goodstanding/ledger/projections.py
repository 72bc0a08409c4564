"""What the database keeps beside the entries so that questions are quick: derived, never believed.

A pure function of the entries and what is open of them; `rebuild --check` derives it again and compares.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.file_rows import ClockRow, FileRow, GroundRow, PartyRow, project_file
from goodstanding.ledger.identities import Identity
from goodstanding.ledger.matter_rows import MATTER_CLOCK_KINDS, MatterClockRow, project_matter
from goodstanding.ledger.payloads import group_of, read_organization, read_party, text
from goodstanding.register.organizations import Organization
from goodstanding.values.errors import VerificationError


@dataclass(frozen=True, slots=True, order=True)
class NameRow:
    """A name by which candidates are listed (never matched): folded, and whose reference it is."""

    seq: int
    subject: str
    folded: str


@dataclass(frozen=True, slots=True, order=True)
class SourceRow:
    """The last state of one row of a source: its keyed key and print, its record, and whether it is present.

    Survives erasure as a tombstone: a row with a known key is never recorded anew.
    """

    source: str
    key: str
    record: int
    subject: str
    print: str
    present: bool
    seq: int


@dataclass(frozen=True, slots=True, order=True)
class BatchRow:
    """One closed batch: its closing entry, source, file digest, snapshot date, and whether it was partial."""

    seq: int
    source: str
    digest: str
    as_of: date
    partial: bool


@dataclass(frozen=True, slots=True, order=True)
class SubmissionRow:
    """One submission of a group commit: keyed key and body digest, its entries, and the closing entry that names it."""

    key: str
    digest: str
    start: int
    entries: int
    seq: int


Row: TypeAlias = (
    NameRow
    | SourceRow
    | BatchRow
    | Identity
    | SubmissionRow
    | FileRow
    | PartyRow
    | GroundRow
    | ClockRow
    | MatterClockRow
)

_PRESENCE = {Kind.RECORD_QUESTIONED: False, Kind.QUESTION_CLOSED: True}
_OPENS = frozenset({Kind.RECORD_ENTERED, Kind.DISCLOSURE_DUE})
_DISCLOSED = frozenset({Kind.REMINDER_SERVED, Kind.DISCLOSURE_FILED, Kind.FIGURE_DISCLOSED, Kind.DISCLOSURE_CORRECTED})
_STATES = _OPENS | _DISCLOSED | {Kind.STAGE_ADDED, Kind.RECORD_CORRECTED, *_PRESENCE}


def project(entry: Entry) -> Iterator[Row]:
    """The derived rows of one entry, in order; a source row replaces the earlier one of its key."""
    envelope = entry.envelope
    match envelope.kind:
        case Kind.ORGANIZATION_OPENED:
            yield Identity(entry.seq, envelope.subject, entry.seq)
            organization = read_organization(entry)
            if isinstance(organization, Organization):
                yield NameRow(entry.seq, envelope.subject, fold_name(organization.name))
        case Kind.IDENTITY_SET:
            yield _identity(entry)
        case Kind.BATCH_CLOSED if envelope.source and "batch" in entry.values:
            yield _batch(entry)
        case Kind.BATCH_CLOSED if "submissions" in entry.values:
            yield from _submissions(entry)
        case Kind.PROCEEDING_OPENED | Kind.PROCEEDING_ACT:
            yield from project_file(entry)
        case kind if kind in _STATES:
            yield from _state(entry)
        case kind if kind in MATTER_CLOCK_KINDS:
            yield from project_matter(entry)
        case _:
            return


def project_all(entries: Iterable[Entry]) -> list[Row]:
    """All derived rows as they stand after these entries, sorted: what `rebuild --check` compares."""
    rows: list[Row] = []
    sources: dict[tuple[str, str], SourceRow] = {}
    for entry in entries:
        for row in project(entry):
            if isinstance(row, SourceRow):
                sources[row.source, row.key] = row
            else:
                rows.append(row)
    return sorted([*rows, *sources.values()], key=lambda row: (type(row).__name__, str(row)))


def fold_name(name: str) -> str:
    """Case and marks removed, blanks joined: for listing candidates only."""
    if name.isascii():
        return " ".join(name.lower().split())
    # Twice: some signs fall apart into capitals only when they are decomposed.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def _identity(entry: Entry) -> Identity:
    group = entry.values.get("effective")
    start = text(group, "from") if isinstance(group, dict) else ""
    organization = entry.envelope.linked(Relation.ORGANIZATION)
    return Identity(entry.seq, entry.envelope.subject, organization, date.fromisoformat(start) if start else None)


def _state(entry: Entry) -> Iterator[Row]:
    """What an entry of a record or a disclosure gives; a correction of a record ends its preview."""
    yield from _source_row(entry)
    if entry.envelope.kind is Kind.RECORD_CORRECTED:
        yield from project_matter(entry)
    if "party" in entry.values:
        party = read_party(group_of(entry, "party"))
        for name in {fold_name(name): None for name in (party.name, *party.aliases)}:
            yield NameRow(entry.seq, entry.envelope.subject, name)


def _source_row(entry: Entry) -> Iterator[SourceRow]:
    envelope = entry.envelope
    relation = Relation.DISCLOSURE if envelope.kind in _DISCLOSED else Relation.RECORD
    record = entry.seq if envelope.kind in _OPENS else envelope.linked(relation)
    present = _PRESENCE.get(envelope.kind, True)
    yield SourceRow(envelope.source, envelope.key, record, envelope.subject, envelope.print, present, entry.seq)


def _submissions(entry: Entry) -> Iterator[SubmissionRow]:
    named = entry.values["submissions"]
    for one in named if isinstance(named, list) else [named]:
        start, entries = (one.get("start"), one.get("entries")) if isinstance(one, dict) else (None, None)
        if not (isinstance(one, dict) and isinstance(start, int) and isinstance(entries, int)):
            raise VerificationError("A closing entry names something else than submissions.")
        yield SubmissionRow(text(one, "key"), text(one, "digest"), start, entries, entry.seq)


def _batch(entry: Entry) -> BatchRow:
    group = group_of(entry, "batch")
    as_of = date.fromisoformat(text(group, "as_of"))
    return BatchRow(entry.seq, text(group, "source"), text(group, "digest"), as_of, group.get("partial") is True)
