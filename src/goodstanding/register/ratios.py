"""Ratios of disclosed key figures: computed once at intake, as whole permille, rounded to the nearest, halves up.

A ratio whose denominator is zero, negative or not stated is not computed at all. Days and counts stay as they are.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from goodstanding.register.figures import LARGEST, Figure, FigureCode

#: How every ratio is rounded, as a page says it.
ROUNDING = "to the nearest thousandth, halves up"


class Item(StrEnum):
    """The key figures of a filing: minor units of its currency, or counts."""

    ASSETS = "assets"
    LIABILITIES = "liabilities"
    ADVANCES = "advances"
    EQUITY = "equity"
    CASH = "cash"
    DEBT = "debt"
    SHORT_TERM_DEBT = "short_term_debt"
    INVOICES = "invoices"
    INVOICES_IN_TIME = "invoices_in_time"
    DAYS_TO_PAY = "days_to_pay"


def figures_of(items: Mapping[Item, int]) -> tuple[Figure, ...]:
    """Every figure that the key figures give, in the order of the codes."""
    found = dict(_figures(items))
    within = (code for code in FigureCode if code in found and abs(found[code]) <= LARGEST)
    return tuple(Figure(code=code, value=found[code]) for code in within)


def permille(numerator: int, denominator: int) -> int | None:
    """The ratio in thousandths, rounded; None without a positive denominator."""
    return (2_000 * numerator + denominator) // (2 * denominator) if denominator > 0 else None


def _figures(items: Mapping[Item, int]) -> Iterator[tuple[FigureCode, int]]:
    advances = items.get(Item.ADVANCES, 0)
    liabilities, assets = (_less(items.get(item), advances) for item in (Item.LIABILITIES, Item.ASSETS))
    debt = _less(items.get(Item.DEBT), items.get(Item.CASH))
    for code, numerator, denominator in (
        (FigureCode.LIABILITIES_TO_ASSETS, liabilities, assets),
        (FigureCode.NET_GEARING, debt, items.get(Item.EQUITY)),
        (FigureCode.CASH_TO_SHORT_TERM_DEBT, items.get(Item.CASH), items.get(Item.SHORT_TERM_DEBT)),
        (FigureCode.INVOICES_PAID_IN_TIME, items.get(Item.INVOICES_IN_TIME), items.get(Item.INVOICES)),
    ):
        ratio = None if numerator is None or denominator is None else permille(numerator, denominator)
        if ratio is not None:
            yield code, ratio
    if Item.DAYS_TO_PAY in items:
        yield FigureCode.DAYS_TO_PAY, items[Item.DAYS_TO_PAY]


def _less(value: int | None, taken: int | None) -> int | None:
    return None if value is None or taken is None else value - taken
