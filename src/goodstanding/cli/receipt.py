"""`goodstanding receipt`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.screening import register_changes, state_at
from goodstanding.bootstrap.screening_files import read_changes, read_receipt
from goodstanding.cli.options import AsJson, Data, Effective, existing
from goodstanding.cli.output import plural, print_findings, print_json, print_table, print_text
from goodstanding.cli.receipt_text import Checked, begins_late, print_checked
from goodstanding.cli.screening_desk import Keys, MemoryFile, PublishedList, StaleAfter, open_desk
from goodstanding.cli.screening_text import print_ages
from goodstanding.publication import screening_phrases as phrases
from goodstanding.services.receipt_changes import check_by_feed, check_receipt
from goodstanding.services.screening_receipts import (
    ReceiptRow,
    receipt_days,
    require_known_list,
    require_later,
)
from goodstanding.settings import data_directory
from goodstanding.values.errors import MisuseError
from goodstanding.values.plain import plain

app = typer.Typer(help="Receipts of screenings: what they say, and what has changed since.", no_args_is_help=True)

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="What `screen --receipt` wrote.")]
OpeningFile = Annotated[
    Path | None, typer.Option("--opening", metavar="FILE", help="The opening. Default: beside the receipt.")
]


@app.command("check")
def check(
    files: Files,
    opening: OpeningFile = None,
    memory: MemoryFile = None,
    published: PublishedList = None,
    key: Keys = None,
    changes: Annotated[
        Path | None,
        typer.Option("--changes", metavar="FILE", help="Ask nobody again; read what `changes --json` printed instead."),
    ] = None,
    stale_after: StaleAfter = None,
    effective: Effective = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Say what has changed since: answers that would be others today, and what happened to each candidate's listing.

    It reads the delta feed of a register (as `changes` prints it), or of a published list. The receipt is read here,
    and nothing of it is sent or kept. The log must still contain the state that the receipt names; a published list of
    a later state cannot tell. Without its opening, a receipt says only that. Exit code 1: something has changed, or
    could not be checked.

    Examples:

      goodstanding receipt check tender-42.json

      goodstanding receipt check tender-42.json --list public
    """
    if changes is not None:
        if published is not None or data is not None:
            raise MisuseError("Changes are read instead of a list.", accepted="--changes without --list and --data")
        _check_by_changes(files, opening, existing(changes), as_json)
        return
    desk = open_desk(published, key, data, effective, None, stale_after, memory)
    print_findings(desk.screened.findings)
    told: list[Checked] = []
    for path in map(existing, files):
        receipt, opened = read_receipt(path, opening)
        known = None if published is not None else state_at(data_directory(data), receipt.version.size)
        require_known_list(receipt, desk.screened.version, known)
        feed = desk.changes or register_changes(data_directory(data), desk.on, receipt.version)
        found = None if opened is None else tuple(check_receipt(receipt, opened, desk, feed))
        is_checked = known is not None or receipt.version.size == desk.screened.version.size
        days = receipt_days(receipt, desk.on)
        told.append(Checked(path, receipt, opened, found, feed, days, desk.screened.version, desk.on, is_checked))
    if as_json:
        listed = {"list": plain(desk.screened.version), "stale": plain(desk.stale)}
        print_json({"receipts": [_checked_json(one) for one in told], **listed})
    else:
        for one in told:
            print_checked(one)
        for sentence in phrases.tell_stale(desk.stale):
            print_text(f"STALE: {sentence}")
    if desk.stale or not all(map(_is_unchanged, told)):
        sys.exit(1)


def _check_by_changes(files: list[Path], opening: Path | None, changes: Path, as_json: bool) -> None:
    origin, size, feed = read_changes(changes)
    told: list[Checked] = []
    for path in map(existing, files):
        receipt, opened = read_receipt(path, opening)
        require_later(receipt, origin, size)
        found = None if opened is None else tuple(check_by_feed(receipt, opened, feed))
        told.append(Checked(path, receipt, opened, found, feed, receipt_days(receipt, feed.last)))
    if as_json:
        print_json({"receipts": [_checked_json(one) for one in told]})
    else:
        for one in told:
            print_checked(one)
    if not all(map(_is_unchanged, told)):
        sys.exit(1)


def _is_unchanged(one: Checked) -> bool:
    return one.changes == () and not begins_late(one)


def _checked_json(one: Checked) -> dict[str, object]:
    days = {"from": one.feed.first.isoformat(), "to": one.feed.last.isoformat()}
    opened = one.changes is not None
    return {
        "file": one.path.name,
        "days": one.days,
        "opened": opened,
        "log_checked": one.is_log_checked,
        "changes": plain(one.changes or ()),
        "feed": days,
    }


@app.command("show")
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `screen --receipt` wrote.")],
    opening: OpeningFile = None,
    as_json: AsJson = False,
) -> None:
    """Show a receipt, and with its opening who was asked about. Every commitment is checked first.

    Example: goodstanding receipt show tender-42.json
    """
    receipt, opened = read_receipt(existing(file), opening)
    if as_json:
        print_json({"receipt": plain(receipt), "opening": plain(opened)})
        return
    made = phrases.tell_instant(receipt.screened_at)
    print_text(f"Screening for the purpose {receipt.purpose}, in the role {receipt.role}, made on {made}.")
    for sentence in phrases.tell_version(receipt.version):
        print_text(sentence)
    print_ages(receipt.ages)
    for sentence in phrases.tell_stale(receipt.stale):
        print_text(f"STALE: {sentence}")
    names = {} if opened is None else {row.row: " / ".join((*row.names, *row.identifiers)) for row in opened.rows}
    rows = [(str(row.row), names.get(row.row, "(committed)"), _label(row)) for row in receipt.rows]
    print_table(plural(len(rows), "bidder"), ("Row", "Bidder", "Answer"), rows)
    print_text("Every commitment fits its opening." if opened else "Without its opening it names no bidder.")


def _label(row: ReceiptRow) -> str:
    told = phrases.ANSWERS[row.answer]
    return f"{told}, as a person answered" if row.answered_before else told
