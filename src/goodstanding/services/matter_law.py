"""S27 for matters: what is published of one is judged again, by the same pure step.

A representative's mandate is not published, so of its acts only order, form and days are judged.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from goodstanding.ledger.entries import Entry
from goodstanding.proceedings.authorities import Mandate, Role
from goodstanding.proceedings.matter_entries import add_step
from goodstanding.proceedings.matters import (
    AskedStep,
    Matter,
    MatterRules,
    MatterSituation,
    MatterStep,
    mandates_of,
    matter_objections,
)
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.situation import Actor
from goodstanding.services.bare_days import Dated, EveryDay, is_due
from goodstanding.services.enrolled_law import EnrolledLaw
from goodstanding.services.matters import Facts
from goodstanding.values.findings import Finding


@dataclass(slots=True, kw_only=True)
class MatterLaw:
    """The replay of one machine: what is known before, and the matters so far."""

    rules: MatterRules
    known: EnrolledLaw
    matters: dict[int, Matter] = field(default_factory=dict)
    dated: Dated = field(default_factory=Dated)

    def judge(self, entry: Entry, step: MatterStep, number: int, facts: Facts) -> Iterator[Finding]:
        """What an act lacks, by everything that came before it; the matter with it afterwards."""
        before = self.matters.get(number)
        procedure = self.known.approved.get(step.law)
        if procedure is None or (before is not None and before.steps[0].law != step.law):
            yield matter_finding(entry, "it was not done under the approved rules of its matter.")
            return
        yield from self._objections(entry, step, before, procedure, facts)
        clock = self.rules.clocks.get(step.act)
        if (clock is None) != (step.due_on is None) or (
            clock is not None
            and not is_due(procedure, clock, step.on, step.due_on, self.known.calendar(procedure, step.calendar))
        ):
            yield matter_finding(entry, "its day is not the one that the rules give.")
        yield from self._keys(entry, step, before)
        add_step(self.matters, entry, step)
        self.dated.add(entry.seq, step.on, procedure)

    def close(self, entry: Entry) -> Iterator[Finding]:
        """The acts of a batch that are dated otherwise than it was recorded."""
        for seq in self.dated.misdated(entry):
            message = f"Entry {seq}: it is dated otherwise than it was recorded."
            yield Finding(code="law-matter", message=message)

    def _objections(
        self, entry: Entry, step: MatterStep, before: Matter | None, procedure: Procedure, facts: Facts
    ) -> Iterator[Finding]:
        now = MatterSituation(
            procedure=procedure,
            law=step.law,
            calendar=EveryDay(),
            today=step.on,
            authorities=self.known.resolved(step.on),
            organizations=facts.organizations,
            recorded_by=facts.recorded_by,
            matter=before,
            is_final=facts.is_final,
            is_busy=facts.is_busy,
            is_free=facts.is_free,
        )
        asked = AskedStep(act=step.act, document=step.document, party=step.party, plan=step.plan)
        actor = Actor(officer=entry.envelope.actor, mandates=(*self.known.mandates.values(), *_believed(entry, step)))
        for _, message in matter_objections(self.rules, now, asked, actor):
            yield matter_finding(entry, message[:1].lower() + message[1:])
        held = {(one.role, one.authority) for one in mandates_of(self.rules, now, asked, actor)}
        if held and (step.role, step.authority) not in held:
            yield matter_finding(entry, "it names another role or authority than its officer's mandate.")
        if before is not None and step.on < before.last.on:
            yield matter_finding(entry, "it is dated before the act that it follows.")

    def _keys(self, entry: Entry, step: MatterStep, before: Matter | None) -> Iterator[Finding]:
        acted = zip(before.actors, before.steps, strict=True) if before else ()
        others = {one for one, other in acted if other.role is not step.role} - {entry.envelope.actor}
        if any(self.known.share_a_key(entry.envelope.actor, one) for one in others):
            yield matter_finding(entry, "two roles of the matter are held by one key.")


def matter_finding(entry: Entry, message: str) -> Finding:
    """A breach by an entry."""
    return Finding(code="law-matter", message=f"Entry {entry.seq}: {message}")


def _believed(entry: Entry, step: MatterStep) -> Iterator[Mandate]:
    """A representative's mandate, which is not published, taken as the step says it."""
    if step.role is Role.REPRESENTATIVE:
        yield Mandate(
            officer=entry.envelope.actor, role=step.role, authority="", from_on=date.min, organization=step.party
        )
