"""The explanation as a page: every line, its law as links, and a chart that adds up to the table beside it."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.publication.charts import Sums
from goodstanding.publication.explanation_page import MOST_DRAWN, explanation_page
from goodstanding.publication.html import print_html
from goodstanding.publication.pages import Link, Page, Table
from goodstanding.publication.standing_pages import About
from goodstanding.standing.evaluate import LineKind
from goodstanding.standing.explanation import ExplainedLine, Explanation

ON = date(2026, 9, 30)


def line(points: int, entry: int | None = None, kind: LineKind = LineKind.RECORD, **more: object) -> ExplainedLine:
    return ExplainedLine(kind=kind, points=points, text=f"line of {points}", entry=entry, **more)  # type: ignore[arg-type]  # fields by name


@pytest.fixture
def about(rulebook) -> About:
    return About(name="Alpha Ltd (o-7)", rulebook=rulebook, effective=ON, unofficial=True, recorded="At size 9.")


@pytest.fixture
def explanation(rulebook) -> Explanation:
    law = rulebook.legal_basis
    return Explanation(
        organization_id="o-7", organization="Alpha Ltd", effective=ON, rulebook="xv-tiny", edition=3, unofficial=True,
        points=62_500, grade="B", rated=True, not_rated=None, limited_by=(),
        opening=("Standing of Alpha Ltd.", "UNOFFICIAL: an illustration."),
        lines=(
            line(80_000, kind=LineKind.START),
            line(-20_000, 12, rule="P-1", law=law),
            line(0, 13),
            line(2_500, kind=LineKind.CAP, rule="K-1"),
        ),
        closing=("Points inform; no measure follows from them.",),
    )  # fmt: skip


def parts(page: Page) -> tuple[Sums, Table]:
    blocks = [block for section in page.sections for block in section.blocks]
    (chart,) = (one for one in blocks if isinstance(one, Sums))
    (table,) = (one for one in blocks if isinstance(one, Table))
    return chart, table


def test_the_table_has_every_line_and_the_chart_those_that_move_points(about, explanation):
    chart, table = parts(explanation_page(about, explanation))
    assert [row[:2] for row in table.rows] == [
        ("start", "80"), ("record 12, P-1", "-20"), ("record 13", "0"), ("cap K-1", "2.5"), ("in all", "62.5"),
    ]  # fmt: skip
    assert chart.rows == (("start", 80_000), ("record 12, P-1", -20_000), ("cap K-1", 2_500))
    assert sum(points for _, points in chart.rows) == explanation.points
    assert table.rows[1][3]
    assert all(isinstance(one, Link) for one in table.rows[1][3])


def test_the_page_says_what_it_is_and_is_not_indexed(about, explanation):
    text = print_html(explanation_page(about, explanation))
    for told in ("UNOFFICIAL", "no measure follows", "At size 9.", "noindex", 'role="img"', "in all 62.5."):
        assert told in text
    assert "<script" not in text


def test_of_many_records_the_weightiest_are_drawn_and_the_others_together(about, explanation):
    many = tuple(line(-100 - entry, entry) for entry in range(100, 100 + 2 * MOST_DRAWN))
    cap = line(5_000, kind=LineKind.CAP, rule="K-1")
    told = replace(explanation, lines=(line(80_000, kind=LineKind.START), *many, cap))
    chart, table = parts(explanation_page(about, told))
    assert len(chart.rows) == MOST_DRAWN + 3
    assert [name for name, _ in (chart.rows[0], *chart.rows[-2:])] == [
        "start",
        f"{MOST_DRAWN} further lines",
        "cap K-1",
    ]
    assert min(points for name, points in chart.rows if name.startswith("record")) == -100 - 99 - 2 * MOST_DRAWN
    assert sum(points for _, points in chart.rows) == sum(one.points for one in told.lines)
    assert len(table.rows) == len(told.lines) + 1
