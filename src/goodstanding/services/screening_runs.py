"""A screening of a whole file, kept line by line: what a kill leaves behind is continued, never begun anew.

The journal is the screener's file: what was asked, an answer a line, the counts at the end. It continues only for the
same file, purpose and state of the list: one receipt names one state.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Protocol

from goodstanding.publication.screened import Asked, Counts, Screened, count
from goodstanding.services.bidders import BidderRow
from goodstanding.services.ports import Progress
from goodstanding.services.screening import Desk, Report, screen_bidders
from goodstanding.values.errors import ConflictError, VerificationError
from goodstanding.values.plain import plain

_ASKED, _ANSWER, _SKIPPED, _COUNTS = "asked", "answer", "skipped", "counts"
_STEP = 50


class Journal(Protocol):
    """Lines of plain data that grow."""

    def lines(self) -> Iterator[object]:
        """What stands there so far; afterwards lines are added behind it."""
        ...

    def add(self, value: object) -> None:
        """One more line."""
        ...


ReadAnswer = Callable[[object], Screened]
ReadAsked = Callable[[object], Asked]


def run_screening(
    rows: Iterable[BidderRow], desk: Desk, asked: Asked, journal: Journal, report: Report, progress: Progress
) -> None:
    """Answer every row that the journal does not answer yet, and close the journal with the counts.

    Raises ConflictError where the journal is finished, or of another file, purpose or state of the list.
    """
    done = _continue(journal, asked)
    answered = done
    progress(answered)
    for screened in screen_bidders(islice(iter(rows), done, None), desk, report):
        journal.add({_SKIPPED: True} if screened is None else {_ANSWER: plain(screened)})
        answered += 1
        if answered % _STEP == 0:
            progress(answered)
    progress(answered)


def close_run(journal: Journal, counts: Counts) -> None:
    """The last line, which says that nothing is missing."""
    journal.add({_COUNTS: plain(counts)})


def read_run(
    lines: Iterable[object], read_asked: ReadAsked, read_answer: ReadAnswer
) -> tuple[Asked, list[Screened], Counts, bool]:
    """What a journal holds: what was asked, the answers, their counts, and whether it was finished."""
    asked: Asked | None = None
    answers: list[Screened] = []
    persons, finished, last = 0, False, 0
    for line in lines:
        last = _row_behind(line, last)
        if not isinstance(line, dict) or len(line) != 1:
            raise VerificationError("This is not a file of answers.")
        ((kind, value),) = line.items()
        if kind == _ASKED and asked is None:
            asked = read_asked(value)
        elif kind == _ANSWER:
            answers.append(read_answer(value))
        elif kind == _SKIPPED:
            persons += 1
        elif kind == _COUNTS:
            finished = True
    if asked is None:
        raise VerificationError("This is not a file of answers.")
    return asked, answers, count(answers, persons), finished


def _continue(journal: Journal, asked: Asked) -> int:
    """How many rows are answered; writes the first line of a new journal."""
    done, first, last = 0, None, 0
    for line in journal.lines():
        kind = next(iter(line), "") if isinstance(line, dict) else ""
        last = _row_behind(line, last)
        first = line if first is None else first
        if kind == _COUNTS:
            to_do = "give another file to write to, or remove this one"
            raise ConflictError("This file holds a finished screening.", to_do=to_do)
        done += kind in (_ANSWER, _SKIPPED)
    if first is None:
        journal.add({_ASKED: plain(asked)})
        return 0
    before = first.get(_ASKED) if isinstance(first, dict) else None
    if not isinstance(before, dict):
        raise ConflictError("This file holds something else.", to_do="give another file to write to")
    _require_same(before, asked)
    return done


def _row_behind(line: object, last: int) -> int:
    """The row of an answer, which stands behind the last one: who is answered twice leaves another one unasked."""
    answer = line.get(_ANSWER) if isinstance(line, dict) else None
    if not isinstance(answer, dict):
        return last
    row = answer.get("row")
    if not isinstance(row, int) or row <= last:
        raise VerificationError(
            "The answers so far are damaged: their rows do not follow each other.", to_do="remove them and begin anew"
        )
    return row


def _require_same(before: dict[str, object], asked: Asked) -> None:
    now = plain(asked)
    differ = {key for key, value in now.items() if before.get(key, "") != value} if isinstance(now, dict) else set()
    differ -= {"screened_at", "evidence_means"}
    if not differ:
        return
    if "digest" in differ:
        to_do = "give the same file, or another file to write to"
        raise ConflictError("The answers so far are of another file.", to_do=to_do)
    if "receipt" in differ:
        receipt = before.get("receipt")
        to_do = f"give --receipt {receipt}" if receipt else "leave --receipt away"
        to_do = f"{to_do}, or give another file to write to"
        raise ConflictError("The answers so far belong to another receipt, or to none.", to_do=to_do)
    if {"purpose", "role"}.intersection(differ):
        raise ConflictError(
            "The answers so far are for another purpose or in another role.", to_do="give another file to write to"
        )
    if differ <= {"stale", "ages"}:
        raise ConflictError(
            "The answers so far are for other limits of age.", to_do="give the same --stale-after, or another file"
        )
    version = before.get("version")
    size, day = (version.get("size"), version.get("effective")) if isinstance(version, dict) else ("", "")
    raise ConflictError(
        "The list has changed since the screening was begun: one screening is of one state of it.",
        to_do=f"go on with --recorded {size} --effective {day}, or remove the answers so far",
    )
