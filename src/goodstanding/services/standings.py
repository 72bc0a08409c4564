"""Standings, explanations, grounds, history and the list, as of two times. Reads only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from goodstanding.ledger.entries import Entry, Kind
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.organizations import Organization, OrganizationKind
from goodstanding.register.records import Record, final_on
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Rulebook
from goodstanding.services.competences import enrolled
from goodstanding.services.ports import Reader
from goodstanding.services.reading import AsOf, all_views
from goodstanding.standing.back import WayBack, way_back
from goodstanding.standing.changes import Change, changes
from goodstanding.standing.display import displayable
from goodstanding.standing.evaluate import Standing, evaluate
from goodstanding.standing.explanation import Explanation, explain
from goodstanding.standing.grounds import GroundFound, grounds
from goodstanding.values.dates import Period
from goodstanding.values.withheld import Withheld

#: The kinds of entries by which a proceeding lists an organization. There are no proceedings yet.
LISTING_KINDS: frozenset[Kind] = frozenset()

_LOOK_AHEAD = Period(months=5 * 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The catalogue, and the rulebook in use for each kind of organization."""

    catalogue: Catalogue
    rulebooks: Mapping[OrganizationKind, Rulebook]

    def rulebook_for(self, view: OrganizationView) -> Rulebook:
        """The rulebook of the organization's kind; a withheld kind falls to the companies' (not rated)."""
        kind = view.organization.kind if isinstance(view.organization, Organization) else OrganizationKind.COMPANY
        return self.rulebooks[kind]

    def is_public(self, view: OrganizationView, at: AsOf) -> bool:
        """Whether anything of the organization may be displayed on the date: presumed cases are not (S30).

        A withheld record alone shows nothing: it may never have been more than a presumption.
        """
        return bool(displayable(view, self.catalogue, at.effective))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One organization with its standing."""

    view: OrganizationView
    standing: Standing


def judge(view: OrganizationView, law: Law, at: AsOf) -> Judged:
    """The standing of one organization under the rulebook of its kind."""
    standing = evaluate(view, law.rulebook_for(view), law.catalogue, at.effective)
    return Judged(view=view, standing=standing)


def judge_all(reader: Reader, law: Law, at: AsOf) -> Iterator[Judged]:
    """Every organization of which something may be displayed."""
    return (judge(view, law, at) for view in all_views(reader, at) if law.is_public(view, at))


def explain_view(reader: Reader, view: OrganizationView, law: Law, at: AsOf) -> Explanation:
    """Every point with its record, provision, law and dates."""
    judged = judge(view, law, at)
    competences = enrolled(reader, at.head.size)
    return explain(judged.standing, view, law.rulebook_for(view), law.catalogue, competences)


def grounds_of_all(reader: Reader, law: Law, at: AsOf) -> Iterator[tuple[OrganizationView, tuple[GroundFound, ...]]]:
    """The organizations for which a file could be opened, with the reasons. Nobody is listed by this."""
    for judged in judge_all(reader, law, at):
        found = grounds(judged.view, judged.standing, law.rulebook_for(judged.view), law.catalogue)
        if found:
            yield judged.view, found


def history_of(view: OrganizationView, law: Law, at: AsOf) -> tuple[Change, ...]:
    """The standing from the first final decision on, and every later day on which it changes or will change.

    Looks ahead as far as the longest display period reaches; empty where no decision is final.
    """
    finals = [day for record in view.records if (day := _final_on(record)) is not None]
    if not finals:
        return ()
    until = max(_LOOK_AHEAD.after(at.effective), *finals)
    return changes(view, law.rulebook_for(view), law.catalogue, min(finals), until)


def back_of(view: OrganizationView, law: Law, at: AsOf) -> WayBack:
    """From which day each better grade is reached if nothing else happens, and what would bring it sooner."""
    return way_back(view, law.rulebook_for(view), law.catalogue, at.effective)


def _final_on(record: Record) -> date | None:
    return None if isinstance(record.stages, Withheld) else final_on(record.stages)


def listed(reader: Reader, at: AsOf) -> list[Entry]:
    """The entries by which organizations stand on the list: of a proceeding, never of points."""
    return list(reader.entries_of(LISTING_KINDS, at.head.size))
