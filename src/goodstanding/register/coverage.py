"""Coverage: the numbers of all final decisions of an authority in a category and period, by its own word (S28).

Without them nobody knows what a register lacks. Only digests of the numbers are held: a number may be that of a case
about a person, and what is wanted is whether one that is recorded here is among them, and how many are not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from goodstanding.register.records import Case, Decision, Record, final_on

#: An entry holds no more numbers; a longer list is published by shorter periods.
MOST_NUMBERS = 5_000
_DIGITS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What an authority says that it decided finally in a category, from `first` to `last`, by day of the decision."""

    authority: str
    category: str
    first: date
    last: date
    numbers: tuple[str, ...]

    def covers(self, record: "Numbered") -> bool:
        """Whether a record belongs to it."""
        same = (record.authority, record.category) == (self.authority, self.category)
        return same and self.first <= record.decided_on <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A record by its entry, with the digest of its case's number."""

    entry: int
    authority: str
    category: str
    decided_on: date
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """How a register stands to one coverage. `missing` are declared and not here; `undeclared` are records here that
    the authority's own numbers do not have.
    """

    coverage: Coverage
    recorded: int
    missing: int
    undeclared: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A coverage that is known: how many final decisions there are by the authority's own numbers, and how many of
    them are not here. Those may be about people, whom no register keeps.
    """

    declared: int
    missing: int


def number_digest(authority: str, number: str) -> str:
    """What stands for a case's number."""
    return sha256(f"{authority}\n{number}".encode()).hexdigest()[:_DIGITS]


def numbered(records: Iterable[Record]) -> Iterator[Numbered]:
    """The decisions among these records that are or were final; what is withheld is not known.

    What is presumed is not among an authority's final decisions, and what follows from disclosures is no decision.
    """
    for record in records:
        match record:
            case Record(
                disclosure=None,
                case=Case(authority=authority, number=number),
                decision=Decision(category=category, decided_on=decided_on),
                stages=tuple() as stages,
            ) if final_on(stages) is not None:
                yield Numbered(
                    entry=record.entry,
                    authority=authority,
                    category=category,
                    decided_on=decided_on,
                    number=number_digest(authority, number),
                )
            case _:
                continue


def compare(coverages: Iterable[Coverage], records: Iterable[Numbered]) -> tuple[Covered, ...]:
    """Each coverage against the records, in the order given."""
    known: dict[tuple[str, str], list[Numbered]] = {}
    for record in records:
        known.setdefault((record.authority, record.category), []).append(record)
    found = []
    for coverage in coverages:
        same = known.get((coverage.authority, coverage.category), [])
        own, declared = [one for one in same if coverage.covers(one)], set(coverage.numbers)
        found.append(
            Covered(
                coverage=coverage,
                recorded=len(declared & {one.number for one in own}),
                missing=len(declared - {one.number for one in own}),
                undeclared=tuple(sorted(one.entry for one in own if one.number not in declared)),
            )
        )
    return tuple(found)


def unknown(coverages: Sequence[Coverage], records: Sequence[Numbered]) -> tuple[tuple[str, str], ...]:
    """The authorities and categories of which some record belongs to no coverage, or is not among its numbers.

    Numbers that lack a record are not those of all decisions, so nobody knows how many there are (S28).
    """
    by_pair: dict[tuple[str, str], list[Coverage]] = {}
    for coverage in coverages:
        by_pair.setdefault((coverage.authority, coverage.category), []).append(coverage)
    pairs = {
        (one.authority, one.category)
        for one in records
        if not any(coverage.covers(one) for coverage in by_pair.get((one.authority, one.category), []))
    }
    pairs |= {(one.coverage.authority, one.coverage.category) for one in compare(coverages, records) if one.undeclared}
    return tuple(sorted(pairs))


def known(coverages: Sequence[Coverage], records: Sequence[Numbered]) -> dict[tuple[str, str], Known]:
    """By authority and category, where its own numbers are there and have every decision that is recorded here."""
    here: dict[tuple[str, str], set[str]] = {}
    for record in records:
        here.setdefault((record.authority, record.category), set()).add(record.number)
    declared: dict[tuple[str, str], set[str]] = {}
    for coverage in coverages:
        declared.setdefault((coverage.authority, coverage.category), set()).update(coverage.numbers)
    lacking = set(unknown(coverages, records))
    return {
        pair: Known(declared=len(numbers), missing=len(numbers - here.get(pair, set())))
        for pair, numbers in declared.items()
        if pair not in lacking
    }
