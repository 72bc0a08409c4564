"""What is due this week in a register on disk: asked cold, through the service and by the command, beside the fold."""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.commands import run_goodstanding
from benchmarks.results import Result, against_target
from goodstanding.bootstrap.register import create_register, open_ports
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings import acts
from goodstanding.proceedings.authorities import EnrolledAuthority, Function, Mandate, Role
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.entries import print_step
from goodstanding.proceedings.files import Started, Step
from goodstanding.proceedings.waiting import running_clocks
from goodstanding.services.acting import Acting
from goodstanding.services.appending import append_batch
from goodstanding.services.appointing import enroll_authorities, give_mandate
from goodstanding.services.due import Due, due_days
from goodstanding.services.officers import add_officer, signer_of
from goodstanding.services.ports import Ports
from goodstanding.services.proceedings import FILE_SCHEME, all_files, listable_files

OFFICE = "xv-integrity-office"
PASSPHRASE = "an invented passphrase"  # noqa: S105
#: Files of one batch: an import of acts as large as a register takes.
BATCH = 20_000
#: One file in so many is past a standstill.
LISTABLE = 100


def measure_on_disk(templates: list[list[Entry]], files: int, first: date, last: date) -> list[Result]:
    """Write the files' acts, then ask: by the projection in a store just opened, by the command, and by the fold."""
    with tempfile.TemporaryDirectory() as folder:
        data, secret = Path(folder) / "register", Path(folder) / "passphrase"
        secret.write_text(PASSPHRASE, encoding="utf-8")
        ports, _, _ = create_register(data, "register.example.org")
        enroll(ports)
        begun = perf_counter()
        for start in range(0, files, BATCH):
            _write(ports, templates, range(start, min(start + BATCH, files)))
        wrote = perf_counter() - begun
        asked, asked_cpu, found = ask_cold(data, first, last)
        dates = ("--from", first.isoformat(), "--to", last.isoformat())
        command = run_goodstanding(
            "proceeding", "deadlines", *dates, "--as", "case-1", "--passphrase-file", str(secret), "--json", data=data
        )
        listed, read = _list_cold(data, last)
        nothing = run_goodstanding("--version", data=data)
        begun, spent = perf_counter(), process_time()
        folded = _fold(data, first, last)
        seconds, cpu = perf_counter() - begun, process_time() - spent
        if read != len(range(0, files, LISTABLE)):
            raise SystemExit("Other files are read for the list than those past a standstill: nothing was measured.")
        if not found or folded != found or len(command.json()["due"]) != len(found):
            raise SystemExit("The projection and the fold differ: nothing was measured.")
        entries = files * len(templates[0])
        figures = (
            ("the same, processor time", round(asked_cpu, 3), "s"),
            ("days found", len(found), "days"),
            ("the command `proceeding deadlines`, a process of its own", round(command.seconds, 3), "s"),
            ("the command `--version`, for what a process costs", round(nothing.seconds, 3), "s"),
            (f"the {read:,} files past a standstill read for the list, of a cold store", round(listed, 3), "s"),
            ("what is due by folding every file from disk", round(seconds, 2), "s"),
            ("replay from disk: entries a second", round(entries / seconds), "entries/s"),
            (
                f"replay of 1,000,000 entries from disk, reckoned from {entries:,}",
                round(seconds * 1_000_000 / entries, 1),
                "s",
            ),
            ("that replay, processor time", round(cpu * 1_000_000 / entries, 1), "s"),
            ("acts written with their clocks: entries a second", round(entries / wrote), "entries/s"),
        )
        cold = f"what is due this week among {files:,} open files, asked of a cold store"
        plain = [Result(measure=measure, value=value, unit=unit) for measure, value, unit in figures]
        return [against_target(cold, asked, "s", 0.2), *plain]


def enroll(ports: Ports) -> None:
    for officer in ("registrar-1", "case-1"):
        add_officer(ports, officer, PASSPHRASE)
    registrar = Acting(officer="registrar-1", sign=signer_of(ports, "registrar-1", PASSPHRASE))
    office = EnrolledAuthority(
        code=OFFICE, name="Integrity Office", parent="", functions=frozenset({Function.INTEGRITY_OFFICE})
    )
    enroll_authorities(ports, [office], registrar)
    since = date(2020, 1, 1)
    give_mandate(ports, Mandate(officer="case-1", role=Role.CASE_OFFICER, authority=OFFICE, from_on=since), registrar)


def _write(ports: Ports, templates: list[list[Entry]], numbers: range) -> None:
    with ports.store.writing() as writer:
        start = writer.head().size
        new: list[NewEntry] = []
        for number in numbers:
            file = start + len(new)
            subject = ports.keyring.digest("proceeding", f"{FILE_SCHEME}-{file}")
            new += _acts(templates[number % len(templates)], file, subject)
            if number % LISTABLE == 0:
                new.append(_past_standstill(file, subject))
        append_batch(ports, writer, new)


def _acts(template: list[Entry], file: int, subject: str) -> Iterator[NewEntry]:
    for entry in template:
        opens = entry.envelope.kind is Kind.PROCEEDING_OPENED
        links = () if opens else ((Relation.PROCEEDING, file),)
        yield NewEntry(
            kind=entry.envelope.kind, groups=entry.values, actor=entry.envelope.actor, subject=subject, links=links
        )  # fmt: skip


def _past_standstill(file: int, subject: str) -> NewEntry:
    """An act behind a standstill that is over: such a file is read where it is asked who is listed."""
    clock = Started(clock=Clock.STANDSTILL, event_on=date(2025, 1, 1), due_on=date(2025, 2, 1))
    step = Step(
        seq=-1, act=acts.Recused(), actor="case-1", role=Role.CASE_OFFICER, authority=OFFICE, on=date(2026, 1, 5),
        started=(clock,), law="0" * 64, calendar="plain",
    )  # fmt: skip
    links = ((Relation.PROCEEDING, file),)
    return NewEntry(kind=Kind.PROCEEDING_ACT, groups=print_step(step), actor="case-1", subject=subject, links=links)


def _list_cold(data: Path, day: date) -> tuple[float, int]:
    """The files that are read for the list, in a store just opened: median of five, and how many."""
    times, found = [], 0
    for _ in range(5):
        begun = perf_counter()
        ports = open_ports(data)
        with ports.store.reading() as reader:
            found = sum(1 for _ in listable_files(reader, day, reader.head().size))
        times.append(perf_counter() - begun)
    return sorted(times)[2], found


def ask_cold(data: Path, first: date, last: date) -> tuple[float, float, list[Due]]:
    """The medians of five stores, by the clock and in processor time, and what is due.

    Each is opened anew; nothing is kept between them but the system's own cache.
    """
    times, spent = [], []
    found: list[Due] = []
    for _ in range(5):
        begun, cpu = perf_counter(), process_time()
        ports = open_ports(data)
        with ports.store.reading() as reader:
            found = due_days(ports, reader, "case-1", first, last)
        times.append(perf_counter() - begun)
        spent.append(process_time() - cpu)
    return sorted(times)[2], sorted(spent)[2], found


def _fold(data: Path, first: date, last: date) -> list[Due]:
    ports = open_ports(data)
    with ports.store.reading() as reader:
        found = [
            (one.due_on, number, Due(due_on=one.due_on, of=f"p-{number}", clock=one.clock))
            for number, file in all_files(reader, reader.head().size)
            for one in running_clocks(file)
            if first <= one.due_on <= last
        ]
    return [due for _, _, due in sorted(found)]
