"""What a provision is about: closed sets and bands over what a record states, and nothing about who is behind it.

There is no selector of tier, region, sector or organization, so that a rulebook binds the national tier as it binds
a village (S34) and no rule can be written for one (S33).
"""

from dataclasses import dataclass

from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.catalogue import Severity
from goodstanding.register.figures import Figure, FigureCode
from goodstanding.register.organizations import Role
from goodstanding.register.records import Status

#: The only statuses a rule can count; the others cost nothing, or as `stops_on` of a provision says.
COUNTABLE = frozenset({Status.FINAL, Status.UNDER_APPEAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """From `at_least` (included) to `below` (excluded); None leaves that side open."""

    at_least: int | None = None
    below: int | None = None

    def holds(self, value: int) -> bool:
        """Whether a number lies in the band."""
        return (self.at_least is None or self.at_least <= value) and (self.below is None or value < self.below)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBand:
    """A band of one disclosed figure, in the figure's own unit."""

    code: FigureCode
    at_least: int | None = None
    below: int | None = None

    @property
    def band(self) -> Band:
        """The band without the figure's code."""
        return Band(at_least=self.at_least, below=self.below)

    def holds(self, figure: Figure) -> bool:
        """Whether it is this figure, and in the band."""
        return figure.code is self.code and self.band.holds(figure.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a record states to a rulebook. `level`, `units` and `figure` are None where it does not say.

    `units` are whole reference units of the amount, cut off: whether a threshold is reached is the same.
    """

    category: str
    severity: Severity
    status: Status
    role: Role
    level: AuthorityLevel | None = AuthorityLevel.OTHER
    units: int | None = None
    figure: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What records a rule is about: every combination of what is named here, nothing else.

    `amount` is a band of reference units. A record that does not state what a narrowed selector asks for is not
    meant, and so costs nothing.
    """

    categories: frozenset[str]
    severities: frozenset[Severity]
    statuses: frozenset[Status] = COUNTABLE
    roles: frozenset[Role] = frozenset(Role)
    levels: frozenset[AuthorityLevel] = frozenset(AuthorityLevel)
    amount: Band | None = None
    figure: FigureBand | None = None

    def fits(self, facts: Facts) -> bool:
        """Whether such a record is meant."""
        return (
            facts.category in self.categories
            and facts.severity in self.severities
            and facts.status in self.statuses
            and facts.role in self.roles
            and self._fits_level(facts.level)
            and (self.amount is None or (facts.units is not None and self.amount.holds(facts.units)))
            and (self.figure is None or (facts.figure is not None and self.figure.holds(facts.figure)))
        )

    def _fits_level(self, level: AuthorityLevel | None) -> bool:
        return level in self.levels or len(self.levels) == len(AuthorityLevel)

    @property
    def narrows(self) -> bool:
        """Whether it picks out less than whole severities of whole categories."""
        whole = len(self.levels) == len(AuthorityLevel) and len(self.roles) == len(Role)
        return not whole or self.amount is not None or self.figure is not None
