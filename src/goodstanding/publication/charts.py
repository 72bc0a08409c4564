"""Charts as values: what is drawn, before anybody decides how. The table with the same data stands beside each.

Whole numbers only. A chart has a title and a description in words, so that nobody needs to see it.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Rows of horizontal bars, one a series. `mark` is a line across all rows, at a value with a name."""

    id: str
    title: str
    description: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    mark: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """A value that stays until it changes: (day, value) in order, between `least` and `most`.

    `lines` are heights with a figure at the left and a name at the right, such as where a grade begins. `gaps` are
    days from which there is no value, up to the next step. `today` is marked; what lies behind it is what is known
    to come.
    """

    id: str
    title: str
    description: str
    steps: tuple[tuple[date, int], ...]
    until: date
    least: int
    most: int
    lines: tuple[tuple[int, str, str], ...] = ()
    gaps: frozenset[date] = frozenset()
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Amounts that add up, in thousandths: each is drawn from where those before it end; `total` names the last row."""

    id: str
    title: str
    description: str
    rows: tuple[tuple[str, int], ...]
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """Shares in thousandths over a scale from `least` to `most`: one line a series through its (place, share) points.

    `across` names the scale, `marks` are places on it with a name, such as where an answer begins.
    """

    id: str
    title: str
    description: str
    across: str
    least: int
    most: int
    series: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
    marks: tuple[tuple[int, str], ...] = ()


Chart = Bars | Steps | Sums | Curves
