"""Spans of days hold exactly where a record is displayed, and the relation's rows give the reference's standings."""

import random
from dataclasses import fields
from datetime import date, timedelta

import pytest
from sample_nations import CATALOGUE, random_rulebook, random_view

from goodstanding.register.codes import CategoryCode
from goodstanding.standing import relation
from goodstanding.standing.display import shown
from goodstanding.standing.evaluate import evaluate
from goodstanding.standing.facts import FactRow, OrganizationRow, fact_rows, organization_row
from goodstanding.standing.flat import evaluate_rows
from goodstanding.standing.relation import OPEN_DAY, day_number, day_of
from goodstanding.values.withheld import Withheld

VIEWS = [random_view(number, random.Random(number)) for number in range(1, 151)]


def test_every_code_of_the_catalogue_has_a_number() -> None:
    missing = sorted({code.value for code in CategoryCode} - set(relation.CATEGORIES))
    assert missing == [], "append them to CATEGORIES in standing/relation.py; never insert"


def test_numbers_once_given_stay() -> None:
    last = {name: max(codes.values()) for name, codes in relation.CODES.items() if name != "category"}
    wanted = {"kind": 3, "size": 5, "tier": 4, "severity": 3, "role": 2, "status": 7, "level": 4, "figure": 6}
    assert last == wanted
    assert relation.CATEGORIES["procurement-fraud"] == 1
    assert relation.CATEGORIES["foreign-listing"] == 32


def test_the_rows_are_as_the_relation_describes_them() -> None:
    assert [one.name for one in fields(OrganizationRow)] == [one.name for one in relation.ORGANIZATIONS]
    assert [one.name for one in fields(FactRow)] == [one.name for one in relation.FACTS]


def test_a_day_has_one_number() -> None:
    assert day_number(date(1970, 1, 1)) == 0
    assert day_number(date(1969, 12, 31)) == -1
    assert day_of(day_number(date(2024, 2, 29))) == date(2024, 2, 29)


@pytest.mark.parametrize("view", VIEWS[:60], ids=lambda view: view.id)
def test_a_span_holds_exactly_where_a_record_is_displayed(view) -> None:
    rows = list(fact_rows(view, CATALOGUE))
    if isinstance(view.organization, Withheld):
        assert rows == []
        return
    for day in (date(2019, 1, 1) + timedelta(days=step) for step in range(0, 3_200, 7)):
        for record in view.records:
            one = shown(record, CATALOGUE, day)
            spans = [row for row in rows if row.record == record.entry and row.shown_from <= day_number(day)]
            spans = [row for row in spans if day_number(day) < row.shown_to]
            assert len(spans) == (one is not None)
            if one is not None:
                (span,) = spans
                ends = [day_number(end) for end in (one.until, one.next_stage_on) if end is not None]
                assert span.status == relation.STATUSES[one.stage.status]
                assert span.shown_to == min(ends, default=OPEN_DAY)
                assert span.final_on == day_number(one.final_on)


@pytest.mark.parametrize("number", range(40))
def test_the_rows_give_the_standing_of_the_view(number: int) -> None:
    rulebook = random_rulebook(number, random.Random(1_000 + number))
    effective = date(2021, 1, 1) + timedelta(days=37 * number)
    for view in VIEWS:
        rows = tuple(fact_rows(view, CATALOGUE))
        assert evaluate_rows(organization_row(view), rows, rulebook, effective) == evaluate(
            view, rulebook, CATALOGUE, effective
        )


def test_an_organization_tells_whose_it_is_and_nothing_when_withheld() -> None:
    open_views = [view for view in VIEWS if not isinstance(view.organization, Withheld)]
    for view in open_views:
        row = organization_row(view)
        assert row.ownership == ("private" if view.organization.kind == "company" else "state")
        assert (row.tier > 0) == (view.organization.kind == "public-body")
    withheld = next(view for view in VIEWS if isinstance(view.organization, Withheld))
    assert (organization_row(withheld).kind, organization_row(withheld).region) == (0, "")


def test_amounts_are_whole_units_rounded_down_and_a_case_is_its_first_record() -> None:
    rows = [row for view in VIEWS for row in fact_rows(view, CATALOGUE)]
    assert {row.amount_units for row in rows} == {None, 0, 1, 499, 500, 9_999, 10**6, 10**9}
    assert all(row.case_record is None or row.case_record <= row.record for row in rows)
    assert any(row.case_record != row.record for row in rows)
