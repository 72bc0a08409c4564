"""The closed catalogue: what may be recorded of whom, how grave it is, and how long it shows.

Categories are data (one file each); their codes, attributes and bounds are typed here, and nothing
outside the catalogue can be recorded, matched by a rulebook, or shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from goodstanding.register.organizations import OrganizationKind, SizeClass
from goodstanding.values.dates import Period
from goodstanding.values.errors import MisuseError
from goodstanding.values.money import Money

K = TypeVar("K")
V = TypeVar("V")


class Severity(StrEnum):
    """How grave a record is: derived from measure and amount, never typed by anyone."""

    MINOR = "minor"
    GENERAL = "general"
    SERIOUS = "serious"


class Direction(StrEnum):
    """Whether a category speaks against an organization, for it, or is information without points."""

    ADVERSE = "adverse"
    FAVOURABLE = "favourable"
    INFORMATION = "information"


class Basis(StrEnum):
    """What establishes a record: a final decision, or (public bodies) a fact in an official publication."""

    DECISION = "decision"
    PUBLICATION = "publication"


class Measure(StrEnum):
    """What a decision ordered. Closed; nothing here can be ordered against a person."""

    FINDING = "finding"
    WARNING = "warning"
    FINE = "fine"
    REPAYMENT = "repayment"
    CONFISCATION = "confiscation"
    EXCLUSION = "exclusion"
    LICENCE_WITHDRAWN = "licence-withdrawn"
    ANNULMENT_OF_ACT = "annulment-of-act"
    ORDER_TO_PERFORM = "order-to-perform"
    LISTED_ELSEWHERE = "listed-elsewhere"
    PUBLISHED_FACT = "published-fact"


SEVERITY_ORDER = (Severity.MINOR, Severity.GENERAL, Severity.SERIOUS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One kind of record.

    `decided` completes "authority X decided on D that the organization ..." (S39): what was decided,
    never a statement of fact by the register. `by_measure` gives a severity for each allowed measure;
    `by_amount` raises it at thresholds in reference units (see `Catalogue.units`). Below
    `threshold_by_size` (reference units) nothing is recorded at all. `while_listed`: shown as long as the
    source lists, and has no `display`. `payments`: it is what an official payment publication states (S34).
    """

    code: str
    label: str
    description: str
    decided: str
    direction: Direction
    basis: Basis
    kinds: frozenset[OrganizationKind]
    by_measure: Mapping[Measure, Severity]
    by_amount: tuple[tuple[int, Severity], ...]
    display: Mapping[Severity, Period]
    ground: bool
    needs_amount: bool = False
    while_listed: bool = False
    payments: bool = False
    threshold_by_size: Mapping[SizeClass, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def severities(self) -> frozenset[Severity]:
        """Every severity that a record of this category can have."""
        return frozenset(self.by_measure.values()) | {severity for _, severity in self.by_amount}

    def allows(self, kind: OrganizationKind) -> bool:
        """Whether an organization of this kind can be a subject of this category."""
        return kind in self.kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All categories by code; reference units (currency -> minor units of one unit); refused inputs.

    `forbidden` completes "This register never records ..." by code; `forbidden_words` are the words in
    which such an input would come (see `forbidden.check_forbidden`).
    """

    categories: Mapping[str, Category]
    units: Mapping[str, int]
    forbidden: Mapping[str, str]
    forbidden_words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def category(self, code: str) -> Category:
        """The category of this code; a forbidden or unknown code raises MisuseError naming why."""
        if code in self.categories:
            return self.categories[code]
        if code in self.forbidden:
            raise MisuseError(f"This register never records {self.forbidden[code]}.", accepted="catalogue codes")
        raise MisuseError("There is no such category in the catalogue.", accepted=", ".join(sorted(self.categories)))

    def severity(self, category: Category, measures: tuple[Measure, ...], amount: Money | None) -> Severity:
        """The gravest that the measures and the amount give; an unknown currency raises nothing higher."""
        found = [category.by_measure[measure] for measure in measures]
        unit = self.units.get(amount.currency) if amount is not None else None
        if amount is not None and unit is not None:
            found += [severity for threshold, severity in category.by_amount if amount.minor >= threshold * unit]
        return max(found, key=SEVERITY_ORDER.index, default=Severity.MINOR)

    def units_of(self, amount: Money | None) -> int | None:
        """The whole reference units of an amount, cut off; None without one, or for an unknown currency."""
        unit = self.units.get(amount.currency) if amount is not None else None
        return None if amount is None or unit is None else amount.minor // unit


def freeze(mapping: Mapping[K, V]) -> Mapping[K, V]:
    """A read-only view, so that a catalogue cannot be changed after it was read."""
    return MappingProxyType(dict(mapping))
