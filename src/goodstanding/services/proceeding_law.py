"""S27 over a published log: every act of a listed organization's file is done again, by the same pure steps.

What is open in a published log is the file of whoever is listed. Its acts are judged from the entries alone: mandates,
authorities, rules and records as earlier entries give them, and the clocks that the acts recorded. These are counted
again by the calendar that an act names; where the auditor has not that edition, holidays are not known, and a recorded
day may lie later than the bare count, never earlier.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Protocol

from goodstanding.ledger.entries import Entry, Kind
from goodstanding.ledger.payloads import group_of, read_organization, text
from goodstanding.proceedings import acts
from goodstanding.proceedings.clocks import clocks_of
from goodstanding.proceedings.consequences import ConsequenceCode, allows
from goodstanding.proceedings.deadlines import Clock, Unit
from goodstanding.proceedings.digests import read_canonical
from goodstanding.proceedings.entries import file_number, read_step
from goodstanding.proceedings.files import CaseFile, Started, Step
from goodstanding.proceedings.floors import check_procedure
from goodstanding.proceedings.machine import mandate_of, objections
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.situation import Actor, Respondent, Situation
from goodstanding.proceedings.stages import GroundState
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.organizations import Organization, OrganizationKind
from goodstanding.services.bare_days import HOLIDAYS, Dated, EveryDay
from goodstanding.services.enrolled_law import EnrolledLaw
from goodstanding.services.opened_law import OpeningLaw
from goodstanding.values.findings import Finding, Severity

#: Acts that rest on the records as they read by then.
_ON_GROUNDS = (acts.Proposed, acts.Decided, acts.DecisionApproved)
#: Clocks whose days protect the respondent: recorded ones must not end, or begin, before the bare count.
_PROTECTING = frozenset(
    {
        Clock.DEEMED_PORTAL,
        Clock.DEEMED_PAPER,
        Clock.REPLY,
        Clock.STANDSTILL,
        Clock.APPEAL,
        Clock.APPEAL_DECISION,
        Clock.CONDITION,
    }
)


class _Context(Protocol):
    """What this rule asks of the context of a replay."""

    @property
    def catalogue(self) -> Catalogue: ...

    @property
    def enrolled(self) -> EnrolledLaw: ...


@dataclass(slots=True)
class ProceedingsAreLawful:
    """Nobody is listed but by notice, receipt, the full window, two keys from two mandates, standstill and appeal."""

    context: _Context
    kinds: dict[int, OrganizationKind] = field(default_factory=dict)
    #: By file, its parties, and the cases that it was opened on: as they are shown, and by the keyed digests it names.
    facts: dict[int, tuple[frozenset[int], frozenset[str]]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    dated: Dated = field(default_factory=Dated)
    #: The editions of calendars by which days were counted that are not at hand.
    bare: set[str] = field(default_factory=set)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """What an act lacks, by everything that came before it."""
        match entry.envelope.kind:
            case Kind.PROCEEDING_OPENED | Kind.PROCEEDING_ACT if entry.values:
                yield from self._see_step(entry)
            case Kind.PROCEDURE_ENROLLED if entry.values:
                if check_procedure(read_canonical(text(group_of(entry, "procedure"), "text"))):
                    yield _finding(entry, "these rules undercut a floor.")
            case Kind.PROCEDURE_APPROVED if entry.values:
                if not self.context.enrolled.is_approved_by_another(entry):
                    yield _finding(entry, "rules were approved without a second officer, or are not there.")
            case Kind.ORGANIZATION_OPENED:
                organization = read_organization(entry)
                if isinstance(organization, Organization):
                    self.kinds[entry.seq] = organization.kind
            case Kind.BATCH_CLOSED:
                for seq in self.dated.misdated(entry):
                    message = f"Entry {seq}: it is dated otherwise than it was recorded."
                    yield Finding(code="law-proceeding", message=message)
            case _:
                return

    def end(self) -> Iterator[Finding]:
        """A warning where an auditor with calendars had not the editions that the acts name."""
        if self.bare and self.context.enrolled.calendar_of is not None:
            message = (
                f"Days counted by editions of calendars that are not here ({len(self.bare)}): held to a bare count."
            )
            yield Finding(code="law-proceeding", message=message, severity=Severity.WARNING)

    def _see_step(self, entry: Entry) -> Iterator[Finding]:
        step, number = read_step(entry), file_number(entry)
        if step is None:
            yield _finding(entry, "a part of an act is not shown.")
            return
        file = self.context.enrolled.files.get(number)
        opened = step.act if isinstance(step.act, acts.Opened) else file.opened if file else None
        procedure = self.context.enrolled.approved.get(opened.law) if opened else None
        if opened is None or procedure is None:
            yield _finding(entry, "it belongs to no file that was opened under approved rules.")
            return
        now, act = self._situation(procedure, opened, file, step), step.act
        law = OpeningLaw(
            grounds=self.context.enrolled.grounds, catalogue=self.context.catalogue, procedure=procedure, day=step.on
        )
        if isinstance(act, _ON_GROUNDS):
            now = replace(now, records=law.own(opened))
        if isinstance(act, acts.Opened):
            facts = frozenset(self._used_facts(act))
            shown = law.shown(act, facts)
            now = replace(
                now,
                records=shown.records,
                affiliates=shown.affiliates,
                used_facts=facts,
                used_records=frozenset(self.used),
            )
            parties = frozenset({act.respondent, *act.affiliates})
            self.facts[number] = parties, frozenset({*act.facts, *shown.cases})
            self.used |= set(act.records)
            act = shown.act
        yield from self._judge(entry, now, act, step)
        self.dated.add(entry.seq, step.on, procedure)

    def _used_facts(self, act: acts.Opened) -> Iterator[str]:
        """The cases on which no file against this respondent can be opened any more, as `open_file` has it."""
        grounds, latest = self.context.enrolled.grounds, max(act.records, default=-1)
        for number, (parties, facts) in self.facts.items():
            if latest > number or any(grounds.are_same(act.respondent, party) for party in parties):
                yield from facts

    def _judge(self, entry: Entry, now: Situation, act: acts.Act, step: Step) -> Iterator[Finding]:
        actor = Actor(officer=step.actor, mandates=tuple(self.context.enrolled.mandates.values()))
        for _, message in objections(now, act, actor):
            yield _finding(entry, message[:1].lower() + message[1:])
        mandate = mandate_of(now, act, actor)
        if mandate is not None and (mandate.role, mandate.authority) != (step.role, step.authority):
            yield _finding(entry, "it names another role or authority than its officer's mandate.")
        if step.on < now.today:
            yield _finding(entry, "it is dated before the act that it follows.")
        if now.file is not None:
            yield from self._check_clocks(entry, now, step)
            yield from self._check_keys(entry, now.file, step)
        elif step.started or step.stopped or step.law or step.calendar:
            yield _finding(entry, "an opening starts and stops no clock.")

    def _situation(self, procedure: Procedure, opened: acts.Opened, file: CaseFile | None, step: Step) -> Situation:
        today = step.on if file is None else max(step.on, file.steps[-1].on)
        return Situation(
            procedure=procedure,
            law=opened.law,
            calendar=EveryDay(),
            today=today,
            authorities=self.context.enrolled.resolved(today),
            respondent=Respondent(organization=opened.respondent, kind=self._kind(opened.respondent, step.act)),
            ground=self._ground(opened, file, today),
            file=file,
        )

    def _ground(self, opened: acts.Opened, file: CaseFile | None, day: date) -> GroundState:
        enrolled = self.context.enrolled
        return (
            enrolled.grounds.state(opened, day)
            if file is None
            else enrolled.ground_state(file, self.context.catalogue, day)
        )

    def _kind(self, respondent: int, act: acts.Act) -> OrganizationKind:
        """What the respondent is; where that was erased, one whom the consequences of an act can touch."""
        codes: tuple[ConsequenceCode, ...] = ()
        match act:
            case acts.NoticePrepared(consequences=told):
                codes = told
            case acts.Proposed(verdict=verdict) | acts.Decided(verdict=verdict):
                codes = verdict.consequences
        may = (kind for kind in OrganizationKind if all(allows(code, kind) for code in codes))
        return self.kinds.get(respondent) or next(may, OrganizationKind.COMPANY)

    def _check_clocks(self, entry: Entry, now: Situation, step: Step) -> Iterator[Finding]:
        """The clocks that an act had to start and stop, each on its day; by a bare count none shorter that protects."""
        calendar = self.context.enrolled.calendar(now.procedure, step.calendar)
        now = now if calendar is None else replace(now, calendar=calendar)
        self.bare |= {step.calendar} if calendar is None and step.started else set()
        started, stopped = clocks_of(now, replace(step, started=(), stopped=()))
        due = {one.clock: one for one in started}
        found = {one.clock: one for one in step.started}
        if sorted(due) != sorted(one.clock for one in step.started) or set(stopped) != set(step.stopped):
            yield _finding(entry, "it started or stopped other clocks than the rules say.")
        elif calendar is not None and found != due:
            yield _finding(entry, "a day is another one than the rules and their calendar give.")
        elif calendar is None and any(_is_short(found[one], due[one]) for one in due if one in _PROTECTING):
            yield _finding(entry, "a window is shorter than the rules say.")
        elif calendar is None and any(_is_long(found[one], due[one], now.procedure) for one in due):
            yield _finding(entry, "a date is later than the rules say.")
        if bool(step.started) != bool(step.law and step.calendar) or step.law not in ("", now.law):
            yield _finding(entry, "a clock does not name the rules and the calendar that it was counted by.")

    def _check_keys(self, entry: Entry, file: CaseFile, step: Step) -> Iterator[Finding]:
        """Two officers with one key are one."""
        others = {one.actor for one in file.steps if one.role is not step.role} - {step.actor}
        if any(self.context.enrolled.share_a_key(step.actor, other) for other in others):
            yield _finding(entry, "two roles of the file are held by one key.")


def _is_short(found: Started, due: Started) -> bool:
    return found.due_on < due.due_on or found.event_on < due.event_on


def _is_long(found: Started, due: Started, procedure: Procedure) -> bool:
    """Whether a date lies further behind the bare count than weekends and holidays can bring it."""
    deadline = procedure.deadlines.get(due.clock)
    weekends = due.due_on - due.event_on if deadline is not None and deadline.unit is Unit.WORKING_DAY else timedelta()
    return found.due_on - due.due_on > HOLIDAYS + weekends


def _finding(entry: Entry, message: str) -> Finding:
    return Finding(code="law-proceeding", message=f"Entry {entry.seq}: {message}")
