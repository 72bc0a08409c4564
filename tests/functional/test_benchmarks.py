"""The benchmarks run, and answer in the one shape that others compare."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_spine_is_measured() -> None:
    command = [sys.executable, "-m", "benchmarks", "spine", "--quick", "--json"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert answer.returncode == 0, answer.stderr
    printed = json.loads(answer.stdout)
    assert set(printed) == {"results", "machine"}
    assert len(printed["results"]) == 7
    for result in printed["results"]:
        assert set(result) == {"measure", "value", "unit", "peer", "ratio"}
        assert result["value"] > 0
    assert printed["machine"]["cores"] >= 1


def test_an_unknown_benchmark_is_misuse() -> None:
    command = [sys.executable, "-m", "benchmarks", "nothing"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60).returncode == 2
