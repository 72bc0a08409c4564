"""Charts in the page: drawn to scale, told in words, readable without colour, and nothing loaded."""

import re
from datetime import date
from xml.etree import ElementTree as ET

from goodstanding.publication.charts import Bars, Steps
from goodstanding.publication.html import print_html
from goodstanding.publication.pages import Page, Section
from goodstanding.publication.svg import LEFT, RIGHT, print_chart

BARS = Bars(
    id="chart-a",
    title='Grades <before> & "after"',
    description="A: 4 before, 2 after",
    series=("old", "new"),
    rows=(("A", (4, 2)), ("a label that is far too long for its room", (0, 1))),
    mark=(2, "the whole"),
)
STEPS = Steps(
    id="chart-b",
    title="Points",
    description="from 2024-01-01: 80",
    steps=((date(2024, 1, 1), 80), (date(2024, 3, 1), 30), (date(2024, 6, 1), 80), (date(2024, 9, 1), 50)),
    until=date(2025, 1, 1),
    least=0,
    most=100,
    lines=((70, "70", "grade B"),),
    gaps=frozenset({date(2024, 6, 1)}),
    today=date(2024, 4, 1),
)


def figure(chart):
    """The figure, read as XML."""
    return ET.fromstring("".join(print_chart(chart)))


def test_bars_are_to_scale_and_carry_their_numbers():
    found = figure(BARS)
    bars = [one for one in found.iter("rect") if one.get("height") == "14" and int(one.get("y")) > 20]
    assert [int(one.get("width")) for one in bars] == [RIGHT - LEFT, (RIGHT - LEFT) // 2, 0, (RIGHT - LEFT) // 4]
    words = [one.text for one in found.iter("text")]
    assert {"4", "2", "0", "1", "old", "new", "the whole: 2"} <= set(words)
    assert any(word and word.endswith("…") and len(word) == 30 for word in words)


def test_series_differ_by_more_than_colour():
    classes = [one.get("class") for one in figure(BARS).iter("rect")]
    assert {"s0", "s1"} == set(classes)
    page = Page(language="en", title="t", lead=(), sections=(Section(id="s", heading="h", level=2, blocks=(BARS,)),))
    text = print_html(page)
    assert re.search(r"svg \.s1 \{ fill: url\(#hatch\)", text)
    assert text.count('id="hatch"') == 1


def test_a_chart_is_told_to_who_does_not_see_it():
    for chart in (BARS, STEPS):
        found = figure(chart)
        (svg,) = found.iter("svg")
        assert svg.get("role") == "img"
        named = (svg.get("aria-labelledby") or "").split()
        told = {one.get("id"): one.text for one in found.iter() if one.get("id")}
        assert [told[name] for name in named] == [chart.title, chart.description]
        assert found.find("figcaption").text == chart.title


def test_steps_are_drawn_where_there_is_a_value_and_dashed_where_it_is_to_come():
    found = figure(STEPS)
    flat = [one for one in found.iter("line") if "step" in one.get("class") and one.get("y1") == one.get("y2")]
    assert [one.get("class") for one in flat] == ["step", "step", "step coming"]
    assert flat[1].get("x2") < flat[2].get("x1"), "a day without a value ends the line"
    heights = [int(one.get("y1")) for one in flat]
    assert heights[0] < heights[2] < heights[1]
    assert "grade B" in [one.text for one in found.iter("text")]


def test_nothing_in_a_chart_can_run_or_be_loaded():
    text = "".join((*print_chart(BARS), *print_chart(STEPS)))
    assert "<script" not in text
    assert "href" not in text
    assert "&lt;before&gt; &amp; " in text


def test_a_page_without_charts_says_nothing_of_them():
    page = Page(language="en", title="t", lead=(), sections=(Section(id="s", heading="h", level=2, blocks=("words",)),))
    text = print_html(page)
    assert "hatch" not in text
    assert "<nav" not in text, "one section needs no contents"
