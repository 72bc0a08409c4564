"""S27 for verification and preview: nothing is displayed that two people did not enter and its organization not see.

Rules with a preview bind every record of an authority whose officers record here, from their approval on; not those
that it publishes itself, or that a shipped format reads from its list. What is not open is not judged: a record that
waits is not published.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import group_of, read_case, read_decision
from goodstanding.proceedings.acts import Opened
from goodstanding.proceedings.authorities import Function
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.entries import read_step
from goodstanding.proceedings.matter_entries import read_matter
from goodstanding.proceedings.recording import RECORDING, is_held
from goodstanding.register.records import final_on
from goodstanding.services.competences import Shipped
from goodstanding.services.enrolled_law import EnrolledLaw
from goodstanding.services.matter_law import MatterLaw, matter_finding
from goodstanding.services.matters import Facts
from goodstanding.values.findings import Finding
from goodstanding.values.withheld import Withheld


class _Context(Protocol):
    """What this rule asks of the context of a replay."""

    @property
    def shipped(self) -> Shipped: ...

    @property
    def enrolled(self) -> EnrolledLaw: ...


@dataclass(slots=True)
class RecordsAreVerified:
    """A record shows by two people's word and behind its preview, or was published by its own authority."""

    context: _Context
    law: MatterLaw = field(init=False)
    held: dict[int, Entry] = field(default_factory=dict)
    displayed: set[int] = field(default_factory=set)
    #: The records that a file was opened on.
    grounding: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """One set of what is enrolled for all rules."""
        self.law = MatterLaw(rules=RECORDING, known=self.context.enrolled)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """What an act on a record lacks; a record that does not wait and should; a file on one that still waits."""
        kind = entry.envelope.kind
        if kind is Kind.RECORD_ENTERED:
            yield from self._enter(entry)
        elif kind is Kind.RECORD_CORRECTED:
            self.law.matters.pop(entry.envelope.linked(Relation.RECORD), None)
        elif kind is Kind.RECORDING_ACT:
            yield from self._act(entry)
        elif kind is Kind.PROCEEDING_OPENED:
            yield from self._open(entry)
        elif kind is Kind.BATCH_CLOSED:
            yield from self.law.close(entry)

    def end(self) -> Iterator[Finding]:
        """The records whose values are served although nobody verified or previewed them."""
        for number in sorted(self.displayed & set(self.held)):
            hold = self.law.known.grounds.record(number, date.max).hold
            # What grounds a listing shows as long as the listing, also while a correction of it waits.
            shows = hold is not None and (hold.shows_from or (hold.had_shown and number in self.grounding))
            if not shows:
                yield matter_finding(self.held[number], "its values are served before verification and preview.")

    def _enter(self, entry: Entry) -> Iterator[Finding]:
        if entry.values:
            self.displayed.add(entry.seq)
        under = [number for relation, number in entry.envelope.links if relation is Relation.PROCEDURE]
        if under:
            self.held[entry.seq] = entry
            if under[0] not in self.law.known.procedures:
                yield matter_finding(entry, "it waits under rules that are not there.")
            return
        known = self.law.known
        code = read_case(group_of(entry, "case")).authority if "case" in entry.values else ""
        authority = known.authorities.get(code)
        binding = any(Clock.PREVIEW in one.deadlines for one in known.approved.values())
        if binding and authority is not None and is_held(authority) and not self._is_of_a_list(entry):
            yield matter_finding(entry, "it shows without verification and preview, and comes from no published list.")

    def _is_of_a_list(self, entry: Entry) -> bool:
        if not {"case", "decision"} <= set(entry.values):
            return True  # not open: it is not displayed
        case, decision = read_case(group_of(entry, "case")), read_decision(group_of(entry, "decision"))
        return (case.authority, decision.category, decision.statute) in self.context.shipped

    def _act(self, entry: Entry) -> Iterator[Finding]:
        number = entry.envelope.linked(Relation.RECORD)
        step, known = read_matter(entry), self.law.known
        if step is None:
            return
        if number not in self.held:
            yield matter_finding(entry, "it is about a record that does not wait.")
            return
        recorder, acting = known.recorder_of(number), known.authorities.get(step.authority)
        if recorder is None and acting is not None and Function.RECORDING in acting.functions:
            recorder = step.authority  # its case was corrected since, and is not shown
        facts = Facts(
            organizations=frozenset({known.grounds.organization_of(entry.envelope.subject, step.on)}),
            recorded_by=frozenset() if recorder is None else frozenset({recorder}),
            is_final=self._is_final(number, step.on),
        )
        yield from self.law.judge(entry, step, number, facts)

    def _is_final(self, number: int, day: date) -> bool:
        """Whether the decision is final on a day; one whose stages are not shown is believed to be."""
        stages = self.law.known.grounds.record(number, day).stages
        final = day if isinstance(stages, Withheld) else final_on(stages)
        return final is not None and final <= day

    def _open(self, entry: Entry) -> Iterator[Finding]:
        step = read_step(entry)
        if step is None or not isinstance(step.act, Opened):
            return
        self.grounding |= set(step.act.records)
        for number in self.held.keys() & set(step.act.records):
            hold = self.law.known.grounds.record(number, step.on).hold
            if hold is None or not hold.is_over(step.on):
                yield matter_finding(entry, "a file was opened on a record that was not displayed yet.")
