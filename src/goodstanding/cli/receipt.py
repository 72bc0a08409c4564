"""`goodstanding receipt`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.screening import read_receipt, root_at
from goodstanding.cli.options import AsJson, Data, Effective, existing
from goodstanding.cli.output import plural, print_json, print_table, print_text
from goodstanding.cli.screening_desk import Keys, MemoryFile, PublishedList, StaleAfter, open_desk
from goodstanding.publication import screening_phrases as phrases
from goodstanding.services.screening_receipts import (
    Moved,
    Receipt,
    RowChange,
    check_receipt,
    receipt_days,
    require_known_list,
)
from goodstanding.settings import data_directory
from goodstanding.values.plain import plain

app = typer.Typer(help="Receipts of screenings: what they say, and what has changed since.", no_args_is_help=True)

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="What `screen --receipt` wrote.")]
OpeningFile = Annotated[
    Path | None, typer.Option("--opening", metavar="FILE", help="The opening. Default: beside the receipt.")
]
_LABELS = {band.value: label for band, label in phrases.BANDS.items()} | {
    state.value: label for state, label in phrases.STATES.items()
}
_MOVED = {
    Moved.NEW: "is found now",
    Moved.GONE: "is found no more",
    Moved.CHANGED: "shows otherwise",
}


@app.command("check")
def check(
    files: Files,
    opening: OpeningFile = None,
    memory: MemoryFile = None,
    published: PublishedList = None,
    key: Keys = None,
    stale_after: StaleAfter = None,
    effective: Effective = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Say what would be answered otherwise today. The receipt is read here, and nothing of it is sent or kept.

    The register's log must still contain the state that the receipt names. Without its opening, a receipt says only
    that. Exit code 1: something has changed, or could not be checked.

    Example: goodstanding receipt check tender-42.json
    """
    desk = open_desk(published, key, data, effective, None, stale_after, memory)
    told: list[dict[str, object]] = []
    for path in map(existing, files):
        receipt, opened = read_receipt(path, opening)
        root = None if published is not None else root_at(data_directory(data), receipt.version.size)
        require_known_list(receipt, desk.screened.version, root)
        changes = None if opened is None else tuple(check_receipt(receipt, opened, desk))
        days = receipt_days(receipt, desk.on)
        told.append({"file": path.name, "days": days, "opened": opened is not None, "changes": plain(changes or ())})
        if not as_json:
            _print_checked(path, receipt, changes, days)
    if as_json:
        print_json({"receipts": told, "list": plain(desk.screened.version), "stale": plain(desk.stale)})
    else:
        for stale in desk.stale:
            print_text(f"STALE: {phrases.tell_stale(stale)}")
    if desk.stale or any(one["changes"] or not one["opened"] for one in told):
        sys.exit(1)


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
    print_text(f"Screening for the purpose {receipt.purpose}, made at {receipt.screened_at}.")
    for sentence in phrases.tell_version(receipt.version, receipt.version.effective):
        print_text(sentence)
    for stale in receipt.stale:
        print_text(f"STALE: {phrases.tell_stale(stale)}")
    names = {} if opened is None else {row.row: " / ".join((*row.names, *row.identifiers)) for row in opened.rows}
    rows = [(str(row.row), names.get(row.row, "(committed)"), _LABELS[row.answer]) for row in receipt.rows]
    print_table(plural(len(rows), "bidder"), ("Row", "Bidder", "Answer"), rows)
    print_text("Every commitment fits its opening." if opened else "Without its opening it names no bidder.")


def _print_checked(path: Path, receipt: Receipt, changes: tuple[RowChange, ...] | None, days: int) -> None:
    told = f"{path.name}, {plural(len(receipt.rows), 'bidder')}, {plural(days, 'day')} old"
    print_text(f"{told}: the log still contains the state that it names.")
    if changes is None:
        print_text("Its opening is not beside it: what has changed for its bidders cannot be said.")
    elif not changes:
        print_text("Every bidder would be answered today as it was then.")
    else:
        print_table("Changed since", ("Row", "Then", "Now", "Candidates"), [_cells(change) for change in changes])


def _cells(change: RowChange) -> tuple[str, ...]:
    moved = ", ".join(f"{organization} {_MOVED[how]}" for organization, how in change.organizations.items())
    return str(change.row), _LABELS[change.before], _LABELS[change.now], moved
