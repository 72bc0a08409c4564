"""Import one file: read and judged outside the lock, planned and appended under it, whole or not at all."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from goodstanding.intake.admission import competence_key
from goodstanding.intake.drafts import Format
from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.entries import OPERATOR, Kind
from goodstanding.ledger.payloads import print_competence
from goodstanding.ledger.writing import Head, NewEntry, Signer
from goodstanding.register.authorities import Competence
from goodstanding.register.catalogue import Catalogue
from goodstanding.services.appending import Snapshot, append_batch
from goodstanding.services.competences import enrolled
from goodstanding.services.import_plan import Plan, key_rows, plan_rows, plan_vanished
from goodstanding.services.import_rows import Gate, RowsRead, Rules, read_accepted
from goodstanding.services.import_state import changed_records, organizations_of
from goodstanding.services.ports import Ports, Progress, Writer
from goodstanding.services.quarantine import admitted_prints, held_prints, quarantine_entry
from goodstanding.values.errors import ImportAbortedError
from goodstanding.values.findings import Finding

#: A full list may not shrink by more than this share of its records, in percent, without an officer's word.
MOST_SHRINK_PERCENT = 25
FEW_RECORDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What is imported and how. `digest` is the file's SHA-256 in hex. `officer` and `sign` accept a list that shrank beyond its bound."""

    form: Format
    path: Path
    digest: str
    as_of: date
    partial: bool = False
    officer: str = OPERATOR
    sign: Signer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What landed. Rows: read = kept + dropped + quarantined + rejected. Records: the rest.

    `changed` = advanced + reversed + corrected + reappeared. `size` and `root` are the log's after it.
    """

    source: str
    file: str
    digest: str
    as_of: date
    rows: RowsRead
    records: dict[str, int]
    head: Head

    @property
    def findings(self) -> list[Finding]:
        """Why rows were rejected; at most a thousand."""
        return [replace(finding, file=self.file) for finding in self.rows.findings]

    def counts(self) -> dict[str, int]:
        """The flat counts of rows and records."""
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
    snapshot older than the last, or a list that shrank beyond its bound.
    """
    form, path = request.form, request.path
    digest = ports.keyring.digest
    snapshot = Snapshot(source=form.source, digest=request.digest, as_of=request.as_of, partial=request.partial)
    with ports.store.reading() as reader:
        size = reader.head().size
        competences = enrolled(reader, size)
        admitted = admitted_prints(reader, form.source, size)
    missing = [competence for competence in form.competences if competence_key(competence) not in competences]
    rules = Rules(
        gate=gate,
        catalogue=catalogue,
        competences=competences | {competence_key(competence): competence for competence in missing},
        digest=digest,
        admitted=admitted,
    )
    rows = read_accepted(form, path, request.as_of, rules, progress)
    with ports.store.writing() as writer:
        _require_newer(writer, snapshot)
        plan = _plan(ports, writer, snapshot, rows, [item for item in missing if not _is_enrolled(writer, item)])
        _require_bounds(plan, writer, request)
        return _land(ports, writer, plan, rows, request)


def _land(ports: Ports, writer: Writer, plan: Plan, rows: RowsRead, request: ImportRequest) -> ImportReport:
    snapshot, head = plan.snapshot, writer.head()
    report = ImportReport(
        source=snapshot.source,
        file=request.path.name,
        digest=snapshot.digest,
        as_of=snapshot.as_of,
        rows=rows,
        records=dict(plan.records),
        head=head,
    )
    if not plan.entries and _is_repeat(writer, snapshot):
        return report
    head = append_batch(
        ports,
        writer,
        plan.entries,
        snapshot=snapshot,
        counts=report.counts(),
        actor=request.officer,
        sign=request.sign,
    )
    return replace(report, head=head)


def _plan(
    ports: Ports, writer: Writer, snapshot: Snapshot, rows: RowsRead, competences: list[Competence]
) -> Plan:
    digest = ports.keyring.digest
    plan = Plan(start=writer.head().size, snapshot=snapshot)
    for competence in competences:
        plan.add(NewEntry(kind=Kind.COMPETENCE_ENROLLED, groups=_competence_groups(competence)))
    known = writer.source_rows(snapshot.source)
    keyed = key_rows(rows.accepted, digest, known)
    organizations, records = organizations_of(writer, keyed, known, digest), changed_records(writer, keyed, known)
    plan_rows(plan, keyed, known, organizations, records, digest)
    held = held_prints(writer, snapshot.source, plan.start)
    for row in rows.held:
        if held[row.print]:
            held[row.print] -= 1
        else:
            plan.add(quarantine_entry(snapshot, row))
    if not snapshot.partial:
        plan_vanished(plan, {item.key for item in keyed}, known)
    return plan


def _require_newer(writer: Writer, snapshot: Snapshot) -> None:
    full = [batch.as_of for batch in writer.batches(writer.head().size)
            if batch.source == snapshot.source and not batch.partial]  # fmt: skip
    if not snapshot.partial and full and snapshot.as_of < max(full):
        raise ImportAbortedError(
            f"This list is of {snapshot.as_of}, older than the last full one of {max(full)}.",
            accepted="a full list of the same date or later",
            to_do="give its real date with --as-of, or add its rows with --partial",
        )


def _require_bounds(plan: Plan, writer: Writer, request: ImportRequest) -> None:
    vanished = plan.records["vanished"]
    present = sum(row.present for row in writer.source_rows(plan.snapshot.source).values())
    if vanished > FEW_RECORDS and 100 * vanished > MOST_SHRINK_PERCENT * present and request.sign is None:
        raise ImportAbortedError(
            f"{vanished} of {present} records of this source are not in the file.",
            accepted=f"a full list that shrinks by at most {MOST_SHRINK_PERCENT} %",
            to_do="import it with --partial if it is an extract, or accept the loss with --as OFFICER",
        )


def _is_repeat(writer: Writer, snapshot: Snapshot) -> bool:
    return any(
        (batch.source, batch.digest, batch.as_of, batch.partial)
        == (snapshot.source, snapshot.digest, snapshot.as_of, snapshot.partial)
        for batch in writer.batches(writer.head().size)
    )


def _is_enrolled(writer: Writer, competence: Competence) -> bool:
    return competence_key(competence) in enrolled(writer, writer.head().size)


def _competence_groups(competence: Competence) -> Groups:
    return {"competence": print_competence(competence)}
