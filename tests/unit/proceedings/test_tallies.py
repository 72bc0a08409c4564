"""S23: how an office's files went, out of their acts alone; nothing of a file that is not final is in it."""

from datetime import date, timedelta

from sample_proceeding import Hand, milder

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Outcome, Ruling
from goodstanding.proceedings.stages import GroundState, Stage
from goodstanding.proceedings.tallies import FEWEST, tallies

DAY = timedelta(days=1)


def told(*hands: Hand, day: date = date(2027, 1, 4), ground: GroundState = GroundState.STANDS):
    return tallies([(hand.now.case, ground) for hand in hands], day)


def test_a_file_counts_when_it_is_final_and_not_a_day_sooner():
    listed = Hand().to_listed()
    since = listed.now.today
    for hand in (Hand().open(), Hand().open().notify(), Hand().to_standstill()):
        assert told(hand, day=hand.now.today) == ()
    (found,) = told(listed, Hand().open(), day=since)
    assert (found.authority, found.files, found.stages) == ("office", 1, ((Stage.LISTED, 1),))
    before = [told(listed, day=day) for day in (since - DAY * n for n in range(1, 30))]
    assert () in before


def test_what_an_office_ended_in_and_what_was_reversed():
    warned = Hand().open().notify().wait_for_window().decide(milder(Outcome.WARNING))
    annulled = Hand().to_listed()
    annulled.must(acts.CourtRuled(ruling=Ruling.ANNULLED))
    missed = Hand().open().notify().wait_for_window()
    (found,) = told(warned, annulled, missed)
    assert dict(found.stages) == {Stage.CONCLUDED: 1, Stage.ANNULLED: 1, Stage.DATE_MISSED: 1}
    assert dict(found.rulings) == {Ruling.ANNULLED: 1}
    (fallen,) = told(Hand().to_listed(), ground=GroundState.FALLEN)
    assert dict(fallen.stages) == {Stage.GROUND_FALLEN: 1}


def test_an_appeal_that_is_decided_after_its_day_is_late():
    for days, late in ((10, 0), (61, 1)):
        hand = Hand().to_standstill().appeal()
        hand.admit()
        hand.pass_days(days).rule(Ruling.UPHELD)
        (found,) = told(hand, day=hand.now.today + 60 * DAY)
        assert (found.late_appeals, dict(found.rulings)) == (late, {Ruling.UPHELD: 1})


def test_days_are_told_of_twenty_decisions_and_not_of_nineteen():
    hands = [Hand().to_listed() for _ in range(FEWEST)]
    steps = hands[0].now.case.steps
    signed = next(one.on for one in steps if isinstance(one.act, acts.DecisionApproved))
    assert told(*hands)[0].days == (signed - steps[0].on).days > 0
    assert told(*hands[1:])[0].days is None


def test_a_notice_of_a_breach_moves_no_figure():
    """Not before it is decided: until then the file counts as it stood (S30)."""
    hand = Hand().to_listed().rehabilitate(date(2026, 7, 1)).on(date(2026, 7, 2))
    (before,) = told(hand, day=hand.now.today)
    assert dict(before.stages) == {Stage.MONITORED: 1}
    hand.notify_breach(1)
    assert told(hand, day=hand.now.today) == (before,)
    hand.wait_for_window().decide().serve(acts.Paper.DECISION)
    assert told(hand, day=hand.now.today) == (before,)
    assert dict(told(hand, day=hand.now.today + 40 * DAY)[0].stages) == {Stage.LISTED: 1}
