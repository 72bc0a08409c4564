"""Role x act x stage: what each role can do where, as one table. Whatever is not in it is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import product

import pytest
from sample_moves import OFFICERS, moves
from sample_proceeding import DIGEST, MANDATES, MODEL, Hand, milder

from goodstanding.proceedings import acts
from goodstanding.proceedings.act_names import act_name
from goodstanding.proceedings.acts import Channel, Outcome, Paper, Ruling
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.orders import OrderVerified
from goodstanding.proceedings.permissions import PERMITTED
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import Refusal


def noticed(hand: Hand) -> Hand:
    return hand.open().notify()


def prepared() -> Hand:
    hand = Hand().open()
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=()))
    return hand


def sent() -> Hand:
    hand = prepared()
    hand.must(acts.NoticeApproved(document=DIGEST))
    hand.must(acts.Sent(paper=Paper.NOTICE, party=10, channel=Channel.PORTAL, consent=DIGEST, proof=DIGEST))
    return hand


def proposed() -> Hand:
    hand = noticed(Hand()).wait_for_window()
    hand.must(next(act for act in moves(hand) if isinstance(act, acts.Proposed)))
    return hand


def decided() -> Hand:
    hand = proposed()
    hand.must(next(act for act in moves(hand) if isinstance(act, acts.Decided)))
    return hand


def monitored() -> Hand:
    """Rehabilitated on a condition that is not shown to be fulfilled by its day."""
    hand = Hand().to_listed()
    return hand.rehabilitate(hand.now.today + timedelta(days=30)).pass_days(31)


def annulled() -> Hand:
    hand = Hand().to_listed()
    hand.must(acts.CourtRuled(ruling=Ruling.ANNULLED))
    return hand


STATES = {
    "opened": lambda: Hand().open(),
    "notice-prepared": prepared,
    "notice-sent": sent,
    "reply-window": lambda: noticed(Hand()),
    "to-be-proposed": lambda: noticed(Hand()).wait_for_window(),
    "proposed": proposed,
    "decided": decided,
    "standstill": lambda: Hand().to_standstill(),
    "under-appeal": lambda: Hand().to_standstill().appeal(),
    "listed": lambda: Hand().to_listed(),
    "concluded": lambda: noticed(Hand()).wait_for_window().decide(milder(Outcome.WARNING)),
    "monitored": monitored,
    "breach-noticed": lambda: monitored().notify_breach(1),
    "annulled": annulled,
    "expired": lambda: Hand().to_listed().on(date(2028, 1, 1)),
}

#: What runs through all stages before the end.
EVERYWHERE = {
    "judge": ["stay-ordered"],
    "court": ["stay-ordered"],
    "lawyer": ["order-filed"],
    "guard": ["publication-stopped"],
}
#: By stage and officer, the acts that are accepted, `recused` and those of `EVERYWHERE` aside.
TABLE = {
    "opened": {"case": ["closed", "file-released", "notice-prepared"], "decider": ["closed", "provisional-ordered"]},
    "notice-prepared": {
        "case": ["closed", "file-released", "notice-prepared"],
        "decider": ["closed", "provisional-ordered"],
        "second": ["notice-approved"],
    },
    "notice-sent": {
        "case": ["closed", "file-released", "received"],
        "decider": ["closed", "provisional-ordered"],
        "lawyer": ["non-receipt-claimed", "replied"],
    },
    "reply-window": {
        "case": ["closed", "file-released", "reply-extended"],
        "decider": ["closed", "provisional-ordered", "reply-extended"],
        "lawyer": ["replied"],
    },
    "to-be-proposed": {"case": ["closed", "file-released", "proposed"], "decider": ["closed", "provisional-ordered"]},
    "proposed": {"case": ["closed"], "decider": ["closed", "decided", "provisional-ordered"]},
    "decided": {"case": ["closed"], "decider": ["closed", "provisional-ordered"], "second": ["decision-approved"]},
    "standstill": {
        "case": ["review-opened"],
        "assessor": ["review-opened"],
        "decider": ["exception-granted"],
        "court": ["court-ruled"],
        "lawyer": ["appeal-lodged", "rehabilitation-applied"],
    },
    "under-appeal": {
        "case": ["review-opened"],
        "assessor": ["review-opened"],
        "decider": ["exception-granted"],
        "judge": ["appeal-admitted", "appeal-decided"],
        "court": ["court-ruled"],
        "lawyer": ["rehabilitation-applied"],
    },
    "listed": {
        "case": ["review-opened"],
        "assessor": ["review-opened"],
        "decider": ["exception-granted"],
        "court": ["court-ruled"],
        "lawyer": ["rehabilitation-applied"],
    },
    "concluded": {"case": ["sent"], "court": ["court-ruled"], "lawyer": ["appeal-lodged"]},
    "monitored": {
        "case": ["notice-prepared", "review-opened"],
        "assessor": ["review-opened"],
        "court": ["court-ruled"],
        "lawyer": ["conditions-reported", "rehabilitation-applied"],
    },
    "breach-noticed": {
        "case": ["closed", "file-released", "reply-extended"],
        "decider": ["closed", "reply-extended"],
        "court": ["court-ruled"],
        "lawyer": ["replied"],
    },
    "annulled": {"court": ["court-ruled"]},
    "expired": {"court": ["court-ruled"]},
}


def stopped(make, act: acts.Act, officer: str) -> Callable[[], Hand]:
    def made() -> Hand:
        hand = make()
        hand.must(act, officer)
        return hand

    return made


STAY, FILED = acts.StayOrdered(), acts.OrderFiled(document=DIGEST)
FORGED = OrderVerified(genuine=False, answer=DIGEST)
NOTHING_STAYED = [one for one in STATES if one not in ("annulled", "expired")]
#: By who stopped a file: what can be done of stays and orders while it is stopped, in whatever stage.
STOPPED = {
    "judge": {"judge": ["stay-ended"], "court": ["stay-ended", "stay-ordered"], "lawyer": ["order-filed"]},
    "court": {"judge": ["stay-ordered"], "court": ["stay-ended"], "lawyer": ["order-filed"]},
    "lawyer": {"judge": ["stay-ordered"], "court": ["stay-ended", "stay-ordered"], "keeper": ["order-verified"]},
}
#: What the office carries on with, and may not while a file is stopped.
CARRIED_ON = {
    "decision-approved",
    "decided",
    "file-released",
    "hearing-held",
    "notice-approved",
    "notice-prepared",
    "proposed",
    "provisional-approved",
    "provisional-ordered",
    "received",
    "reply-extended",
    "sent",
}


def accepted(make, officer: str) -> set[str]:
    hand = make()
    return {act_name(act) for act in moves(hand) if isinstance(Hand(hand.now).do(act, officer), Step)}


@pytest.mark.parametrize("stage", STATES)
def test_each_role_can_do_what_the_table_says_and_nothing_else(stage):
    make = STATES[stage]
    assert make().stage.value == ("reply-window" if stage == "breach-noticed" else stage)
    everywhere = EVERYWHERE if stage in NOTHING_STAYED else {}
    wanted = {officer: sorted({*TABLE[stage].get(officer, ()), *everywhere.get(officer, ())}) for officer in OFFICERS}
    found = {officer: sorted(accepted(make, officer) - {"recused"}) for officer in OFFICERS}
    assert found == wanted


@pytest.mark.parametrize("who", STOPPED)
@pytest.mark.parametrize("stage", NOTHING_STAYED)
def test_under_a_stay_or_a_filed_order_the_table_lacks_what_carries_on_and_nothing_else(stage, who):
    make = stopped(STATES[stage], FILED if who == "lawyer" else STAY, who)
    everywhere = STOPPED[who] | {"guard": ["publication-stopped"]}
    wanted = {
        officer: sorted({*TABLE[stage].get(officer, ()), *everywhere.get(officer, ())} - CARRIED_ON)
        for officer in OFFICERS
    }
    found = {officer: sorted(accepted(make, officer) - {"recused"}) for officer in OFFICERS}
    assert found == wanted


def test_a_finding_of_a_forgery_waits_for_the_second_signatory_alone():
    make = stopped(stopped(STATES["listed"], FILED, "lawyer"), FORGED, "keeper")
    found = {officer: accepted(make, officer) & {"forgery-approved", "order-verified"} for officer in OFFICERS}
    assert {officer: names for officer, names in found.items() if names} == {
        "second": {"forgery-approved"},
        "keeper": {"order-verified"},
    }


@pytest.mark.parametrize("officer", OFFICERS)
def test_no_role_does_another_role_s_act_in_any_stage(officer):
    for make in STATES.values():
        hand = make()
        for act in moves(hand):
            if MANDATES[officer].role not in PERMITTED[type(act)]:
                found = Hand(hand.now).do(act, officer)
                assert isinstance(found, Refusal)
                assert found.requirement is Requirement.COMPETENCE


#: By officer, what the table lacks in every stage under rules that give what they may to as few as they may.
FEWER = {
    "case": {"closed", "reply-extended", "review-opened"},
    "decider": {"closed"},
    "assessor": set(),
    "judge": {"stay-ended"},
    "court": set(),
}
NARROW = replace(
    MODEL,
    steps={
        **{name: roles for name, roles in MODEL.steps.items() if name != "closed"},
        "reply-extended": frozenset({Role.DECIDING_OFFICER}),
        "review-opened": frozenset({Role.REHABILITATION_ASSESSOR}),
        "stay-ended": frozenset({Role.COURT}),
    },
)


@pytest.mark.parametrize("stage", STATES)
def test_under_rules_that_give_steps_to_fewer_the_table_lacks_those_and_nothing_else(stage):
    makes = [STATES[stage]]
    if stage in NOTHING_STAYED:
        makes.append(stopped(STATES[stage], STAY, "judge"))
    for make, officer in product(makes, FEWER):
        wanted = accepted(make, officer) - FEWER[officer]
        assert accepted(partial(fewer, make), officer) == wanted


def fewer(make) -> Hand:
    return Hand(replace(make().now, procedure=NARROW))
