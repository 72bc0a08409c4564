"""What entries say of holds and claims: whether a record waits, from which day it shows, which claims there are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import group_of, text
from goodstanding.register.holds import Claim, Hold
from goodstanding.register.records import Record

_DAY = timedelta(days=1)
#: The group that an act on a record, a claim or an identity has.
STEP = "step"
#: The acts that end a preview, by the day that each gives.
_PREVIEWED, _WAIVED, _RETURNED = "previewed", "waived", "returned"
_APPROVED = "approved"


def first_hold(entry: Entry) -> Hold | None:
    """The hold of a record as it was entered: its envelope names the rules under which it waits, or none."""
    return Hold() if any(relation is Relation.PROCEDURE for relation, _ in entry.envelope.links) else None


def move_hold(record: Record, entry: Entry) -> Record:
    """A step of verification and preview; one that is not open moves nothing."""
    if record.hold is None or STEP not in entry.values:
        return record
    group = group_of(entry, STEP)
    act, on = text(group, "act"), date.fromisoformat(text(group, "on"))
    if act == _PREVIEWED:
        return replace(record, hold=replace(record.hold, shows_from=date.fromisoformat(text(group, "due_on")) + _DAY))
    if act == _WAIVED:
        return replace(record, hold=replace(record.hold, shows_from=on))
    return replace(record, hold=replace(record.hold, shows_from=None)) if act == _RETURNED else record


def hold_again(record: Record) -> Record:
    """A corrected record waits again, until two people stand behind the new values."""
    if record.hold is None:
        return record
    return replace(record, hold=Hold(had_shown=record.hold.had_shown or record.hold.shows_from is not None))


def release_corrected(record: Record, entry: Entry) -> Record:
    """A correction that was asked for and approved has its two people: the record shows again from that day."""
    hold, on = record.hold, approved_on(entry)
    if hold is None or not hold.had_shown or hold.shows_from is not None or on is None:
        return record
    return replace(record, hold=replace(hold, shows_from=on))


def approved_on(entry: Entry) -> date | None:
    """The day on which the second officer approved a correction; None where a request ended otherwise."""
    if "correction" not in entry.values:
        return None
    group = group_of(entry, "correction")
    return date.fromisoformat(text(group, "on")) if text(group, "act") == _APPROVED else None


def claim_made(claims: Mapping[int, Claim], entry: Entry) -> dict[int, Claim]:
    """One more claim; where its day is not open it counts from the beginning, because it can only protect."""
    return {**claims, entry.seq: Claim(entry=entry.seq, made_on=_on(entry))}


def claim_decided(claims: Mapping[int, Claim], entry: Entry) -> dict[int, Claim]:
    """The claims with a decision: the later word about one holds. Which it is stands in the envelope."""
    number = entry.envelope.linked(Relation.CLAIM)
    if number not in claims:
        return dict(claims)
    upheld = entry.envelope.kind is Kind.CLAIM_UPHELD
    return {**claims, number: replace(claims[number], decided_on=_on(entry), upheld=upheld)}


#: How each kind changes the claims of an organization.
CLAIM_FOLDS: Mapping[Kind, Callable[[Mapping[int, Claim], Entry], dict[int, Claim]]] = {
    Kind.CLAIM_MADE: claim_made,
    Kind.CLAIM_UPHELD: claim_decided,
    Kind.CLAIM_DISMISSED: claim_decided,
}


def with_holds(record: Record, claims: Iterable[Claim], effective: date) -> Record:
    """The record with its organization's claims. A preview that ends after the date asked for is not told."""
    told = tuple(claims)
    hold = record.hold
    if hold is not None and hold.shows_from is not None and hold.shows_from > effective:
        return replace(record, claims=told, hold=replace(hold, shows_from=None, untold=hold.shows_from))
    return replace(record, claims=told) if told else record


def _on(entry: Entry) -> date:
    return date.fromisoformat(text(group_of(entry, STEP), "on")) if STEP in entry.values else date.min
