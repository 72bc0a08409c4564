"""`spine`: one real public list in, all its standings out, one of them explained."""

import csv
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.commands import Run, run_goodstanding
from benchmarks.invented import ROWS, write_list
from benchmarks.results import Result, against_target

LIST = Path(__file__).resolve().parents[2] / "shared" / "data" / "mx_sat_69b_orgs_asof_2021-05-18.csv"
AS_OF = "2021-05-18"
#: Today most records of the list are not displayed any more: asked then, the answers would be quick and empty.
EFFECTIVE = ("--effective", "2018-12-31")
QUICK_ROWS = 1_000


def measure(quick: bool) -> list[Result]:
    """Import, evaluation and explanation by the command line, on the embedded store in a fresh directory."""
    with tempfile.TemporaryDirectory() as folder:
        source = _source(Path(folder), quick)
        data = Path(folder) / "data"
        opened = run_goodstanding("init", "--json", data=data).json()
        imported = run_goodstanding("import", "mx-69b", str(source), "--as-of", AS_OF, "--json", data=data)
        counts = imported.json()
        entries = counts["recorded"]["size"] - opened["recorded"]["size"]
        evaluated = run_goodstanding("evaluate", *EFFECTIVE, "--json", data=data)
        if not evaluated.json()["standings"]:
            raise SystemExit("No organization of the list was evaluated: nothing was measured.")
        explained = _explain(source, data, 3 if quick else 9)
    what = f"{counts['read']:,} rows of {'the real' if source == LIST else 'an invented'} list"
    return [
        against_target(f"import, {what}: time", imported.seconds, "s", 10),
        against_target(f"import, {what}: peak memory", imported.peak_mb, "MB", 300),
        Result(measure="import: rows a second", value=round(counts["read"] / imported.seconds), unit="rows/s"),
        Result(measure="import: entries a second", value=round(entries / imported.seconds), unit="entries/s"),
        against_target("evaluate, all its organizations: time", evaluated.seconds, "s", 2),
        Result(measure="evaluate: peak memory", value=round(evaluated.peak_mb, 3), unit="MB"),
        against_target("explain, cold start: median time", median(run.seconds for run in explained), "s", 0.7),
    ]


def _source(folder: Path, quick: bool) -> Path:
    if LIST.is_file() and not quick:
        return LIST
    invented = folder / "invented.csv"
    write_list(invented, QUICK_ROWS if quick else ROWS)
    return invented


def _explain(source: Path, data: Path, times: int) -> list[Run]:
    """Explanations of one organization; the gate may have held the first of the list back, so a few are tried."""
    with source.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))[:200]
    for row in rows:
        command = ("explain", f"mx-rfc:{row['RFC']}", *EFFECTIVE, "--json")
        if run_goodstanding(*command, data=data).json()["lines"]:
            return [run_goodstanding(*command, data=data) for _ in range(times)]
    raise SystemExit("None of the first organizations of the list can be explained.")
