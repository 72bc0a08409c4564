"""The impact of an edition on the register's own records, as of two times. Reads only, and decides nothing."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from goodstanding.register.organizations import Organization, OrganizationKind
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Rulebook
from goodstanding.services.ports import Progress, Reader
from goodstanding.services.reading import AsOf, all_views
from goodstanding.services.standings import Law
from goodstanding.standing.evaluate import evaluate
from goodstanding.standing.impact import Impact, ImpactCounter
from goodstanding.standing.movement import Movement, as_if_in_force, movement, never_in_force, sums_of
from goodstanding.standing.narrow import ReachCounter
from goodstanding.standing.stability import Stability, StabilityCounter
from goodstanding.values.errors import MisuseError

_STEP = 500


def impact_of(reader: Reader, law: Law, old: Rulebook | None, new: Rulebook, at: AsOf, progress: Progress) -> Impact:
    """What `new` in the place of `old` would move, as if both were in force on the effective date.

    Counts the organizations of their kinds of which something may be displayed. Without `old` everybody comes from
    "not rated". `law` gives the catalogue alone.
    """
    if old is not None and not old.applies_to & new.applies_to:
        raise MisuseError("The two rulebooks are about different kinds of organizations.")
    counter = ImpactCounter(old, new, at.effective)
    reaches = ReachCounter(new, law.catalogue, at.effective)
    kinds = new.applies_to if old is None else old.applies_to | new.applies_to
    after = as_if_in_force(new, at.effective)
    before = never_in_force(new, at.effective) if old is None else as_if_in_force(old, at.effective)
    for done, view in enumerate(public_views(reader, law, at, kinds), start=1):
        reaches.add(view)
        counter.add(view.id, view.organization, moved_by(view, law, before, after, at.effective))
        if done % _STEP == 0:
            progress(done)
    return counter.found(reaches.found())


def public_views(reader: Reader, law: Law, at: AsOf, kinds: Collection[OrganizationKind]) -> Iterator[OrganizationView]:
    """The organizations of these kinds, withheld ones too, of which something may be displayed."""
    for view in all_views(reader, at):
        organization = view.organization
        if isinstance(organization, Organization) and organization.kind not in kinds:
            continue
        if law.is_public(view, at):
            yield view


def moved_by(view: OrganizationView, law: Law, old: Rulebook, new: Rulebook, effective: date) -> Movement:
    """The movement of one organization between two rulebooks that are in force on that day."""
    before, after = (sums_of(evaluate(view, rules, law.catalogue, effective)) for rules in (old, new))
    return movement(before, after, old, new)


def at_effective(at: AsOf, effective: date) -> AsOf:
    """The same recorded state, another effective date."""
    return replace(at, effective=effective)


def stability_of(reader: Reader, law: Law, rulebook: Rulebook, at: AsOf, progress: Progress) -> Stability:
    """How firmly the grades of a rulebook stand on the effective date, as if it were in force."""
    counter = StabilityCounter(as_if_in_force(rulebook, at.effective), law.catalogue, at.effective)
    for done, view in enumerate(public_views(reader, law, at, rulebook.applies_to), start=1):
        counter.add(view)
        if done % _STEP == 0:
            progress(done)
    return counter.found()
