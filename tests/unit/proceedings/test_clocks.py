"""Which clocks each act starts and stops, and after which day each counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_proceeding import DIGEST, MODEL, RESPONDENT, START, Hand, conditions

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Because, Channel, Outcome, Paper, Ruling
from goodstanding.proceedings.conditions import Cause, ReviewOpened
from goodstanding.proceedings.deadlines import Anchor, Clock, Deadline, Extension, FirstDay

DAY = timedelta(days=1)
APPLIED = acts.RehabilitationApplied(evidence=(DIGEST,))
REVIEW = ReviewOpened(cause=Cause.YEARLY, evidence=())


def running(hand: Hand) -> dict[Clock, tuple[date, date]]:
    """The clocks that run: after which day, to the end of which."""
    found = {clock: hand.now.case.clock(clock) for clock in Clock}
    return {clock: (one.event_on, one.due_on) for clock, one in found.items() if one is not None}


def approved() -> Hand:
    hand = Hand().open()
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=()))
    hand.must(acts.NoticeApproved(document=DIGEST))
    return hand


@pytest.mark.parametrize(
    ("channel", "consent", "also_by", "clock"),
    [
        (Channel.PORTAL, DIGEST, None, Clock.DEEMED_PORTAL),
        (Channel.PORTAL, DIGEST, Channel.SEAT, Clock.DEEMED_PORTAL),
        (Channel.BY_HAND, DIGEST, None, None),
        (Channel.PAPER, DIGEST, None, None),
        (Channel.PAPER, "", Channel.SEAT, Clock.DEEMED_PAPER),
        (Channel.SEAT, "", Channel.PAPER, Clock.DEEMED_PAPER),
        (Channel.SEAT, "", Channel.BY_HAND, Clock.DEEMED_PAPER),
        (Channel.SEAT, "", None, None),
        (Channel.SEAT, DIGEST, Channel.SEAT, None),
    ],
)
def test_what_is_deemed_received(channel: Channel, consent: str, also_by: Channel | None, clock: Clock | None) -> None:
    hand = approved()
    ways = {"channel": channel, "also_by": also_by}
    sent = acts.Sent(paper=Paper.NOTICE, party=RESPONDENT, **ways, consent=consent, proof=DIGEST)
    hand.must(sent)
    deemed = set(running(hand)) & {Clock.DEEMED_PORTAL, Clock.DEEMED_PAPER}
    assert deemed == ({clock} if clock else set())
    assert (Clock.REPLY in running(hand)) is bool(clock)
    if clock is not None:
        counted, due = running(hand)[clock]
        assert counted == START
        assert running(hand)[Clock.REPLY][0] == due


def test_the_reply_counts_from_the_later_of_receipt_and_whole_file_and_the_decision_from_its_end() -> None:
    hand = Hand().open().notify()
    (reply_from, reply_to), (decision_from, _) = (running(hand)[clock] for clock in (Clock.REPLY, Clock.DECISION))
    assert set(running(hand)) == {Clock.REPLY, Clock.DECISION}
    assert (reply_from, decision_from) == (START, reply_to)
    later = START + 5 * DAY
    hand.on(later).must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    assert running(hand)[Clock.REPLY][0] == later
    hand.must(acts.ReplyExtended(because=Because.FILE_VOLUMINOUS))
    assert running(hand)[Clock.REPLY] == (later, running(hand)[Clock.DECISION][0])
    assert running(hand)[Clock.REPLY][1] > later + 31 * DAY


def test_a_claim_stops_what_the_receipt_had_started() -> None:
    hand = approved()
    hand.must(acts.Sent(paper=Paper.NOTICE, party=RESPONDENT, channel=Channel.PORTAL, consent=DIGEST, proof=DIGEST))
    assert {Clock.REPLY, Clock.DECISION} <= set(running(hand))
    hand.must(acts.NonReceiptClaimed(paper=Paper.NOTICE, party=RESPONDENT))
    assert not {Clock.REPLY, Clock.DECISION} & set(running(hand))
    decided = Hand().open().notify().wait_for_window().decide()
    assert Clock.DECISION not in running(decided)
    by_portal = {"channel": Channel.PORTAL, "consent": DIGEST, "proof": DIGEST}
    decided.must(acts.Sent(paper=Paper.DECISION, party=RESPONDENT, **by_portal))
    assert {Clock.STANDSTILL, Clock.APPEAL} <= set(running(decided))
    decided.must(acts.NonReceiptClaimed(paper=Paper.DECISION, party=RESPONDENT))
    assert not {Clock.STANDSTILL, Clock.APPEAL} & set(running(decided))


def test_standstill_and_appeal_count_from_the_receipt() -> None:
    hand = Hand().open().notify().wait_for_window().decide().pass_days(3)
    received = hand.now.today - DAY
    hand.now = Hand(hand.now).on(received).now
    hand.serve(Paper.DECISION)
    assert {running(hand)[clock][0] for clock in (Clock.STANDSTILL, Clock.APPEAL)} == {received}


def test_an_appeal_has_a_date_until_it_is_answered() -> None:
    for answer in (
        lambda hand: hand.admit(admitted=False),
        lambda hand: hand.rule(Ruling.UPHELD),
        lambda hand: hand.rule(Ruling.ANNULLED),
        lambda hand: hand.must(acts.CourtRuled(ruling=Ruling.ANNULLED)),
        lambda hand: hand.rule(Ruling.REMITTED),
    ):
        hand = Hand().to_standstill().appeal()
        assert running(hand)[Clock.APPEAL_DECISION][0] == hand.now.today
        answer(hand)
        assert Clock.APPEAL_DECISION not in running(hand)
    admitted = Hand().to_standstill().appeal()
    admitted.admit()
    assert Clock.APPEAL_DECISION in running(admitted)


def test_a_ruling_that_remits_starts_the_decision_anew_and_stops_what_the_void_one_had_started() -> None:
    hand = Hand().to_standstill().appeal()
    assert {Clock.STANDSTILL, Clock.APPEAL} <= set(running(hand))
    hand.pass_days(2).rule(Ruling.REMITTED)
    assert running(hand)[Clock.DECISION][0] == hand.now.today
    assert not {Clock.STANDSTILL, Clock.APPEAL} & set(running(hand))
    upheld = Hand().to_standstill().appeal()
    upheld.rule(Ruling.UPHELD)
    assert Clock.DECISION not in running(upheld)
    assert {Clock.STANDSTILL, Clock.APPEAL} <= set(running(upheld))
    assert upheld.must(acts.CourtRuled(ruling=Ruling.UPHELD)).stopped == ()


def test_a_stay_that_ends_gives_the_decision_as_many_working_days_as_it_took() -> None:
    hand = Hand().open().notify().wait_for_window()
    counted, due = running(hand)[Clock.DECISION]
    hand.must(acts.StayOrdered())
    assert Clock.DECISION not in running(hand)
    hand.pass_days(13).end_stay()
    assert running(hand)[Clock.DECISION][0] == counted
    assert running(hand)[Clock.DECISION][1] > due + 13 * DAY
    decided = Hand().to_listed()
    decided.must(acts.StayOrdered())
    decided.pass_days(5).end_stay()
    assert Clock.DECISION not in running(decided)


def test_an_order_has_a_date_to_be_verified_by() -> None:
    for genuine in (True, False):
        hand = Hand().to_listed()
        hand.must(acts.OrderFiled(document=DIGEST))
        assert running(hand)[Clock.ORDER_VERIFICATION][0] == hand.now.today
        hand.verify(genuine=genuine)
        assert Clock.ORDER_VERIFICATION not in running(hand)


def test_a_measure_has_two_dates_and_its_appeal_a_third() -> None:
    order = acts.ProvisionalOrdered(public_money="XV-TENDER-1", threat="The award is tomorrow.")
    own = {Clock.PROVISIONAL_CAP, Clock.PROVISIONAL_NOTICE}
    hand = Hand().open()
    hand.must(order)
    assert {clock: running(hand)[clock][0] for clock in own} == dict.fromkeys(own, START)
    hand.sign()
    hand.must(acts.ProvisionalAppealed())
    assert running(hand)[Clock.APPEAL_DECISION][0] == START
    hand.must(acts.ProvisionalUpheld())
    assert Clock.APPEAL_DECISION not in running(hand)
    assert own <= set(running(hand))
    hand.must(acts.ProvisionalEnded())
    assert not own & set(running(hand))


def test_an_application_has_two_dates_one_behind_the_other() -> None:
    own = (Clock.REHABILITATION_COMPLETENESS, Clock.REHABILITATION_DECISION)
    hand = Hand().to_listed()
    today = hand.now.today
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    complete, decision = (running(hand)[clock] for clock in own)
    assert (complete[0], decision[0]) == (today, complete[1])
    again = Hand(hand.now)
    again.pass_days(2).must(acts.RehabilitationAnswered(complete=True))
    assert own[0] not in running(again)
    assert running(again)[own[1]][0] == today + 2 * DAY
    again.must(acts.RehabilitationDecided(granted=False, reason="Half."))
    assert own[1] in running(again)
    again.sign()
    assert not set(own) & set(running(again))
    hand.must(acts.RehabilitationAnswered(complete=False, missing="The receipts."))
    assert own[0] not in running(hand)
    assert running(hand)[own[1]] == decision
    for day in (today + 20 * DAY, decision[1]):
        completed = Hand(hand.now).on(day)
        completed.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
        assert own[0] not in running(completed)
        assert running(completed)[own[1]][0] == day


def test_a_file_that_is_closed_has_no_clock() -> None:
    hand = Hand().open().notify()
    hand.must(acts.Closed(because=Because.SETTLED))
    assert running(hand) == {}


def test_acts_that_touch_no_clock() -> None:
    hand = Hand().open()
    for act in (
        acts.FileReleased(index=DIGEST, exculpatory_included=True),
        acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=()),
        acts.NoticeApproved(document=DIGEST),
    ):
        step = hand.must(act)
        assert (step.started, step.stopped) == ((), ())


def test_an_answer_to_a_review_counts_for_the_next_one_though_an_application_came_in_between() -> None:
    hand = Hand().to_listed()
    first = running(hand)[Clock.REVIEW]
    hand.pass_days(10).must(REVIEW)
    hand.must(APPLIED)
    hand.pass_days(5).answer(granted=False)
    assert running(hand)[Clock.REVIEW][0] == hand.now.today > first[0]
    again = running(hand)[Clock.REVIEW]
    hand.pass_days(3).must(APPLIED)
    hand.answer(granted=False)
    assert running(hand)[Clock.REVIEW] == again  # an answer to an application alone moves nothing


@pytest.mark.parametrize("answers", [(), (True,), (False,)])
def test_no_application_puts_off_the_answer_to_a_review_or_takes_its_day_away(answers: tuple[bool, ...]) -> None:
    hand = Hand().to_listed()
    hand.must(REVIEW)
    due = running(hand)[Clock.REHABILITATION_DECISION]
    hand.pass_days(4).must(APPLIED)
    for complete in answers:
        hand.pass_days(2).must(
            acts.RehabilitationAnswered(complete=complete, missing="" if complete else "The receipts.")
        )
    if answers == (False,):
        hand.pass_days(1).must(APPLIED)
    assert running(hand)[Clock.REHABILITATION_DECISION] == due
    assert not hand.on(due[1] + DAY).is_listed
    hand.answer(granted=False)
    assert hand.is_listed


@pytest.mark.parametrize("given", [{"granted": False}, {"granted": True, "conditions": conditions(date(2027, 3, 1))}])
def test_an_answer_ends_what_was_owed_and_moves_no_review(given):
    hand = Hand().to_listed()
    review = running(hand)[Clock.REVIEW]
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    hand.answer(**given)
    if given["granted"]:
        assert running(hand)[Clock.CONDITION] == (hand.now.today, given["conditions"][0].due_on)
    assert not {Clock.REHABILITATION_COMPLETENESS, Clock.REHABILITATION_DECISION} & set(running(hand))
    assert running(hand)[Clock.REVIEW] == review


def test_an_answer_ends_what_was_owed_and_a_free_grant_every_review():
    hand = Hand().to_listed()
    assert Clock.REVIEW in running(hand)
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    assert {Clock.REHABILITATION_COMPLETENESS, Clock.REHABILITATION_DECISION} <= set(running(hand))
    hand.answer(granted=True)
    owed = {Clock.REHABILITATION_COMPLETENESS, Clock.REHABILITATION_DECISION, Clock.REVIEW}
    assert not owed & set(running(hand))


# What only some rules have --------------------------------------------------------------------------------------------


def with_rules(hand: Hand, deadlines: dict[Clock, Deadline]) -> Hand:
    """Under the same rules with these deadlines."""
    hand.now = replace(hand.now, procedure=replace(MODEL, deadlines=deadlines))
    return hand


def test_rules_that_deem_nothing_received_start_no_clock():
    rules = {clock: one for clock, one in MODEL.deadlines.items() if clock is not Clock.DEEMED_PORTAL}
    assert running(with_rules(Hand(), rules).open().notify_by_portal()) == {}


def test_no_clock_is_prolonged_but_by_its_act():
    """The floors let only the reply be prolonged, and are asked at the opening: these rules come behind it."""
    rules = {clock: replace(one, extension=Extension(most=1, length=30)) for clock, one in MODEL.deadlines.items()}
    hand, usual = with_rules(Hand().open(), rules), Hand().open()
    for one in (hand, usual):
        one.notify().wait_for_window().decide().serve(Paper.DECISION)
    assert running(hand) == running(usual)


def test_the_day_on_which_a_stay_ends_is_not_the_first_of_a_window_that_counts_its_own():
    windows = (Clock.STANDSTILL, Clock.APPEAL)
    counted = {clock: replace(MODEL.deadlines[clock], first_day=FirstDay.INCLUDED) for clock in windows}
    free = with_rules(Hand(), {**MODEL.deadlines, **counted}).open().notify().wait_for_window().decide()
    stayed = Hand(free.now)
    stayed.must(acts.StayOrdered())
    stayed.end_stay().serve(Paper.DECISION)
    free.serve(Paper.DECISION)
    for clock in windows:
        assert running(stayed)[clock][0] == running(free)[clock][0] == free.now.today
        assert running(stayed)[clock][1] > running(free)[clock][1]


def test_an_application_whose_days_count_from_itself_is_not_put_off_by_its_completion():
    answered = replace(MODEL.deadlines[Clock.REHABILITATION_DECISION], anchor=Anchor.APPLIED)
    hand = with_rules(Hand(), {**MODEL.deadlines, Clock.REHABILITATION_DECISION: answered}).to_listed()
    hand.must(APPLIED)
    due = running(hand)[Clock.REHABILITATION_DECISION]
    assert due[0] == hand.now.today
    hand.pass_days(2).must(acts.RehabilitationAnswered(complete=False, missing="The receipts."))
    hand.pass_days(2).must(APPLIED)
    assert running(hand)[Clock.REHABILITATION_DECISION] == due
