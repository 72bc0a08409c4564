"""S12, S37: an unsigned act binds nobody, what is signed is what was read, and no right waits for the office."""

from dataclasses import replace
from datetime import timedelta

from sample_proceeding import DIGEST, Hand, held_back, milder, verdict

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Outcome, Paper, Ruling
from goodstanding.proceedings.conditions import Cause, ReviewOpened
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import Refusal
from goodstanding.proceedings.stages import Stage

DAY = timedelta(days=1)
REVIEW = ReviewOpened(cause=Cause.YEARLY, evidence=())
APPLIED = acts.RehabilitationApplied(evidence=(DIGEST,))
REFUSED = acts.RehabilitationDecided(granted=False, reason="Half.")


def refused(hand: Hand, act: acts.Act, requirement: Requirement) -> None:
    found = hand.do(act)
    assert isinstance(found, Refusal), found
    assert found.requirement is requirement, str(found)


def test_a_draft_of_a_breach_widens_no_notice():
    hand = Hand().open()
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    codes = (ConsequenceCode.TENDER_EXCLUSION,)
    told = acts.NoticePrepared(document=DIGEST, gravest=Outcome.MONITORING, consequences=codes)
    hand.must(told)
    hand.must(acts.NoticeApproved(document=DIGEST))
    hand.serve(Paper.NOTICE).wait_for_window()
    due = hand.now.today + 20 * DAY
    hand.decide(held_back(due, outcome=Outcome.MONITORING)).serve(Paper.DECISION).pass_days(70)
    hand.must(Hand.breach(1))
    assert hand.now.case.notice_in_force() == told
    hand.must(acts.CourtRuled(ruling=Ruling.REMITTED))
    refused(hand, acts.Proposed(verdict=verdict()), Requirement.NOTICE)


def test_a_notice_that_nobody_signed_is_not_in_force():
    hand = Hand().open()
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=()))
    assert hand.now.case.notice_in_force() is None


def test_one_document_has_one_content_until_it_is_signed():
    hand = Hand().open()
    mild = acts.NoticePrepared(document=DIGEST, gravest=Outcome.WARNING, consequences=())
    hand.must(mild)
    refused(hand, replace(mild, gravest=Outcome.LISTING), Requirement.NOTICE)
    hand.must(replace(mild, document="1" * 64, gravest=Outcome.LISTING))
    refused(hand, replace(mild, gravest=Outcome.LISTING), Requirement.NOTICE)
    refused(hand, acts.NoticeApproved(document=DIGEST), Requirement.NOTICE)
    hand.must(mild)
    hand.must(acts.NoticeApproved(document=DIGEST))
    assert hand.now.case.notice_in_force() == mild


def test_the_office_and_its_reviews_stand_in_no_ones_way():
    hand = Hand().to_listed()
    hand.must(REVIEW)
    hand.must(APPLIED)
    refused(hand, APPLIED, Requirement.REHABILITATION)
    refused(hand, REVIEW, Requirement.REHABILITATION)
    hand.answer(granted=True)
    assert hand.stage is Stage.LIFTED


def test_an_application_is_not_answered_by_an_answer_from_before_it():
    hand = Hand().to_listed()
    hand.must(REVIEW)
    hand.must(REFUSED)
    hand.must(APPLIED)
    refused(hand, acts.RehabilitationApproved(answer=hand.now.case.steps[-2].seq), Requirement.REHABILITATION)
    hand.answer(granted=False)
    hand.must(APPLIED)


def test_the_second_signature_is_under_the_very_answer_that_it_names():
    """An answer that another took the place of is not signed in its stead, nor the other way round."""
    hand = Hand().to_listed()
    hand.must(APPLIED)
    hand.must(REFUSED)
    seen = hand.now.case.steps[-1].seq
    hand.must(acts.RehabilitationDecided(granted=True, reason="Repaid."))
    refused(hand, acts.RehabilitationApproved(answer=seen), Requirement.REHABILITATION)
    assert hand.stage is Stage.LISTED
    hand.must(acts.RehabilitationApproved(answer=seen + 1))
    assert hand.stage is Stage.LIFTED


def test_no_answer_is_signed_whose_listing_is_void():
    hand = Hand().to_listed()
    hand.must(APPLIED)
    hand.must(REFUSED)
    answer = hand.now.case.steps[-1].seq
    hand.must(acts.CourtRuled(ruling=Ruling.REMITTED))
    refused(hand, acts.RehabilitationApproved(answer=answer), Requirement.REHABILITATION)


def test_the_second_signature_is_under_the_very_measure_that_it_names():
    hand = Hand().open()
    hand.must(acts.ProvisionalOrdered(public_money="XV-TENDER-1", threat="Tomorrow."))
    ordered = hand.now.case.steps[-1].seq
    refused(hand, acts.ProvisionalApproved(measure=ordered - 1), Requirement.PROVISIONAL)
    hand.must(acts.ProvisionalApproved(measure=ordered))


def test_a_review_still_waits_when_an_application_is_not_complete():
    hand = Hand().to_listed()
    hand.must(REVIEW)
    hand.must(APPLIED)
    hand.must(acts.RehabilitationAnswered(complete=False, missing="The receipts."))
    hand.answer(granted=False)


def test_no_condition_is_broken_by_days_on_which_the_decision_did_not_bind():
    hand = Hand().open().notify().wait_for_window()
    signed = hand.now.today
    hand.decide(held_back(signed + 3 * DAY)).pass_days(20).serve(Paper.DECISION)
    last = hand.now.case.clock(Clock.APPEAL).due_on + 30 * DAY
    assert hand.now.case.clock(Clock.CONDITION).due_on == last
    refused(hand.on(last), Hand.breach(1), Requirement.CONDITIONS)
    hand.on(last + DAY).must(Hand.breach(1))


def test_a_milder_notice_lets_no_listing_follow():
    hand = Hand().open()
    mild = acts.NoticePrepared(document=DIGEST, gravest=Outcome.WARNING, consequences=())
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(mild)
    hand.must(acts.NoticeApproved(document=DIGEST))
    hand.serve(Paper.NOTICE).wait_for_window()
    refused(hand, acts.Proposed(verdict=verdict()), Requirement.NOTICE)
    hand.decide(milder(Outcome.WARNING))
