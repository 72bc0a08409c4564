"""The floors: the model law keeps all of them, every single weakening of it is found, and every regime is weaker."""

from dataclasses import replace

import pytest

from goodstanding.adapters.formats.procedures import SAMPLES, load_sample
from goodstanding.proceedings import procedure as rules
from goodstanding.proceedings.act_names import ACT_NAMES, name_of
from goodstanding.proceedings.authorities import MARKED, Role
from goodstanding.proceedings.clock_floors import CLOCK_FLOORS
from goodstanding.proceedings.deadlines import (
    Anchor,
    Clock,
    Deadline,
    EndsOn,
    Extension,
    FirstDay,
    Passing,
    Pause,
    Unit,
)
from goodstanding.proceedings.floors import check_procedure
from goodstanding.proceedings.permissions import PERMITTED
from goodstanding.proceedings.procedure import Procedure, Requirement
from goodstanding.proceedings.step_floors import STEP_FLOORS, Needed
from goodstanding.values.dates import Period
from goodstanding.values.finding_codes import FINDINGS_BY_PART

MODEL = load_sample("model")
#: What a file names that is not there is looked for where files are read.
BESIDE = {"procedure-calendar", "procedure-not-a-ground"}
FLOORS = {code for code in FINDINGS_BY_PART["Procedural rules"] if not code.startswith(("clock-", "display-"))} - BESIDE


def without(*clocks: Clock) -> Procedure:
    return replace(MODEL, deadlines={name: one for name, one in MODEL.deadlines.items() if name not in clocks})


def with_clock(clock: Clock, **changes: object) -> Procedure:
    changed: Deadline = replace(MODEL.deadlines[clock], **changes)
    return replace(MODEL, deadlines={**MODEL.deadlines, clock: changed})


def judged(category: str) -> Procedure:
    """The longer term for judgments on this category too."""
    found = (replace(one, judged=one.judged or one.category == category) for one in MODEL.grounds)
    return replace(MODEL, grounds=tuple(found))


def with_part(part: str, **changes: object) -> Procedure:
    return replace(MODEL, **{part: replace(getattr(MODEL, part), **changes)})


def with_clocks(lengths: dict[Clock, int]) -> Procedure:
    changed = {clock: replace(MODEL.deadlines[clock], length=length) for clock, length in lengths.items()}
    return replace(MODEL, deadlines={**MODEL.deadlines, **changed})


def with_steps(*without: str, **changed: str) -> Procedure:
    """The model law without some steps, and with others of these roles; `_` stands for the hyphen of a name."""
    kept = {name: one for name, one in MODEL.steps.items() if name not in without}
    told = {name.replace("_", "-"): frozenset(map(Role, roles.split())) for name, roles in changed.items()}
    return replace(MODEL, steps=kept | told)


def with_clock_unused(clock: Clock) -> Procedure:
    """The model law with a clock that nothing starts, told like another."""
    return replace(MODEL, deadlines={**MODEL.deadlines, clock: MODEL.deadlines[Clock.CORRECTION_RECEIPT]})


WAY_OUT = (Clock.REHABILITATION_COMPLETENESS, Clock.REHABILITATION_DECISION)
DEEMED = (Clock.DEEMED_PORTAL, Clock.DEEMED_PAPER)
CORRECTION = (Clock.CORRECTION_RECEIPT, Clock.CORRECTION_DECISION)
PROVISIONAL = (Clock.PROVISIONAL_NOTICE, Clock.PROVISIONAL_CAP)
MEASURE = tuple(name for name in MODEL.steps if name.startswith("provisional-"))
EXCEPTION = ("exception-granted", "exception-approved")
#: What goes with something that rules need not have, and what they may have or not.
NOT_ALWAYS = {"closed", "reply-extended", *MEASURE, *EXCEPTION}
#: Steps that rules may take from a role that could lawfully take them.
NARROWED = {"closed", "reply-extended", "review-opened", "stay-ended"}
OFFICE = "case-officer deciding-officer"
WITHOUT_EFFECT = "procedure-without-effect"

