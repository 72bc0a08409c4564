"""Authorities and mandates as the entries give them. Who may enroll and give them is asked in `appointing`."""

from dataclasses import replace
from datetime import date

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import group_of, text
from goodstanding.proceedings.authorities import Authorities, EnrolledAuthority, Mandate
from goodstanding.proceedings.plain_forms import from_json
from goodstanding.services.ports import Reader


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
