"""The bidders of Open Contracting Data Standard files: tenderers and suppliers (standard.open-contracting.org).

Read: a release package, a record package (the compiled release, else the releases), a list of releases, or one release.
Taken: whoever stands under `tenderers` or `suppliers` anywhere in a release (tender, lots, bids, awards, contracts and
their items), the `parties` with the role of a tenderer or supplier, and the members of a consortium among them. Buyers
are not bidders.

Traps, as real files have them: one object where a list is due, text where an object is due, a party's id that several
parties share, references whose party is missing, suppliers blanked by the publisher, numbers without a scheme. What
refers to a party by a shared id is all of them: each is a bidder.
A number counts under a scheme that is read, however it is spelt (`XV_REG`). One whose scheme may be meant for such
(`NIT`, `XV-RGE`), or names a number of persons, is handed on as it stands, so that nobody is cleared beside it.
Publishers have many schemes of their own: numbers under any other are compared with nothing, which the bidder's answer
says. Nothing is guessed.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from goodstanding.adapters.formats.bidders import country_code
from goodstanding.adapters.formats.person_words import is_person_type
from goodstanding.intake.identifiers import check_identifier, is_scheme_of_persons
from goodstanding.intake.schemes import nearest_schemes, scheme_named, schemes_meant
from goodstanding.services.bidders import Bidder, BidderRow, SkippedPerson, UnreadableBidder, told_parts
from goodstanding.values.errors import ImportAbortedError
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier

MAX_BYTES = 128 * 1024 * 1024
_ROLES = frozenset({"tenderer", "supplier", "bidder", "leadtenderer", "consortiummember"})
#: In capitals or small letters, with an s or without.
_BIDDERS = frozenset({"tenderer", "supplier"})
_MEMBERS = frozenset({"member", "consortium", "consortia", "consortiummember", "consortiumpartner"})
_LONGEST_NUMBER = 50
_NO_SCHEME = "numbers without a scheme"
_IN_ADDRESS = re.compile(r"[/=#?]")
_BLANKED = re.compile(r"\[(?:removed|redacted|withheld|anonymi[sz]ed)\b", re.IGNORECASE)
#: Where publishers say what kind of party it is.
_TYPE_KEYS = ("type", "organizationType", "entityType", "legalEntityType", "legalEntityTypeDetail", "typeOfSupplier",
              "partyType", "legalForm", "scale")  # fmt: skip

Party = Mapping[str, Any]


class OcdsPackage:
    """Reads one package; see the module for what is taken."""

    def __init__(self) -> None:
        self.ignored = Counter[str]()

    def read(self, path: Path) -> Iterator[BidderRow]:
        """Every bidder once, numbered in the order of the file."""
        first: dict[object, tuple[Party, str]] = {}
        # Another mention of the same bidder may have more numbers that are not compared.
        uncompared: dict[object, set[str]] = {}
        for release in _releases(_load(path), path.name):
            for party in _bidders(release):
                key = _key(party)
                first.setdefault(key, (party, _text(release.get("ocid"))))
                uncompared.setdefault(key, set()).update(_uncompared(party))
        for row, (key, (party, ocid)) in enumerate(first.items(), 1):
            self.ignored.update(uncompared[key])
            yield _read_party(row, party, ocid, uncompared[key])


def _load(path: Path) -> object:
    if path.stat().st_size > MAX_BYTES:
        raise ImportAbortedError(f"{path.name} is too large.", accepted=f"at most {MAX_BYTES} bytes")
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise ImportAbortedError(f"{path.name} is not JSON.", accepted="an OCDS package in UTF-8") from None


def _releases(value: object, name: str) -> Iterator[Party]:
    if isinstance(value, list):
        for one in value:
            yield from _releases(one, name)
    elif isinstance(value, dict) and ("releases" in value or "records" in value):
        for record in _objects(value.get("records")):
            compiled = record.get("compiledRelease")
            yield from [compiled] if isinstance(compiled, dict) else _objects(record.get("releases"))
        yield from _objects(value.get("releases"))
    elif isinstance(value, dict) and {"ocid", "tender", "awards", "contracts", "parties"}.intersection(value):
        yield value
    else:
        accepted = "a release package, a record package, a list of releases, or a release"
        raise ImportAbortedError(f"{name} is not an OCDS file.", accepted=accepted)


def _bidders(release: Party) -> Iterator[Party]:
    """The parties in their order; a reference stands for itself and for every party of its id. Members follow."""
    by_id: dict[str, list[Party]] = {}
    for party in _objects(release.get("parties")):
        by_id.setdefault(_text(party.get("id")), []).append(party)
    bidders = [party for party in _objects(release.get("parties")) if _has_role(party)]
    bidders += [one for reference in _references(release) for one in _meant(reference, by_id)]
    for bidder in bidders:
        yield bidder
        for member in _under(_MEMBERS, bidder):
            yield from _meant(member, by_id)


def _has_role(party: Party) -> bool:
    roles = (*_list(party.get("roles")), *_list(party.get("role")))
    return any(_singular(_text(role)) in _ROLES for role in roles)


def _singular(word: str) -> str:
    return re.sub(r"[\W_]", "", word.lower()).removesuffix("s")


def _meant(reference: Party, by_id: Mapping[str, list[Party]]) -> Iterator[Party]:
    same = by_id.get(_text(reference.get("id")), []) if reference.get("id") else []
    numbers = _schemes_and_codes(reference)
    more = [{"scheme": scheme, "id": code} for scheme, code in numbers if not _counts(scheme, code)]
    yield from (_with_numbers(party, more) for party in same)
    if not same or _says_more(reference, same):
        yield reference


def _with_numbers(party: Party, more: Sequence[Party]) -> Party:
    """The same bidder with a reference's numbers that are compared with nothing."""
    if not more or any(map(_BLANKED.match, _names(party))):
        return party
    return {**party, "additionalIdentifiers": [*_objects(party.get("additionalIdentifiers")), *more]}


