"""Quarantine: rows in question, kept without content. To look at one or admit it, its file must be at hand."""

from bisect import bisect
from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from goodstanding.intake.admission import check_record, competence_key
from goodstanding.intake.drafts import Draft, Format, Quarantined, Refused, Verdict
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import Object, group_of, text
from goodstanding.ledger.writing import Head, NewEntry, Signer
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.organizations import Organization
from goodstanding.services.appending import Snapshot, append_batch
from goodstanding.services.competences import enrolled
from goodstanding.services.import_plan import key_rows, plan_rows
from goodstanding.services.import_rows import Gate, HeldRow, Rules, accept, draft_of_row, local_reference, print_of
from goodstanding.services.import_state import changed_records, organizations_of, refused_by_known
from goodstanding.services.plans import Plan
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.recordings import held_now
from goodstanding.values.errors import ConflictError, MisuseError, NotFoundError
from goodstanding.values.findings import Finding

PENDING, ADMITTED, REFUSED = "pending", "admitted", "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantinedRow:
    """One row in question: its entry's index, where it stands, why, and what was decided.

    `as_of` is the date of the list that it came from.
    """

    id: int
    source: str
    digest: str
    row: int
    reasons: tuple[str, ...]
    state: str
    print: str
    as_of: date


def quarantine_entry(snapshot: Snapshot, row: HeldRow) -> NewEntry:
    """The entry of a row in question: file digest, row number, reason codes, keyed print."""
    group: Object = {"digest": snapshot.digest, "row": row.row, "reasons": list(row.reasons)}
    return NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": group}, source=snapshot.source, print=row.print)


def quarantined_rows(reader: Reader, size: int) -> list[QuarantinedRow]:
    """All rows ever quarantined, oldest first, with their state as of a size."""
    states = {
        entry.envelope.linked(Relation.QUARANTINED_ROW): text(group_of(entry, "decision"), "state")
        for entry in reader.entries_of([Kind.QUARANTINE_DECIDED], size)
        if entry.values
    }
    entries = [entry for entry in reader.entries_of([Kind.ROW_QUARANTINED], size) if entry.values]
    batches = reader.batches(size)
    ends = [batch.seq for batch in batches]
    # A batch ends with its closing entry: the first one behind a row is its own.
    lists = (batches[bisect(ends, entry.seq)] for entry in entries)
    return [
        _read_row(entry, states.get(entry.seq, PENDING), batch.as_of)
        for entry, batch in zip(entries, lists, strict=True)
    ]


def held_prints(reader: Reader, source: str, size: int) -> Counter[str]:
    """How often each row content of a source stands in quarantine, whatever was decided."""
    entries = reader.entries_of([Kind.ROW_QUARANTINED], size)
    return Counter(entry.envelope.print for entry in entries if entry.envelope.source == source)


def admitted_prints(reader: Reader, source: str, size: int) -> frozenset[str]:
    """The row contents that an officer admitted."""
    answers = [one for one in reader.entries_of([Kind.QUARANTINE_DECIDED], size) if one.envelope.source == source]
    admitted = [one for one in answers if one.values and text(group_of(one, "decision"), "state") == ADMITTED]
    rows = (reader.entry(one.envelope.linked(Relation.QUARANTINED_ROW)) for one in admitted)
    return frozenset(row.envelope.print for row in rows if row is not None)


class Seen(StrEnum):
    """What convinced the officer that the row is about an organization. Closed: no free text about anyone."""

    REGISTRY_EXTRACT = "registry-extract"
    IDENTIFIER_LOOKUP = "identifier-lookup"
    CONTRACT_OR_GRANT = "contract-or-grant"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """The file that a row came from, its format, and its SHA-256 in hex."""

    form: Format
    path: Path
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """The officer who answers."""

    officer: str
    sign: Signer


def read_quarantined(ports: Ports, row: QuarantinedRow, source: SourceFile) -> Draft:
    """The row out of its file again, after the digest was checked. For an officer's eyes; nothing is stored."""
    if source.digest != row.digest:
        raise ConflictError(
            "This is not the file that the row came from.", accepted=f"the file with SHA-256 {row.digest}"
        )
    draft = draft_of_row(source.form, source.path, row.as_of, row.row)
    if draft is None or print_of(draft, ports.keyring.digest) != row.print:
        raise ConflictError(
            f"Row {row.row} of the file is not read any more as it was.",
            to_do="import the file again; its rows in question are questioned anew",
        )
    return draft


