"""The finite domain of a rulebook: what its records can be, split into elementary cells.

Amounts and figures are cut at every bound that the rulebook or the catalogue names, so that within a cell nothing
differs. A cell stands for all records in it, and one look at each proves what holds for every record.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.catalogue import SEVERITY_ORDER, Category, Severity
from goodstanding.register.figures import Figure, FigureCode
from goodstanding.register.organizations import Role
from goodstanding.register.records import Status
from goodstanding.rulebook.matching import Band, Facts, FigureBand, Match
from goodstanding.rulebook.model import Rulebook

#: Below every bound of a figure; a figure may be negative.
_LEAST = -(2**31) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """The bounds at which the domain is cut: of amounts in reference units, and of each figure that is named."""

    amounts: tuple[int, ...]
    figures: tuple[tuple[FigureCode, tuple[int, ...]], ...]


def cuts_of(rulebook: Rulebook, category: Category, *further: Match) -> Cuts:
    """Where the records of a category have to be told apart: by its provisions, and by what is asked about further."""
    provided = (one.match for one in rulebook.provisions)
    about = [match for match in (*provided, *further) if category.code in match.categories]
    bounds = {0, *(amount for amount, _ in category.by_amount)}
    bounds |= {bound for one in about for bound in _bounds(one.amount)}
    codes = sorted({one.figure.code for one in about if one.figure is not None})
    return Cuts(
        amounts=tuple(sorted(bound for bound in bounds if bound >= 0)),
        figures=tuple((code, _figure_cuts(one.figure for one in about if one.figure)) for code in codes),
    )


def cells_of(category: Category, cuts: Cuts, statuses: Iterable[Status] = (Status.FINAL,)) -> Iterator[Facts]:
    """Every elementary cell of a category's records that state their amount, and a figure where one is named."""
    figures: list[Figure | None] = [
        Figure(code=code, value=value) for code, bounds in cuts.figures for value in bounds
    ] or [None]
    levels, roles = tuple(AuthorityLevel), tuple(Role)
    for units in cuts.amounts:
        for severity in sorted(arising(category, units), key=SEVERITY_ORDER.index):
            for status, role, level, figure in product(sorted(statuses), roles, levels, figures):
                yield Facts(
                    category=category.code,
                    severity=severity,
                    status=status,
                    role=role,
                    level=level,
                    units=units,
                    figure=figure,
                )


def arising(category: Category, units: int) -> frozenset[Severity]:
    """The severities that a record of this amount can have, whatever its measure."""
    floor = [severity for threshold, severity in category.by_amount if units >= threshold]
    return frozenset(max([severity, *floor], key=SEVERITY_ORDER.index) for severity in category.by_measure.values())


def _bounds(band: Band | None) -> set[int]:
    return set() if band is None else {bound for bound in (band.at_least, band.below) if bound is not None}


def _figure_cuts(bands: Iterable[FigureBand]) -> tuple[int, ...]:
    return tuple(sorted({_LEAST, *(bound for one in bands for bound in _bounds(one.band))}))
