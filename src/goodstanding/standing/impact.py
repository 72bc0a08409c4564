"""Who would move if one edition stood in the other's place: on one day, of the same records, before adoption.

Counts are whole; a share is whole thousandths, cut off and never rounded up. A share says how often grades fall in
a group, not why, and not whether the decisions behind them were even-handed: nothing here can see the conduct that
was never decided on. A group of fewer than 20 has no share: one organization would move it by more than 50 ‰.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from goodstanding.register.organizations import Organization
from goodstanding.rulebook.canonical import rulebook_digest
from goodstanding.rulebook.model import Rulebook
from goodstanding.standing.movement import Movement, Way
from goodstanding.standing.narrow import FEWEST, Reach
from goodstanding.values.withheld import Withheld

PERMILLE = 1000


class Dimension(StrEnum):
    """What the organizations are told apart by. `kind` shows ownership: state-owned enterprises stand apart."""

    KIND = "kind"
    TIER = "tier"
    SIZE = "size"
    SECTOR = "sector"
    REGION = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which rules were compared."""

    rulebook: str
    edition: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How many went from one grade to another; None is not rated."""

    before: str | None
    after: str | None
    organizations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group of organizations. The shares are of those that fall: in the group, and how far from the whole's.

    Both are None where the group is smaller than 20.
    """

    dimension: Dimension
    group: str
    organizations: int
    moved: int
    better: int
    worse: int
    worse_permille: int | None
    against_whole: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleImpact:
    """One part of the rules: whose standing it changes, whose grade, and by how many thousandths in sum."""

    rule: str
    title: str
    organizations: int
    movers: int
    worse: int
    difference: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """One organization whose grade changes, and what makes it change, the largest difference first."""

    organization_id: str
    name: str
    movement: Movement


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """The whole answer. The cells of the matrix are all organizations; movers are those whose grade changes.

    `old` is None where there were no rules before: then everybody comes from "not rated". `reaches` is None where
    whom a provision matches was not counted.
    """

    old: Edition | None
    new: Edition
    effective: date
    organizations: int
    changed: int
    moved: int
    better: int
    worse: int
    across: int
    difference: int
    matrix: tuple[Cell, ...]
    groups: tuple[Group, ...]
    rules: tuple[RuleImpact, ...]
    reaches: tuple[Reach, ...] | None
    movers: tuple[Mover, ...]

    @property
    def uncompared(self) -> int:
        """Those of `across` who go from a grade to another, where codes do not say which is better."""
        graded = (one for one in self.matrix if one.before and one.after and one.before != one.after)
        return sum(one.organizations for one in graded) - self.better - self.worse

    @property
    def worse_permille(self) -> int:
        """The share of all that fall, in thousandths, cut off."""
        return share(self.worse, self.organizations)


@dataclass(slots=True)
class _Count:
    organizations: int = 0
    moved: int = 0
    ways: Counter[Way] = field(default_factory=Counter)
    difference: int = 0

    def add(self, movement: Movement, difference: int, times: int) -> None:
        self.organizations += times
        self.difference += difference * times
        if movement.way is not None:
            self.moved += times
            self.ways[movement.way] += times


