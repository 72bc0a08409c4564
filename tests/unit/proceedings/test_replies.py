"""A reply stands beside a listing only where whoever replied chose so, from its day on, with its own words."""

from dataclasses import replace

import pytest
from sample_proceeding import AFFILIATE, DIGEST, Hand

from goodstanding.proceedings import acts
from goodstanding.proceedings.files import ReplyWords
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.replies import MOST_CHARACTERS, PublishedReply, are_words, published_replies
from goodstanding.proceedings.serving import MOST_WITH_WORDS
from goodstanding.proceedings.situation import Refusal
from goodstanding.values.withheld import Withheld

NAMED = "c" * 64
WITH_WORDS = acts.Replied(document=DIGEST, hearing=False, publish=True, words=NAMED)


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


@pytest.mark.parametrize("text", ["Paid in full.", Withheld(9)])
def test_words_are_told_where_the_reply_names_them_and_no_others(text):
    hand = Hand().open().notify()
    reply = hand.must(WITH_WORDS)
    own = ReplyWords(entry=9, reply=reply.seq, commitment=NAMED, text=text)
    others = (replace(own, commitment="d" * 64), replace(own, reply=reply.seq - 1))

    def told(*words):
        (found,) = published_replies(replace(hand.now.case, words=words), hand.now.today)
        return found.words

    assert told(own) == told(*others, own) == own
    assert told(*others) is None


def test_words_come_with_a_reply_that_is_to_be_published():
    hand = Hand().open().notify()
    refused = hand.do(replace(WITH_WORDS, publish=False))
    assert isinstance(refused, Refusal)
    assert refused.requirement is Requirement.REPLY
    hand.must(WITH_WORDS)


@pytest.mark.parametrize("affiliates", [(), (AFFILIATE,)])
def test_a_party_s_words_are_bounded_and_its_replies_are_not(affiliates):
    hand = Hand().open(affiliates=affiliates).notify()
    for _ in range(MOST_WITH_WORDS * (1 + len(affiliates))):
        hand.must(WITH_WORDS)
    refused = hand.do(WITH_WORDS)
    assert isinstance(refused, Refusal)
    hand.must(replace(WITH_WORDS, words=None))


@pytest.mark.parametrize(
    "text",
    [
        "Paid in full, on 2026-09-01.",
        "Two lines\n\nand one more.",
        "我方已全额付清。",
        "پرداخت شده و می\u200cشود.",
        "Payé\u00a0: 3\u202f000 €.",
        "x" * MOST_CHARACTERS,
    ],
)
def test_lines_of_characters_that_show_are_words(text):
    assert are_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "...",
        "x" * (MOST_CHARACTERS + 1),
        " a blank before",
        "a line end behind\n",
        "a tab\tin it",
        "a return\r\nin it",
        "an escape \x1b[31m",
        "turned \u202eround",
        "isolated \u2066here",
        "nothing\u200bseen",
        "a paragraph\u2029sign",
        "\ue000 private",
    ],
)
def test_what_is_empty_too_long_or_not_seen_is_not(text):
    assert not are_words(text)
