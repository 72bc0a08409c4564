"""Bidders on their way in: what a file says of each, and what may be asked about (S2).

A natural person among them is skipped unread and only counted. A personal number refuses its row: the number is
stored nowhere and printed nowhere, and the row is told by its number alone (S40).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from goodstanding.intake.identifiers import (
    SCHEMES,
    Outcome,
    canonical_identifier,
    check_identifier,
    is_scheme_of_persons,
)
from goodstanding.intake.personal_numbers import as_typed, find_personal_number
from goodstanding.intake.schemes import nearest_schemes, scheme_named
from goodstanding.screening.analyser import LONGEST_NAME
from goodstanding.screening.subjects import Query
from goodstanding.services.unread_names import too_long
from goodstanding.values.errors import MisuseError
from goodstanding.values.findings import Finding, Severity
from goodstanding.values.identifiers import Identifier

MOST_NAMES = 10
MOST_IDENTIFIERS = 20
LONGEST_REFERENCE = 120
MOST_IGNORED_TOLD = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Bidder:
    """One bidder as its file writes it, not yet checked: nothing of it may be stored or printed.

    `reference` is the file's own name for it. `identifiers` are `scheme:code`; `country` is an ISO code or "".
    `uncompared` are the schemes of its other numbers, which are compared with nothing: they can be told.
    """

    row: int
    names: tuple[str, ...]
    identifiers: tuple[str, ...] = ()
    country: str = ""
    reference: str = ""
    uncompared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedPerson:
    """A row whose own type field says that it is a person: not read further, only counted."""

    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableBidder:
    """A row that cannot be asked about; the finding says where and what is accepted."""

    row: int
    finding: Finding


BidderRow = Bidder | SkippedPerson | UnreadableBidder


class BidderFile(Protocol):
    """A kind of file that bidders come in. Rows are numbered from 1, in the order of the file; none is left out.

    `ignored` has what was met on the way and is not read: columns, keys, schemes. It is whole when the rows are.
    """

    ignored: Counter[str]

    def read(self, path: Path) -> Iterator[BidderRow]:
        """Every bidder of the file; ImportAbortedError for a broken structure."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """A bidder that may be asked about: one query a name, all with the same numbers and country."""

    row: int
    reference: str
    queries: tuple[Query, ...]
    uncompared: tuple[str, ...] = ()


#: Persian and Indic words need them.
_JOINERS = "\u200c\u200d"
#: The name of a column, a key or a scheme, and nothing longer.
_TELLABLE = re.compile(r"[A-Za-z][\w &./-]{0,39}")
_PERSONAL = frozenset({Outcome.PERSON, Outcome.SOLE_TRADER})


def check_bidder(bidder: Bidder) -> Enquiry | Finding:
    """What may be asked; or why nothing is: code `personal-number`, or what is unreadable in the row."""
    called = (*bidder.names, " ".join(bidder.names), bidder.reference)
    if any(find_personal_number(name, is_name=True) for name in called):
        return _personal(bidder.row)
    if any(find_personal_number(text) for text in (*bidder.identifiers, bidder.country)):
        return _personal(bidder.row)
    identifiers: list[Identifier] = []
    for text in bidder.identifiers:
        if ":" in text and is_scheme_of_persons(text.partition(":")[0]):
            return _personal(bidder.row)
        try:
            identifier = _identifier(text)
        except MisuseError as error:
            accepted = _accepted_schemes(text.partition(":")[0]) if ":" in text else error.accepted
            return _unreadable(bidder.row, "identifier", "This is not an identifier.", accepted)
        outcome = check_identifier(identifier).outcome
        if outcome in _PERSONAL:
            return _personal(bidder.row)
        if identifier.scheme not in SCHEMES:
            message = "This scheme is not one that is compared: nothing can be answered by its numbers."
            return _unreadable(bidder.row, "identifier", message, _accepted_schemes(identifier.scheme))
        if outcome is Outcome.INVALID:
            message = "This number is not one of its scheme: nothing can be answered by it."
            return _unreadable(bidder.row, "identifier", message, "the number as the register of its scheme writes it")
        identifiers.append(identifier)
    return _enquire(bidder, tuple(dict.fromkeys(identifiers)))


def _identifier(text: str) -> Identifier:
    """Whatever blanks stand in the number; its scheme in any case and with any signs."""
    scheme, _, code = _plain(as_typed(text)).partition(":")
    return canonical_identifier(Identifier.parse(f"{scheme_named(scheme) or scheme}:{''.join(code.split())}"))


def _accepted_schemes(scheme: str) -> str:
    """The schemes that may be meant, else where all of them stand. Never the text that stood there."""
    near = nearest_schemes(scheme)
    return f"{' or '.join(near)}, if that is meant" if near else "schemes of docs/explanation/what-we-refuse.md"


def _enquire(bidder: Bidder, identifiers: tuple[Identifier, ...]) -> Enquiry | Finding:
    names = tuple(dict.fromkeys(name for text in bidder.names if (name := _plain(text))))
    if not names and not identifiers:
        return _unreadable(
            bidder.row, "name", "Neither a name nor a number is given.", "a name, an identifier, or both"
        )
    if any(len(name) > LONGEST_NAME for name in names):
        return too_long(bidder.row)
    bounds = (
        (len(names) <= MOST_NAMES, "name", f"at most {MOST_NAMES} names"),
        (len(identifiers) <= MOST_IDENTIFIERS, "identifier", f"at most {MOST_IDENTIFIERS} identifiers"),
        (len(bidder.reference) <= LONGEST_REFERENCE, "id", f"at most {LONGEST_REFERENCE} characters"),
    )
    for holds, field, accepted in bounds:
        if not holds:
            return _unreadable(bidder.row, field, "This is more than a bidder has.", accepted)
    queries = tuple(Query(name=name, identifiers=identifiers, country=bidder.country) for name in names or ("",))
    reference = _plain(bidder.reference)
    return Enquiry(row=bidder.row, reference=reference, queries=queries, uncompared=bidder.uncompared)


def _plain(text: str) -> str:
    """The text in one line, without what cannot be seen: a reader sees no gap where that stood."""
    seen = (" " if one.isspace() else one if one.isprintable() or one in _JOINERS else "" for one in text)
    return " ".join("".join(seen).split())


def _personal(row: int) -> Finding:
    message = "This row holds a personal number, a sole trader's or an account's: it was not read further."
    return Finding(code="personal-number", message=message, row=row, accepted="numbers of organizations")


def number_alone(row: int, *, is_key: bool) -> Finding:
    """Of a number without a name, where it clears nobody: some have none of its scheme, or it has no check digit."""
    message = "Organizations of this list have no number of such a scheme: without a name nobody is cleared of them."
    if not is_key:
        message = "No check digit shows a slip of the hand in this number: without a name it clears nobody."
    return _unreadable(row, "name", message, "the bidder's name beside its number")


def ignored_parts(ignored: Counter[str]) -> list[Finding]:
    """One warning of all that a file holds and that was not read, by its name where that can be nobody's data."""
    if not ignored:
        return []
    names = list(filter(_is_tellable, sorted(ignored)))
    told = ", ".join(names[:MOST_IGNORED_TOLD])
    more = len(ignored) - len(names[:MOST_IGNORED_TOLD])
    also = f"{told} and {more} more" if told and more else told or str(more)
    message = f"Not read, and compared with nothing: {also}."
    return [Finding(code="bidder-parts-ignored", message=message, severity=Severity.WARNING)]


def told_parts(names: Collection[str]) -> tuple[str, ...]:
    """The names of parts of a row that were not read, each once; what may be somebody's data is only said to be."""
    return tuple(sorted({name if _is_tellable(name) else "another" for name in names}))[:MOST_IGNORED_TOLD]


def _is_tellable(name: str) -> bool:
    return _TELLABLE.fullmatch(name) is not None and not find_personal_number(name)


def _unreadable(row: int, field: str, message: str, accepted: str) -> Finding:
    return Finding(code="bidder-unreadable", message=message, row=row, field=field, accepted=accepted)
