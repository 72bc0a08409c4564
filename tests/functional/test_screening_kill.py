"""Killed without warning at any moment of a file, a screening is gone on with and ends as if nothing had happened."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sample_bidders import EFFECTIVE, NAMED, PURPOSE, demo_register, write_bidders

ROOT = Path(__file__).resolve().parents[2]
ROWS = 1_000
KILLS = 4


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_register(tmp_path_factory.mktemp("kill") / "register")


def start(register: Path, file: Path, output: Path) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "GOODSTANDING_DATA": str(register)}
    command = [sys.executable, "-m", "goodstanding", "screen", str(file), *PURPOSE, *EFFECTIVE, "--output", str(output)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)


def answers(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()[1:]


def test_a_killed_screening_ends_as_if_it_had_not_been(register: Path, tmp_path: Path) -> None:
    rows = ({"id": str(one), "name": NAMED if one % 100 == 0 else f"Northquay Works {one} Ltd"} for one in range(ROWS))
    file = write_bidders(tmp_path / "bidders.csv", *rows)
    whole, killed = tmp_path / "whole.jsonl", tmp_path / "killed.jsonl"
    assert start(register, file, whole).communicate(timeout=600)[1] == ""
    lengths = [0]
    for seed in range(KILLS):
        process = start(register, file, killed)
        # Wait until it has written something more, then a moment that is never the same.
        while process.poll() is None and (killed.stat().st_size if killed.exists() else 0) <= lengths[-1]:
            time.sleep(0.002)
        time.sleep(random.Random(seed).random() / 20)
        process.kill()
        process.communicate(timeout=300)
        lengths.append(killed.stat().st_size)
    assert lengths == sorted(lengths)
    # The last kill may have come too late.
    told = start(register, file, killed).communicate(timeout=600)[1]
    assert told == "" or "holds a finished screening" in told
    assert answers(killed) == answers(whole)
    assert [json.loads(line)["answer"]["row"] for line in answers(killed)[:-1]] == list(range(1, ROWS + 1))
