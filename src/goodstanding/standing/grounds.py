"""Grounds: why a file *could* be opened. Never a listing, and nothing follows from one by itself (S20).

Every ground names the counted records it rests on, so an annulled, faded or undisplayed record gives none.
Points alone open nothing: a ground by points names a matching record too, and a tax debt never is one.
"""

from dataclasses import dataclass

from goodstanding.register.catalogue import Catalogue
from goodstanding.register.records import Record
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Citation, Ground, GroundKind, Rulebook
from goodstanding.standing.display import shown
from goodstanding.standing.evaluate import Standing, facts_of
from goodstanding.values.points import PER_POINT


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundFound:
    """One ground that is given, with its law and the entries of the records that give it."""

    organization_id: str
    ground: str
    title: str
    kind: GroundKind
    cites: tuple[Citation, ...]
    points_below: int | None
    entries: tuple[int, ...]
    unofficial: bool


def grounds(
    view: OrganizationView, standing: Standing, rulebook: Rulebook, catalogue: Catalogue
) -> tuple[GroundFound, ...]:
    """The grounds that are given on the standing's day, in the order of the rulebook."""
    counted = {line.entry for line in standing.lines if line.entry is not None}
    records = [record for record in view.records if record.entry in counted]
    found = []
    for ground in rulebook.grounds:
        entries = tuple(sorted(one.entry for one in records if _gives(one, ground, standing, rulebook, catalogue)))
        if entries and _points_allow(ground, standing):
            found.append(
                GroundFound(
                    organization_id=standing.organization_id,
                    ground=ground.id,
                    title=ground.title,
                    kind=ground.kind,
                    cites=ground.cites,
                    points_below=ground.points_below,
                    entries=entries,
                    unofficial=standing.unofficial,
                )
            )
    return tuple(found)


def _points_allow(ground: Ground, standing: Standing) -> bool:
    if ground.points_below is None:
        return True
    return standing.rated and standing.points < ground.points_below * PER_POINT


def _gives(record: Record, ground: Ground, standing: Standing, rulebook: Rulebook, catalogue: Catalogue) -> bool:
    one = shown(record, catalogue, standing.effective)
    facts = None if one is None else facts_of(one, rulebook)
    return one is not None and facts is not None and one.category.ground and ground.match.fits(facts)
