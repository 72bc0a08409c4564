"""What a store says is due is what folding every file says, at every size, after erasure and after a rebuild."""

import random
from datetime import date, timedelta

import pytest
from sample_proceeding import opened

from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.file_rows import DueRow, GroundRow
from goodstanding.ledger.projections import project_all
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings import acts
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.entries import print_step
from goodstanding.proceedings.files import Started, Step
from goodstanding.proceedings.waiting import running_clocks
from goodstanding.services.appending import append_batch
from goodstanding.services.proceedings import all_files, files_numbered
from goodstanding.services.rebuilding import check_register, rebuild

DAY = timedelta(days=1)
START = date(2026, 2, 2)
FOREVER = (date.min, date.max)


def started(*clocks, on=START, length=30):
    return tuple(Started(clock=clock, event_on=on, due_on=on + length * DAY) for clock in clocks)


def entry(act, file=None, started=(), stopped=(), subject=""):
    step = Step(
        seq=-1, act=act, actor="case", role=Role.CASE_OFFICER, authority="office", on=START, started=started,
        stopped=stopped, law="0" * 64, calendar="plain",
    )  # fmt: skip
    kind = Kind.PROCEEDING_OPENED if file is None else Kind.PROCEEDING_ACT
    links = () if file is None else ((Relation.PROCEEDING, file),)
    return NewEntry(kind=kind, groups=print_step(step), links=links, subject=subject)


def write(ports, *entries):
    """The number of the first entry."""
    with ports.store.writing() as writer:
        size = writer.head().size
        append_batch(ports, writer, entries)
        return size


def folded(store, first, last, size):
    rows = [
        DueRow(one.due_on, number, one.clock.value, file.opened.authority)
        for number, file in all_files(store, size)
        for one in running_clocks(file)
        if first <= one.due_on <= last
    ]
    return sorted(rows)


@pytest.fixture
def crowd(ports):
    """Twelve files of three offices, and 200 acts that start and stop their clocks at random, from a seed."""
    chance = random.Random(20260202)
    files = [
        write(ports, entry(opened(authority=f"office-{n % 3}", affiliates=(n, n + 1)), subject=f"file-{n}"))
        for n in range(12)
    ]
    for _ in range(200):
        starts = chance.sample(list(Clock), chance.choice((0, 1, 1, 2)))
        stops = chance.sample(list(Clock), chance.choice((0, 0, 1, 3)))
        clocks = started(*starts, length=chance.randrange(60))
        file = chance.choice(files)
        subject = f"file-{files.index(file)}"
        write(ports, entry(acts.StopReleased(), file, clocks, tuple(stops), subject))
    return files


