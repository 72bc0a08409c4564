"""The delta feed: what changed on the list, day by day, computed from the ledger. Who replays it has the list (S11).

The server keeps no list of who screened whom: readers, and receipts, look here. An annulment says that the listing was
wrong; a stay says only that it rests.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain

from goodstanding.ledger.canonical import Json
from goodstanding.proceedings import acts
from goodstanding.proceedings.exceptions import Exempted, exceptions_on
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.stages import GroundState, Listing, Stage, end_of, listing_on, shows_from, stage_on
from goodstanding.register.records import Record
from goodstanding.register.views import OrganizationView
from goodstanding.services.days import today
from goodstanding.services.ground_facts import ground_state, named_state, naming_records
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.proceedings import admission, listable_files
from goodstanding.services.reading import AsOf, find_view
from goodstanding.values.identifiers import ORGANIZATION_SCHEME
from goodstanding.values.withheld import Withheld

_DAY = timedelta(days=1)


class Change(StrEnum):
    """What happened to a listing on a day."""

    LISTED = "listed"
    CHANGED = "changed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    EXPIRED = "expired"
    LIFTED = "lifted"
    ANNULLED = "annulled"
    GROUND_FALLEN = "ground-fallen"


#: Why a listing is gone, by the stage on its first day without.
_GONE = {
    Stage.EXPIRED: Change.EXPIRED,
    Stage.LIFTED: Change.LIFTED,
    Stage.MONITORED: Change.LIFTED,
    Stage.ANNULLED: Change.ANNULLED,
    Stage.GROUND_FALLEN: Change.GROUND_FALLEN,
}
#: Why one party is gone from a listing that goes on, by what has become of the decision that names it.
_LEFT_OUT = {
    GroundState.STANDS: Change.ANNULLED,
    GroundState.SUSPENDED: Change.SUSPENDED,
    GroundState.FALLEN: Change.GROUND_FALLEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChange:
    """One line of the feed, of one organization. `was_wrong`: remove it and every conclusion drawn from it."""

    on: date
    change: Change
    organization: str
    name: str
    identifiers: tuple[str, ...]
    file: int
    category: str
    until: date
    was_wrong: bool


def list_changes(ports: Ports, reader: Reader, at: AsOf, first: date) -> Iterator[ListChange]:
    """The changes from a day on to the effective date, as known at the head, oldest first.

    Nothing that is not final today is in it (S30): a file is in the feed only from the day of its first showing.
    """
    last = last_shown(ports, reader, at)
    found = (
        change
        for number, file in listable_files(reader, last, at.head.size)
        if _has_shown(file, last)
        for change in _changes_of(ports, reader, at, number, file, last)
    )
    yield from sorted((one for one in found if one.on >= first), key=lambda one: (one.on, one.file, one.organization))


def last_shown(ports: Ports, reader: Reader, at: AsOf) -> date:
    """The last day of the feed: the effective date, never a day that has not come to the register."""
    return min(at.effective, today(ports, reader))


def replay(changes: Iterable[ListChange], day: date) -> frozenset[tuple[str, int, date]]:
    """(organization, file, end) of everybody listed on a day, by the feed alone."""
    listed: dict[tuple[str, int], date] = {}
    for one in changes:
        if one.on > day:
            continue
        if one.change in (Change.LISTED, Change.CHANGED, Change.RESUMED):
            listed[one.organization, one.file] = one.until
        else:
            listed.pop((one.organization, one.file), None)
    return frozenset((organization, file, until) for (organization, file), until in listed.items())


def change_json(one: ListChange) -> dict[str, Json]:
    """A line of the feed as canonical data."""
    identifiers: list[Json] = list(one.identifiers)
    return {
        "on": one.on.isoformat(),
        "change": one.change.value,
        "organization": one.organization,
        "name": one.name,
        "identifiers": identifiers,
        "proceeding": f"p-{one.file}",
        "ground": one.category,
        "until": one.until.isoformat(),
        "was_wrong": one.was_wrong,
    }


def _has_shown(file: CaseFile, last: date) -> bool:
    return any(listing_on(file, day) is not None for day in _days(file, (), last))


def _changes_of(
    ports: Ports, reader: Reader, at: AsOf, number: int, file: CaseFile, last: date
) -> Iterator[ListChange]:
    view = find_view(ports, reader, f"{ORGANIZATION_SCHEME}-{file.opened.respondent}", at)
    before: Listing | None = None
    excepted: tuple[Exempted, ...] = ()
    had_been = set[int]()
    grounds = [one for one in view.records if one.entry in file.opened.records] if view else []
    named, admits = dict(_named(ports, reader, at, file, grounds)), admission(ports, reader, file, at.head.size)
    for day in _days(file, chain(grounds, *named.values()), last):
        ground = ground_state(view, file.opened.records, day, admits)
        states = {party: named_state(records, grounds, day) for party, records in named.items()}
        now, exceptions = _touching(listing_on(file, day, ground), states), exceptions_on(file, day)
        is_changed = exceptions != excepted or _terms(before) != _terms(now)
        for party in named:
            was, shows = _of(before, party), _of(now, party)
            if was is not None and shows is None:
                gone = _why_gone(now, states[party], stage_on(file, day, ground))
                yield _line(ports, reader, at, number, day, gone, was, party)
            elif shows is not None and was is None:
                begun = Change.RESUMED if party in had_been else Change.LISTED
                yield _line(ports, reader, at, number, day, begun, shows, party)
            elif shows is not None and is_changed:
                yield _line(ports, reader, at, number, day, Change.CHANGED, shows, party)
        excepted, before = exceptions, now
        had_been |= set(now.parties if now is not None else ())


def _named(
    ports: Ports, reader: Reader, at: AsOf, file: CaseFile, grounds: Sequence[Record]
) -> Iterator[tuple[int, tuple[Record, ...]]]:
    """Each party, with the records by which the decision names it as an affiliate.

    Who is no subject of the register is on no list of any day.
    """
    for party in file.parties:
        view = find_view(ports, reader, f"{ORGANIZATION_SCHEME}-{party}", at)
        if view is None or not view.is_protected:
            own = view.records if view is not None and party != file.opened.respondent else ()
            yield party, naming_records(own, grounds)


def _touching(listing: Listing | None, states: Mapping[int, GroundState]) -> Listing | None:
    """The listing without the affiliates of whom the decision that names them does not stand."""
    if listing is None:
        return None
    standing = (one for one in listing.affiliates if states.get(one) is GroundState.STANDS)
    return replace(listing, affiliates=tuple(standing))


def _why_gone(now: Listing | None, state: GroundState, stage: Stage) -> Change:
    """Why a party is on the list no more: the whole listing is gone, the decision that names it, or ours about it."""
    if now is None:
        return _GONE.get(stage, Change.SUSPENDED)
    return _LEFT_OUT[state]


def _of(listing: Listing | None, party: int) -> Listing | None:
    """The listing as far as it is one of this party: what was annulled for it alone is none."""
    return listing if listing is not None and party in listing.parties else None


def _terms(listing: Listing | None) -> object:
    return None if listing is None else (listing.until, listing.consequences)


def _line(
    ports: Ports, reader: Reader, at: AsOf, number: int, day: date, change: Change, shown: Listing, party: int
) -> ListChange:
    view = find_view(ports, reader, f"{ORGANIZATION_SCHEME}-{party}", at)
    return ListChange(
        on=day,
        change=change,
        organization=f"{ORGANIZATION_SCHEME}-{party}",
        name=_name(view),
        identifiers=tuple(str(one) for one in view.references) if view else (),
        file=number,
        category=shown.category,
        until=shown.until,
        was_wrong=change in (Change.ANNULLED, Change.GROUND_FALLEN),
    )


def _days(file: CaseFile, grounds: Iterable[Record], last: date) -> list[date]:
    """The only days on which anything about the listing can change: of acts, of clocks, of its grounds."""
    days = {step.on for step in file.steps}
    days |= {started.due_on + _DAY for step in file.steps for started in step.started}
    days |= {day for n in range(1, len(file.steps) + 1) for day in _bounds(replace(file, steps=file.steps[:n]))}
    days |= {act.until for _, act in file.all_of(acts.ExceptionGranted) if act.until is not None}
    for record in grounds:
        if not isinstance(record.stages, Withheld):
            days |= {stage.effective_on for stage in record.stages}
        # A request for correction that is decided late suspends from the day after its date to the decision. One that
        # is granted can leave no ground, from the day of its approval on.
        days |= {one.decide_by + _DAY for one in record.disputes if one.decide_by < last}
        days |= {one.closed_on for one in record.disputes if one.closed_on is not None}
    return sorted(day for day in days if day <= last)


def _bounds(file: CaseFile) -> Iterator[date]:
    for day in (shows_from(file), end_of(file)):
        if day is not None:
            yield day


def _name(view: OrganizationView | None) -> str:
    return view.names[0] if view is not None and view.names else ""
