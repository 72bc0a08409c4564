"""S12, S14, S21, S37: random acts, actors, days and holidays never list anybody illegally, and always let them out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sample_calendars import PlainCalendar
from sample_moves import OFFICERS, moves, next_usual, unlawful
from sample_proceeding import AFFILIATE, DIGEST, MODEL, USUAL, Hand, situation

from goodstanding.proceedings import acts
from goodstanding.proceedings.act_names import act_name
from goodstanding.proceedings.conditions import ConditionsReported
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.monitoring import binds_on, open_conditions
from goodstanding.proceedings.situation import Refusal
from goodstanding.proceedings.stage_steps import stages_of
from goodstanding.proceedings.stages import GroundState, Stage, end_of, listing_on, shows_from

#: Acts by which a respondent uses a right: none may cost it anything (S37).
RIGHTS = (
    acts.Replied,
    acts.AppealLodged,
    acts.OrderFiled,
    acts.NonReceiptClaimed,
    acts.RehabilitationApplied,
    acts.ProvisionalAppealed,
    ConditionsReported,
)


#: By stage, the steps that a reader of the rules is told of.
TOLD = {one.stage: one.steps for one in stages_of(MODEL)}


class Proceedings(RuleBasedStateMachine):
    """One file: anything is tried by anybody on any day. What was not so on a day never becomes so later."""

    def __init__(self) -> None:
        super().__init__()
        self.hand = Hand()
        self.days: dict[date, bool] = {}

    @initialize(
        holidays=st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=40),
        affiliate=st.booleans(),
        ahead=st.sampled_from((0, 6, 10, 15)),
    )
    def open(self, holidays: frozenset[date], affiliate: bool, ahead: int) -> None:
        """Random acts alone seldom get far: some files are as far as a decision, some on the list."""
        self.hand = Hand(situation(calendar=PlainCalendar(holidays)))
        self.hand.open(affiliates=(AFFILIATE,) if affiliate else ())
        self.hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
        self.the_usual_goes_on(ahead)

    @rule(move=st.integers(0, 10_000), officer=st.sampled_from(OFFICERS))
    def anybody_tries_anything(self, move: int, officer: str) -> None:
        choices = moves(self.hand)
        self._do(choices[move % len(choices)], officer)

    @rule(move=st.integers(0, 10_000))
    def whoever_may_tries_something(self, move: int) -> None:
        choices = moves(self.hand)
        self._do(choices[move % len(choices)], None)

    @rule(times=st.integers(1, 4))
    def the_usual_goes_on(self, times: int) -> None:
        for _ in range(times):
            before = self.hand.now.today
            next_usual(self.hand)
            self._note(before)

    @rule(days=st.integers(1, 45))
    def days_pass(self, days: int) -> None:
        before = self.hand.now.today
        self.hand.pass_days(days)
        self._note(before)

    @rule(state=st.sampled_from((GroundState.STANDS, GroundState.SUSPENDED)))
    def the_ground_changes(self, state: GroundState) -> None:
        if self.hand.now.ground is not GroundState.FALLEN:
            self.hand.now = replace(self.hand.now, ground=state)

    @rule(falls=st.integers(0, 9))
    def the_ground_falls_for_good(self, falls: int) -> None:
        """Seldom, because nothing is listed behind it any more."""
        if falls == 0:
            self.hand.now = replace(self.hand.now, ground=GroundState.FALLEN)

    @invariant()
    def nobody_is_listed_illegally(self) -> None:
        if self.hand.now.file is not None:
            assert list(unlawful(self.hand)) == []

    @invariant()
    def whoever_is_listed_has_an_end_and_a_way_out(self) -> None:
        if self.hand.now.file is None or not self.hand.is_listed:
            return
        assert not Hand(self.hand.now).on(listing_on(self.hand.now.case, self.hand.now.today).until).is_listed
        leaving = Hand(self.hand.now)
        applied = _done(leaving, acts.RehabilitationApplied(evidence=(DIGEST,)))
        assert isinstance(applied, Step) or _waits_by_itself(self.hand)
        decided = _done(leaving, acts.RehabilitationDecided(granted=True, reason="Repaid."))
        assert isinstance(decided, Step)
        assert isinstance(_done(leaving, acts.RehabilitationApproved(answer=decided.seq)), Step)
        assert leaving.stage is Stage.LIFTED

    @invariant()
    def nothing_is_changed_backwards_to_a_detriment(self) -> None:
        if self.hand.now.file is None:
            return
        for day, was in self.days.items():
            assert was or listing_on(self.hand.now.case, day) is None

    def _do(self, act: acts.Act, officer: str | None) -> None:
        before = self.hand.now
        stage, found = self.hand.stage, self.hand.do(act, officer)
        assert isinstance(found, Refusal) or act_name(act) in TOLD[stage], (stage, act)
        if isinstance(found, Step) and isinstance(act, RIGHTS):
            earlier, later = end_of(before.case), end_of(self.hand.now.case)
            assert later == earlier
            day = self.hand.now.today
            due, was = open_conditions(self.hand.now.case, day), open_conditions(before.case, day)
            unbound = isinstance(act, acts.NonReceiptClaimed) and binds_on(self.hand.now.case) is None
            assert unbound or all(due[number] >= was[number] for number in due)
            shown, shows = shows_from(before.case), shows_from(self.hand.now.case)
            assert shows is None or (shown is not None and shows >= shown)

    def _note(self, before: date) -> None:
        """Of every day that has ended: nobody was listed illegally, and whether anybody was, grounds aside."""
        day = before
        while day < self.hand.now.today:
            assert list(unlawful(Hand(replace(self.hand.now, today=day)))) == []
            self.days[day] = listing_on(self.hand.now.case.until(day), day) is not None
            day += timedelta(days=1)


def _done(hand: Hand, act: acts.Act) -> Step | Refusal:
    """An act by its usual actor, or by another with the same mandate where that one has stepped back or may not."""
    found = hand.do(act)
    return found if isinstance(found, Step) else hand.do(act, f"other-{USUAL[type(act)]}")


def _waits_by_itself(hand: Hand) -> bool:
    """Whether the last word on the respondent's own applications is the application; a review is no excuse."""
    own = (acts.RehabilitationApplied, acts.RehabilitationApproved, acts.RehabilitationAnswered)
    said = [step.act for step in hand.now.case.steps if isinstance(step.act, own)]
    answered = isinstance(said[-1], acts.RehabilitationAnswered) and not said[-1].complete if said else True
    return bool(said) and not answered and not isinstance(said[-1], acts.RehabilitationApproved)


