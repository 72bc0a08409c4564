"""From what the register holds of an organization to what a screening may show of it, on one day.

Names and numbers come from what is displayable alone: an alias that only a presumed or an expired case gives is
neither shown nor searchable (S30, S31). A foreign listing is in its source's own words, and information (S35).
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from goodstanding.publication.screening_rows import Nature, RecordFact, SubjectRow
from goodstanding.register.authorities import Competence
from goodstanding.register.catalogue import Catalogue, Direction
from goodstanding.register.organizations import Organization, Role
from goodstanding.register.records import Record
from goodstanding.register.views import OrganizationView
from goodstanding.screening.subjects import Subject
from goodstanding.standing.display import CONFIRMED_WITHIN, Shown, displayable, last_confirmed
from goodstanding.standing.narration import tell_decision
from goodstanding.standing.phrases import withheld_organization
from goodstanding.values.withheld import Withheld

Competences = Mapping[tuple[str, str, str], Competence]

_NATURES = {
    Direction.ADVERSE: Nature.ADVERSE,
    Direction.FAVOURABLE: Nature.FAVOURABLE,
    Direction.INFORMATION: Nature.INFORMATION,
}
_ORDER = tuple(Nature)


def subject_row(
    view: OrganizationView,
    catalogue: Catalogue,
    competences: Competences,
    effective: date,
    listings: tuple[RecordFact, ...] = (),
) -> SubjectRow | None:
    """The row of one organization; None where nothing of it may be displayed, or neither name nor number is open.

    `listings` are the facts of the proceedings that list it here.
    """
    found = displayable(view, catalogue, effective)
    organization = view.organization
    names = tuple(_names(organization, found))
    if not (found or listings) or not (names or view.references):
        return None
    called = names[0] if names else withheld_organization(int(view.id.rpartition("-")[2]))
    facts = (_fact(one, competences, called) for one in found)
    known = organization if isinstance(organization, Organization) else None
    return SubjectRow(
        subject=Subject(
            organization=view.id,
            kind=known.kind.value if known else "",
            names=names,
            identifiers=view.references,
            country=known.jurisdiction if known else "",
        ),
        facts=tuple(sorted((*listings, *facts), key=lambda fact: (_ORDER.index(fact.nature), fact.number))),
    )


def next_change(view: OrganizationView, catalogue: Catalogue, effective: date) -> date | None:
    """The first later day on which the row may read differently although nothing is entered; None where there is none.

    Every day on which a stage takes effect, a preview, a display or a foreign listing ends, or its confirmation runs
    out.
    """
    days = [day for record in view.records for day in _days_of_stages(record)]
    days += [day for record in view.records for day in _days_of_display(record)]
    for one in displayable(view, catalogue, effective):
        days += [] if one.until is None else [one.until]
        days += [until + timedelta(days=1)] if (until := confirmed_until(one)) else []
    return min((day for day in days if day > effective), default=None)


def confirmed_until(one: Shown) -> date | None:
    """The last day on which a foreign listing counts as confirmed by its source; None for every other record."""
    return last_confirmed(one) + CONFIRMED_WITHIN if one.category.while_listed else None


def _days_of_stages(record: Record) -> Iterator[date]:
    if not isinstance(record.stages, Withheld):
        yield from (stage.effective_on for stage in record.stages)


def _days_of_display(record: Record) -> Iterator[date]:
    """Also the end of a preview of which nothing is told yet: on that day the row is made again."""
    yield from record.display_days()
    if record.hold is not None and record.hold.untold is not None:
        yield record.hold.untold


def _names(organization: Organization | Withheld, found: tuple[Shown, ...]) -> Iterator[str]:
    told: dict[str, None] = {organization.name: None} if isinstance(organization, Organization) else {}
    for one in found:
        if not isinstance(one.record.party, Withheld):
            told |= dict.fromkeys((one.record.party.name, *one.record.party.aliases))
    yield from told


def _fact(one: Shown, competences: Competences, called: str) -> RecordFact:
    case, party = one.record.case, one.record.party
    authority = "" if isinstance(case, Withheld) else case.authority
    competence = competences.get((authority, one.category.code, one.decision.statute))
    return RecordFact(
        number=one.record.entry,
        nature=Nature.FOREIGN if one.category.while_listed else _NATURES[one.category.direction],
        category=one.category.code,
        authority=authority,
        says=" ".join(tell_decision(one, competence, called)),
        status=one.stage.status.value,
        decided_on=one.decision.decided_on,
        final_on=one.final_on,
        shown_until=None if one.until is None else one.until - timedelta(days=1),
        confirmed_until=confirmed_until(one),
        affiliate=not isinstance(party, Withheld) and party.role is Role.CONTROLLED_AFFILIATE,
        disputed=one.record.is_disputed,
    )
