"""`evaluation`: a nation evaluated at once, beside the same rules by hand, in Polars, in OpenFisca, and a floor."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.nation.law import write_law
from benchmarks.opponents import HERE, set_up
from benchmarks.results import Result, against_target

#: (organizations, records) of the nation that is measured in full, of the others of the line, and of the smoke test.
NATION, SMALLER, LARGEST, QUICK = (
    (1_000_000, 10_000_000),
    (100_000, 1_000_000),
    (10_000_000, 100_000_000),
    (2_000, 20_000),
)
HAND, COMPILED = 1.15, 2.0
RIVALS = ("polars", "openfisca-tuned", "openfisca")


def measure(quick: bool, *, full: bool = False) -> list[Result]:
    """Every task in a process of its own; the two that are compared run in turn within one."""
    with tempfile.TemporaryDirectory() as folder:
        size = QUICK if quick else NATION
        nation = _draw(Path(folder), size)
        times = 3 if quick else 9
        compared = _work("compare", nation, times)
        results = [*_compared(compared, size), *_alone(nation, compared, times)]
        line = [] if quick else [SMALLER, *([LARGEST] if full else [])]
        results += [_of_the_line(_draw(Path(folder), other), other) for other in line]
        if quick:
            print("Polars and OpenFisca are left out of a quick run: they need an environment.", file=sys.stderr)
            return results
        small = _draw(Path(folder), SMALLER)
        return [*results, *_rivals(Path(folder), nation, small, compared)]


def _compared(compared: dict[str, Any], size: tuple[int, int]) -> Iterator[Result]:
    ratio, cpu = compared["compiled"] / compared["hand"], compared["compiled_cpu"] / compared["hand_cpu"]
    what = f"standings, {size[0]:,} organizations with {size[1]:,} records"
    hand = f"hand-written SQL: {compared['hand']:.3f} s"
    yield against_target("batch_over_hand_sql", ratio, "ratio", HAND)
    yield Result(measure="batch_over_hand_sql, CPU", value=round(cpu, 3), unit="ratio")
    seconds = round(compared["compiled"], 3)
    yield Result(measure=f"{what}: time", value=seconds, unit="s", peer=hand, ratio=round(ratio, 3))
    yield Result(measure="records a second", value=round(size[1] / compared["compiled"]), unit="records/s")


def _alone(nation: Path, compared: dict[str, Any], times: int) -> Iterator[Result]:
    cold = min(_work("compile", nation, 1)["seconds"] for _ in range(3))
    yield against_target("compilation, from a cold start", cold, "s", COMPILED)
    lines, two = _work("lines", nation, times), _work("two", nation, times)
    of_hand, of_one = lines["seconds"] / compared["hand"], two["seconds"] / two["one"]
    yield against_target("standings and every line, of hand-written standings", of_hand, "ratio", 3)
    yield against_target("two rulebooks at once, of one", of_one, "ratio", 1.3)
    yield Result(measure="standings and every line: peak memory", value=lines["peak_mb"], unit="MB")
    floor = _work("floor", nation, times)
    yield Result(measure="numpy floor, in memory, one core", value=round(floor["seconds"], 6), unit="s")
    one = _work("one", nation, times)
    yield against_target("one organization by the reference: mean time", one["seconds"] * 1_000, "ms", 1)


def _of_the_line(nation: Path, size: tuple[int, int]) -> Result:
    found = _work("compare", nation, 3)
    return Result(
        measure=f"standings, {size[0]:,} organizations with {size[1]:,} records: time",
        value=round(found["compiled"], 3),
        unit="s",
        peer=f"hand-written SQL: {found['hand']:.3f} s; peak of both {found['peak_mb']} MB",
        ratio=round(found["compiled"] / found["hand"], 3),
    )


def _rivals(folder: Path, nation: Path, small: Path, compared: dict[str, Any]) -> Iterator[Result]:
    """Polars over the whole nation; OpenFisca over a tenth, where our own time is measured too."""
    law = write_law(folder / "law.json")
    try:
        python = set_up("evaluation", sys.executable, HERE / "opponents-evaluation.txt")
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"Polars and OpenFisca are left out: no environment ({type(error).__name__}).", file=sys.stderr)
        return
    ours = _work("compare", small, 3)
    for name in RIVALS:
        relation, own = (nation, compared) if name == "polars" else (small, ours)
        command = [str(python), str(HERE / "nation" / "rivals.py"), name, str(relation), str(law)]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode:
            print(f"{name} is left out: it failed.", file=sys.stderr)
            continue
        found = json.loads(answer.stdout.splitlines()[-1])
        if found["digest"] != own["digest"]:
            raise SystemExit(f"{name} gives other points: nothing can be compared.")
        where = "the whole nation" if name == "polars" else "a tenth of it"
        yield Result(
            measure=f"{name}, {where}: time, loading included",
            value=round(found["seconds"], 3),
            unit="s",
            peer=f"ours: {own['compiled']:.3f} s",
            ratio=round(found["seconds"] / own["compiled"], 2),
        )


def _draw(folder: Path, size: tuple[int, int]) -> Path:
    target = folder / f"nation-{size[0]}"
    if not target.exists():
        organizations, records = map(str, size)
        asked = ["sample", "--organizations", organizations, "--records", records, "--output", str(target)]
        subprocess.run([sys.executable, "-m", "goodstanding", *asked], check=True, capture_output=True)
    return target


def _work(task: str, nation: Path, times: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.nation.worker", task, str(nation), str(times)]
    answer = subprocess.run(command, capture_output=True, text=True, cwd=HERE.parent, env=dict(os.environ), check=False)
    if answer.returncode:
        raise SystemExit(f"The task {task} failed: {answer.stderr[-500:]}")
    found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return found
