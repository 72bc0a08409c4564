"""A reply stands beside a listing only where whoever replied chose so, and from its day on."""

from sample_proceeding import DIGEST, Hand

from goodstanding.proceedings import acts
from goodstanding.proceedings.replies import PublishedReply, published_replies


def test_only_what_was_chosen_to_be_published_is_told_and_not_ahead_of_its_day():
    hand = Hand().open().notify()
    hand.must(acts.Replied(document="e" * 64, hearing=True, publish=False))
    assert published_replies(hand.now.case, hand.now.today) == ()
    before = hand.now.today
    hand.pass_days(1)
    hand.must(acts.Replied(document=DIGEST, hearing=False, publish=True))
    (found,) = published_replies(hand.now.case, hand.now.today)
    step = hand.now.case.steps[-1]
    assert found == PublishedReply(entry=step.seq, on=step.on, document=DIGEST)
    assert published_replies(hand.now.case, before) == ()
