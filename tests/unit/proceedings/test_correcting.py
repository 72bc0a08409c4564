"""A request for correction, exhaustively: every sequence of acts by every officer, and the days around each date."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_calendars import PlainCalendar
from sample_proceeding import AUTHORITIES, DIGEST, LAW, MODEL, RESPONDENT, mandate

from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.correcting import (
    CLOSING,
    PERMITTED_CORRECTION,
    Asked,
    Correction,
    CorrectionAct,
    CorrectionRefusal,
    CorrectionSituation,
    CorrectionStage,
    CorrectionStep,
    correction_step,
)
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import Actor
from goodstanding.values.errors import MisuseError

TODAY, RECORD, FIX = date(2026, 2, 2), 20, 40
DAY = timedelta(days=1)
MANDATES = {
    one.officer: one
    for one in (
        mandate("lawyer", Role.REPRESENTATIVE, "", organization=RESPONDENT),
        mandate("other-lawyer", Role.REPRESENTATIVE, "", organization=RESPONDENT + 1),
        mandate("keeper", Role.REGISTER_KEEPER),
        mandate("clerk", Role.DECIDING_OFFICER, "regulator"),
        mandate("second-clerk", Role.SECOND_SIGNATORY, "regulator"),
        mandate("office-decider", Role.DECIDING_OFFICER),
        mandate("office-second", Role.SECOND_SIGNATORY),
        mandate("foreign-keeper", Role.REGISTER_KEEPER, "regulator"),
        mandate("case", Role.CASE_OFFICER),
    )
}
USUAL = {
    CorrectionAct.REQUESTED: "lawyer",
    CorrectionAct.ACKNOWLEDGED: "keeper",
    CorrectionAct.FORWARDED: "keeper",
    CorrectionAct.GRANTED: "clerk",
    CorrectionAct.REFUSED: "clerk",
    CorrectionAct.APPROVED: "second-clerk",
}
PATH = (CorrectionAct.REQUESTED, CorrectionAct.ACKNOWLEDGED, CorrectionAct.FORWARDED)
LAWFUL = {
    *(PATH[:count] for count in range(1, 4)),
    (*PATH, CorrectionAct.GRANTED),
    (*PATH, CorrectionAct.REFUSED),
    (*PATH, CorrectionAct.GRANTED, CorrectionAct.REFUSED),
    (*PATH, CorrectionAct.GRANTED, CorrectionAct.APPROVED),
}


def situation(found: Correction | None = None, **changes: object) -> CorrectionSituation:
    now = CorrectionSituation(
        procedure=MODEL,
        law=LAW,
        calendar=PlainCalendar(),
        today=TODAY,
        authorities=AUTHORITIES,
        organization=RESPONDENT,
        recorded_by="regulator",
        later_corrections=frozenset({FIX}),
        correction=found,
    )
    return replace(now, **changes)


def asked(act: CorrectionAct) -> Asked:
    return Asked(
        act=act,
        document=DIGEST if act in (CorrectionAct.REQUESTED, CorrectionAct.REFUSED) else "",
        corrected_by=FIX if act is CorrectionAct.GRANTED else None,
    )


def do(
    found: Correction | None, act: CorrectionAct, officer: str, **changes: object
) -> CorrectionStep | CorrectionRefusal:
    actor = Actor(officer=officer, mandates=tuple(MANDATES.values()))
    return correction_step(situation(found, **changes), asked(act), actor)


def after(*path: CorrectionAct) -> Correction | None:
    found: Correction | None = None
    for act in path:
        step = do(found, act, USUAL[act])
        assert isinstance(step, CorrectionStep), step
        found = (
            Correction(record=RECORD, steps=(step,), actors=(USUAL[act],))
            if found is None
            else found.with_step(step, USUAL[act])
        )
    return found


def test_every_sequence_by_every_officer():
    """A small model check: from every lawful request, every act by every officer."""
    reached, waiting = set(), [()]
    while waiting:
        path = waiting.pop()
        found = after(*path)
        for act in CorrectionAct:
            for officer in MANDATES:
                step = do(found, act, officer)
                if isinstance(step, CorrectionStep):
                    assert officer == USUAL[act], (path, act, officer)
                    reached.add((*path, act))
                    waiting.append((*path, act))
                else:
                    assert step.article.startswith("Integrity Proceedings Act"), (path, act, officer)
    assert reached == LAWFUL
    assert {path[-1] for path in reached if path[-1] in CLOSING} == CLOSING


@pytest.mark.parametrize("act", CorrectionAct)
def test_each_act_has_one_role(act):
    before = next(path[:-1] for path in sorted(LAWFUL, key=len) if path[-1] is act)
    found = after(*before)
    done = {officer for officer in MANDATES if isinstance(do(found, act, officer), CorrectionStep)}
    assert done == {USUAL[act]}
    assert MANDATES[USUAL[act]].role is PERMITTED_CORRECTION[act]
    refused = do(found, act, "nobody")
    assert isinstance(refused, CorrectionRefusal)
    assert refused.requirement is Requirement.COMPETENCE


def test_the_days_are_the_rules_own():
    request = after(CorrectionAct.REQUESTED).request
    assert (request.acknowledge_by, request.decide_by) == (date(2026, 2, 3), date(2026, 2, 16))
    assert (request.law, request.calendar) == (LAW, PlainCalendar().edition)


@pytest.mark.parametrize("path", [path for path in LAWFUL if path[-1] not in CLOSING], ids=len)
def test_a_day_is_missed_when_it_is_over(path):
    found = after(*path)
    due = found.request.decide_by
    assert found.stage_on(due - DAY) is found.stage_on(due) is not CorrectionStage.OVERDUE
    assert found.stage_on(due + DAY) is CorrectionStage.OVERDUE


@pytest.mark.parametrize(
    ("last", "stage"),
    [(CorrectionAct.REFUSED, CorrectionStage.REFUSED), (CorrectionAct.APPROVED, CorrectionStage.CORRECTED)],
)
def test_what_is_decided_is_never_overdue(last, stage):
    found = after(*PATH, CorrectionAct.GRANTED, last)
    assert found.stage_on(found.request.decide_by + DAY) is stage
    assert not found.is_open


def test_two_people_stand_under_a_changed_value():
    both = mandate("clerk", Role.SECOND_SIGNATORY, "regulator")
    actor = Actor(officer="clerk", mandates=(MANDATES["clerk"], both))
    found = situation(after(*PATH, CorrectionAct.GRANTED))
    refused = correction_step(found, asked(CorrectionAct.APPROVED), actor)
    assert isinstance(refused, CorrectionRefusal)
    assert refused.requirement is Requirement.FOUR_EYES


def test_a_grant_names_a_correction_of_the_record_that_came_later():
    refused = do(after(*PATH), CorrectionAct.GRANTED, "clerk", later_corrections=frozenset())
    assert isinstance(refused, CorrectionRefusal)
    assert str(refused).endswith("(Integrity Proceedings Act, art. 26)")


@pytest.mark.parametrize(("before", "act"), [((), CorrectionAct.REQUESTED), (PATH, CorrectionAct.REFUSED)])
def test_reasons_are_a_document(before, act):
    actor = Actor(officer=USUAL[act], mandates=tuple(MANDATES.values()))
    refused = correction_step(situation(after(*before)), Asked(act=act), actor)
    assert isinstance(refused, CorrectionRefusal)
    assert refused.requirement is Requirement.REASONS


def test_an_authority_does_not_decide_about_itself():
    own = AUTHORITIES | {"regulator": replace(AUTHORITIES["regulator"], organization=RESPONDENT)}
    refused = do(after(*PATH), CorrectionAct.REFUSED, "clerk", authorities=own)
    assert isinstance(refused, CorrectionRefusal)
    assert refused.requirement is Requirement.CONFLICT


def test_days_do_not_go_back():
    with pytest.raises(MisuseError):
        do(after(CorrectionAct.REQUESTED), CorrectionAct.ACKNOWLEDGED, "keeper", today=TODAY - DAY)
    with pytest.raises(MisuseError):
        after(CorrectionAct.REQUESTED).stage_on(TODAY - DAY)
