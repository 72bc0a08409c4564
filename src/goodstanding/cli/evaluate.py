"""`goodstanding evaluate`."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.adoption import law_of
from goodstanding.bootstrap.batch import ENGINES
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.evaluate_all import Asked, Back, EngineName, History, Input, Lines, Output, SoonerFile, run_all
from goodstanding.cli.options import AsJson, Data, Effective, Memory, Recorded, Rulebook, optional_date
from goodstanding.cli.output import (
    as_of_json,
    clean,
    print_as_of,
    print_json_list,
    print_table,
    print_text,
    progress_bar,
)
from goodstanding.register.organizations import Organization
from goodstanding.services.batch import Outputs
from goodstanding.services.batch_time import Told
from goodstanding.services.reading import AsOf, as_of
from goodstanding.services.standings import Judged, Law, judge_all
from goodstanding.settings import data_directory
from goodstanding.values.points import print_points

NOT_RATED = "not rated"
UNOFFICIAL = "UNOFFICIAL: sample rulebooks that no authority has adopted."
UNADOPTED = "UNOFFICIAL: a look through a rulebook, as if it were in force. It feeds no ground and changes nothing."
SOME_UNADOPTED = "UNOFFICIAL: {count} of these are by sample rulebooks, which no authority has adopted."


def run(
    effective: Effective = None,
    recorded: Recorded = None,
    most: Annotated[
        int, typer.Option("--most", metavar="COUNT", help="Rows of the table; all of them with --json.")
    ] = 20,
    engine: EngineName = None,
    source: Input = None,
    output: Output = None,
    contributions: Lines = None,
    history: History = None,
    back: Back = None,
    sooner: SoonerFile = None,
    rulebook: Rulebook = None,
    memory: Memory = "1GB",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The standings of all organizations of which something is displayed. Not rated is not the same as bad.

    With --engine, --input or a file to write, by an engine: its answer is the same, and so is each line. With --json
    it prints the manifest, which also lies beside the first file.

    --history, --back and --sooner tell of everybody what the commands history and back tell of one organization.

    Example: goodstanding evaluate --effective 2026-09-30

    Example: goodstanding evaluate --engine duckdb --output standings.parquet --contributions lines.parquet

    Example: goodstanding evaluate --input nation --history history.parquet --back back.parquet --sooner sooner.csv
    """
    files = {Told.HISTORY: history, Told.BACK: back, Told.SOONER: sooner}
    over_time = {told: file for told, file in files.items() if file is not None}
    if engine or source or output or contributions or over_time:
        asked = Asked(
            engine=engine or ENGINES[0],
            source=source,
            outputs=Outputs(standings=output, contributions=contributions),
            over_time=over_time,
            rulebook=rulebook,
            effective=optional_date(effective),
            recorded=recorded,
            memory=memory,
            data=data,
        )
        run_all(asked, as_json=as_json)
        return
    _judge(effective, recorded, rulebook, most, data, as_json=as_json)


def _judge(
    effective: str | None, recorded: str | None, rulebook: str | None, most: int, data: Path | None, *, as_json: bool
) -> None:
    """Without an engine: one organization after another by the reference."""
    ports = open_ports(data_directory(data))
    with ports.store.reading() as reader:
        at = as_of(ports, reader, optional_date(effective), recorded)
        law = law_of(reader, at, rulebook)
        with progress_bar("Organizations judged") as progress:
            judged: list[Judged] = []
            for one in judge_all(reader, law, at):
                if rulebook is not None and not _is_about(law, one, at):
                    continue
                judged.append(one)
                if len(judged) % 500 == 0:
                    progress(len(judged))
    judged.sort(key=lambda one: (one.standing.points, one.view.id))
    if as_json:
        digests = {"rulebook_digests": list(law.digests(at.effective)), **as_of_json(at)}
        print_json_list("standings", (standing_json(one) | _rules(law, one, at) for one in judged), digests)
        return
    _print_standings(judged, most)
    _print_unofficial(judged, looked_through=rulebook is not None)
    print_as_of(at, *law.digests(at.effective))


def _is_about(law: Law, judged: Judged, at: AsOf) -> bool:
    """Whether the rulebook that is looked through says anything of such an organization."""
    organization = judged.view.organization
    kinds = law.rulebook_for(judged.view, at.effective).applies_to
    return not isinstance(organization, Organization) or organization.kind in kinds


def _rules(law: Law, judged: Judged, at: AsOf) -> dict[str, object]:
    reign = law.reign_for(judged.view, at.effective)
    return {"purpose": reign.rulebook.purpose.value, "rulebook_digest": reign.digest}


def _print_standings(judged: list[Judged], most: int) -> None:
    grades = Counter(one.standing.grade or NOT_RATED for one in judged)
    print_table("Standings", ("Grade", "Organizations"), sorted(grades.items()), numbers=1)
    cells = ((name_of(one), _kind_of(one), one.standing.grade or NOT_RATED, print_points(one.standing.points))
             for one in judged[:most])  # fmt: skip
    print_table(
        f"Lowest {min(most, len(judged))} of {len(judged)}",
        ("Organization", "Kind", "Grade", "Points"),
        cells,
        numbers=1,
    )


def _print_unofficial(judged: list[Judged], *, looked_through: bool) -> None:
    unofficial = sum(one.standing.unofficial for one in judged)
    if looked_through:
        print_text(UNADOPTED)
    elif unofficial == len(judged):
        print_text(UNOFFICIAL)
    elif unofficial:
        print_text(SOME_UNADOPTED.format(count=unofficial))


def name_of(judged: Judged) -> str:
    """The organization's name and id."""
    organization = judged.view.organization
    name = organization.name if isinstance(organization, Organization) else str(organization)
    return clean(f"{name} ({judged.view.id})")


def standing_json(judged: Judged) -> dict[str, object]:
    """One standing as plain data."""
    standing, organization = judged.standing, judged.view.organization
    known = organization if isinstance(organization, Organization) else None
    return {
        "organization": judged.view.id,
        "name": known.name if known else None,
        "kind": known.kind.value if known else None,
        "identifiers": [str(reference) for reference in judged.view.references],
        "points": standing.points,
        "grade": standing.grade,
        "rated": standing.rated,
        "rulebook": standing.rulebook_id,
        "edition": standing.edition,
        "official": not standing.unofficial,
    }


def _kind_of(judged: Judged) -> str:
    organization = judged.view.organization
    return organization.kind.value if isinstance(organization, Organization) else ""
