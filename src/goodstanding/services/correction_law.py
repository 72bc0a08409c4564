"""S27 for corrections on request: what is published of a request is judged again, by the same pure step.

A representative's mandate is not published, so of a request only its form, its rules and its days are judged. Holidays
are not known: a recorded day may lie a month behind the bare count, no more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.proceedings.authorities import Mandate, Role
from goodstanding.proceedings.correcting import (
    Asked,
    Correction,
    CorrectionAct,
    CorrectionSituation,
    CorrectionStep,
    correction_objections,
    mandates_of,
)
from goodstanding.proceedings.correction_entries import CORRECTION_KINDS, correction_number, read_correction
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.situation import Actor
from goodstanding.services.bare_days import Dated, EveryDay, is_due
from goodstanding.services.enrolled_law import Enrolled
from goodstanding.values.findings import Finding


@dataclass(slots=True)
class CorrectionsAreLawful:
    """A request is decided by the recording authority, and two keys stand under every changed value."""

    context: Enrolled
    dated: Dated = field(default_factory=Dated)
    corrections: dict[int, set[int]] = field(default_factory=dict)
    requests: dict[int, Correction] = field(default_factory=dict)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """What an act on a request lacks, by everything that came before it."""
        kind = entry.envelope.kind
        if kind is Kind.RECORD_CORRECTED:
            self.corrections.setdefault(entry.envelope.linked(Relation.RECORD), set()).add(entry.seq)
        elif kind is Kind.BATCH_CLOSED:
            for seq in self.dated.misdated(entry):
                message = f"Entry {seq}: it is dated otherwise than it was recorded."
                yield Finding(code="law-correction", message=message)
        elif kind in CORRECTION_KINDS:
            yield from self._see_step(entry)

    def _see_step(self, entry: Entry) -> Iterator[Finding]:
        number, record = correction_number(entry), entry.envelope.linked(Relation.RECORD)
        step, before = read_correction(entry), self.requests.get(number)
        if step is None:
            return
        if before is not None and before.record != record:
            yield _finding(entry, "it names another record than its request.")
            return
        law = before.request.law if before else step.law
        procedure = self.context.enrolled.approved.get(law)
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
        self.dated.add(entry.seq, step.on, procedure)

    def _judge(self, entry: Entry, procedure: Procedure, record: int, step: CorrectionStep) -> Iterator[Finding]:
        known, actor = self.context.enrolled, entry.envelope.actor
        request, before = correction_number(entry), self.requests.get(correction_number(entry))
        now = CorrectionSituation(
            procedure=procedure,
            law=before.request.law if before else step.law,
            calendar=EveryDay(),
            today=step.on,
            authorities=known.resolved(step.on),
            organization=known.grounds.organization_of(entry.envelope.subject, step.on),
            # Where the case was corrected since, and is not shown, whoever decides is believed to have recorded it.
            recorded_by=known.recorder_of(record) or step.authority,
            later_corrections=frozenset(one for one in self.corrections.get(record, ()) if one > request),
            correction=before,
        )
        asked = Asked(act=step.act, document=step.document, corrected_by=step.corrected_by)
        held = (*known.mandates.values(), *_believed(entry, step, now.organization))
        who = Actor(officer=actor, mandates=held)
        for _, message in correction_objections(now, asked, who):
            yield _finding(entry, message[:1].lower() + message[1:])
        yield from self._days(entry, procedure, step)
        own = {(one.role, one.authority) for one in mandates_of(now, step.act, who)}
        if own and (step.role, step.authority) not in own:
            yield _finding(entry, "it names another role or authority than its officer's mandate.")
        if before is None:
            if any(one.is_open for one in self.requests.values() if one.record == record):
                yield _finding(entry, "another request on the record is not decided.")
            return
        if step.on < before.steps[-1].on:
            yield _finding(entry, "it is dated before the act that it follows.")
        others = {one for one, other in zip(before.actors, before.steps, strict=True) if other.role is not step.role}
        if any(known.share_a_key(one, actor) for one in others - {actor}):
            yield _finding(entry, "two roles on the request are held by one key.")

    def _days(self, entry: Entry, procedure: Procedure, step: CorrectionStep) -> Iterator[Finding]:
        """A request, and nothing else, has its two days."""
        told = ((Clock.CORRECTION_DECISION, step.decide_by), (Clock.CORRECTION_RECEIPT, step.acknowledge_by))
        if step.act is CorrectionAct.REQUESTED:
            calendar = self.context.enrolled.calendar(procedure, step.calendar)
            fits = all(is_due(procedure, clock, step.on, day, calendar) for clock, day in told)
        else:
            fits = all(day is None for _, day in told)
        if not fits:
            yield _finding(entry, "its day for the decision is not the one that the rules give.")
        if bool(step.law) != (step.act is CorrectionAct.REQUESTED):
            yield _finding(entry, "a request, and nothing else, names the rules that it is decided by.")


def _believed(entry: Entry, step: CorrectionStep, organization: int) -> Iterator[Mandate]:
    """A representative's mandate, which is not published, taken as the step says it."""
    if step.role is Role.REPRESENTATIVE:
        yield Mandate(
            officer=entry.envelope.actor, role=step.role, authority="", from_on=date.min, organization=organization
        )


def _finding(entry: Entry, message: str) -> Finding:
    return Finding(code="law-correction", message=f"Entry {entry.seq}: {message}")
