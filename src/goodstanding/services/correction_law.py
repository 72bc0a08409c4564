"""S27 for corrections on request: what is published of a request is judged again, by the same pure step.

A representative's mandate is not published, so of a request only its form, its rules and its days are judged; whether
an authority is itself the organization is not known here either. Holidays are not known: a recorded day may lie a
month behind the bare count, no more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import group_of, read_case, text
from goodstanding.proceedings.authorities import EnrolledAuthority, Mandate
from goodstanding.proceedings.correcting import (
    Asked,
    Correction,
    CorrectionAct,
    CorrectionSituation,
    CorrectionStep,
    correction_objections,
)
from goodstanding.proceedings.correction_entries import CORRECTION_KINDS, correction_number, read_correction
from goodstanding.proceedings.deadlines import Clock, due_on
from goodstanding.proceedings.digests import procedure_digest, read_canonical
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.situation import Actor
from goodstanding.services.authorities import fold_mandate, read_authority
from goodstanding.services.officers import officer_key
from goodstanding.services.proceeding_law import EveryDay
from goodstanding.values.findings import Finding

_HOLIDAYS = timedelta(days=31)
_RECORDS = frozenset({Kind.RECORD_ENTERED, Kind.RECORD_CORRECTED})


@dataclass(slots=True)
class CorrectionsAreLawful:
    """A request is decided by the recording authority, and two keys stand under every changed value."""

    context: object
    authorities: dict[str, EnrolledAuthority] = field(default_factory=dict)
    mandates: dict[int, Mandate] = field(default_factory=dict)
    procedures: dict[int, Procedure] = field(default_factory=dict)
    approved: dict[str, Procedure] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)
    recorded_by: dict[int, str] = field(default_factory=dict)
    corrections: dict[int, set[int]] = field(default_factory=dict)
    requests: dict[int, Correction] = field(default_factory=dict)
    waiting: list[tuple[int, date]] = field(default_factory=list)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """What an act on a request lacks, by everything that came before it."""
        kind = entry.envelope.kind
        self.keys |= officer_key(entry)
        if kind in _RECORDS:
            self._see_record(entry)
        elif kind is Kind.BATCH_CLOSED:
            yield from self._close(entry)
        elif kind in CORRECTION_KINDS:
            yield from self._see_step(entry)
        elif entry.values:
            self._see_law(entry)

    def _see_law(self, entry: Entry) -> None:
        match entry.envelope.kind:
            case Kind.AUTHORITY_ENROLLED:
                found = read_authority(entry)
                self.authorities[found.code] = found
            case Kind.MANDATE_GIVEN | Kind.MANDATE_ENDED:
                fold_mandate(self.mandates, entry)
            case Kind.PROCEDURE_ENROLLED:
                self.procedures[entry.seq] = read_canonical(text(group_of(entry, "procedure"), "text"))
            case Kind.PROCEDURE_APPROVED:
                procedure = self.procedures.get(entry.envelope.linked(Relation.PROCEDURE))
                if procedure is not None:
                    self.approved[procedure_digest(procedure)] = procedure
            case _:
                return

    def _see_record(self, entry: Entry) -> None:
        entered = entry.envelope.kind is Kind.RECORD_ENTERED
        record = entry.seq if entered else entry.envelope.linked(Relation.RECORD)
        if not entered:
            self.corrections.setdefault(record, set()).add(entry.seq)
        if "case" in entry.values:
            self.recorded_by[record] = read_case(group_of(entry, "case")).authority

    def _see_step(self, entry: Entry) -> Iterator[Finding]:
        number, record = correction_number(entry), entry.envelope.linked(Relation.RECORD)
        step, before = read_correction(entry), self.requests.get(number)
        if step is None:
            return
        if before is not None and before.record != record:
            yield _finding(entry, "it names another record than its request.")
            return
        law = before.request.law if before else step.law
        procedure = self.approved.get(law)
        if procedure is None or (before is None and step.act is not CorrectionAct.REQUESTED):
            yield _finding(entry, "it belongs to no request that was made under approved rules.")
            return
        yield from self._judge(entry, procedure, record, step)
        actor = entry.envelope.actor
        self.requests[number] = (
            Correction(record=record, steps=(step,), actors=(actor,))
            if before is None
            else before.with_step(step, actor)
        )
        self.waiting.append((entry.seq, step.on))

    def _judge(self, entry: Entry, procedure: Procedure, record: int, step: CorrectionStep) -> Iterator[Finding]:
        before, actor = self.requests.get(correction_number(entry)), entry.envelope.actor
        if before is None:
            if any(one.is_open for one in self.requests.values() if one.record == record):
                yield _finding(entry, "another request on the record is not decided.")
            bare = due_on(procedure.deadlines[Clock.CORRECTION_DECISION], step.on, EveryDay())
            if step.decide_by is None or not bare <= step.decide_by <= bare + _HOLIDAYS:
                yield _finding(entry, "its day for the decision is not the one that the rules give.")
            return
        request = correction_number(entry)
        now = CorrectionSituation(
            procedure=procedure,
            law=before.request.law,
            calendar=EveryDay(),
            today=step.on,
            authorities=self.authorities,
            organization=-1,
            recorded_by=self.recorded_by.get(record, ""),
            later_corrections=frozenset(one for one in self.corrections.get(record, ()) if one > request),
            correction=before,
        )
        asked = Asked(act=step.act, document=step.document, corrected_by=step.corrected_by)
        held = tuple(self.mandates.values())
        for _, message in correction_objections(now, asked, Actor(officer=actor, mandates=held)):
            yield _finding(entry, message[:1].lower() + message[1:])
        others = {one for one, other in zip(before.actors, before.steps, strict=True) if other.role is not step.role}
        if any(self.keys.get(one) == self.keys.get(actor) for one in others - {actor}):
            yield _finding(entry, "two roles on the request are held by one key.")

    def _close(self, entry: Entry) -> Iterator[Finding]:
        recorded = text(group_of(entry, "batch"), "recorded_at")[:10] if entry.values else ""
        for seq, day in self.waiting:
            if recorded and abs((date.fromisoformat(recorded) - day).days) > 1:
                yield Finding(
                    code="law-correction", message=f"Entry {seq}: it is dated otherwise than it was recorded."
                )
        self.waiting.clear()


def _finding(entry: Entry, message: str) -> Finding:
    return Finding(code="law-correction", message=f"Entry {entry.seq}: {message}")
