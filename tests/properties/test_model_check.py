"""The listing machine explored exhaustively up to a bound: every act of every role, and every clock that can pass.

States are told apart by what the future depends on: the stage, which flags are up, and which clocks are still ahead.
The counts are printed (`pytest -s`), and held: a change of the machine changes them, and is looked at.
"""

from collections import Counter, deque
from collections.abc import Hashable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_moves import moves, unlawful
from sample_proceeding import AFFILIATE, Hand

from goodstanding.proceedings import acts
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.stages import (
    GroundState,
    Stage,
    appeal_is_pending,
    end_of,
    is_annulled,
    listing_on,
    order_blocks,
    provisional_on,
    stay_is_open,
)

BOUND = 11
_FLAGS = (
    acts.FileReleased,
    acts.NoticePrepared,
    acts.NoticeApproved,
    acts.Replied,
    acts.ReplyExtended,
    acts.ProvisionalOrdered,
    acts.ProvisionalAppealed,
    acts.ProvisionalUpheld,
    acts.AppealAdmitted,
    acts.NonReceiptClaimed,
    acts.ExceptionGranted,
)


def key(hand: Hand) -> Hashable:
    """What the future of a file depends on; days only as far as a clock is ahead of today."""
    case, today = hand.now.case, hand.now.today
    ahead = frozenset(clock for clock in Clock if (one := case.clock(clock)) is not None and one.due_on >= today)
    running = frozenset(clock for clock in Clock if case.clock(clock) is not None)
    this_round = case.this_round()
    return (
        hand.stage,
        ahead,
        running,
        frozenset(kind for kind in _FLAGS if case.has(kind)),
        frozenset(kind for kind in (acts.Decided, acts.DecisionApproved, acts.AppealLodged) if this_round.has(kind)),
        (stay_is_open(case), order_blocks(case), appeal_is_pending(case), is_annulled(case)),
        (provisional_on(case, today), hand.is_listed, end_of(case)),
        tuple(type(step.act) for step in case.steps if isinstance(step.act, _LAST_MATTERS))[-1:],
        any(act.hearing for _, act in case.all_of(acts.Replied)) and not case.has(acts.HearingHeld),
        tuple(sorted({(act.paper, act.channel) for _, act in this_round.all_of(acts.Sent)})),
    )


_LAST_MATTERS = (
    acts.RehabilitationApplied,
    acts.RehabilitationAnswered,
    acts.RehabilitationDecided,
    acts.RehabilitationApproved,
    acts.PublicationStopped,
    acts.StopReleased,
    acts.OrderFiled,
    acts.OrderVerified,
)


def successors(hand: Hand):
    """Every accepted act by whoever may do it, and the next clock passing."""
    for act in moves(hand):
        if isinstance(act, acts.Recused) or getattr(act, "party", None) == AFFILIATE:
            continue
        after = Hand(hand.now)
        if isinstance(after.do(act), Step):
            yield act, after
    ends = [hand.now.case.clock(clock) for clock in Clock]
    days = [one.due_on for one in ends if one is not None and one.due_on >= hand.now.today]
    last = end_of(hand.now.case)
    days += [last - timedelta(days=1)] if last is not None and last > hand.now.today else []
    if days:
        yield None, Hand(hand.now).on(min(days) + timedelta(days=1))


def explore(bound: int) -> tuple[Counter[str], int]:
    """States by stage, and transitions, up to `bound` moves from the opening."""
    start = Hand().open()
    seen, waiting = {key(start)}, deque([(start, 0)])
    stages, transitions = Counter({start.stage.value: 1}), 0
    while waiting:
        hand, depth = waiting.popleft()
        assert list(unlawful(hand)) == []
        if depth == bound:
            continue
        for _, after in successors(hand):
            transitions += 1
            found = key(after)
            if found not in seen:
                seen.add(found)
                stages[after.stage.value] += 1
                waiting.append((after, depth + 1))
    return stages, transitions


def report(bound: int, stages: Counter[str], transitions: int) -> None:
    told = ", ".join(f"{stage} {count}" for stage, count in sorted(stages.items()))
    print(f"\nmodel check to {bound} moves: {sum(stages.values())} states, {transitions} transitions ({told})")


def test_every_reachable_state_is_lawful_up_to_a_bound():
    stages, transitions = explore(6)
    report(6, stages, transitions)
    assert Stage.LISTED.value not in stages  # nobody is listed in six moves
    assert sum(stages.values()) > 100
    assert transitions > 500


def test_every_state_around_a_listing_is_lawful_up_to_three_moves():
    """From a listing on, whatever happens; a listing that ended comes back only by a court's word or a stay's end."""
    start = Hand().to_listed()
    seen, waiting, transitions = {key(start)}, deque([(start, 0)]), 0
    while waiting:
        hand, depth = waiting.popleft()
        assert list(unlawful(hand)) == []
        if depth == 3:
            continue
        for act, after in successors(hand):
            transitions += 1
            if after.is_listed and not hand.is_listed:
                releases = (acts.CourtRuled, acts.StayEnded, acts.StopReleased, acts.OrderVerified)
                assert isinstance(act, (*releases, acts.RehabilitationApproved, acts.RehabilitationAnswered)), act
            if key(after) not in seen:
                seen.add(key(after))
                waiting.append((after, depth + 1))
    print(f"\nmodel check around a listing, 3 moves: {len(seen)} states, {transitions} transitions")
    assert len(seen) > 50


@pytest.mark.endurance
def test_every_reachable_state_is_lawful_up_to_the_full_bound():
    stages, transitions = explore(BOUND)
    report(BOUND, stages, transitions)


def test_a_fallen_ground_ends_every_listing_that_is_reached():
    hand = Hand().to_listed()
    fallen = replace(hand.now, ground=GroundState.FALLEN)
    assert listing_on(fallen.case, fallen.today, fallen.ground) is None
    assert not Hand(fallen).on(date(2027, 6, 1)).is_listed
