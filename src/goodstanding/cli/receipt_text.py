"""A checked receipt for people: whether it holds, whom to look at again, and what was then and is now."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from goodstanding.cli.output import clean, plural, print_text
from goodstanding.publication import receipt_phrases as told
from goodstanding.publication import screening_phrases as phrases
from goodstanding.publication.screened import ListVersion
from goodstanding.publication.screening_feed import Feed
from goodstanding.services.receipt_changes import CandidateChange, Moved, RowChange
from goodstanding.services.screening_receipts import Opening, Receipt
from goodstanding.standing.phrases import print_day

#: Of many rows that changed, so many are told; JSON has them all.
MOST_TOLD = 20
_LOG_NOT_CHECKED = "Whether the log still contains the state that it names was not checked: that takes the register."
_NOT_TOLD = "Nothing is told of the candidates' listings since then. The bidders were not asked about again."
_HOW = {Moved.NEW: told.NEW, Moved.CHANGED: told.CHANGED}


class Checked(NamedTuple):
    """A receipt that was checked; `changes` are None where its opening is not there.

    `asked` is the list that was asked again, and `on` the day; None where only the feed was read. `is_log_checked`: the
    log has the receipt's state. A published list of a later state cannot tell.
    """

    path: Path
    receipt: Receipt
    opening: Opening | None
    changes: tuple[RowChange, ...] | None
    feed: Feed
    days: int
    asked: ListVersion | None = None
    on: date | None = None
    is_log_checked: bool = False


def begins_late(one: Checked) -> bool:
    """Whether the feed says nothing of days that the receipt has behind it."""
    return one.feed.first > one.receipt.version.effective


def print_checked(one: Checked) -> None:
    """Whether it holds; and of each bidder to look at again, what of whom has changed."""
    about = f"{one.path.name}, {plural(len(one.receipt.rows), 'bidder')}, {plural(one.days, 'day')} old"
    print_text(f"{about}: the log still contains the state that it names." if one.is_log_checked else f"{about}.")
    if one.asked is not None:
        print_text(told.tell_lists(one.receipt.version, one.asked))
        if not one.is_log_checked:
            print_text(_LOG_NOT_CHECKED)
    if begins_late(one):
        print_text(
            f"The changes begin on {print_day(one.feed.first)}: what happened to listings before is not in them."
        )
    if one.changes is None or one.opening is None:
        print_text("Its opening is not beside it: what has changed for its bidders cannot be said.")
    elif not one.changes:
        print_text(told.HOLDS if one.asked is not None else _NOT_TOLD)
    else:
        _print_changes(one, one.changes, one.opening)


def _print_changes(one: Checked, changes: tuple[RowChange, ...], opening: Opening) -> None:
    text = told.HOLDS_NO_MORE if one.asked is not None else told.LISTED_SINCE
    rows = ", ".join(str(change.row) for change in changes[:MOST_TOLD]) + (", ..." if len(changes) > MOST_TOLD else "")
    which = f"{'row' if len(changes) == 1 else 'rows'} {rows}"
    print_text(text.format(which=which, bidders=plural(len(one.receipt.rows), "bidder")))
    bidders = {row.row: " / ".join((*row.names, *row.identifiers)) for row in opening.rows}
    for change in changes[:MOST_TOLD]:
        print()
        answers = told.tell_answers(*(phrases.ANSWERS.get(code, "") for code in (change.before, change.now)))
        print_text(told.ROW.format(row=change.row, bidder=clean(bidders[change.row]), answer=answers))
        for label, line in _tell_row(change, opening, one):
            print_text(line, label=label)
    if len(changes) > MOST_TOLD:
        print_text(told.FIRST.format(most=MOST_TOLD))


def _tell_row(change: RowChange, opening: Opening, one: Checked) -> Iterator[tuple[str, str]]:
    """Each line with its label: an organization, and below it what was and is."""
    for organization, candidate in change.organizations.items():
        head, *lines = _tell_candidate(organization, candidate, opening, one)
        yield "- ", head
        yield from (("    ", line) for line in lines)
    yield from (("- ", phrases.tell_change(line)) for line in change.listings)
    if not change.organizations and not change.listings:
        yield "- ", told.ONLY_THE_ANSWER


def _tell_candidate(organization: str, change: CandidateChange, opening: Opening, one: Checked) -> Iterator[str]:
    shown = change.now or change.then
    names = shown.names if shown is not None else ()
    called = f"{names[0]} ({organization})" if names else organization
    gone = told.GONE if change.now is None else told.NO_LONGER_ALIKE
    yield _HOW.get(change.how, gone).format(organization=called)
    if change.how is not Moved.NEW and change.then is None:
        yield told.UNKNOWN_THEN
    then_on = opening.on or one.receipt.version.effective
    yield from told.tell_difference(change.then, change.now, then_on, one.on or one.feed.last)
