"""No rule for one (S33): how many organizations each provision matches, and whether it singles them out.

The language has no selector of an organization, a region or a sector. What is left to single somebody out is a
corner of a category: one severity, one role, one size. A provision that takes its categories whole draws no line
of its own, however few have such a record today; it is named all the same.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from goodstanding.register.catalogue import Catalogue, Direction
from goodstanding.register.organizations import Organization, SizeClass
from goodstanding.register.records import Status
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import COUNTABLE, Provision, Rulebook
from goodstanding.standing.display import Shown, displayable
from goodstanding.standing.evaluate import governing
from goodstanding.values.findings import Finding
from goodstanding.values.findings import Severity as FindingSeverity

#: A rule that matches fewer organizations of its kind is named, and refused where it singles them out (S33).
FEWEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far one provision reaches on a day.

    `narrows` says that it picks out by amount, figure, authority or role, which is more than taking whole severities.
    `left_out` are organizations with a record of the same categories that it does not match. `bands` are the sizes,
    by severity, that cost more than the least and that a single organization of its kind has.
    """

    provision: str
    title: str
    favourable: bool
    narrows: bool
    matched: int
    left_out: int
    bands: tuple[str, ...]

    @property
    def narrow(self) -> bool:
        """Whether it matches fewer than 20 organizations."""
        return self.matched < FEWEST

    @property
    def singles_out(self) -> bool:
        """Whether it is a rule for few: adverse, and narrowed, or the smaller part of its own categories."""
        if self.favourable:
            return False
        few = 0 < self.matched < FEWEST
        return (few and (self.narrows or self.matched <= self.left_out)) or bool(self.bands)


@dataclass(slots=True)
class _Count:
    matched: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)


def reaches(
    views: Iterable[OrganizationView], rulebook: Rulebook, catalogue: Catalogue, effective: date
) -> tuple[Reach, ...]:
    """The reach of every provision over these organizations, in the order of the rulebook."""
    counter = ReachCounter(rulebook, catalogue, effective)
    for view in views:
        counter.add(view)
    return counter.found()


def check_reaches(found: Iterable[Reach]) -> Iterator[Finding]:
    """A finding for each adverse provision that reaches few; an error where adoption would be refused for it."""
    for reach in found:
        if reach.favourable or not (reach.singles_out or 0 < reach.matched < FEWEST):
            continue
        about = f" A size costs more that one organization alone has: {'; '.join(reach.bands)}." if reach.bands else ""
        yield Finding(
            code="rulebook-isolates",
            message=f"It reaches {reach.matched} of the register's organizations.{about}",
            field=reach.provision,
            accepted=f"{FEWEST} or more, or whole categories in one column for every size",
            severity=FindingSeverity.ERROR if reach.singles_out else FindingSeverity.WARNING,
        )


class ReachCounter:
    """Counts reaches one organization at a time, so that a pass over the register serves several questions."""

    def __init__(self, rulebook: Rulebook, catalogue: Catalogue, effective: date) -> None:
        self._rulebook, self._catalogue, self._effective = rulebook, catalogue, effective
        self._counts = {one.id: _Count() for one in rulebook.provisions}
        self._sizes: Counter[SizeClass] = Counter()

    def add(self, view: OrganizationView) -> None:
        """Count one organization; one of another kind, or of a withheld kind, is nobody's target here."""
        organization = view.organization
        if not isinstance(organization, Organization) or organization.kind not in self._rulebook.applies_to:
            return
        self._sizes[organization.size] += 1
        for one in displayable(view, self._catalogue, self._effective):
            self._add(one, view.id)

    def found(self) -> tuple[Reach, ...]:
        """What was counted, in the order of the rulebook."""
        return tuple(_reach(one, self._counts[one.id], self._sizes) for one in self._rulebook.provisions)

    def _add(self, one: Shown, organization: str) -> None:
        if one.stage.status not in COUNTABLE:
            return
        own = governing(one, self._rulebook)
        for provision in self._rulebook.provisions:
            if one.category.code not in provision.match.categories:
                continue
            count = self._counts[provision.id]
            if provision is own:
                count.matched.add(organization)
            elif one.stage.status is Status.FINAL or Status.UNDER_APPEAL in provision.match.statuses:
                count.left_out.add(organization)


def _reach(provision: Provision, count: _Count, sizes: Counter[SizeClass]) -> Reach:
    return Reach(
        provision=provision.id,
        title=provision.title,
        favourable=provision.direction is Direction.FAVOURABLE,
        narrows=provision.match.narrows,
        matched=len(count.matched),
        left_out=len(count.left_out - count.matched),
        bands=tuple(dict.fromkeys(_bands(provision, sizes))),
    )


def _bands(provision: Provision, sizes: Counter[SizeClass]) -> Iterator[str]:
    for severity, column in ((severity, points[severity]) for points in provision.all_points for severity in points):
        for value in sorted(set(column.values()) - {max(column.values())}):
            band = [size for size in SizeClass if column[size] == value]
            if sum(sizes[size] for size in band) == 1:
                yield f"{severity.value}, {' or '.join(size.value for size in band)}"
