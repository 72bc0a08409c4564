"""Disclosed figures: whole numbers with a unit, computed once at intake. The codes are closed.

A figure is what an organization disclosed, or a buyer gave for one contract; never an estimate, a forecast, a price
or anything about a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from goodstanding.register.codes import CategoryCode
from goodstanding.values.errors import MisuseError

LARGEST = 2**31 - 1


class FigureUnit(StrEnum):
    """What one of a figure's whole numbers is."""

    PERMILLE = "permille"
    DAYS = "days"
    GRADE = "grade"


class FigureCode(StrEnum):
    """Every figure there is."""

    LIABILITIES_TO_ASSETS = "liabilities-to-assets"
    NET_GEARING = "net-gearing"
    CASH_TO_SHORT_TERM_DEBT = "cash-to-short-term-debt"
    INVOICES_PAID_IN_TIME = "invoices-paid-in-time"
    DAYS_TO_PAY = "days-to-pay"
    BUYER_GRADE = "buyer-grade"


FIGURE_UNITS: Mapping[FigureCode, FigureUnit] = MappingProxyType(
    {
        FigureCode.LIABILITIES_TO_ASSETS: FigureUnit.PERMILLE,
        FigureCode.NET_GEARING: FigureUnit.PERMILLE,
        FigureCode.CASH_TO_SHORT_TERM_DEBT: FigureUnit.PERMILLE,
        FigureCode.INVOICES_PAID_IN_TIME: FigureUnit.PERMILLE,
        FigureCode.DAYS_TO_PAY: FigureUnit.DAYS,
        FigureCode.BUYER_GRADE: FigureUnit.GRADE,
    }
)

#: The figures that records of a category state, one a record; records of all others state none.
FIGURES_OF: Mapping[str, frozenset[FigureCode]] = MappingProxyType(
    {
        CategoryCode.DISCLOSED_RATIOS: frozenset(FigureCode) - {FigureCode.BUYER_GRADE},
        CategoryCode.BUYER_PERFORMANCE_GRADE: frozenset({FigureCode.BUYER_GRADE}),
    }
)

#: The least and the greatest whole number of each figure. Debt below its cash, or beyond every asset, is possible.
FIGURE_BOUNDS: Mapping[FigureCode, tuple[int, int]] = MappingProxyType(
    {
        FigureCode.LIABILITIES_TO_ASSETS: (-LARGEST, LARGEST),
        FigureCode.NET_GEARING: (-LARGEST, LARGEST),
        FigureCode.CASH_TO_SHORT_TERM_DEBT: (0, LARGEST),
        FigureCode.INVOICES_PAID_IN_TIME: (0, 1000),
        FigureCode.DAYS_TO_PAY: (0, 999_999_999),
        FigureCode.BUYER_GRADE: (1, 5),
    }
)

#: What each figure is, to a reader.
FIGURE_WORDS: Mapping[FigureCode, str] = MappingProxyType(
    {
        FigureCode.LIABILITIES_TO_ASSETS: "liabilities to assets, both without advances received",
        FigureCode.NET_GEARING: "net debt to equity",
        FigureCode.CASH_TO_SHORT_TERM_DEBT: "cash to short-term debt",
        FigureCode.INVOICES_PAID_IN_TIME: "share of invoices paid within the legal term",
        FigureCode.DAYS_TO_PAY: "average days to payment",
        FigureCode.BUYER_GRADE: "the buyer's grade (1 lowest, 5 highest)",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One disclosed number, in the unit of its code: permille of a ratio, days, or a grade."""

    code: FigureCode
    value: int

    def __post_init__(self) -> None:
        if not -LARGEST <= self.value <= LARGEST:
            raise MisuseError("This is not a disclosed figure.", accepted=f"a whole number up to {LARGEST}")

    @property
    def unit(self) -> FigureUnit:
        """What one whole number of it is."""
        return FIGURE_UNITS[self.code]

    def __str__(self) -> str:
        return print_figure(self.code, self.value)


def print_figure(code: FigureCode, value: int) -> str:
    """`713 ‰`, `42 days`, `grade 4`: exact, as it is recorded."""
    match FIGURE_UNITS[code]:
        case FigureUnit.PERMILLE:
            return f"{value} ‰"
        case FigureUnit.DAYS:
            return f"{value} days"
        case FigureUnit.GRADE:
            return f"grade {value}"
