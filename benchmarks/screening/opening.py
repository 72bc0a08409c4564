"""From the start of the command to its end: `screen --name X` beside a kept list of so many organizations.

The register itself is nearly empty; the list beside it is kept as if it were the register's, so that what is measured
is the opening of list and index. Best of a few runs: the first one reads the file from the disk.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.results import Result, against_target
from goodstanding.adapters.screening_shelf import LIST
from goodstanding.bootstrap.register import open_ports
from goodstanding.bootstrap.screening import kept_files, shelf
from goodstanding.publication.screening_rows import Nature, RecordFact, SubjectRow
from goodstanding.screening.subjects import Subject
from goodstanding.services.reading import as_of
from goodstanding.services.screening_kept import Kept, Line
from goodstanding.services.screening_list import state_of

_RUNS = 4
FACT = RecordFact(
    number=7,
    nature=Nature.ADVERSE,
    category="bribery",
    authority="xv-court",
    says="Court of Lowmark decided on 15 January 2026 that it bribed an official; final on 1 February 2026.",
    status="final",
    decided_on=date(2026, 1, 15),
    final_on=date(2026, 2, 1),
)


def measure(subjects: Sequence[Subject], index: bytes) -> list[Result]:
    """Seconds of the whole command and of processor time, and what the list takes on the disk."""
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "register"
        _run("init", "--data", str(directory))
        _keep(directory, subjects, index)
        name = subjects[len(subjects) // 2].names[0]
        asked = ("screen", "--name", name, "--purpose", "tender", "--data", str(directory))
        runs = [_timed(asked) for _ in range(_RUNS)]
        size = (directory / LIST).stat().st_size
    wall, processor = min(runs)[0], min(run[1] for run in runs)
    names = f"{len(subjects):,} names"
    return [
        against_target(f"the whole command, {names}", wall, "s", 1),
        Result(measure=f"the whole command, processor time, {names}", value=round(processor, 3), unit="s"),
        Result(measure=f"list on the disk, bytes a name, {names}", value=round(size / len(subjects)), unit="bytes"),
    ]


def _keep(directory: Path, subjects: Sequence[Subject], index: bytes) -> None:
    ports = open_ports(directory)
    files = kept_files(directory, ports)
    kept_in = shelf(files)
    with ports.store.reading() as reader:
        state = state_of(kept_in.catalogue, as_of(ports, reader, None, None), reader)
    over = {one.organization: Line(row=SubjectRow(subject=one, facts=(FACT,))) for one in subjects}
    files.write(Kept(state=state, over=over), index)


def _timed(arguments: Sequence[str]) -> tuple[float, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    told = _run(*arguments)
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if "question" not in told:
        raise RuntimeError("the kept list was not used")
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _run(*arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GOODSTANDING")}
    command = [sys.executable, "-m", "goodstanding", *arguments]
    # A question is exit code 1.
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False).stdout
