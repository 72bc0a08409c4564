"""Conduct a proceeding: read its file, put the situation together, take the step, append it. One act, one entry."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import islice

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.writing import Head, NewEntry
from goodstanding.proceedings import acts
from goodstanding.proceedings.authorities import Authorities
from goodstanding.proceedings.calendars import Calendar
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.digests import procedure_digest
from goodstanding.proceedings.entries import FILE_KINDS, file_number, fold_file, print_step
from goodstanding.proceedings.files import CaseFile, Step
from goodstanding.proceedings.machine import step
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.situation import Actor, GroundRecord, Refusal, Respondent, Situation
from goodstanding.proceedings.stages import GroundState
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.organizations import Organization
from goodstanding.register.views import OrganizationView
from goodstanding.services.act_texts import require_no_personal_number
from goodstanding.services.acting import Acting
from goodstanding.services.appending import append_batch
from goodstanding.services.authorities import authorities, mandates
from goodstanding.services.days import present
from goodstanding.services.ground_facts import (
    Admits,
    admits,
    ground_records,
    ground_state,
    named_affiliates,
    opening_number,
)
from goodstanding.services.lagging import reckoned
from goodstanding.services.ports import Ports, Reader, Writer
from goodstanding.services.procedures import approved_procedures
from goodstanding.services.reading import AsOf, find_view
from goodstanding.services.replies import Said
from goodstanding.values.errors import ActRefusedError, MisuseError, NotFoundError
from goodstanding.values.identifiers import ORGANIZATION_SCHEME

FILE_SCHEME = "p"
_PURPOSE = "proceeding"
_PART = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingLaw:
    """What proceedings run on: the catalogue, and the calendars that procedures name."""

    catalogue: Catalogue
    calendar_of: Callable[[Procedure], Calendar]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an officer asks for when opening a file: the organization, its records, the rules by id."""

    respondent: str
    records: tuple[int, ...]
    category: str
    procedure: str
    authority: str
    affiliates: tuple[str, ...] = ()
    judged: bool = False


def open_file(ports: Ports, law: ProceedingLaw, asked: Opening, acting: Acting) -> tuple[int, Head]:
    """Open a file on final records; its number and the head. ActRefusedError names the article that forbids it."""
    with ports.store.writing() as writer:
        size = writer.head().size
        procedure = newest_procedure(writer, asked.procedure, size)
        calendar = law.calendar_of(procedure)
        today = calendar.day_of(present(ports, writer))
        at = AsOf(effective=today, head=writer.head())
        view = _view(ports, writer, asked.respondent, at)
        others = [_view(ports, writer, one, at) for one in asked.affiliates]
        digest = ports.keyring.digest
        records = [one for found in (view, *others) for one in ground_records(found, law.catalogue, today, digest)]
        own = [one for one in records if one.entry in asked.records]
        used = _used(writer, view, asked, {one.case for one in own}, size)
        now = Situation(
            procedure=procedure,
            law=procedure_digest(procedure),
            calendar=calendar,
            today=today,
            authorities=resolved_authorities(ports, writer, at),
            respondent=_respondent(view),
            ground=ground_state(view, asked.records, today),
            records=tuple(records),
            affiliates=named_affiliates(records, own),
            used_facts=frozenset(used),
            used_records=frozenset(number for number in asked.records if str(number) in used),
        )
        act = _opened(asked, procedure, view, others, own)
        return size, _take(ports, writer, now, act, acting, size)


def take_step(
    ports: Ports, law: ProceedingLaw, number: int, act: acts.Act, acting: Acting, said: Said | None = None
) -> Head:
    """Do one act in a file that is open; ActRefusedError names the article that forbids it.

    `said` are words that come with a reply.
    """
    with ports.store.writing() as writer:
        size = writer.head().size
        file = read_file(ports, writer, number, size)
        procedure = approved_procedures(writer, size)[file.opened.law]
        calendar = law.calendar_of(procedure)
        today = calendar.day_of(present(ports, writer))
        at = AsOf(effective=today, head=writer.head())
        view = _view(ports, writer, f"{ORGANIZATION_SCHEME}-{file.opened.respondent}", at)
        now = Situation(
            procedure=procedure,
            law=file.opened.law,
            calendar=calendar,
            today=today,
            authorities=resolved_authorities(ports, writer, at),
            respondent=_respondent(view),
            ground=ground_state(view, file.opened.records, today, admission(ports, writer, file, size), file.opened_on),
            records=ground_records(view, law.catalogue, today, ports.keyring.digest),
            file=file,
        )
        return _take(ports, writer, now, act, acting, number, said)


