"""The page of screening's error rates and its two plots, from the counts that ship."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from goodstanding.bootstrap.screening import BANDS_FROM, load_calibration
from goodstanding.publication.screening_calibration import (
    BAND_COLUMNS,
    BASE_RATE,
    NAMESAKE_COLUMNS,
    OF_THIS_MIX,
    PAIR_COLUMNS,
    THRESHOLD_COLUMNS,
    band_rows,
    measured_on,
    namesake_rows,
    outdated,
    pair_chart,
    pair_rows,
    threshold_chart,
    threshold_rows,
)
from goodstanding.publication.svg import print_file
from goodstanding.screening.analyser import ANALYSER_VERSION

Table = Callable[[Iterable[str], Iterable[Iterable[object]]], Iterator[str]]

#: The plots beside the page.
PICTURES: Mapping[str, Callable[[], str]] = {
    "screening-thresholds.svg": lambda: print_file(threshold_chart(load_calibration(), BANDS_FROM)),
    "screening-pairs.svg": lambda: print_file(pair_chart(load_calibration(), BANDS_FROM)),
}


def rates_page(table: Table) -> Iterator[str]:
    """How often screening by name errs."""
    found = load_calibration()
    yield from (
        "# How often screening errs",
        "",
        "`goodstanding screen calibration` prints these rates, and with `--html` writes them as a page. They ship with",
        "the software; [how screening weighs](../explanation/how-screening-weighs.md) tells how they were measured.",
        "",
        f"Measured with analyser {found.analyser} on {found.corpus}: {measured_on(found)}. A clean bidder has the very",
        "words of no name of the index: whoever bears the same name is rightly asked about.",
        "",
    )
    if found.analyser != ANALYSER_VERSION:
        yield from (outdated(found, ANALYSER_VERSION), "")
    yield from ("## The answers", "", *table(BAND_COLUMNS, band_rows(found, BANDS_FROM)))
    yield from ("## What a question means for a namesake", "", BASE_RATE, "")
    yield from table(NAMESAKE_COLUMNS, namesake_rows(found, BANDS_FROM))
    yield from ("## By threshold", "", "![Who is asked about, by the threshold](screening-thresholds.svg)", "")
    yield from table(THRESHOLD_COLUMNS, threshold_rows(found))
    yield from (
        "## By evidence",
        "",
        OF_THIS_MIX,
        "",
        "![Candidates that are the one who is meant](screening-pairs.svg)",
    )
    yield from ("", *table(PAIR_COLUMNS, pair_rows(found)))
