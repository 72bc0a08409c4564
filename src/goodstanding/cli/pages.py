"""A page on the terminal, or written as one static HTML file that loads nothing."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.cli.output import TEXT_WIDTH, print_table, print_text
from goodstanding.publication.charts import Chart
from goodstanding.publication.html import print_html
from goodstanding.publication.pages import Page, Table
from goodstanding.publication.pages import print_text as words
from goodstanding.values.errors import MisuseError

SUFFIXES = (".html", ".htm")

Html = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Write it as one static page that loads nothing.")
]


def write_page(page: Page, path: Path) -> None:
    """Write the page."""
    require_page(path)
    path.write_text(print_html(page), "utf-8")


def require_page(path: Path) -> None:
    """Refuse a name that is not a page's, so that no other file is overwritten."""
    if path.suffix not in SUFFIXES:
        raise MisuseError("This is not the name of a page.", accepted=f"a file that ends in {' or '.join(SUFFIXES)}")


def print_page(page: Page) -> None:
    """The page as text: headings, paragraphs and tables."""
    print_text(page.title)
    for paragraph in page.lead:
        print()
        print_text(words(paragraph))
    for section in page.sections:
        print()
        print_text(section.heading, label="" if section.level == 2 else "  ")
        if section.level == 2:
            print("-" * min(len(section.heading), TEXT_WIDTH))
        for block in section.blocks:
            if isinstance(block, Chart):
                continue  # the table beside it has the same data
            if isinstance(block, Table):
                print_table(block.caption, block.columns, [tuple(map(words, row)) for row in block.rows])
            else:
                print_text(words(block))
