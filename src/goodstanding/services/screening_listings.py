"""What proceedings decided, as a screening shows it: the listing, its consequences with their law, their end.

Asked anew at every question and laid over the kept rows: a listing that falls on appeal is gone the same day.
"""

from collections.abc import Iterator
from datetime import timedelta

from goodstanding.proceedings.consequences import SCOPES
from goodstanding.proceedings.exceptions import Exempted
from goodstanding.publication.screening_facts import subject_row
from goodstanding.publication.screening_phrases import tell_consequence, tell_listing
from goodstanding.publication.screening_rows import Nature, RecordFact, SubjectRow
from goodstanding.register.views import OrganizationView
from goodstanding.services.competences import enrolled
from goodstanding.services.listings import Listed, effects_of, listed
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.reading import AsOf
from goodstanding.services.standings import Law

#: Of a listing there is one status: what is not in force is not shown.
IN_FORCE = "in-force"


def listed_rows(ports: Ports, law: Law, at: AsOf, reader: Reader) -> dict[str, SubjectRow]:
    """The whole row of every organization that is listed on the effective date, its listings first."""
    views: dict[str, OrganizationView] = {}
    facts: dict[str, list[RecordFact]] = {}
    for one in listed(ports, reader, at):
        views[one.view.id] = one.view
        facts.setdefault(one.view.id, []).append(_fact(one, at))
    competences = enrolled(reader, at.head.size)
    rows = (
        subject_row(view, law.catalogue, competences, at.effective, tuple(facts[organization]))
        for organization, view in views.items()
    )
    return {row.subject.organization: row for row in rows if row is not None}


def _fact(one: Listed, at: AsOf) -> RecordFact:
    listing = one.listing
    name = one.view.names[0] if one.view.names else one.view.id
    last = listing.until - timedelta(days=1)
    return RecordFact(
        number=one.file,
        nature=Nature.LISTED,
        category=listing.category,
        authority=listing.authority,
        says=tell_listing(
            authority=listing.authority,
            decided_on=listing.decided_on,
            organization=name,
            ground=listing.category,
            since=listing.since,
            last=last,
            proceeding=f"p-{one.file}",
        ),
        status=IN_FORCE,
        decided_on=listing.decided_on,
        final_on=listing.since,
        shown_until=last,
        affiliate=one.named_with is not None,
        consequences=tuple(_consequences(one, at)),
        disputed=one.is_disputed,
    )


def _consequences(one: Listed, at: AsOf) -> Iterator[str]:
    for code in effects_of(one, at):
        rules = (rule for rule in one.procedure.consequences if rule.code is code)
        law = "; ".join(one.procedure.print_citation(cites) for rule in rules for cites in rule.cites)
        last = one.listing.until - timedelta(days=1)
        told = tell_consequence(words=SCOPES[code].words, never=SCOPES[code].never, law=law, last=last)
        yield " ".join((told, *(_exception(exempted) for exempted in one.exceptions if exempted.code is code)))


def _exception(exempted: Exempted) -> str:
    last = exempted.until - timedelta(days=1)
    return f"By a published exception for compelling reasons not for {exempted.public_money}, to the end of {last}."
