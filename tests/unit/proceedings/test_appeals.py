"""S37: every party of a file has an appeal of its own; each is answered, and nobody is listed before all are."""

from datetime import date, timedelta

import pytest
from sample_proceeding import AFFILIATE, RESPONDENT, Hand, held_back

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Paper, Ruling
from goodstanding.proceedings.appeals import appeals, freed, pending_appeals
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.exceptions import exceptions_on
from goodstanding.proceedings.monitoring import open_conditions
from goodstanding.proceedings.procedure import AppealScope, Requirement
from goodstanding.proceedings.situation import Refusal
from goodstanding.proceedings.stages import GroundState, Stage, begun_for, listing_on, shows_from
from goodstanding.proceedings.tallies import tallies

DAY = timedelta(days=1)
OWN, OTHER = (acts.AppealLodged(party=one, scope=frozenset(AppealScope)) for one in (RESPONDENT, AFFILIATE))


def two() -> Hand:
    """A decision that was served on the respondent and on its affiliate."""
    return Hand().open(affiliates=(AFFILIATE,)).notify().wait_for_window().decide().serve(Paper.DECISION)


def last_day(hand: Hand) -> date:
    return hand.now.case.this_round().clock(Clock.APPEAL).due_on


def refused(hand: Hand, act: acts.Act, requirement: Requirement = Requirement.APPEAL, by: str | None = None) -> None:
    found = hand.do(act, by)
    assert isinstance(found, Refusal), found
    assert found.requirement is requirement, str(found)


def test_a_pending_appeal_of_one_party_bars_no_other():
    hand = two().appeal(AFFILIATE)
    refused(hand, OTHER)
    hand.pass_days(5).appeal()
    assert [one.party for one in pending_appeals(hand.now.case)] == [AFFILIATE, RESPONDENT]
    hand.admit(AFFILIATE, admitted=False)
    assert hand.stage is Stage.UNDER_APPEAL
    hand.admit()
    refused(hand, acts.AppealAdmitted(appeal=hand.appeal_of(), admitted=False))
    assert not hand.pass_days(60).is_listed
    hand.rule(Ruling.UPHELD)
    assert hand.is_listed


def test_whoever_waited_for_anothers_inadmissible_appeal_is_not_late_for_its_own():
    hand = two().appeal(AFFILIATE)
    hand.on(last_day(hand)).appeal()
    hand.pass_days(1).admit(AFFILIATE, admitted=False)
    assert [one.party for one in pending_appeals(hand.now.case)] == [RESPONDENT]
    refused(hand, OTHER)  # the time to appeal is over for everybody


def test_an_appeal_that_was_ruled_on_is_a_partys_first_and_last_and_no_others():
    hand = two().appeal(AFFILIATE).rule(Ruling.UPHELD, AFFILIATE)
    refused(hand, OTHER)
    hand.appeal()


def test_an_appeal_that_was_not_heard_is_lodged_again_in_time():
    hand = two().appeal(AFFILIATE).admit(AFFILIATE, admitted=False)
    hand.pass_days(1).appeal(AFFILIATE).rule(Ruling.UPHELD, AFFILIATE)
    refused(hand, OTHER)


def test_only_a_party_itself_appeals():
    hand = two()
    refused(hand, OTHER, Requirement.COMPETENCE, "lawyer")
    refused(hand, OWN, Requirement.COMPETENCE, "affiliate-lawyer")


def test_an_answer_is_to_the_appeal_that_it_names():
    hand = two().appeal()
    lodged = hand.appeal_of()
    refused(hand, acts.AppealAdmitted(appeal=lodged - 1, admitted=True))
    refused(hand, acts.AppealDecided(appeal=lodged - 1, ruling=Ruling.UPHELD))
    hand.rule(Ruling.UPHELD)
    hand.appeal(AFFILIATE)
    refused(hand, acts.AppealDecided(appeal=lodged, ruling=Ruling.ANNULLED))
    assert pending_appeals(hand.now.case)


def test_nobody_shows_before_every_party_s_way_is_clear():
    """One lost early: the others' time to appeal runs on. Both lost: nothing is left to wait for."""
    hand = two().appeal().rule(Ruling.UPHELD)
    due = last_day(hand)
    assert shows_from(hand.now.case) == due + DAY
    late = Hand(hand.now).on(due).appeal(AFFILIATE)
    assert shows_from(late.now.case) is None
    late.pass_days(61)
    assert not late.is_listed  # undecided for sixty days
    late.rule(Ruling.UPHELD, AFFILIATE)
    assert shows_from(late.now.case) == late.now.today
    assert late.is_listed


