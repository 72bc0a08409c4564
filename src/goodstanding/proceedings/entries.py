"""Steps of a proceeding <-> entries. What an entry shows in clear is its kind and the number of its file, no more.

An observer of the log sees that a file has another act: not whose file it is, nor which act (S30). Both groups are
open only to whom the register opens them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import group_of, text
from goodstanding.proceedings import acts
from goodstanding.proceedings.act_names import ACT_NAMES, act_name
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import CaseFile, Started, Step
from goodstanding.proceedings.plain_forms import from_json, to_json
from goodstanding.proceedings.replies import read_words
from goodstanding.values.errors import VerificationError

#: The kinds of entry of a file.
FILE_KINDS = frozenset({Kind.PROCEEDING_OPENED, Kind.PROCEEDING_ACT, Kind.REPLY_WORDS})
#: Every kind of entry that due process brings; each is a person's act.
PROCEEDING_KINDS = frozenset(
    {
        Kind.AUTHORITY_ENROLLED,
        Kind.MANDATE_GIVEN,
        Kind.MANDATE_ENDED,
        Kind.PROCEDURE_ENROLLED,
        Kind.PROCEDURE_APPROVED,
        *FILE_KINDS,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """The group `step`: everything of a step but its act and its actor."""

    role: Role
    authority: str
    on: date
    started: tuple[Started, ...]
    stopped: tuple[Clock, ...]
    law: str
    calendar: str


def print_step(step: Step) -> Groups:
    """The two groups of a step: what was done, and by which role on which day with which clocks."""
    around = _Around(
        role=step.role,
        authority=step.authority,
        on=step.on,
        started=step.started,
        stopped=step.stopped,
        law=step.law,
        calendar=step.calendar,
    )
    return {"act": {"name": act_name(step.act), **to_json(step.act)}, "step": to_json(around)}


def read_step(entry: Entry) -> Step | None:
    """The step of an entry; None where it is not open."""
    if "act" not in entry.values or "step" not in entry.values:
        return None
    act = dict(group_of(entry, "act"))
    kind = ACT_NAMES.get(text(act, "name"))
    if kind is None:
        raise VerificationError(f"Entry {entry.seq} holds an act that does not exist.")
    del act["name"]
    around = from_json(_Around, group_of(entry, "step"))
    return Step(
        seq=entry.seq,
        act=from_json(kind, act),
        actor=entry.envelope.actor,
        role=around.role,
        authority=around.authority,
        on=around.on,
        started=around.started,
        stopped=around.stopped,
        law=around.law,
        calendar=around.calendar,
    )


def file_number(entry: Entry) -> int:
    """The file that an entry belongs to, by the number of its opening."""
    if entry.envelope.kind is Kind.PROCEEDING_OPENED:
        return entry.seq
    return entry.envelope.linked(Relation.PROCEEDING)


def fold_file(entries: Iterable[Entry]) -> CaseFile | None:
    """The file of its entries, in order; None where its opening is not open any more."""
    found = list(entries)
    steps = tuple(_steps(found))
    words = tuple(read_words(entry) for entry in found if entry.envelope.kind is Kind.REPLY_WORDS)
    return CaseFile(steps=steps, words=words) if steps and isinstance(steps[0].act, acts.Opened) else None


def _steps(entries: Iterable[Entry]) -> Iterator[Step]:
    for entry in entries:
        step = read_step(entry)
        if step is not None:
            yield step
