"""A rulebook: provisions, fading, caps, grades and grounds, each with its law. Total, additive, closed.

Points are whole numbers; the one factor is a fade's permille. A grade may give a favourable consequence, never an
adverse one, so points can never punish (S20).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.consequences import ConsequenceKind
from goodstanding.register.organizations import OrganizationKind
from goodstanding.rulebook.citing import Citation, print_article
from goodstanding.rulebook.matching import COUNTABLE, Band, Facts, FigureBand, Match
from goodstanding.rulebook.provisions import (
    Concurrence,
    CountsFrom,
    DatedPoints,
    Fade,
    FadeStep,
    Points,
    Provision,
    Stop,
    ValueDate,
)
from goodstanding.values.dates import Period

__all__ = [
    "COUNTABLE",
    "Band",
    "Cap",
    "Citation",
    "Concurrence",
    "CountsFrom",
    "DatedPoints",
    "Facts",
    "Fade",
    "FadeStep",
    "Favour",
    "FigureBand",
    "Grade",
    "GradeLimit",
    "Ground",
    "GroundKind",
    "Match",
    "Points",
    "Provision",
    "Purpose",
    "Rulebook",
    "Scale",
    "Stop",
    "ValueDate",
    "print_article",
]


class Purpose(StrEnum):
    """What a rulebook gives: a standing out of decisions, or an indicator out of information that has no effect."""

    STANDING = "standing"
    INDICATOR = "indicator"


class GroundKind(StrEnum):
    """Whether the law obliges the authority to open a file, or leaves it to reasoned judgment."""

    MANDATORY = "mandatory"
    DISCRETIONARY = "discretionary"


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
class Favour:
    """A favourable consequence of a grade at least as good as `grade`, for as long as `lasts` from its granting."""

    id: str
    title: str
    cites: tuple[Citation, ...]
    kind: ConsequenceKind
    grade: str
    lasts: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """One edition. `sample` marks an illustration: what it gives is unofficial and binds nobody (S33).

    `authority_levels` places authorities by their codes; every other one is `other`. Titles are in the first of
    `languages`; `translations` gives them by language and id, the rulebook's own under its id, a grade's under its
    code.
    """

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
    purpose: Purpose = Purpose.STANDING
    consequences: tuple[Favour, ...] = ()
    authority_levels: Mapping[str, AuthorityLevel] = field(default_factory=lambda: MappingProxyType({}))
    languages: tuple[str, ...] = ("en",)
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))

    def is_in_force(self, effective: date) -> bool:
        """Whether this edition applies on that day; the day `in_force_to` is the first it no longer does."""
        return self.in_force_from <= effective and (self.in_force_to is None or effective < self.in_force_to)

    def provision(self, facts: Facts) -> Provision | None:
        """The one provision about such a record, overridden ones left out; the checker holds that there are not two."""
        fitting = [one for one in self.provisions if one.takes(facts)]
        if len(fitting) > 1:
            overridden = frozenset[str]().union(*(one.overrides for one in fitting))
            fitting = [one for one in fitting if one.id not in overridden] or fitting
        return fitting[0] if fitting else None

    def level_of(self, authority: str) -> AuthorityLevel:
        """Where an authority stands, by its code."""
        return self.authority_levels.get(authority, AuthorityLevel.OTHER)