def test_the_oldest_appeal_that_waits_has_the_day():
    hand = two().appeal(AFFILIATE)
    first = hand.now.case.clock(Clock.APPEAL_DECISION)
    assert hand.pass_days(7).must(OWN).started == ()
    second = hand.now.today
    assert hand.now.case.clock(Clock.APPEAL_DECISION) == first
    hand.pass_days(3).rule(Ruling.UPHELD, AFFILIATE)
    now = hand.now.case.clock(Clock.APPEAL_DECISION)
    assert (now.event_on, now.due_on) == (second, first.due_on + 7 * DAY)
    hand.must(acts.CourtRuled(ruling=Ruling.UPHELD))
    assert hand.now.case.clock(Clock.APPEAL_DECISION) == now  # the court's word answers no appeal
    hand.rule(Ruling.UPHELD)
    assert hand.now.case.clock(Clock.APPEAL_DECISION) is None


def test_an_appeal_is_late_by_its_own_day():
    hand = two().appeal(AFFILIATE).pass_days(10).appeal()
    hand.pass_days(55).rule(Ruling.UPHELD)
    hand.rule(Ruling.UPHELD, AFFILIATE)
    hand.pass_days(1)
    (found,) = tallies([(hand.now.case, GroundState.STANDS)], hand.now.today)
    assert (found.late_appeals, dict(found.rulings)) == (1, {Ruling.UPHELD: 2})


def test_what_is_annulled_for_an_affiliate_alone_is_gone_for_it_and_for_nobody_else():
    hand = two().appeal(AFFILIATE).rule(Ruling.ANNULLED, AFFILIATE, only_for=AFFILIATE)
    assert hand.stage is Stage.STANDSTILL
    hand.on(last_day(hand) + DAY)
    assert listing_on(hand.now.case, hand.now.today).parties == (RESPONDENT,)
    hand.must(acts.CourtRuled(ruling=Ruling.REMITTED))
    hand.decide().serve(Paper.DECISION)
    refused(hand, OTHER)  # there is nothing that it could appeal
    hand.on(last_day(hand) + DAY)
    assert listing_on(hand.now.case, hand.now.today).parties == (RESPONDENT,)


def test_an_appeal_that_won_is_annulled_for_all_where_it_does_not_say_for_whom():
    hand = two().appeal(AFFILIATE).rule(Ruling.ANNULLED, AFFILIATE)
    assert hand.stage is Stage.ANNULLED


def test_what_was_annulled_for_all_stands_again_only_by_a_court_and_another_appeal_waits_then():
    hand = two().appeal().appeal(AFFILIATE).rule(Ruling.ANNULLED)
    refused(hand, acts.AppealDecided(appeal=hand.appeal_of(AFFILIATE), ruling=Ruling.UPHELD), Requirement.ORDER)
    assert hand.now.case.clock(Clock.APPEAL_DECISION) is None
    hand.pass_days(3).must(acts.CourtRuled(ruling=Ruling.RESTORED))
    owed = hand.now.case.clock(Clock.APPEAL_DECISION)
    assert owed.event_on == hand.now.today
    hand.pass_days(5).admit(AFFILIATE)
    assert hand.now.case.clock(Clock.APPEAL_DECISION) == owed
    assert not hand.pass_days(60).is_listed
    hand.rule(Ruling.UPHELD, AFFILIATE)
    assert hand.is_listed


def test_a_decision_falls_for_an_affiliate_alone_and_never_for_the_respondent_alone():
    hand = two().appeal().appeal(AFFILIATE)
    own, other = hand.appeal_of(), hand.appeal_of(AFFILIATE)
    refused(hand, acts.AppealDecided(appeal=own, ruling=Ruling.ANNULLED, only_for=RESPONDENT))
    refused(hand, acts.AppealDecided(appeal=own, ruling=Ruling.ANNULLED, only_for=AFFILIATE))
    for ruling, until in ((Ruling.UPHELD, None), (Ruling.REMITTED, None), (Ruling.VARIED, date(2027, 1, 1))):
        refused(hand, acts.AppealDecided(appeal=other, ruling=ruling, until=until, only_for=AFFILIATE))
    for ruling in (Ruling.UPHELD, Ruling.REMITTED, Ruling.RESTORED):
        refused(hand, acts.CourtRuled(ruling=ruling, only_for=AFFILIATE))
    refused(hand, acts.CourtRuled(ruling=Ruling.ANNULLED, only_for=RESPONDENT))


