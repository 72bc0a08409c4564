"""An impact in words: what the counts are, and what they cannot say."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.publication.impact_page import CANNOT_SAY, NOBODY, SAME, impact_page, summary
from goodstanding.publication.pages import Page, Table
from goodstanding.rulebook.diff import redline
from goodstanding.standing.impact import Impact, ImpactCounter
from goodstanding.standing.movement import Movement, Sums, Way
from goodstanding.standing.narrow import FEWEST, Reach
from goodstanding.values.withheld import Withheld

ON = date(2026, 9, 30)


def sums(points: int, grade: str | None) -> Sums:
    return Sums(points=points, grade=grade, not_rated=None, limited_by=(), by_rule={"B-1": points})


@pytest.fixture
def impact(rulebook) -> Impact:
    counter = ImpactCounter(rulebook, replace(rulebook, edition=4), ON)
    fell = Movement(before=sums(90_000, "A"), after=sums(80_000, "B"), way=Way.WORSE, causes=())
    counter.add("o-1", Withheld(1), fell)
    counter.add("o-2", Withheld(2), replace(fell, after=fell.before, way=None))
    reach = Reach(provision="B-1", title="Agreements", favourable=False, narrows=False, matched=1, left_out=2, bands=())
    return counter.found((reach, replace(reach, provision="B-2", matched=FEWEST, left_out=0)))


def tables(page: Page) -> dict[str, Table]:
    return {block.caption: block for section in page.sections for block in section.blocks if isinstance(block, Table)}


def test_a_page_tells_what_it_is_and_what_it_is_not(impact, rulebook):
    page = impact_page(impact, redline(rulebook, replace(rulebook, edition=4)))
    assert page.lead[0].startswith("UNOFFICIAL")
    assert not page.indexed, "it names who would move"
    assert "1 of 2 organizations would change their grade: 0 for the better, 1 for the worse (500 ‰" in page.lead[1]
    blocks = [block for section in page.sections for block in section.blocks]
    assert CANNOT_SAY.format(fewest=FEWEST) in blocks


def test_grades_that_codes_cannot_compare_are_told_apart_from_no_grade(rulebook):
    counter = ImpactCounter(rulebook, rulebook, ON)
    renamed = Movement(before=sums(90_000, "A"), after=sums(90_000, "P"), way=Way.ACROSS, causes=())
    for number in range(2):
        counter.add(f"o-{number}", Withheld(1), renamed)
    counter.add("o-3", Withheld(3), replace(renamed, before=sums(90_000, None)))
    counter.add("o-4", Withheld(4), replace(renamed, after=sums(80_000, "B"), way=Way.WORSE))
    told = counter.found(())
    assert (told.across, told.uncompared) == (3, 2)
    assert "1 into or out of a grade, 2 between grades that codes cannot compare. The points" in summary(told)


def test_the_matrix_has_its_margins(impact, rulebook):
    page = impact_page(impact, redline(rulebook, rulebook))
    matrix = next(table for caption, table in tables(page).items() if "rows" in caption)
    assert matrix.columns == ("Old grade", "A", "B", "All")
    assert matrix.rows == (("A", "1", "1", "2"), ("All", "1", "1", "2"))


def test_a_rule_for_few_is_named(impact, rulebook):
    page = impact_page(impact, redline(rulebook, rulebook))
    (few,) = [table for caption, table in tables(page).items() if "fewer than" in caption]
    assert few.rows == (("B-1", "Agreements", "adverse", "1", "2", "yes"),)


def test_movers_can_be_cut_and_the_page_says_so(impact, rulebook):
    page = impact_page(impact, redline(rulebook, rulebook), most=0)
    assert "The 0 that fall furthest, of 1." in [block for section in page.sections for block in section.blocks]


def test_nothing_is_told_as_nothing(rulebook):
    found = ImpactCounter(rulebook, rulebook, ON).found(())
    assert summary(found) == NOBODY
    page = impact_page(found, redline(rulebook, rulebook))
    assert SAME in [block for section in page.sections for block in section.blocks]
