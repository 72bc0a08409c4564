"""`python -m benchmarks NAME [--quick] [--json]`; NAME `all` runs every one."""

import argparse
import json
from functools import partial
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import evaluation
from benchmarks.registry import BENCHMARKS, Benchmark
from benchmarks.results import Result, as_json, describe_machine


def main() -> None:
    """Measure, then print figures beside what they are compared with."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure goodstanding.")
    parser.add_argument("name", choices=[*BENCHMARKS, "all"])
    parser.add_argument("--quick", action="store_true", help="small inputs and few repetitions: a smoke test")
    parser.add_argument("--json", action="store_true", help="print one object: results and machine")
    parser.add_argument(
        "--full", nargs="?", type=int, const=10, default=0, metavar="MILLIONS",
        help="evaluation: so many million organizations too (10), with ten times the records; 10 need 10 GB of disk",
    )  # fmt: skip
    chosen = parser.parse_args()
    names = list(BENCHMARKS) if chosen.name == "all" else [chosen.name]
    runs: dict[str, Benchmark] = {**BENCHMARKS, "evaluation": partial(evaluation.measure, full=chosen.full)}
    results = [result for name in names for result in runs[name](chosen.quick)]
    machine = describe_machine()
    if chosen.json:
        print(json.dumps(as_json(results, machine), indent=2))
    else:
        _print_table(results, machine)


def _print_table(results: list[Result], machine: dict[str, Any]) -> None:
    table = Table("measure", "value", "unit", "compared with", "ratio")
    for result in results:
        ratio = "" if result.ratio is None else f"{result.ratio:.3f}"
        table.add_row(result.measure, f"{result.value:,.7g}", result.unit, result.peer or "", ratio)
    console = Console(width=max(Console().width, 120))
    console.print(table)
    console.print(", ".join(f"{key}: {value}" for key, value in machine.items()))


if __name__ == "__main__":
    main()
