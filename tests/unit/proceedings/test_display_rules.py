"""How long rules say that what was decided is displayed: what the register does, and nothing else passes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_proceeding import MODEL, Hand, verdict

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.adapters.formats.procedures import load_sample, read_display_cases
from goodstanding.proceedings.acts import Paper
from goodstanding.proceedings.clock_cases import check_displayed
from goodstanding.proceedings.display_floors import DISPLAY_FLOORS
from goodstanding.proceedings.floors import check_procedure
from goodstanding.proceedings.procedure import Displayed, Procedure
from goodstanding.proceedings.stages import listing_on
from goodstanding.register.catalogue import Measure, Severity
from goodstanding.register.organizations import Role
from goodstanding.register.records import Case, Decision, Evidence, Finality, Party, Reason, Record, Stage, Status
from goodstanding.services.screening_feed import published_since
from goodstanding.standing.display import shown
from goodstanding.values.dates import Period
from goodstanding.values.identifiers import Identifier

CATALOGUE = load_catalogue()
DAY = timedelta(days=1)
CASES = {case.name: case for case in read_display_cases("model")}
MEASURES = {
    Displayed.MINOR: Measure.WARNING,
    Displayed.GENERAL: Measure.FINE,
    Displayed.SERIOUS: Measure.EXCLUSION,
}


def with_period(what: Displayed, period: Period | None) -> Procedure:
    return replace(MODEL, display=replace(MODEL.display, periods={**MODEL.display.periods, what: period}))


def told(procedure: Procedure) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in check_procedure(procedure)]


@pytest.mark.parametrize("what", Displayed)
def test_a_longer_display_undercuts_the_floor_and_a_shorter_one_has_no_effect(what: Displayed) -> None:
    most, where = DISPLAY_FLOORS[what], f"display.periods.{what}"
    longer = (None, Period(most.months, most.days + 1), Period(months=999))
    for period in longer:
        assert told(with_period(what, period)) == [("floor-display", where)], period
    for period in (Period(days=1), Period(months=1), Period()):
        if period != most and what is not Displayed.ENDED_LISTING:
            assert told(with_period(what, period)) == [("procedure-without-effect", where)], period
    assert told(with_period(what, most)) == []


def test_as_many_days_as_months_ever_are_is_another_period_and_no_longer_one() -> None:
    assert told(with_period(Displayed.MINOR, Period(days=92))) == [
        ("procedure-without-effect", "display.periods.minor")
    ]
    assert told(with_period(Displayed.MINOR, Period(days=93))) == [("floor-display", "display.periods.minor")]


def test_what_is_not_said_is_found() -> None:
    without = replace(MODEL.display, periods={Displayed.SERIOUS: Period(months=36)})
    (found,) = check_procedure(replace(MODEL, display=without))
    assert (found.code, found.field) == ("floor-display", "display.periods")
    assert found.message == "It is not said how long is displayed: minor, general, ended-listing, change-of-list."
    assert told(replace(MODEL, display=replace(MODEL.display, cites=()))) == [("procedure-article-missing", "display")]
    alone = replace(MODEL.display, grounds_with_listing=False)
    where = "display.grounds_with_listing"
    assert told(replace(MODEL, display=alone)) == [("procedure-without-effect", where)]


def test_rules_from_before_they_said_this_are_no_finding() -> None:
    assert told(replace(MODEL, display=None)) == []


def test_the_rules_and_the_catalogue_say_the_same() -> None:
    longest = {
        severity: max(one.display[severity] for one in CATALOGUE.categories.values() if severity in one.display)
        for severity in Severity
    }
    assert {Severity(one): MODEL.display.periods[one] for one in MEASURES} == longest
    assert dict(MODEL.display.periods) == dict(DISPLAY_FLOORS)
    assert set(Displayed) == set(DISPLAY_FLOORS)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.displayed in MEASURES])
def test_a_record_is_displayed_as_long_as_the_rules_say(name: str) -> None:
    case = CASES[name]
    record = bribery(MEASURES[case.displayed], case.from_on)
    severity = CATALOGUE.severity(CATALOGUE.category("bribery"), record.decision.measures, None)
    assert severity == case.displayed
    assert shown(record, CATALOGUE, case.gone_on - DAY) is not None
    assert shown(record, CATALOGUE, case.gone_on) is None


def bribery(measure: Measure, day: date) -> Record:
    return Record(
        entry=1,
        party=Party(reference=Identifier("xv-reg", "any"), name="Any", role=Role.SUBJECT),
        case=Case(authority="xv-any", number="1"),
        decision=Decision(
            category="bribery", measures=(measure,), decided_on=day, finality=Finality.JUDGMENT, statute="A"
        ),
        stages=(Stage(status=Status.FINAL, effective_on=day, decided_on=day, reason=Reason.DECISION),),
        evidence=Evidence(digest="0" * 64, where="row 1", published_on=day),
    )


def test_a_listing_is_displayed_no_longer_than_the_rules_say() -> None:
    ends = verdict(until=date(2026, 12, 1))
    hand = Hand().open().notify().wait_for_window().decide(ends).serve(Paper.DECISION).pass_days(35)
    until = listing_on(hand.now.case, hand.now.today).until
    gone = MODEL.display.periods[Displayed.ENDED_LISTING].after(until)
    assert listing_on(hand.now.case, gone - DAY) is not None
    assert listing_on(hand.now.case, gone) is None


def test_a_change_of_the_list_is_told_beside_a_published_one_as_long_as_the_rules_say() -> None:
    for case in CASES.values():
        if case.displayed is Displayed.CHANGE_OF_LIST:
            assert published_since(case.gone_on - DAY) == case.from_on
            assert published_since(case.gone_on) > case.from_on


def test_a_wrong_expectation_is_found() -> None:
    case = CASES["A serious record over a leap day"]
    assert not [*check_displayed(case, MODEL)]
    for wrong in (replace(case, gone_on=case.gone_on + DAY), replace(case, gone_on=None)):
        assert [one.code for one in check_displayed(wrong, MODEL)] == ["display-day"]
    for silent in (load_sample("uk_like"), replace(MODEL, display=None)):
        assert [one.code for one in check_displayed(case, silent)] == ["display-unknown"]
