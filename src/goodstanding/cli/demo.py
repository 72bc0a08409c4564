"""`goodstanding demo`: the main job end to end, on an invented country, always with the same output."""

import tempfile
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.demo import Demo, load_demo
from goodstanding.bootstrap.intake import digest_of, format_named, gate
from goodstanding.bootstrap.law import load_law
from goodstanding.bootstrap.register import create_demo
from goodstanding.cli.demo_proceedings import DemoProceedings
from goodstanding.cli.evaluate import NOT_RATED, name_of
from goodstanding.cli.explain import print_explanation
from goodstanding.cli.grounds import print_grounds
from goodstanding.cli.listing import YEAR, listed_json, print_changes, print_list
from goodstanding.cli.options import AsJson
from goodstanding.cli.output import as_of_json, as_of_line, counted, print_json, print_table, print_text
from goodstanding.register.disclosures import DisclosureState
from goodstanding.services.acting import Acting
from goodstanding.services.appointing import enroll_competences
from goodstanding.services.importing import ImportReport, ImportRequest, import_file
from goodstanding.services.list_changes import list_changes
from goodstanding.services.listings import listed
from goodstanding.services.officers import add_officer, signer_of
from goodstanding.services.ports import Ports
from goodstanding.services.reading import AsOf, as_of, find_view
from goodstanding.services.standings import Judged, Law, explain_view, grounds_of_all, judge_all
from goodstanding.settings import data_directory
from goodstanding.standing.disclosing import told_disclosures
from goodstanding.values.errors import MisuseError, NotFoundError
from goodstanding.values.points import print_points

COLUMNS = ("", "List", "read", "kept", "dropped", "quarantined", "rejected", "new", "changed", "vanished")
OFFICER, PASSPHRASE, SEED = "registrar-1", "an invented passphrase", "valdora"
LOWEST = 10
PROCEEDINGS = (
    "Meanwhile an invented integrity office conducted two proceedings under the model law, on decisions that were "
    "final: notice and reply, three officers, a standstill. Neither company appealed. One of them paid, applied, and "
    "was lifted at once; the other stays on the list until its end."
)
#: What may be said of a disclosure, in the order in which it is told.
DISCLOSED = {
    DisclosureState.IN_TIME: "came in time",
    DisclosureState.LATE: "came late",
    DisclosureState.MISSING: "missing after a reminder and ten working days",
}
#: Entries of a register that was just opened: the first one and the end of its batch.
AS_OPENED = 2


