"""Nothing retroactive to anyone's detriment: earlier conduct under a new edition, replayed day by day (S14).

Compares what the edition in force would give if it went on with what the new one gives, from its first day on, for
conduct that ended before that day. Exact: every day on which a line is known to change under either is looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from goodstanding.register.catalogue import Catalogue
from goodstanding.register.organizations import Organization
from goodstanding.register.records import Record
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Rulebook
from goodstanding.standing.changes import standings_from
from goodstanding.standing.evaluate import Standing, evaluate
from goodstanding.standing.movement import Cause, Movement, Way, movement, sums_of
from goodstanding.values.points import PER_POINT
from goodstanding.values.withheld import Withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Detriment:
    """The first day on which an organization is worse off for earlier conduct, and the parts that make it so."""

    organization_id: str
    on: date
    movement: Movement
    causes: tuple[Cause, ...]


def detriment(view: OrganizationView, old: Rulebook, new: Rulebook, catalogue: Catalogue) -> Detriment | None:
    """Where earlier conduct costs the organization more from the first day of `new` on; None where it never does.

    An organization without a grade is told apart by its points: none is neutral, fewer points are not.
    """
    if not isinstance(view.organization, Organization) or view.organization.kind not in new.applies_to:
        return None
    start = new.in_force_from
    earlier = replace(view, records=tuple(one for one in view.records if _is_earlier(one, start)))
    going_on = replace(old, in_force_to=None)
    for on in _days(earlier, (going_on, new), catalogue, start):
        before, after = (evaluate(earlier, rules, catalogue, on) for rules in (going_on, new))
        moved = movement(sums_of(before), sums_of(after), going_on, new)
        if _is_worse(before, after, moved, new):
            lost = tuple(one for one in moved.causes if one.after < one.before) or moved.causes
            return Detriment(organization_id=view.id, on=on, movement=moved, causes=lost)
    return None


def _days(
    view: OrganizationView, rules: tuple[Rulebook, Rulebook], catalogue: Catalogue, start: date
) -> Iterator[date]:
    both = ({standing.effective for standing in standings_from(view, one, catalogue, start)} for one in rules)
    yield from sorted(set[date]().union(*both))


def _is_earlier(record: Record, start: date) -> bool:
    """Conduct that ended before the day; where a decision does not say when, the decision itself is the last day."""
    if isinstance(record.decision, Withheld):
        return True
    return (record.decision.conduct_to or record.decision.decided_on) < start


def _is_worse(before: Standing, after: Standing, moved: Movement, new: Rulebook) -> bool:
    if moved.way is Way.WORSE:
        return True
    if before.rated and not after.rated:
        return False
    if not before.rated and after.rated:
        return after.points < new.scale.start * PER_POINT
    return after.points < before.points
