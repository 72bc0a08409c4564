"""Nothing retroactive to anyone's detriment: earlier conduct under a new edition, replayed day by day (S14).

Compares what the edition in force would give if it went on with what the new one gives, from its first day on, for
conduct that ended before that day: points, grades, grounds and favours. Exact: every day on which a line is known to
change under either is looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from goodstanding.register.catalogue import Catalogue
from goodstanding.register.organizations import Organization
from goodstanding.register.records import Record
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import GroundKind, Rulebook
from goodstanding.standing.changes import standings_from
from goodstanding.standing.evaluate import Standing, evaluate
from goodstanding.standing.favours import favours
from goodstanding.standing.grounds import GroundFound, grounds
from goodstanding.standing.movement import GRADES, Cause, Movement, Way, in_one_order, movement, sums_of
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

    Worse are fewer points, a lower grade, a ground that opens a file by a record that opened none, one that has to
    where it could, and a favour that is taken or shortened. To lose a grade that gave no favour is neutral.
    Says nothing of files that are open already.
    """
    if not isinstance(view.organization, Organization) or view.organization.kind not in new.applies_to:
        return None
    start = new.in_force_from
    earlier = replace(view, records=tuple(one for one in view.records if _is_earlier(one, start)))
    going_on = replace(old, in_force_to=None)
    for on in _days(earlier, (going_on, new), catalogue, start):
        before, after = (evaluate(earlier, rules, catalogue, on) for rules in (going_on, new))
        moved = movement(sums_of(before), sums_of(after), going_on, new)
        causes = [*_costing(before, after, moved, going_on, new), *_taken(before, after, going_on, new)]
        could = (grounds(earlier, one, rules, catalogue) for one, rules in ((before, going_on), (after, new)))
        causes += [Cause(rule=ground, before=0, after=0) for ground in _opening(*could)]
        if causes:
            return Detriment(organization_id=view.id, on=on, movement=moved, causes=tuple(causes))
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


def _costing(before: Standing, after: Standing, moved: Movement, old: Rulebook, new: Rulebook) -> tuple[Cause, ...]:
    """What makes points or grade worse; nothing where neither is."""
    if not _is_worse(before, after, moved, old, new):
        return ()
    lost = tuple(one for one in moved.causes if one.after < one.before)
    return lost or moved.causes or (Cause(rule=GRADES, before=0, after=0),)


def _is_worse(before: Standing, after: Standing, moved: Movement, old: Rulebook, new: Rulebook) -> bool:
    if before.grade is not None and after.grade is not None:
        return _is_lower(before.grade, after.grade, moved.way, old, new) or after.points < before.points
    if after.rated:
        return after.points < new.scale.start * PER_POINT
    return not before.rated and after.points < before.points


def _is_lower(before: str, after: str, way: Way | None, old: Rulebook, new: Rulebook) -> bool:
    """Whether a grade is worse; one that codes cannot compare is, unless its places from both ends are as good."""
    if way is not Way.ACROSS and in_one_order(old, new):
        return way is Way.WORSE
    was, now = ([one.code for one in book.grades] for book in (old, new))
    down, up = now.index(after) - was.index(before), (len(now) - now.index(after)) - (len(was) - was.index(before))
    return down > 0 or up < 0


def _opening(before: tuple[GroundFound, ...], after: tuple[GroundFound, ...]) -> list[str]:
    """The grounds by which a record could open a file, or has to, and did not before; by whatever id it did."""
    could = {entry for one in before for entry in one.entries}
    has_to = {entry for one in before if one.kind is GroundKind.MANDATORY for entry in one.entries}
    return [one.ground for one in after if set(one.entries) - (has_to if one.kind is GroundKind.MANDATORY else could)]


def _taken(before: Standing, after: Standing, old: Rulebook, new: Rulebook) -> Iterator[Cause]:
    """The favours that a grade gives no more, gives for a shorter time, or gives as another kind; by their ids."""
    given = {one.id: one for one in favours(after, new)}
    for had in favours(before, old):
        has = given.get(had.id)
        on = before.effective
        if has is None or has.kind is not had.kind or has.lasts.after(on) < had.lasts.after(on):
            yield Cause(rule=had.id, before=0, after=0)
