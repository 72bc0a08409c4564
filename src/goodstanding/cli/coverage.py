"""`goodstanding coverage`: what an authority says that it decided, against what the register has of it."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.law import load_catalogue
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.acting import acting_as
from goodstanding.cli.options import As, AsJson, Data, Effective, PassphraseFile, Recorded, existing_text, optional_date
from goodstanding.cli.output import as_of_json, head_json, print_as_of, print_json, print_table, print_text
from goodstanding.services.coverages import compared, publish_coverage, told
from goodstanding.services.reading import as_of
from goodstanding.settings import data_directory
from goodstanding.values.dates import parse_date

app = typer.Typer(
    help="Coverage: the numbers of all final decisions of an authority, by its own word.", no_args_is_help=True
)
UNKNOWN = (
    "Coverage unknown: it is not known how many decisions there are of these, since own numbers are not there or lack "
    "records. Do not compare them with others, or with themselves over time."
)
UNDECLARED = "{count} records of {authority} ({category}) are not among its own numbers: {entries}."


@app.command("publish")
def publish(
    authority: Annotated[str, typer.Argument(metavar="AUTHORITY", help="The code of the authority.")],
    category: Annotated[str, typer.Argument(metavar="CATEGORY", help="A category of the catalogue.")],
    numbers: Annotated[Path, typer.Argument(metavar="FILE", help="One case number a line.")],
    officer: As,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day of the decisions.")],
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="The last day of the decisions.")],
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """As the authority's recorder: publish the numbers of all its final decisions of a period. Only digests are kept.

    Example: goodstanding coverage publish xv-tax-office tax-and-social-debt numbers.txt --from 2025-01-01 --to 2025-12-31 --as recorder-1
    """  # noqa: E501 - an example is typed on one line
    ports = open_ports(data_directory(data))
    lines = [line.strip() for line in existing_text(numbers).splitlines() if line.strip()]
    found, head = publish_coverage(
        ports, load_catalogue(), authority, category, parse_date(first), parse_date(last), lines,
        acting_as(ports, officer, passphrase_file),
    )  # fmt: skip
    if as_json:
        print_json({"numbers": len(found.numbers), "recorded": head_json(head)})
    else:
        print_text(f"{len(found.numbers)} numbers of {authority}, {category}, are published (log size {head.size}).")


@app.command("show")
def show(effective: Effective = None, recorded: Recorded = None, data: Data = None, as_json: AsJson = False) -> None:
    """Compare the register with every authority's own numbers, and name those whose coverage is unknown.

    Example: goodstanding coverage show
    """
    ports = open_ports(data_directory(data))
    with ports.store.reading() as reader:
        at = as_of(ports, reader, optional_date(effective), recorded)
        found, unknown = compared(reader, at)
    if as_json:
        pairs = [{"authority": authority, "category": category} for authority, category in unknown]
        print_json({"coverage": list(told(found)), "unknown": pairs, **as_of_json(at)})
        return
    if found:
        rows = [
            (one["authority"], one["category"], f"{one['first']} to {one['last']}", one["declared"], one["recorded"],
             one["missing"])
            for one in told(found)
        ]  # fmt: skip
        columns = ("Authority", "Category", "Decided", "Decisions", "Recorded here", "Missing here")
        print_table("Coverage by the authorities' own numbers", columns, rows, numbers=3)
    for one in found:
        if one.undeclared:
            entries = ", ".join(map(str, one.undeclared))
            about = {"authority": one.coverage.authority, "category": one.coverage.category}
            print_text(UNDECLARED.format(count=len(one.undeclared), entries=entries, **about))
    if unknown:
        print_table(UNKNOWN, ("Authority", "Category"), list(unknown))
    print_as_of(at)
