"""How long what was decided may be displayed at most: what the register does, so rules say this and nothing else.

A record goes by the catalogue, whose categories may say less than the most of a severity; a listing is nowhere from the
day of its end on; that it began or ended is told without a name, so that whoever relied on it can look (decision 44).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from goodstanding.proceedings.procedure import Displayed, Procedure
from goodstanding.proceedings.stages import CHANGES_TOLD
from goodstanding.register.catalogue_checks import LONGEST_DISPLAY
from goodstanding.values.dates import Period
from goodstanding.values.findings import Finding

DISPLAY_FLOORS: Mapping[Displayed, Period] = MappingProxyType(
    {
        **{Displayed(severity): period for severity, period in LONGEST_DISPLAY.items()},
        Displayed.ENDED_LISTING: Period(),
        Displayed.CHANGE_OF_LIST: CHANGES_TOLD,
    }
)
#: A day from which a number of months is as many days as it ever is: periods are compared from it.
_LONGEST_FROM = date(2023, 3, 1)


def check_display(procedure: Procedure) -> Iterator[Finding]:
    """A finding for each period that is missing, is longer than the floor, or is not what the register does.

    Rules of before they said how long something is displayed are no finding: they mean what is lawful.
    """
    told = procedure.display
    if told is None:
        return
    if missing := [one for one in DISPLAY_FLOORS if one not in told.periods]:
        message = f"It is not said how long is displayed: {', '.join(missing)}."
        yield _finding("floor-display", "display.periods", message, "a period for each")
    for what, period in told.periods.items():
        yield from _check_period(what, period)
    if not told.grounds_with_listing:
        message = "A record is displayed here as long as the listing that it grounds."
        yield _finding("procedure-without-effect", "display.grounds_with_listing", message, "true")
    if not told.cites:
        yield _finding("procedure-article-missing", "display", "No article is named.", "a citation")


def _check_period(what: Displayed, period: Period | None) -> Iterator[Finding]:
    most, where = DISPLAY_FLOORS[what], f"display.periods.{what}"
    if period is None or period.after(_LONGEST_FROM) > most.after(_LONGEST_FROM):
        yield _finding("floor-display", where, "It is displayed for too long.", str(most))
    elif period != most:
        yield _finding("procedure-without-effect", where, "The register displays it for another time.", str(most))


def _finding(code: str, where: str, message: str, accepted: str) -> Finding:
    return Finding(code=code, message=message, field=where, accepted=accepted)