def test_what_is_due_is_what_the_files_say(ports, crowd):
    store, size = ports.store, ports.store.head().size
    assert len(store.due(*FOREVER, size)) > 20
    for known in (0, 1, size // 4, size // 2, size - 3, size, size + 9):
        for first, last in (FOREVER, (START, START + 6 * DAY), (START + 20 * DAY, START + 20 * DAY)):
            assert store.due(first, last, known) == folded(store, first, last, known)
    assert store.due(START + DAY, START, size) == []


def test_files_are_read_by_their_numbers_as_folding_every_file_reads_them(ports, crowd):
    store, size = ports.store, ports.store.head().size
    for known in (crowd[5], size // 2, size):
        for numbers in (set(), {crowd[0]}, {crowd[3], crowd[7], crowd[11], 10_000}, set(crowd)):
            asked = [number for number in sorted(numbers) if number < known]
            folded = [(number, file) for number, file in all_files(store, known) if number in numbers]
            assert list(files_numbered(store, asked, known)) == folded
    with store.writing() as writer:
        writer.erase([crowd[3]])
    assert [number for number, _ in files_numbered(store, crowd, size)] == [one for one in crowd if one != crowd[3]]


def test_what_is_overdue_is_of_the_clocks_that_are_asked_for(ports, crowd):
    store, size = ports.store, ports.store.head().size
    clocks = {Clock.REVIEW.value, Clock.ORDER_VERIFICATION.value}
    for known in (0, size // 4, size // 2, size, size + 9):
        for day in (START, START + 10 * DAY, START + 30 * DAY, date(9999, 1, 1)):
            wanted = [row for row in folded(store, date.min, day - DAY, known) if row.clock in clocks]
            assert store.overdue(clocks, day, known) == wanted
    assert store.overdue(clocks, date(9999, 1, 1), size)


def test_both_ends_of_the_range_are_in_it(ports):
    file = write(ports, entry(opened(), started=started(Clock.REPLY)))
    due, size = START + 30 * DAY, ports.store.head().size
    assert ports.store.due(due, due, size) == [DueRow(due, file, "reply", "office")]
    assert ports.store.due(due + DAY, due + DAY, size) == ports.store.due(due - DAY, due - DAY, size) == []


def test_a_clock_that_is_stopped_and_started_in_one_act_runs(ports):
    file = write(ports, entry(opened(), started=started(Clock.REPLY)))
    write(ports, entry(acts.StopReleased(), file, started(Clock.REPLY, length=40), (Clock.REPLY,)))
    size = ports.store.head().size
    assert [row.due_on for row in ports.store.due(*FOREVER, size)] == [START + 40 * DAY]
    write(ports, entry(acts.StopReleased(), file, (), (Clock.REPLY,)))
    assert ports.store.due(*FOREVER, size + 2) == []
    assert [row.due_on for row in ports.store.due(*FOREVER, size)] == [START + 40 * DAY]


def test_files_are_found_by_their_parties(ports):
    first = write(ports, entry(opened(respondent=7, affiliates=(8,))))
    second = write(ports, entry(opened(respondent=8, affiliates=())))
    size = ports.store.head().size
    assert ports.store.files_of(8, size) == {first, second}
    assert ports.store.files_of(8, second) == ports.store.files_of(7, size) == {first}
    assert ports.store.files_of(9, size) == ports.store.files_of(8, first) == frozenset()


def test_what_a_file_was_opened_on_is_known_for_ever(ports):
    first = write(ports, entry(opened(records=(7, 9), facts=("case-1",)), subject="file-1"))
    second = write(ports, entry(opened(records=(9,), facts=("case-2", "case-3")), subject="file-2"))
    store, size = ports.store, ports.store.head().size
    asked = ["7", "9", "8", "case-1", "case-3", "case-4", "case-1"]
    used = {GroundRow(first, "7"), GroundRow(first, "9"), GroundRow(first, "case-1")}
    assert store.grounds_used(asked, size) == {*used, GroundRow(second, "9"), GroundRow(second, "case-3")}
    assert store.grounds_used(asked, second) == used
    assert store.grounds_used(asked, first) == store.grounds_used([], size) == frozenset()
    with store.writing() as writer:
        writer.erase([first])
    assert store.grounds_used(asked, size) == {GroundRow(second, "9"), GroundRow(second, "case-3")}
    assert store.derived() == project_all([store.entry(seq) for seq in range(size)])


def test_without_their_acts_neither_clock_nor_file_is_there(ports, crowd):
    store, size = ports.store, ports.store.head().size
    latest = max(seq for seq, kind, _ in store.index() if kind == Kind.PROCEEDING_ACT.value)
    with store.writing() as writer:
        writer.erase([crowd[0], latest])
    assert store.due(*FOREVER, size) == folded(store, *FOREVER, size)
    assert all(row.file != crowd[0] for row in store.due(*FOREVER, size))
    assert store.derived() == project_all([store.entry(seq) for seq in range(size)])


def test_a_rebuild_writes_it_again(ports, crowd):
    store, size = ports.store, ports.store.head().size
    was = store.due(*FOREVER, size), store.files_of(3, size)
    with store.writing() as writer:
        kept = [row for row in writer.derived() if type(row).__name__ != "ClockRow"]
        writer.replace_derived(kept, writer.index(), list(writer.tiles()))
    assert store.due(*FOREVER, size) == []
    assert "derived-differs" in {one.code for one in check_register(ports, lambda _: None).findings}
    # The acts of this test are the operator's, which no register accepts: only that finding may stand.
    assert {one.code for one in rebuild(ports, lambda _: None).findings} == {"signature-bad"}
    with store.writing() as writer:
        entries = [writer.entry(seq) for seq in range(size)]
        writer.replace_derived(project_all(entries), writer.index(), list(writer.tiles()))
    assert (store.due(*FOREVER, size), store.files_of(3, size)) == was


def test_files_past_a_day_are_those_whose_clock_ever_ended_before_it(ports, crowd):
    store, size = ports.store, ports.store.head().size

    def past(day, known):
        return frozenset(
            number
            for number, file in all_files(store, known)
            if any(one.clock is Clock.STANDSTILL and one.due_on < day for step in file.steps for one in step.started)
        )

    assert 0 < len(past(START + 30 * DAY, size)) < len(past(date.max, size))
    for known in (0, size // 4, size // 2, size):
        for day in (START, START + 10 * DAY, START + 30 * DAY, date.max):
            assert store.files_past("standstill", day, known) == past(day, known)
