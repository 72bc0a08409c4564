"""A part of `log`: how fast published files are audited, by each of the three auditors, in processes of their own."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.commands import Run, run_goodstanding, run_program
from benchmarks.invented import ROWS, write_list
from benchmarks.results import Result

#: Most records of the invented list are on display then.
SHOWN_ON = "2018-12-31"
_TIMES = 3


def measure_auditing(folder: Path, scale: int) -> Iterator[Result]:
    """Entries a second of processor time, the start of the program included: the quickest of several runs."""
    data, public, auditor = folder / "register", str(folder / "public"), folder / "audit.py"
    write_list(folder / "list.csv", max(ROWS // scale, 100))
    for command in (
        ("init", "--json"),
        ("import", "mx-69b", str(folder / "list.csv"), "--as-of", "2021-05-18", "--json"),
        ("log", "keys", "new", "--json"),
    ):
        run_goodstanding(*command, data=data).json()
    published = run_goodstanding("log", "publish", public, "--on", SHOWN_ON, "--not-restored", "--json", data=data)
    size = published.json()["size"]
    yield _result(f"publication of {size:,} entries, by processor time", size / published.cpu_seconds, "entries/s")
    auditor.write_text(run_goodstanding("log", "auditor", data=data).output, "utf-8")
    for name, runs in (
        ("log audit", [run_goodstanding("log", "audit", public, data=data) for _ in range(_TIMES)]),
        ("log audit --law", [run_goodstanding("log", "audit", public, "--law", data=data) for _ in range(_TIMES)]),
        ("audit.py", [run_program([sys.executable, "-I", str(auditor), public]) for _ in range(_TIMES)]),
    ):
        best = min(runs, key=lambda run: run.cpu_seconds)
        _require_whole(best)
        yield _result(f"{name}, by processor time", size / best.cpu_seconds, "entries/s")
        yield _result(f"{name}: peak memory", best.peak_mb, "MB")


def _require_whole(run: Run) -> None:
    """An audit that stopped early would be quick."""
    if run.status or "everything fits" not in " ".join(run.output.split()):
        raise SystemExit(f"An audit of a whole log failed ({run.status}): {run.errors}")


def _result(measure: str, value: float, unit: str) -> Result:
    return Result(measure=measure, value=round(value, 3), unit=unit)
