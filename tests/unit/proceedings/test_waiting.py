"""What waits in a file: the second signature that is due, and the clocks that run, as the file itself says."""

import pytest
from sample_moves import moves, next_usual
from sample_proceeding import DIGEST, Hand

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Outcome
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.waiting import running_clocks, waiting_for_signature


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
