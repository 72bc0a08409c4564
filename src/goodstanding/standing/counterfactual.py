"""What if a record were annulled: each alone, and the smallest sets of them that together change the grade.

A record left out counts as an annulled one does: not at all. Exact up to the bounds that the answer names. Says
nothing of whether any of them should be annulled, or how an appeal would end.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import combinations

from goodstanding.register.catalogue import Catalogue
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Rulebook
from goodstanding.standing.evaluate import LineKind, NotRated, Standing, evaluate
from goodstanding.values.plain import plain

#: The most records in a set.
MOST_TOGETHER = 3
#: The most sets that are tried; a search that would take more stops, and the answer says so.
MOST_TRIED = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """The standing without these records; `changes` where the grade is another one, or none."""

    entries: tuple[int, ...]
    points: int
    grade: str | None
    not_rated: NotRated | None
    changes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual:
    """Every counted record left out alone, by entry; and the smallest sets that change the grade together.

    No set has a part that would change it already. `most_together` is the largest size that was looked at; `complete`
    says that every set up to it was.
    """

    organization_id: str
    effective: date
    points: int
    grade: str | None
    not_rated: NotRated | None
    unofficial: bool
    alone: tuple[Without, ...]
    together: tuple[Without, ...]
    most_together: int
    complete: bool

    def as_json(self) -> dict[str, object]:
        """Plain data for JSON."""
        return {one.name: plain(getattr(self, one.name)) for one in fields(self)}


def counterfactual(view: OrganizationView, rulebook: Rulebook, catalogue: Catalogue, effective: date) -> Counterfactual:
    """What each record's annulment would change, and what the fewest together would."""
    standing = evaluate(view, rulebook, catalogue, effective)
    counted = [line.entry for line in standing.lines if line.kind is LineKind.RECORD and line.entry is not None]
    without = _Without(view=view, rulebook=rulebook, catalogue=catalogue, standing=standing)
    alone = tuple(without.of((entry,)) for entry in counted)
    left = [one.entries[0] for one in alone if not one.changes]
    together = tuple(without.smallest(left)) if standing.rated else ()
    return Counterfactual(
        organization_id=view.id,
        effective=effective,
        points=standing.points,
        grade=standing.grade,
        not_rated=standing.not_rated,
        unofficial=standing.unofficial,
        alone=alone,
        together=together,
        most_together=MOST_TOGETHER,
        complete=without.tried < MOST_TRIED,
    )


@dataclass(slots=True, kw_only=True)
class _Without:
    view: OrganizationView
    rulebook: Rulebook
    catalogue: Catalogue
    standing: Standing
    tried: int = 0

    def of(self, entries: tuple[int, ...]) -> Without:
        """The standing without these records."""
        gone = set(entries)
        rest = replace(self.view, records=tuple(one for one in self.view.records if one.entry not in gone))
        found = evaluate(rest, self.rulebook, self.catalogue, self.standing.effective)
        return Without(
            entries=entries,
            points=found.points,
            grade=found.grade,
            not_rated=found.not_rated,
            changes=found.grade != self.standing.grade,
        )

    def smallest(self, entries: list[int]) -> Iterator[Without]:
        """Sets of these records that change the grade and have no part that does, the smallest first."""
        found: list[frozenset[int]] = []
        for size in range(2, MOST_TOGETHER + 1):
            for chosen in combinations(entries, size):
                if any(one <= set(chosen) for one in found):
                    continue
                if self.tried == MOST_TRIED:
                    return
                self.tried += 1
                without = self.of(chosen)
                if without.changes:
                    found.append(frozenset(chosen))
                    yield without
