"""`goodstanding rulebook stability`: on which numbers grades turn."""

from typing import Annotated

import typer

from goodstanding.bootstrap import law
from goodstanding.bootstrap.adoption import read_rulebook_named
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import AsJson, Data, Effective, Recorded, optional_date
from goodstanding.cli.output import as_of_json, as_of_line, print_json, print_text, progress_bar
from goodstanding.cli.pages import Html, print_page, write_page
from goodstanding.cli.rulebook_impact import as_object
from goodstanding.publication.stability_page import stability_page
from goodstanding.services.impacts import stability_of
from goodstanding.services.reading import as_of
from goodstanding.settings import data_directory
from goodstanding.values.plain import plain


def run(
    rulebook: Annotated[str, typer.Argument(metavar="RULEBOOK", help="A file, a sample, or ID:EDITION.")],
    effective: Effective = None,
    recorded: Recorded = None,
    most: Annotated[
        int, typer.Option("--most", metavar="COUNT", help="Numbers in the text; all of them in JSON and HTML.")
    ] = 15,
    html: Html = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """How many keep their grade when a number is a fifth larger or smaller, one at a time and all together.

    Points, caps, the start, the shares of fades and the bands are moved. UNOFFICIAL: it changes nothing.

    Example: goodstanding rulebook stability companies --effective 2026-09-30
    """
    ports = open_ports(data_directory(data))
    with ports.store.reading() as reader:
        at = as_of(ports, reader, optional_date(effective), recorded)
        rules = read_rulebook_named(reader, at.head.size, rulebook)
        with progress_bar("Organizations moved") as progress:
            found = stability_of(reader, law.load_law(), rules, at, progress)
    if html is not None:
        write_page(stability_page(found, rules), html)
    if as_json:
        print_json({"official": False, "purpose": rules.purpose.value, **as_object(plain(found)), **as_of_json(at)})
    elif html is None:
        print_page(stability_page(found, rules, most))
        print_text(as_of_line(at))
