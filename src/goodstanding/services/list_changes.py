"""The delta feed: what changed on the list, day by day, computed from the ledger. Who replays it has the list (S11).

The server keeps no list of who screened whom: readers, and receipts, look here. An annulment says that the listing was
wrong; a stay says only that it rests. What is recorded later than it took effect is told on the day on which it came to
be known: whoever was told of a listing is told of its end, also where that lies before its beginning.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from goodstanding.ledger.canonical import Json
from goodstanding.proceedings import acts
from goodstanding.proceedings.appeals import freed
from goodstanding.proceedings.exceptions import Exempted, exceptions_on
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.stages import (
    GroundState,
    Listing,
    Stage,
    end_of,
    is_annulled,
    listing_on,
    shows_from,
    stage_on,
)
from goodstanding.register.records import Record, Status, stage_at
from goodstanding.register.views import OrganizationView
from goodstanding.services.as_known import AsKnown, Recording
from goodstanding.services.days import today
from goodstanding.services.ground_facts import Admits, ground_state, named_state
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.proceedings import admission, listable_files
from goodstanding.services.reading import AsOf
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
#: What says that it was never to be on the list.
_WRONG = frozenset({Change.ANNULLED, Change.GROUND_FALLEN})


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
    last, recording = last_shown(ports, reader, at), Recording.until(ports, reader, at)
    erased = {record: min(day, last) for record, day in recording.erasures().items()}
    found = (
        change
        for number, file in listable_files(reader, last, at.head.size)
        if _has_shown(file, last)
        for change in _changes_of(recording, erased, number, file, last)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Showing:
    """How one party shows on a day, by what was known then."""

    listing: Listing
    exceptions: tuple[Exempted, ...]
    name: str
    identifiers: tuple[str, ...]

    @property
    def terms(self) -> object:
        """What a change of is told."""
        return self.listing.until, self.listing.consequences, self.exceptions, self.identifiers


def _changes_of(
    recording: Recording, erased: Mapping[int, date], number: int, file: CaseFile, last: date
) -> Iterator[ListChange]:
    """What was told of each party of a file, day by day. No day knows what was recorded after it."""
    known = {party: AsKnown(recording=recording, organization=party, last=last) for party in file.parties}
    admits = admission(recording.ports, recording.reader, file, recording.at.head.size)
    shown, gone = dict[int, _Showing](), dict[int, _Showing]()
    had_been = set[int]()
    erasing = {erased[record] for record in file.opened.records if record in erased}
    for day in sorted({*_days(file, known.values(), last), *erasing}):
        respondent = known[file.opened.respondent].on(day)
        ground = _ground(file, respondent, day, admits, erased)
        grounds = tuple(_bearing(file, file.opened.respondent, respondent))
        listing, exceptions = listing_on(file, day, ground), exceptions_on(file, day)
        for party, of in known.items():
            view, before = of.on(day), shown.pop(party, None)
            state = _named(file, party, view, grounds, day)
            if listing is not None and party in listing.parties and state is GroundState.STANDS:
                now = _Showing(
                    listing=listing,
                    exceptions=exceptions,
                    name=_name(view),
                    identifiers=tuple(str(one) for one in view.references) if view else (),
                )
                shown[party] = now
                gone.pop(party, None)
                begun = Change.RESUMED if party in had_been else Change.LISTED
                if before is None or before.terms != now.terms:
                    change = begun if before is None else Change.CHANGED
                    yield _line(number, day, change, now, party, of.on(last))
            elif before is not None:
                change = _why_gone(listing, state, stage_on(file, day, ground))
                gone |= {party: before} if change not in _WRONG else {}
                yield _line(number, day, change, before, party, of.on(last))
            elif party in gone and (undone := _undone(file.until(day), party, grounds, day)) is not None:
                # It rested, or was over, when it was undone: who drew a conclusion from it has to learn that too.
                yield _line(number, day, undone, gone.pop(party), party, of.on(last))
        had_been |= shown.keys()


def _ground(
    file: CaseFile, respondent: OrganizationView | None, day: date, admits: Admits, erased: Mapping[int, date]
) -> GroundState:
    """What has become of the grounds; one whose values were erased later is taken to have stood until they were."""
    records = tuple(_bearing(file, file.opened.respondent, respondent))
    gone = {one.entry for one in records if isinstance(one.stages, Withheld) and day < erased.get(one.entry, day)}
    left = [number for number in file.opened.records if number not in gone]
    return ground_state(respondent, left, day, admits, file.opened_on) if left or not gone else GroundState.STANDS


def _named(
    file: CaseFile, party: int, view: OrganizationView | None, grounds: Sequence[Record], day: date
) -> GroundState:
    """What has become of the decision as far as it names a party; of who is no subject of the register, nothing."""
    if view is not None and view.is_protected:
        return GroundState.FALLEN
    own = view.records if view is not None and party != file.opened.respondent else ()
    return named_state(own, grounds, day, file.opened_on)


def _undone(known: CaseFile, party: int, grounds: Iterable[Record], day: date) -> Change | None:
    """Whether a listing that shows no more turns out to have been wrong, by our decision or by its ground's."""
    if is_annulled(known) or party in freed(known):
        return Change.ANNULLED
    stages = (stage_at(one.stages, day) for one in grounds if not isinstance(one.stages, Withheld))
    return Change.GROUND_FALLEN if any(one and one.status is Status.ANNULLED for one in stages) else None


