"""A correction asked for from within a file, and what is said of any request once something was done about it."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.cli.acting import By, document, signed
from goodstanding.cli.output import head_json, print_json, print_text
from goodstanding.cli.proceeding.options import Number, Party
from goodstanding.ledger.writing import Head
from goodstanding.proceedings.correcting import Correction, CorrectionAct
from goodstanding.services.corrections import correction, today_of
from goodstanding.services.corrections_in_files import request_correction_in_file
from goodstanding.services.ports import Ports
from goodstanding.services.proceedings import parse_number
from goodstanding.values.plain import plain


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
