"""A rulebook as a table: its finite domain worked out once, so that an engine only looks up and adds.

A cell is one combination of category, severity, status and role that a provision is about. Everything that
depends on the day asked about is a cut-off: a record is still in a step if it began after the step's cut-off
(`values.dates.cut_off`, found by search), so that no engine does calendar arithmetic (settled.md 14).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.catalogue import Severity
from goodstanding.register.organizations import Role, SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.canonical import rulebook_digest
from goodstanding.rulebook.model import Concurrence, CountsFrom, Facts, Fade, Provision, Rulebook, Stop
from goodstanding.standing import relation
from goodstanding.standing.relation import day_number
from goodstanding.values.dates import Period, cut_off
from goodstanding.values.errors import MisuseError

#: The name of the one bound value that is no cut-off: the day asked about.
EFFECTIVE = "effective"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One combination, the provision about it, and what it gives: whole points by size, fading by steps."""

    category: str
    severity: Severity
    status: Status
    role: Role
    provision: Provision
    points: Mapping[SizeClass, int]
    fade: Fade


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabulation:
    """All cells of a rulebook, and what the shape of a query depends on."""

    rulebook: Rulebook
    digest: str
    cells: tuple[Cell, ...]

    @property
    def steps(self) -> int:
        """The most steps that a fade of it has."""
        return max((len(cell.fade) for cell in self.cells), default=1)

    @property
    def by_size(self) -> bool:
        """Whether the points of any cell depend on size."""
        return any(len(set(cell.points.values())) > 1 for cell in self.cells)

    @property
    def starts(self) -> tuple[CountsFrom, ...]:
        """The days from which its provisions count, each once."""
        used = {cell.provision.counts_from for cell in self.cells}
        return tuple(one for one in CountsFrom if one in used)

    @property
    def fades(self) -> tuple[Fade, ...]:
        """Every fade, each once, in the order in which it is first used."""
        return tuple(dict.fromkeys(cell.fade for cell in self.cells))

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every period after which a step ends, each once, in a fixed order."""
        return tuple(sorted({step.until for cell in self.cells for step in cell.fade}))


def tabulate(rulebook: Rulebook) -> Tabulation:
    """Work out every cell. What stands in none counts nothing.

    A rulebook with parts that are not compiled yet raises MisuseError: the reference evaluates it.
    """
    if parts := sorted(set(_not_compiled(rulebook))):
        raise MisuseError(
            f"The batch engine does not compile this rulebook yet: {', '.join(parts)}.",
            to_do="use --engine reference",
        )
    return Tabulation(rulebook=rulebook, digest=rulebook_digest(rulebook), cells=tuple(_cells(rulebook)))


def bound_days(periods: tuple[Period, ...], effective: date) -> dict[str, int]:
    """The day numbers that a query is given: the day asked about, and the cut-off of every period by its name."""
    cut_offs = {cut_name(period): day_number(cut_off(effective, period)) for period in periods}
    return {EFFECTIVE: day_number(effective), **cut_offs}


def cut_name(period: Period) -> str:
    """`cut_12m`, `cut_1m10d`: what the cut-off of a period is called in the text of a query."""
    parts = (f"{count}{unit}" for count, unit in ((period.months, "m"), (period.days, "d")) if count)
    return "cut_" + ("".join(parts) or "0d")


def step_ends(periods: tuple[Period, ...], effective: date, last_start: date) -> Iterator[tuple[Period, int, int]]:
    """(period, first day, day on which its step ends) of every step that can be in force on the day asked about.

    For first days up to `last_start` or the day asked about, whichever is later.
    """
    last = max(day_number(last_start), day_number(effective))
    for period in periods:
        for day in range(day_number(cut_off(effective, period)) + 1, last + 1):
            yield period, day, day_number(period.after(relation.day_of(day)))


def _not_compiled(rulebook: Rulebook) -> Iterator[str]:
    for one in rulebook.provisions:
        match = one.match
        yield from ("dated values",) if one.values else ()
        yield from ("levels",) if len(match.levels) < len(AuthorityLevel) else ()
        yield from ("bands",) if match.amount is not None or match.figure is not None else ()
        yield from ("concurrence",) if one.concurrence is not Concurrence.EVERY_FACT else ()
        yield from ("stops_on expired",) if Stop.EXPIRED in one.stops_on else ()


def _cells(rulebook: Rulebook) -> Iterator[Cell]:
    categories = sorted({code for one in rulebook.provisions for code in one.match.categories})
    for category, severity, status, role in product(categories, Severity, Status, Role):
        provision = rulebook.provision(Facts(category=category, severity=severity, status=status, role=role))
        if provision is not None:
            yield Cell(
                category=category,
                severity=severity,
                status=status,
                role=role,
                provision=provision,
                points=provision.points[severity],
                fade=provision.fades[severity],
            )
