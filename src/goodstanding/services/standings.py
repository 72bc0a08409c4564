"""Standings, explanations, grounds, history and the list, as of two times. Reads only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from goodstanding.register.catalogue import Catalogue
from goodstanding.register.organizations import Organization, OrganizationKind
from goodstanding.register.records import Record, final_on
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.canonical import rulebook_digest
from goodstanding.rulebook.model import Rulebook
from goodstanding.rulebook.translating import translated
from goodstanding.services.competences import enrolled
from goodstanding.services.ports import Reader
from goodstanding.services.reading import AsOf, all_views
from goodstanding.standing.back import WayBack, way_back
from goodstanding.standing.changes import Change
from goodstanding.standing.counterfactual import Counterfactual, counterfactual
from goodstanding.standing.display import displayable
from goodstanding.standing.evaluate import Standing, evaluate
from goodstanding.standing.explanation import Explanation, explain
from goodstanding.standing.grounds import GroundFound, grounds
from goodstanding.standing.reigns import Reign, changes_through
from goodstanding.values.dates import Period
from goodstanding.values.withheld import Withheld

_LOOK_AHEAD = Period(months=5 * 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The catalogue, and the rulebook in use for each kind of organization.

    `rulebooks` are unofficial: samples, or what somebody looks at. `reigns` are the editions by kind where the
    register has adopted any, the unofficial one of the days before among them.
    """

    catalogue: Catalogue
    rulebooks: Mapping[OrganizationKind, Rulebook]
    reigns: Mapping[OrganizationKind, tuple[Reign, ...]] = field(default_factory=dict)

    def reigns_of(self, kind: OrganizationKind) -> tuple[Reign, ...]:
        """Every edition for a kind of organization, in order of time."""
        if kind in self.reigns:
            return self.reigns[kind]
        rulebook = self.rulebooks[kind]
        return (Reign(rulebook=rulebook, digest=rulebook_digest(rulebook), official=False),)

    def reign_on(self, kind: OrganizationKind, effective: date) -> Reign:
        """The edition for a kind of organization on that day."""
        reigns = self.reigns_of(kind)
        return next((reign for reign in reigns if reign.holds(effective)), reigns[-1])

    def reign_for(self, view: OrganizationView, effective: date) -> Reign:
        """The edition for the organization on that day; a withheld kind falls to the companies' (not rated)."""
        return self.reign_on(_kind_of(view), effective)

    def digests(self, effective: date) -> tuple[str, ...]:
        """The digests of the editions of that day, each once: what an answer about everybody rests on."""
        kinds = sorted({*self.rulebooks, *self.reigns}, key=lambda kind: kind.value)
        return tuple(dict.fromkeys(self.reign_on(kind, effective).digest for kind in kinds))

    def rulebook_for(self, view: OrganizationView, effective: date) -> Rulebook:
        """The rulebook for the organization on that day."""
        kind = _kind_of(view)
        return self.reign_for(view, effective).rulebook if kind in self.reigns else self.rulebooks[kind]

    def is_official(self, view: OrganizationView, effective: date) -> bool:
        """Whether the rules of that day were adopted: only they give an official standing (S33)."""
        return _kind_of(view) in self.reigns and self.reign_for(view, effective).official

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
    """The standing of one organization under the rulebook of its kind on the date. Unofficial unless adopted."""
    standing = evaluate(view, law.rulebook_for(view, at.effective), law.catalogue, at.effective)
    return Judged(view=view, standing=replace(standing, unofficial=not law.is_official(view, at.effective)))


def judge_all(reader: Reader, law: Law, at: AsOf) -> Iterator[Judged]:
    """Every organization of which something may be displayed."""
    return (judge(view, law, at) for view in all_views(reader, at) if law.is_public(view, at))


def explain_view(
    reader: Reader, view: OrganizationView, law: Law, at: AsOf, language: str | None = None
) -> Explanation:
    """Every point with its record, provision, law and dates; the titles of rules in `language`."""
    judged = judge(view, law, at)
    rulebook = translated(law.rulebook_for(view, at.effective), language)
    return explain(judged.standing, view, rulebook, law.catalogue, enrolled(reader, at.head.size))


def grounds_of_all(reader: Reader, law: Law, at: AsOf) -> Iterator[tuple[OrganizationView, tuple[GroundFound, ...]]]:
    """The organizations for which a file could be opened, with the reasons. Nobody is listed by this."""
    for judged in judge_all(reader, law, at):
        rulebook = law.rulebook_for(judged.view, at.effective)
        found = grounds(judged.view, judged.standing, rulebook, law.catalogue)
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
    return changes_through(view, law.reigns_of(_kind_of(view)), law.catalogue, min(finals), until)


def coming_of(view: OrganizationView, law: Law, at: AsOf) -> tuple[Change, ...]:
    """The standing on the date, and every later day on which it is known to change."""
    until = max([_LOOK_AHEAD.after(at.effective), *(day for record in view.records if (day := _final_on(record)))])
    return changes_through(view, law.reigns_of(_kind_of(view)), law.catalogue, at.effective, until)


def back_of(view: OrganizationView, law: Law, at: AsOf) -> WayBack:
    """From which day each better grade is reached if nothing else happens, and what would bring it sooner."""
    reign = law.reign_for(view, at.effective)
    # What another edition will give is not promised by this one.
    rulebook = reign.rulebook if reign.until is None else replace(reign.rulebook, in_force_to=reign.until)
    found = way_back(view, rulebook, law.catalogue, at.effective)
    return replace(found, unofficial=not reign.official)


def counterfactual_of(view: OrganizationView, law: Law, at: AsOf) -> Counterfactual:
    """Which records, if annulled, would change the grade: each alone, and the fewest together."""
    found = counterfactual(view, law.rulebook_for(view, at.effective), law.catalogue, at.effective)
    return replace(found, unofficial=not law.is_official(view, at.effective))


def _kind_of(view: OrganizationView) -> OrganizationKind:
    return view.organization.kind if isinstance(view.organization, Organization) else OrganizationKind.COMPANY


def _final_on(record: Record) -> date | None:
    return None if isinstance(record.stages, Withheld) else final_on(record.stages)
