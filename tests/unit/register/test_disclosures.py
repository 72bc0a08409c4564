"""Disclosures by the clock: worse only after a served reminder and ten working days, back on the day of filing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.register.disclosed import HeldDisclosure, categories_of, held_disclosure, records_of
from goodstanding.register.disclosures import (
    MOST_DAYS,
    Disclosure,
    DisclosureKind,
    DisclosureState,
    Filing,
    Obligation,
    Opinion,
    Reminder,
    state_on,
    working_days_after,
)
from goodstanding.register.figures import Figure, FigureCode
from goodstanding.register.organizations import OrganizationKind
from goodstanding.register.ratios import Item, figures_of, permille
from goodstanding.register.records import Case, Evidence, Party, Reason, Status, final_on, stage_at
from goodstanding.standing.disclosing import tell_disclosed
from goodstanding.values.errors import MisuseError
from goodstanding.values.identifiers import Identifier
from goodstanding.values.withheld import Withheld

DUE = date(2025, 4, 30)
OBLIGATION = Obligation(
    kind=DisclosureKind.ANNUAL_ACCOUNTS, period_to=date(2024, 12, 31), due_on=DUE, statute="xv-accounting-act"
)
REMINDER = Reminder(served_on=date(2025, 5, 12), ends_on=date(2025, 5, 26), calendar="xv 2026-1")
SOE, BODY = OrganizationKind.STATE_OWNED_ENTERPRISE, OrganizationKind.PUBLIC_BODY


def filed(day: str, **more: object) -> Filing:
    return Filing(filed_on=date.fromisoformat(day), **more)


def held(reminders=((4, REMINDER),), filing=None, **more: object) -> HeldDisclosure:
    return HeldDisclosure(
        entry=3,
        party=Party(reference=Identifier("xv-reg", "S1"), name="Valdora Water Ltd"),
        case=Case(authority="xv-treasury", number="D-1"),
        obligation=OBLIGATION,
        evidence=Evidence(digest="0" * 64, where="row 1", published_on=date(2025, 8, 1)),
        reminders=tuple(reminders),
        filing=filing,
        filing_entry=None if filing is None else 5,
        **more,
    )


@pytest.mark.parametrize(
    ("reminders", "filing", "on", "state"),
    [
        ((), None, "2025-04-30", DisclosureState.NOT_DUE),
        ((), None, "2025-05-01", DisclosureState.OVERDUE),
        ((), None, "2035-05-01", DisclosureState.OVERDUE),
        ((REMINDER,), None, "2025-05-11", DisclosureState.OVERDUE),
        ((REMINDER,), None, "2025-05-12", DisclosureState.REMINDED),
        ((REMINDER,), None, "2025-05-26", DisclosureState.REMINDED),
        ((REMINDER,), None, "2025-05-27", DisclosureState.MISSING),
        ((REMINDER,), "2025-06-20", "2025-06-19", DisclosureState.MISSING),
        ((REMINDER,), "2025-06-20", "2025-06-20", DisclosureState.LATE),
        ((), "2025-04-30", "2025-04-30", DisclosureState.IN_TIME),
        ((), "2025-04-30", "2025-04-29", DisclosureState.NOT_DUE),
        ((), "2025-05-01", "2025-05-01", DisclosureState.LATE),
    ],
)
def test_the_state_is_a_function_of_the_days(reminders, filing, on, state):
    disclosure = Disclosure(
        obligation=OBLIGATION, reminders=reminders, filing=None if filing is None else filed(filing)
    )
    assert state_on(disclosure, date.fromisoformat(on)) is state


@pytest.mark.parametrize("kind", [SOE, BODY])
def test_a_reminder_that_ran_out_is_a_record_until_the_day_of_the_filing(kind):
    (record,) = records_of(held(filing=filed("2025-06-20")), kind)
    assert record.entry == 4
    assert record.decision.category == ("disclosure-late" if kind is BODY else "disclosure-missing")
    assert final_on(record.stages) == date(2025, 5, 27)
    assert stage_at(record.stages, date(2025, 5, 26)) is None
    assert stage_at(record.stages, date(2025, 6, 19)).status is Status.FINAL
    cured = stage_at(record.stages, date(2025, 6, 20))
    assert (cured.status, cured.reason) == (Status.CURED, Reason.REMEDIED)


@pytest.mark.parametrize("day", ["2025-04-30", "2025-05-20", "2025-05-26"])
def test_what_came_by_the_last_day_of_the_reminder_never_was_missing(day):
    (record,) = records_of(held(filing=filed(day)), SOE)
    assert record.stages == ()


def test_without_a_served_reminder_there_is_no_record():
    assert list(records_of(held(reminders=()), SOE)) == []
    assert list(records_of(held(reminders=(), filing=filed("2025-09-30")), SOE)) == []


def test_each_reminder_is_a_record_of_its_own():
    later = Reminder(served_on=date(2025, 9, 1), ends_on=date(2025, 9, 15), calendar="xv 2026-1")
    first, second = records_of(held(reminders=((4, REMINDER), (9, later))), SOE)
    assert (first.entry, second.entry) == (4, 9)
    assert final_on(second.stages) == date(2025, 9, 16)


def test_each_figure_is_information_and_an_opinion_counts_of_public_bodies_only():
    figure = Figure(code=FigureCode.NET_GEARING, value=640)
    filing = filed("2025-04-20", opinion=Opinion.QUALIFIED, figures=(figure,))
    disclosure = held(reminders=(), filing=filing, figures=((6, figure),))
    body = {record.entry: record.decision.category for record in records_of(disclosure, BODY)}
    assert body == {5: "qualified-audit-opinion", 6: "disclosed-ratios"}
    (ratio,) = records_of(disclosure, SOE)
    assert (ratio.entry, ratio.decision.figure) == (6, figure)
    clean = held(reminders=(), filing=replace(filing, opinion=Opinion.UNQUALIFIED))
    assert list(records_of(clean, BODY)) == []
    told = Disclosure(obligation=OBLIGATION, filing=filing)
    assert [code.value for code in categories_of(told, BODY)] == [
        "disclosure-late", "disclosed-ratios", "qualified-audit-opinion",
    ]  # fmt: skip
    assert [code.value for code in categories_of(told, SOE)] == ["disclosure-missing", "disclosed-ratios"]


def test_an_opinion_is_told_by_its_filing_and_not_by_the_reminder_before():
    records = {
        record.entry: record for record in records_of(held(filing=filed("2025-06-20", opinion=Opinion.ADVERSE)), BODY)
    }
    assert [records[entry].decision.category for entry in (4, 5)] == ["disclosure-late", "qualified-audit-opinion"]
    assert [len(records[entry].disclosure.reminders) for entry in (4, 5)] == [1, 0]
    told = tell_disclosed(records[5].disclosure, "Treasury", "Town Hall")
    assert "reminder" not in told
    assert told.endswith("The auditor's opinion on it was: adverse.")


@pytest.mark.parametrize(
    "erased",
    [{"obligation": Withheld(3)}, {"filing": Withheld(5)}, {"reminders": ((4, Withheld(4)),)}],
)
def test_what_is_withheld_never_costs(erased):
    for record in records_of(replace(held(), **erased), SOE):
        assert isinstance(record.decision, Withheld)
        assert isinstance(record.stages, Withheld)
    if "reminders" not in erased:
        assert held_disclosure(replace(held(), **erased)) is None


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(1, 30), st.sets(st.integers(0, 6), max_size=6))
def test_working_days_are_counted_after_the_day_itself(day, count, closed):
    def works(one: date) -> bool:
        return one.weekday() not in closed

    if (count + 1) * 7 / (7 - len(closed)) >= MOST_DAYS:
        return
    last = working_days_after(day, count, works)
    between = [day + timedelta(days=step) for step in range(1, (last - day).days + 1)]
    assert works(last)
    assert sum(map(works, between)) == count


def test_a_calendar_without_working_days_is_refused():
    with pytest.raises(MisuseError):
        working_days_after(DUE, 1, lambda _: False)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (1, 2, 500),
        (1, 3, 333),
        (2, 3, 667),
        (1, 2000, 1),
        (1, 2001, 0),
        (-1, 3, -333),
        (5, 0, None),
        (5, -1, None),
        (0, 7, 0),
    ],
)
def test_ratios_are_whole_thousandths_halves_up(numerator, denominator, expected):
    assert permille(numerator, denominator) == expected


def test_figures_are_computed_of_what_is_stated_only():
    items = {
        Item.ASSETS: 1_000, Item.LIABILITIES: 800, Item.ADVANCES: 100, Item.EQUITY: 200, Item.CASH: 50,
        Item.DEBT: 300, Item.SHORT_TERM_DEBT: 40, Item.INVOICES: 8, Item.INVOICES_IN_TIME: 7, Item.DAYS_TO_PAY: 31,
    }  # fmt: skip
    assert {figure.code.value: figure.value for figure in figures_of(items)} == {
        "liabilities-to-assets": 778, "net-gearing": 1250, "cash-to-short-term-debt": 1250,
        "invoices-paid-in-time": 875, "days-to-pay": 31,
    }  # fmt: skip
    assert figures_of({Item.ASSETS: 1_000, Item.CASH: 3}) == ()
    assert figures_of({Item.DEBT: 5, Item.CASH: 1, Item.EQUITY: -2}) == ()
