"""`goodstanding screen calibration`: how often screening by name errs, as it was measured and ships."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.screening import BANDS_FROM, load_calibration, write_calibration
from goodstanding.cli.options import AsJson
from goodstanding.cli.output import print_json, print_table, print_text
from goodstanding.cli.pages import require_page
from goodstanding.publication.screening_calibration import (
    BAND_COLUMNS,
    BASE_RATE,
    NAMESAKE_COLUMNS,
    band_rows,
    measured_on,
    namesake_rows,
    outdated,
)
from goodstanding.screening.analyser import ANALYSER_VERSION
from goodstanding.values.plain import plain


def calibration(
    page: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page with the plots and their tables.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say how often screening by name errs, as it was measured, and what a question means for a namesake.

    Example: goodstanding screen calibration --html rates.html
    """
    found = load_calibration()
    if page is not None:
        require_page(page)
        write_calibration(page)
    if as_json:
        told = {"thresholds": dict(BANDS_FROM), "running": ANALYSER_VERSION, "measured": plain(found)}
        print_json(told)
        return
    print_text(f"Analyser {found.analyser}, {found.corpus}: {measured_on(found)}.")
    if found.analyser != ANALYSER_VERSION:
        print_text(outdated(found, ANALYSER_VERSION))
    print_table("How often it errs, with intervals of 95 %", BAND_COLUMNS, band_rows(found, BANDS_FROM))
    print_text(BASE_RATE)
    print_table("What a question means", NAMESAKE_COLUMNS, namesake_rows(found, BANDS_FROM))
