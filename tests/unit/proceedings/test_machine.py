"""The listing machine: the whole way to the list and off it, and every refusal with the article that it names."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_proceeding import (
    AFFILIATE,
    AFFILIATE_RECORD,
    AUTHORITIES,
    DIGEST,
    MANDATES,
    MODEL,
    RECORD,
    RESPONDENT,
    Hand,
    affiliate_record,
    authority,
    conditions,
    held_back,
    mandate,
    milder,
    opened,
    record,
    situation,
    verdict,
)

from goodstanding.adapters.formats.procedures import load_sample
from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Because, Channel, Outcome, Paper, Ruling
from goodstanding.proceedings.authorities import Function, Role
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.deciding import latest_end
from goodstanding.proceedings.digests import procedure_digest
from goodstanding.proceedings.machine import step
from goodstanding.proceedings.orders import OrderVerified
from goodstanding.proceedings.permissions import PERMITTED
from goodstanding.proceedings.procedure import AppealScope, Requirement
from goodstanding.proceedings.situation import Actor, Refusal
from goodstanding.proceedings.stages import GroundState, Stage, listing_on, provisional_on
from goodstanding.register.catalogue import Severity
from goodstanding.register.organizations import OrganizationKind
from goodstanding.register.organizations import Role as PartyRole
from goodstanding.register.records import Finality
from goodstanding.values.errors import MisuseError

TENDER = ConsequenceCode.TENDER_EXCLUSION


def refused(hand: Hand, act: acts.Act, requirement: Requirement, officer: str | None = None) -> None:
    found = hand.do(act, officer)
    assert isinstance(found, Refusal), found
    assert (found.requirement, found.article) == (requirement, MODEL.article(requirement)), str(found)


def test_every_act_has_its_roles_and_its_check():
    from typing import get_args

    from goodstanding.proceedings.machine import _CHECKS

    assert set(PERMITTED) == set(_CHECKS) == set(get_args(acts.Act))


# The way ------------------------------------------------------------------------------------------------------------


def test_the_way_to_the_list_and_its_end():
    hand = Hand().open()
    assert hand.stage is Stage.OPENED
    assert hand.notify().stage is Stage.REPLY_WINDOW
    assert hand.wait_for_window().stage is Stage.TO_BE_PROPOSED
    assert hand.decide().stage is Stage.DECISION_APPROVED
    assert hand.serve(Paper.DECISION).stage is Stage.STANDSTILL
    due = hand.now.case.clock(Clock.STANDSTILL).due_on
    assert not hand.on(due).is_listed
    assert hand.on(due + timedelta(days=1)).is_listed
    assert hand.stage is Stage.LISTED
    assert hand.on(date(2027, 3, 1)).review().on(date(2027, 12, 31)).is_listed
    assert not hand.on(date(2028, 1, 1)).is_listed
    assert hand.stage is Stage.EXPIRED


def test_stages_on_the_way_are_named():
    hand = Hand().open()
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=(TENDER,)))
    assert hand.stage is Stage.NOTICE_PREPARED
    hand.must(acts.NoticeApproved(document=DIGEST))
    assert hand.stage is Stage.NOTICE_APPROVED
    hand.must(acts.Sent(paper=Paper.NOTICE, party=RESPONDENT, channel=Channel.PORTAL, consent=DIGEST, proof=DIGEST))
    assert hand.stage is Stage.NOTICE_SENT
    assert hand.pass_days(10).stage is Stage.REPLY_WINDOW
    hand.wait_for_window().must(acts.Proposed(verdict=verdict()))
    assert hand.stage is Stage.PROPOSED
    hand.must(acts.Decided(verdict=verdict()))
    assert hand.stage is Stage.DECIDED
    hand.must(acts.DecisionApproved(decision=hand.now.case.steps[-1].seq))
    hand.must(acts.Sent(paper=Paper.DECISION, party=RESPONDENT, channel=Channel.PORTAL, consent=DIGEST, proof=DIGEST))
    assert hand.stage is Stage.DECISION_SENT


@pytest.mark.parametrize("outcome", [Outcome.NO_ACTION, Outcome.WARNING])
def test_a_milder_outcome_lists_nobody(outcome):
    hand = Hand().open().notify().wait_for_window().decide(milder(outcome)).serve(Paper.DECISION)
    assert hand.stage is Stage.CONCLUDED
    assert not hand.pass_days(100).is_listed


def test_an_outcome_with_conditions_takes_conditions():
    hand = Hand().open().notify().wait_for_window()
    refused(hand, acts.Proposed(verdict=milder(Outcome.MONITORING)), Requirement.DECISION)
    listing = replace(verdict(), conditions=conditions(date(2027, 1, 1)))
    refused(hand, acts.Proposed(verdict=listing), Requirement.DECISION)
    assert hand.decide(held_back(date(2027, 1, 1), outcome=Outcome.MONITORING)).stage is Stage.MONITORED


# Opening ------------------------------------------------------------------------------------------------------------

OPENINGS = [
    ({"law": "0" * 64}, {}, Requirement.ENABLED),
    ({}, {"authorities": {k: v for k, v in AUTHORITIES.items() if k != "tribunal"}}, Requirement.ENABLED),
    ({}, {"authorities": {k: v for k, v in AUTHORITIES.items() if k != "high-court"}}, Requirement.ENABLED),
    ({}, {"authorities": AUTHORITIES | {"tribunal": authority("tribunal", "ministry", Function.APPEAL_BODY)}},
     Requirement.ENABLED),
    ({}, {"authorities": AUTHORITIES | {"tribunal": authority("tribunal", "regulator", Function.APPEAL_BODY)}},
     Requirement.ENABLED),
    ({}, {"authorities": AUTHORITIES | {"office": replace(AUTHORITIES["office"], organization=RESPONDENT)}},
     Requirement.CONFLICT),
    ({}, {"authorities": AUTHORITIES | {"ministry": replace(AUTHORITIES["ministry"], organization=RESPONDENT)}},
     Requirement.CONFLICT),
    ({"respondent": 99}, {}, Requirement.GROUND),
    ({"affiliates": (99,)}, {}, Requirement.GROUND),
    ({"affiliates": (RESPONDENT,)}, {}, Requirement.GROUND),
    ({"affiliates": (AFFILIATE, AFFILIATE)}, {}, Requirement.GROUND),
    ({"affiliates": (AFFILIATE,)}, {"records": (record(),)}, Requirement.GROUND),
    (
        {"affiliates": (AFFILIATE,)},
        {"records": (record(), replace(affiliate_record(), displayed=False))},
        Requirement.GROUND,
    ),
    ({"records": ()}, {}, Requirement.GROUND),
    ({"records": (99,)}, {}, Requirement.GROUND),
    ({"records": (AFFILIATE_RECORD,)}, {}, Requirement.GROUND),
    ({}, {"records": (record(displayed=False),)}, Requirement.GROUND),
    ({}, {"records": (record(final_on=None),)}, Requirement.GROUND),
    ({}, {"records": (record(final_on=date(2026, 2, 3)),)}, Requirement.GROUND),
    ({}, {"records": (record(severity=Severity.GENERAL),)}, Requirement.GROUND),
    ({}, {"records": (record(category="tax-and-social-debt"),)}, Requirement.GROUND),
    ({"category": "tax-and-social-debt"}, {"records": (record(category="tax-and-social-debt"),)}, Requirement.GROUND),
    ({"judged": True}, {}, Requirement.TERM),
    ({"excluded_from": date(2024, 6, 2)}, {}, Requirement.TERM),
    ({}, {"records": (record(excluded_from=date(2024, 6, 2)),)}, Requirement.TERM),
    ({"judged": True}, {"records": (record(finality=Finality.JUDGMENT),)}, Requirement.TERM),
    ({"facts": ("another",)}, {}, Requirement.GROUND),
    ({"recorded_by": ("regulator", "ministry")}, {}, Requirement.GROUND),
    ({}, {"used_facts": frozenset({"case-1"})}, Requirement.SAME_FACTS),
    ({}, {"used_records": frozenset({RECORD})}, Requirement.SAME_FACTS),
    ({"conduct_to": date(2024, 1, 1)}, {}, Requirement.LIMITATION),
    ({"final_on": date(2025, 6, 3)}, {}, Requirement.LIMITATION),
    ({}, {"records": (record(conduct_to=None),)}, Requirement.LIMITATION),
    ({"conduct_to": date(2021, 2, 1)}, {"records": (record(conduct_to=date(2021, 2, 1)),)}, Requirement.LIMITATION),
    ({"final_on": date(2023, 2, 1)}, {"records": (record(final_on=date(2023, 2, 1)),)}, Requirement.LIMITATION),
]  # fmt: skip


@pytest.mark.parametrize(("act", "now", "requirement"), OPENINGS, ids=range(len(OPENINGS)))
def test_a_file_that_may_not_be_opened(act, now, requirement):
    refused(Hand(situation(**now)), opened(**act), requirement)


@pytest.mark.parametrize("body", ["tribunal", "high-court"])
def test_nothing_is_decided_while_nobody_independent_could_review_it(body):
    """S38: an appeal body or court that was put under the ministry after the opening reviews nothing any more."""
    moved = {"authorities": AUTHORITIES | {body: replace(AUTHORITIES[body], parent="ministry")}}
    measure = acts.ProvisionalOrdered(public_money="XV-TENDER-1", threat="Tomorrow.")
    hand = Hand().open()
    refused(Hand(replace(hand.now, **moved)), measure, Requirement.ENABLED)
    hand.must(measure)
    number = hand.now.case.steps[-1].seq
    refused(Hand(replace(hand.now, **moved)), acts.ProvisionalApproved(measure=number), Requirement.ENABLED)
    hand.notify()
    # What helps the respondent is taken all the same.
    for helps in (acts.Replied(document=DIGEST, hearing=True, publish=False), acts.Closed(because=Because.SETTLED)):
        Hand(replace(hand.now, **moved)).must(helps)
    hand.wait_for_window()
    hand.must(acts.Proposed(verdict=verdict()))
    refused(Hand(replace(hand.now, **moved)), acts.Decided(verdict=verdict()), Requirement.ENABLED)
    hand.must(acts.Decided(verdict=verdict()))
    number = hand.now.case.steps[-1].seq
    refused(Hand(replace(hand.now, **moved)), acts.DecisionApproved(decision=number), Requirement.ENABLED)
    hand.must(acts.DecisionApproved(decision=number))


CORRECTED = [
    ({"severity": Severity.GENERAL}, Requirement.GROUND),
    ({"role": PartyRole.CONTROLLED_AFFILIATE}, Requirement.GROUND),
    ({"category": "collusion"}, Requirement.GROUND),
]


@pytest.mark.parametrize(("corrected", "requirement"), CORRECTED)
def test_nothing_is_decided_on_a_record_that_was_corrected_so_that_it_can_ground_nothing(corrected, requirement):
    hand = Hand().open().notify().wait_for_window()
    changed = {"records": (record(**corrected), affiliate_record())}

    def later() -> Hand:
        return Hand(replace(hand.now, **changed))

    refused(later(), acts.Proposed(verdict=verdict()), requirement)
    nothing = later()
    nothing.decide(milder(Outcome.NO_ACTION))
    hand.must(acts.Proposed(verdict=verdict()))
    refused(later(), acts.Decided(verdict=verdict()), requirement)
    hand.must(acts.Decided(verdict=verdict()))
    number = hand.now.case.steps[-1].seq
    refused(later(), acts.DecisionApproved(decision=number), requirement)
    hand.must(acts.DecisionApproved(decision=number))


def test_a_longer_term_is_not_decided_on_a_record_that_is_no_judgment_any_more():
    judged = record(category="procurement-fraud", finality=Finality.JUDGMENT)
    hand = Hand(situation(records=(judged,))).open(category="procurement-fraud", judged=True).notify()
    hand.wait_for_window()
    other = replace(judged, finality=Finality.TIME_LIMIT_PASSED)
    refused(Hand(replace(hand.now, records=(other,))), acts.Proposed(verdict=verdict()), Requirement.TERM)
    hand.must(acts.Proposed(verdict=verdict()))


def test_facts_that_are_just_young_enough():
    young = record(conduct_to=date(2021, 2, 2), final_on=date(2023, 2, 2))
    hand = Hand(situation(records=(young,)))
    assert hand.open(conduct_to=date(2021, 2, 2), final_on=date(2023, 2, 2)).stage is Stage.OPENED


def test_no_proceeding_runs_under_rules_that_undercut_a_floor():
    for name in ("far_like", "edes_like", "uk_like", "development_bank_like"):
        weak = load_sample(name)
        law = procedure_digest(weak)
        found = Hand(situation(procedure=weak, law=law)).do(opened(procedure=weak.id, law=law))
        assert isinstance(found, Refusal)
        assert found.requirement is Requirement.ENABLED


def test_a_file_is_opened_first_and_once():
    refused(Hand(), acts.FileReleased(index=DIGEST, exculpatory_included=True), Requirement.ORDER)
    refused(Hand().open(), opened(), Requirement.ORDER)


def test_a_court_that_judged_fraud_gives_the_longer_term():
    judged = record(category="procurement-fraud", finality=Finality.JUDGMENT)
    hand = Hand(situation(records=(judged,))).open(category="procurement-fraud", judged=True).notify()
    longest = date(2030, 6, 2)
    refused(hand.wait_for_window(), acts.Proposed(verdict=verdict(until=longest + timedelta(days=1))), Requirement.TERM)
    hand.decide(verdict(until=longest))
    plain = Hand().open().notify().wait_for_window()
    refused(plain, acts.Proposed(verdict=verdict(until=date(2028, 6, 3))), Requirement.TERM)
    plain.decide(verdict(until=date(2028, 6, 2)))


def test_an_exclusion_that_was_served_on_the_same_facts_counts_in():
    """Ordered a year before it became final: a year less is left."""
    served = date(2024, 6, 2)
    later = record(22, case="case-2", excluded_from=date(2025, 1, 2))
    hand = Hand(situation(records=(record(excluded_from=served), later)))
    hand.open(records=(RECORD, 22), facts=("case-1", "case-2"), excluded_from=served).notify().wait_for_window()
    refused(hand, acts.Proposed(verdict=verdict(until=date(2027, 6, 3))), Requirement.TERM)
    hand.decide(verdict(until=date(2027, 6, 2)))


def test_an_exclusion_that_began_after_all_counts_in_from_finality():
    hand = Hand(situation(records=(record(excluded_from=date(2025, 8, 2)),))).open(excluded_from=date(2025, 8, 2))
    hand.notify().wait_for_window().decide(verdict(until=date(2028, 6, 2)))
    assert latest_end(hand.now.case, MODEL) == date(2028, 6, 2)


# Who ----------------------------------------------------------------------------------------------------------------


def test_nobody_acts_without_a_mandate_in_force():
    for officer in ("nobody", "second", "decider", "lawyer", "judge", "keeper", "guard", "assessor", "court"):
        refused(Hand(), opened(), Requirement.COMPETENCE, officer)
    held = MANDATES["case"]
    for changed in (
        replace(held, until_on=date(2026, 2, 1)),
        replace(held, from_on=date(2026, 2, 3)),
        replace(held, authority="ministry"),
        replace(held, authority="unknown"),
        replace(held, officer="another"),
    ):
        found = step(situation(), opened(), Actor(officer="case", mandates=(changed,)))
        assert isinstance(found, Refusal)
        assert found.requirement is Requirement.COMPETENCE
    last_day = replace(held, until_on=date(2026, 2, 2))
    assert not isinstance(step(situation(), opened(), Actor(officer="case", mandates=(last_day,))), Refusal)


def test_a_representative_speaks_for_a_party_alone():
    hand = Hand().open().notify()
    reply = acts.Replied(document=DIGEST, hearing=False, publish=False)
    refused(hand, reply, Requirement.COMPETENCE, "affiliate-lawyer")
    both = Hand().open(affiliates=(AFFILIATE,)).notify()
    both.must(reply, "affiliate-lawyer")
    both.must(reply, "lawyer")


def test_the_appeal_body_is_outside_the_hierarchy_even_with_a_mandate():
    hand = Hand().to_standstill().appeal()
    inside = AUTHORITIES | {"inside": authority("inside", "ministry", Function.APPEAL_BODY)}
    hand.now = replace(hand.now, authorities=inside)
    held = mandate("insider", Role.APPEAL_BODY, "inside")
    found = step(
        hand.now,
        acts.AppealDecided(appeal=hand.appeal_of(), ruling=Ruling.UPHELD),
        Actor(officer="insider", mandates=(held,)),
    )
    assert isinstance(found, Refusal)
    assert found.requirement is Requirement.COMPETENCE


def test_nobody_acts_twice_where_two_are_due():
    hand = Hand().open()
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=()))
    twice = (MANDATES["case"], mandate("case", Role.SECOND_SIGNATORY), mandate("case", Role.DECIDING_OFFICER))
    for act in (acts.NoticeApproved(document=DIGEST), acts.Decided(verdict=verdict())):
        found = step(hand.now, act, Actor(officer="case", mandates=twice))
        assert isinstance(found, Refusal)
        assert found.requirement is Requirement.FOUR_EYES


def test_who_stepped_back_stays_back():
    hand = Hand().open()
    hand.must(acts.Recused(), "second")
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=()))
    refused(hand, acts.NoticeApproved(document=DIGEST), Requirement.CONFLICT)


def test_a_public_body_holds_no_role_in_its_own_case():
    hand = Hand().to_standstill().appeal()
    own = AUTHORITIES | {"tribunal": replace(AUTHORITIES["tribunal"], organization=RESPONDENT)}
    hand.now = replace(hand.now, authorities=own)
    refused(hand, acts.AppealDecided(appeal=hand.appeal_of(), ruling=Ruling.UPHELD), Requirement.CONFLICT)


# Notice, service, reply ---------------------------------------------------------------------------------------------


def test_a_notice_is_served_approved_and_with_the_whole_file_open():
    hand = Hand().open()
    by_hand = acts.Sent(paper=Paper.NOTICE, party=RESPONDENT, channel=Channel.BY_HAND)
    refused(hand, acts.FileReleased(index=DIGEST, exculpatory_included=False), Requirement.FILE_ACCESS)
    refused(hand, by_hand, Requirement.ORDER)
    refused(hand, acts.NoticeApproved(document=DIGEST), Requirement.ORDER)
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=()))
    refused(hand, acts.NoticeApproved(document="1" * 64), Requirement.NOTICE)
    hand.must(acts.NoticeApproved(document=DIGEST))
    refused(hand, acts.NoticeApproved(document=DIGEST), Requirement.ORDER)
    refused(hand, acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=()), Requirement.NOTICE)
    refused(hand, by_hand, Requirement.FILE_ACCESS)
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    refused(hand, replace(by_hand, party=99), Requirement.SERVICE)
    refused(hand, replace(by_hand, channel=Channel.PORTAL), Requirement.SERVICE)
    refused(hand, replace(by_hand, paper=Paper.DECISION), Requirement.ORDER)
    hand.must(by_hand)


def test_a_notice_names_what_may_follow_and_only_what_the_law_has():
    hand = Hand().open()
    notice = acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=(TENDER,))
    refused(hand, replace(notice, gravest=Outcome.NO_ACTION, consequences=()), Requirement.NOTICE)
    refused(hand, replace(notice, gravest=Outcome.WARNING), Requirement.CONSEQUENCES)
    refused(hand, replace(notice, consequences=(TENDER, TENDER)), Requirement.CONSEQUENCES)
    pause = ConsequenceCode.RATING_CAPPED
    refused(hand, replace(notice, consequences=(pause,)), Requirement.CONSEQUENCES)
    lawless = replace(hand.now, procedure=replace(MODEL, consequences=()))
    assert isinstance(step(lawless, notice, Actor(officer="case", mandates=(MANDATES["case"],))), Refusal)


@pytest.mark.parametrize(
    ("attempt", "deemed"),
    [
        ({"channel": Channel.PORTAL, "consent": DIGEST}, date(2026, 2, 12)),
        ({"channel": Channel.PAPER}, None),
        ({"channel": Channel.SEAT}, None),
        ({"channel": Channel.BY_HAND}, None),
        ({"channel": Channel.PAPER, "also_by": Channel.SEAT}, date(2026, 2, 23)),
        ({"channel": Channel.SEAT, "also_by": Channel.PAPER}, date(2026, 2, 23)),
        ({"channel": Channel.SEAT, "also_by": Channel.SEAT}, None),
        ({"channel": Channel.PAPER, "also_by": Channel.PAPER}, None),
    ],
)
def test_receipt_is_deemed_only_as_the_floor_says(attempt, deemed):
    hand = Hand().open()
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=()))
    hand.must(acts.NoticeApproved(document=DIGEST))
    hand.must(acts.Sent(paper=Paper.NOTICE, party=RESPONDENT, proof=DIGEST, **attempt))
    reply = hand.now.case.clock(Clock.REPLY)
    assert (reply.event_on if reply else None) == deemed


def sent_by_portal() -> Hand:
    hand = Hand().open()
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=(TENDER,)))
    hand.must(acts.NoticeApproved(document=DIGEST))
    hand.must(acts.Sent(paper=Paper.NOTICE, party=RESPONDENT, channel=Channel.PORTAL, consent=DIGEST, proof=DIGEST))
    return hand


def received(day: date, party: int = RESPONDENT) -> acts.Received:
    return acts.Received(paper=Paper.NOTICE, party=party, received_on=day, receipt=DIGEST)


def test_a_receipt_is_of_an_attempt_and_not_ahead():
    hand = sent_by_portal().pass_days(5)
    refused(hand, received(date(2026, 2, 1)), Requirement.SERVICE)
    refused(hand, received(date(2026, 2, 8)), Requirement.SERVICE)
    refused(hand, received(date(2026, 2, 4), AFFILIATE), Requirement.SERVICE)
    hand.must(received(date(2026, 2, 4)))
    assert hand.now.case.clock(Clock.REPLY).event_on == date(2026, 2, 7)
    refused(hand, received(date(2026, 2, 5)), Requirement.SERVICE)
    late = sent_by_portal().pass_days(20)
    refused(late, received(date(2026, 2, 13)), Requirement.SERVICE)
    refused(late, received(date(2026, 2, 12)), Requirement.SERVICE)
    assert late.now.case.clock(Clock.REPLY).event_on == date(2026, 2, 12)  # as deemed: no later for being written late


def test_no_window_has_run_before_its_receipt_was_recorded():
    hand = Hand().open()
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=(TENDER,)))
    hand.must(acts.NoticeApproved(document=DIGEST))
    sent = hand.now.today
    hand.must(acts.Sent(paper=Paper.NOTICE, party=RESPONDENT, channel=Channel.BY_HAND))
    hand.pass_days(40).must(received(sent))
    assert hand.stage is Stage.REPLY_WINDOW
    hand.must(acts.Replied(document=DIGEST, hearing=True, publish=False))
    hand.must(acts.HearingHeld(minutes=DIGEST))
    decided = hand.wait_for_window().decide().now.today
    hand.must(acts.Sent(paper=Paper.DECISION, party=RESPONDENT, channel=Channel.BY_HAND))
    hand.pass_days(40).must(replace(received(decided), paper=Paper.DECISION))
    assert (hand.stage, hand.is_listed) == (Stage.STANDSTILL, False)
    assert Hand(hand.now).appeal().stage is Stage.UNDER_APPEAL
    assert hand.pass_days(35).is_listed


def test_a_claim_of_non_receipt_reopens_what_was_only_deemed():
    hand = sent_by_portal().pass_days(30)
    assert hand.stage is Stage.REPLY_WINDOW
    hand.must(acts.NonReceiptClaimed(paper=Paper.NOTICE, party=RESPONDENT))
    assert hand.now.case.clock(Clock.REPLY) is None
    assert hand.stage is Stage.NOTICE_SENT
    assert hand.pass_days(300).stage is Stage.NOTICE_SENT
    hand.serve(Paper.NOTICE)
    assert hand.now.case.clock(Clock.REPLY).event_on == hand.now.today
    refused(hand, acts.NonReceiptClaimed(paper=Paper.NOTICE, party=RESPONDENT), Requirement.SERVICE)


def test_a_decision_that_was_never_received_lists_nobody():
    hand = Hand().open().notify().wait_for_window().decide()
    hand.must(acts.Sent(paper=Paper.DECISION, party=RESPONDENT, channel=Channel.PORTAL, consent=DIGEST, proof=DIGEST))
    assert hand.pass_days(45).is_listed
    hand.must(acts.NonReceiptClaimed(paper=Paper.DECISION, party=RESPONDENT))
    assert not hand.is_listed
    assert not hand.pass_days(100).is_listed


def test_every_party_is_served_or_nobody_is_listed():
    hand = Hand().open(affiliates=(AFFILIATE,))
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=(TENDER,)))
    hand.must(acts.NoticeApproved(document=DIGEST))
    hand.must(acts.Sent(paper=Paper.NOTICE, party=RESPONDENT, channel=Channel.BY_HAND))
    hand.must(received(hand.now.today))
    assert hand.now.case.clock(Clock.REPLY) is None
    hand.pass_days(10).must(acts.Sent(paper=Paper.NOTICE, party=AFFILIATE, channel=Channel.BY_HAND))
    hand.must(received(hand.now.today, AFFILIATE))
    assert hand.now.case.clock(Clock.REPLY).event_on == date(2026, 2, 12)
    hand.wait_for_window().decide()
    hand.must(acts.Sent(paper=Paper.DECISION, party=RESPONDENT, channel=Channel.BY_HAND))
    hand.must(replace(received(hand.now.today), paper=Paper.DECISION))
    assert not hand.pass_days(100).is_listed


def test_a_later_part_of_the_file_opens_the_window_anew():
    hand = Hand().open().notify().pass_days(20)
    hand.must(acts.FileReleased(index="1" * 64, exculpatory_included=True))
    assert hand.now.case.clock(Clock.REPLY).event_on == date(2026, 2, 22)
    hand.wait_for_window().must(acts.Proposed(verdict=verdict()))
    refused(hand, acts.FileReleased(index=DIGEST, exculpatory_included=True), Requirement.ORDER)


def test_a_file_released_again_and_again_moves_the_date_to_decide_by_once():
    hand = Hand().open().notify()
    release, first = acts.FileReleased(index="1" * 64, exculpatory_included=True), hand.now.case.clock(Clock.DECISION)
    hand.on(first.due_on).must(release)
    moved = hand.now.case.clock(Clock.DECISION)
    assert moved.due_on > first.due_on
    reply = hand.now.case.clock(Clock.REPLY)
    hand.on(moved.due_on - timedelta(days=40)).must(release)
    assert hand.now.case.clock(Clock.DECISION) == moved
    assert hand.now.case.clock(Clock.REPLY).due_on > reply.due_on
    hand.must(acts.ReplyExtended(because=Because.FILE_VOLUMINOUS))
    hand.on(hand.now.case.clock(Clock.DECISION).due_on).must(release)
    assert hand.stage is Stage.REPLY_WINDOW
    assert hand.pass_days(1).stage is Stage.DATE_MISSED


def test_a_release_after_a_remittal_never_brings_the_date_back():
    hand = Hand().open().notify()
    release = acts.FileReleased(index="1" * 64, exculpatory_included=True)
    hand.pass_days(1).must(release)
    hand.pass_days(1).must(release)
    hand.wait_for_window().decide().serve(Paper.DECISION).appeal()
    hand.rule(Ruling.REMITTED)
    due = hand.now.case.clock(Clock.DECISION).due_on
    hand.must(release)
    moved = hand.now.case.clock(Clock.DECISION).due_on
    assert moved > due
    hand.pass_days(20).must(release)
    assert hand.now.case.clock(Clock.DECISION).due_on == moved


def test_a_reply_is_taken_until_the_window_closes():
    reply = acts.Replied(document=DIGEST, hearing=False, publish=True)
    refused(Hand().open(), reply, Requirement.REPLY)
    hand = Hand().open().notify()
    hand.on(hand.now.case.clock(Clock.REPLY).due_on).must(reply)
    refused(hand.pass_days(1), reply, Requirement.REPLY)


def test_a_window_is_prolonged_once_for_a_reason():
    hand = Hand().open().notify()
    before = hand.now.case.clock(Clock.REPLY).due_on
    refused(hand, acts.ReplyExtended(because=Because.SETTLED), Requirement.REPLY)
    hand.must(acts.ReplyExtended(because=Because.FILE_VOLUMINOUS))
    assert hand.now.case.clock(Clock.REPLY).due_on >= before + timedelta(days=29)
    refused(hand, acts.ReplyExtended(because=Because.FILE_VOLUMINOUS), Requirement.REPLY)
    late = Hand().open().notify().wait_for_window()
    refused(late, acts.ReplyExtended(because=Because.FILE_VOLUMINOUS), Requirement.REPLY)


def test_nothing_is_proposed_before_the_window_has_passed():
    hand = Hand().open().notify()
    hand.must(acts.Replied(document=DIGEST, hearing=False, publish=False))
    refused(hand, acts.Proposed(verdict=verdict()), Requirement.REPLY)
    refused(hand.on(hand.now.case.clock(Clock.REPLY).due_on), acts.Proposed(verdict=verdict()), Requirement.REPLY)
    hand.pass_days(1).must(acts.Proposed(verdict=verdict()))


def test_a_hearing_that_was_asked_for_is_held():
    hand = Hand().open().notify()
    refused(hand, acts.HearingHeld(minutes=DIGEST), Requirement.HEARING)
    hand.must(acts.Replied(document=DIGEST, hearing=True, publish=False))
    refused(hand.wait_for_window(), acts.Proposed(verdict=verdict()), Requirement.HEARING)
    hand.must(acts.HearingHeld(minutes=DIGEST))
    refused(hand, acts.HearingHeld(minutes=DIGEST), Requirement.HEARING)
    hand.must(acts.Proposed(verdict=verdict()))


# Decision -----------------------------------------------------------------------------------------------------------

VERDICTS = [
    (verdict(reasons=verdict().reasons[1:]), Requirement.REASONS),
    (verdict(reasons=(*verdict().reasons, verdict().reasons[0])), Requirement.REASONS),
    (verdict(reasons=tuple((factor, " ") for factor, _ in verdict().reasons)), Requirement.REASONS),
    (verdict(reasons=tuple((factor, "x" * 2001) for factor, _ in verdict().reasons)), Requirement.REASONS),
    (verdict(until=None), Requirement.TERM),
    (verdict(until=date(2026, 3, 5)), Requirement.TERM),
    (verdict(until=date(2028, 6, 3)), Requirement.TERM),
    (verdict(consequences=(ConsequenceCode.PERFORMANCE_BOND,)), Requirement.NOTICE),
    (verdict(consequences=(TENDER, TENDER)), Requirement.CONSEQUENCES),
    (replace(milder(Outcome.WARNING), until=date(2027, 1, 1)), Requirement.TERM),
    (replace(milder(Outcome.WARNING), consequences=(TENDER,)), Requirement.TERM),
]


@pytest.mark.parametrize(("wrong", "requirement"), VERDICTS, ids=range(len(VERDICTS)))
def test_a_verdict_that_no_rule_carries(wrong, requirement):
    hand = Hand().open().notify().wait_for_window()
    refused(hand, acts.Proposed(verdict=wrong), requirement)


def test_a_decision_is_never_graver_than_its_proposal_and_its_notice():
    hand = Hand().open().notify().wait_for_window()
    hand.must(acts.Proposed(verdict=verdict(until=date(2027, 1, 1))))
    refused(hand, acts.Decided(verdict=verdict(until=date(2027, 1, 2))), Requirement.DECISION)
    more = verdict(until=date(2027, 1, 1), consequences=(TENDER, ConsequenceCode.FUNDING_EXCLUSION))
    refused(hand, acts.Decided(verdict=more), Requirement.DECISION)
    hand.must(acts.Decided(verdict=milder(Outcome.WARNING)))
    warned = Hand().open()
    warned.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    warned.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.WARNING, consequences=()))
    warned.must(acts.NoticeApproved(document=DIGEST))
    refused(warned.serve(Paper.NOTICE).wait_for_window(), acts.Proposed(verdict=verdict()), Requirement.NOTICE)
    warned.must(acts.Proposed(verdict=milder(Outcome.WARNING)))
    refused(warned, acts.Decided(verdict=verdict()), Requirement.NOTICE)


def test_the_second_signature_is_under_the_very_decision():
    hand = Hand().open().notify().wait_for_window()
    refused(hand, acts.DecisionApproved(decision=0), Requirement.ORDER)
    refused(hand, acts.Decided(verdict=verdict()), Requirement.ORDER)
    hand.must(acts.Proposed(verdict=verdict()))
    hand.must(acts.Decided(verdict=verdict()))
    refused(hand, acts.DecisionApproved(decision=0), Requirement.DECISION)
    hand.must(acts.DecisionApproved(decision=hand.now.case.steps[-1].seq))
    refused(hand, acts.DecisionApproved(decision=hand.now.case.steps[-1].seq), Requirement.ORDER)


def test_an_authority_that_misses_its_date_closes_the_file():
    hand = Hand().open().notify().wait_for_window()
    hand.must(acts.Proposed(verdict=verdict()))
    due = hand.now.case.clock(Clock.DECISION).due_on
    assert hand.on(due).stage is Stage.PROPOSED
    assert hand.pass_days(1).stage is Stage.DATE_MISSED
    refused(hand, acts.Decided(verdict=verdict()), Requirement.ORDER)


def test_a_stay_holds_the_decision_date():
    hand = Hand().open().notify().wait_for_window()
    before = hand.now.case.clock(Clock.DECISION).due_on
    hand.must(acts.StayOrdered())
    refused(hand, acts.StayOrdered(), Requirement.STAY)
    assert hand.on(before + timedelta(days=30)).stage is Stage.TO_BE_PROPOSED
    hand.end_stay()
    assert hand.now.case.clock(Clock.DECISION).due_on > before + timedelta(days=30)
    refused(hand, acts.StayEnded(stay=0), Requirement.STAY)


# After the decision -------------------------------------------------------------------------------------------------


def test_an_appeal_keeps_a_listing_from_showing_until_it_is_decided():
    hand = Hand().to_standstill().appeal()
    refused(hand, acts.AppealLodged(party=RESPONDENT, scope=frozenset(AppealScope)), Requirement.APPEAL)
    assert hand.pass_days(50).stage is Stage.UNDER_APPEAL
    assert not hand.is_listed
    hand.admit()
    refused(hand, acts.AppealAdmitted(appeal=hand.appeal_of(), admitted=True), Requirement.APPEAL)
    hand.rule(Ruling.UPHELD)
    assert hand.is_listed
    refused(hand, acts.AppealDecided(appeal=hand.appeal_of(), ruling=Ruling.UPHELD), Requirement.APPEAL)


def test_an_appeal_that_is_never_decided_lists_nobody():
    hand = Hand().to_standstill().appeal()
    assert not hand.pass_days(500).is_listed


def test_an_appeal_is_lodged_in_time_and_on_something():
    hand = Hand().to_standstill()
    refused(hand, acts.AppealLodged(party=RESPONDENT, scope=frozenset()), Requirement.APPEAL)
    due = hand.now.case.clock(Clock.APPEAL).due_on
    refused(
        hand.on(due + timedelta(days=1)),
        acts.AppealLodged(party=RESPONDENT, scope=frozenset(AppealScope)),
        Requirement.APPEAL,
    )
    hand = Hand().to_standstill()
    hand.on(due).appeal()
    undecided = Hand().open().notify()
    refused(undecided, acts.AppealLodged(party=RESPONDENT, scope=frozenset(AppealScope)), Requirement.APPEAL)


def test_an_appeal_that_is_not_admitted_ends_the_wait_but_not_the_standstill():
    hand = Hand().to_standstill().appeal()
    hand.admit(admitted=False)
    assert not hand.is_listed
    assert hand.pass_days(40).is_listed


def test_a_ruling_shortens_and_never_lengthens():
    hand = Hand().to_standstill().appeal()
    refused(hand, acts.AppealDecided(appeal=hand.appeal_of(), ruling=Ruling.VARIED), Requirement.APPEAL)
    refused(
        hand,
        acts.AppealDecided(appeal=hand.appeal_of(), ruling=Ruling.UPHELD, until=date(2027, 1, 1)),
        Requirement.APPEAL,
    )
    refused(
        hand,
        acts.AppealDecided(appeal=hand.appeal_of(), ruling=Ruling.VARIED, until=date(2028, 1, 1)),
        Requirement.APPEAL,
    )
    refused(hand, acts.AppealDecided(appeal=hand.appeal_of(), ruling=Ruling.RESTORED), Requirement.APPEAL)
    hand.rule(Ruling.VARIED, until=date(2027, 1, 1))
    hand.on(date(2026, 12, 31))
    assert listing_on(hand.now.case, hand.now.today).until == date(2027, 1, 1)
    assert not hand.pass_days(1).is_listed


def test_a_court_annuls_and_another_restores():
    hand = Hand().to_listed()
    refused(hand, acts.CourtRuled(ruling=Ruling.RESTORED), Requirement.APPEAL)
    hand.must(acts.CourtRuled(ruling=Ruling.ANNULLED))
    assert (hand.stage, hand.is_listed) == (Stage.ANNULLED, False)
    refused(hand.pass_days(30), acts.CourtRuled(ruling=Ruling.ANNULLED), Requirement.APPEAL)
    hand.must(acts.CourtRuled(ruling=Ruling.RESTORED))
    assert hand.is_listed
    restored = hand.now.today
    assert listing_on(hand.now.case, restored).until == date(2028, 1, 1)
    assert listing_on(hand.now.case, restored).since == restored
    assert listing_on(hand.now.case, restored + timedelta(days=3)).since == restored


def test_a_remitted_decision_is_void_and_has_its_own_date():
    hand = Hand().to_standstill().appeal()
    hand.rule(Ruling.REMITTED)
    assert hand.stage is Stage.TO_BE_PROPOSED
    due = hand.now.case.clock(Clock.DECISION).due_on
    assert hand.now.case.clock(Clock.APPEAL) is None
    again = Hand(hand.now).on(due + timedelta(days=1))
    assert again.stage is Stage.DATE_MISSED
    hand = Hand(replace(hand.now, today=due)).decide().serve(Paper.DECISION)
    assert not hand.is_listed
    assert hand.pass_days(40).is_listed


def test_an_annulled_ground_ends_the_listing_the_same_day():
    hand = Hand().to_listed()
    assert hand.is_listed
    hand.now = replace(hand.now, ground=GroundState.SUSPENDED)
    assert (hand.stage, hand.is_listed) == (Stage.SUSPENDED, False)
    hand.now = replace(hand.now, ground=GroundState.FALLEN)
    assert (hand.stage, hand.is_listed) == (Stage.GROUND_FALLEN, False)
    refused(hand, acts.RehabilitationApplied(evidence=(DIGEST,)), Requirement.ORDER)


def test_an_order_that_is_filed_suspends_at_once():
    hand = Hand().to_listed()
    hand.must(acts.OrderFiled(document=DIGEST))
    assert (hand.stage, hand.is_listed) == (Stage.SUSPENDED, False)
    refused(hand, acts.OrderFiled(document=DIGEST), Requirement.STAY)
    assert not hand.pass_days(30).is_listed
    hand.verify(genuine=True)
    refused(hand, OrderVerified(genuine=False, answer=DIGEST), Requirement.STAY)
    assert not hand.is_listed
    hand.end_stay()
    assert hand.is_listed


def test_time_under_a_stay_counts_in():
    hand = Hand().to_listed()
    hand.must(acts.StayOrdered())
    assert not hand.is_listed
    hand.pass_days(200).end_stay()
    assert listing_on(hand.now.case, hand.now.today).until == date(2028, 1, 1)


def test_the_way_out_is_open_from_the_decision_and_lifts_with_two():
    hand = Hand().open().notify().wait_for_window().decide()
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    hand = Hand().to_listed()
    refused(hand, acts.RehabilitationApplied(evidence=()), Requirement.REHABILITATION)
    refused(hand, acts.RehabilitationDecided(granted=True, reason="Done."), Requirement.REHABILITATION)
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    refused(hand, acts.RehabilitationApplied(evidence=(DIGEST,)), Requirement.REHABILITATION)
    hand.must(acts.RehabilitationAnswered(complete=True))
    refused(hand, acts.RehabilitationApproved(answer=0), Requirement.REHABILITATION)
    refused(hand, acts.RehabilitationDecided(granted=True, reason=" "), Requirement.REASONS)
    hand.must(acts.RehabilitationDecided(granted=True, reason="Everything was repaid."))
    assert hand.is_listed
    hand.sign()
    assert (hand.stage, hand.is_listed) == (Stage.LIFTED, False)
    assert not hand.pass_days(100).is_listed


def test_a_refused_application_can_be_made_again():
    hand = Hand().to_listed()
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    hand.must(acts.RehabilitationDecided(granted=False, reason="Half was repaid."))
    answer = hand.now.case.steps[-1].seq
    hand.sign()
    refused(hand, acts.RehabilitationApproved(answer=answer), Requirement.REHABILITATION)
    assert hand.is_listed
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    hand.must(acts.RehabilitationAnswered(complete=False, missing="The receipts."))
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST, DIGEST)))


def test_an_application_that_waits_too_long_suspends():
    hand = Hand().to_listed()
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    due = hand.now.case.clock(Clock.REHABILITATION_DECISION).due_on
    assert hand.on(due).is_listed
    assert not hand.pass_days(1).is_listed
    hand.must(acts.RehabilitationDecided(granted=False, reason="Half was repaid."))
    hand.sign()
    assert hand.is_listed


def test_the_safeguards_officer_stops_a_publication_and_lists_nobody():
    hand = Hand().to_listed()
    refused(hand, acts.StopReleased(), Requirement.LIFTING)
    refused(hand, acts.PublicationStopped(because=" "), Requirement.LIFTING)
    hand.must(acts.PublicationStopped(because="The name is another's."))
    assert not hand.is_listed
    hand.must(acts.StopReleased())
    assert hand.is_listed


def test_a_file_is_closed_before_its_decision_or_not_at_all():
    hand = Hand().open().notify()
    refused(hand, acts.Closed(because=Because.FILE_VOLUMINOUS), Requirement.ORDER)
    hand.must(acts.Closed(because=Because.SETTLED))
    assert hand.stage is Stage.CLOSED
    refused(hand, acts.Replied(document=DIGEST, hearing=False, publish=False), Requirement.ORDER)
    refused(Hand().to_listed(), acts.Closed(because=Because.SETTLED), Requirement.ORDER)


# Provisional measures -----------------------------------------------------------------------------------------------

ORDER = acts.ProvisionalOrdered(public_money="XV-TENDER-2026-0001", threat="The award is tomorrow.")


def in_force(hand: Hand) -> bool:
    return provisional_on(hand.now.case, hand.now.today)


def provisional(hand: Hand) -> Hand:
    hand.must(ORDER)
    hand.sign()
    return hand


def test_a_provisional_measure_takes_two_and_a_named_threat():
    hand = Hand().open()
    refused(hand, replace(ORDER, threat=" "), Requirement.PROVISIONAL)
    refused(hand, replace(ORDER, public_money=" "), Requirement.PROVISIONAL)
    refused(hand, acts.ProvisionalApproved(measure=100), Requirement.PROVISIONAL)
    hand.must(ORDER)
    ordered = hand.now.case.steps[-1].seq
    assert not in_force(hand)
    hand.sign()
    assert in_force(hand)
    assert not hand.is_listed
    refused(hand, ORDER, Requirement.PROVISIONAL)
    refused(hand, acts.ProvisionalApproved(measure=ordered), Requirement.PROVISIONAL)


def test_it_lapses_without_a_notice_in_fourteen_days():
    assert in_force(provisional(Hand().open()).pass_days(13))
    assert not in_force(provisional(Hand().open()).pass_days(14))


def test_it_ends_with_the_decision_and_after_six_months():
    hand = provisional(Hand().open()).notify()
    assert in_force(hand.wait_for_window())
    assert not in_force(hand.decide())
    held = provisional(Hand().open()).notify()
    held.must(acts.StayOrdered())
    assert not in_force(held)
    held.pass_days(100).end_stay()
    assert in_force(held.on(date(2026, 8, 1)))
    assert not in_force(held.on(date(2026, 8, 2)))
    refused(Hand().to_standstill(), ORDER, Requirement.PROVISIONAL)


def test_it_can_be_appealed_at_once_and_lapses_without_an_answer():
    hand = provisional(Hand().open()).notify()
    refused(hand, acts.ProvisionalUpheld(), Requirement.PROVISIONAL)
    hand.must(acts.ProvisionalAppealed())
    refused(hand, acts.ProvisionalAppealed(), Requirement.PROVISIONAL)
    assert in_force(hand.pass_days(60))
    assert not in_force(Hand(hand.now).pass_days(1))
    hand.must(acts.ProvisionalUpheld())
    assert in_force(hand.pass_days(10))
    hand.must(acts.ProvisionalEnded())
    assert not in_force(hand)
    refused(hand, acts.ProvisionalEnded(), Requirement.PROVISIONAL)


def test_a_step_is_never_dated_back():
    hand = Hand().open().notify()
    with pytest.raises(MisuseError, match="before the last act"):
        hand.on(date(2026, 2, 1)).do(acts.Closed(because=Because.SETTLED))


def test_a_clock_records_the_law_and_the_calendar_that_it_was_counted_by():
    hand = Hand().open().notify()
    step_ = hand.now.case.steps[-1]
    assert (step_.law, step_.calendar) == (hand.now.law, "plain")
    assert (hand.now.case.steps[0].law, hand.now.case.steps[0].calendar) == ("", "")


def test_the_affiliate_s_record_is_never_the_respondent_s_ground():
    assert affiliate_record().role is PartyRole.CONTROLLED_AFFILIATE
    hand = Hand(situation(respondent=replace(situation().respondent, kind=OrganizationKind.STATE_OWNED_ENTERPRISE)))
    assert hand.open(affiliates=(AFFILIATE,)).now.case.parties == (RESPONDENT, AFFILIATE)
