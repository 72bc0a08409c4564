"""The table of stages is the machine's: whatever it lets be taken in a stage is told of it, and nothing else is."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from sample_moves import moves
from sample_proceeding import MODEL, Hand
from sample_ways import MEASURE as MEASURE_ORDERED
from sample_ways import files

from goodstanding.adapters.formats.procedures import SAMPLES, load_sample
from goodstanding.proceedings import acts
from goodstanding.proceedings.act_names import act_name, name_of
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.deadlines import Clock, Passing
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.floors import check_procedure
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.stage_steps import DECIDED, NEEDED, UNDECIDED, StageTold, passing_in, stages_of
from goodstanding.proceedings.stages import ENDED, Stage, end_of, provisional_on
from goodstanding.proceedings.waiting import running_clocks

DAY = timedelta(days=1)
MEASURE = tuple(name for name in MODEL.steps if name.startswith("provisional-"))


@dataclass
class Seen:
    """By stage: the acts that were let through, those that every file had, the clocks that ran, what followed."""

    steps: dict[Stage, set[str]] = field(default_factory=lambda: defaultdict(set))
    had: dict[Stage, set[type[acts.Act]]] = field(default_factory=dict)
    clocks: dict[Stage, set[Clock]] = field(default_factory=lambda: defaultdict(set))
    follows: dict[tuple[Stage, Clock], set[Stage]] = field(default_factory=lambda: defaultdict(set))


def seen() -> Seen:
    found = Seen()
    for hand in files(MODEL):
        stage = hand.stage
        had = {type(step.act) for step in hand.now.case.steps}
        found.had[stage] = found.had.get(stage, had) & had
        for act in moves(hand):
            if act_name(act) not in found.steps[stage] and isinstance(Hand(hand.now).do(act), Step):
                found.steps[stage].add(act_name(act))
        note_clocks(hand, found)
    return found


def note_clocks(hand: Hand, found: Seen) -> None:
    """Those that are ahead, and where the file stands first when it stands elsewhere because some of them passed."""
    stage, ahead = hand.stage, [one for one in running_clocks(hand.now.case) if one.due_on >= hand.now.today]
    found.clocks[stage] |= {one.clock for one in ahead}
    end = end_of(hand.now.case) or date.max
    for day in () if stage in ENDED else sorted({one.due_on for one in ahead}):
        for then in (Hand(hand.now).on(day).stage, Hand(hand.now).on(day + DAY).stage):
            if then is not stage:
                for one in ahead:
                    if one.due_on == day and day + DAY < end:
                        found.follows[stage, one.clock].add(then)
                return


def table(law: Procedure = MODEL) -> dict[Stage, StageTold]:
    return {one.stage: one for one in stages_of(law)}


def test_every_stage_is_told_in_the_order_of_a_file() -> None:
    assert list(table()) == [*UNDECIDED, *DECIDED, *(stage for stage in Stage if stage in ENDED)] == list(Stage)


def test_what_can_be_done_in_a_stage_is_told_and_nothing_else_and_so_are_the_clocks_and_what_follows() -> None:
    """One test, since it takes seconds to see what the machine does."""
    found = seen()
    assert {stage: set(one.steps) for stage, one in table().items()} == found.steps
    # No file is in a stage without the steps that it needs.
    assert {stage: set(needed) for stage, needed in NEEDED.items()} == found.had
    for stage, one in table().items():
        assert set(one.clocks) <= found.clocks[stage], stage
    told = {(stage, clock): set(then) for stage, one in table().items() for clock, then in one.clocks.items()}
    for (stage, clock), then in found.follows.items():
        # Of clocks that end on one day one alone may be what takes the file on.
        together = set().union(*(told.get((stage, other), set()) for other in table()[stage].clocks))
        assert then <= together, (stage, clock)
    for (stage, clock), then in told.items():
        assert then <= found.follows[stage, clock], (stage, clock)


def test_before_the_decision_a_late_answer_to_an_appeal_ends_the_measure() -> None:
    """As each clock says everywhere else: the listing, if there is one, rests."""
    hand = Hand().open()
    hand.must(MEASURE_ORDERED)
    hand.sign().must(acts.ProvisionalAppealed())
    due = hand.now.case.clock(Clock.APPEAL_DECISION).due_on
    hand.notify()  # or it had lapsed without a notice
    assert [provisional_on(hand.now.case, day) for day in (due, due + DAY)] == [True, False]
    for stage, one in table().items():
        for clock in one.clocks:
            of_a_measure = clock is Clock.APPEAL_DECISION and stage in UNDECIDED
            told = Passing.MEASURE_LAPSES if of_a_measure else MODEL.deadlines[clock].passing
            assert passing_in(MODEL, stage, clock) is told


def test_a_clock_that_rules_need_counts_in_a_stage() -> None:
    of_a_file = {clock for clock in MODEL.deadlines if not clock.startswith(("preview", "correction-"))}
    assert {clock for one in table().values() for clock in one.clocks} == of_a_file


NARROWER = {
    "closed": replace(MODEL, steps={name: one for name, one in MODEL.steps.items() if name != "closed"}),
    "provisional": replace(
        MODEL,
        provisional=None,
        steps={name: one for name, one in MODEL.steps.items() if name not in MEASURE},
        deadlines={clock: one for clock, one in MODEL.deadlines.items() if not clock.startswith("provisional-")},
    ),
    "deemed": replace(
        MODEL, deadlines={clock: one for clock, one in MODEL.deadlines.items() if not clock.startswith("deemed-")}
    ),
}


@pytest.mark.parametrize("name", NARROWER)
def test_what_rules_leave_out_is_in_no_stage(name: str) -> None:
    law = NARROWER[name]
    assert check_procedure(law) == []
    before, after = table(), table(law)
    assert set(before) - set(after) == ({Stage.CLOSED} if name == "closed" else set())
    for stage, one in after.items():
        assert one.steps == tuple(step for step in before[stage].steps if step in law.steps)
        assert one.clocks == {clock: then for clock, then in before[stage].clocks.items() if clock in law.deadlines}
    assert before != after


def test_under_rules_that_leave_steps_out_the_machine_lets_none_be_taken_but_those_told() -> None:
    law = NARROWER["closed"]
    found = table(law)
    narrow = 0
    for number, hand in enumerate(files(law)):
        if number % 20 == 0:
            narrow += 1
            taken = {act_name(act) for act in moves(hand) if isinstance(Hand(hand.now).do(act), Step)}
            assert taken <= set(found[hand.stage].steps)
    assert narrow > 50


def test_a_step_given_to_nobody_is_in_no_stage() -> None:
    law = replace(MODEL, steps={**MODEL.steps, "closed": frozenset()})
    assert table(law) == table(NARROWER["closed"])
    court = replace(MODEL, steps={**MODEL.steps, "closed": frozenset({Role.COURT})})  # more than is lawful: nobody
    assert table(court) == table(law)


def test_rules_from_before_they_said_who_takes_a_step_have_every_stage() -> None:
    assert table(replace(MODEL, steps=None)) == table()


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "model"])
def test_a_regime_that_lacks_a_step_gets_no_file_beyond_it(name: str) -> None:
    law = load_sample(name)
    assert set(table(law)) == {stage for stage in Stage if {name_of(kind) for kind in NEEDED[stage]} <= set(law.steps)}
    assert Stage.LISTED not in table(law)