#: One weakening each: (rules, the floor that it undercuts).
WEAKER = [
    (with_part("proof", burden=rules.Burden.RESPONDENT), "floor-burden"),
    (with_part("proof", standard=rules.Standard.PREPONDERANCE), "floor-standard"),
    (with_part("proof", standard=rules.Standard.ADEQUATE_EVIDENCE), "floor-standard"),
    (with_part("proof", silence=rules.Silence.RECOMMENDATION_APPLIES), "floor-silence"),
    (with_clock(Clock.REPLY, passing=Passing.RECOMMENDATION_APPLIES), "floor-silence"),
    *((with_part("deciding", factors=frozenset(rules.Factor) - {one}), "floor-factors") for one in rules.Factor),
    (with_part("deciding", deciders=1), "floor-four-eyes"),
    (with_part("deciding", deciders=3), "floor-four-eyes"),
    (with_part("service", window_opens=rules.WindowOpens.RECEIPT), "floor-window"),
    (with_part("service", portal_needs_consent=False), "floor-deemed"),
    (with_part("service", paper_needs_seat_and_second_channel=False), "floor-deemed"),
    *((with_clock(one, length=n), "floor-deemed") for one in DEEMED for n in (9, 63)),
    (with_clock(Clock.DEEMED_PORTAL, first_day=FirstDay.INCLUDED), "floor-deemed"),
    (with_part("service", non_receipt_reopens=False), "floor-non-receipt"),
    (without(Clock.REPLY), "floor-reply"),
    (with_clock(Clock.REPLY, length=13), "floor-reply"),
    (with_clock(Clock.REPLY, length=14, first_day=FirstDay.INCLUDED), "floor-reply"),
    (with_clock(Clock.REPLY, length=151), "floor-reply"),
    (with_clock(Clock.REPLY, extension=Extension(most=6, length=30)), "floor-reply"),
    (replace(MODEL, hearing=rules.Hearing.AT_DISCRETION), "floor-hearing"),
    (without(Clock.STANDSTILL), "floor-standstill"),
    (without(Clock.APPEAL), "floor-appeal-time"),
    (with_clock(Clock.STANDSTILL, length=187), "floor-standstill"),
    (with_clocks({Clock.APPEAL: 13, Clock.STANDSTILL: 13}), "floor-appeal-time floor-standstill"),
    (with_clocks({Clock.APPEAL: 0, Clock.STANDSTILL: 0}), "floor-appeal-time floor-standstill"),
    (with_clocks({Clock.APPEAL: 187, Clock.STANDSTILL: 187}), "floor-appeal-time floor-standstill"),
    (with_clock(Clock.STANDSTILL, length=29), "floor-standstill"),
    (with_clock(Clock.STANDSTILL, first_day=FirstDay.INCLUDED), "floor-standstill"),
    (with_clock(Clock.STANDSTILL, ends_on=EndsOn.ANY_DAY), "floor-standstill"),
    (with_clock(Clock.STANDSTILL, unit=Unit.MONTH, length=1), "floor-standstill"),
    (with_clock(Clock.APPEAL, unit=Unit.WORKING_DAY, length=14, ends_on=EndsOn.ANY_DAY), "floor-standstill"),
    (with_clock(Clock.DECISION, ends_on=EndsOn.NEXT_WORKING_DAY), WITHOUT_EFFECT),
    (with_part("appealing", shows=rules.Shows.AFTER_STANDSTILL), "floor-shows"),
    (with_part("deciding", missed_closes_file=False), "floor-missed-date"),
    (with_clock(Clock.DECISION, passing=Passing.NOTHING), "floor-missed-date"),
    (without(Clock.DECISION), "floor-missed-date"),
    (with_clock(Clock.DECISION, length=37), "floor-missed-date"),
    (with_clock(Clock.DECISION, length=4), "floor-missed-date"),
    (with_part("deciding", second_file_on_same_facts=True), "floor-same-facts"),
    (with_part("terms", prolonged_on_same_facts=True), "floor-same-facts"),
    (with_part("appealing", body=rules.AppealBody.SAME_AUTHORITY), "floor-appeal-body"),
    (with_part("appealing", scope=frozenset({rules.AppealScope.LAW})), "floor-appeal-scope"),
    (with_part("appealing", can_stay=False), "floor-appeal-stay"),
    (with_part("appealing", court_has_full_jurisdiction=False), "floor-court"),
    *((with_clock(Clock.APPEAL_DECISION, length=n), "floor-late-appeal") for n in (4, 61)),
    (with_clock(Clock.APPEAL_DECISION, passing=Passing.NOTHING), "floor-late-appeal"),
    (without(Clock.APPEAL_DECISION), "floor-late-appeal"),
    (with_part("appealing", interim=rules.Interim.WHEN_ORDERED), "floor-interim"),
    *((with_clock(Clock.ORDER_VERIFICATION, length=n), "floor-interim") for n in (0, 3)),
    (with_clock(Clock.ORDER_VERIFICATION, unit=Unit.DAY), "floor-interim"),
    (with_clock(Clock.ORDER_VERIFICATION, passing=Passing.MEASURE_LAPSES), "floor-interim"),
    (with_part("provisional", threat=rules.Threat.ADEQUATE_EVIDENCE), "floor-provisional"),
    (with_part("provisional", visible_to=rules.VisibleTo.EVERYBODY), "floor-provisional"),
    (with_part("provisional", appealable_at_once=False), "floor-provisional"),
    *((with_clock(Clock.PROVISIONAL_CAP, length=n), "floor-provisional-cap") for n in (0, 7)),
    *((with_clock(Clock.PROVISIONAL_NOTICE, length=n), "floor-provisional-cap") for n in (0, 15)),
    (without(Clock.PROVISIONAL_NOTICE), "floor-provisional-cap"),
    (with_part("terms", longest=None), "floor-longest"),
    (with_part("terms", longest=Period(months=37)), "floor-longest"),
    (with_part("terms", longest_judged=Period(months=61)), "floor-longest"),
    *((judged(one.category), "floor-longest") for one in MODEL.grounds if not one.judged),
    (with_part("terms", since_conduct=Period(months=61)), "floor-limitation"),
    (with_part("terms", since_final=Period(months=36, days=1)), "floor-limitation"),
    (with_part("terms", counts_in=frozenset({rules.CountsIn.STAY})), "floor-counts-in"),
    (with_part("terms", counts_in=frozenset({rules.CountsIn.PROVISIONAL})), "floor-counts-in"),
    (with_part("terms", offsets_second_sanction=False), "floor-offset"),
    (with_part("rehabilitation", earliest=rules.EarliestRehabilitation.MINIMUM_PERIOD), "floor-rehabilitation"),
    (with_part("rehabilitation", minimum_only_by_judgment_or_statute=False), "floor-rehabilitation"),
    (with_part("rehabilitation", fee=True), "floor-fee"),
    (without(Clock.REVIEW), "floor-review"),
    *((with_clock(Clock.REVIEW, length=n), "floor-review") for n in (0, 13)),
    (with_clock(Clock.REVIEW, passing=Passing.NOTHING), "floor-review"),
    *((without(one), "floor-way-out-time") for one in WAY_OUT),
    *((with_clock(one, length=n), "floor-way-out-time") for one in WAY_OUT for n in (0, 4, 61)),
    *((with_clock(Clock.CONDITION_ANSWER, length=n), "floor-conditions") for n in (4, 13)),
    (without(Clock.CONDITION_ANSWER), "floor-conditions"),
    (with_clock(Clock.CONDITION_ANSWER, passing=Passing.NOTHING), "floor-conditions"),
    *((with_clock(Clock.PREVIEW, length=n), "floor-preview") for n in (0, 4, 19)),
    (with_clock(Clock.PREVIEW, unit=Unit.DAY), "floor-preview"),
    (without(Clock.PREVIEW), "floor-preview"),
    *((without(one), "floor-correction") for one in CORRECTION),
    *((with_clock(Clock.CORRECTION_RECEIPT, length=n), "floor-correction") for n in (0, 3)),
    *((with_clock(Clock.CORRECTION_DECISION, length=n), "floor-correction") for n in (0, 4, 13, 3_000)),
    (with_clock(Clock.CORRECTION_DECISION, passing=Passing.NOTHING), "floor-correction"),
    *((with_clock(one, anchor=Anchor.KNOWN), WITHOUT_EFFECT) for one in MODEL.deadlines),
    (with_clock(Clock.REPLY, anchor=Anchor.SENT), WITHOUT_EFFECT),
    (with_clock(Clock.REPLY, paused_by=frozenset(Pause) - CLOCK_FLOORS[Clock.REPLY].pauses), WITHOUT_EFFECT),
    (with_clock(Clock.PREVIEW, paused_by=frozenset(Pause)), WITHOUT_EFFECT),
    (with_clock(Clock.DECISION, paused_by=frozenset()), WITHOUT_EFFECT),
    (with_clock(Clock.DECISION, extension=Extension(most=1, length=1)), WITHOUT_EFFECT),
    (with_clock(Clock.REPLY, extension=Extension(most=0, length=30)), WITHOUT_EFFECT),
    (with_clock(Clock.REPLY, extension=Extension(most=1, length=0)), WITHOUT_EFFECT),
    *((with_clock_unused(one), WITHOUT_EFFECT) for one in (Clock.LIST_ENTRY, Clock.LIST_CHANGE, Clock.CONDITION)),
    (replace(MODEL, provisional=None), WITHOUT_EFFECT),
    *((with_steps(one), "floor-step") for one in MODEL.steps if one != "closed"),
    *((with_steps(**{one.replace("-", "_"): ""}), "floor-step") for one in MODEL.steps if one not in NARROWED),
    *((with_steps(**{one.replace("-", "_"): ""}), WITHOUT_EFFECT) for one in sorted(NARROWED - {"stay-ended"})),
    (with_steps(stay_ordered="court"), "floor-step"),
    (with_steps(stay_ordered="appeal-body"), "floor-step"),
    (with_steps(stay_ended="appeal-body"), "floor-step"),
    (with_steps(provisional_ended="deciding-officer court"), "floor-step"),
    (with_steps(recused=OFFICE), "floor-step"),
    (with_steps(decided=OFFICE), "floor-role"),
    (with_steps(closed=OFFICE + " court"), "floor-role"),
    (with_steps(closed="court"), "floor-role"),
    (with_steps(decided="case-officer"), "floor-role floor-step"),
    (with_steps(listed="case-officer"), WITHOUT_EFFECT),
    (replace(without(*PROVISIONAL), provisional=None), WITHOUT_EFFECT),
    (with_clock(Clock.REPLY, extension=None), WITHOUT_EFFECT),
    (replace(MODEL, consequences=()), WITHOUT_EFFECT),
    (replace(MODEL, recognition=rules.Recognition.AUTOMATIC), "floor-recognition"),
    (replace(MODEL, consequences=(*MODEL.consequences, MODEL.consequences[0])), "floor-consequence"),
    (replace(MODEL, consequences=(replace(MODEL.consequences[0], cites=()),)), "floor-consequence"),
    (with_part("display", periods={}), "floor-display"),
    (with_part("display", grounds_with_listing=False), WITHOUT_EFFECT),
    (replace(MODEL, articles={}), "procedure-article-missing"),
    (with_clock(Clock.REPLY, cites=()), "procedure-article-missing"),
    (replace(MODEL, laws={}), "procedure-law-unknown"),
]  # fmt: skip


