"""Import one file: read and judged outside the lock, planned and appended under it, whole or not at all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from goodstanding.intake.admission import competence_key
from goodstanding.intake.drafts import Format
from goodstanding.ledger.entries import OPERATOR, Kind
from goodstanding.ledger.payloads import print_competence
from goodstanding.ledger.projections import BatchRow, SourceRow
from goodstanding.ledger.writing import Head, NewEntry, Signer
from goodstanding.register.authorities import Competence
from goodstanding.register.catalogue import Catalogue
from goodstanding.services.appending import Snapshot, append_batch
from goodstanding.services.competences import enrolled
from goodstanding.services.import_plan import key_rows, keys_of, plan_rows, plan_vanished
from goodstanding.services.import_rows import Gate, RowsRead, Rules, read_accepted
from goodstanding.services.import_state import changed_records, organizations_of, refused_by_known
from goodstanding.services.plans import Plan
from goodstanding.services.ports import Ports, Progress, Writer
from goodstanding.services.quarantine import admitted_prints, held_prints, quarantine_entry
from goodstanding.services.receipts import receipt_of_repeat, receipt_of_submission
from goodstanding.services.recordings import held_now
from goodstanding.services.source_names import require_source_name, taken_names
from goodstanding.values.errors import ImportAbortedError
from goodstanding.values.findings import Finding

#: A full list may not shrink by more than this share of its records, in percent, without an officer's word.
MOST_SHRINK_PERCENT = 25
FEW_RECORDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What is imported and how. `digest` is the file's SHA-256 in hex.

    `submission` is the submitter's own key. `officer` and `sign` accept a list that shrank beyond its bound.
    """

    form: Format
    path: Path
    digest: str
    as_of: date
    partial: bool = False
    submission: str = ""
    officer: str = OPERATOR
    sign: Signer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What landed. Rows: read = kept + dropped + quarantined + rejected. Records: the rest.

    `changed` = advanced + reversed + corrected + reappeared. `head` is the log's after it. `receipt` holds the
    counts of an earlier import with the same submission key, whose receipt this is; its rows are not told again.
    """

    source: str
    file: str
    digest: str
    as_of: date
    rows: RowsRead
    records: dict[str, int]
    head: Head
    receipt: dict[str, int] | None = None

    @property
    def findings(self) -> list[Finding]:
        """Why rows were rejected; at most a thousand."""
        return [replace(finding, file=self.file) for finding in self.rows.findings]

    def counts(self) -> dict[str, int]:
        """The flat counts of rows and records."""
        if self.receipt is not None:
            return self.receipt
        detail = {name: self.records.get(name, 0) for name in ("advanced", "reversed", "corrected", "reappeared")}
        return {
            "read": self.rows.read,
            "kept": len(self.rows.accepted),
            "dropped": self.rows.dropped.total(),
            "quarantined": len(self.rows.held),
            "rejected": self.rows.rejected,
            "new": self.records.get("new", 0),
            "changed": sum(detail.values()),
            "unchanged": self.records.get("unchanged", 0),
            "vanished": self.records.get("vanished", 0),
            "suppressed": self.records.get("suppressed", 0),
            **detail,
        }


def import_file(
    ports: Ports,
    catalogue: Catalogue,
    gate: Gate,
    request: ImportRequest,
    progress: Progress = lambda rows: None,
) -> ImportReport:
    """Read, judge, plan, append. Importing the same file again changes nothing and says so.

    Raises ImportAbortedError (nothing landed) for an unknown ground or category, a broken structure, a full
    snapshot older than the last, a list that shrank beyond its bound, or a source called like a scheme of identifiers.
    """
    form, path = request.form, request.path
    digest = ports.keyring.digest
    snapshot = Snapshot(
        source=form.source,
        digest=request.digest,
        as_of=request.as_of,
        partial=request.partial,
        submission=digest("submission", f"{form.source}\n{request.submission}") if request.submission else "",
    )
    with ports.store.reading() as reader:
        if (receipt := receipt_of_submission(reader, snapshot)) is not None:
            return _received(snapshot, request, receipt)
        size = reader.head().size
        sources = frozenset(batch.source for batch in reader.batches(size))
        if form.source not in sources:
            require_source_name(reader, form.source, size)
        declared = {competence_key(competence): competence for competence in form.competences}
        competences = enrolled(reader, size, declared)
        admitted = admitted_prints(reader, form.source, size)
    missing = [competence for key, competence in declared.items() if key not in competences]
    rules = Rules(
        gate=gate,
        catalogue=catalogue,
        competences=declared | competences,
        digest=digest,
        admitted=admitted,
        taken=taken_names(sources, form.source),
    )
    rows = read_accepted(form, path, request.as_of, rules, progress)
    with ports.store.writing() as writer:
        if (receipt := receipt_of_submission(writer, snapshot)) is not None:
            return _received(snapshot, request, receipt)
        batches = [batch for batch in writer.batches(writer.head().size) if batch.source == snapshot.source]
        known = writer.source_rows(snapshot.source)
        _require_newer(batches, snapshot)
        plan = _plan(writer, form, snapshot, rows, known, missing, rules)
        _require_bounds(plan, known, request)
        report = _report(plan, rows, request, writer.head())
        if not plan.entries and not snapshot.submission and (first := receipt_of_repeat(writer, snapshot)) is not None:
            return replace(report, head=first)
        counts, officer = report.counts(), request.officer
        head = append_batch(
            ports, writer, plan.entries, snapshot=snapshot, counts=counts, actor=officer, sign=request.sign
        )
        return replace(report, head=head)


def _received(snapshot: Snapshot, request: ImportRequest, receipt: tuple[dict[str, int], Head]) -> ImportReport:
    counts, head = receipt
    return ImportReport(
        source=snapshot.source,
        file=request.path.name,
        digest=snapshot.digest,
        as_of=snapshot.as_of,
        rows=RowsRead(),
        records={},
        head=head,
        receipt=counts,
    )


def _report(plan: Plan, rows: RowsRead, request: ImportRequest, head: Head) -> ImportReport:
    return ImportReport(
        source=plan.snapshot.source,
        file=request.path.name,
        digest=plan.snapshot.digest,
        as_of=plan.snapshot.as_of,
        rows=rows,
        records=dict(plan.records),
        head=head,
    )


def _plan(
    writer: Writer,
    form: Format,
    snapshot: Snapshot,
    rows: RowsRead,
    known: Mapping[str, SourceRow],
    competences: list[Competence],
    rules: Rules,
) -> Plan:
    digest = rules.digest
    erased, waiting = writer.erased_records(snapshot.source), held_now(writer, form)
    plan = Plan(start=writer.head().size, snapshot=snapshot, erased=erased, held=waiting)
    # Another writer may have enrolled them, or worded others anew, while this file was read.
    enrolled_since = enrolled(writer, plan.start, {competence_key(one): one for one in form.competences})
    if any(rules.competences.get(key, one) != one for key, one in enrolled_since.items()):
        raise ImportAbortedError(
            "A competence was enrolled in other words while this file was read.", to_do="import the file again"
        )
    for competence in competences:
        if competence_key(competence) not in enrolled_since:
            plan.add(NewEntry(kind=Kind.COMPETENCE_ENROLLED, groups={"competence": print_competence(competence)}))
    keyed = key_rows(rows.accepted, digest, known)
    organizations, records = organizations_of(writer, keyed, known, digest), changed_records(writer, keyed, known)
    refused = refused_by_known(writer, keyed, known, organizations, rules)
    rows.take_back(refused)
    fit = [item for item in keyed if item.row.draft.row not in refused]
    plan_rows(plan, fit, known, organizations, records, digest)
    held = held_prints(writer, snapshot.source, plan.start) if rows.held else Counter[str]()
    for row in rows.held:
        if held[row.print]:
            held[row.print] -= 1
        else:
            plan.add(quarantine_entry(snapshot, row))
    if not snapshot.partial:
        present = {item.key for item in keyed}.union(*(keys_of(base, known, digest) for base in rows.unfit))
        plan_vanished(plan, present, known)
    return plan


def _require_newer(batches: Sequence[BatchRow], snapshot: Snapshot) -> None:
    full = [batch.as_of for batch in batches if not batch.partial]
    if not snapshot.partial and full and snapshot.as_of < max(full):
        raise ImportAbortedError(
            f"This list is of {snapshot.as_of}, older than the last full one of {max(full)}.",
            accepted="a full list of the same date or later",
            to_do="give its real date with --as-of, or add its rows with --partial",
        )


def _require_bounds(plan: Plan, known: Mapping[str, SourceRow], request: ImportRequest) -> None:
    vanished = plan.records["vanished"]
    present = sum(row.present for row in known.values())
    if vanished > FEW_RECORDS and 100 * vanished > MOST_SHRINK_PERCENT * present and request.sign is None:
        raise ImportAbortedError(
            f"{vanished} of {present} records of this source are not in the file.",
            accepted=f"a full list that shrinks by at most {MOST_SHRINK_PERCENT} %",
            to_do="import it with --partial if it is an extract, or accept the loss with --as OFFICER",
        )
