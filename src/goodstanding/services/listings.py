"""The list: who is listed on the effective date, by a proceeding and nothing else. One function for every surface."""

from collections.abc import Iterator
from dataclasses import dataclass

from goodstanding.proceedings.consequences import ConsequenceCode, begins_on
from goodstanding.proceedings.exceptions import Exempted, exceptions_on
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.replies import PublishedReply, published_replies
from goodstanding.proceedings.stages import GroundState, Listing, begun_for, listing_on
from goodstanding.register.organizations import Organization, Tier
from goodstanding.register.records import Record
from goodstanding.register.views import OrganizationView
from goodstanding.services.days import today
from goodstanding.services.ground_facts import named_state, opening_number
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.procedures import approved_procedures
from goodstanding.services.proceedings import ground_of, listable_files
from goodstanding.services.reading import AsOf, find_view
from goodstanding.values.identifiers import ORGANIZATION_SCHEME


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One organization on the list. `file` is the proceeding's number; an affiliate is `named_with` its respondent.

    `rests_on` are the respondent's records that ground the listing: they show with it as long as it lasts, also where
    their own display has ended. They cost no point for that: standings never see a listing. `exceptions` are those
    of this organization that hold on the effective date. `replies` are those that their party chose to have beside it.
    """

    view: OrganizationView
    file: int
    listing: Listing
    procedure: Procedure
    rests_on: tuple[Record, ...]
    exceptions: tuple[Exempted, ...] = ()
    replies: tuple[PublishedReply, ...] = ()
    named_with: int | None = None

    @property
    def is_disputed(self) -> bool:
        """Whether a correction of a record under it was asked for and is not decided."""
        return any(record.is_disputed for record in self.rests_on)


def listed(ports: Ports, reader: Reader, at: AsOf) -> Iterator[Listed]:
    """Every organization listed on the effective date, as known at the head, by file; affiliates behind theirs.

    A date ahead shows no listing that is not final today: a decision in its standstill shows nowhere (S30). An
    affiliate shows while the decision that names it stands.
    """
    laws = approved_procedures(reader, at.head.size)
    present = today(ports, reader)
    for number, file in listable_files(reader, at.effective, at.head.size):
        listing = listing_on(file, at.effective)
        if listing is None or listing.since > present:
            continue
        listing = listing_on(file, at.effective, ground_of(ports, reader, file, at.effective, at))
        if listing is None:
            continue
        grounds, exceptions = _grounds(ports, reader, listing, at), exceptions_on(file, at.effective)
        for organization in listing.parties:
            view = find_view(ports, reader, f"{ORGANIZATION_SCHEME}-{organization}", at)
            named_with = None if organization == listing.respondent else listing.respondent
            if view is None or view.is_protected:
                continue
            state = named_state(view.records, grounds, at.effective, file.opened_on)
            if named_with is None or state is GroundState.STANDS:
                yield Listed(
                    view=view,
                    file=number,
                    listing=begun_for(file, listing, organization),
                    procedure=laws[file.opened.law],
                    rests_on=grounds,
                    exceptions=tuple(one for one in exceptions if one.party == organization),
                    replies=published_replies(file, at.effective),
                    named_with=named_with,
                )


def listed_as(ports: Ports, reader: Reader, view: OrganizationView, at: AsOf) -> tuple[Listed, ...]:
    """The listings of one organization on the effective date."""
    own = opening_number(view)
    return tuple(one for one in listed(ports, reader, at) if opening_number(one.view) == own)


def effects_of(one: Listed, at: AsOf) -> tuple[ConsequenceCode, ...]:
    """The consequences in force on the effective date: none begins for a local body before a local election (S34)."""
    organization = one.view.organization
    tier: Tier | None = organization.tier if isinstance(organization, Organization) else None
    begins = begins_on(one.listing.since, tier, one.procedure.local_elections)
    return one.listing.consequences if begins <= at.effective < one.listing.until else ()


def _grounds(ports: Ports, reader: Reader, listing: Listing, at: AsOf) -> tuple[Record, ...]:
    """The records that a listing rests on, by entry; a withheld part stays withheld."""
    view = find_view(ports, reader, f"{ORGANIZATION_SCHEME}-{listing.respondent}", at)
    return tuple(record for record in view.records if record.entry in listing.records) if view is not None else ()
