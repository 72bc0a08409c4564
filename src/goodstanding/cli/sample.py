"""`goodstanding sample`."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.batch import nation_sampler
from goodstanding.bootstrap.law import load_catalogue
from goodstanding.cli.options import AsJson, Memory
from goodstanding.cli.output import plural, print_json, progress_bar
from goodstanding.services.sampling import Nation, sample_nation
from goodstanding.values.dates import parse_date


def run(
    output: Annotated[Path, typer.Option("--output", metavar="DIR", help="An empty or a new directory.")],
    organizations: Annotated[int, typer.Option("--organizations", metavar="N", help="How many there are.")] = 10_000,
    records: Annotated[int, typer.Option("--records", metavar="M", help="How many records they have.")] = 100_000,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="The same seed draws the same nation.")] = 1,
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The last day of decisions.")] = "2026-09-30",
    memory: Memory = "1GB",
    as_json: AsJson = False,
) -> None:
    """Draw an invented nation of any size, as a relation in Parquet, for trials and measurements.

    Example: goodstanding sample --organizations 10000 --records 100000 --seed 1 --output nation
    """
    nation = Nation(organizations=organizations, records=records, seed=seed, until=parse_date(until))
    with progress_bar("Spans written") as progress:
        about = sample_nation(output, nation, load_catalogue(), nation_sampler(memory), progress)
    if as_json:
        print_json(about)
        return
    print(f"{plural(organizations, 'invented organization')} with {plural(records, 'record')}, until {until}.")
    print(f"Evaluate them: goodstanding evaluate --input {output} --output standings.parquet")