def test_a_court_annuls_and_restores_for_an_affiliate_alone():
    hand = two()
    hand.on(last_day(hand) + DAY)
    since = hand.now.today
    hand.must(acts.CourtRuled(ruling=Ruling.ANNULLED, only_for=AFFILIATE))
    refused(hand, acts.CourtRuled(ruling=Ruling.ANNULLED, only_for=AFFILIATE))
    assert listing_on(hand.now.case, hand.now.today).affiliates == ()
    hand.pass_days(5).must(acts.CourtRuled(ruling=Ruling.RESTORED, only_for=AFFILIATE))
    listing = listing_on(hand.now.case, hand.now.today)
    assert listing.parties == (RESPONDENT, AFFILIATE)
    begun = [begun_for(hand.now.case, listing, one).since for one in listing.parties]
    assert begun == [since, since + 5 * DAY]
    for ruling in (Ruling.ANNULLED, Ruling.RESTORED):
        hand.pass_days(1).must(acts.CourtRuled(ruling=ruling, only_for=AFFILIATE))
    assert begun_for(hand.now.case, listing, AFFILIATE).since == since + 7 * DAY
    hand.must(acts.CourtRuled(ruling=Ruling.ANNULLED))
    refused(hand, acts.CourtRuled(ruling=Ruling.ANNULLED, only_for=AFFILIATE))


def test_the_appeal_of_whom_a_court_has_freed_keeps_nobody_waiting():
    hand = two().appeal(AFFILIATE)
    hand.must(acts.CourtRuled(ruling=Ruling.ANNULLED, only_for=AFFILIATE))
    assert freed(hand.now.case) == {AFFILIATE}
    assert pending_appeals(hand.now.case) == ()
    assert hand.now.case.clock(Clock.APPEAL_DECISION) is None
    hand.on(last_day(hand) + DAY)
    assert hand.is_listed


@pytest.mark.parametrize("party", [RESPONDENT, AFFILIATE])
def test_a_remittal_takes_the_other_appeal_along_and_everybody_may_appeal_again(party):
    hand = two().appeal().appeal(AFFILIATE).rule(Ruling.REMITTED, party)
    assert appeals(hand.now.case) == ()
    hand.decide().serve(Paper.DECISION).appeal().appeal(AFFILIATE)


def held(days: int) -> tuple[Hand, date]:
    """A listing of two parties that is held back on a condition which is due in so many days."""
    hand = Hand().open(affiliates=(AFFILIATE,)).notify().wait_for_window()
    due = hand.now.today + timedelta(days=days)
    return hand.decide(held_back(due)).serve(Paper.DECISION), due


def due_days(hand: Hand) -> list[date]:
    """The last day of the condition, as it is told today and tomorrow."""
    return [open_conditions(hand.now.case, hand.now.today + n * DAY)[1] for n in (0, 1)]


def test_days_under_two_appeals_count_once_and_until_the_last_is_answered():
    hand, due = held(90)
    hand.appeal(AFFILIATE).pass_days(10).appeal().pass_days(5).rule(Ruling.UPHELD, AFFILIATE)
    hand.pass_days(5).rule(Ruling.UPHELD)
    assert open_conditions(hand.now.case, hand.now.today) == {1: due + 20 * DAY}


def test_no_day_counts_under_an_appeal_until_it_is_over_and_each_after_that():
    hand, due = held(90)
    hand.appeal().pass_days(3).admit(admitted=False)
    hand.pass_days(2).appeal(AFFILIATE).pass_days(4).admit(AFFILIATE)
    hand.pass_days(5)
    assert due_days(hand) == [due + 12 * DAY, due + 13 * DAY]


def test_no_appeal_that_a_remittal_took_along_puts_a_condition_off():
    hand, due = held(90)
    hand.appeal().appeal(AFFILIATE).pass_days(5).rule(Ruling.REMITTED)
    hand.decide(held_back(due)).serve(Paper.DECISION)
    assert due_days(hand) == [due, due]


def test_the_appeal_of_whom_a_court_has_freed_puts_no_condition_off_from_then_on():
    hand, due = held(90)
    hand.appeal(AFFILIATE).pass_days(5).must(acts.CourtRuled(ruling=Ruling.ANNULLED, only_for=AFFILIATE))
    assert due_days(hand) == [due + 5 * DAY, due + 5 * DAY]
    hand.pass_days(3).must(acts.CourtRuled(ruling=Ruling.RESTORED, only_for=AFFILIATE))
    assert due_days(hand) == [due + 5 * DAY, due + 6 * DAY]


def test_an_appeal_that_waits_puts_off_what_a_grant_sets_from_the_grant_on():
    hand = two().appeal().pass_days(5)
    due = hand.now.today + 90 * DAY
    hand.rehabilitate(due)
    assert due_days(hand) == [due, due + DAY]


def test_a_variation_on_one_appeal_holds_for_all():
    hand = two().appeal().appeal(AFFILIATE).rule(Ruling.VARIED, AFFILIATE, until=date(2027, 6, 1)).rule(Ruling.UPHELD)
    hand.on(last_day(hand) + DAY)
    listing = listing_on(hand.now.case, hand.now.today)
    assert (listing.parties, listing.until) == ((RESPONDENT, AFFILIATE), date(2027, 6, 1))
    assert exceptions_on(hand.now.case, hand.now.today) == ()
