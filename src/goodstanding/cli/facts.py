"""`goodstanding facts`."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.adoption import law_of
from goodstanding.bootstrap.batch import batch_files
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import AsJson, Data, Effective, Memory, Recorded, optional_date
from goodstanding.cli.output import as_of_line, plural, print_json, progress_bar
from goodstanding.services.batch import export_relation, uses_of
from goodstanding.services.reading import as_of
from goodstanding.settings import data_directory


def run(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="An empty or a new directory.")],
    effective: Effective = None,
    recorded: Recorded = None,
    lines: Annotated[
        bool, typer.Option("--jsonl", help="JSON lines too, with the rulebooks in use: for a second implementation.")
    ] = False,
    memory: Memory = "1GB",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write what evaluation needs as Parquet: who is displayed on the date, and their records as spans of days.

    For engines and impact assessments inside the office, not for publication: spans that are over are in it.

    Example: goodstanding facts nation --effective 2026-09-30
    """
    ports = open_ports(data_directory(data))
    with ports.store.reading() as reader, progress_bar("Organizations written") as progress:
        at = as_of(ports, reader, optional_date(effective), recorded)
        law, files = law_of(reader, at), batch_files(memory)
        written = export_relation(reader, law, at, files, directory, progress)
    if lines:
        files.write_lines(directory, uses_of(law, at.effective))
    if as_json:
        print_json(written.about)
        return
    print(
        f"{plural(written.rows['organizations'], 'organization')} and {plural(written.rows['facts'], 'span')} written."
    )
    print(as_of_line(at))
