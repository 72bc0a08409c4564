"""`proceedings`: what is due this week among open files, and the replay of their entries, in memory and from disk.

Files are put together of the acts up to an open reply window; their entries are read as a register reads them.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from time import perf_counter

from benchmarks.due import measure_on_disk
from benchmarks.previews import measure_previews
from benchmarks.results import Result
from goodstanding.ledger.canonical import parse_canonical, print_canonical
from goodstanding.ledger.entries import Entry, Envelope, Kind, Relation
from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Channel, Outcome, Paper
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.entries import fold_file, print_step
from goodstanding.proceedings.files import Started, Step
from goodstanding.proceedings.stages import listing_on, stage_on
from goodstanding.proceedings.waiting import running_clocks

DIGEST = "0" * 64
START = date(2026, 1, 5)
WEEK = timedelta(days=6)
STEPS = 6


def measure(quick: bool) -> list[Result]:
    """Replay all files from entries, then ask where each stands, who is listed, and on disk what is due."""
    files = 2_000 if quick else 100_000
    entries = [list(_entries(number)) for number in range(64)]
    begun = perf_counter()
    folded = [fold_file(entries[number % 64]) for number in range(files)]
    replayed = perf_counter() - begun
    found = [file for file in folded if file is not None]
    day = START + timedelta(days=30)
    due = any(day <= one.due_on <= day + WEEK for file in found for one in running_clocks(file))
    begun = perf_counter()
    stages = {stage_on(file, day) for file in found}
    staged = perf_counter() - begun
    begun = perf_counter()
    listed = sum(listing_on(file, day) is not None for file in found)
    told = perf_counter() - begun
    if not due or not stages or listed:
        raise SystemExit("The files are not open as they should be: nothing was measured.")
    return [
        Result(
            measure="replay of files in memory: entries a second",
            value=round(files * STEPS / replayed),
            unit="entries/s",
        ),
        Result(
            measure=f"replay of 1,000,000 entries in memory, reckoned from {files * STEPS:,}",
            value=round(replayed * 1_000_000 / (files * STEPS), 1),
            unit="s",
        ),
        *measure_on_disk(entries, files, day, day + WEEK),
        *measure_previews(files, START, day, day + WEEK),
        Result(measure=f"stages of {files:,} files: time", value=round(staged, 3), unit="s"),
        Result(measure=f"who is listed among {files:,} files: time", value=round(told, 3), unit="s"),
    ]


def _entries(number: int) -> Iterator[Entry]:
    """The entries of one open file, begun on one of 64 days."""
    on = START + timedelta(days=number)
    clocks = (
        Started(clock=Clock.REPLY, event_on=on, due_on=on + timedelta(days=30)),
        Started(clock=Clock.DECISION, event_on=on + timedelta(days=30), due_on=on + timedelta(days=72)),
    )
    opened = acts.Opened(
        respondent=number,
        affiliates=(),
        records=(number,),
        facts=(DIGEST[:32],),
        recorded_by=("xv-regulator",),
        category="false-accounts",
        judged=False,
        conduct_to=on - timedelta(days=500),
        final_on=on - timedelta(days=100),
        procedure="xv-model",
        law=DIGEST,
        authority="xv-integrity-office",
    )
    done: tuple[tuple[acts.Act, tuple[Started, ...]], ...] = (
        (opened, ()),
        (acts.FileReleased(index=DIGEST, exculpatory_included=True), ()),
        (acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=()), ()),
        (acts.NoticeApproved(document=DIGEST), ()),
        (acts.Sent(paper=Paper.NOTICE, party=number, channel=Channel.BY_HAND), ()),
        (acts.Received(paper=Paper.NOTICE, party=number, received_on=on, receipt=DIGEST), clocks),
    )
    for index, (act, started) in enumerate(done):
        step = Step(
            seq=index, act=act, actor="case-1", role=Role.CASE_OFFICER, authority="xv-integrity-office", on=on,
            started=started, law=DIGEST if started else "", calendar="plain" if started else "",
        )  # fmt: skip
        values = parse_canonical(print_canonical(dict(print_step(step))))
        kind = Kind.PROCEEDING_ACT if index else Kind.PROCEEDING_OPENED
        links = ((Relation.PROCEEDING, 0),) if index else ()
        envelope = Envelope(kind=kind, batch=index, actor="case-1", commitments={}, links=links)
        yield Entry(seq=index, envelope=envelope, values=values if isinstance(values, dict) else {})
