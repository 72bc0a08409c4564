"""`goodstanding record`: what is entered shows when a second officer verified it and its organization saw it."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.cli.acting import By, document, signed
from goodstanding.cli.output import as_of_json, head_json, plural, print_json, print_table, print_text
from goodstanding.proceedings.matters import AskedStep, MatterAct
from goodstanding.services.reading import as_of
from goodstanding.services.recordings import Waiting, act_on_records, read_waiting, waiting_records
from goodstanding.values.plain import plain

app = typer.Typer(
    help="Records before they show: submitted, verified by a second officer, previewed by their organization.",
    no_args_is_help=True,
)
Records = Annotated[list[int], typer.Argument(metavar="RECORD...", help="The numbers of the records' entries.")]


@app.command("submit")
@signed
def submit(records: Records, by: By) -> None:
    """As the recording authority's recorder: say that these are its final decisions.

    Example: goodstanding record submit 731 732 --as recorder-1
    """
    _act(records, AskedStep(act=MatterAct.SUBMITTED), by)


@app.command("verify")
@signed
def verify(records: Records, by: By) -> None:
    """As the recording authority's verifier, who is not the recorder: say that they are as decided.

    Example: goodstanding record verify 731 732 --as verifier-1
    """
    _act(records, AskedStep(act=MatterAct.VERIFIED), by)


@app.command("return")
@signed
def return_(
    records: Records,
    by: By,
    reasons: Annotated[Path, typer.Option("--document", metavar="FILE", help="The reasons; their digest is kept.")],
) -> None:
    """As the verifier: give records back to the recorder, with reasons. They do not show.

    Example: goodstanding record return 731 --document reasons.txt --as verifier-1
    """
    asked = AskedStep(act=MatterAct.RETURNED, document=document(reasons))
    _act(records, asked, by)


@app.command("preview")
@signed
def preview(
    records: Records,
    by: By,
    receipt: Annotated[Path, typer.Option("--receipt", metavar="FILE", help="The delivery receipt; its digest.")],
) -> None:
    """As the register keeper: say that the organization was served these records; the days of the preview run.

    Example: goodstanding record preview 731 --receipt receipt.txt --as keeper-1
    """
    asked = AskedStep(act=MatterAct.PREVIEWED, document=document(receipt))
    _act(records, asked, by)


@app.command("waive")
@signed
def waive(records: Records, by: By) -> None:
    """As the organization's representative: let these records show before their preview ends.

    Example: goodstanding record waive 731 --as lawyer-1
    """
    _act(records, AskedStep(act=MatterAct.WAIVED), by)


@app.command("show")
@signed
def show(
    number: Annotated[int, typer.Argument(metavar="RECORD", help="The number of the record's entry.")],
    by: By,
) -> None:
    """Show a record that waits, whole, to its organization and to officers: nobody else sees it yet.

    Example: goodstanding record show 731 --as lawyer-1
    """
    officer = by.acting.officer
    with by.ports.store.reading() as reader:
        waiting, record = read_waiting(by.ports, reader, proceeding_law(), number, officer)
    parts = {name: getattr(record, name) for name in ("party", "case", "decision", "stages", "evidence")}
    if by.as_json:
        print_json(_row(waiting) | {name: plain(part) for name, part in parts.items()})
        return
    print_table(f"Record {number}: {waiting.stage.value}", ("", ""), [(name, str(one)) for name, one in parts.items()])


@app.command("list")
@signed
def list_(by: By) -> None:
    """The records that do not show yet, of those that an officer may read, and where each stands today.

    Example: goodstanding record list --as verifier-1
    """
    officer = by.acting.officer
    with by.ports.store.reading() as reader:
        found, at = waiting_records(by.ports, reader, proceeding_law(), officer), as_of(by.ports, reader, None, None)
    if by.as_json:
        print_json({"records": [_row(one) for one in found], **as_of_json(at)})
        return
    rows = [(one.record, f"o-{one.organization}", one.authority, one.stage.value, one.due_on or "") for one in found]
    title = f"{plural(len(found), 'record')} not shown yet"
    print_table(title, ("Record", "Organization", "Authority", "Stage", "Preview to"), rows)


def _row(one: Waiting) -> dict[str, object]:
    return {
        "record": one.record,
        "organization": f"o-{one.organization}",
        "authority": one.authority,
        "stage": one.stage.value,
        "preview_to": plain(one.due_on),
    }


def _act(records: list[int], asked: AskedStep, by: By) -> None:
    ports, law, officer = by.ports, proceeding_law(), by.acting.officer
    done, head = act_on_records(ports, law, records, asked, by.acting)
    with ports.store.reading() as reader:
        waiting = waiting_records(ports, reader, law, officer, done)
    if by.as_json:
        told = {"act": asked.act.value, "records": done, "officer": officer, "recorded": head_json(head)}
        print_json(told | {"waiting": [_row(one) for one in waiting]})
        return
    print_text(f"{plural(len(done), 'record')}: {asked.act.value} by {officer} (log size {head.size}).")
    for one in waiting:
        ends = f", to the end of {one.due_on}" if one.due_on is not None else ""
        print_text(f"Record {one.record}: {one.stage.value}{ends}.")
