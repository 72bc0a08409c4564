"""Pages about one organization: what is known, what is only to come, and what nobody should read into it."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.publication.charts import Steps
from goodstanding.publication.html import print_html
from goodstanding.publication.pages import Table
from goodstanding.publication.standing_pages import (
    CUT_OFF,
    NONE,
    About,
    back_page,
    counterfactual_page,
    history_page,
    history_rows,
)
from goodstanding.register.records import Status
from goodstanding.standing.back import Step, WayBack
from goodstanding.standing.changes import Cause, Change, Why
from goodstanding.standing.counterfactual import Counterfactual, Without

ON = date(2026, 9, 30)
WHY = Why(entry=7, cause=Cause.FADING, status=Status.FINAL, before=-10_000, after=-4_000)
CHANGES = (
    Change(on=date(2026, 1, 1), points=70_000, grade="B", not_rated=None, why=()),
    Change(on=date(2026, 12, 1), points=76_500, grade="B", not_rated=None, why=(WHY,)),
)


@pytest.fixture
def about(rulebook) -> About:
    return About(name="Alpha Ltd (o-7)", rulebook=rulebook, effective=ON, unofficial=True, recorded="At size 9.")


def blocks(page):
    return [block for section in page.sections for block in section.blocks]


def test_a_history_is_a_chart_with_its_table(about):
    page = history_page(about, CHANGES)
    (chart,) = [one for one in blocks(page) if isinstance(one, Steps)]
    (table,) = [one for one in blocks(page) if isinstance(one, Table)]
    assert chart.steps == ((date(2026, 1, 1), 70_000), (date(2026, 12, 1), 76_500))
    assert [row[:3] for row in table.rows] == [("2026-01-01", "70", "B"), ("2026-12-01", "76.5", "B")]
    assert table.rows[1][3] == "record 7 fades: -10 to -4"
    assert page.lead[0].startswith("UNOFFICIAL")
    assert "noindex" in print_html(page)
    assert history_page(replace(about, unofficial=False), ()).lead[0].startswith("By ")


def test_a_way_back_names_days_and_promises_none(about):
    step = Step(grade="A", title="very good", on=None, until=None, sooner=())
    found = WayBack(
        organization_id="o-7", effective=ON, rulebook="xv-tiny", edition=3, unofficial=True, points=70_000, grade="B",
        not_rated=None, steps=(step,), unrated_on=date(2027, 1, 1), unrated_sooner=(),
    )  # fmt: skip
    page = back_page(about, found, CHANGES, ["Another edition is coming."])
    tables = [one for one in blocks(page) if isinstance(one, Table)]
    assert tables[0].rows[0][:2] == ("A (very good)", "not within what is known")
    assert "no promise" in tables[0].caption
    assert "Another edition is coming." in blocks(page)


def test_what_an_annulment_would_change_is_no_advice(about):
    one = Without(entries=(7,), points=80_000, grade="A", not_rated=None, changes=True)
    found = Counterfactual(
        organization_id="o-7", effective=ON, points=70_000, grade="B", not_rated=None, unofficial=True, alone=(one,),
        together=(replace(one, entries=(8, 9)),), most_together=3, complete=False,
    )  # fmt: skip
    page = counterfactual_page(about, found)
    assert "for the authority or the court" in str(blocks(page)[0])
    tables = [block for block in blocks(page) if isinstance(block, Table)]
    assert [table.rows for table in tables] == [(("7", "80", "A", "yes"),), (("8, 9", "80", "A", "yes"),)]
    assert CUT_OFF in blocks(page)
    assert blocks(counterfactual_page(about, replace(found, alone=(), together=()))) == [NONE]


@pytest.mark.parametrize("cause", Cause)
@pytest.mark.parametrize("status", Status)
def test_every_cause_and_status_has_words(about, cause, status):
    change = replace(CHANGES[1], why=(replace(WHY, cause=cause, status=status),))
    (row,) = history_rows((change,))
    assert "record 7" in row[3]
    assert row[3].endswith(": -10 to -4")
    assert "{" not in row[3]


def test_a_page_names_the_records_that_may_be_displayed(about):
    named = replace(about, records={7: ("Bribery", "Audit Court", "AC-1", "2025-12-01"), 9: ("Other", "", "", "")})
    for page in (history_page(named, CHANGES), counterfactual_page(named, left_out(7))):
        table = [one for one in blocks(page) if isinstance(one, Table)][-1]
        assert table.rows == (("7", "Bribery", "Audit Court", "AC-1", "2025-12-01"),)
    assert len(blocks(history_page(about, CHANGES))) == len(blocks(history_page(named, CHANGES))) - 1


def left_out(entry: int) -> Counterfactual:
    one = Without(entries=(entry,), points=80_000, grade="B", not_rated=None, changes=True)
    return Counterfactual(
        organization_id="o-7", effective=ON, points=70_000, grade="C", not_rated=None, unofficial=True,
        alone=(one,), together=(), most_together=3, complete=True,
    )  # fmt: skip
