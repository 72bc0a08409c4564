"""Killed without warning at any moment of a file, a screening is gone on with and ends as if nothing had happened."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sample_bidders import EFFECTIVE, NAMED, PURPOSE, write_bidders

ROOT = Path(__file__).resolve().parents[2]
ROWS = 1_000
KILLS = {"index": 3, "workers": 3, "join": 1}


@pytest.fixture(scope="module")
def register(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_made, tmp_path_factory.mktemp("kill") / "register")


def start(register: Path, file: Path, output: Path, engine: str = "auto") -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "GOODSTANDING_DATA": str(register)}
    command = [sys.executable, "-m", "goodstanding", "screen", str(file), *PURPOSE, *EFFECTIVE, "--output", str(output)]
    command += ["--engine", engine]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)


def answers(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()[1:]


def children_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes that a process has begun and that have not ended."""
    told = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(one) for one in told.read_text().split()] if told.exists() else []


def gone(child: int) -> bool:
    try:
        return Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.parametrize("engine", KILLS)
def test_a_killed_screening_ends_as_if_it_had_not_been(register: Path, tmp_path: Path, engine: str) -> None:
    rows = ({"id": str(one), "name": NAMED if one % 100 == 0 else f"Northquay Works {one} Ltd"} for one in range(ROWS))
    file = write_bidders(tmp_path / "bidders.csv", *rows)
    whole, killed = tmp_path / "whole.jsonl", tmp_path / "killed.jsonl"
    assert start(register, file, whole).communicate(timeout=600)[1] == ""
    lengths = [0]
    for seed in range(KILLS[engine]):
        process = start(register, file, killed, engine)
        # Wait until it has written something more, then a moment that is never the same.
        while process.poll() is None and (killed.stat().st_size if killed.exists() else 0) <= lengths[-1]:
            time.sleep(0.002)
        time.sleep(random.Random(seed).random() / 20)
        children = children_of(process)
        process.kill()
        process.communicate(timeout=300)
        assert len(children) <= os.cpu_count() * (engine == "workers")
        # None of them stays behind, and none holds the file of answers.
        until = time.monotonic() + 300
        while not all(map(gone, children)) and time.monotonic() < until:
            time.sleep(0.01)
        assert all(map(gone, children))
        lengths.append(killed.stat().st_size)
    assert lengths == sorted(lengths)
    # The last kill may have come too late.
    told = start(register, file, killed, engine).communicate(timeout=600)[1]
    assert told == "" or "holds a finished screening" in told
    assert answers(killed) == answers(whole)
    assert [json.loads(line)["answer"]["row"] for line in answers(killed)[:-1]] == list(range(1, ROWS + 1))
