"""The benchmarks run, and answer in the one shape that others compare."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_spine_is_measured() -> None:
    command = [sys.executable, "-m", "benchmarks", "spine", "--quick", "--json"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
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
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert answer.returncode == 0, answer.stderr
    results = json.loads(answer.stdout)["results"]
    named = {result["measure"]: result for result in results}
    assert len(named) == len(results) == 19
    assert named["durable_sequencing_per_s"]["value"] > 0
    assert {"log audit", "log audit --law", "audit.py"} <= {name.partition(",")[0] for name in named}
    assert named["durable_sequencing_per_s, PostgreSQL, 4 groups"]["value"] > 0
    # What is timed is what the register does: a proof that does not verify would have ended the run.
    assert all(result["value"] > 0 for result in results)
    assert "left out" in answer.stderr


def test_the_evaluation_of_a_nation_is_measured() -> None:
    command = [sys.executable, "-m", "benchmarks", "evaluation", "--quick", "--json"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert answer.returncode == 0, answer.stderr
    named = {result["measure"]: result for result in json.loads(answer.stdout)["results"]}
    assert named["batch_over_hand_sql"]["value"] > 0
    assert named["batch_over_hand_sql"]["unit"] == "ratio"
    assert all(result["value"] > 0 for result in named.values())
    assert {"history of everybody: rows", "way back of everybody: rows", "what brings it sooner: rows"} <= set(named)
    fetched = "one organization from the register, rows fetched: evaluation"
    assert named[fetched]["value"] < named["the same, fetching from SQLite included"]["value"]
    assert "left out" in answer.stderr


def test_an_unknown_benchmark_is_misuse() -> None:
    command = [sys.executable, "-m", "benchmarks", "nothing"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300).returncode == 2


def test_screening_is_measured_without_the_public_lists(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from benchmarks.screening import measuring, names, pairing, scripts

    for module, name in ((names, "ALIASES"), (pairing, "SANCTIONED"), (scripts, "SANCTIONED"), (scripts, "LABELS")):
        monkeypatch.setattr(module, name, tmp_path / "absent")
    monkeypatch.setattr(pairing, "ENTITIES", tmp_path / "absent")
    found = {result.measure: result.value for result in measuring.measure(quick=True)}
    assert found["recall_at_1pct_false_alerts"] > 0.9
    assert found["rank 1, Chinese to pinyin, invented"] >= 0.95
    assert found["rank 1, Chinese to English, invented"] >= 0.9
    assert found["rank 1, Cyrillic to Latin, invented"] >= 0.95
    assert found["rank 1, Arabic to Latin, invented"] >= 0.75
    assert found["best F1, held-out pairs"] > 0.92


def test_proceedings_are_measured() -> None:
    command = [sys.executable, "-m", "benchmarks", "proceedings", "--quick", "--json"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert answer.returncode == 0, answer.stderr
    results = json.loads(answer.stdout)["results"]
    found = {result["measure"]: result["value"] for result in results}
    assert found["what is due this week among 2,000 open files, asked of a cold store"] > 0
    assert found["the command `proceeding deadlines`, a process of its own"] > 0
    assert found["days found"] > 0
    assert found["what is due this week among 2,000 previews, asked of a cold store"] > 0
    assert found["replay from disk: entries a second"] > 0
    assert all(value >= 0 for value in found.values())


def test_the_start_of_commands_is_measured() -> None:
    from benchmarks import startup

    found = {result.measure: result for result in startup.measure(quick=True)}
    assert found["the whole command of one look-up, `screen --name`"].unit == "s"
    assert all(result.value > 0 for result in found.values())
    assert found["`--help`, processor time"].value < found["`screen --name`, processor time"].value
