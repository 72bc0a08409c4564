"""`evaluation`: a nation evaluated at once, beside the same rules by hand, in Polars, in OpenFisca, and a floor."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.commands import run_goodstanding
from benchmarks.invented import write_list
from benchmarks.nation.law import write_law
from benchmarks.opponents import HERE, set_up
from benchmarks.results import Result, against_target

#: (organizations, records) of the nation that is measured in full, of a tenth of it, and of the smoke test.
NATION, SMALLER, QUICK = (1_000_000, 10_000_000), (100_000, 1_000_000), (2_000, 20_000)
HAND, COMPILED, LINEAR = 1.15, 2.0, 1.3
RIVALS = ("polars", "openfisca-tuned", "openfisca")


def measure(quick: bool, *, full: int = 0) -> list[Result]:
    """Every task in a process of its own; the two that are compared run in turn within one.

    `full`: so many million organizations with ten times as many records too.
    """
    with tempfile.TemporaryDirectory() as folder:
        size = QUICK if quick else NATION
        nation = _draw(Path(folder), size)
        times = 3 if quick else 9
        compared = _work("compare", nation, times)
        results = [*_compared(compared, size), *_alone(nation, compared, times), *_two(nation, times)]
        results += _from_register(Path(folder), quick)
        smaller = None if quick else _draw(Path(folder), SMALLER)
        results += _over_time(nation, size, 1 if quick else 3, smaller)
        results += [] if smaller is None else [_of_the_line(smaller, SMALLER)]
        results += _largest(Path(folder), full) if full else []
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
    cold = _cold(nation)
    yield against_target("compilation, from a cold start", cold["seconds"], "s", COMPILED)
    yield Result(measure="compilation, from a cold start, CPU", value=round(cold["cpu"], 3), unit="s")
    lines = _work("lines", nation, times)
    yield against_target("standings and every line, of hand-written standings", lines["seconds"] / compared["hand"],
                         "ratio", 3)  # fmt: skip
    yield Result(measure="standings and every line: peak memory", value=lines["peak_mb"], unit="MB")
    floor = _work("floor", nation, times)
    yield Result(measure="numpy floor, in memory, one core", value=round(floor["seconds"], 6), unit="s")
    one = _work("one", nation, times)
    yield against_target("one organization by the reference: mean time", one["seconds"] * 1_000, "ms", 1)


def _cold(nation: Path) -> dict[str, float]:
    """The least of five cold starts, by the clock and by the processor."""
    found = [_work("compile", nation, 1) for _ in range(5)]
    return {name: min(float(one[name]) for one in found) for name in ("seconds", "cpu")}


def _two(nation: Path, times: int) -> Iterator[Result]:
    """Two editions at once beside one; the denominator is one evaluation that writes its standings."""
    found = _work("two", nation, times)
    asked = {"both": "both standings of each, written", "impact": "movers with causes and groups, others counted"}
    what = "two rulebooks at once, of one"
    for name, told in asked.items():
        yield against_target(f"{what}: {told}", found[name] / found["one"], "ratio", 1.3)
    for name, told in (asked | {"every": "the same, every provision changed"}).items():
        cpu = found[f"{name}_cpu"] / found["one_cpu"]
        yield Result(measure=f"{what}: {told}, CPU", value=round(cpu, 3), unit="ratio")


def _over_time(nation: Path, size: tuple[int, int], times: int, smaller: Path | None) -> Iterator[Result]:
    """Of everybody: histories, ways back, what would bring them sooner. A tenth of the nation shows the line."""
    found = _work("tell", nation, times)
    tenth = None if smaller is None else _work("tell", smaller, times)
    names = {"history": "history of everybody", "back": "way back of everybody", "sooner": "what brings it sooner"}
    for name, what in names.items():
        told = f"{what}, {size[0]:,} organizations with {size[1]:,} records"
        yield Result(measure=f"{told}: time", value=round(found[name]["seconds"], 3), unit="s")
        yield Result(measure=f"{told}: CPU", value=round(found[name]["cpu"], 3), unit="s")
        yield Result(measure=f"{what}: rows", value=found[name]["rows"], unit="rows")
        if tenth is not None:
            line = found[name]["cpu"] / tenth[name]["cpu"] * SMALLER[1] / size[1]
            yield against_target(f"{what}: CPU a record, of that at a tenth", line, "ratio", LINEAR)
    yield Result(measure="over time: peak memory", value=found["peak_mb"], unit="MB")


def _from_register(folder: Path, quick: bool) -> Iterator[Result]:
    """One organization out of a register in SQLite: what evaluation takes, and what fetching and telling take."""
    source, data = folder / "list.csv", folder / "register"
    write_list(source, 500 if quick else 10_000)
    run_goodstanding("init", "--json", data=data).json()
    run_goodstanding("import", "mx-69b", str(source), "--as-of", "2021-05-18", "--json", data=data).json()
    found = _work("register", data, 3 if quick else 5)
    fetch, evaluate, explain = (found[name] * 1_000 for name in ("fetch", "evaluate", "explain"))
    yield against_target("one organization from the register, rows fetched: evaluation", evaluate, "ms", 1)
    yield Result(measure="the same, fetching from SQLite included", value=round(fetch + evaluate, 3), unit="ms")
    yield Result(measure="the same, with every point explained", value=round(fetch + explain, 3), unit="ms")


def _of_the_line(nation: Path, size: tuple[int, int]) -> Result:
    return _line(_work("compare", nation, 3), size)


def _line(found: dict[str, Any], size: tuple[int, int]) -> Result:
    return Result(
        measure=f"standings, {size[0]:,} organizations with {size[1]:,} records: time",
        value=round(found["compiled"], 3),
        unit="s",
        peer=f"hand-written SQL: {found['hand']:.3f} s; peak of both {found['peak_mb']} MB",
        ratio=round(found["compiled"] / found["hand"], 3),
    )


def _largest(folder: Path, millions: int) -> Iterator[Result]:
    """The largest nation: also with a cold compilation, and the whole command within the memory that it is given."""
    size = (millions * 1_000_000, millions * 10_000_000)
    nation = _draw(folder, size)
    found, cold = _work("compare", nation, 3), _cold(nation)
    yield _line(found, size)
    what = f"compiled over hand-written, {size[0]:,} organizations with {size[1]:,} records"
    ratio, cpu = found["compiled"] / found["hand"], found["compiled_cpu"] / found["hand_cpu"]
    yield Result(measure=f"{what}: CPU", value=round(cpu, 3), unit="ratio")
    ratio += cold["seconds"] / found["hand"]
    cpu += cold["cpu"] / found["hand_cpu"]
    yield against_target(f"{what}, cold compilation included", ratio, "ratio", HAND)
    yield Result(measure=f"{what}, cold compilation included: CPU", value=round(cpu, 3), unit="ratio")
    what = f"{size[0]:,} organizations with {size[1]:,} records"
    asked = ("evaluate", "--input", str(nation), "--effective", "2026-09-30", "--memory", "4GB", "--json")
    ran = run_goodstanding(*asked, "--output", str(folder / "standings.parquet"), data=folder / "none")
    ran.json()
    yield Result(measure=f"the command evaluate, {what}: time", value=round(ran.seconds, 1), unit="s")
    yield against_target(f"the command evaluate, {what}: peak memory", ran.peak_mb, "MB", 4_000)


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
