"""Verification and preview in a register: which records wait, and every act on them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goodstanding.intake.drafts import Format
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.writing import Head
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.matter_entries import RECORDING_KINDS, fold_matters
from goodstanding.proceedings.matters import AskedStep, Matter
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.recording import RECORDING, RecordingStage, is_held, recording_stage
from goodstanding.register.records import Record, final_on
from goodstanding.register.views import OrganizationView
from goodstanding.services.acting import Acting
from goodstanding.services.authorities import authorities
from goodstanding.services.days import present, today
from goodstanding.services.ground_facts import opening_number
from goodstanding.services.matters import (
    Facts,
    Place,
    append_acts,
    entry_of,
    held_mandates,
    may_read,
    organization_of,
    step_of,
)
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.procedures import procedures
from goodstanding.services.proceedings import ProceedingLaw
from goodstanding.services.reading import AsOf, find_view
from goodstanding.values.errors import NotFoundError
from goodstanding.values.identifiers import ORGANIZATION_SCHEME
from goodstanding.values.withheld import Withheld

_OF_A_RECORD = RECORDING_KINDS | {Kind.RECORD_CORRECTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A record that is not shown yet: its number, its organization, who recorded it, and where it stands."""

    record: int
    organization: int
    authority: str
    stage: RecordingStage
    matter: Matter | None

    @property
    def due_on(self) -> date | None:
        """The last day of the preview, once it runs."""
        return self.matter.last.due_on if self.matter else None


def held_now(reader: Reader, form: Format) -> dict[str, int]:
    """The authorities whose new records wait until they are verified and previewed, by the number of the rules.

    They are those whose officers record here and that do not publish themselves. None before rules with a preview are
    approved, and none for a format that declares its competences: it reads a list that its authority has published.
    The rules approved last count, and a record keeps them.
    """
    size = reader.head().size
    found = [n for n, one, approved in procedures(reader, size) if approved and Clock.PREVIEW in one.deadlines]
    if not found or form.competences:
        return {}
    return {code: found[-1] for code, one in authorities(reader, size).items() if is_held(one)}


def act_on_records(
    ports: Ports, law: ProceedingLaw, records: Sequence[int], asked: AskedStep, acting: Acting
) -> tuple[list[int], Head]:
    """Do the same act on each of these records, in one batch; ActRefusedError names the article that forbids one."""
    with ports.store.writing() as writer:
        rules = _rules(writer)
        asked_for = [_entered(writer, number, rules) for number in dict.fromkeys(records)]
        entries, matters = [], _recordings_of(writer, [entered for entered, _ in asked_for])
        for entered, procedure in asked_for:
            number = entered.seq
            view, record = _record(ports, law, writer, entered, procedure)
            facts = Facts(
                organizations=frozenset({opening_number(view)}),
                recorded_by=frozenset() if isinstance(record.case, Withheld) else frozenset({record.case.authority}),
                is_final=_is_final(record, law.calendar_of(procedure).day_of(present(ports, writer))),
            )
            matter = matters.get(number)
            step = step_of(ports, writer, law, RECORDING, procedure, facts, matter, asked, acting)
            place = Place(subject=entered.envelope.subject, links=((Relation.RECORD, number),))
            entries.append(entry_of(step, place, acting))
        return list(dict.fromkeys(records)), append_acts(ports, writer, entries, acting)


def recordings(reader: Reader, size: int) -> dict[int, Matter]:
    """The acts on every record that has any since its last correction, by the record's number."""
    return fold_matters(reader.entries_of(sorted(_OF_A_RECORD), size))


def waiting_records(
    ports: Ports, reader: Reader, law: ProceedingLaw, officer: str, numbers: Collection[int] | None = None
) -> list[Waiting]:
    """The records that do not show yet, of those that the officer may read, by number; of `numbers` alone if given."""
    size, rules, found = reader.head().size, _rules(reader), []
    held = held_mandates(reader, officer, today(ports, reader))
    if numbers is None:
        entered, matters = reader.entries_of([Kind.RECORD_ENTERED], size), recordings(reader, size)
    else:
        named = [one for number in sorted(numbers) if (one := reader.entry(number)) is not None]
        entered, matters = iter(named), _recordings_of(reader, named)
    for entry in entered:
        if not any(relation is Relation.PROCEDURE for relation, _ in entry.envelope.links):
            continue
        procedure = _entered(reader, entry.seq, rules)[1]
        day = law.calendar_of(procedure).day_of(present(ports, reader))
        stage = recording_stage(matters.get(entry.seq), day)
        organization = organization_of(reader, entry.envelope.subject, day)
        if stage is RecordingStage.SHOWS or organization < 0:
            continue
        if may_read(held, frozenset({organization})):
            _, record = _record(ports, law, reader, entry, procedure)
            code = "" if isinstance(record.case, Withheld) else record.case.authority
            found.append(
                Waiting(
                    record=entry.seq, organization=organization, authority=code, stage=stage,
                    matter=matters.get(entry.seq),
                )
            )  # fmt: skip
    return found


def read_waiting(ports: Ports, reader: Reader, law: ProceedingLaw, number: int, officer: str) -> tuple[Waiting, Record]:
    """A record that waits, whole, for whoever may read it; NotFoundError for anybody else, as for no such record."""
    for one in waiting_records(ports, reader, law, officer, [number]):
        if one.record == number:
            entered, procedure = _entered(reader, number, _rules(reader))
            return one, _record(ports, law, reader, entered, procedure)[1]
    raise NotFoundError(
        "No record that waits for verification has this number.", to_do="see `goodstanding record list`"
    )


def _recordings_of(reader: Reader, entered: Iterable[Entry]) -> dict[int, Matter]:
    """The same of some records: their acts stand under the same subjects."""
    entries = reader.entries_about({one.envelope.subject for one in entered}, reader.head().size)
    return fold_matters(one for one in entries if one.envelope.kind in _OF_A_RECORD)


def _rules(reader: Reader) -> dict[int, Procedure]:
    return {number: one for number, one, _ in procedures(reader, reader.head().size)}


def _entered(reader: Reader, number: int, rules: Mapping[int, Procedure]) -> tuple[Entry, Procedure]:
    """The entry of a record that waits, and the rules under which it does."""
    entry = reader.entry(number)
    if entry is not None and entry.envelope.kind is Kind.RECORD_ENTERED:
        for relation, under in entry.envelope.links:
            if relation is Relation.PROCEDURE and under in rules:
                return entry, rules[under]
    raise NotFoundError(
        "No record that waits for verification has this number.", to_do="see `goodstanding record list`"
    )


def _record(
    ports: Ports, law: ProceedingLaw, reader: Reader, entered: Entry, procedure: Procedure
) -> tuple[OrganizationView, Record]:
    day = law.calendar_of(procedure).day_of(present(ports, reader))
    organization = organization_of(reader, entered.envelope.subject, day)
    asked = f"{ORGANIZATION_SCHEME}-{organization}"
    view = find_view(ports, reader, asked, AsOf(effective=day, head=reader.head())) if organization >= 0 else None
    for record in view.records if view is not None else ():
        if view is not None and record.entry == entered.seq:
            return view, record
    raise NotFoundError("The record's organization was erased.")


def _is_final(record: Record, day: date) -> bool:
    parts = (record.party, record.case, record.decision)
    if isinstance(record.stages, Withheld) or any(isinstance(part, Withheld) for part in parts):
        return False
    final = final_on(record.stages)
    return final is not None and final <= day