Proceedings.TestCase.settings = settings(max_examples=60, stateful_step_count=60)
TestProceedings = Proceedings.TestCase


def test_files_begin_as_far_as_a_standstill_or_the_list():
    """What is never listed is never listed illegally: the machine has to get there."""
    reached = set()
    for affiliate, ahead in ((False, 10), (True, 15)):
        machine = Proceedings()
        machine.open(holidays=frozenset(), affiliate=affiliate, ahead=ahead)
        reached.add(machine.hand.stage)
    assert reached == {Stage.STANDSTILL, Stage.LISTED}


def test_the_oracle_sees_a_listing_that_lacks_something():
    """Each part of a lawful listing taken away from the steps is missed by the oracle."""
    hand = Hand().to_listed()
    assert hand.is_listed
    assert list(unlawful(hand)) == []
    steps = hand.now.case.steps

    def without(kind: type) -> Hand:
        kept = tuple(step for step in steps if not isinstance(step.act, kind))
        return Hand(replace(hand.now, file=replace(hand.now.case, steps=kept)))

    for kind in (acts.NoticePrepared, acts.NoticeApproved, acts.Proposed):
        assert list(unlawful(without(kind))) == ["an act that is missing"]
    for kind in (acts.Decided, acts.DecisionApproved):
        assert not without(kind).is_listed
    early = Hand(replace(hand.now, today=steps[-1].on))
    assert not early.is_listed
    alone = tuple(replace(step, actor="case") for step in steps)
    assert "two people" in list(unlawful(Hand(replace(hand.now, file=replace(hand.now.case, steps=alone)))))


@pytest.mark.endurance
def test_thousands_of_steps_in_one_file_stay_lawful():
    """A long life of one file, every step checked."""
    hand = Hand().to_listed()
    for number in range(3_000):
        choices = moves(hand)
        hand.do(choices[(number * 7919) % len(choices)])
        if number % 5 == 0:
            hand.pass_days(1)
        assert list(unlawful(hand)) == []
