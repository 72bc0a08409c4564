"""What an impact assessment finds: the impact on the day the rules come into force, and everything that bars them."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from goodstanding.ledger.adoptions import Figures, Proposal
from goodstanding.register.organizations import Organization
from goodstanding.register.records import final_on
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.adopting import lawful_editions, replaced_by
from goodstanding.rulebook.model import Rulebook
from goodstanding.services.editions import Texts, law_with, proposals_of
from goodstanding.services.impacts import impact_of, public_views
from goodstanding.services.ports import Progress, Reader
from goodstanding.services.reading import AsOf
from goodstanding.services.standings import Law
from goodstanding.standing.cases import Case, check_case
from goodstanding.standing.changes import Change
from goodstanding.standing.detriment import Detriment, detriment
from goodstanding.standing.impact import Impact
from goodstanding.standing.reigns import changes_through
from goodstanding.values.plain import plain
from goodstanding.values.withheld import Withheld

#: Groups of an assessment that stand in the log, the largest first; the others stand in the run's own page.
MOST_GROUPS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """One run: the impact, who would be worse off for earlier conduct, and the figures that go into the log."""

    impact: Impact
    old: Rulebook | None
    detriments: tuple[Detriment, ...]
    figures: Figures

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """The parts of the rules that make earlier conduct cost more, each with how many it does; the most first.

        Each is counted on the first such day of an organization, and several can make one day.
        """
        return tuple(Counter(cause.rule for one in self.detriments for cause in one.causes).most_common())


def run_assessment(
    reader: Reader, base: Law, texts: Texts, proposal: Proposal, at: AsOf, progress: Progress
) -> Assessed:
    """Assess a proposal on the records known at `at`, on its first day in force. Writes nothing.

    `base` is the law without any adopted edition.
    """
    adopted = lawful_editions(proposals_of(reader, at.head.size))
    replaced = replaced_by(proposal, adopted)
    new = texts.rulebook(proposal.text)
    old = texts.rulebook(replaced[0].text) if len(replaced) == 1 else None
    starts = AsOf(effective=proposal.in_force_from, head=at.head)
    impact = impact_of(reader, base, old, new, starts, progress)
    before, after = law_with(base, adopted, texts), law_with(base, (*adopted, proposal), texts)
    views = list(public_views(reader, base, starts, new.applies_to))
    harmed = tuple(_detriments(views, old, new, base))
    rewritten = sum(_history(view, before, starts) != _history(view, after, starts) for view in views)
    cases = texts.cases(proposal.tests)
    figures = Figures(
        impact=digest_of_impact(impact),
        replaces="".join(one.digest for one in replaced),
        size=at.head.size,
        effective=proposal.in_force_from,
        organizations=impact.organizations,
        moved=impact.moved,
        better=impact.better,
        worse=impact.worse,
        across=impact.across,
        harmed=len(harmed),
        rewritten=rewritten,
        expectations=sum(len(case.expect) for case in cases),
        failed=_failed(cases, new, base),
        singled_out=tuple(one.provision for one in impact.reaches or () if one.singles_out),
        groups=tuple(_groups(impact)),
    )
    return Assessed(impact=impact, old=old, detriments=harmed, figures=figures)


def digest_of_impact(impact: Impact) -> str:
    """SHA-256 of the whole run as sorted JSON: the same records and rules give the same digest."""
    told = json.dumps(plain(impact), sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return sha256(told.encode("ascii")).hexdigest()


def _failed(cases: Sequence[Case], rulebook: Rulebook, law: Law) -> int:
    return sum(len(check_case(case, rulebook, law.catalogue)) for case in cases)


def _detriments(
    views: Sequence[OrganizationView], old: Rulebook | None, new: Rulebook, law: Law
) -> Iterator[Detriment]:
    for view in views if old is not None else ():
        found = None if old is None else detriment(view, old, new, law.catalogue)
        if found is not None:
            yield found


def _history(view: OrganizationView, law: Law, starts: AsOf) -> tuple[Change, ...]:
    """Every standing on the days before the first one in force."""
    last = starts.effective - timedelta(days=1)
    finals = [
        day for record in view.records if not isinstance(record.stages, Withheld) and (day := final_on(record.stages))
    ]
    since = min([*finals, last])
    if not isinstance(view.organization, Organization):
        return ()
    return changes_through(view, law.reigns_of(view.organization.kind), law.catalogue, since, last)


def _groups(impact: Impact) -> Iterator[tuple[str, str, int, int]]:
    told = [one for one in impact.groups if one.worse_permille is not None]
    for one in sorted(told, key=lambda one: -one.organizations)[:MOST_GROUPS]:
        yield one.dimension.value, one.group, one.organizations, one.worse
