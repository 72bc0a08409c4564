"""How firmly grades stand: who keeps a grade when one number of the rulebook is a fifth larger or smaller.

A number on which many grades turn has to be well founded; one on which none turns may be spared. Among rated
organizations on one day, exactly, in whole numbers. Says nothing of whether a number is right.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.register.catalogue import Catalogue, Severity
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Rulebook
from goodstanding.standing.display import displayable
from goodstanding.standing.evaluate import Standing, evaluate, governing
from goodstanding.standing.impact import share
from goodstanding.standing.numbers import Number, all_moved, numbers_of
from goodstanding.values.points import PER_POINT

#: Whole points within which a grade counts as near to another one.
NEAR = (1, 2, 5, 10)
#: What is moved together: a name, and whether points with caps, and bands, are.
TOGETHER = (("all points and caps", True, False), ("all bands", False, True), ("all of them", True, True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One number, or several together: how many grades change when it is smaller or larger by a fifth.

    `touched` are the rated organizations that it can concern; `keeping` is the share of all rated ones, in
    thousandths cut off, whose grade changes in neither case.
    """

    number: str
    value: int | None
    touched: int
    smaller: int
    larger: int
    keeping: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Rated organizations within so many points of a better and of a worse grade, the bound included."""

    points: int
    better: int
    worse: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """`firm` are those whose grade survives every single number's move; `effects` stand with the most changes first."""

    rulebook: str
    edition: int
    effective: date
    rated: int
    firm: int
    effects: tuple[Effect, ...]
    together: tuple[Effect, ...]
    near: tuple[Near, ...]

    @property
    def decides(self) -> Effect | None:
        """The single number on which most grades turn; None where no grade turns on any."""
        first = self.effects[0] if self.effects else None
        return first if first is not None and first.smaller + first.larger else None


class StabilityCounter:
    """Counts one organization at a time. The rulebook is taken as if it were in force."""

    def __init__(self, rulebook: Rulebook, catalogue: Catalogue, effective: date) -> None:
        self._rulebook, self._catalogue, self._effective = rulebook, catalogue, effective
        self._numbers = tuple(numbers_of(rulebook))
        self._together = tuple(
            Number(
                name=name,
                value=0,
                smaller=all_moved(rulebook, -1, points=points, bands=bands),
                larger=all_moved(rulebook, 1, points=points, bands=bands),
            )
            for name, points, bands in TOGETHER
        )
        self._caps = {one.id: one.cap for one in rulebook.provisions}
        self._rated = self._firm = 0
        self._touched: Counter[str] = Counter()
        self._changed: Counter[tuple[str, str]] = Counter()
        self._near: Counter[tuple[int, str]] = Counter()

    def add(self, view: OrganizationView) -> None:
        """Count one organization, if it is rated."""
        standing = evaluate(view, self._rulebook, self._catalogue, self._effective)
        if not standing.rated:
            return
        self._rated += 1
        about = set(self._about(view))
        turned = [self._turns(view, standing, number) for number in self._numbers if self._concerns(number, about)]
        self._firm += not any(turned)
        for number in self._together:
            self._turns(view, standing, number)
        for bound in NEAR:
            for way, distance in _distances(standing, self._rulebook).items():
                self._near[bound, way] += distance <= bound * PER_POINT

    def found(self) -> Stability:
        """What was counted."""
        effects = sorted(
            (self._effect(one, one.value) for one in self._numbers), key=lambda one: (one.keeping, one.number)
        )
        return Stability(
            rulebook=self._rulebook.id,
            edition=self._rulebook.edition,
            effective=self._effective,
            rated=self._rated,
            firm=self._firm,
            effects=tuple(effects),
            together=tuple(self._effect(one, None) for one in self._together),
            near=tuple(
                Near(points=bound, better=self._near[bound, "better"], worse=self._near[bound, "worse"])
                for bound in NEAR
            ),
        )

    def _about(self, view: OrganizationView) -> Iterator[tuple[str, Severity | None]]:
        for one in displayable(view, self._catalogue, self._effective):
            provision = governing(one, self._rulebook)
            if provision is not None:
                yield provision.id, one.severity
                if provision.cap is not None:
                    yield provision.cap, None

    def _concerns(self, number: Number, about: set[tuple[str, Severity | None]]) -> bool:
        if number.rule:
            return (number.rule, number.severity) in about
        return not number.cap or (number.cap, None) in about

    def _turns(self, view: OrganizationView, standing: Standing, number: Number) -> bool:
        """Whether the grade changes when the number is smaller, or larger."""
        self._touched[number.name] += 1
        changed = False
        for way, rules in (("smaller", number.smaller), ("larger", number.larger)):
            other = evaluate(view, rules, self._catalogue, self._effective)
            if other.grade != standing.grade:
                self._changed[number.name, way] += 1
                changed = True
        self._changed[number.name, "any"] += changed
        return changed

    def _effect(self, number: Number, value: int | None) -> Effect:
        name = number.name
        return Effect(
            number=name,
            value=value,
            touched=self._touched[name],
            smaller=self._changed[name, "smaller"],
            larger=self._changed[name, "larger"],
            keeping=share(self._rated - self._changed[name, "any"], self._rated),
        )


def _distances(standing: Standing, rulebook: Rulebook) -> dict[str, int]:
    """Thousandths up to the next better band by points alone, and down to below the present one."""
    bounds = [grade.at_least * PER_POINT for grade in rulebook.grades]
    above = [bound - standing.points for bound in bounds if bound > standing.points]
    below = [standing.points - bound + 1 for bound in bounds[:-1] if bound <= standing.points]
    return ({"better": min(above)} if above else {}) | ({"worse": min(below)} if below else {})