def run(
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="Keep the register here. Default: a temporary one.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run everything on a bundled invented country: import, evaluate, explain, grounds, proceedings, list.

    The clock is fixed and the randomness seeded, so the output is always the same. With --data DIR the
    register stays, for you to look around in.

    Example: goodstanding demo --data ./demo
    """
    with tempfile.TemporaryDirectory(prefix="goodstanding-demo-") as scratch:
        folder = Path(scratch)
        files = folder / "files"
        files.mkdir()
        directory = data_directory(data) if data else folder / "register"
        _run(load_demo(files), directory, kept=data is not None, as_json=as_json)


def _run(demo: Demo, directory: Path, *, kept: bool, as_json: bool) -> None:
    manifest, law = demo.manifest, load_law()
    ports, clock = create_demo(directory, SEED)
    if ports.store.head().size > AS_OPENED:
        raise MisuseError(
            "The demo was run in this directory before.", to_do="look around in it, or name a new directory"
        )
    if not as_json:
        print_text(
            f"{manifest.country} is invented, and so is every organization, decision and law in it. "
            f"The clock stands at fixed instants; standings are effective {manifest.effective}."
        )
        print()
    clock.at = datetime.fromisoformat(manifest.starts_at)
    add_officer(ports, OFFICER, PASSPHRASE)
    acting = Acting(officer=OFFICER, sign=signer_of(ports, OFFICER, PASSPHRASE))
    enroll_competences(ports, law.catalogue, demo.competences, acting)
    proceedings = DemoProceedings(
        ports=ports, set_clock=lambda at: setattr(clock, "at", at), passphrase=PASSPHRASE, registrar=OFFICER
    )
    reports: list[ImportReport] = []
    for step in manifest.steps:
        proceedings.play(step.instant)
        clock.at = step.instant
        path = demo.files / step.file
        form = format_named(step.format, step.source)
        request = ImportRequest(form=form, path=path, digest=digest_of(path), as_of=step.as_of)
        reports.append(import_file(ports, law.catalogue, gate, request))
    clock.at = datetime.fromisoformat(manifest.evaluated_at)
    with ports.store.reading() as reader:
        at = as_of(ports, reader, manifest.effective, None)
        judged = sorted(judge_all(reader, law, at), key=lambda one: (one.standing.points, one.view.id))
    if as_json:
        print_json(_summary(ports, law, at, reports, judged))
    else:
        _print_imports(demo, reports)
        _print_standings(judged)
        _print_disclosures(judged, at)
        _print_answers(ports, law, at, manifest.explain)
        _print_next(directory, manifest.explain, manifest.effective.isoformat(), kept=kept)


def _print_imports(demo: Demo, reports: list[ImportReport]) -> None:
    for number, (step, report) in enumerate(zip(demo.manifest.steps, reports, strict=True), start=1):
        print_text(f"{step.title}, as of {report.as_of}. {step.shows}", label=f"{number:>2}  ")
    print()
    rows = [(number, report.source, *_figures(report.counts())) for number, report in enumerate(reports, start=1)]
    totals: Counter[str] = Counter()
    for report in reports:
        totals.update(report.counts())
    rows.append(("", "in all", *_figures(totals)))
    print_table(
        f"{len(reports)} lists came in: what became of their rows, and what that means in records",
        COLUMNS,
        rows,
        numbers=8,
    )
    dropped = sum((report.rows.dropped for report in reports), Counter[str]())
    held = Counter(reason for report in reports for row in report.rows.held for reason in row.reasons)
    print_text(f"Dropped, never read further and only counted: {counted(dropped)}.")
    print_text(f"Quarantined, kept without their content: {counted(held)}.")
    for finding in (finding for report in reports for finding in report.findings):
        print_text(f"Rejected: {finding}")
    print()


def _figures(counts: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(f"{counts[name]:,}" for name in COLUMNS[2:])


def _print_standings(judged: list[Judged]) -> None:
    grades = Counter(one.standing.grade or NOT_RATED for one in judged)
    print_table(
        f"Standings of {len(judged)} organizations", ("Grade", "Organizations"), sorted(grades.items()), numbers=1
    )
    cells = (
        (name_of(one), one.standing.grade or NOT_RATED, print_points(one.standing.points)) for one in judged[:LOWEST]
    )
    print_table(f"The lowest {LOWEST}", ("Organization", "Grade", "Points"), cells, numbers=1)
    print()


def _print_disclosures(judged: list[Judged], at: AsOf) -> None:
    states = _disclosures(judged, at)
    rows = [(DISCLOSED[state], count) for state, count in states.items()]
    print_table(f"Disclosures by {at.effective}", ("", "Disclosures"), rows, numbers=1)
    print_text("Nothing is said of what is not due yet, nor while the time of a reminder runs.")
    print()


def _disclosures(judged: list[Judged], at: AsOf) -> dict[DisclosureState, int]:
    told = Counter(one.state for each in judged for one in told_disclosures(each.view, at.effective))
    return {state: told[state] for state in DISCLOSED}


def _print_answers(ports: Ports, law: Law, at: AsOf, asked: str) -> None:
    with ports.store.reading() as reader:
        view = find_view(ports, reader, asked, at)
        if view is None:
            raise NotFoundError("The organization that the demo explains is not in its register.")
        print_explanation(explain_view(reader, view, law, at))
        found = [(view, ground) for view, several in grounds_of_all(reader, law, at) for ground in several]
        print_grounds(sorted(found, key=lambda pair: (pair[0].names, pair[1].ground)))
        print()
        print_text(PROCEEDINGS)
        print_changes(list(list_changes(ports, reader, at, at.effective - YEAR)))
        print_list(list(listed(ports, reader, at)))
    print_text(as_of_line(at))
    print()


def _print_next(directory: Path, asked: str, effective: str, *, kept: bool) -> None:
    if kept:
        print_text("The register stays. Look around in it, for example:")
        print(f"  goodstanding history {asked} --effective {effective} --data {directory}")
    else:
        print_text("To keep the register and look around in it: goodstanding demo --data ./demo")


def _summary(ports: Ports, law: Law, at: AsOf, reports: list[ImportReport], judged: list[Judged]) -> dict[str, object]:
    with ports.store.reading() as reader:
        grounds = [view.id for view, _ in grounds_of_all(reader, law, at)]
        found = [listed_json(one, at) for one in listed(ports, reader, at)]
    grades = Counter(one.standing.grade or NOT_RATED for one in judged)
    files = [{"file": report.file, **report.counts()} for report in reports]
    told = {state.value: count for state, count in _disclosures(judged, at).items()}
    return {
        "files": files,
        "grades": dict(sorted(grades.items())),
        "disclosures_by_state": told,
        "grounds": grounds,
        "list": found,
        **as_of_json(at),
    }
