"""A correction asked for from within a file, and what is said of any request once something was done about it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.cli.acting import By, document, signed
from goodstanding.cli.output import head_json, print_json, print_table, print_text
from goodstanding.cli.proceeding.options import Number, Party
from goodstanding.ledger.writing import Head
from goodstanding.proceedings.correcting import Correction, CorrectionAct, CorrectionStage
from goodstanding.proceedings.deadlines import Passing
from goodstanding.services.corrections import correction, today_of
from goodstanding.services.corrections_in_files import Pending, request_correction_in_file
from goodstanding.services.ports import Ports
from goodstanding.services.proceedings import parse_number
from goodstanding.values.plain import plain

#: Of a request in a table: its titles, and where they stand in a row.
TITLES = ("Request", "Record", "Stage", "Acknowledge by", "Decide by")
COLUMNS = ("request", "record", "stage", "acknowledge_by", "decide_by")
_GOES_ON = "The file goes on meanwhile: a request stops no clock of it."
_IF_MISSED = (
    "If request {request} is not decided by {decide_by}, a listing by this file is suspended from the next day on until"
    " it is decided, and no new file is opened on record {record}."
)
_MISSED = (
    "Request {request} was to be decided by {decide_by}: until it is decided, a listing by this file is suspended, and"
    " no new file is opened on record {record}."
)


@signed
def correct(
    file: Number,
    by: By,
    text: Annotated[Path, typer.Option("--document", metavar="FILE", help="The request; its digest is recorded.")],
    record: Annotated[
        int | None,
        typer.Option("--record", metavar="ENTRY", help="A record that the file rests on. Default: its only one."),
    ] = None,
    party: Party = None,
) -> None:
    """As a representative: ask for the correction of a record that the file rests on.

    The same request as by `correction request`, under the rules of the file. What follows is under `correction`:
    acknowledge, forward, grant or refuse, approve.

    Example: goodstanding proceeding correct p-12 --document request.txt --as lawyer-1
    """
    number, head = request_correction_in_file(
        by.ports, proceeding_law(), parse_number(file), record, party, document(text), by.acting
    )
    report_request(number, head, by)
    if not by.as_json:
        print_text(f"What follows is under `goodstanding correction`, by the number {number}.")


def report_request(number: int, head: Head, by: By) -> None:
    """What was done last about a request, and where it stands."""
    found, officer = correction(by.ports.store, number, head.size), by.acting.officer
    act = found.steps[-1].act
    row = request_row(by.ports, number, found)
    if by.as_json:
        print_json(row | {"act": act.value, "officer": officer, "recorded": head_json(head)})
        return
    print_text(f"Request {number}: {act.value} by {officer}; now {row['stage']} (log size {head.size}).")
    if act is CorrectionAct.REQUESTED:
        print_text(f"To be acknowledged by {row['acknowledge_by']}, decided by {row['decide_by']}.")


def request_row(ports: Ports, number: int, found: Correction) -> dict[str, object]:
    """A request as a row of a table: where it stands today, and its two days."""
    stage = found.stage_on(today_of(ports, ports.store, proceeding_law(), found))
    return {
        "request": number,
        "record": found.record,
        "stage": stage.value,
        "acknowledge_by": plain(found.request.acknowledge_by),
        "decide_by": plain(found.request.decide_by),
    }


def pending_row(ports: Ports, one: Pending) -> dict[str, object]:
    """An open request beside a file: where it stands, and what follows for the file when its date is missed."""
    follows = Passing.LISTING_SUSPENDED if one.carries else Passing.NOTHING
    return request_row(ports, one.number, one.request) | {"carries_file": one.carries, "if_missed": follows.value}


def print_pending(rows: Sequence[dict[str, object]]) -> None:
    """The open requests beside a file, for people; nothing where there is none."""
    if not rows:
        return
    cells = [(*(str(row[name]) for name in COLUMNS), "yes" if row["carries_file"] else "no") for row in rows]
    print_table("Corrections asked for and not decided", (*TITLES, "The file rests on it"), cells)
    print_text(_GOES_ON)
    for row in rows:
        if row["carries_file"]:
            told = _MISSED if row["stage"] == CorrectionStage.OVERDUE else _IF_MISSED
            print_text(told.format(**row))
