"""Publish an authority's own numbers, and compare the register with them (S28)."""

from collections.abc import Iterable, Iterator
from datetime import date

from goodstanding.ledger.entries import Entry, Kind
from goodstanding.ledger.payloads import group_of
from goodstanding.ledger.writing import Head, NewEntry
from goodstanding.proceedings.authorities import FUNCTION_OF_ROLE, Role
from goodstanding.proceedings.plain_forms import from_json, to_json
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.coverage import (
    MOST_NUMBERS,
    Coverage,
    Covered,
    Known,
    Numbered,
    compare,
    known,
    number_digest,
    numbered,
    unknown,
)
from goodstanding.services.acting import Acting
from goodstanding.services.appending import append_batch
from goodstanding.services.authorities import authorities
from goodstanding.services.days import today
from goodstanding.services.matters import held_mandates
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.reading import AsOf, all_views
from goodstanding.values.errors import AuthorizationError, MisuseError

#: Who may say what an authority decided: those who record for it.
RECORDERS = (Role.RECORDER, Role.VERIFIER)
GROUP = "coverage"


def publish_coverage(
    ports: Ports, catalogue: Catalogue, authority: str, category: str, first: date, last: date,
    numbers: Iterable[str], acting: Acting,
) -> tuple[Coverage, Head]:  # fmt: skip
    """Enter the numbers of all final decisions of a period, as digests. A later list of the same period replaces it."""
    catalogue.category(category)
    digests = tuple(sorted({number_digest(authority, one) for one in numbers}))
    present = today(ports, ports.store)
    if not digests or len(digests) > MOST_NUMBERS or not first <= last <= present:
        raise MisuseError(
            "These are not the numbers of a period.", accepted=f"1 to {MOST_NUMBERS} numbers of a period that is over"
        )
    found = Coverage(authority=authority, category=category, first=first, last=last, numbers=digests)
    with ports.store.writing() as writer:
        enrolled = authorities(writer, writer.head().size).get(authority)
        held = held_mandates(writer, acting.officer, present)
        functions = frozenset() if enrolled is None else enrolled.functions
        if not any(
            one.role in RECORDERS and one.authority == authority and FUNCTION_OF_ROLE[one.role] in functions
            for one in held
        ):
            raise AuthorizationError(
                "This officer does not record for the authority.", accepted="its own recorder or verifier"
            )
        new = NewEntry(
            kind=Kind.COVERAGE_PUBLISHED, groups={GROUP: to_json(found)}, actor=acting.officer, sign=acting.sign
        )
        return found, append_batch(ports, writer, [new], actor=acting.officer, sign=acting.sign)


def coverages(reader: Reader, size: int) -> tuple[Coverage, ...]:
    """The coverages known at a size, by authority, category and period: the later word about each."""
    found = (read_coverage(entry) for entry in reader.entries_of([Kind.COVERAGE_PUBLISHED], size) if entry.values)
    latest = {(one.authority, one.category, one.first, one.last): one for one in found}
    return tuple(one for _, one in sorted(latest.items()))


def compared(reader: Reader, at: AsOf) -> tuple[tuple[Covered, ...], tuple[tuple[str, str], ...]]:
    """The register against every coverage, and the authorities and categories whose coverage is unknown."""
    declared, records = _both(reader, at)
    return compare(declared, records), unknown(declared, records)


def known_coverage(reader: Reader, at: AsOf) -> dict[tuple[str, str], Known]:
    """By authority and category, where it is known. Where nobody declared anything, no record is read for it."""
    return known(*_both(reader, at)) if coverages(reader, at.head.size) else {}


def _both(reader: Reader, at: AsOf) -> tuple[tuple[Coverage, ...], tuple[Numbered, ...]]:
    """What was declared, and what is here."""
    records = (one for view in all_views(reader, at) for one in numbered(view.records))
    return coverages(reader, at.head.size), tuple(records)


def read_coverage(entry: Entry) -> Coverage:
    """The coverage of an entry."""
    return from_json(Coverage, group_of(entry, GROUP))


def told(found: Iterable[Covered]) -> Iterator[dict[str, object]]:
    """Each as plain data."""
    for one in found:
        coverage = one.coverage
        yield {
            "authority": coverage.authority,
            "category": coverage.category,
            "first": coverage.first.isoformat(),
            "last": coverage.last.isoformat(),
            "declared": len(coverage.numbers),
            "recorded": one.recorded,
            "missing": one.missing,
            "undeclared": list(one.undeclared),
        }