def read_file(ports: Ports, reader: Reader, number: int, size: int) -> CaseFile:
    """The file with this number, as known at a size."""
    entries = reader.entries_about([_subject(ports, number)], size)
    file = fold_file(entry for entry in entries if file_number(entry) == number)
    if file is None:
        raise NotFoundError("There is no file with this number.", accepted=f"a number such as {FILE_SCHEME}-12")
    return file


def all_files(reader: Reader, size: int) -> Iterator[tuple[int, CaseFile]]:
    """Every file by number, as known at a size; a file whose opening is erased is gone."""
    approved, gathered = approved_procedures(reader, size), dict[int, list[Entry]]()
    for entry in reader.entries_of(sorted(FILE_KINDS), size):
        gathered.setdefault(file_number(entry), []).append(entry)
    for number, entries in sorted(gathered.items()):
        file = fold_file(entries)
        if file is not None:
            yield number, reckoned(file, approved)


def listable_files(reader: Reader, day: date, size: int) -> Iterator[tuple[int, CaseFile]]:
    """The files that can list somebody on a day or did before, by number: those past a standstill by then.

    Asked of the clocks that the store derives: a file that is open costs nothing here.
    """
    yield from files_numbered(reader, reader.files_past(Clock.STANDSTILL.value, day, size), size)


def files_numbered(reader: Reader, numbers: Collection[int], size: int) -> Iterator[tuple[int, CaseFile]]:
    """The files with these numbers, by number, as known at a size; a file whose opening is erased is gone."""
    asked, approved = iter(sorted(numbers)), approved_procedures(reader, size)
    while part := list(islice(asked, _PART)):
        opened = [entry for number in part if (entry := reader.entry(number)) is not None]
        gathered: dict[int, list[Entry]] = {entry.seq: [] for entry in opened}
        for entry in reader.entries_about({entry.envelope.subject for entry in opened}, size):
            if entry.envelope.kind in FILE_KINDS and file_number(entry) in gathered:
                gathered[file_number(entry)].append(entry)
        for number, entries in gathered.items():
            file = fold_file(entries)
            if file is not None:
                yield number, reckoned(file, approved)


def ground_of(ports: Ports, reader: Reader, file: CaseFile, day: date, at: AsOf) -> GroundState:
    """What has become of a file's records on a day, as far as the head of `at` knows."""
    asked = f"{ORGANIZATION_SCHEME}-{file.opened.respondent}"
    view = find_view(ports, reader, asked, AsOf(effective=day, head=at.head))
    return ground_state(view, file.opened.records, day, admission(ports, reader, file, at.head.size), file.opened_on)


def admission(ports: Ports, reader: Reader, file: CaseFile, size: int) -> Admits:
    """By the file's own rules, which are read only for a record that was corrected."""
    return cache(
        lambda reading: admits(file, approved_procedures(reader, size).get(file.opened.law), ports.catalogue(), reading)
    )


def parse_number(text: str) -> int:
    """The number of `p-12`."""
    prefix, _, number = text.partition("-")
    if prefix != FILE_SCHEME or not number.isdecimal() or len(number) > 15:
        raise MisuseError("This is not a file's number.", accepted=f"a number such as {FILE_SCHEME}-12")
    return int(number)


def _take(
    ports: Ports, writer: Writer, now: Situation, act: acts.Act, acting: Acting, number: int, said: Said | None = None
) -> Head:
    require_no_personal_number(act)
    size = writer.head().size
    held = tuple(one for one in mandates(writer, size) if one.officer == acting.officer)
    if said is not None:
        act = said.named_by(act)
    found = step(now, act, Actor(officer=acting.officer, mandates=held))
    if isinstance(found, Refusal):
        raise ActRefusedError(str(found))
    done = _entry(ports, found, acting, number)
    entries = [done] if said is None else [done, said.beside(done, number, size)]
    return append_batch(ports, writer, entries, actor=acting.officer, sign=acting.sign)


