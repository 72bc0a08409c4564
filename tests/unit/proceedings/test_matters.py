"""The small machines as one table: who can do what where, and every other pair of officer and act refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_calendars import PlainCalendar
from sample_proceeding import AFFILIATE, AUTHORITIES, DIGEST, LAW, MANDATES, MODEL, RESPONDENT, mandate

from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.claiming import CLAIMING, ClaimStage, claim_stage
from goodstanding.proceedings.identifying import IDENTIFYING, IdentityStage, identity_stage, is_ripe
from goodstanding.proceedings.matters import (
    AskedStep,
    IdentityPlan,
    Matter,
    MatterAct,
    MatterRefusal,
    MatterSituation,
    MatterStep,
    matter_step,
)
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.recording import RECORDING, RecordingStage, recording_stage
from goodstanding.proceedings.situation import Actor
from goodstanding.values.errors import MisuseError

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
OFFICERS = {
    **MANDATES,
    "recorder": mandate("recorder", Role.RECORDER, "regulator"),
    "verifier": mandate("verifier", Role.VERIFIER, "regulator"),
}
PLAN = IdentityPlan(references=("xv-reg:a",), from_organization=AFFILIATE, to_organization=RESPONDENT)
MACHINES = {rules.name: rules for rules in (RECORDING, CLAIMING, IDENTIFYING)}
#: By machine and the acts before: who can do what. Nothing else is let through.
CAN = {
    ("recording", ""): {"recorder submitted"},
    ("recording", "submitted"): {"verifier verified", "verifier returned"},
    ("recording", "submitted verified"): {"keeper previewed", "verifier returned"},
    ("recording", "submitted verified previewed"): {"lawyer waived"},
    ("recording", "submitted verified previewed waived"): set(),
    ("recording", "submitted returned"): {"recorder submitted"},
    ("claim", ""): {"lawyer claimed"},
    ("claim", "claimed"): {"judge upheld", "judge dismissed", "court upheld"},
    ("claim", "claimed dismissed"): {"court upheld"},
    ("claim", "claimed upheld"): set(),
    ("identity", ""): {"keeper proposed"},
    ("identity", "proposed"): {"keeper noticed", "keeper withdrawn", "decider withdrawn"},
    ("identity", "proposed noticed"): {
        "keeper noticed", "keeper withdrawn", "decider withdrawn", "lawyer agreed", "lawyer objected",
        "affiliate-lawyer agreed", "affiliate-lawyer objected",
    },
    ("identity", "proposed withdrawn"): set(),
}  # fmt: skip
USUAL = {
    "submitted": "recorder", "verified": "verifier", "returned": "verifier", "previewed": "keeper", "waived": "lawyer",
    "claimed": "lawyer", "dismissed": "judge", "upheld": "judge", "proposed": "keeper", "noticed": "keeper",
    "withdrawn": "keeper", "agreed": "lawyer", "objected": "lawyer", "approved": "decider",
}  # fmt: skip


def situation(rules, **changes):
    both = frozenset({RESPONDENT, AFFILIATE})
    found = MatterSituation(
        procedure=MODEL, law=LAW, calendar=PlainCalendar(), today=TODAY, authorities=AUTHORITIES,
        organizations=both if rules is IDENTIFYING else frozenset({RESPONDENT}), recorded_by=frozenset({"regulator"}),
    )  # fmt: skip
    return replace(found, **changes)


def asked(rules, act, party=RESPONDENT):
    return AskedStep(
        act=act,
        document=DIGEST if act in rules.with_document else "",
        party=party if act is MatterAct.NOTICED else None,
        plan=PLAN if act is MatterAct.PROPOSED else None,
    )


def do(rules, now, act, officer, **more):
    step = matter_step(rules, now, replace(asked(rules, act), **more), Actor(officer=officer, mandates=_held(officer)))
    if isinstance(step, MatterRefusal):
        return step
    matter = now.matter.with_step(step, officer) if now.matter else Matter(about=1, steps=(step,), actors=(officer,))
    return replace(now, matter=matter)


def _held(officer):
    return tuple(one for one in OFFICERS.values() if one.officer == officer)


def at(rules, acts, **changes):
    now = situation(rules, **changes)
    for name in acts.split():
        now = do(rules, now, MatterAct(name), USUAL[name])
        assert isinstance(now, MatterSituation), now
    return now


@pytest.mark.parametrize(("name", "acts"), CAN, ids=lambda part: part or "nothing")
def test_who_can_do_what_where_and_nothing_else(name, acts):
    rules = MACHINES[name]
    now, found = at(rules, acts), set()
    for officer in OFFICERS:
        for act in MatterAct:
            if isinstance(do(rules, now, act, officer), MatterSituation):
                found.add(f"{officer} {act.value}")
    assert found == CAN[name, acts]


def refused(rules, now, act, officer, **more):
    found = do(rules, now, act, officer, **more)
    assert isinstance(found, MatterRefusal)
    assert "art." in str(found)
    return found.requirement


def test_one_person_is_never_two():
    OFFICERS["both"] = mandate("both", Role.VERIFIER, "regulator")
    now = at(RECORDING, "submitted")
    twice = replace(now, matter=replace(now.matter, actors=("both",)))
    assert refused(RECORDING, twice, MatterAct.VERIFIED, "both") is Requirement.FOUR_EYES
    del OFFICERS["both"]


def test_no_public_body_acts_in_its_own_case_and_none_decides_what_it_recorded():
    own = AUTHORITIES | {"regulator": replace(AUTHORITIES["regulator"], organization=RESPONDENT)}
    assert refused(RECORDING, situation(RECORDING, authorities=own), MatterAct.SUBMITTED, "recorder") is (
        Requirement.CONFLICT
    )
    below = AUTHORITIES | {"tribunal": replace(AUTHORITIES["tribunal"], parent="regulator")}
    now = replace(at(CLAIMING, "claimed"), authorities=below)
    assert refused(CLAIMING, now, MatterAct.DISMISSED, "judge") is Requirement.COMPETENCE


def test_nobody_acts_for_an_authority_that_is_not_enrolled_but_the_offices_own_officers():
    foreign = situation(RECORDING, recorded_by=frozenset({"foreign-bank"}))
    assert refused(RECORDING, foreign, MatterAct.SUBMITTED, "recorder") is Requirement.COMPETENCE
    OFFICERS["brings"] = mandate("brings", Role.RECORDER, "office")
    assert isinstance(do(RECORDING, foreign, MatterAct.SUBMITTED, "brings"), MatterSituation)
    assert refused(RECORDING, situation(RECORDING), MatterAct.SUBMITTED, "brings") is Requirement.COMPETENCE
    del OFFICERS["brings"]


def test_only_a_final_decision_is_submitted_and_papers_are_where_they_belong():
    assert refused(RECORDING, situation(RECORDING, is_final=False), MatterAct.SUBMITTED, "recorder") is (
        Requirement.GROUND
    )
    verified = at(RECORDING, "submitted verified")
    assert refused(RECORDING, verified, MatterAct.PREVIEWED, "keeper", document="") is Requirement.REASONS
    assert refused(RECORDING, at(RECORDING, "submitted"), MatterAct.VERIFIED, "verifier", document=DIGEST) is (
        Requirement.REASONS
    )


def test_the_preview_runs_ten_working_days_and_then_it_shows():
    now = at(RECORDING, "submitted verified previewed")
    due = now.matter.last.due_on
    assert due == date(2026, 3, 16)
    assert [recording_stage(now.matter, day) for day in (due, due + DAY)] == [
        RecordingStage.PREVIEW,
        RecordingStage.SHOWS,
    ]
    assert recording_stage(None, TODAY) is RecordingStage.ENTERED
    assert recording_stage(at(RECORDING, "submitted returned").matter, TODAY) is RecordingStage.RETURNED


def test_a_late_body_decides_still_and_a_second_claim_is_refused():
    now = at(CLAIMING, "claimed")
    due = now.matter.last.due_on
    assert [claim_stage(now.matter, day) for day in (due, due + DAY)] == [ClaimStage.OPEN, ClaimStage.OVERDUE]
    assert claim_stage(at(CLAIMING, "claimed upheld").matter, due + DAY) is ClaimStage.UPHELD
    assert refused(CLAIMING, situation(CLAIMING, is_free=False), MatterAct.CLAIMED, "lawyer") is Requirement.ORDER


def told(*parties):
    now = at(IDENTIFYING, "proposed")
    for party in parties:
        now = do(IDENTIFYING, now, MatterAct.NOTICED, "keeper", party=party)
    return now


def test_nothing_moves_before_both_were_told_and_their_windows_are_over_or_they_agree():
    one, both = told(RESPONDENT), told(RESPONDENT, AFFILIATE)
    due = both.matter.last.due_on
    assert [identity_stage(found.matter, TODAY) for found in (one, both)] == [
        IdentityStage.PROPOSED,
        IdentityStage.NOTICED,
    ]
    later = replace(one, today=due + 100 * DAY)
    assert refused(IDENTIFYING, later, MatterAct.APPROVED, "decider") is Requirement.NOTICE
    assert refused(IDENTIFYING, replace(both, today=due), MatterAct.APPROVED, "decider") is Requirement.NOTICE
    assert isinstance(do(IDENTIFYING, replace(both, today=due + DAY), MatterAct.APPROVED, "decider"), MatterSituation)
    agreed = do(IDENTIFYING, both, MatterAct.AGREED, "lawyer")
    assert refused(IDENTIFYING, agreed, MatterAct.APPROVED, "decider") is Requirement.NOTICE
    agreed = do(IDENTIFYING, agreed, MatterAct.AGREED, "affiliate-lawyer")
    assert is_ripe(agreed.matter, TODAY)
    assert identity_stage(agreed.matter, TODAY) is IdentityStage.TO_BE_APPROVED
    objected = do(IDENTIFYING, agreed, MatterAct.OBJECTED, "affiliate-lawyer")
    assert refused(IDENTIFYING, objected, MatterAct.APPROVED, "decider") is Requirement.NOTICE
    done = do(IDENTIFYING, agreed, MatterAct.APPROVED, "decider")
    assert identity_stage(done.matter, TODAY) is IdentityStage.APPROVED
    assert refused(IDENTIFYING, done, MatterAct.WITHDRAWN, "keeper") is Requirement.ORDER


def test_nobody_comes_onto_the_list_by_a_merge_but_a_split_is_always_possible():
    busy = situation(IDENTIFYING, is_busy=True)
    assert refused(IDENTIFYING, busy, MatterAct.PROPOSED, "keeper") is Requirement.ORDER
    back = do(IDENTIFYING, busy, MatterAct.PROPOSED, "keeper", plan=replace(PLAN, takes_back=7))
    assert isinstance(back, MatterSituation)
    moved = situation(IDENTIFYING, is_free=False)
    assert refused(IDENTIFYING, moved, MatterAct.PROPOSED, "keeper") is Requirement.ORDER
    assert refused(IDENTIFYING, situation(IDENTIFYING), MatterAct.PROPOSED, "keeper", plan=None) is Requirement.ORDER
    stranger = told(RESPONDENT)
    assert refused(IDENTIFYING, stranger, MatterAct.NOTICED, "keeper", party=99) is Requirement.NOTICE


def test_no_step_goes_back_in_time_and_rules_without_a_clock_start_none():
    now = at(RECORDING, "submitted")
    with pytest.raises(MisuseError):
        do(RECORDING, replace(now, today=TODAY - DAY), MatterAct.VERIFIED, "verifier")
    bare = replace(MODEL, deadlines={clock: one for clock, one in MODEL.deadlines.items() if clock != "preview"})
    verified = replace(at(RECORDING, "submitted verified"), procedure=bare)
    with pytest.raises(MisuseError):
        do(RECORDING, verified, MatterAct.PREVIEWED, "keeper")
    assert isinstance(now.matter.last, MatterStep)


def test_a_claim_that_nobody_can_decide_names_the_authority_that_is_to_be_enrolled():
    """Somebody recorded of whom nobody knows who is independent: the claimant is not left with a judge's mandate."""
    before = Matter(
        about=RESPONDENT,
        steps=(MatterStep(act=MatterAct.CLAIMED, role=Role.REPRESENTATIVE, authority="", on=TODAY, law=LAW),),
        actors=("lawyer",),
    )
    judge = Actor(officer="judge", mandates=(OFFICERS["judge"],))
    now = situation(CLAIMING, matter=before, recorded_by=frozenset({"regulator", "treasury"}))
    found = matter_step(CLAIMING, now, asked(CLAIMING, MatterAct.UPHELD), judge)
    assert isinstance(found, MatterRefusal)
    assert "independent of treasury: enroll it" in found.message
    assert found.requirement is Requirement.COMPETENCE
    nobody = matter_step(CLAIMING, replace(now, matter=None), asked(CLAIMING, MatterAct.CLAIMED), judge)
    assert isinstance(nobody, MatterRefusal)
    assert "enroll" not in nobody.message
