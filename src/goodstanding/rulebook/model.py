"""A rulebook: provisions, fading, caps, grades and grounds, each with its law. Total, additive, closed.

Points are whole numbers; the one factor is a fade's permille. There is no selector of tier, region or
sector, so a rulebook for public bodies binds the national tier as it binds a village (S34), and no
consequence of a grade, so points can never punish (S20).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goodstanding.register.catalogue import Direction, Severity
from goodstanding.register.organizations import OrganizationKind, Role, SizeClass
from goodstanding.register.records import Status
from goodstanding.values.dates import Period

#: The only statuses a provision can count; every other one costs nothing.
COUNTABLE = frozenset({Status.FINAL, Status.UNDER_APPEAL})


class CountsFrom(StrEnum):
    """The day from which a record fades. It shows, and so counts, from finality in every case."""

    DECISION = "decision"
    FINALITY = "finality"
    CONDUCT = "conduct"


class GroundKind(StrEnum):
    """Whether the law obliges the authority to open a file, or leaves it to reasoned judgment."""

    MANDATORY = "mandatory"
    DISCRETIONARY = "discretionary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The article that a rule rests on, and the day somebody last read it there."""

    title: str
    article: str
    href: str
    checked_on: date

    def __str__(self) -> str:
        return f"{self.title}, {print_article(self.article)}"


def print_article(article: str) -> str:
    """`4(1)` as `art. 4(1)`; `section III` says itself what it is."""
    return f"art. {article}" if article[:1].isdigit() else article


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What records a rule is about: every combination of what is named here, nothing else."""

    categories: frozenset[str]
    severities: frozenset[Severity]
    statuses: frozenset[Status] = COUNTABLE
    roles: frozenset[Role] = frozenset(Role)

    def fits(self, category: str, severity: Severity, status: Status, role: Role) -> bool:
        """Whether a record of these four is meant."""
        return (
            category in self.categories
            and severity in self.severities
            and status in self.statuses
            and role in self.roles
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FadeStep:
    """Until this period has run, the value counts at `permille` thousandths; after the last step, at none."""

    until: Period
    permille: int


Fade = tuple[FadeStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One rule: what it matches, its whole points by severity and size class, and how they fade."""

    id: str
    title: str
    cites: tuple[Citation, ...]
    direction: Direction
    match: Match
    points: Mapping[Severity, Mapping[SizeClass, int]]
    fades: Mapping[Severity, Fade]
    counts_from: CountsFrom
    cap: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """The most that the provisions of a group cost (negative) or add (positive) together, in whole points."""

    id: str
    title: str
    cites: tuple[Citation, ...]
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Where points start, and between which whole numbers they stay."""

    start: int
    floor: int
    ceiling: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A band of points; grades stand best first."""

    code: str
    title: str
    at_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeLimit:
    """While a record counts under one of these provisions, at most this grade."""

    id: str
    title: str
    cites: tuple[Citation, ...]
    provisions: frozenset[str]
    at_most: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What could open a file: a counted record that matches, and, where set, points below a threshold."""

    id: str
    title: str
    cites: tuple[Citation, ...]
    kind: GroundKind
    match: Match
    points_below: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """One edition. `sample` marks an illustration: what it gives is unofficial and binds nobody (S33)."""

    id: str
    edition: int
    title: str
    jurisdiction: str
    authority: str
    legal_basis: tuple[Citation, ...]
    in_force_from: date
    in_force_to: date | None
    applies_to: frozenset[OrganizationKind]
    scale: Scale
    minimum_evidence: int
    provisions: tuple[Provision, ...]
    caps: tuple[Cap, ...]
    grades: tuple[Grade, ...]
    grade_limits: tuple[GradeLimit, ...]
    grounds: tuple[Ground, ...]
    sample: bool

    def is_in_force(self, effective: date) -> bool:
        """Whether this edition applies on that day; the day `in_force_to` is the first it no longer does."""
        return self.in_force_from <= effective and (self.in_force_to is None or effective < self.in_force_to)

    def provision(self, category: str, severity: Severity, status: Status, role: Role) -> Provision | None:
        """The one provision about such a record; the checker holds that there are not two."""
        fitting = (one for one in self.provisions if one.match.fits(category, severity, status, role))
        return next(fitting, None)
