"""Where a file stands, day by day: each condition of a listing alone, and every boundary on both its sides."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from sample_proceeding import AFFILIATE, DIGEST, RECORD, RESPONDENT, Hand, milder, opened, verdict

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Because, Channel, Outcome, Paper, Ruling
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import CaseFile, Started, Step
from goodstanding.proceedings.stages import (
    GroundState,
    Listing,
    Stage,
    appeal_is_pending,
    end_of,
    is_annulled,
    is_over_for_good,
    is_suspended,
    lifted_on,
    listing_on,
    provisional_on,
    shows_from,
    stage_on,
)

DAY = timedelta(days=1)
ORDER = acts.ProvisionalOrdered(public_money="XV-TENDER-2026-0001", threat="The award is tomorrow.")


def by_hand(*written: tuple[acts.Act, date] | tuple[acts.Act, date, tuple[Started, ...]]) -> CaseFile:
    """A file of acts that no machine let through: what is asked of a file has to hold for any."""
    steps = [
        Step(
            seq=number, act=one[0], actor="case", role=Role.CASE_OFFICER, authority="office", on=one[1],
            started=one[2] if len(one) > 2 else (),
        )
        for number, one in enumerate(written)
    ]  # fmt: skip
    return CaseFile(steps=tuple(steps))


def started(clock: Clock, due_on: date, event_on: date = date(2026, 2, 2)) -> Started:
    return Started(clock=clock, event_on=event_on, due_on=due_on)


def test_a_listing_says_everything_that_the_decision_did() -> None:
    hand = Hand().open(affiliates=(AFFILIATE,), records=(RECORD,)).notify().wait_for_window().decide()
    decided = hand.now.today
    hand.pass_days(1).serve(Paper.DECISION).pass_days(40)
    due = hand.now.case.clock(Clock.STANDSTILL).due_on
    listing = Listing(
        respondent=RESPONDENT,
        affiliates=(AFFILIATE,),
        records=(RECORD,),
        category="false-accounts",
        authority="office",
        procedure=hand.now.procedure.id,
        decided_on=decided,
        since=due + DAY,
        until=date(2028, 1, 1),
        consequences=(ConsequenceCode.TENDER_EXCLUSION,),
    )
    case = hand.on(date(2027, 3, 1)).review().now.case
    assert [listing_on(case, day) for day in (due, due + DAY, date(2027, 12, 31), date(2028, 1, 1))] == [
        None, listing, listing, None,
    ]  # fmt: skip
    assert [stage_on(case, day) for day in (due, due + DAY, date(2027, 12, 31), date(2028, 1, 1))] == [
        Stage.STANDSTILL, Stage.LISTED, Stage.LISTED, Stage.EXPIRED,
    ]  # fmt: skip


def test_it_shows_behind_the_later_of_standstill_and_appeal_period() -> None:
    case = Hand().to_standstill().now.case
    last = case.steps[-1]

    def shown(standstill: date, appeal: date) -> date | None:
        clocks = (started(Clock.STANDSTILL, standstill), started(Clock.APPEAL, appeal))
        return shows_from(replace(case, steps=(*case.steps[:-1], replace(last, started=clocks))))

    early, late = date(2026, 5, 4), date(2026, 6, 1)
    assert shown(early, late) == shown(late, early) == shown(late, late) == late + DAY
    assert shows_from(replace(case, lags=True)) == shows_from(case) + DAY
    for missing in (Clock.STANDSTILL, Clock.APPEAL):
        clocks = tuple(one for one in last.started if one.clock is not missing)
        assert shows_from(replace(case, steps=(*case.steps[:-1], replace(last, started=clocks)))) is None
    assert (
        shows_from(CaseFile(steps=tuple(one for one in case.steps if not isinstance(one.act, acts.Received)))) is None
    )


def test_an_appeal_lets_it_show_from_its_end_and_never_within_the_standstill() -> None:
    hand = Hand().to_standstill()
    over = hand.now.case.clock(Clock.STANDSTILL).due_on + DAY
    refused = Hand(hand.now).appeal()
    refused.admit(admitted=False)
    assert shows_from(refused.now.case) == over
    upheld = Hand(hand.now).appeal()
    assert shows_from(upheld.now.case) is None
    upheld.pass_days(45).admit()
    upheld.pass_days(5).rule(Ruling.UPHELD)
    assert shows_from(upheld.now.case) == upheld.now.today > over
    assert listing_on(upheld.now.case, upheld.now.today).since == upheld.now.today
    assert listing_on(upheld.now.case, upheld.now.today - DAY) is None


def test_an_admitted_appeal_is_not_over_and_a_remitted_one_is_no_appeal_any_more() -> None:
    hand = Hand().to_standstill()
    assert not appeal_is_pending(hand.now.case)
    hand.appeal()
    assert appeal_is_pending(hand.now.case)
    hand.admit()
    assert appeal_is_pending(hand.now.case)
    hand.rule(Ruling.REMITTED)
    assert not appeal_is_pending(hand.now.case)
    assert is_suspended(Hand().to_standstill().appeal().now.case, date(2026, 6, 1))


def test_the_earliest_end_that_anybody_gave_holds() -> None:
    hand = Hand().to_listed()
    assert end_of(hand.now.case) == date(2028, 1, 1)
    for until, holds in ((date(2027, 9, 1), date(2027, 9, 1)), (date(2027, 6, 1), date(2027, 6, 1))):
        hand.must(acts.CourtRuled(ruling=Ruling.VARIED, until=until))
        assert end_of(hand.now.case) == holds
    on = hand.now.today
    later = by_hand((opened(), on), (acts.AppealDecided(appeal=0, ruling=Ruling.VARIED, until=date(2027, 1, 1)), on))
    assert end_of(later) is None
    both = hand.now.case.with_step(replace(later.steps[1], seq=999))
    assert end_of(both) == date(2027, 1, 1)
    assert end_of(Hand().open().now.case) is None


@pytest.mark.parametrize(
    ("rulings", "annulled"),
    [
        ((), False),
        ((Ruling.ANNULLED,), True),
        ((Ruling.ANNULLED, Ruling.RESTORED), False),
        ((Ruling.ANNULLED, Ruling.UPHELD), True),
        ((Ruling.ANNULLED, Ruling.VARIED), True),
        ((Ruling.ANNULLED, Ruling.RESTORED, Ruling.ANNULLED), True),
        ((Ruling.ANNULLED, Ruling.REMITTED), False),
        ((Ruling.REMITTED, Ruling.ANNULLED), True),
    ],
)
@pytest.mark.parametrize("kind", [partial(acts.AppealDecided, appeal=0), acts.CourtRuled])
def test_the_last_word_of_appeal_body_and_courts_counts(rulings: tuple, annulled: bool, kind) -> None:
    on = date(2026, 3, 1)
    case = by_hand((opened(), on), *((kind(ruling=ruling), on) for ruling in rulings), (acts.Recused(), on))
    assert is_annulled(case) is annulled
    assert (stage_on(case, on) is Stage.ANNULLED) is annulled


def test_a_rehabilitation_lifts_when_it_is_granted_and_signed() -> None:
    on = date(2027, 3, 1)
    grant = (acts.RehabilitationDecided(granted=True, reason="Repaid."), on)
    refusal = (acts.RehabilitationDecided(granted=False, reason="Half."), on)

    def signed(answer: int) -> tuple[acts.Act, date]:
        return acts.RehabilitationApproved(answer=answer), on + DAY

    for written, lifted in (
        ((grant, signed(1)), on + DAY),
        ((grant,), None),
        ((signed(1),), None),
        ((refusal, signed(1)), None),
        ((grant, refusal, signed(2)), None),
        ((refusal, signed(1), grant, signed(3)), on + DAY),
    ):
        assert lifted_on(by_hand((opened(), on), *written)) == lifted


def test_a_stopped_publication_suspends_until_it_is_let_go_on() -> None:
    on = date(2026, 4, 1)
    stop, release = (acts.PublicationStopped(because="The name."), on), (acts.StopReleased(), on)
    for written, suspended in (
        ((stop,), True),
        ((stop, release), False),
        ((stop, release, stop), True),
        ((release,), False),
    ):
        assert is_suspended(by_hand((opened(), on), *written), on) is suspended


def test_a_late_answer_suspends_from_the_day_behind_its_date() -> None:
    due = date(2026, 6, 1)
    applied = (acts.RehabilitationApplied(evidence=(DIGEST,)), due, (started(Clock.REHABILITATION_DECISION, due),))
    case = by_hand((opened(), due), applied)
    assert [is_suspended(case, day) for day in (due, due + DAY)] == [False, True]
    assert not is_suspended(by_hand((opened(), due)), due + DAY)


def test_each_end_of_a_file_by_its_own_name() -> None:
    hand = Hand().to_listed()
    case, day = hand.now.case, hand.now.today
    assert stage_on(case, day, GroundState.FALLEN) is Stage.GROUND_FALLEN
    assert stage_on(case, day, GroundState.SUSPENDED) is Stage.SUSPENDED
    assert listing_on(case, day, GroundState.FALLEN) is listing_on(case, day, GroundState.SUSPENDED) is None
    closed = Hand().open().notify()
    closed.must(acts.Closed(because=Because.SETTLED))
    assert stage_on(closed.now.case, day + 900 * DAY) is Stage.CLOSED
    # An annulment is the name of what happened, whatever else has ended too.
    hand.must(acts.CourtRuled(ruling=Ruling.ANNULLED))
    assert stage_on(hand.now.case, day, GroundState.FALLEN) is Stage.ANNULLED


def test_a_date_is_missed_on_the_day_behind_it_unless_a_stay_is_open() -> None:
    hand = Hand().open().notify().wait_for_window()
    case, due = hand.now.case, hand.now.case.clock(Clock.DECISION).due_on
    assert [stage_on(case, day) for day in (due, due + DAY)] == [Stage.TO_BE_PROPOSED, Stage.DATE_MISSED]
    hand.must(acts.StayOrdered())
    assert stage_on(hand.now.case, due + DAY) is Stage.TO_BE_PROPOSED
    late = by_hand(
        (opened(), date(2026, 2, 2)),
        (acts.FileReleased(index=DIGEST, exculpatory_included=True), date(2026, 2, 2), (started(Clock.DECISION, due),)),
    )
    decision = [
        one for one in Hand().to_listed().now.case.steps if isinstance(one.act, acts.Decided | acts.DecisionApproved)
    ]
    for on, stage in ((due, Stage.DECISION_APPROVED), (due + DAY, Stage.DATE_MISSED)):
        dated = CaseFile(steps=(*late.steps, *(replace(one, on=on, stopped=()) for one in decision)))
        assert stage_on(dated, on) is stage
    # One that no date was ever set for is not in time.
    undated = CaseFile(steps=(late.steps[0], *(replace(one, on=due) for one in decision)))
    assert stage_on(undated, due) is Stage.DATE_MISSED


def test_the_stages_behind_a_decision() -> None:
    hand = Hand().open().notify().wait_for_window().decide()
    assert hand.stage is Stage.DECISION_APPROVED
    hand.must(acts.Sent(paper=Paper.DECISION, party=RESPONDENT, channel=Channel.PORTAL, consent=DIGEST, proof=DIGEST))
    assert hand.stage is Stage.DECISION_SENT
    deemed = hand.now.case.clock(Clock.DEEMED_PORTAL).due_on
    assert [stage_on(hand.now.case, day) for day in (deemed - DAY, deemed)] == [Stage.DECISION_SENT, Stage.STANDSTILL]
    hand.must(acts.Received(paper=Paper.DECISION, party=RESPONDENT, received_on=hand.now.today, receipt=DIGEST))
    assert hand.stage is Stage.STANDSTILL
    assert Hand(hand.now).appeal().stage is Stage.UNDER_APPEAL
    hand.must(acts.StayOrdered())
    assert hand.stage is Stage.SUSPENDED


def test_a_decision_of_an_earlier_round_is_not_sent_again_by_itself() -> None:
    hand = Hand().to_standstill().appeal()
    hand.rule(Ruling.REMITTED)
    hand.decide()
    assert hand.stage is Stage.DECISION_APPROVED
    assert hand.serve(Paper.DECISION).stage is Stage.STANDSTILL


def test_the_reply_window_opens_and_closes_on_its_days() -> None:
    hand = Hand().open()
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=acts.Outcome.LISTING, consequences=()))
    hand.must(acts.NoticeApproved(document=DIGEST))
    hand.must(acts.Sent(paper=Paper.NOTICE, party=RESPONDENT, channel=Channel.PORTAL, consent=DIGEST, proof=DIGEST))
    case, reply = hand.now.case, hand.now.case.clock(Clock.REPLY)
    assert reply.event_on > hand.now.today
    days = (reply.event_on - DAY, reply.event_on, reply.due_on, reply.due_on + DAY)
    assert [stage_on(case, day) for day in days] == [
        Stage.NOTICE_SENT, Stage.REPLY_WINDOW, Stage.REPLY_WINDOW, Stage.TO_BE_PROPOSED,
    ]  # fmt: skip
    # As known on a day: what came later is not known yet.
    assert stage_on(case, hand.now.today - DAY) is Stage.OPENED


def measured(*written: tuple, notice: date = date(2026, 2, 16), cap: date = date(2026, 8, 2)) -> CaseFile:
    """A file with a provisional measure in force since 2026-02-02, and whatever is written behind it."""
    on = date(2026, 2, 2)
    clocks = (started(Clock.PROVISIONAL_NOTICE, notice), started(Clock.PROVISIONAL_CAP, cap))
    return by_hand((opened(), on), (ORDER, on, clocks), (acts.ProvisionalApproved(measure=1), on), *written)


RECEIVED = acts.Received(paper=Paper.NOTICE, party=RESPONDENT, received_on=date(2026, 2, 16), receipt=DIGEST)
NOTICED = ((RECEIVED, date(2026, 2, 16)),)


def test_a_provisional_measure_holds_to_its_last_day_and_needs_its_signature() -> None:
    cap = date(2026, 8, 2)
    assert [provisional_on(measured(*NOTICED), day) for day in (cap, cap + DAY)] == [True, False]
    on = date(2026, 2, 2)
    clocks = (started(Clock.PROVISIONAL_NOTICE, cap), started(Clock.PROVISIONAL_CAP, cap))
    assert not provisional_on(by_hand((opened(), on), (ORDER, on, clocks)), on)
    for clock in clocks:
        one = by_hand((opened(), on), (ORDER, on, (clock,)), (acts.ProvisionalApproved(measure=1), on))
        assert not provisional_on(one, on)
    assert not provisional_on(Hand().open().now.case, on)


def test_it_lapses_where_the_notice_was_not_received_in_time() -> None:
    last = date(2026, 2, 16)
    assert [provisional_on(measured(), day) for day in (last, last + DAY)] == [True, False]
    assert provisional_on(measured(*NOTICED), last + DAY)
    late = replace(RECEIVED, received_on=last + DAY)
    assert not provisional_on(measured((late, last + DAY)), last + DAY)


@pytest.mark.parametrize(
    "act",
    [
        acts.ProvisionalEnded(),
        acts.DecisionApproved(decision=1),
        acts.Closed(because=Because.SETTLED),
        acts.StayOrdered(),
        acts.OrderFiled(document=DIGEST),
    ],
)
def test_it_is_over_with_each_of_these_from_its_day_on(act: acts.Act) -> None:
    """Also where the clocks of the measure were not stopped, as no machine would leave them."""
    day = date(2026, 3, 2)
    case = measured(*NOTICED, (act, day))
    assert [provisional_on(case, one) for one in (day - DAY, day, day + DAY)] == [True, False, False]


def test_an_end_before_the_signature_ends_nothing() -> None:
    on = date(2026, 2, 2)
    clocks = (started(Clock.PROVISIONAL_NOTICE, on + 14 * DAY), started(Clock.PROVISIONAL_CAP, on + 90 * DAY))
    ended, approved = acts.ProvisionalEnded(), acts.ProvisionalApproved(measure=1)
    case = by_hand((opened(), on), (ORDER, on, clocks), (ended, on), (approved, on))
    assert provisional_on(case, on)


def test_an_appeal_against_it_that_nobody_answers_lets_it_lapse() -> None:
    due = date(2026, 4, 3)
    appealed = (acts.ProvisionalAppealed(), date(2026, 2, 20), (started(Clock.APPEAL_DECISION, due),))
    case = measured(*NOTICED, appealed)
    assert [provisional_on(case, day) for day in (due, due + DAY)] == [True, False]
    assert provisional_on(measured(*NOTICED, appealed, (acts.ProvisionalUpheld(), due)), due + DAY)
    assert provisional_on(measured(*NOTICED, (acts.ProvisionalAppealed(), due)), due + DAY)
    # A clock of another appeal is not one against the measure.
    other = (acts.Recused(), date(2026, 2, 20), (started(Clock.APPEAL_DECISION, due),))
    assert provisional_on(measured(*NOTICED, other), due + DAY)


def test_a_file_is_over_for_good_when_no_court_could_restore_a_listing_either() -> None:
    annul = acts.CourtRuled(ruling=Ruling.ANNULLED)
    listed = Hand().to_listed()
    until = end_of(listed.now.case)
    assert until is not None
    annulled = Hand(listed.now)
    annulled.must(annul)
    warned = Hand().open().notify().wait_for_window().decide(milder(Outcome.WARNING)).serve(Paper.DECISION)
    assert is_over_for_good(warned.now.case, warned.now.today)  # concluded
    warned.must(annul)
    closed = Hand().open()
    assert not is_over_for_good(closed.now.case, closed.now.today)
    closed.must(acts.Closed(because=Because.SETTLED))
    for hand, day, is_over in (
        (listed, until - DAY, False),
        (listed, until, True),
        (annulled, annulled.now.today, False),
        (annulled, until - DAY, False),
        (annulled, until, True),
        (warned, warned.now.today, True),
        (closed, closed.now.today, True),
    ):
        assert is_over_for_good(hand.now.case, day) is is_over


def test_only_a_listing_with_an_end_is_more_than_concluded() -> None:
    """Whatever a file says that no machine would let through, nobody is listed by it."""
    hand = Hand().to_listed()
    on, case = hand.now.today, hand.now.case
    assert stage_on(by_hand((opened(), on), (acts.DecisionApproved(decision=1), on)), on) is Stage.CONCLUDED
    for changed in (verdict(outcome=Outcome.WARNING), verdict(until=None)):
        steps = (replace(one, act=_with(one.act, changed)) for one in case.steps)
        found = CaseFile(steps=tuple(steps))
        assert stage_on(found, on) is Stage.CONCLUDED
        assert listing_on(found, on) is None


def _with(act: acts.Act, changed: acts.Verdict) -> acts.Act:
    return replace(act, verdict=changed) if isinstance(act, acts.Decided) else act
