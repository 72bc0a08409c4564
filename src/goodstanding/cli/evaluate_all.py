"""`goodstanding evaluate` by an engine: everybody at once, from the register or from a relation in files."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.adoption import law_of
from goodstanding.bootstrap.batch import (
    ENGINES,
    batch_compiler,
    batch_files,
    engine_named,
    scratch_directory,
    time_engine_named,
)
from goodstanding.bootstrap.law import check_rulebook_file, load_law
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.output import print_json, print_table, progress_bar
from goodstanding.services.batch import Outputs, day_asked, evaluate_relation, export_relation, require_suffix, uses_of
from goodstanding.services.batch_jobs import Use
from goodstanding.services.batch_time import Told, tell_relation, window_of, windows_of
from goodstanding.services.reading import as_of
from goodstanding.services.standings import Law
from goodstanding.settings import data_directory, database_url
from goodstanding.standing.tabulation import tabulate
from goodstanding.values.errors import MisuseError
from goodstanding.values.findings import Severity

EngineName = Annotated[
    str | None, typer.Option("--engine", metavar="NAME", help=f"Evaluate by an engine: {', '.join(ENGINES)}.")
]
Input = Annotated[
    Path | None, typer.Option("--input", metavar="DIR", help="A relation in Parquet instead of the register.")
]
Output = Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Standings as .parquet, .csv or .jsonl.")]
Lines = Annotated[
    Path | None, typer.Option("--contributions", metavar="FILE", help="Every line of every standing, likewise.")
]
History = Annotated[Path | None, typer.Option("--history", metavar="FILE", help="Every run of days with one standing.")]
Back = Annotated[Path | None, typer.Option("--back", metavar="FILE", help="From which day each better grade holds.")]
SoonerFile = Annotated[
    Path | None, typer.Option("--sooner", metavar="FILE", help="Which single record, if gone, would bring it sooner.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked of an engine; `over_time` are the files of what it tells over time."""

    engine: str
    source: Path | None
    outputs: Outputs
    over_time: Mapping[Told, Path]
    rulebook: str | None
    effective: date | None
    recorded: str | None
    memory: str
    data: Path | None


def run_all(asked: Asked, *, as_json: bool) -> None:
    """Evaluate, deliver, and print the manifest or how many have each grade."""
    targets = [one for one in (asked.outputs.standings, asked.outputs.contributions) if one is not None]
    targets += asked.over_time.values()
    for path in targets:
        require_suffix(path)
    engine, files = engine_named(asked.engine, database_url()), batch_files(asked.memory)
    first = targets[0] if targets else None
    with scratch_directory(first) as scratch, _relation(asked, scratch) as (source, day, law, own), \
            progress_bar("Rows") as progress:  # fmt: skip
        effective = day_asked(source, day, files)
        uses, answer = own or uses_of(law, effective), scratch / "answer"
        answer.mkdir()
        answered = evaluate_relation(
            source, answer, uses, effective, engine, asked.engine, batch_compiler(), files, asked.outputs,
            asked.memory, progress,
        )  # fmt: skip
        manifest = {**answered.manifest, **_tell(asked, source, answer, law, own, effective)}
    if first is not None:
        files.write_manifest(first, manifest)
    if as_json:
        print_json(manifest)
        return
    print_table("Standings", ("Grade", "Organizations"), sorted(answered.grades.items()), numbers=1)
    if not all(use.official for use in uses):
        print("UNOFFICIAL: rulebooks that no authority has adopted.")
    print(f"Effective {answered.effective}, by {asked.engine}.")
    if first is not None:
        written = ", ".join(str(target) for target in targets)
        print(f"Written: {written}. How it was done stands in {first}.manifest.json.")


def _tell(
    asked: Asked, source: Path, scratch: Path, law: Law, own: tuple[Use, ...], effective: date
) -> dict[str, object]:
    """What holds over time, into its files; what was done."""
    if not asked.over_time:
        return {}
    engine, files, done = time_engine_named(asked.engine), batch_files(asked.memory), {}
    for told, target in asked.over_time.items():
        windows = tuple(window_of(use, told, effective) for use in own) or windows_of(law, told, effective)
        with progress_bar(f"Organizations, {told}") as progress:
            done[told.value] = tell_relation(
                source, scratch, windows, told, effective, engine, batch_compiler(), files, target, asked.memory,
                progress,
            )  # fmt: skip
    return {"over_time": done}


def _looked_through(rulebook: str) -> tuple[Use, ...]:
    """One sound rulebook for everybody, unofficially."""
    found, findings = check_rulebook_file(rulebook)
    if found is None or any(finding.severity is Severity.ERROR for finding in findings):
        raise MisuseError("The rulebook has errors.", to_do="see them with goodstanding rulebook check")
    return (Use(table=tabulate(found)),)


@contextmanager
def _relation(asked: Asked, scratch: Path) -> Iterator[tuple[Path, date | None, Law, tuple[Use, ...]]]:
    """Where the relation lies, the day asked about, the law, and the rulebook to use in its place, if there is one."""
    own = () if asked.rulebook is None else _looked_through(asked.rulebook)
    if asked.source is not None:
        if asked.recorded is not None:
            raise MisuseError("A relation in files has its recorded time.", to_do="leave out --recorded")
        # Files do not say what was adopted: what they are evaluated by is unofficial.
        yield asked.source, asked.effective, load_law(), own
        return
    ports = open_ports(data_directory(asked.data))
    with ports.store.reading() as reader, progress_bar("Organizations read") as progress:
        at = as_of(ports, reader, asked.effective, asked.recorded)
        law = law_of(reader, at)
        export_relation(reader, law, at, batch_files(asked.memory), scratch / "relation", progress)
    yield scratch / "relation", at.effective, law, own