def _entry(ports: Ports, found: Step, acting: Acting, number: int) -> NewEntry:
    opening = isinstance(found.act, acts.Opened)
    return NewEntry(
        kind=Kind.PROCEEDING_OPENED if opening else Kind.PROCEEDING_ACT,
        groups=print_step(found),
        actor=acting.officer,
        sign=acting.sign,
        subject=_subject(ports, number),
        links=() if opening else ((Relation.PROCEEDING, number),),
    )


def _subject(ports: Ports, number: int) -> str:
    """Of the file and never of the organization: the log must not tell whose file it is."""
    return ports.keyring.digest(_PURPOSE, f"{FILE_SCHEME}-{number}")


def newest_procedure(reader: Reader, asked: str, size: int) -> Procedure:
    """The latest approved rules of this id; without any, NotFoundError. A sample never stands in."""
    found = [one for one in approved_procedures(reader, size).values() if one.id == asked]
    if not found:
        raise NotFoundError(
            "No approved procedural rules have this id: the register is view-only.",
            to_do="run `goodstanding procedure enroll`, and let another officer approve",
        )
    return found[-1]


def _view(ports: Ports, reader: Reader, asked: str, at: AsOf) -> OrganizationView:
    view = find_view(ports, reader, asked, at)
    if view is None:
        raise NotFoundError("There is no such organization.", accepted="an id (o-12) or an identifier (scheme:code)")
    return view


def resolved_authorities(ports: Ports, reader: Reader, at: AsOf) -> Authorities:
    """The authorities, each with the organization that it is where the register has it as a subject."""
    found = {}
    for code, one in authorities(reader, at.head.size).items():
        view = find_view(ports, reader, one.reference, at) if one.reference else None
        found[code] = one if view is None else replace(one, organization=opening_number(view))
    return found


def _respondent(view: OrganizationView) -> Respondent:
    organization = view.organization
    if not isinstance(organization, Organization):
        raise NotFoundError("What the organization is was erased; there is no proceeding against it.")
    return Respondent(organization=opening_number(view), kind=organization.kind, tier=organization.tier)


def _used(reader: Reader, view: OrganizationView, asked: Opening, facts: Collection[str], size: int) -> set[str]:
    """The records, and the cases, on which no file against this organization can be opened any more.

    One decision can be about several, each with a file of its own. It is used up by a file of which the organization,
    or one that was ever joined to it, was a party; and by any file for a record that was entered behind it: nobody is
    proceeded against once more under another id.
    """
    own = opening_number(view)
    near = reader.identities_near("", own, size)
    opened_by = {one.subject for one in near if one.seq == own}
    same = {one.seq for one in near if one.seq == one.organization}
    same |= {one.organization for one in near if one.subject in opened_by}
    files = {number for organization in same for number in reader.files_of(organization, size)}
    rows = reader.grounds_used([*facts, *map(str, asked.records)], size)
    latest = max(asked.records, default=-1)
    return {row.ground for row in rows if row.ground not in facts or row.seq in files or latest > row.seq}


def _opened(
    asked: Opening, procedure: Procedure, view: OrganizationView, others: Sequence[OrganizationView],
    own: Sequence[GroundRecord],
) -> acts.Opened:  # fmt: skip
    conduct = [one.conduct_to for one in own if one.conduct_to]
    finals = [one.final_on for one in own if one.final_on]
    return acts.Opened(
        respondent=opening_number(view),
        affiliates=tuple(opening_number(one) for one in others),
        records=asked.records,
        facts=tuple(sorted({one.case for one in own})),
        recorded_by=tuple(sorted({one.recorded_by for one in own})),
        category=asked.category,
        judged=asked.judged,
        conduct_to=max(conduct, default=date.min.replace(year=1900)),
        final_on=max(finals, default=date.min.replace(year=1900)),
        procedure=procedure.id,
        law=procedure_digest(procedure),
        authority=asked.authority,
        excluded_from=min((one.excluded_from for one in own if one.excluded_from), default=None),
    )
