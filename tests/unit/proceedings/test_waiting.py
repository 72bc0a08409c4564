"""What waits in a file: the second signature that is due, and the clocks that run, as the file itself says."""

from datetime import timedelta

import pytest
from sample_moves import moves, next_usual
from sample_proceeding import DIGEST, RESPONDENT, Hand, held_back, verdict

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Outcome, Paper, Ruling
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.situation import Refusal
from goodstanding.proceedings.waiting import running_clocks, waiting_for_signature

DAY = timedelta(days=1)
CLAIM = acts.NonReceiptClaimed(paper=Paper.NOTICE, party=RESPONDENT)


def test_the_clocks_that_run_are_those_that_the_file_has():
    hand = Hand().open()
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    for number in range(60):
        if not next_usual(hand):
            break
        hand.do(moves(hand)[(number * 37) % len(moves(hand))])
        case = hand.now.case
        assert set(running_clocks(case)) == {one for clock in Clock if (one := case.clock(clock))}


def test_the_nearest_day_comes_first():
    dates = [one.due_on for one in running_clocks(Hand().open().notify().now.case)]
    assert len(dates) > 1
    assert dates == sorted(dates)


def test_each_second_signature_waits_until_it_is_there():
    hand = Hand().open()
    assert waiting_for_signature(hand.now.case) is None
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=()))
    assert waiting_for_signature(hand.now.case) == acts.NoticeApproved(document=DIGEST)
    hand.must(acts.NoticeApproved(document=DIGEST))
    assert waiting_for_signature(hand.now.case) is None
    hand.must(acts.ProvisionalOrdered(public_money="XV-TENDER-1", threat="Tomorrow."))
    assert waiting_for_signature(hand.now.case) == acts.ProvisionalApproved(measure=hand.now.case.steps[-1].seq)


@pytest.mark.parametrize("granted", [True, False])
def test_an_answer_to_an_application_waits_too(granted):
    hand = Hand().to_listed()
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    hand.must(acts.RehabilitationDecided(granted=granted, reason="By the file."))
    assert waiting_for_signature(hand.now.case) == acts.RehabilitationApproved(answer=hand.now.case.steps[-1].seq)
    hand.sign()
    assert waiting_for_signature(hand.now.case) is None


def test_nothing_that_was_made_void_waits_for_a_signature():
    """A claim that the notice never came takes an unsigned decision along; a remittal an unsigned answer."""
    hand = Hand().open().notify_by_portal().wait_for_window()
    hand.must(acts.Proposed(verdict=verdict()))
    hand.must(acts.Decided(verdict=verdict()))
    assert isinstance(waiting_for_signature(hand.now.case), acts.DecisionApproved)
    hand.must(CLAIM)
    assert waiting_for_signature(hand.now.case) is None
    listed = Hand().to_listed()
    listed.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    listed.must(acts.RehabilitationDecided(granted=False, reason="By the file."))
    listed.must(acts.CourtRuled(ruling=Ruling.REMITTED))
    assert waiting_for_signature(listed.now.case) is None


def test_a_draft_of_a_breach_falls_with_the_decision_that_it_is_about():
    hand = Hand().to_listed()
    hand.rehabilitate(hand.now.today + 30 * DAY).pass_days(31)
    hand.must(Hand.breach(1))
    hand.must(acts.CourtRuled(ruling=Ruling.REMITTED))
    assert waiting_for_signature(hand.now.case) is None
    again = hand.now.today + 20 * DAY
    hand.decide(held_back(again)).serve(Paper.DECISION).pass_days(100)
    found = hand.do(acts.NoticeApproved(document=DIGEST))
    assert isinstance(found, Refusal)
    hand.must(Hand.breach(1))
    hand.sign()


def test_a_measure_before_the_decision_waits_for_nobody_behind_it():
    hand = Hand().open()
    hand.must(acts.ProvisionalOrdered(public_money="XV-TENDER-1", threat="Tomorrow."))
    hand.notify_by_portal()
    measure = acts.ProvisionalApproved(measure=hand.now.case.steps[1].seq)
    hand.must(CLAIM)
    assert waiting_for_signature(hand.now.case) == measure  # the claim is of the notice
    hand.serve(Paper.NOTICE).wait_for_window().decide()
    assert waiting_for_signature(hand.now.case) is None
