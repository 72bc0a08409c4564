"""Files at every turn of the ways that one can take: to a listing, to conditions and their breach, to a warning.

Each is also told with something beside it: a stay, an order, a stopped publication, a measure, an application.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from sample_moves import TENDER, moves
from sample_proceeding import AFFILIATE, DIGEST, RESPONDENT, Hand, conditions, held_back, milder, situation, verdict

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Channel, Outcome, Paper, Ruling, Verdict
from goodstanding.proceedings.conditions import Cause, ConditionsReported, ReportAnswered, ReviewOpened
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.halts import forged_finding
from goodstanding.proceedings.orders import ForgeryApproved, OrderVerified
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.stages import GroundState

_DAY = timedelta(days=1)
Beside = Callable[[Hand], Iterable[acts.Act]]
MEASURE = acts.ProvisionalOrdered(public_money="XV-TENDER-1", threat="Tomorrow.")
_EXCEPTION = acts.ExceptionGranted(
    party=RESPONDENT, code=TENDER, public_money="XV-TENDER-1", reason="No other makes it."
)


def files(law: Procedure) -> Iterator[Hand]:
    """Every file under these rules, on its way and at its end, alone and with something beside it."""
    for hand in _on_their_ways(law):
        yield hand
        yield from _ended(hand)
        for beside in _BESIDE:
            other = Hand(hand.now)
            for act in beside(other):
                if not isinstance(other.do(act), Step):
                    break
                yield Hand(other.now)
        stayed = Hand(hand.now)
        if isinstance(stayed.do(acts.StayOrdered()), Step):
            yield from _ended(stayed)


def _on_their_ways(law: Procedure) -> Iterator[Hand]:
    for channel in (Channel.PORTAL, Channel.PAPER):
        for told in (verdict(), held_back(date(2026, 6, 30), date(2026, 7, 30)), milder(Outcome.WARNING)):
            yield from _turns(Hand(situation(procedure=law)).open(), told, channel)
    yield from _turns(Hand(situation(procedure=law)).open(), verdict(), Channel.BY_HAND)
    for made in _SIDE_WAYS:
        yield from made(law)


def _turns(hand: Hand, told: Verdict, channel: Channel, *breach: int) -> Iterator[Hand]:
    """From the opening, or an open condition beyond its day, to a decision that everybody has, and on."""
    yield Hand(hand.now)
    prepared = hand.breach(*breach) if breach else _notice()
    for act in (prepared, acts.NoticeApproved(document=DIGEST), _released()):
        hand.must(act)
        yield Hand(hand.now)
    yield from _served(hand, Paper.NOTICE, channel)
    hand.wait_for_window()
    yield Hand(hand.now)
    for act in (acts.Proposed(verdict=told), acts.Decided(verdict=told)):
        hand.must(act)
        yield Hand(hand.now)
    hand.sign()
    yield Hand(hand.now)
    yield from _served(hand, Paper.DECISION, channel)
    yield Hand(hand.now).appeal()
    yield hand.pass_days(60)


def _served(hand: Hand, paper: Paper, channel: Channel) -> Iterator[Hand]:
    """Sent, and received or deemed to be."""
    also_by = Channel.SEAT if channel is Channel.PAPER else None
    papers = {"consent": DIGEST if channel is Channel.PORTAL else "", "proof": DIGEST}
    sent = acts.Sent(paper=paper, party=RESPONDENT, channel=channel, also_by=also_by, **papers)
    deemed = [one for one in hand.must(sent).started if one.clock in (Clock.DEEMED_PORTAL, Clock.DEEMED_PAPER)]
    yield Hand(hand.now)
    if deemed:
        hand.on(deemed[0].due_on)
    else:
        hand.must(acts.Received(paper=paper, party=RESPONDENT, received_on=hand.now.today, receipt=DIGEST))
    yield Hand(hand.now)


def _granted_on_conditions(law: Procedure) -> Iterator[Hand]:
    """A listing that an exception was asked of is lifted on conditions; its answer is served by the portal."""
    hand = Hand(situation(procedure=law)).to_listed()
    hand.do(_EXCEPTION)
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    hand.answer(granted=True, conditions=conditions(hand.now.today + timedelta(days=30)))
    yield Hand(hand.now)
    yield from _served(hand, Paper.ANSWER, Channel.PORTAL)


def _application_behind_its_conditions(law: Procedure) -> Iterator[Hand]:
    """What was held back is fulfilled while an application waits."""
    hand = Hand(situation(procedure=law)).open().notify().wait_for_window()
    hand.decide(held_back(hand.now.today + timedelta(days=60))).serve(Paper.DECISION)
    hand.report(1)
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    yield Hand(hand.now)
    hand.must(ReportAnswered(fulfilled=(1,), reason="Seen."))
    yield Hand(hand.now)
    hand.must(acts.RehabilitationDecided(granted=False, reason="Half."))
    yield hand


def _breach(law: Procedure) -> Iterator[Hand]:
    """A listing is freed on a condition that is not fulfilled by its day."""
    hand = Hand(situation(procedure=law)).to_listed()
    hand.rehabilitate(hand.now.today + timedelta(days=30)).pass_days(31)
    yield from _turns(hand, verdict(), Channel.PORTAL, 1)


def _heard(law: Procedure) -> Iterator[Hand]:
    """A hearing that was asked for is due when the window is over."""
    hand = Hand(situation(procedure=law)).open().notify()
    hand.must(acts.Replied(document=DIGEST, hearing=True, publish=False))
    yield hand.wait_for_window()


def _released_late(law: Procedure) -> Iterator[Hand]:
    """Parts of the file that come late open the window anew each time, and move the day to decide by once."""
    hand = Hand(situation(procedure=law)).open().notify()
    while hand.now.case.clock(Clock.REPLY).due_on <= hand.now.case.clock(Clock.DECISION).due_on:
        hand.pass_days(20).must(_released())
    yield hand


def _served_late(law: Procedure) -> Iterator[Hand]:
    """A decision that is sent when its yearly review is near, and an application waits."""
    hand = Hand(situation(procedure=law)).open().notify().wait_for_window().decide()
    for days in (20, 330):
        late = Hand(hand.now).pass_days(days)
        if days == 20:
            late.do(acts.RehabilitationApplied(evidence=(DIGEST,)))
            late.pass_days(20)
        yield Hand(late.now)
        yield from _served(late, Paper.DECISION, Channel.PORTAL)


def _one_of_two(law: Procedure) -> Iterator[Hand]:
    """One of two parties has the decision, and appeals."""
    hand = Hand(situation(procedure=law)).open(affiliates=(AFFILIATE,)).notify().wait_for_window().decide()
    hand.serve_on(Paper.DECISION, RESPONDENT)
    yield hand.appeal()
    # The other's receipt lets the time to appeal begin while an appeal waits.
    yield Hand(hand.now).serve_on(Paper.DECISION, AFFILIATE)


_SIDE_WAYS = (
    _granted_on_conditions,
    _application_behind_its_conditions,
    _breach,
    _heard,
    _released_late,
    _served_late,
    _one_of_two,
)


def _ended(hand: Hand) -> Iterator[Hand]:
    """By every way that a file can end on, or rest on."""
    yield Hand(replace(hand.now, ground=GroundState.FALLEN))
    yield Hand(replace(hand.now, ground=GroundState.SUSPENDED))
    yield Hand(hand.now).on(date(2028, 1, 1))
    decision = hand.now.case.clock(Clock.DECISION)
    if decision is not None and decision.due_on >= hand.now.today:
        yield Hand(hand.now).on(decision.due_on + _DAY)
    for act in moves(hand):
        if isinstance(act, acts.Closed) or getattr(act, "ruling", None) is Ruling.ANNULLED:
            ended = Hand(hand.now)
            if isinstance(ended.do(act), Step):
                yield ended


def _granted(hand: Hand) -> Iterator[acts.Act]:
    yield acts.RehabilitationApplied(evidence=(DIGEST,))
    yield acts.RehabilitationDecided(granted=True, reason="Repaid.")
    yield acts.RehabilitationApproved(answer=hand.now.case.steps[-1].seq)


def _reviewed(hand: Hand) -> Iterator[acts.Act]:
    yield ReviewOpened(cause=Cause.YEARLY, evidence=())
    yield acts.RehabilitationDecided(granted=True, reason="The owner changed.")
    yield acts.RehabilitationApproved(answer=hand.now.case.steps[-1].seq)


def _measured(hand: Hand) -> Iterator[acts.Act]:
    yield MEASURE
    yield acts.ProvisionalApproved(measure=hand.now.case.steps[-1].seq)
    yield acts.ProvisionalAppealed()


def _stopped(hand: Hand) -> Iterator[acts.Act]:
    yield acts.PublicationStopped(because="The name.")
    yield _EXCEPTION
    yield acts.RehabilitationApplied(evidence=(DIGEST,))
    yield acts.RehabilitationDecided(granted=False, reason="Half.")


def _forged(hand: Hand) -> Iterator[acts.Act]:
    yield acts.OrderFiled(document=DIGEST)
    yield OrderVerified(genuine=False, answer=DIGEST)
    yield ForgeryApproved(finding=forged_finding(hand.now.case) or 0)


_BESIDE: tuple[Beside, ...] = (
    _granted,
    _measured,
    _forged,
    lambda _: (acts.StayOrdered(),),
    _stopped,
    _reviewed,
    lambda _: (_EXCEPTION,),
    lambda _: (acts.Replied(document=DIGEST, hearing=True, publish=False),),
    lambda _: (ConditionsReported(conditions=(1,), evidence=(DIGEST,)),),
)


def _notice() -> acts.NoticePrepared:
    return acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=(TENDER,))


def _released() -> acts.FileReleased:
    return acts.FileReleased(index=DIGEST, exculpatory_included=True)
