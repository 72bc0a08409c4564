"""The options that several commands of a proceeding share, and what they mean."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.register import open_ports
from goodstanding.proceedings.acts import Paper
from goodstanding.proceedings.files import CaseFile
from goodstanding.services.ground_facts import opening_number
from goodstanding.services.proceedings import parse_number, read_file
from goodstanding.services.reading import as_of, find_view
from goodstanding.settings import data_directory
from goodstanding.values.errors import NotFoundError

Number = Annotated[str, typer.Argument(metavar="FILE", help="The file's number, such as p-12.")]
Which = Annotated[Paper, typer.Option("--paper", help="The notice, the decision, or a grant.")]
Party = Annotated[
    str | None, typer.Option("--party", metavar="ORG", help="An affiliate that is a party. Default: the respondent.")
]
Appellant = Annotated[
    str | None, typer.Option("--party", metavar="ORG", help="Whose appeal. Default: the only one that waits.")
]
VerdictFile = Annotated[
    Path, typer.Option("--verdict", metavar="FILE", help="YAML: outcome, until, consequences, a reason on each factor.")
]
Evidence = Annotated[
    list[Path] | None, typer.Option("--evidence", metavar="FILE", help="What shows it; its digest is recorded.")
]


def file_of(file: str, data: Path | None) -> CaseFile:
    """The file with this number."""
    ports = open_ports(data_directory(data))
    return read_file(ports, ports.store, parse_number(file), ports.store.head().size)


def party_of(file: str, asked: str | None, data: Path | None) -> int:
    """The party that is meant: the respondent of the file, or an organization by id or identifier."""
    if asked is None:
        return file_of(file, data).opened.respondent
    ports = open_ports(data_directory(data))
    view = find_view(ports, ports.store, asked, as_of(ports, ports.store, None, None))
    if view is None:
        raise NotFoundError("There is no such organization.", accepted="an id or an identifier")
    return opening_number(view)
