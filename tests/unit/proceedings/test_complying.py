"""Conditions: set, reported on, fulfilled by word or by silence; broken only by notice, reply and decision. Reviews."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_proceeding import AFFILIATE, DIGEST, MODEL, RESPONDENT, Hand, conditions, held_back, milder, verdict

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Channel, Outcome, Paper, Ruling
from goodstanding.proceedings.complying import MOST_CONDITIONS
from goodstanding.proceedings.conditions import Cause, Condition, ConditionsReported, ReportAnswered, ReviewOpened
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.monitoring import as_decided, condition_states, open_conditions, waiting_report
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import LONGEST_TEXT, Refusal
from goodstanding.proceedings.stages import GroundState, Stage, end_of, listing_on

DAY = timedelta(days=1)
END = date(2028, 1, 1)
DUE, LATER = date(2026, 7, 1), date(2026, 9, 1)
CONDITIONS, REVIEW = Requirement.CONDITIONS, Requirement.REHABILITATION


def refused(hand: Hand, act: acts.Act, requirement: Requirement, officer: str | None = None) -> None:
    found = hand.do(act, officer)
    assert isinstance(found, Refusal), found
    assert (found.requirement, found.article) == (requirement, MODEL.article(requirement)), str(found)


def report(*numbers: int) -> ConditionsReported:
    return ConditionsReported(conditions=numbers, evidence=(DIGEST,))


def answer(*numbers: int) -> ReportAnswered:
    return ReportAnswered(fulfilled=numbers, reason="By the evidence of the file.")


def rehabilitated(*days: date) -> Hand:
    """Listed since April 2026 and let go on conditions."""
    return Hand().to_listed().rehabilitate(*days)


def broken() -> Hand:
    return rehabilitated(DUE, LATER).on(DUE + DAY)


def agreed(*days: date, outcome: Outcome = Outcome.CONDITIONAL_NON_LISTING) -> Hand:
    return Hand().open().notify().wait_for_window().decide(held_back(*days, outcome=outcome)).serve(Paper.DECISION)


def open_days(hand: Hand) -> dict[int, date]:
    return open_conditions(hand.now.case, hand.now.today)


# When they bind -----------------------------------------------------------------------------------------------------


def shown(hand: Hand) -> set[date]:
    """The day of the first condition on every surface."""
    case, today = hand.now.case, hand.now.today
    clock = case.clock(Clock.CONDITION)
    return {condition_states(case, today)[0].due_on, open_conditions(case, today)[1], clock.due_on}


def granted(*days: date) -> Hand:
    """The same as `rehabilitated`, and the answer is not served yet."""
    hand = Hand().to_listed()
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    return hand.answer(granted=True, conditions=conditions(*days))


def test_a_condition_of_an_answer_that_was_not_received_is_not_broken():
    hand = granted(DUE, LATER).on(DUE + DAY)
    assert hand.stage is Stage.MONITORED
    refused(hand, Hand.breach(1), CONDITIONS)
    hand.serve(Paper.ANSWER)
    due = DUE + 31 * DAY
    assert shown(hand) == {due}
    assert open_days(hand)[2] == LATER
    refused(hand.on(due), Hand.breach(1), CONDITIONS)
    assert shown(hand) == {due}
    hand.on(due + DAY).must(Hand.breach(1))


def test_a_day_that_does_not_bind_is_the_same_on_every_surface_too():
    hand = granted(DUE, LATER)
    assert shown(hand) == {DUE}
    assert shown(hand.on(DUE + 40 * DAY)) == {DUE}
    soon = granted(date(2026, 4, 20))
    assert shown(soon) == {soon.now.today + 30 * DAY}


@pytest.mark.parametrize(
    ("begins", "forged"),
    [(acts.StayOrdered(), False), (acts.OrderFiled(document=DIGEST), False), (acts.OrderFiled(document=DIGEST), True)],
)
def test_no_clock_of_a_condition_runs_while_everything_rests(begins, forged):
    hand = rehabilitated(DUE)
    hand.must(begins)
    assert hand.now.case.clock(Clock.CONDITION) is None
    hand = hand.pass_days(5).verify(genuine=False) if forged else hand.pass_days(5).end_stay()
    assert shown(hand) == {DUE if forged else DUE + 5 * DAY}
    lodged = agreed(DUE).appeal()
    assert lodged.now.case.clock(Clock.CONDITION) is None
    lodged.pass_days(5).rule(Ruling.UPHELD)
    assert shown(lodged) == {DUE + 5 * DAY}


def test_a_condition_keeps_its_day_where_a_month_is_left_of_it():
    hand = granted(DUE).on(DUE - 30 * DAY).serve(Paper.ANSWER)
    assert shown(hand) == {DUE}
    later = granted(DUE).on(DUE - 29 * DAY).serve(Paper.ANSWER)
    assert shown(later) == {DUE + DAY}


def test_an_answer_is_received_by_all_before_it_binds():
    hand = Hand().open(affiliates=(AFFILIATE,)).notify().wait_for_window().decide().serve(Paper.DECISION).pass_days(35)
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    hand.answer(granted=True, conditions=conditions(DUE))
    hand.must(acts.Sent(paper=Paper.ANSWER, party=RESPONDENT, channel=Channel.BY_HAND))
    hand.must(acts.Received(paper=Paper.ANSWER, party=RESPONDENT, received_on=hand.now.today, receipt=DIGEST))
    refused(hand.on(DUE + DAY), Hand.breach(1), CONDITIONS)
    hand.serve_on(Paper.ANSWER, AFFILIATE)
    assert shown(hand) == {DUE + 31 * DAY}


def test_nothing_is_broken_before_the_time_to_appeal_is_over_though_the_grant_was_received():
    hand = Hand().open().notify().wait_for_window().decide()
    hand.rehabilitate(hand.now.today + DAY)
    due = open_days(hand)[1]
    hand.pass_days(20).serve(Paper.DECISION)
    refused(hand.on(due + DAY), Hand.breach(1), CONDITIONS)
    refused(hand.on(hand.now.case.clock(Clock.APPEAL).due_on), Hand.breach(1), CONDITIONS)
    hand.pass_days(1).must(Hand.breach(1))


def test_a_claim_that_the_answer_never_came_takes_its_binding_away():
    hand = granted(DUE)
    hand.must(acts.Sent(paper=Paper.ANSWER, party=RESPONDENT, channel=Channel.PORTAL, consent=DIGEST, proof=DIGEST))
    hand.on(DUE + DAY).must(acts.NonReceiptClaimed(paper=Paper.ANSWER, party=RESPONDENT))
    refused(hand, Hand.breach(1), CONDITIONS)
    hand.pass_days(30).serve(Paper.ANSWER)
    assert shown(hand) == {hand.now.today + 30 * DAY}


def test_the_next_answer_is_served_again_and_one_that_refuses_moves_nothing():
    hand = rehabilitated(DUE, LATER)
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    hand.answer(granted=False)
    assert shown(hand) == {DUE}
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    hand.answer(granted=True, conditions=conditions(DUE))
    refused(hand.on(DUE + DAY), Hand.breach(1), CONDITIONS)
    hand.serve(Paper.ANSWER)


def test_only_a_grant_is_an_answer_to_serve():
    hand = Hand().to_listed()
    sent = acts.Sent(paper=Paper.ANSWER, party=RESPONDENT, channel=Channel.BY_HAND)
    refused(hand, sent, Requirement.ORDER)
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    hand.answer(granted=False)
    refused(hand, sent, Requirement.ORDER)


def test_a_decision_tells_its_conditions_with_the_days_on_which_they_are_due():
    """Of a draft as if it were signed today; of what a grant took the place of as it was set."""
    hand = Hand().open().notify().wait_for_window()
    soon = conditions(hand.now.today + 3 * DAY)
    assert [one.due_on for one in as_decided(hand.now.case, soon, hand.now.today)] == [hand.now.today + 30 * DAY]
    hand.decide(replace(held_back(), conditions=soon)).serve(Paper.DECISION)
    last = hand.now.case.clock(Clock.APPEAL).due_on + 30 * DAY
    assert [one.due_on for one in as_decided(hand.now.case, soon, hand.now.today)] == [last]
    assert shown(hand) == {last}
    hand.rehabilitate(last + DAY)
    assert [one.due_on for one in as_decided(hand.now.case, soon, hand.now.today)] == [soon[0].due_on]


def test_every_condition_is_told_whole_in_order_and_as_it_stands():
    hand = rehabilitated(DUE, LATER, LATER + DAY)
    texts = [one.text for one in conditions(DUE, LATER, LATER + DAY)]
    hand.report(1)
    hand.must(answer(1))
    hand.report(2)
    told = condition_states(hand.now.case, hand.now.today)
    assert [(one.number, one.text, one.state) for one in told] == [
        (1, texts[0], "fulfilled"), (2, texts[1], "reported"), (3, texts[2], "open"),
    ]  # fmt: skip
    still = open_days(hand)
    assert [one.due_on for one in told] == [DUE, still[2], still[3]]


def test_a_draft_s_conditions_are_told_whole_and_open():
    hand = Hand().open().notify().wait_for_window()
    drafted = conditions(DUE, LATER)
    told = as_decided(hand.now.case, drafted, hand.now.today)
    assert [(one.number, one.text, one.state) for one in told] == [
        (1, drafted[0].text, "open"), (2, drafted[1].text, "open"),
    ]  # fmt: skip


# Setting them -------------------------------------------------------------------------------------------------------


def test_a_grant_on_conditions_lifts_at_once_and_is_monitored():
    hand = rehabilitated(DUE, LATER)
    assert (hand.stage, hand.is_listed, open_days(hand)) == (Stage.MONITORED, False, {1: DUE, 2: LATER})
    assert hand.now.case.clock(Clock.CONDITION).due_on == DUE
    assert hand.on(END - DAY).stage is Stage.MONITORED  # nothing follows from a day that passes
    assert (hand.on(END).stage, hand.is_listed) == (Stage.LIFTED, False)


@pytest.mark.parametrize("outcome", [Outcome.MONITORING, Outcome.CONDITIONAL_NON_LISTING])
def test_an_agreement_holds_a_listing_back_and_ends_with_it(outcome):
    hand = agreed(DUE, outcome=outcome)
    assert (hand.stage, end_of(hand.now.case)) == (Stage.MONITORED, END)
    assert hand.on(END - DAY).stage is Stage.MONITORED
    assert not hand.is_listed
    assert hand.on(END).stage is Stage.EXPIRED


def test_a_condition_lies_between_today_and_the_end():
    hand = Hand().open().notify().wait_for_window()
    for bad in ((hand.now.today,), (END,), tuple([DUE] * 21)):
        refused(hand, acts.Proposed(verdict=held_back(*bad)), CONDITIONS)
    empty = replace(held_back(DUE), conditions=(Condition(text=" ", due_on=DUE),))
    refused(hand, acts.Proposed(verdict=empty), CONDITIONS)
    refused(hand, acts.Proposed(verdict=replace(held_back(DUE), until=None)), CONDITIONS)
    refused(hand, acts.Proposed(verdict=replace(held_back(DUE), until=date(2028, 6, 3))), Requirement.TERM)
    hand.must(acts.Proposed(verdict=held_back(hand.now.today + DAY, END - DAY)))


def test_the_most_and_the_longest_that_are_taken():
    longest = Condition(text="x" * LONGEST_TEXT, due_on=DUE)
    hand = Hand().open().notify().wait_for_window()
    longer = replace(longest, text=longest.text + "x")
    refused(hand, acts.Proposed(verdict=replace(held_back(), conditions=(longer,))), CONDITIONS)
    hand.decide(replace(held_back(), conditions=(longest,) * MOST_CONDITIONS)).serve(Paper.DECISION).report(1)
    said = replace(answer(1), reason=longest.text)
    refused(hand, replace(said, reason=longer.text), Requirement.REASONS)
    hand.must(said)


def test_a_decision_sets_no_harder_condition_than_its_proposal():
    hand = Hand().open().notify().wait_for_window()
    hand.must(acts.Proposed(verdict=held_back(DUE)))
    for harder in (held_back(DUE - DAY), held_back(DUE, DUE)):
        refused(hand, acts.Decided(verdict=harder), Requirement.DECISION)
    hand.must(acts.Decided(verdict=held_back(DUE + DAY)))


def test_only_a_grant_has_conditions():
    hand = Hand().to_listed()
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    refused(hand, acts.RehabilitationDecided(granted=False, reason="No.", conditions=conditions(DUE)), CONDITIONS)
    refused(hand, acts.RehabilitationDecided(granted=True, reason="Yes.", conditions=conditions(END)), CONDITIONS)


def test_rules_without_the_clock_set_no_condition():
    hand = Hand().to_listed()
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    without = {name: one for name, one in MODEL.deadlines.items() if name is not Clock.CONDITION_ANSWER}
    hand.now = replace(hand.now, procedure=replace(MODEL, deadlines=without))
    refused(hand, acts.RehabilitationDecided(granted=True, reason="Yes.", conditions=conditions(DUE)), CONDITIONS)


# Fulfilling them ----------------------------------------------------------------------------------------------------


def test_all_fulfilled_closes_by_rule():
    hand = rehabilitated(DUE, LATER).report(1)
    assert waiting_report(hand.now.case, hand.now.today) == {1}
    hand.must(answer(1))
    assert (hand.stage, open_days(hand), hand.now.case.clock(Clock.CONDITION).due_on) == (
        Stage.MONITORED, {2: LATER}, LATER,
    )  # fmt: skip
    hand.report(2).must(answer(2))
    assert (hand.stage, hand.now.case.clock(Clock.CONDITION)) == (Stage.LIFTED, None)
    agreement = agreed(DUE).report(1)
    agreement.must(answer(1))
    assert agreement.stage is Stage.CONCLUDED
    assert agreement.on(END).stage is Stage.CONCLUDED


def test_a_report_that_is_not_answered_in_time_is_granted():
    hand = rehabilitated(DUE).report(1)
    due = hand.now.case.clock(Clock.CONDITION_ANSWER).due_on
    assert hand.on(due).stage is Stage.MONITORED
    assert hand.on(due + DAY).stage is Stage.LIFTED
    assert waiting_report(hand.now.case, hand.now.today) == frozenset()
    several = rehabilitated(DUE, LATER).report(1)
    several.on(several.now.case.clock(Clock.CONDITION_ANSWER).due_on + DAY)
    refused(several, answer(), CONDITIONS)
    several.report(2)  # the first stays fulfilled while the second waits
    assert open_days(several) == {2: LATER}
    # One that was given no day, as no machine would leave it, waits for its own.
    *before, reported = hand.now.case.steps
    undated = replace(hand.now.case, steps=(*before, replace(reported, started=())))
    assert [waiting_report(undated, day) for day in (reported.on, reported.on + DAY)] == [{1}, frozenset()]


def test_what_was_not_shown_stays_open_and_can_be_shown_again():
    hand = rehabilitated(DUE).report(1)
    hand.must(answer())
    assert open_days(hand) == {1: DUE}
    assert hand.now.case.clock(Clock.CONDITION_ANSWER) is None
    hand.on(DUE + DAY).report(1).must(answer(1))  # late, and still in time: no breach was noticed
    assert hand.stage is Stage.LIFTED


def test_what_a_report_and_its_answer_take():
    hand = rehabilitated(DUE, LATER)
    for act in (report(), report(3), report(1, 1), ConditionsReported(conditions=(1,), evidence=())):
        refused(hand, act, CONDITIONS)
    refused(hand, answer(1), CONDITIONS)
    refused(hand, report(1), Requirement.COMPETENCE, "assessor")
    hand.report(1)
    refused(hand, report(2), CONDITIONS)
    refused(hand, answer(2), CONDITIONS)
    refused(hand, ReportAnswered(fulfilled=(1,), reason=" "), Requirement.REASONS)
    refused(hand, answer(1), Requirement.COMPETENCE, "lawyer")
    refused(Hand().to_listed(), report(1), CONDITIONS)


# A breach -----------------------------------------------------------------------------------------------------------


def test_a_breach_takes_notice_reply_decision_standstill_and_appeal_and_prolongs_nothing():
    hand = broken().notify_breach(1)
    assert (hand.stage, hand.is_listed) == (Stage.REPLY_WINDOW, False)
    refused(hand, acts.Proposed(verdict=verdict()), Requirement.REPLY)
    hand.must(acts.Replied(document=DIGEST, hearing=True, publish=False))
    assert hand.wait_for_window().stage is Stage.TO_BE_PROPOSED
    refused(hand, acts.Proposed(verdict=verdict()), Requirement.HEARING)
    hand.must(acts.HearingHeld(minutes=DIGEST))
    refused(hand, acts.Proposed(verdict=verdict(until=END + DAY)), Requirement.TERM)
    assert hand.decide().serve(Paper.DECISION).stage is Stage.STANDSTILL
    due = hand.now.case.this_round().clock(Clock.STANDSTILL).due_on
    assert [listing_on(hand.now.case, day) is not None for day in (due, due + DAY, END - DAY, END)] == [
        False, True, False, False,
    ]  # fmt: skip
    assert hand.on(due + DAY).stage is Stage.LISTED
    assert end_of(hand.now.case) == END


def test_a_listing_held_back_comes_only_by_the_same_way():
    hand = agreed(DUE).on(DUE + DAY).notify_breach(1).wait_for_window().decide().serve(Paper.DECISION)
    assert hand.stage is Stage.STANDSTILL
    hand.appeal()
    assert hand.pass_days(50).stage is Stage.UNDER_APPEAL
    hand.rule(Ruling.UPHELD)
    assert hand.is_listed


def test_what_is_decided_on_a_breach_can_be_milder():
    hand = broken().notify_breach(1).wait_for_window().decide(milder(Outcome.NO_ACTION))
    assert (hand.stage, hand.is_listed) == (Stage.CONCLUDED, False)
    assert hand.now.case.clock(Clock.REVIEW) is None
    more_time = broken().notify_breach(1).wait_for_window()
    more_time.decide(held_back(date(2026, 12, 1))).serve(Paper.DECISION)
    assert (more_time.stage, open_days(more_time)) == (Stage.MONITORED, {1: date(2026, 12, 1)})
    again = more_time.on(date(2026, 12, 2)).notify_breach(1).wait_for_window().decide().serve(Paper.DECISION)
    assert again.pass_days(40).is_listed
    assert end_of(again.now.case) == END


def test_a_missed_date_on_a_breach_ends_everything():
    hand = broken().notify_breach(1)
    due = hand.now.case.clock(Clock.DECISION).due_on
    assert hand.on(due + DAY).stage is Stage.DATE_MISSED
    refused(hand, hand.breach(1), Requirement.ORDER)


def test_a_breach_that_is_annulled_on_appeal_lists_nobody():
    hand = broken().notify_breach(1).wait_for_window().decide().serve(Paper.DECISION).appeal()
    hand.rule(Ruling.ANNULLED)
    assert hand.stage is Stage.ANNULLED
    remitted = broken().notify_breach(1).wait_for_window().decide().serve(Paper.DECISION).appeal()
    remitted.rule(Ruling.REMITTED)
    assert remitted.stage is Stage.TO_BE_PROPOSED
    refused(remitted, acts.Proposed(verdict=verdict(until=END + DAY)), Requirement.TERM)


def test_a_court_still_rules_on_what_was_decided_before():
    hand = broken().notify_breach(1)
    hand.must(acts.CourtRuled(ruling=Ruling.ANNULLED))
    assert hand.stage is Stage.ANNULLED
    hand.must(acts.CourtRuled(ruling=Ruling.RESTORED))
    hand.must(acts.CourtRuled(ruling=Ruling.VARIED, until=date(2027, 1, 1)))
    hand.wait_for_window()
    refused(hand, acts.Proposed(verdict=verdict(until=date(2027, 1, 2))), Requirement.TERM)


def test_a_draft_begins_nothing_and_is_judged_again_when_it_is_signed():
    hand = broken()
    hand.must(hand.breach(1))
    assert hand.stage is Stage.MONITORED
    hand.report(1).must(answer(1))
    refused(hand, acts.NoticeApproved(document=DIGEST), CONDITIONS)
    refused(broken(), acts.NoticeApproved(document=DIGEST), Requirement.ORDER)


def waits(hand: Hand) -> Hand:
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    return hand


def stayed(hand: Hand) -> Hand:
    hand.must(acts.StayOrdered())
    return hand


def resting(hand: Hand) -> Hand:
    hand.now = replace(hand.now, ground=GroundState.SUSPENDED)
    return hand


def with_order(hand: Hand) -> Hand:
    hand.must(acts.OrderFiled(document=DIGEST))
    return hand


EARLY = date(2026, 3, 20)
LAST_TO_APPEAL = date(2026, 4, 6)

NO_BREACH = {
    "not due": lambda: rehabilitated(DUE).on(DUE),
    "fulfilled": lambda: rehabilitated(DUE, LATER).report(1).on(DUE + DAY),
    "a report waits": lambda: broken().report(2),
    "an application waits": lambda: waits(broken()),
    "the ground rests": lambda: resting(broken()),
    "the review is late": lambda: rehabilitated(DUE).on(date(2027, 6, 1)),
    "time to appeal": lambda: agreed(EARLY).on(LAST_TO_APPEAL),
    "appealed": lambda: agreed(EARLY).on(LAST_TO_APPEAL).appeal().pass_days(1),
    "not served": lambda: Hand().open().notify().wait_for_window().decide(held_back(EARLY)).on(DUE),
}


@pytest.mark.parametrize("name", NO_BREACH)
def test_no_breach_is_noticed_where(name):
    refused(NO_BREACH[name](), Hand.breach(1), CONDITIONS)


@pytest.mark.parametrize("stop", [stayed, with_order])
def test_no_breach_is_noticed_while_the_file_is_stopped(stop):
    refused(stop(broken()), Hand.breach(1), Requirement.STAY)


def test_a_breach_can_be_noticed_when_the_time_to_appeal_is_over():
    hand = agreed(EARLY)
    assert hand.now.case.clock(Clock.APPEAL).due_on == LAST_TO_APPEAL
    refused(hand.on(LAST_TO_APPEAL + 30 * DAY), Hand.breach(1), CONDITIONS)
    assert hand.pass_days(1).notify_breach(1).stage is Stage.REPLY_WINDOW


def test_what_is_annulled_or_sent_back_has_no_days_of_its_own_any_more():
    hand = rehabilitated(DUE)
    hand.must(acts.CourtRuled(ruling=Ruling.ANNULLED))
    assert hand.now.case.clock(Clock.CONDITION) is None
    remitted = Hand().to_standstill().appeal()
    remitted.rule(Ruling.REMITTED)
    assert remitted.now.case.clock(Clock.REVIEW) is None


def test_a_breach_names_open_conditions_and_no_new_consequence():
    hand = broken()
    for bad in ((3,), (1, 1), (2,)):
        refused(hand, Hand.breach(*bad), CONDITIONS)
    more = (ConsequenceCode.TENDER_EXCLUSION, ConsequenceCode.FUNDING_EXCLUSION)
    refused(hand, replace(Hand.breach(1), consequences=more), Requirement.CONSEQUENCES)
    refused(hand, Hand.breach(1), Requirement.COMPETENCE, "assessor")


def test_its_notice_waits_for_the_whole_file_and_its_own_window():
    hand = broken()
    hand.must(hand.breach(1))
    hand.must(acts.NoticeApproved(document=DIGEST))
    assert hand.stage is Stage.NOTICE_APPROVED
    by_hand = acts.Sent(paper=Paper.NOTICE, party=RESPONDENT, channel=acts.Channel.BY_HAND)
    refused(hand, by_hand, Requirement.FILE_ACCESS)
    hand.must(acts.Replied(document=DIGEST, hearing=False, publish=False))
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(by_hand)
    refused(hand, acts.ProvisionalOrdered(public_money="XV-1", threat="Soon."), Requirement.PROVISIONAL)


def test_days_under_an_appeal_a_stay_or_an_order_are_not_counted_against_the_respondent():
    hand = agreed(DUE)
    hand.appeal().pass_days(20)
    assert open_days(hand) == {1: DUE + timedelta(days=20)}
    hand.rule(Ruling.UPHELD)
    assert hand.now.case.clock(Clock.CONDITION).due_on == DUE + timedelta(days=20)
    for opens in (acts.StayOrdered(), acts.OrderFiled(document=DIGEST)):
        hand.must(opens)
        hand.pass_days(5).end_stay()
    assert open_days(hand.pass_days(30)) == {1: DUE + timedelta(days=30)}
    forged = agreed(DUE)
    forged.must(acts.OrderFiled(document=DIGEST))
    forged.pass_days(5).verify(genuine=False)
    assert open_days(forged) == {1: DUE}
    before = Hand().open().notify().wait_for_window()
    before.must(acts.StayOrdered())
    before.pass_days(5).end_stay()
    assert open_days(before.decide(held_back(DUE))) == {1: DUE}


# Reviews ------------------------------------------------------------------------------------------------------------


def test_a_listing_rests_from_the_day_on_which_its_review_is_missed_until_it_is_answered():
    hand = Hand().to_listed()
    due = hand.now.case.clock(Clock.REVIEW).due_on
    assert due == date(2027, 3, 5)
    assert hand.on(due).is_listed
    assert (hand.on(due + DAY).stage, hand.is_listed) == (Stage.SUSPENDED, False)
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    hand.answer(granted=False)
    assert hand.stage is Stage.SUSPENDED  # a right that is used ends nothing that favours
    assert hand.review().is_listed
    assert hand.on(END - DAY).is_listed  # the next would come behind the end


def test_a_review_confirms_or_favours():
    hand = rehabilitated(DUE, LATER)
    hand.must(ReviewOpened(cause=Cause.YEARLY, evidence=()))
    harder = (conditions(DUE - DAY), conditions(DUE, LATER, LATER), (Condition(text="More.", due_on=LATER),))
    for found in harder:
        refused(hand, acts.RehabilitationDecided(granted=True, reason="More.", conditions=found), CONDITIONS)
    hand.answer(granted=True, conditions=conditions(LATER))
    assert (hand.stage, open_days(hand)) == (Stage.MONITORED, {1: LATER})
    hand.must(ReviewOpened(cause=Cause.ACQUITTAL, evidence=(DIGEST,)), "case")
    assert hand.answer(granted=True).stage is Stage.LIFTED
    assert hand.now.case.clock(Clock.REVIEW) is None
    agreement = agreed(DUE)
    agreement.must(ReviewOpened(cause=Cause.CHANGE_OF_OWNER, evidence=(DIGEST,)))
    assert agreement.answer(granted=True).stage is Stage.LIFTED


def test_what_a_review_takes():
    hand = Hand().to_listed()
    refused(hand, ReviewOpened(cause=Cause.ACQUITTAL, evidence=()), REVIEW)
    refused(hand, ReviewOpened(cause=Cause.YEARLY, evidence=()), Requirement.COMPETENCE, "lawyer")
    hand.must(ReviewOpened(cause=Cause.YEARLY, evidence=()))
    refused(hand, ReviewOpened(cause=Cause.YEARLY, evidence=()), REVIEW)
    refused(hand, acts.RehabilitationAnswered(complete=True), REVIEW)
    refused(Hand().open(), ReviewOpened(cause=Cause.YEARLY, evidence=()), REVIEW)
    warned = Hand().open().notify().wait_for_window().decide(milder(Outcome.WARNING))
    refused(warned, ReviewOpened(cause=Cause.YEARLY, evidence=()), REVIEW)


def test_a_respondent_that_shows_an_acquittal_has_its_answer_without_a_look_at_the_form():
    hand = Hand().to_listed()
    refused(hand, acts.RehabilitationApplied(evidence=(DIGEST,), cause=Cause.YEARLY), REVIEW)
    done = hand.must(acts.RehabilitationApplied(evidence=(DIGEST,), cause=Cause.ACQUITTAL))
    assert [one.clock for one in done.started] == [Clock.REHABILITATION_DECISION]
    assert done.started[0].event_on == hand.now.today
    assert not hand.on(done.started[0].due_on + DAY).is_listed


def test_an_answer_to_the_respondent_moves_no_review_of_the_office():
    hand = Hand().to_listed()
    due = hand.now.case.clock(Clock.REVIEW).due_on
    hand.pass_days(60).must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    hand.answer(granted=False)
    assert hand.now.case.clock(Clock.REVIEW).due_on == due
    assert hand.review().now.case.clock(Clock.REVIEW).due_on > due


def test_without_a_listing_there_is_nothing_to_review():
    hand = Hand().open().notify().wait_for_window().decide(milder(Outcome.WARNING))
    assert hand.now.case.clock(Clock.REVIEW) is None


# An application that is not complete --------------------------------------------------------------------------------

INCOMPLETE = acts.RehabilitationAnswered(complete=False, missing="The receipts.")
APPLIED = acts.RehabilitationApplied(evidence=(DIGEST,))


def test_what_is_missing_is_said_and_said_once():
    hand = Hand().to_listed()
    hand.must(APPLIED)
    for bad in (replace(INCOMPLETE, missing=" "), acts.RehabilitationAnswered(complete=True, missing="Nothing.")):
        refused(hand, bad, Requirement.REASONS)
    hand.must(INCOMPLETE)
    refused(hand, INCOMPLETE, REVIEW)
    hand.must(APPLIED)
    for again in (INCOMPLETE, APPLIED, acts.RehabilitationAnswered(complete=True)):
        refused(hand, again, REVIEW)


def test_an_incomplete_application_is_answered_by_its_day_all_the_same():
    hand = Hand().to_listed()
    hand.must(APPLIED)
    hand.must(INCOMPLETE)
    due = hand.now.case.clock(Clock.REHABILITATION_DECISION).due_on
    assert hand.on(due).is_listed
    assert not hand.pass_days(1).is_listed
    # What is completed behind the day puts nothing off: the listing rests until the answer.
    hand.must(APPLIED)
    assert not hand.is_listed
    assert hand.answer(granted=False).is_listed


def test_behind_a_refusal_there_is_a_new_application_at_once():
    hand = Hand().to_listed()
    hand.must(APPLIED)
    hand.must(INCOMPLETE)
    hand.answer(granted=False)
    hand.must(APPLIED)
    hand.must(INCOMPLETE)
    assert hand.answer(granted=True).stage is Stage.LIFTED


def test_a_court_that_restores_lets_what_is_owed_count_anew():
    hand = Hand().to_listed()
    hand.must(APPLIED)
    hand.must(acts.CourtRuled(ruling=Ruling.ANNULLED))
    owed = (Clock.REVIEW, Clock.REHABILITATION_DECISION, Clock.REHABILITATION_COMPLETENESS)
    assert [hand.now.case.clock(clock) for clock in owed] == [None, None, None]
    hand.pass_days(40).must(acts.CourtRuled(ruling=Ruling.RESTORED))
    for clock in owed[:2]:
        assert hand.now.case.clock(clock).event_on == hand.now.today
    assert hand.now.case.clock(Clock.APPEAL_DECISION) is None  # nobody had appealed
