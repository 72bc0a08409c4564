"""`goodstanding correction`: a record is corrected on request, by the authority that recorded it."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.proceedings import document_words, proceeding_law
from goodstanding.cli.acting import By, document, signed
from goodstanding.cli.output import as_of_json, print_json, print_table, print_text
from goodstanding.cli.pages import print_page
from goodstanding.cli.proceeding.correcting import COLUMNS, TITLES, report_request, request_row
from goodstanding.cli.proceeding.document import InLanguage, Output, write_document
from goodstanding.proceedings.correcting import Asked, CorrectionAct
from goodstanding.publication.document_words import Language
from goodstanding.publication.request_documents import RequestDocument, request_page
from goodstanding.services.corrections import (
    act_on_correction,
    corrections_for,
    request_correction,
)
from goodstanding.services.documents import request_dossier_of
from goodstanding.services.reading import as_of

app = typer.Typer(
    help="Corrections on request. A request costs nothing; the record shows as disputed until it is decided.",
    no_args_is_help=True,
)
Number = Annotated[int, typer.Argument(metavar="REQUEST", help="The request's number.")]


@app.command("request")
@signed
def request(
    organization: Annotated[str, typer.Argument(metavar="ORGANIZATION", help="An id (o-12) or an identifier.")],
    record: Annotated[int, typer.Argument(metavar="RECORD", help="The number of the record's entry.")],
    by: By,
    text: Annotated[Path, typer.Option("--document", metavar="FILE", help="The request; its digest is recorded.")],
    procedure: Annotated[str, typer.Option("--procedure", metavar="ID", help="The approved rules, by their id.")],
) -> None:
    """As a representative: ask for a correction. It changes no point, and no value before it is decided.

    Example: goodstanding correction request o-111 119 --document request.txt --procedure xv-model --as lawyer-1
    """
    number, head = request_correction(
        by.ports, proceeding_law(), organization, record, procedure, document(text), by.acting
    )  # fmt: skip
    report_request(number, head, by)


@app.command("acknowledge")
@signed
def acknowledge(number: Number, by: By) -> None:
    """As the register keeper: say that the request arrived.

    Example: goodstanding correction acknowledge 730 --as keeper-1
    """
    _act(number, Asked(act=CorrectionAct.ACKNOWLEDGED), by)


@app.command("forward")
@signed
def forward(number: Number, by: By) -> None:
    """As the register keeper: say that the recording authority has the request.

    Example: goodstanding correction forward 730 --as keeper-1
    """
    _act(number, Asked(act=CorrectionAct.FORWARDED), by)


@app.command("grant")
@signed
def grant(
    number: Number,
    by: By,
    correcting: Annotated[int, typer.Option("--by", metavar="ENTRY", help="The record's correction, imported since.")],
) -> None:
    """As the recording authority's deciding officer: grant, by naming the correction. A second signatory approves.

    Example: goodstanding correction grant 730 --by 741 --as clerk-1
    """
    asked = Asked(act=CorrectionAct.GRANTED, corrected_by=correcting)
    _act(number, asked, by)


@app.command("refuse")
@signed
def refuse(
    number: Number,
    by: By,
    text: Annotated[Path, typer.Option("--document", metavar="FILE", help="The reasons; their digest is recorded.")],
) -> None:
    """As the recording authority's deciding officer: refuse, with reasons.

    Example: goodstanding correction refuse 730 --document reasons.txt --as clerk-1
    """
    asked = Asked(act=CorrectionAct.REFUSED, document=document(text))
    _act(number, asked, by)


@app.command("approve")
@signed
def approve(number: Number, by: By) -> None:
    """As the recording authority's second signatory: approve what was granted. The dispute is over.

    Example: goodstanding correction approve 730 --as clerk-2
    """
    _act(number, Asked(act=CorrectionAct.APPROVED), by)


@app.command("list")
@signed
def list_(by: By) -> None:
    """The requests that an officer may read, and where each stands today.

    Example: goodstanding correction list --as keeper-1
    """
    ports, officer = by.ports, by.acting.officer
    with ports.store.reading() as reader:
        at = as_of(ports, reader, None, None)
        found = [request_row(ports, number, one) for number, one in corrections_for(ports, reader, officer).items()]
    if by.as_json:
        print_json({"requests": found, **as_of_json(at)})
    else:
        print_table("Requests", TITLES, [tuple(str(one[name]) for name in COLUMNS) for one in found])


@app.command("document")
@signed
def document_(
    number: Number,
    kind: Annotated[RequestDocument, typer.Argument(metavar="KIND", help="receipt or decision.")],
    by: By,
    language: InLanguage = Language.EN,
    output: Output = None,
) -> None:
    """Make the receipt of a request, or the decision on it, out of its entries. No day in it is typed.

    Example: goodstanding correction document 730 receipt --language fr --output receipt.pdf --as keeper-1
    """
    dossier = request_dossier_of(by.ports, proceeding_law(), number, by.acting.officer)
    page = request_page(kind, dossier, document_words(language))
    if output is not None:
        write_document(page, dossier.correction.steps[-1].on, output)
    if by.as_json:
        written = None if output is None else str(output)
        told = {"request": number, "document": kind.value, "language": language.value, "title": page.title}
        print_json(told | {"output": written})
    elif output is not None:
        print_text(f"{page.title}: {output}")
    else:
        print_page(page)


def _act(number: int, asked: Asked, by: By) -> None:
    head = act_on_correction(by.ports, proceeding_law(), number, asked, by.acting)
    report_request(number, head, by)
