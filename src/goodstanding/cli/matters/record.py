"""`goodstanding record`: what is entered shows when a second officer verified it and its organization saw it."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.acting import acting_as, document
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile
from goodstanding.cli.output import head_json, plural, print_json, print_table, print_text
from goodstanding.proceedings.matters import AskedStep, MatterAct
from goodstanding.services.recordings import Waiting, act_on_records, read_waiting, waiting_records
from goodstanding.settings import data_directory
from goodstanding.values.plain import plain

app = typer.Typer(
    help="Records before they show: submitted, verified by a second officer, previewed by their organization.",
    no_args_is_help=True,
)
Records = Annotated[list[int], typer.Argument(metavar="RECORD...", help="The numbers of the records' entries.")]


@app.command("submit")
def submit(
    records: Records, officer: As, data: Data = None, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """As the recording authority's recorder: say that these are its final decisions.

    Example: goodstanding record submit 731 732 --as recorder-1
    """
    _act(records, AskedStep(act=MatterAct.SUBMITTED), officer, passphrase_file, data, as_json=as_json)


@app.command("verify")
def verify(
    records: Records, officer: As, data: Data = None, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """As the recording authority's verifier, who is not the recorder: say that they are as decided.

    Example: goodstanding record verify 731 732 --as verifier-1
    """
    _act(records, AskedStep(act=MatterAct.VERIFIED), officer, passphrase_file, data, as_json=as_json)


@app.command("return")
def return_(
    records: Records,
    officer: As,
    reasons: Annotated[Path, typer.Option("--document", metavar="FILE", help="The reasons; their digest is kept.")],
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """As the verifier: give records back to the recorder, with reasons. They do not show.

    Example: goodstanding record return 731 --document reasons.txt --as verifier-1
    """
    asked = AskedStep(act=MatterAct.RETURNED, document=document(reasons))
    _act(records, asked, officer, passphrase_file, data, as_json=as_json)


@app.command("preview")
def preview(
    records: Records,
    officer: As,
    receipt: Annotated[Path, typer.Option("--receipt", metavar="FILE", help="The delivery receipt; its digest.")],
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """As the register keeper: say that the organization was served these records; the days of the preview run.

    Example: goodstanding record preview 731 --receipt receipt.txt --as keeper-1
    """
    asked = AskedStep(act=MatterAct.PREVIEWED, document=document(receipt))
    _act(records, asked, officer, passphrase_file, data, as_json=as_json)


@app.command("waive")
def waive(
    records: Records, officer: As, data: Data = None, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """As the organization's representative: let these records show before their preview ends.

    Example: goodstanding record waive 731 --as lawyer-1
    """
    _act(records, AskedStep(act=MatterAct.WAIVED), officer, passphrase_file, data, as_json=as_json)


@app.command("show")
def show(
    number: Annotated[int, typer.Argument(metavar="RECORD", help="The number of the record's entry.")],
    officer: As,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Show a record that waits, whole, to its organization and to officers: nobody else sees it yet.

    Example: goodstanding record show 731 --as lawyer-1
    """
    ports = open_ports(data_directory(data))
    acting_as(ports, officer, passphrase_file)
    with ports.store.reading() as reader:
        waiting, record = read_waiting(ports, reader, proceeding_law(), number, officer)
    parts = {name: getattr(record, name) for name in ("party", "case", "decision", "stages", "evidence")}
    if as_json:
        print_json(_row(waiting) | {name: plain(part) for name, part in parts.items()})
        return
    print_table(f"Record {number}: {waiting.stage.value}", ("", ""), [(name, str(one)) for name, one in parts.items()])


@app.command("list")
def list_(officer: As, data: Data = None, passphrase_file: PassphraseFile = None, as_json: AsJson = False) -> None:
    """The records that do not show yet, of those that an officer may read, and where each stands today.

    Example: goodstanding record list --as verifier-1
    """
    ports = open_ports(data_directory(data))
    acting_as(ports, officer, passphrase_file)
    with ports.store.reading() as reader:
        found = waiting_records(ports, reader, proceeding_law(), officer)
    if as_json:
        print_json([_row(one) for one in found])
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


def _act(
    records: list[int],
    asked: AskedStep,
    officer: str,
    passphrase_file: Path | None,
    data: Path | None,
    *,
    as_json: bool,
) -> None:
    ports, law = open_ports(data_directory(data)), proceeding_law()
    done, head = act_on_records(ports, law, records, asked, acting_as(ports, officer, passphrase_file))
    with ports.store.reading() as reader:
        waiting = [one for one in waiting_records(ports, reader, law, officer) if one.record in done]
    if as_json:
        told = {"act": asked.act.value, "records": done, "officer": officer, "recorded": head_json(head)}
        print_json(told | {"waiting": [_row(one) for one in waiting]})
        return
    print_text(f"{plural(len(done), 'record')}: {asked.act.value} by {officer} (log size {head.size}).")
    for one in waiting:
        ends = f", to the end of {one.due_on}" if one.due_on is not None else ""
        print_text(f"Record {one.record}: {one.stage.value}{ends}.")
