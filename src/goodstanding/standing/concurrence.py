"""Concurrence: where several records meet under one provision, which of them count.

The gravest counts: the line of most points to either side, the earliest entry among equals. A record whose case is
withheld cannot be told apart from the others of its case, and so never costs where a case counts once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from goodstanding.register.records import Case, Record
from goodstanding.rulebook.model import Concurrence, Rulebook
from goodstanding.standing.lines import Line
from goodstanding.values.withheld import Withheld

Cases = Mapping[int, Case | Withheld]


@dataclass(frozen=True, slots=True, kw_only=True)
class Displaced:
    """A record line that gives way to the entry `by`; None where its case is withheld."""

    line: Line
    by: int | None


def meets(rulebook: Rulebook) -> bool:
    """Whether any provision lets fewer records count than match."""
    return any(one.concurrence is not Concurrence.EVERY_FACT for one in rulebook.provisions)


def cases_of(records: Iterable[Record]) -> Cases:
    """The case of each record, by its entry."""
    return {record.entry: record.case for record in records}


def concurring(lines: tuple[Line, ...], rulebook: Rulebook, cases: Cases) -> tuple[Line, ...]:
    """The record lines that count, in their order."""
    rules = {one.id: one.concurrence for one in rulebook.provisions}
    if all(rules[line.rule] is Concurrence.EVERY_FACT for line in lines):
        return lines
    gravest: dict[object, Line] = {}
    for line in lines:
        group = _group(line, rules[line.rule], cases)
        if group is not None and _graver(line, gravest.get(group)):
            gravest[group] = line
    counted = {line.entry for line in gravest.values()}
    return tuple(line for line in lines if line.entry in counted)


def displaced(lines: tuple[Line, ...], rulebook: Rulebook, cases: Cases) -> Iterator[Displaced]:
    """The record lines that give way, each with the entry of the one that counts instead of it."""
    counted = concurring(lines, rulebook, cases)
    rules = {one.id: one.concurrence for one in rulebook.provisions}
    for line in lines:
        if line not in counted:
            group = _group(line, rules[line.rule], cases)
            by = next((one.entry for one in counted if _group(one, rules[one.rule], cases) == group), None)
            yield Displaced(line=line, by=None if group is None else by)


def _group(line: Line, concurrence: Concurrence, cases: Cases) -> object:
    """What of a kind only one line counts; None where the record cannot be placed."""
    match concurrence:
        case Concurrence.EVERY_FACT:
            return line.entry
        case Concurrence.WORST_ONLY:
            return line.rule
        case Concurrence.ONCE_A_CASE:
            case = cases[line.entry or 0]
            return None if isinstance(case, Withheld) else (line.rule, case.authority, case.number)


def _graver(line: Line, other: Line | None) -> bool:
    return other is None or (-abs(line.points), line.entry or 0) < (-abs(other.points), other.entry or 0)