def refuse(ports: Ports, row: QuarantinedRow, reviewer: Reviewer) -> Head:
    """Answer no: nothing was kept, nothing will be."""
    with ports.store.writing() as writer:
        _require_pending(writer, row)
        entries = [_decision(row, {"state": REFUSED}, reviewer)]
        return append_batch(ports, writer, entries, actor=reviewer.officer, sign=reviewer.sign)


def admit(
    ports: Ports,
    catalogue: Catalogue,
    gate: Gate,
    row: QuarantinedRow,
    source: SourceFile,
    seen: Seen,
    reviewer: Reviewer,
) -> Head:
    """Answer yes: the row, read again from its file, lands as a record, signed by the officer.

    What the gate refuses outright stays refused; a company named after a person is admitted only for a
    record tied to public money (S3); a decision that cannot be recorded cannot be admitted either.
    """
    form, draft = source.form, read_quarantined(ports, row, source)
    organization = _require_admissible(draft, gate(draft, local_reference(form, draft)))
    digest = ports.keyring.digest
    accepted = accept(form, draft, organization, digest)
    with ports.store.writing() as writer:
        _require_pending(writer, row)
        size = writer.head().size
        declared = {competence_key(item): item for item in form.competences}
        competences = declared | enrolled(writer, size, declared)
        rules = Rules(gate=gate, catalogue=catalogue, competences=competences, digest=digest, admitted=frozenset())
        category = catalogue.category(draft.decision.category)
        _require_recordable(check_record(draft, organization, category, catalogue, competences, row.as_of))
        snapshot = Snapshot(source=form.source, digest=row.digest, as_of=row.as_of, partial=True)
        erased, held = writer.erased_records(form.source), held_now(writer, form)
        plan = Plan(start=size, snapshot=snapshot, erased=erased, held=held)
        plan.add(_decision(row, {"state": ADMITTED, "seen": seen.value}, reviewer))
        known = writer.source_rows(form.source)
        keyed = key_rows([accepted], digest, known)
        organizations, records = organizations_of(writer, keyed, known, digest), changed_records(writer, keyed, known)
        for findings in refused_by_known(writer, keyed, known, organizations, rules).values():
            _require_recordable(findings)
        plan_rows(plan, keyed, known, organizations, records, digest)
        return append_batch(ports, writer, plan.entries, actor=reviewer.officer, sign=reviewer.sign)


def find_row(reader: Reader, number: int, size: int) -> QuarantinedRow:
    """The quarantined row with this id."""
    for row in quarantined_rows(reader, size):
        if row.id == number:
            return row
    raise NotFoundError("There is no quarantined row with this number.", to_do="see `goodstanding quarantine list`")


def _require_admissible(draft: Draft, verdict: Verdict) -> Organization:
    """The organization that can be admitted; what the gate or the format leaves none of never is."""
    if isinstance(verdict, Refused) or verdict.organization is None:
        raise MisuseError("This row can never be admitted.", to_do="refuse it")
    named = isinstance(verdict, Quarantined) and "named-after-person" in verdict.reasons
    if named and not draft.decision.public_money:
        raise MisuseError(
            "A company named after a person is admitted only for a record tied to public money.",
            accepted="a row with a contract, tender or grant id",
            to_do="refuse it",
        )
    return verdict.organization


def _require_recordable(findings: list[Finding]) -> None:
    if findings:
        raise MisuseError(f"The decision of this row cannot be recorded: {findings[0]}")


def _require_pending(reader: Reader, row: QuarantinedRow) -> None:
    if find_row(reader, row.id, reader.head().size).state != PENDING:
        raise ConflictError("This row was decided already.")


def _decision(row: QuarantinedRow, decision: Object, reviewer: Reviewer) -> NewEntry:
    return NewEntry(
        kind=Kind.QUARANTINE_DECIDED,
        groups={"decision": decision},
        source=row.source,
        actor=reviewer.officer,
        sign=reviewer.sign,
        links=((Relation.QUARANTINED_ROW, row.id),),
    )


def _read_row(entry: Entry, state: str, as_of: date) -> QuarantinedRow:
    group = group_of(entry, "row")
    number, reasons = group.get("row"), group.get("reasons")
    return QuarantinedRow(
        id=entry.seq,
        source=entry.envelope.source,
        digest=text(group, "digest"),
        row=number if isinstance(number, int) else 0,
        reasons=tuple(str(reason) for reason in reasons) if isinstance(reasons, list) else (),
        state=state,
        print=entry.envelope.print,
        as_of=as_of,
    )
