"""S37: a claim that the notice was not received reopens: what was done behind it is void, and it costs nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_moves import unlawful
from sample_proceeding import (
    AFFILIATE,
    DIGEST,
    RESPONDENT,
    Hand,
    affiliate_record,
    held_back,
    milder,
    record,
    verdict,
)

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Channel, Outcome, Paper, Ruling
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import Refusal
from goodstanding.proceedings.stages import Stage, listing_on

DAY = timedelta(days=1)
CLAIM = acts.NonReceiptClaimed(paper=Paper.NOTICE, party=RESPONDENT)
EARLY = date(2026, 12, 1)


def refused(hand: Hand, act: acts.Act, requirement: Requirement) -> None:
    found = hand.do(act)
    assert isinstance(found, Refusal), found
    assert found.requirement is requirement, str(found)


def decided(with_: acts.Verdict | None = None) -> Hand:
    """Silence behind a notice that was deemed received, and a decision that was received."""
    return Hand().open().notify_by_portal().wait_for_window().decide(with_).serve(Paper.DECISION)


@pytest.mark.parametrize("days", [0, 2, 35])
def test_a_notice_that_was_never_received_lists_nobody(days: int):
    hand = decided().pass_days(days)
    hand.must(CLAIM)
    assert (hand.stage, hand.is_listed) == (Stage.NOTICE_SENT, False)
    assert not hand.pass_days(100).is_listed
    assert hand.stage is Stage.NOTICE_SENT


def test_it_is_served_again_and_answered_and_decided_on_again():
    hand = decided().pass_days(35)
    assert hand.is_listed
    hand.must(CLAIM)
    hand.serve(Paper.NOTICE)
    assert hand.stage is Stage.REPLY_WINDOW
    hand.must(acts.Replied(document=DIGEST, hearing=True, publish=False))
    hand.must(acts.HearingHeld(minutes=DIGEST))
    hand.wait_for_window().decide().serve(Paper.DECISION)
    assert hand.stage is Stage.STANDSTILL
    assert hand.pass_days(35).is_listed
    assert list(unlawful(hand)) == []


@pytest.mark.parametrize("until", [acts.Proposed, acts.Decided])
def test_it_also_reopens_before_the_second_signature(until: type):
    hand = Hand().open().notify_by_portal().wait_for_window()
    for kind in (acts.Proposed, acts.Decided)[: 1 if until is acts.Proposed else 2]:
        hand.must(kind(verdict=verdict()))
    hand.must(CLAIM)
    refused(hand, acts.Decided(verdict=verdict()), Requirement.ORDER)
    refused(hand, acts.DecisionApproved(decision=hand.now.case.steps[-2].seq), Requirement.ORDER)
    assert hand.serve(Paper.NOTICE).stage is Stage.REPLY_WINDOW


def test_no_clock_of_the_void_decision_runs():
    hand = decided().pass_days(35)
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    hand.must(CLAIM)
    deemed = {Clock.DEEMED_PORTAL}
    assert {clock for clock in Clock if hand.now.case.clock(clock) is not None} == deemed
    held = decided(held_back(date(2026, 9, 1)))
    assert held.now.case.clock(Clock.CONDITION) is not None
    held.must(CLAIM)
    stopped = held.now.case.steps[-1].stopped
    assert len(set(stopped)) == len(stopped)
    assert {clock for clock in Clock if held.now.case.clock(clock) is not None} == deemed


def test_the_appeal_of_a_provisional_measure_keeps_its_date():
    hand = Hand().open()
    hand.must(acts.ProvisionalOrdered(public_money="XV-TENDER-1", threat="The award is tomorrow."))
    hand.sign()
    hand.notify_by_portal()
    hand.must(acts.ProvisionalAppealed())
    due = hand.now.case.clock(Clock.APPEAL_DECISION)
    hand.pass_days(12).must(CLAIM)
    assert hand.now.case.clock(Clock.APPEAL_DECISION) == due


def test_a_claim_costs_nothing():
    hand = decided(milder(Outcome.WARNING))
    hand.must(CLAIM)
    hand.serve(Paper.NOTICE).wait_for_window()
    refused(hand, acts.Proposed(verdict=verdict()), Requirement.APPEAL)
    shorter = decided(verdict(until=EARLY)).appeal()
    shorter.rule(Ruling.REMITTED)
    shorter.must(CLAIM)
    shorter.serve(Paper.NOTICE).wait_for_window()
    refused(shorter, acts.Proposed(verdict=verdict(until=EARLY + DAY)), Requirement.TERM)
    shorter.decide(verdict(until=EARLY)).serve(Paper.DECISION).pass_days(35)
    assert listing_on(shorter.now.case, shorter.now.today).until == EARLY


def test_it_is_claimed_once_and_never_against_a_delivery_receipt():
    hand = decided()
    hand.must(CLAIM)
    refused(hand, CLAIM, Requirement.SERVICE)
    hand.must(acts.Sent(paper=Paper.NOTICE, party=RESPONDENT, channel=Channel.PORTAL, consent=DIGEST, proof=DIGEST))
    refused(hand, CLAIM, Requirement.SERVICE)
    refused(Hand().to_standstill(), CLAIM, Requirement.SERVICE)


def test_one_party_that_did_not_receive_it_is_enough():
    now = replace(Hand().now, records=(record(), affiliate_record()))
    hand = Hand(now).open(affiliates=(AFFILIATE,)).notify_by_portal().wait_for_window().decide().serve(Paper.DECISION)
    hand.pass_days(35).must(replace(CLAIM, party=AFFILIATE), "affiliate-lawyer")
    assert (hand.stage, hand.is_listed) == (Stage.NOTICE_SENT, False)


@pytest.mark.parametrize("is_decided", [True, False])
def test_a_notice_of_a_breach_reopens_as_well(is_decided: bool):
    hand = Hand().to_listed()
    hand.rehabilitate(hand.now.today + 30 * DAY).pass_days(31)
    hand.must(Hand.breach(1))
    hand.must(acts.NoticeApproved(document=DIGEST))
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(acts.Sent(paper=Paper.NOTICE, party=RESPONDENT, channel=Channel.PORTAL, consent=DIGEST, proof=DIGEST))
    hand.wait_for_window()
    if is_decided:
        hand.decide().serve(Paper.DECISION)
    hand.must(CLAIM)
    assert not hand.pass_days(40).is_listed
    hand.serve(Paper.NOTICE).wait_for_window().decide().serve(Paper.DECISION).pass_days(35)
    assert hand.is_listed
    assert list(unlawful(hand)) == []


def test_a_receipt_that_is_entered_behind_the_deemed_one_bars_no_claim():
    """To the day on which receipt is deemed it counts; later it could only take the claim away."""
    sent = Hand().open().prepare_notice()
    sent.must(acts.Sent(paper=Paper.NOTICE, party=RESPONDENT, channel=Channel.PORTAL, consent=DIGEST, proof=DIGEST))
    proof = acts.Received(paper=Paper.NOTICE, party=RESPONDENT, received_on=sent.now.today, receipt=DIGEST)
    in_time = Hand(sent.now).pass_days(10)
    in_time.must(proof)
    assert isinstance(in_time.do(CLAIM), Refusal)
    sent.pass_days(11)
    assert isinstance(sent.do(proof), Refusal)
    sent.must(CLAIM)
    sent.serve(Paper.NOTICE)


def test_nobody_is_listed_without_a_receipt_of_the_notice_whatever_was_let_through():
    case = Hand().to_listed().now.case
    day = case.steps[-1].on + 35 * DAY
    kept = [s for s in case.steps if not (isinstance(s.act, acts.Received) and s.act.paper is Paper.NOTICE)]
    assert listing_on(case, day) is not None
    assert listing_on(replace(case, steps=tuple(kept)), day) is None