def _says_more(reference: Party, parties: list[Party]) -> bool:
    """Whether a reference has a name that none of the parties of its id has: then the id was reused. Or a number."""
    known = {name.casefold() for party in parties for name in _names(party)}
    if any(name.casefold() not in known for name in _names(reference)):
        return True
    numbers = {number for party in parties for number in _identifiers(party)}
    return not any(map(_is_person, parties)) and any(number not in numbers for number in _identifiers(reference))


def _references(release: Party) -> Iterator[Party]:
    """Whoever is named as a bidder in any part, in the order of the file."""
    waiting: list[object] = [release[key] for key in reversed(list(release)) if key != "parties"]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            yield from _under(_BIDDERS, value)
            waiting += [part for key, part in reversed(value.items()) if _singular(key) not in _BIDDERS]


def _under(keys: frozenset[str], value: Party) -> Iterator[Party]:
    return (one for key, found in value.items() if _singular(key) in keys for one in _objects(found))


def _read_party(row: int, party: Party, ocid: str, uncompared: set[str]) -> BidderRow:
    if _is_person(party):
        return SkippedPerson(row=row)
    names = _names(party)
    if any(map(_BLANKED.match, names)):
        message = "The publisher blanked this bidder: nobody can be asked about."
        finding = Finding(code="bidder-blanked", message=message, row=row, field="name", accepted="the bidder's name")
        return UnreadableBidder(row=row, finding=finding)
    address = next(iter(_objects(party.get("address"))), {})
    country = country_code(_text(address.get("countryName") or address.get("country"))) or ""
    return Bidder(
        row=row,
        names=names,
        identifiers=tuple(_identifiers(party)),
        country=country,
        reference=ocid,
        uncompared=told_parts(uncompared),
    )


def _is_person(party: Party) -> bool:
    details = next(iter(_objects(party.get("details"))), {})
    words = (one.get(key) for one in (party, details) for key in _TYPE_KEYS)
    return any(is_person_type(word) for value in words for word in map(_text, _list(value)))


def _names(party: Party) -> tuple[str, ...]:
    """Its name, then the names in other languages and in its numbers' registers, each once."""
    found = [_text(party.get("name"))]
    found += [_text(value) for key, value in party.items() if key.startswith("name_")]
    for identifier in _numbers(party):
        found += [_text(value) for key, value in identifier.items() if key.startswith("legalName")]
    told: dict[str, str] = {}
    for name in found:
        if name:
            told.setdefault(name.casefold(), name)
    return tuple(told.values())


def _numbers(party: Party) -> list[Party]:
    return [*_objects(party.get("identifier")), *_objects(party.get("additionalIdentifiers"))]


def _identifiers(party: Party) -> Iterator[str]:
    """Numbers that are compared, and those beside which nobody is cleared."""
    for scheme, code in _schemes_and_codes(party):
        if _counts(scheme, code):
            yield f"{scheme_named(scheme) or scheme}:{code}"


def _uncompared(party: Party) -> Iterator[str]:
    """The schemes of its other numbers."""
    return (scheme or _NO_SCHEME for scheme, code in _schemes_and_codes(party) if not _counts(scheme, code))


def _counts(scheme: str, code: str) -> bool:
    """Whether it is compared, or may be meant to be: also under a scheme like one of ours whose number proves which."""
    if scheme_named(scheme) or schemes_meant(scheme):
        return True
    if is_scheme_of_persons(scheme):
        return True
    number = "".join(one for one in code if one.isprintable() and not one.isspace())[:_LONGEST_NUMBER]
    return bool(number) and any(check_identifier(Identifier(near, number)).proves for near in nearest_schemes(scheme))


def _schemes_and_codes(party: Party) -> Iterator[tuple[str, str]]:
    """A number that only stands in its address is the last part of it."""
    for number in _numbers(party):
        code = _text(number.get("id")) or _IN_ADDRESS.split(_text(number.get("uri")).rstrip("/"))[-1]
        if code:
            yield _text(number.get("scheme")), code


def _key(party: Party) -> object:
    """What makes two mentions one bidder: the same names and the same numbers. Not the id: those are reused."""
    names, numbers = _names(party), tuple(_identifiers(party))
    if names and not any(map(_BLANKED.match, names)):
        return (frozenset(name.casefold() for name in names), numbers)
    return numbers or (_text(party.get("id")), id(party))


def _objects(value: object) -> list[Party]:
    """The objects of a list; of one object itself; text becomes an object that has it as its name."""
    found = value if isinstance(value, list) else [] if value is None else [value]
    return [one if isinstance(one, dict) else {"name": one} for one in found if isinstance(one, dict | str) and one]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: object) -> str:
    is_text = isinstance(value, str | int) and not isinstance(value, bool)
    return " ".join(str(value).split()) if is_text else ""
