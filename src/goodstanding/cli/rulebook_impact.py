"""`goodstanding rulebook impact`: who would move, and why, before anything is adopted."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap import law
from goodstanding.bootstrap.adoption import read_rulebook_named, read_sound_file
from goodstanding.bootstrap.batch import (
    ENGINES,
    batch_comparer,
    batch_compiler,
    batch_files,
    batch_pairs,
    engine_named,
    scratch_directory,
)
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.evaluate_all import EngineName, Input
from goodstanding.cli.options import AsJson, Data, Effective, Memory, Recorded, optional_date
from goodstanding.cli.output import as_of_json, as_of_line, print_json, print_text, progress_bar
from goodstanding.cli.pages import Html, print_page, write_page
from goodstanding.publication.impact_page import impact_page
from goodstanding.rulebook.diff import redline
from goodstanding.services.batch_impact import Tools, impact_of_relation
from goodstanding.services.impacts import impact_of
from goodstanding.services.reading import as_of
from goodstanding.settings import data_directory, database_url
from goodstanding.values.errors import MisuseError
from goodstanding.values.plain import plain


def run(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The edition that is; a file, a sample, or ID:EDITION.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The edition that shall be, named in the same way.")],
    effective: Effective = None,
    recorded: Recorded = None,
    most: Annotated[
        int, typer.Option("--most", metavar="COUNT", help="Movers in the text; all of them in JSON and HTML.")
    ] = 20,
    source: Input = None,
    engine: EngineName = None,
    memory: Memory = "1GB",
    html: Html = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Who would move if NEW stood in the place of OLD: grade by grade, by group, and the provision that moves them.

    Both are applied to the register's records as if they were in force on the date. UNOFFICIAL: it changes nothing.

    With --input on a relation in Parquet instead of the register, by an engine.

    Example: goodstanding rulebook impact companies stricter.yaml --effective 2026-09-30
    """
    if source is not None:
        if recorded is not None:
            raise MisuseError("A relation in files has its recorded time.", to_do="leave out --recorded")
        _tell_files(
            old, new, source, engine or ENGINES[0], optional_date(effective), memory, most, html, as_json=as_json
        )
        return
    ports = open_ports(data_directory(data))
    with ports.store.reading() as reader:
        at = as_of(ports, reader, optional_date(effective), recorded)
        before, after = (read_rulebook_named(reader, at.head.size, one) for one in (old, new))
        with progress_bar("Organizations compared") as progress:
            found = impact_of(reader, law.load_law(), before, after, at, progress)
    if html is not None:
        write_page(impact_page(found, redline(before, after)), html)
    if as_json:
        print_json({"official": False, "purpose": after.purpose.value, **as_object(plain(found)), **as_of_json(at)})
    elif html is None:
        print_page(impact_page(found, redline(before, after), most))
        print_text(as_of_line(at))


def _tell_files(
    old: str, new: str, source: Path, engine: str, effective: date | None, memory: str, most: int, html: Path | None, *,
    as_json: bool,
) -> None:  # fmt: skip
    before, after = read_sound_file(old), read_sound_file(new)
    tools = Tools(
        engine=engine_named(engine, database_url()),
        compiler=batch_compiler(),
        comparer=batch_comparer(memory),
        files=batch_files(memory),
        memory=memory,
        pairs=batch_pairs(engine, memory),
    )
    with scratch_directory(html) as scratch, progress_bar("Organizations compared") as progress:
        found = impact_of_relation(source, scratch, before, after, effective, tools, progress)
    if html is not None:
        write_page(impact_page(found, redline(before, after)), html)
    if as_json:
        print_json({"official": False, "purpose": after.purpose.value, **as_object(plain(found))})
    elif html is None:
        print_page(impact_page(found, redline(before, after), most))


def as_object(value: object) -> dict[str, object]:
    """Plain data that is an object."""
    return value if isinstance(value, dict) else {}
