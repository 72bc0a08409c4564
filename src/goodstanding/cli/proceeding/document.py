"""The documents of a file, for its officers and parties alone (S30)."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.proceedings import document_pdf, document_words, proceeding_law
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.acting import acting_as
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile
from goodstanding.cli.output import print_json, print_text
from goodstanding.cli.pages import SUFFIXES as PAGES
from goodstanding.cli.pages import print_page, write_page
from goodstanding.cli.proceeding.options import Number
from goodstanding.proceedings.waiting import running_clocks
from goodstanding.publication.document_words import Language
from goodstanding.publication.documents import DocumentKind, document_page, is_draft
from goodstanding.publication.pages import Page
from goodstanding.services.documents import dossier_of
from goodstanding.services.proceedings import parse_number
from goodstanding.settings import data_directory
from goodstanding.values.errors import MisuseError

PDF = ".pdf"

InLanguage = Annotated[
    Language, typer.Option("--language", help="The language of its words: en, es, pt, fr, zh or ar.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", metavar="FILE", help="Write it: HTML that loads nothing, or a tagged PDF, as its name ends."
    ),
]


def document(
    file: Number,
    kind: Annotated[
        DocumentKind, typer.Argument(metavar="KIND", help="notice, decision, repair, receipt or provisional.")
    ],
    officer: As,
    language: InLanguage = Language.EN,
    output: Output = None,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Make a document of the file out of its entries. Every day in it is one that the file recorded; none is typed.

    Example: goodstanding proceeding document p-12 notice --language es --output notice.pdf --as case-1
    """
    ports, number = open_ports(data_directory(data)), parse_number(file)
    acting = acting_as(ports, officer, passphrase_file)
    dossier, words = dossier_of(ports, proceeding_law(), number, acting.officer), document_words(language)
    page = document_page(kind, dossier, words)
    if output is not None:
        # Dated with the file's last act, so that the same file on the same day gives the same bytes.
        write_document(page, dossier.file.steps[-1].on, output)
    if as_json:
        due = [{"clock": one.clock.value, "due_on": one.due_on.isoformat()} for one in running_clocks(dossier.file)]
        told = {"file": f"p-{number}", "document": kind.value, "language": language.value, "title": page.title}
        written = None if output is None else str(output)
        print_json(told | {"draft": is_draft(kind, dossier), "due": due, "output": written})
    elif output is not None:
        print_text(f"{page.title}: {output}")
    else:
        print_page(page)


def write_document(page: Page, day: date, output: Path) -> None:
    """Write a document as its name ends; a PDF is dated with the day given."""
    if output.suffix in PAGES:
        write_page(page, output)
        return
    if output.suffix != PDF:
        raise MisuseError(
            "This is not the name of a document.", accepted=f"a file that ends in {', '.join(PAGES)} or {PDF}"
        )
    output.write_bytes(document_pdf(page, day))
