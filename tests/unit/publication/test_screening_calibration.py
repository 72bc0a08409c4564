"""Error rates as they are told: shares, intervals and what a question means, by whole numbers, beside their plots."""

from math import sqrt
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.adapters.formats.screening_calibration import load_calibration, print_calibration
from goodstanding.publication.charts import Curves
from goodstanding.publication.html import print_html
from goodstanding.publication.pages import Table
from goodstanding.publication.screening_calibration import (
    MEASURED_BEFORE,
    Bin,
    Calibration,
    band_rows,
    calibration_page,
    interval,
    means,
    namesake_rows,
    outdated,
    pair_steps,
    share,
    tell_evidence,
    threshold_chart,
    threshold_rows,
)
from goodstanding.publication.svg import print_chart, print_file

BANDS = (("strong question", 600), ("weak question", 500))
FOUND = Calibration(
    analyser="7",
    corpus="invented names",
    names=1_000,
    bins=(
        Bin(evidence=0, clean=980, listed=30, same=0, other=0),
        Bin(evidence=500, clean=15, listed=20, same=20, other=40),
        Bin(evidence=520, clean=0, listed=0, same=0, other=20),
        Bin(evidence=600, clean=5, listed=30, same=30, other=6),
        Bin(evidence=900, clean=0, listed=20, same=20, other=0),
    ),
)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The textbook's formula, in floating point."""
    z, rate = 1.96, hits / of
    middle = (rate + z * z / (2 * of)) / (1 + z * z / of)
    width = z / (1 + z * z / of) * sqrt(rate * (1 - rate) / of + z * z / (4 * of * of))
    return 10_000 * (middle - width), 10_000 * (middle + width)


@given(st.integers(1, 30_000), st.data())
def test_the_interval_is_wilson_s(of: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, of))
    (low, high), (textbook_low, textbook_high) = interval(hits, of), wilson(hits, of)
    assert abs(low - max(0, textbook_low)) <= 2
    assert abs(high - min(10_000, textbook_high)) <= 2
    assert low <= share(hits, of) <= high


def test_nothing_measured_says_nothing() -> None:
    assert (share(0, 0), interval(0, 0)) == (0, (0, 10_000))


def test_rates_are_counted_from_the_threshold_on() -> None:
    assert (FOUND.clean, FOUND.listed) == (1_000, 100)
    assert [(FOUND.alerts(at), FOUND.found(at)) for at in (500, 600, 900)] == [(20, 70), (5, 50), (0, 20)]
    strong, weak = band_rows(FOUND, BANDS)
    assert strong[:2] == ("strong question", "600")
    assert weak[2].startswith("2.00 % (1.2")
    assert weak[3].startswith("70.00 % (60.4")


def test_what_a_question_means_depends_on_how_many_are_listed() -> None:
    """Of 100 bidders one is listed: 0.7 questions about it, 1.98 about namesakes."""
    assert means(7_000, 200, 100) == share(7_000, 7_000 + 200 * 99) == 2_612
    assert namesake_rows(FOUND, BANDS)[1] == ("weak question", "64.81 %", "26.12 %", "3.38 %")


def test_evidence_is_told_in_a_line_with_what_a_question_is_worth() -> None:
    told = tell_evidence(FOUND, BANDS, FOUND.analyser)
    assert "From 500 on it is a weak question, from 600 on a strong one" in told
    assert "2.00 % are asked about; where 1 bidder in 100 is listed, 74 of 100 questions" in told
    assert "and 50 of 100 strong ones" in told
    assert "take them as about right" not in told
    assert tell_evidence(FOUND, BANDS, "8") == f"{told}{MEASURED_BEFORE}"


def test_steps_of_evidence_hold_every_pair_once() -> None:
    steps = pair_steps(FOUND)
    assert steps == ((525, 20, 60), (625, 30, 6), (925, 20, 0))
    assert sum(same for _, same, _ in steps) == sum(one.same for one in FOUND.bins)


def test_the_plot_and_the_table_beside_it_say_the_same() -> None:
    chart = threshold_chart(FOUND, BANDS)
    listed, clean = (dict(points) for _, points in chart.series)
    for at, alerts, found in threshold_rows(FOUND):
        assert alerts.startswith(f"{clean[int(at)] / 10:.1f}")
        assert found.startswith(f"{listed[int(at)] / 10:.1f}")
    svg = ET.fromstring("".join(print_chart(chart)))
    lines = [one.get("points", "").split() for one in svg.iter("polyline")]
    assert [len(points) for points in lines] == [4, 4]
    # The higher the share, the higher it is drawn; a later place is drawn further right.
    heights = [[int(point.split(",")[1]) for point in points] for points in lines]
    assert all(upper <= lower for upper, lower in zip(heights[0], heights[1], strict=True))
    across = [int(point.split(",")[0]) for point in lines[0]]
    assert across == sorted(across)
    assert [one.get("class") for one in svg.iter("polyline")] == ["step", "step coming"]
    assert {"strong question: 600", "weak question: 500"} <= {one.text for one in svg.iter("text")}


def test_a_plot_as_a_file_loads_nothing_and_is_told_in_words() -> None:
    text = print_file(threshold_chart(FOUND, BANDS))
    svg = ET.fromstring(text)
    assert "from 600: 50.00 % of listed and 0.50 % of clean bidders" in text
    assert not any("href" in name for one in svg.iter() for name in one.attrib)
    assert "url(http" not in text


@pytest.mark.parametrize(("current", "is_told"), [("7", False), ("8", True)])
def test_the_page_has_both_plots_with_their_tables_and_says_where_it_is_outdated(
    current: str, *, is_told: bool
) -> None:
    page = calibration_page(FOUND, BANDS, current)
    assert (outdated(FOUND, current) in page.lead) is is_told
    for section in page.sections[1:]:
        assert [type(block) for block in section.blocks if not isinstance(block, str)] == [Curves, Table]
    assert print_html(page).count("<figure>") == 2


def test_what_ships_is_whole_and_is_read_as_it_was_written() -> None:
    found = load_calibration()
    assert found.clean >= 5_000
    assert found.listed >= 150
    text = print_calibration(found)
    assert text.count("\n") == len(found.bins) + 2
    assert [one.evidence for one in found.bins] == sorted({one.evidence for one in found.bins})