def _why_gone(now: Listing | None, state: GroundState, stage: Stage) -> Change:
    """Why a party is on the list no more: the whole listing is gone, the decision that names it, or ours about it."""
    if now is None:
        return _GONE.get(stage, Change.SUSPENDED)
    return _LEFT_OUT[state]


def _line(
    number: int, day: date, change: Change, shown: _Showing, party: int, present: OrganizationView | None
) -> ListChange:
    """A line; of who turned out to be no subject of the register it says neither name nor identifier."""
    is_subject = present is None or not present.is_protected
    return ListChange(
        on=day,
        change=change,
        organization=f"{ORGANIZATION_SCHEME}-{party}",
        name=shown.name if is_subject else "",
        identifiers=shown.identifiers if is_subject else (),
        file=number,
        category=shown.listing.category,
        until=shown.listing.until,
        was_wrong=change in _WRONG,
    )


def _days(file: CaseFile, parties: Iterable[AsKnown], last: date) -> list[date]:
    """The only days on which anything about the listing can change: of acts, clocks, grounds, and of what is known."""
    days = {step.on for step in file.steps}
    days |= {started.due_on + _DAY for step in file.steps for started in step.started}
    days |= {day for n in range(1, len(file.steps) + 1) for day in _bounds(replace(file, steps=file.steps[:n]))}
    days |= {act.until for _, act in file.all_of(acts.ExceptionGranted) if act.until is not None}
    for party in parties:
        days |= party.days()
        for record in _bearing(file, party.organization, party.on(last)):
            if not isinstance(record.stages, Withheld):
                days |= {stage.effective_on for stage in record.stages}
            # A request for correction that is decided late suspends from the day after its date to the decision. One
            # that is granted can leave no ground, from the day of its approval on.
            days |= {one.decide_by + _DAY for one in record.disputes if one.decide_by < last}
            days |= {one.closed_on for one in record.disputes if one.closed_on is not None}
    return sorted(day for day in days if day <= last)


def _bearing(file: CaseFile, party: int, view: OrganizationView | None) -> Iterator[Record]:
    """The records of a party that can bear on its listing: of the respondent those that the file rests on."""
    for record in view.records if view is not None else ():
        if party != file.opened.respondent or record.entry in file.opened.records:
            yield record


def _bounds(file: CaseFile) -> Iterator[date]:
    for day in (shows_from(file), end_of(file)):
        if day is not None:
            yield day


def _name(view: OrganizationView | None) -> str:
    return view.names[0] if view is not None and view.names else ""