def test_the_model_law_keeps_every_floor():
    assert check_procedure(MODEL) == []
    assert set(MODEL.articles) == set(Requirement)


@pytest.mark.parametrize(("weaker", "floor"), WEAKER, ids=[f"{n}-{floor}" for n, (_, floor) in enumerate(WEAKER)])
def test_a_weaker_law_is_found_for_that_and_nothing_else(weaker, floor):
    assert {finding.code for finding in check_procedure(weaker)} == set(floor.split())


def test_every_floor_is_tested():
    assert {floor for _, floors in WEAKER for floor in floors.split()} == FLOORS


def test_a_stricter_law_is_not_found():
    for stricter in (
        with_clock(Clock.STANDSTILL, length=60),
        with_clock(Clock.STANDSTILL, unit=Unit.MONTH, length=2),
        with_clock(Clock.APPEAL_DECISION, length=30),
        with_clocks({Clock.APPEAL: 14, Clock.STANDSTILL: 14, Clock.DEEMED_PAPER: 10}),
        with_clocks({Clock.DECISION: 36, Clock.CONDITION_ANSWER: 12}),
        without(Clock.DEEMED_PORTAL),
        without(Clock.DEEMED_PAPER),
        replace(with_steps(*MEASURE), provisional=None, deadlines=without(*PROVISIONAL).deadlines),
        replace(with_steps("reply-extended"), deadlines=with_clock(Clock.REPLY, extension=None).deadlines),
        replace(with_steps(*EXCEPTION), consequences=()),
        with_steps("closed"),
        *(with_steps(closed=role, reply_extended=role) for role in OFFICE.split()),
        *(with_steps(review_opened=role) for role in ("case-officer", "rehabilitation-assessor")),
        with_steps(stay_ended="court"),
        with_steps(recused=" ".join(Role)),
        replace(MODEL, steps=None),
        replace(MODEL, display=None),
        with_clock(Clock.REHABILITATION_DECISION, anchor=Anchor.APPLIED),
        with_clock(Clock.PREVIEW, length=5),
        with_part("terms", longest=Period(months=12), longest_judged=Period(months=24)),
    ):
        assert check_procedure(stricter) == []


