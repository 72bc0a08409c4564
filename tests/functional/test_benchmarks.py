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


def test_the_log_is_measured() -> None:
    command = [sys.executable, "-m", "benchmarks", "log", "--quick", "--json"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert answer.returncode == 0, answer.stderr
    results = json.loads(answer.stdout)["results"]
    named = {result["measure"]: result for result in results}
    assert len(named) == len(results) == 12
    assert named["durable_sequencing_per_s"]["value"] > 0
    assert named["durable_sequencing_per_s, PostgreSQL, 4 groups"]["value"] > 0
    # What is timed is what the register does: a proof that does not verify would have ended the run.
    assert all(result["value"] > 0 for result in results)
    assert "left out" in answer.stderr


def test_an_unknown_benchmark_is_misuse() -> None:
    command = [sys.executable, "-m", "benchmarks", "nothing"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60).returncode == 2
