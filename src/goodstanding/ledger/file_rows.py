"""What is derived of proceedings, so that what is due is found without folding every file: clocks, offices, parties.

Only days and numbers: who may read a file is asked of its authority and its parties, where what is due is told (S30).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from goodstanding.ledger.canonical import Json
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import Object, group_of, text
from goodstanding.values.errors import VerificationError


@dataclass(frozen=True, slots=True, order=True)
class FileRow:
    """An open file: the number of its opening, and the code of the authority that conducts it."""

    seq: int
    authority: str


@dataclass(frozen=True, slots=True, order=True)
class PartyRow:
    """A party of a file: the organization's number; the respondent first, then the affiliates."""

    seq: int
    organization: int


@dataclass(frozen=True, slots=True, order=True)
class GroundRow:
    """What a file was opened on: the keyed digest of a case, or the number of a record. No record grounds two files."""

    seq: int
    ground: str


@dataclass(frozen=True, slots=True, order=True)
class ClockRow:
    """What an entry did to a clock of a file: started it, with its last day in time, or stopped it (None).

    The latest row of a clock holds; earlier ones stay, so that the answer at an earlier size does not change.
    """

    seq: int
    file: int
    clock: str
    due_on: date | None


@dataclass(frozen=True, slots=True, order=True)
class DueRow:
    """A clock that runs: its last day, its file, and the authority that conducts it."""

    due_on: date
    file: int
    clock: str
    authority: str


def project_file(entry: Entry) -> Iterator[FileRow | PartyRow | GroundRow | ClockRow]:
    """The rows of an entry of a proceeding; none where it is not open."""
    if "act" not in entry.values or "step" not in entry.values:
        return
    number = entry.seq
    if entry.envelope.kind is Kind.PROCEEDING_OPENED:
        act = group_of(entry, "act")
        yield FileRow(number, text(act, "authority"))
        for party in dict.fromkeys((act.get("respondent"), *_items(act.get("affiliates")))):
            if not isinstance(party, int):
                raise VerificationError("A party of a file is not a number.")
            yield PartyRow(number, party)
        for ground in dict.fromkeys(map(str, (*_items(act.get("facts")), *_items(act.get("records"))))):
            yield GroundRow(number, ground)
    else:
        number = entry.envelope.linked(Relation.PROCEEDING)
    for clock, due_on in _clocks(group_of(entry, "step")).items():
        yield ClockRow(entry.seq, number, clock, due_on)


def _clocks(step: Object) -> dict[str, date | None]:
    """Each clock as the step leaves it: one that is stopped and started runs."""
    clocks: dict[str, date | None] = {}
    for clock in _items(step.get("stopped")):
        if not isinstance(clock, str):
            raise VerificationError("A clock is not named by a text.")
        clocks[clock] = None
    for started in _items(step.get("started")):
        if not isinstance(started, dict):
            raise VerificationError("A clock that starts is not an object.")
        clocks[text(started, "clock")] = date.fromisoformat(text(started, "due_on"))
    return clocks


def _items(value: Json | None) -> Sequence[Json]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise VerificationError("Something else stands where a list is due.")
    return value