class ImpactCounter:
    """Adds up the movements one organization at a time; only movers are kept."""

    def __init__(self, old: Rulebook | None, new: Rulebook, effective: date) -> None:
        self._old, self._new, self._effective = old, new, effective
        self._whole = _Count()
        self._changed = 0
        self._matrix: Counter[tuple[str | None, str | None]] = Counter()
        self._groups: dict[tuple[Dimension, str], _Count] = defaultdict(_Count)
        self._rules: dict[str, _Count] = defaultdict(_Count)
        self._movers: list[Mover] = []

    def add(self, organization_id: str, organization: Organization | Withheld, movement: Movement) -> None:
        """Count one organization."""
        name = organization.name if isinstance(organization, Organization) else str(organization)
        self.add_counted(organization_id, name, groups_of(organization), movement)

    def add_counted(
        self, id_: str, name: str, groups: Iterable[tuple[Dimension, str]], movement: Movement, times: int = 1
    ) -> None:
        """Count one organization, or several of the same groups that stay alike; only one that moves is named."""
        difference = movement.after.points - movement.before.points
        self._whole.add(movement, difference, times)
        self._changed += times * movement.changed
        self._matrix[movement.before.grade, movement.after.grade] += times
        for dimension, group in groups:
            self._groups[dimension, group].add(movement, difference, times)
        for cause in movement.causes:
            self._rules[cause.rule].add(movement, cause.after - cause.before, times)
        if movement.way is not None:
            self._movers.append(Mover(organization_id=id_, name=name, movement=movement))

    def add_members(self, groups: Iterable[tuple[Dimension, str]], organizations: int) -> None:
        """Count organizations that stay in their groups alone; what else is told of them was counted without groups."""
        for dimension, group in groups:
            self._groups[dimension, group].organizations += organizations

    def found(self, reaches: tuple[Reach, ...] | None) -> Impact:
        """What was counted; movers that fall furthest come first."""
        whole = self._whole
        return Impact(
            old=None if self._old is None else _edition(self._old),
            new=_edition(self._new),
            effective=self._effective,
            organizations=whole.organizations,
            changed=self._changed,
            moved=whole.moved,
            better=whole.ways[Way.BETTER],
            worse=whole.ways[Way.WORSE],
            across=whole.ways[Way.ACROSS],
            difference=whole.difference,
            matrix=tuple(self._cells()),
            groups=tuple(self._told_groups()),
            rules=tuple(self._told_rules()),
            reaches=reaches,
            movers=tuple(sorted(self._movers, key=_order)),
        )

    def _cells(self) -> Iterator[Cell]:
        """Every pair that occurs, best grades first, those without a grade last."""
        places = {code: place for place, code in enumerate(_grades(self._old or self._new, self._new))}
        last = len(places)
        for (before, after), count in sorted(
            self._matrix.items(), key=lambda item: tuple(places.get(code or "", last) for code in item[0])
        ):
            yield Cell(before=before, after=after, organizations=count)

    def _told_groups(self) -> Iterator[Group]:
        whole = share(self._whole.ways[Way.WORSE], self._whole.organizations)
        order = list(Dimension)
        for (dimension, group), count in sorted(self._groups.items(), key=lambda one: (order.index(one[0][0]), one[0])):
            worse = count.ways[Way.WORSE]
            permille = share(worse, count.organizations) if count.organizations >= FEWEST else None
            yield Group(
                dimension=dimension,
                group=group,
                organizations=count.organizations,
                moved=count.moved,
                better=count.ways[Way.BETTER],
                worse=worse,
                worse_permille=permille,
                against_whole=None if permille is None else permille - whole,
            )

    def _told_rules(self) -> Iterator[RuleImpact]:
        titles = titles_of(self._old or self._new) | titles_of(self._new)
        for rule in (*titles, *sorted(rule for rule in self._rules if rule not in titles)):
            if rule in self._rules:
                count = self._rules[rule]
                yield RuleImpact(
                    rule=rule,
                    title=titles.get(rule, ""),
                    organizations=count.organizations,
                    movers=count.moved,
                    worse=count.ways[Way.WORSE],
                    difference=count.difference,
                )


def groups_of(organization: Organization | Withheld) -> Iterator[tuple[Dimension, str]]:
    """The groups that an organization belongs to; what is not recorded of it makes no group."""
    if isinstance(organization, Withheld):
        return
    yield Dimension.KIND, organization.kind.value
    yield Dimension.SIZE, organization.size.value
    if organization.tier is not None:
        yield Dimension.TIER, organization.tier.value
    if organization.sector:
        yield Dimension.SECTOR, organization.sector
    if organization.region:
        yield Dimension.REGION, organization.region


def share(part: int, whole: int) -> int:
    """Thousandths, cut off; 0 of nothing."""
    return PERMILLE * part // whole if whole else 0


def titles_of(rulebook: Rulebook) -> dict[str, str]:
    """The titles of every part that can make a difference, by id."""
    parts = (rulebook.provisions, rulebook.caps, rulebook.grade_limits)
    return {one.id: one.title for part in parts for one in part}


def _grades(old: Rulebook, new: Rulebook) -> list[str]:
    return list(dict.fromkeys(grade.code for grade in (*new.grades, *old.grades)))


def _edition(rulebook: Rulebook) -> Edition:
    return Edition(rulebook=rulebook.id, edition=rulebook.edition, digest=rulebook_digest(rulebook))


def _order(mover: Mover) -> tuple[int, int, str]:
    moved = mover.movement
    return moved.after.points - moved.before.points, moved.after.points, mover.organization_id
