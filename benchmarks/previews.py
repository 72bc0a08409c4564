"""What is due this week among running previews in a register on disk: by the projection, and by folding every one."""

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.due import BATCH, OFFICE, ask_cold, enroll
from benchmarks.results import Result, against_target
from goodstanding.bootstrap.register import create_register, open_ports
from goodstanding.ledger.entries import Relation
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.matter_entries import matter_kind, print_matter
from goodstanding.proceedings.matters import MatterAct, MatterStep
from goodstanding.services.appending import append_batch
from goodstanding.services.due import Due
from goodstanding.services.recordings import recordings

ACTS = (MatterAct.SUBMITTED, MatterAct.VERIFIED, MatterAct.PREVIEWED)


def measure_previews(previews: int, start: date, first: date, last: date) -> list[Result]:
    """Write the acts on as many records, then ask a store just opened; the fold has to say the same."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "register"
        ports, _, _ = create_register(data, "register.example.org")
        enroll(ports)
        for begin in range(0, previews, BATCH):
            with ports.store.writing() as writer:
                new = [one for number in range(begin, min(begin + BATCH, previews)) for one in _acts(number, start)]
                append_batch(ports, writer, new)
        asked, cpu, found = ask_cold(data, first, last)
        begun, spent = perf_counter(), process_time()
        folded = _fold(data, first, last)
        seconds, folding = perf_counter() - begun, process_time() - spent
        if not found or found != folded:
            raise SystemExit("The projection and the fold of previews differ: nothing was measured.")
        cold = f"what is due this week among {previews:,} previews, asked of a cold store"
        return [
            against_target(cold, asked, "s", 0.2),
            Result(measure="that, processor time", value=round(cpu, 3), unit="s"),
            Result(measure="days of previews found", value=len(found), unit="days"),
            Result(measure="the same by folding every preview from disk", value=round(seconds, 2), unit="s"),
            Result(measure="that fold, processor time", value=round(folding, 2), unit="s"),
        ]


def _acts(number: int, start: date) -> Iterator[NewEntry]:
    """The acts of a preview that runs, begun on one of 64 days."""
    on = start + timedelta(days=number % 64)
    for act in ACTS:
        is_preview = act is MatterAct.PREVIEWED
        step = MatterStep(
            act=act, role=Role.RECORDER, authority=OFFICE, on=on, law="0" * 64,
            due_on=on + timedelta(days=30) if is_preview else None, calendar="plain" if is_preview else "",
        )  # fmt: skip
        links = ((Relation.RECORD, number),)
        yield NewEntry(kind=matter_kind(act), groups=print_matter(step), actor="case-1", links=links)


def _fold(data: Path, first: date, last: date) -> list[Due]:
    ports = open_ports(data)
    with ports.store.reading() as reader:
        found = [
            Due(due_on=one.last.due_on, of=f"record-{number}", clock=Clock.PREVIEW)
            for number, one in recordings(reader, reader.head().size).items()
            if one.last.act is MatterAct.PREVIEWED and one.last.due_on and first <= one.last.due_on <= last
        ]
    return sorted(found)
