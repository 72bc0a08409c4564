"""Authorities and mandates: enrolled by officers' signed acts, never by their own holders."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import group_of, text
from goodstanding.ledger.writing import Head, NewEntry
from goodstanding.proceedings.authorities import (
    MOST_LEVELS,
    Authorities,
    EnrolledAuthority,
    Mandate,
    Role,
    chain,
)
from goodstanding.proceedings.plain_forms import from_json, to_json
from goodstanding.services.acting import Acting
from goodstanding.services.appending import append_batch
from goodstanding.services.officers import public_keys
from goodstanding.services.ports import Ports, Reader
from goodstanding.values.errors import AuthorizationError, ConflictError, MisuseError, NotFoundError


def enroll_authorities(ports: Ports, wanted: Sequence[EnrolledAuthority], acting: Acting) -> Head:
    """Enroll authorities in the order given, parents first; those already enrolled with the same words are left alone.

    A later entry for a code replaces the earlier one from then on.
    """
    with ports.store.writing() as writer:
        head = writer.head()
        known = dict(authorities(writer, head.size))
        new = [one for one in wanted if known.get(one.code) != one]
        for one in new:
            if one.parent and one.parent not in known:
                raise MisuseError("An authority's parent is not enrolled.", accepted="parents before their children")
            known[one.code] = one
            if one.code in chain(known, one.parent) or len(chain(known, one.code)) >= MOST_LEVELS:
                raise MisuseError("An authority stands below itself.", accepted="a tree")
        if not new:
            return head
        entries = [
            NewEntry(
                kind=Kind.AUTHORITY_ENROLLED,
                groups={"authority": to_json(one)},
                actor=acting.officer,
                sign=acting.sign,
            )
            for one in new
        ]
        return append_batch(ports, writer, entries, actor=acting.officer, sign=acting.sign)


def give_mandate(ports: Ports, mandate: Mandate, acting: Acting) -> tuple[int, Head]:
    """Give an enrolled officer a mandate; nobody gives one to themselves. Its number, and the head."""
    if mandate.officer == acting.officer:
        raise AuthorizationError("Nobody gives a mandate to themselves.", to_do="let another officer sign")
    if (mandate.role is Role.REPRESENTATIVE) != (mandate.organization is not None and not mandate.authority):
        raise MisuseError(
            "The mandate does not fit its role.", accepted="an organization for a representative, else an authority"
        )
    with ports.store.writing() as writer:
        size = writer.head().size
        if mandate.officer not in public_keys(writer, size):
            raise NotFoundError("This officer is not enrolled.", to_do="run `goodstanding officer add` first")
        if mandate.authority and mandate.authority not in authorities(writer, size):
            raise NotFoundError("This authority is not enrolled.", to_do="run `goodstanding authority add` first")
        new = NewEntry(
            kind=Kind.MANDATE_GIVEN,
            groups={"mandate": to_json(mandate)},
            actor=acting.officer,
            sign=acting.sign,
        )
        return size, append_batch(ports, writer, [new], actor=acting.officer, sign=acting.sign)


def end_mandate(ports: Ports, number: int, last_day: date, acting: Acting) -> Head:
    """End a mandate after a day, which does not lie before today: what was done under it stays done."""
    with ports.store.writing() as writer:
        size = writer.head().size
        found = dict(numbered_mandates(writer, size)).get(number)
        if found is None:
            raise NotFoundError("There is no mandate with this number.", to_do="see `goodstanding mandate list`")
        if last_day < ports.clock.now().date():
            raise MisuseError("A mandate is not ended in the past.", accepted="today or a later day")
        if found.until_on is not None and found.until_on <= last_day:
            raise ConflictError("The mandate ends by then already.")
        new = NewEntry(
            kind=Kind.MANDATE_ENDED,
            groups={"mandate": {"until_on": last_day.isoformat()}},
            actor=acting.officer,
            sign=acting.sign,
            links=((Relation.MANDATE, number),),
        )
        return append_batch(ports, writer, [new], actor=acting.officer, sign=acting.sign)


def authorities(reader: Reader, size: int) -> Authorities:
    """The authorities known at a size, by code."""
    found = (read_authority(entry) for entry in reader.entries_of([Kind.AUTHORITY_ENROLLED], size) if entry.values)
    return {one.code: one for one in found}


def mandates(reader: Reader, size: int) -> tuple[Mandate, ...]:
    """All mandates known at a size, ended ones with their last day."""
    return tuple(mandate for _, mandate in numbered_mandates(reader, size))


def numbered_mandates(reader: Reader, size: int) -> list[tuple[int, Mandate]]:
    """All mandates with the number of their entry."""
    found: dict[int, Mandate] = {}
    for entry in reader.entries_of([Kind.MANDATE_GIVEN, Kind.MANDATE_ENDED], size):
        if entry.values:
            fold_mandate(found, entry)
    return sorted(found.items())


def read_authority(entry: Entry) -> EnrolledAuthority:
    """The authority that an entry enrolls."""
    return from_json(EnrolledAuthority, group_of(entry, "authority"))


def fold_mandate(found: dict[int, Mandate], entry: Entry) -> None:
    """Add what an entry says of mandates to those found before it."""
    group = group_of(entry, "mandate")
    if entry.envelope.kind is Kind.MANDATE_GIVEN:
        found[entry.seq] = from_json(Mandate, group)
        return
    number = entry.envelope.linked(Relation.MANDATE)
    if number in found:
        found[number] = replace(found[number], until_on=date.fromisoformat(text(group, "until_on")))
