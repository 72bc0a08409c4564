"""Bands: in order, of the right categories, and wide enough that no rule is written for one (S33)."""

from collections.abc import Iterator

from goodstanding.register.catalogue import Catalogue
from goodstanding.register.figures import FIGURE_UNITS, FIGURES_OF, FigureUnit
from goodstanding.rulebook.matching import Band, FigureBand
from goodstanding.rulebook.model import Rulebook
from goodstanding.rulebook.reporting import matches, reported
from goodstanding.values.findings import Finding

#: A band of amounts is at least so large a part of its lower bound.
NARROWEST_PART = 10
#: The least width of a band of figures, in their unit.
NARROWEST = {FigureUnit.PERMILLE: 10, FigureUnit.DAYS: 2, FigureUnit.GRADE: 1}


def check_bands(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """Every problem in a band of amounts or of figures."""
    for where, match in matches(rulebook):
        if match.amount is not None:
            yield from _check_amount(match.amount, where)
        if match.figure is not None:
            yield from _check_figure(match.figure, where)
            if any(match.figure.code not in FIGURES_OF.get(code, frozenset()) for code in match.categories):
                yield reported("rulebook-figure", "Records of a category named here never state this figure.", where)


def _check_amount(band: Band, where: str) -> Iterator[Finding]:
    if not _ordered(band) or min(_bounds(band), default=0) < 0:
        accepted = "0 <= at_least < below, one of them at least"
        yield reported("rulebook-band", "The band of amounts is not in order.", where, accepted=accepted)
    elif band.at_least and band.below is not None and (band.below - band.at_least) * NARROWEST_PART < band.at_least:
        yield _narrow(where, f"at least a tenth of {band.at_least}")


def _check_figure(figure: FigureBand, where: str) -> Iterator[Finding]:
    band, least = figure.band, NARROWEST[FIGURE_UNITS[figure.code]]
    if not _ordered(band):
        accepted = "at_least < below, one of them at least"
        yield reported("rulebook-band", "The band of figures is not in order.", where, accepted=accepted)
    elif band.at_least is not None and band.below is not None and band.below - band.at_least < least:
        yield _narrow(where, f"at least {least}")


def _narrow(where: str, accepted: str) -> Finding:
    message = "The band is so narrow that it could be meant for one organization."
    return reported("rulebook-band-narrow", message, where, accepted=accepted)


def _ordered(band: Band) -> bool:
    bounds = _bounds(band)
    return bool(bounds) and bounds == sorted(set(bounds))


def _bounds(band: Band) -> list[int]:
    return [bound for bound in (band.at_least, band.below) if bound is not None]
