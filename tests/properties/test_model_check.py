"""The listing machine explored exhaustively from every part of it: every act of every role, every clock that can pass.

States are told apart by what the future depends on: the stage, which flags are up, and which clocks are still ahead.
The counts are printed (`pytest -s`), and held: a change of the machine changes them, and is looked at.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from sample_moves import moves, unlawful
from sample_proceeding import AFFILIATE, DIGEST, MODEL, RESPONDENT, Hand, held_back, milder

from goodstanding.proceedings import acts
from goodstanding.proceedings.act_names import act_name
from goodstanding.proceedings.acts import Outcome, Paper, Ruling
from goodstanding.proceedings.appeals import appeals, freed
from goodstanding.proceedings.conditions import ReviewOpened
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.halts import forged_finding, halts, standing_still
from goodstanding.proceedings.monitoring import open_conditions, waiting_report
from goodstanding.proceedings.orders import ForgeryApproved, OrderVerified
from goodstanding.proceedings.stage_steps import stages_of
from goodstanding.proceedings.stages import (
    GroundState,
    Stage,
    end_of,
    is_annulled,
    listing_on,
    provisional_on,
)

_FLAGS = (
    acts.FileReleased,
    acts.NoticePrepared,
    acts.NoticeApproved,
    acts.Replied,
    acts.ReplyExtended,
    acts.ProvisionalOrdered,
    acts.ProvisionalAppealed,
    acts.ProvisionalUpheld,
    acts.NonReceiptClaimed,
    acts.ExceptionGranted,
)


#: By stage, the steps that a reader of the rules is told of.
TOLD = {one.stage: one.steps for one in stages_of(MODEL)}


def key(hand: Hand) -> Hashable:
    """What the future of a file depends on; days only as far as a clock is ahead of today."""
    case, today = hand.now.case, hand.now.today
    ahead = frozenset(clock for clock in Clock if (one := case.clock(clock)) is not None and one.due_on >= today)
    running = frozenset(clock for clock in Clock if case.clock(clock) is not None)
    this_round = case.this_round()
    late = {number: day < today for number, day in open_conditions(case, today).items()}
    return (
        hand.stage,
        ahead,
        running,
        frozenset(kind for kind in _FLAGS if case.has(kind)),
        frozenset(kind for kind in (acts.Decided, acts.DecisionApproved) if this_round.has(kind)),
        (tuple((one.role, one.is_order) for one in halts(case)), is_annulled(case), freed(case)),
        (frozenset(standing_still(case)), forged_finding(case) is not None),
        tuple((one.party, one.admitted, one.over_on is None, one.decided) for one in appeals(case)),
        (provisional_on(case, today), hand.is_listed, end_of(case)),
        tuple(type(step.act) for step in case.steps if isinstance(step.act, _LAST_MATTERS))[-1:],
        any(act.hearing for _, act in case.all_of(acts.Replied)) and not case.has(acts.HearingHeld),
        (frozenset(late.items()), bool(waiting_report(case, today)), case.before_breach() is not None),
        tuple(sorted({(act.paper, act.party, act.channel) for _, act in this_round.all_of(acts.Sent)})),
    )


_LAST_MATTERS = (
    acts.RehabilitationApplied,
    acts.RehabilitationAnswered,
    acts.RehabilitationDecided,
    acts.RehabilitationApproved,
    ReviewOpened,
    acts.PublicationStopped,
    acts.StopReleased,
    acts.OrderFiled,
    OrderVerified,
    ForgeryApproved,
)


def successors(hand: Hand):
    """Every accepted act by whoever may do it, and the next clock passing."""
    others = {RESPONDENT, AFFILIATE} - set(hand.now.case.parties)
    for act in moves(hand):
        if isinstance(act, acts.Recused) or {getattr(act, "party", None), getattr(act, "only_for", None)} & others:
            continue
        after = Hand(hand.now)
        if isinstance(after.do(act), Step):
            assert act_name(act) in TOLD[hand.stage], (hand.stage, act)
            yield act, after
    ends = [hand.now.case.clock(clock) for clock in Clock]
    days = [one.due_on for one in ends if one is not None and one.due_on >= hand.now.today]
    days += [hand.now.today + timedelta(days=40)] if standing_still(hand.now.case) else []
    last = end_of(hand.now.case)
    days += [last - timedelta(days=1)] if last is not None and last > hand.now.today else []
    if days:
        yield None, Hand(hand.now).on(min(days) + timedelta(days=1))


@dataclass
class Explored:
    """What was found from one start: how many moves deep every state was followed, states by stage, transitions."""

    depth: int = 0
    is_whole: bool = False
    stages: Counter[str] = field(default_factory=Counter)
    transitions: int = 0
    seen: set[Hashable] = field(default_factory=set)

    def report(self, name: str) -> None:
        told = ", ".join(f"{stage} {count}" for stage, count in sorted(self.stages.items()))
        deep = "all moves" if self.is_whole else f"{self.depth} moves"
        states = sum(self.stages.values())
        print(f"\nmodel check from {name}, {deep}: {states} states, {self.transitions} transitions ({told})")


def explore(start: Hand, *, most: int, bound: int = 999) -> Explored:
    """Breadth first, whole depths counted: until `bound` moves, or `most` transitions, or nothing new is left."""
    found = Explored()
    layer = _new([start], found)
    while layer:
        if found.depth == bound:
            return found
        after: list[Hand] = []
        for hand in layer:
            for act, one in successors(hand):
                found.transitions += 1
                _require_lawful_return(hand, act, one)
                after.append(one)
            if found.transitions >= most:
                _new(after, found)
                return found
        found.depth += 1
        layer = _new(after, found)
    found.is_whole = True
    return found


def _new(hands: Iterable[Hand], found: Explored) -> list[Hand]:
    """Those not seen before, each held to the oracle."""
    new = []
    for hand in hands:
        state = key(hand)
        if state not in found.seen:
            found.seen.add(state)
            assert list(unlawful(hand)) == []
            found.stages[hand.stage.value] += 1
            new.append(hand)
    return new


#: What lets a listing that rested show again: each takes back or answers what it rested for.
_RETURNS = (
    acts.CourtRuled,
    acts.StayEnded,
    acts.StopReleased,
    ForgeryApproved,
    acts.RehabilitationAnswered,
    acts.RehabilitationApplied,
    acts.AppealDecided,
    acts.AppealAdmitted,
    acts.RehabilitationApproved,
)


def _require_lawful_return(before: Hand, act: acts.Act | None, after: Hand) -> None:
    """A listing that ended comes back only by a court's word; one that rests, by what takes the rest away."""
    if act is None or before.is_listed or not after.is_listed:
        return
    assert isinstance(act, _RETURNS), act
    if before.stage in (Stage.ANNULLED, Stage.LIFTED, Stage.EXPIRED, Stage.CLOSED, Stage.DATE_MISSED):
        assert isinstance(act, acts.CourtRuled), act


