"""S27 over a published log: every act of a listed organization's file is done again, by the same pure steps.

What is open in a published log is the file of whoever is listed. Its acts are judged from the entries alone: mandates,
authorities, rules and records as earlier entries give them, and the clocks that the acts recorded. Holidays are not
known here, so a recorded day may lie later than the bare count, never earlier.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import (
    group_of,
    read_case,
    read_decision,
    read_organization,
    read_party,
    read_stages,
    text,
)
from goodstanding.proceedings import acts
from goodstanding.proceedings.authorities import EnrolledAuthority, Mandate
from goodstanding.proceedings.clocks import clocks_of
from goodstanding.proceedings.deadlines import Clock, Unit
from goodstanding.proceedings.digests import procedure_digest, read_canonical
from goodstanding.proceedings.entries import PROCEEDING_KINDS, file_number, read_step
from goodstanding.proceedings.files import CaseFile, Started, Step
from goodstanding.proceedings.floors import check_procedure
from goodstanding.proceedings.machine import objections
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.situation import Actor, GroundRecord, Respondent, Situation
from goodstanding.proceedings.stages import GroundState
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.organizations import Organization, OrganizationKind
from goodstanding.register.records import Case, final_on
from goodstanding.services.authorities import fold_mandate, read_authority
from goodstanding.services.officers import officer_key
from goodstanding.services.shown_grounds import ShownGrounds
from goodstanding.values.findings import Finding

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
#: Holidays are not known here: a recorded day may lie so much behind the bare count, and never before it.
HOLIDAYS = timedelta(days=31)
_RECORDS = frozenset({Kind.RECORD_ENTERED, Kind.RECORD_CORRECTED, Kind.STAGE_ADDED})


class _Context(Protocol):
    """What this rule asks of the context of a replay."""

    @property
    def catalogue(self) -> Catalogue: ...


class EveryDay:
    """A calendar on which every day works: the fewest days that any count can take."""

    edition = "every day"

    def is_working(self, day: date) -> bool:
        """Every day."""
        return True

    def day_of(self, instant: datetime) -> date:
        """The day in UTC."""
        return instant.astimezone(UTC).date()

    def end_of(self, day: date) -> datetime:
        """The midnight behind it, in UTC."""
        return datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)


@dataclass(slots=True)
class ProceedingsAreLawful:
    """Nobody is listed but by notice, receipt, the full window, two keys from two mandates, standstill and appeal."""

    context: _Context
    authorities: dict[str, EnrolledAuthority] = field(default_factory=dict)
    mandates: dict[int, Mandate] = field(default_factory=dict)
    procedures: dict[int, tuple[Procedure, str]] = field(default_factory=dict)
    approved: dict[str, Procedure] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)
    organizations: dict[str, int] = field(default_factory=dict)
    kinds: dict[int, Organization] = field(default_factory=dict)
    records: dict[int, GroundRecord] = field(default_factory=dict)
    grounds: ShownGrounds = field(default_factory=ShownGrounds)
    files: dict[int, CaseFile] = field(default_factory=dict)
    #: The cases that a file was opened on: as they are shown, and as the files name them by keyed digests.
    facts: set[str] = field(default_factory=set)
    used: set[int] = field(default_factory=set)
    waiting: list[tuple[int, date]] = field(default_factory=list)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """What an act lacks, by everything that came before it."""
        kind = entry.envelope.kind
        self.grounds.see(entry)
        self.keys |= officer_key(entry)
        if kind in PROCEEDING_KINDS and entry.values:
            yield from self._see_act(entry)
        elif kind is Kind.ORGANIZATION_OPENED:
            self._see_organization(entry)
        elif kind is Kind.IDENTITY_SET:
            self.organizations[entry.envelope.subject] = entry.envelope.linked(Relation.ORGANIZATION)
        elif kind in _RECORDS:
            self._see_record(entry)
        elif kind is Kind.BATCH_CLOSED:
            yield from self._close(entry)

    def _see_act(self, entry: Entry) -> Iterator[Finding]:
        match entry.envelope.kind:
            case Kind.AUTHORITY_ENROLLED:
                found = read_authority(entry)
                self.authorities[found.code] = found
            case Kind.MANDATE_GIVEN | Kind.MANDATE_ENDED:
                fold_mandate(self.mandates, entry)
                given = self.mandates.get(entry.seq)
                if given is not None and given.officer == entry.envelope.actor:
                    yield _finding(entry, "an officer gave a mandate to itself.")
            case Kind.PROCEDURE_ENROLLED:
                procedure = read_canonical(text(group_of(entry, "procedure"), "text"))
                self.procedures[entry.seq] = (procedure, entry.envelope.actor)
                if check_procedure(procedure):
                    yield _finding(entry, "these rules undercut a floor.")
            case Kind.PROCEDURE_APPROVED:
                yield from self._approve(entry)
            case _:
                yield from self._see_step(entry)

    def _approve(self, entry: Entry) -> Iterator[Finding]:
        found = self.procedures.get(entry.envelope.linked(Relation.PROCEDURE))
        if found is None or found[1] == entry.envelope.actor or self._share_a_key(found[1], entry.envelope.actor):
            yield _finding(entry, "rules were approved without a second officer, or are not there.")
        else:
            self.approved[procedure_digest(found[0])] = found[0]

    def _see_step(self, entry: Entry) -> Iterator[Finding]:
        step, number = read_step(entry), file_number(entry)
        if step is None:
            yield _finding(entry, "a part of an act is not shown.")
            return
        file = self.files.get(number)
        opened = step.act if isinstance(step.act, acts.Opened) else file.opened if file else None
        procedure = self.approved.get(opened.law) if opened else None
        if opened is None or procedure is None:
            yield _finding(entry, "it belongs to no file that was opened under approved rules.")
            return
        now = self._situation(procedure, opened, file, step)
        actor = Actor(officer=step.actor, mandates=tuple(self.mandates.values()))
        for _, message in objections(now, self._in_clear(step.act), actor):
            yield _finding(entry, message[:1].lower() + message[1:])
        if file is not None:
            yield from self._check_clocks(entry, now, step)
            yield from self._check_keys(entry, file, step)
        if isinstance(step.act, acts.Opened):
            self.facts |= {*step.act.facts, *self._cases(step.act)}
            self.used |= set(step.act.records)
        self.files[number] = CaseFile(steps=(step,)) if file is None else file.with_step(step)
        self.waiting.append((entry.seq, step.on))

    def _situation(self, procedure: Procedure, opened: acts.Opened, file: CaseFile | None, step: Step) -> Situation:
        respondent = self.kinds.get(opened.respondent)
        related = (opened.respondent, *opened.affiliates)
        today = step.on if file is None else max(step.on, file.steps[-1].on)
        records = tuple(
            replace(one, displayed=self.grounds.state((one.entry,), today) is GroundState.STANDS)
            for one in self.records.values()
            if one.organization in related
        )
        return Situation(
            procedure=procedure,
            law=opened.law,
            calendar=EveryDay(),
            today=today,
            authorities=self._resolved(),
            respondent=Respondent(
                organization=opened.respondent,
                kind=respondent.kind if respondent else OrganizationKind.COMPANY,
                tier=respondent.tier if respondent else None,
            ),
            ground=self.grounds.state(opened.records, today),
            records=records,
            affiliates=frozenset(one.organization for one in records),
            used_facts=frozenset(self.facts),
            used_records=frozenset(self.used),
            file=file,
        )

    def _in_clear(self, act: acts.Act) -> acts.Act:
        """An opening with the cases that its records show for the digests, which only the register can make.

        One that names another number of cases, or a digest that a file before it named, is judged as it stands.
        """
        if not isinstance(act, acts.Opened):
            return act
        cases = self._cases(act)
        fits = len(cases) == len(set(act.facts)) and not self.facts.intersection(act.facts)
        return replace(act, facts=tuple(sorted(cases))) if fits else act

    def _cases(self, act: acts.Opened) -> set[str]:
        return {self.records[number].case for number in act.records if number in self.records}

    def _resolved(self) -> dict[str, EnrolledAuthority]:
        """Each authority with the organization that it is, where that is shown."""
        own = {str(one.reference): number for number, one in self.kinds.items()}
        return {code: replace(one, organization=own.get(one.reference)) for code, one in self.authorities.items()}

    def _check_clocks(self, entry: Entry, now: Situation, step: Step) -> Iterator[Finding]:
        """The clocks that an act had to start and stop, none of the protecting ones shorter than the bare count."""
        started, stopped = clocks_of(now, replace(step, started=(), stopped=()))
        due = {one.clock: one for one in started}
        found = {one.clock: one for one in step.started}
        if set(due) != set(found) or set(stopped) != set(step.stopped):
            yield _finding(entry, "it started or stopped other clocks than the rules say.")
        elif any(_is_short(found[clock], one) for clock, one in due.items() if clock in _PROTECTING):
            yield _finding(entry, "a window is shorter than the rules say.")
        elif any(_is_long(found[clock], one, now.procedure) for clock, one in due.items()):
            yield _finding(entry, "a date is later than the rules say.")
        if bool(step.started) != bool(step.law and step.calendar) or step.law not in ("", now.law):
            yield _finding(entry, "a clock does not name the rules and the calendar that it was counted by.")

    def _check_keys(self, entry: Entry, file: CaseFile, step: Step) -> Iterator[Finding]:
        """Two officers with one key are one."""
        others = {one.actor for one in file.steps if one.role is not step.role} - {step.actor}
        if any(self._share_a_key(step.actor, other) for other in others):
            yield _finding(entry, "two roles of the file are held by one key.")

    def _share_a_key(self, one: str, other: str) -> bool:
        return one in self.keys and self.keys[one] == self.keys.get(other)

    def _see_organization(self, entry: Entry) -> None:
        self.organizations[entry.envelope.subject] = entry.seq
        organization = read_organization(entry)
        if isinstance(organization, Organization):
            self.kinds[entry.seq] = organization

    def _see_record(self, entry: Entry) -> None:
        """A record as a ground; a later stage or correction is the record's as far as it is shown."""
        number = entry.seq if entry.envelope.kind is Kind.RECORD_ENTERED else entry.envelope.linked(Relation.RECORD)
        if entry.envelope.kind is Kind.RECORD_ENTERED and {"party", "case", "decision", "stages"} <= set(entry.values):
            decision, case = read_decision(group_of(entry, "decision")), read_case(group_of(entry, "case"))
            category = self.context.catalogue.categories.get(decision.category)
            if category is None or set(decision.measures) - set(category.by_measure):
                return  # another rule's finding; such a record grounds nothing
            self.records[number] = GroundRecord(
                entry=number,
                organization=self.organizations.get(entry.envelope.subject, -1),
                role=read_party(group_of(entry, "party")).role,
                case=_case(case),
                recorded_by=case.authority,
                category=decision.category,
                severity=self.context.catalogue.severity(category, decision.measures, decision.amount),
                finality=decision.finality,
                measures=decision.measures,
                displayed=True,
                final_on=final_on(read_stages(entry.values["stages"])),
                conduct_to=decision.conduct_to,
            )
        elif number in self.records and "decision" in entry.values:
            decision = read_decision(group_of(entry, "decision"))
            self.records[number] = replace(self.records[number], conduct_to=decision.conduct_to)
        if number in self.records and entry.envelope.kind is Kind.RECORD_CORRECTED and "case" in entry.values:
            self.records[number] = replace(self.records[number], case=_case(read_case(group_of(entry, "case"))))
        if number in self.records and entry.envelope.kind is not Kind.RECORD_ENTERED and "stages" in entry.values:
            later = final_on(read_stages(entry.values["stages"]))
            known = self.records[number].final_on
            self.records[number] = replace(self.records[number], final_on=known or later)

    def _close(self, entry: Entry) -> Iterator[Finding]:
        """An act is not dated otherwise than on the day on which it was recorded, by any zone."""
        recorded = text(group_of(entry, "batch"), "recorded_at")[:10] if entry.values else ""
        for seq, day in self.waiting:
            if recorded and abs((date.fromisoformat(recorded) - day).days) > 1:
                yield Finding(
                    code="law-proceeding", message=f"Entry {seq}: it is dated otherwise than it was recorded."
                )
        self.waiting.clear()


def _case(case: Case) -> str:
    return f"{case.authority}\n{case.number}"


def _is_short(found: Started, due: Started) -> bool:
    return found.due_on < due.due_on or found.event_on < due.event_on


def _is_long(found: Started, due: Started, procedure: Procedure) -> bool:
    """Whether a date lies further behind the bare count than weekends and holidays can bring it."""
    deadline = procedure.deadlines.get(due.clock)
    weekends = due.due_on - due.event_on if deadline is not None and deadline.unit is Unit.WORKING_DAY else timedelta()
    return found.due_on - due.due_on > HOLIDAYS + weekends


def _finding(entry: Entry, message: str) -> Finding:
    return Finding(code="law-proceeding", message=f"Entry {entry.seq}: {message}")
