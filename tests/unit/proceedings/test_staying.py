"""Stays and filed orders: what they stop, what stands still under them, who ends them, and what a forgery takes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_moves import moves
from sample_proceeding import AUTHORITIES, DIGEST, MANDATES, MODEL, RESPONDENT, Hand, authority, mandate, verdict

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Channel, Paper, Ruling
from goodstanding.proceedings.authorities import Function, Role
from goodstanding.proceedings.deadlines import Clock, Span, put_off
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.halts import halted_days, halts, is_halted, standing_still
from goodstanding.proceedings.machine import step
from goodstanding.proceedings.orders import ForgeryApproved, OrderVerified
from goodstanding.proceedings.procedure import AppealScope, Requirement
from goodstanding.proceedings.situation import Actor, Refusal
from goodstanding.proceedings.stages import Stage
from goodstanding.proceedings.staying import CARRIES_ON
from goodstanding.proceedings.waiting import waiting_for_signature

DAY = timedelta(days=1)
REPLY = acts.Replied(document=DIGEST, hearing=False, publish=False)
APPEAL = acts.AppealLodged(party=RESPONDENT, scope=frozenset(AppealScope))
BEGUN = {"stay": acts.StayOrdered(), "order": acts.OrderFiled(document=DIGEST)}
#: Whatever stops a file, begun and ended in the usual way.
HALTS = pytest.mark.parametrize("begin", BEGUN.values(), ids=BEGUN)


def refused(hand: Hand, act: acts.Act, requirement: Requirement, officer: str | None = None) -> None:
    found = hand.do(act, officer)
    assert isinstance(found, Refusal), found
    assert (found.requirement, found.article) == (requirement, MODEL.article(requirement)), str(found)


def ends(hand: Hand, clock: Clock) -> date:
    found = hand.now.case.clock(clock)
    assert found is not None
    return found.due_on


def proposed() -> Hand:
    hand = Hand().open().notify().wait_for_window()
    hand.must(acts.Proposed(verdict=verdict()))
    return hand


def decided() -> Hand:
    hand = proposed()
    hand.must(acts.Decided(verdict=verdict()))
    return hand


def sent() -> Hand:
    hand = Hand().open().prepare_notice()
    hand.must(acts.Sent(paper=Paper.NOTICE, party=RESPONDENT, channel=Channel.BY_HAND))
    return hand


def measured() -> Hand:
    hand = Hand().open()
    hand.must(acts.ProvisionalOrdered(public_money="XV-1", threat="Tomorrow."))
    return hand


def prepared() -> Hand:
    hand = Hand().open()
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=acts.Outcome.LISTING, consequences=()))
    return hand


def asked_to_be_heard() -> Hand:
    hand = Hand().open().notify()
    hand.must(replace(REPLY, hearing=True))
    return hand


#: By the act that it stops: a file in which it would be accepted.
CARRIED_ON = {
    acts.FileReleased: lambda: Hand().open(),
    acts.NoticePrepared: lambda: Hand().open(),
    acts.NoticeApproved: prepared,
    acts.Sent: lambda: Hand().open().prepare_notice(),
    acts.Received: sent,
    acts.ReplyExtended: lambda: Hand().open().notify(),
    acts.HearingHeld: asked_to_be_heard,
    acts.Proposed: lambda: Hand().open().notify().wait_for_window(),
    acts.Decided: proposed,
    acts.DecisionApproved: decided,
    acts.ProvisionalOrdered: lambda: Hand().open(),
    acts.ProvisionalApproved: measured,
}


def test_every_act_that_carries_a_proceeding_on_is_tried():
    assert set(CARRIED_ON) == set(CARRIES_ON)


@HALTS
@pytest.mark.parametrize("kind", CARRIES_ON, ids=lambda kind: kind.__name__)
def test_nothing_is_carried_on_while_it_lasts(kind, begin):
    make = CARRIED_ON[kind]

    def accepted(hand: Hand) -> list[acts.Act]:
        tried = [*moves(hand), acts.ProvisionalOrdered(public_money="XV-1", threat="Tomorrow.")]
        tried += [acts.ProvisionalApproved(measure=hand.now.case.steps[-1].seq)]
        return [act for act in tried if isinstance(act, kind) and isinstance(Hand(hand.now).do(act), Step)]

    free = accepted(make())
    assert free
    hand = make()
    hand.must(begin)
    for act in free:
        refused(hand, act, Requirement.STAY)


# What the respondent can still do, and when ------------------------------------------------------------------------


@HALTS
def test_a_reply_is_taken_while_it_lasts_and_its_window_goes_on_behind_it(begin):
    hand = Hand().open().notify()
    due = ends(hand, Clock.REPLY)
    hand.on(due - 5 * DAY).must(begin)
    hand.on(due + 30 * DAY).must(REPLY)
    assert hand.stage is Stage.REPLY_WINDOW
    hand.end_stay()
    # The days of the stay, both ends included, were not counted.
    assert ends(hand, Clock.REPLY) >= due + 36 * DAY
    assert ends(hand, Clock.DECISION) > ends(hand, Clock.REPLY) + 30 * DAY
    assert hand.on(ends(hand, Clock.REPLY)).stage is Stage.REPLY_WINDOW
    hand.must(REPLY)
    assert hand.pass_days(1).stage is Stage.TO_BE_PROPOSED


@HALTS
def test_the_time_to_appeal_stands_still_and_nobody_is_listed_by_its_end(begin):
    hand = Hand().to_standstill()
    due = ends(hand, Clock.APPEAL)
    hand.pass_days(3).must(begin)
    assert {Clock.STANDSTILL, Clock.APPEAL} == set(standing_still(hand.now.case))
    hand.pass_days(200).end_stay()
    assert (hand.stage, hand.is_listed) == (Stage.STANDSTILL, False)
    later = ends(hand, Clock.APPEAL)
    assert later == ends(hand, Clock.STANDSTILL) >= due + 200 * DAY
    assert not hand.on(later).is_listed
    assert Hand(hand.now).appeal().stage is Stage.UNDER_APPEAL
    assert hand.on(later + DAY).is_listed


@HALTS
def test_an_appeal_is_taken_while_it_lasts(begin):
    hand = Hand().to_standstill()
    hand.must(begin)
    hand.pass_days(90).must(APPEAL)


def test_a_window_that_was_over_before_is_not_opened_again():
    hand = Hand().open().notify().wait_for_window()
    hand.must(acts.StayOrdered())
    refused(hand, REPLY, Requirement.REPLY)
    hand.pass_days(10).end_stay()
    refused(hand, REPLY, Requirement.REPLY)
    assert hand.stage is Stage.TO_BE_PROPOSED
    listed = Hand().to_listed()
    listed.must(acts.StayOrdered())
    listed.pass_days(10).end_stay()
    assert listed.is_listed
    refused(listed, APPEAL, Requirement.APPEAL)


@HALTS
def test_the_last_day_of_a_window_is_given_back(begin):
    hand = Hand().to_standstill()
    hand.on(ends(hand, Clock.APPEAL)).must(begin)
    hand.end_stay()
    assert ends(hand, Clock.APPEAL) > hand.now.today
    assert not hand.pass_days(1).is_listed


@HALTS
def test_the_office_misses_no_date_while_it_lasts(begin):
    hand = Hand().open().notify().wait_for_window()
    due = ends(hand, Clock.DECISION)
    hand.must(begin)
    assert hand.on(due + 90 * DAY).stage is Stage.TO_BE_PROPOSED
    hand.end_stay()
    hand.on(ends(hand, Clock.DECISION)).decide()


def test_what_has_become_void_under_a_stay_does_not_count_on():
    hand = Hand().open().notify_by_portal().pass_days(12)
    hand.must(acts.StayOrdered())
    hand.must(acts.NonReceiptClaimed(paper=Paper.NOTICE, party=RESPONDENT))
    hand.end_stay()
    assert hand.now.case.clock(Clock.REPLY) is None
    assert hand.now.case.clock(Clock.DECISION) is None
    assert hand.serve(Paper.NOTICE).stage is Stage.REPLY_WINDOW
    closed = Hand().open().notify()
    closed.must(acts.StayOrdered())
    closed.must(acts.Closed(because=acts.Because.SETTLED))
    closed.end_stay()
    assert {clock for clock in Clock if closed.now.case.clock(clock)} == set()


def test_a_window_that_has_not_begun_stands_still_too():
    hand = Hand().open().notify_by_portal().pass_days(2)
    first, windows = hand.now.today, (Clock.REPLY, Clock.DECISION)
    due = {clock: ends(hand, clock) for clock in windows}
    hand.must(acts.StayOrdered())
    hand.pass_days(3).end_stay()
    for clock in windows:
        assert (
            ends(hand, clock)
            == put_off(MODEL.deadlines[clock], due[clock], first, hand.now.today, hand.now.calendar)
            >= due[clock] + 4 * DAY
        )


def test_a_later_part_of_the_file_takes_nothing_back_of_what_stood_still():
    hand = Hand().open().notify()
    released = acts.FileReleased(index=DIGEST, exculpatory_included=True)
    hand.pass_days(2).must(released)
    hand.wait_for_window().must(acts.StayOrdered())
    hand.pass_days(20).end_stay()
    due = ends(hand, Clock.DECISION)
    hand.pass_days(1).must(released)
    assert ends(hand, Clock.DECISION) == due


def test_what_stood_still_counts_on_behind_an_annulment_for_a_court_may_restore():
    hand = Hand().to_standstill().pass_days(3)
    hand.must(acts.StayOrdered())
    hand.must(acts.CourtRuled(ruling=Ruling.ANNULLED))
    hand.pass_days(5).end_stay()
    due = ends(hand, Clock.APPEAL)
    assert due == ends(hand, Clock.STANDSTILL)
    hand.must(acts.CourtRuled(ruling=Ruling.RESTORED))
    assert (hand.on(due).stage, hand.pass_days(1).stage) == (Stage.STANDSTILL, Stage.LISTED)


def test_what_is_remitted_under_a_stay_is_decided_behind_it():
    hand = Hand().to_standstill().appeal()
    hand.must(acts.StayOrdered(), "court")
    hand.pass_days(5).rule(Ruling.REMITTED)
    refused(hand, acts.Proposed(verdict=verdict()), Requirement.STAY)
    assert hand.pass_days(90).stage is Stage.TO_BE_PROPOSED
    hand.end_stay()
    assert ends(hand, Clock.DECISION) > hand.now.today + 30 * DAY
    assert hand.now.case.clock(Clock.STANDSTILL) is None
    hand.decide()


def test_windows_that_open_behind_a_stay_count_none_of_its_days_and_all_others():
    hand = Hand().open().notify()
    due = ends(hand, Clock.REPLY)
    hand.must(acts.StayOrdered())
    hand.pass_days(9).end_stay()
    hand.must(acts.ReplyExtended(because=acts.Because.RESPONDENT_ASKED))
    assert ends(hand, Clock.REPLY) >= due + 40 * DAY
    later = Hand(hand.now).pass_days(2)
    later.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    assert ends(later, Clock.REPLY) >= later.now.today + 60 * DAY


# Whose it is --------------------------------------------------------------------------------------------------------


def test_a_court_s_stay_and_a_filed_order_are_no_appeal_body_s_to_end():
    for begin, officer in ((acts.StayOrdered(), "court"), (acts.OrderFiled(document=DIGEST), None)):
        hand = Hand().to_listed()
        entry = hand.must(begin, officer).seq
        refused(hand, acts.StayEnded(stay=entry), Requirement.COMPETENCE, "judge")
        assert not hand.is_listed
        hand.must(acts.StayEnded(stay=entry), "court")
        assert hand.is_listed


def test_a_court_ends_the_appeal_body_s_stay_and_each_stay_ends_by_itself():
    hand = Hand().to_listed()
    own, court = hand.must(acts.StayOrdered(), "judge").seq, hand.must(acts.StayOrdered(), "court").seq
    for officer in ("judge", "court"):
        refused(hand, acts.StayOrdered(), Requirement.STAY, officer)
    filed = hand.file_order().now.case.steps[-1].seq
    assert [one.entry for one in halts(hand.now.case)] == [own, court, filed]
    hand.must(acts.StayEnded(stay=own), "judge")
    refused(hand, acts.StayEnded(stay=own), Requirement.STAY, "judge")
    hand.must(acts.StayEnded(stay=court), "court")
    assert is_halted(hand.now.case)
    hand.verify(genuine=False)
    assert hand.is_listed
    hand.must(acts.StayOrdered(), "judge")
    assert hand.end_stay("court").is_listed


def test_another_court_ends_a_court_s_stay_only_from_above():
    hand = Hand().to_listed()
    lower = authority("lower-court", "high-court", Function.COURT)
    aside = authority("other-court", "", Function.COURT)
    hand.now = replace(hand.now, authorities=AUTHORITIES | {one.code: one for one in (lower, aside)})
    held = {code: mandate(code, Role.COURT, code) for code in ("lower-court", "other-court", "high-court")}

    def does(code: str, act: acts.Act) -> Step | Refusal:
        return step(hand.now, act, Actor(officer=code, mandates=(held[code],)))

    begun = does("lower-court", acts.StayOrdered())
    assert isinstance(begun, Step)
    hand.now = replace(hand.now, file=hand.now.case.with_step(replace(begun, seq=500)))
    end = acts.StayEnded(stay=500)
    assert {code: isinstance(does(code, end), Step) for code in held} == {
        "lower-court": True, "other-court": False, "high-court": True,
    }  # fmt: skip


def test_the_days_of_stays_that_overlap_are_one_span():
    hand = Hand().open()
    first = hand.now.today
    hand.must(acts.StayOrdered(), "judge")
    hand.pass_days(3).must(acts.StayOrdered(), "court")
    hand.pass_days(3).end_stay("court")
    assert halted_days(hand.now.case) == ()
    hand.pass_days(3).end_stay("judge")
    hand.pass_days(1).file_order()
    assert halted_days(hand.now.case) == (Span(first=first, last=first + 9 * DAY),)


# Orders and forgeries -----------------------------------------------------------------------------------------------


def test_a_forgery_takes_the_court_s_answer_and_two_officers():
    hand = Hand().to_listed().file_order()
    refused(hand, OrderVerified(genuine=False, answer=" "), Requirement.STAY)
    finding = hand.must(OrderVerified(genuine=False, answer=DIGEST)).seq
    assert not hand.is_listed
    assert waiting_for_signature(hand.now.case) == ForgeryApproved(finding=finding)
    refused(hand, ForgeryApproved(finding=finding - 1), Requirement.STAY)
    both = (MANDATES["keeper"], mandate("keeper", Role.SECOND_SIGNATORY))
    found = step(hand.now, ForgeryApproved(finding=finding), Actor(officer="keeper", mandates=both))
    assert isinstance(found, Refusal)
    assert found.requirement is Requirement.FOUR_EYES
    assert hand.now.case.clock(Clock.ORDER_VERIFICATION) is not None
    hand.sign()
    assert hand.is_listed
    assert hand.now.case.clock(Clock.ORDER_VERIFICATION) is None
    assert waiting_for_signature(hand.now.case) is None
    refused(hand, ForgeryApproved(finding=finding), Requirement.STAY)


def test_a_finding_that_is_not_signed_can_be_corrected_and_one_that_it_is_genuine_not():
    hand = Hand().to_listed().file_order()
    forged = hand.must(OrderVerified(genuine=False, answer=DIGEST)).seq
    hand.verify(genuine=True)
    assert waiting_for_signature(hand.now.case) is None
    refused(hand, ForgeryApproved(finding=forged), Requirement.STAY)
    refused(hand, OrderVerified(genuine=False, answer=DIGEST), Requirement.STAY)


def test_nobody_who_acted_in_the_file_finds_an_order_forged():
    hand = Hand().to_listed().file_order()
    both = (MANDATES["case"], mandate("case", Role.REGISTER_KEEPER))
    found = step(hand.now, OrderVerified(genuine=False, answer=DIGEST), Actor(officer="case", mandates=both))
    assert isinstance(found, Refusal)
    assert found.requirement is Requirement.FOUR_EYES


def test_what_was_found_to_be_forged_is_not_filed_again():
    hand = Hand().to_listed().file_order().verify(genuine=False)
    refused(hand, acts.OrderFiled(document=DIGEST), Requirement.STAY)
    hand.must(acts.OrderFiled(document="1" * 64))
    assert not hand.is_listed


def test_with_its_stay_an_order_needs_no_verification_any_more():
    hand = Hand().to_listed().file_order()
    assert hand.end_stay().now.case.clock(Clock.ORDER_VERIFICATION) is None


def test_an_order_is_to_be_verified_and_a_stay_is_not():
    stayed = Hand().to_listed()
    stayed.must(acts.StayOrdered())
    assert stayed.now.case.clock(Clock.ORDER_VERIFICATION) is None
    stayed.file_order()
    verified_by = ends(stayed, Clock.ORDER_VERIFICATION)
    first = halts(stayed.now.case)[0]
    stayed.must(acts.StayEnded(stay=first.entry))
    assert ends(stayed, Clock.ORDER_VERIFICATION) == verified_by, "the order still waits for its verification"


def test_a_date_that_was_set_under_a_stay_stood_still_from_its_own_day_on():
    hand = Hand().to_standstill().appeal()
    hand.must(acts.StayOrdered())
    hand.pass_days(5).rule(Ruling.REMITTED)
    set_on, due = hand.now.today, ends(hand, Clock.DECISION)
    hand.pass_days(4).end_stay()
    expected = put_off(MODEL.deadlines[Clock.DECISION], due, set_on, hand.now.today, hand.now.calendar)
    assert ends(hand, Clock.DECISION) == expected