def _after(start: Callable[[], Hand], *done: acts.Act) -> Callable[[], Hand]:
    def made() -> Hand:
        hand = start()
        for act in done:
            hand.must(act)
        return hand

    return made


def _listed() -> Hand:
    return Hand().to_listed()


def _lifted() -> Hand:
    hand = _after(_listed, acts.RehabilitationApplied(evidence=(DIGEST,)), acts.RehabilitationAnswered(complete=True))()
    hand.must(acts.RehabilitationDecided(granted=True, reason="Repaid."))
    hand.sign()
    return hand


def _broken() -> Hand:
    """Rehabilitated on a condition that is not fulfilled by its day."""
    hand = _listed()
    return hand.rehabilitate(hand.now.today + timedelta(days=30)).pass_days(31)


def _held_back() -> Hand:
    hand = Hand().open().notify().wait_for_window()
    return hand.decide(held_back(hand.now.today + timedelta(days=60))).serve(Paper.DECISION)


def _warned() -> Hand:
    hand = Hand().open().notify().wait_for_window().decide(milder(Outcome.WARNING))
    return hand.serve(Paper.DECISION).appeal()


def _with_affiliate() -> Hand:
    """A decision that is served on two parties."""
    return Hand().open(affiliates=(AFFILIATE,)).notify().wait_for_window().decide().serve(Paper.DECISION)


def _deemed() -> Hand:
    """Listed, and the notice was only deemed to be received."""
    return Hand().open().notify_by_portal().wait_for_window().decide().serve(Paper.DECISION).pass_days(35)