def test_a_finding_names_the_step_and_whom_it_is_given_to_or_taken_from():
    (missing,) = check_procedure(with_steps("sent", "opened"))
    assert (missing.field, missing.message) == ("steps", "Nobody may take: opened, sent.")
    (beyond,) = check_procedure(with_steps(closed=OFFICE + " court appeal-body"))
    assert (beyond.field, beyond.message) == ("steps.closed", "It is no step of: appeal-body, court.")
    assert beyond.accepted == "at most case-officer, deciding-officer"
    (taken,) = check_procedure(with_steps(stay_ordered="court"))
    assert (taken.field, taken.message) == ("steps.stay-ordered", "Left out, and needed: appeal-body.")
    assert taken.accepted == "at least appeal-body, court"
    (empty,) = check_procedure(with_steps(closed=""))
    assert (empty.field, empty.accepted) == ("steps.closed", "no such step, or one of case-officer, deciding-officer")
    (unknown,) = check_procedure(with_steps(listed="court"))
    assert (unknown.field, unknown.accepted) == ("steps.listed", "the code name of an act")
    unused = check_procedure(replace(without(*PROVISIONAL), provisional=None))
    assert {one.field for one in unused} == {f"steps.{name}" for name in MEASURE}


def test_each_step_can_be_as_the_table_says():
    """The whole table of what may differ; whatever is not in it is needed always, and kept by all of its roles."""
    assert list(STEP_FLOORS) == list(MODEL.steps) == [name_of(kind) for kind in PERMITTED]
    floors = STEP_FLOORS.items()
    assert {name for name, one in floors if one.needed is not Needed.ALWAYS} == NOT_ALWAYS
    kept = {name: one.kept for name, one in floors if one.kept != one.most}
    assert kept == {
        "closed": frozenset(),
        "reply-extended": frozenset(),
        "review-opened": frozenset(),
        "stay-ended": {Role.COURT},
        "recused": MARKED,
    }
    assert all(one.most == PERMITTED[ACT_NAMES[name]] for name, one in floors)
    # The model law gives each step to all that may have it; of roles that take none, nobody has to step back.
    assert dict(MODEL.steps) == {name: one.most if name != "recused" else MARKED for name, one in floors}


def test_rules_without_a_window_to_reply_are_found_for_that_alone():
    assert {one.code for one in check_procedure(without(Clock.REPLY))} == {"floor-reply"}
    none = replace(with_steps("reply-extended"), deadlines=without(Clock.REPLY).deadlines)
    assert {one.code for one in check_procedure(none)} == {"floor-reply"}


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "model"])
def test_every_regime_that_exists_is_weaker_somewhere(name):
    assert len(check_procedure(load_sample(name))) > 10


def test_a_procedure_without_an_article_names_itself():
    assert load_sample("uk_like").article(Requirement.ENABLED) == "Debarment modelled on the UK Procurement Act"
    assert load_sample("uk_like").article(Requirement.STANDSTILL) == "Procurement Act 2023, section 62"
    assert MODEL.article(Requirement.REASONS) == "Integrity Proceedings Act, art. 16"
