"""`goodstanding quarantine`."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.intake import digest_of, format_named, format_names, gate
from goodstanding.bootstrap.law import load_catalogue
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import (
    As,
    AsJson,
    Data,
    PassphraseFile,
    Recorded,
    existing,
    optional_date,
    read_passphrase,
)
from goodstanding.cli.output import as_of_json, as_of_line, head_json, plural, print_json, print_table, print_text
from goodstanding.intake.drafts import Draft
from goodstanding.services.officers import signer_of
from goodstanding.services.ports import Ports
from goodstanding.services.quarantine import (
    PENDING,
    QuarantinedRow,
    Reviewer,
    Seen,
    SourceFile,
    admit,
    find_row,
    quarantined_rows,
    read_quarantined,
    refuse,
)
from goodstanding.services.reading import as_of
from goodstanding.settings import data_directory

app = typer.Typer(help="Rows in question: kept without content, answered by an officer.", no_args_is_help=True)

Number = Annotated[int, typer.Argument(metavar="ID", help="The number that `quarantine list` shows.")]
File = Annotated[Path, typer.Option("--file", metavar="FILE", help="The source file; its digest is checked.")]
Form = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=f"Its format, where the source has another name: {', '.join(format_names())}.",
    ),
]


@app.command("list")
def list_(
    all_: Annotated[bool, typer.Option("--all", help="Decided ones too.")] = False,
    effective: Annotated[
        str | None,
        typer.Option("--effective", metavar="DATE", help="Of lists dated up to this day only. Default: all."),
    ] = None,
    recorded: Recorded = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """List rows in question: source, row number and reasons. What they say was not kept.

    Example: goodstanding quarantine list
    """
    ports = open_ports(data_directory(data))
    until = optional_date(effective)
    at = as_of(ports, ports.store, until, recorded)
    known = (row for row in quarantined_rows(ports.store, at.head.size) if until is None or row.as_of <= until)
    rows = [row for row in known if all_ or row.state == PENDING]
    if as_json:
        print_json({"rows": [_row_json(row) for row in rows], **as_of_json(at)})
        return
    cells = ((row.id, row.source, row.row, ", ".join(row.reasons), row.state) for row in rows)
    print_table(f"Quarantine: {plural(len(rows), 'row')}", ("Id", "Source", "Row", "Reasons", "State"), cells)
    print(as_of_line(at))


@app.command("show")
def show(number: Number, file: File, form: Form = None, data: Data = None, as_json: AsJson = False) -> None:
    """Show one row in question, read again from its file. For the officer's eyes: nothing of it is stored.

    Example: goodstanding quarantine show 4711 --file list.csv
    """
    ports = open_ports(data_directory(data))
    row = find_row(ports.store, number, ports.store.head().size)
    draft = read_quarantined(ports, row, _source_file(row, file, form))
    if as_json:
        print_json(_row_json(row) | {"content": _content(draft)})
        return
    print_text(f"Row {row.row} of {row.source}: {', '.join(row.reasons)} ({row.state}).")
    for name, value in _content(draft).items():
        if value:
            print_text(f"{name}: {'; '.join(value) if isinstance(value, list) else value}", label="  ")


@app.command("admit")
def admit_(
    number: Number,
    file: File,
    seen: Annotated[Seen, typer.Option("--seen", help="What shows that this is an organization.")],
    officer: As,
    form: Form = None,
    passphrase_file: PassphraseFile = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Admit a row in question, signed: it is read again from its file and lands as a record.

    Example: goodstanding quarantine admit 4711 --file list.csv --seen registry-extract --as verifier-1
    """
    ports = open_ports(data_directory(data))
    row = find_row(ports.store, number, ports.store.head().size)
    reviewer = _reviewer(ports, officer, passphrase_file)
    head = admit(ports, load_catalogue(), gate, row, _source_file(row, file, form), seen, reviewer)
    if as_json:
        print_json({"id": row.id, "state": "admitted", "recorded": head_json(head)})
    else:
        print(f"Row {row.row} of {row.source} is admitted and recorded (log size {head.size}).")


@app.command("refuse")
def refuse_(
    number: Number, officer: As, passphrase_file: PassphraseFile = None, data: Data = None, as_json: AsJson = False
) -> None:
    """Refuse a row in question, signed. Nothing of it was kept, and nothing will be.

    Example: goodstanding quarantine refuse 4711 --as verifier-1
    """
    ports = open_ports(data_directory(data))
    row = find_row(ports.store, number, ports.store.head().size)
    head = refuse(ports, row, _reviewer(ports, officer, passphrase_file))
    if as_json:
        print_json({"id": row.id, "state": "refused", "recorded": head_json(head)})
    else:
        print(f"Row {row.row} of {row.source} is refused (log size {head.size}).")


def _reviewer(ports: Ports, officer: str, passphrase_file: Path | None) -> Reviewer:
    return Reviewer(officer=officer, sign=signer_of(ports, officer, read_passphrase(passphrase_file)))


def _source_file(row: QuarantinedRow, file: Path, form: str | None) -> SourceFile:
    path = existing(file)
    found = {"wb": "worldbank"}.get(row.source, row.source)
    name = form or (found if found in format_names() else "csv")
    source = row.source if name == "csv" else None
    return SourceFile(form=format_named(name, source), path=path, digest=digest_of(path))


def _row_json(row: QuarantinedRow) -> dict[str, object]:
    return {
        "id": row.id,
        "source": row.source,
        "digest": row.digest,
        "row": row.row,
        "as_of": row.as_of.isoformat(),
        "reasons": list(row.reasons),
        "state": row.state,
    }


def _content(draft: Draft) -> dict[str, object]:
    return {
        "name": draft.name,
        "aliases": list(draft.aliases),
        "country": draft.country,
        "identifiers": [str(identifier) for identifier in draft.identifiers],
        "authority": draft.case.authority,
        "case": draft.case.number,
        "category": draft.decision.category,
        "sector": draft.sector,
        "region": draft.region,
        "public_money": draft.decision.public_money,
        "acts": [stage.act for stage in draft.stages if stage.act],
    }