#: A start in each part of the machine: the way to the later ones is longer than any bound that could be afforded.
STARTS: dict[str, Callable[[], Hand]] = {
    "lifted": _lifted,
    "held-back": _held_back,
    "broken": _broken,
    "breach-noticed": lambda: _broken().notify_breach(1),
    "breach-decided": lambda: _broken().notify_breach(1).wait_for_window().decide().serve(Paper.DECISION),
    "review-late": lambda: _listed().on(date(2027, 3, 9)),
    "annulled": _after(_listed, acts.CourtRuled(ruling=Ruling.ANNULLED)),
    "rehabilitation": _after(_listed, acts.RehabilitationApplied(evidence=(DIGEST,))),
    "suspended": _after(_listed, acts.StayOrdered()),
    "order-filed": _after(_listed, acts.OrderFiled(document=DIGEST)),
    "stopped": _after(_listed, acts.PublicationStopped(because="The name.")),
    "listed": _listed,
    "expired": lambda: _listed().on(date(2028, 1, 1)),
    "remitted": lambda: Hand().to_standstill().appeal().admit().rule(Ruling.REMITTED),
    "warned-remitted": lambda: _warned().rule(Ruling.REMITTED),
    "two-appeals": lambda: _with_affiliate().appeal(AFFILIATE).pass_days(2).appeal(),
    "affiliate-appeals": lambda: _with_affiliate().appeal(AFFILIATE),
    "annulled-for-one": _after(_with_affiliate, acts.CourtRuled(ruling=Ruling.ANNULLED, only_for=AFFILIATE)),
    "not-received": _after(_deemed, acts.NonReceiptClaimed(paper=Paper.NOTICE, party=RESPONDENT)),
    "under-appeal": lambda: Hand().to_standstill().appeal(),
    "standstill": lambda: Hand().to_standstill(),
    "decision-approved": lambda: Hand().open().notify().wait_for_window().decide(),
    "to-be-proposed": lambda: Hand().open().notify().wait_for_window(),
    "reply-window": lambda: Hand().open().notify(),
    "provisional": _after(
        lambda: Hand().open(),
        acts.ProvisionalOrdered(public_money="XV-TENDER-1", threat="Tomorrow."),
        acts.ProvisionalApproved(measure=101),
    ),
    "opened": lambda: Hand().open(),
}


def explore_all(most: int) -> dict[str, Explored]:
    """From every start with the same budget of transitions; reported."""
    found = {name: explore(start(), most=most) for name, start in STARTS.items()}
    for name, one in found.items():
        one.report(name)
    total = sum(one.transitions for one in found.values())
    states = len(set().union(*(one.seen for one in found.values())))
    print(f"\nmodel check in all: {states} states, {total} transitions from {len(found)} starts")
    return found


def test_every_state_around_every_stage_is_lawful():
    """Each part of the machine by a start of its own: about a quarter of a minute."""
    found = explore_all(1_000)
    for name, one in found.items():
        assert one.is_whole or one.depth >= 2, name
    assert len(set().union(*(one.seen for one in found.values()))) > 4_000
    for name in ("listed", "standstill", "annulled", "suspended", "under-appeal"):
        assert Stage.LISTED.value in found[name].stages, name


def test_every_reachable_state_is_lawful_up_to_a_bound():
    found = explore(Hand().open(), most=100_000, bound=6)
    found.report("opened")
    assert Stage.LISTED.value not in found.stages  # nobody is listed in six moves
    assert sum(found.stages.values()) > 100
    assert found.transitions > 500


@pytest.mark.endurance
def test_every_reachable_state_is_lawful_as_deep_as_a_minute_goes():
    found = explore_all(9_000)
    assert all(one.is_whole or one.depth >= 3 for one in found.values())


@pytest.mark.endurance
def test_every_state_that_eleven_moves_reach_is_lawful():
    found = explore(Hand().open(), most=1_000_000, bound=11)
    found.report("opened")
    assert found.depth == 11


def test_a_fallen_ground_ends_every_listing_that_is_reached():
    hand = Hand().to_listed()
    fallen = replace(hand.now, ground=GroundState.FALLEN)
    assert listing_on(fallen.case, fallen.today, fallen.ground) is None
    assert not Hand(fallen).on(date(2027, 6, 1)).is_listed
