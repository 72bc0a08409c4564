"""Killed without warning at any moment of an import, a register is as before or as after it, never between."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from sample_register import Line, write_list

from goodstanding.bootstrap.register import create_register, open_ports
from goodstanding.services.rebuilding import check_register

ROOT = Path(__file__).resolve().parents[2]
DRIVER = ROOT / "tests" / "samples" / "import_driver.py"
ROWS = 3_000
KILLS_WHILE_READING, KILLS_WHILE_APPENDING = (
    (10, 40) if os.environ.get("HYPOTHESIS_PROFILE") == "endurance" else (5, 20)
)


def start(directory: Path, path: Path) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, str(DRIVER), str(directory), str(path)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def wait_for(process: subprocess.Popen[str], word: str) -> float:
    """The moment at which the process says a word."""
    for line in process.stdout:
        if line.strip() == word:
            return time.monotonic()
    raise AssertionError(f"the import ended before it said {word}")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A register with some records, and the list that is about to be imported into it."""
    folder = tmp_path_factory.mktemp("kill")
    create_register(folder / "register", "register.example.org")
    firms = [
        Line(key=f"k{number}", name=f"Lowmark Works {number} Ltd", identifiers=(f"xv-reg:C{number:09}",))
        for number in range(ROWS)
    ]
    small = start(folder / "register", write_list(folder / "small.jsonl", firms[:50]))
    assert "done" in small.communicate(timeout=300)[0]
    return folder / "register", write_list(folder / "list.jsonl", firms)


def head_of(directory: Path):
    ports = open_ports(directory)
    assert check_register(ports, lambda _: None).findings == ()
    return ports.store.head()


def test_a_killed_import_is_as_before_or_as_after(before: tuple[Path, Path], tmp_path: Path) -> None:
    register, path = before
    at_first = head_of(register)
    whole = shutil.copytree(register, tmp_path / "whole")
    process = start(whole, path)
    moments = [wait_for(process, word) for word in ("reading", "appending", "done")]
    process.communicate(timeout=300)
    reading, appending = (later - earlier for earlier, later in pairwise(moments))
    done = head_of(whole).size
    assert done > at_first.size + ROWS

    choose = random.Random(20240601)
    outcomes: Counter[str] = Counter()
    plan = [("reading", reading * choose.random()) for _ in range(KILLS_WHILE_READING)]
    # The commit is the last moment of the writing: some kills come after it.
    plan += [("appending", appending * 1.15 * choose.random()) for _ in range(KILLS_WHILE_APPENDING)]
    for number, (phase, delay) in enumerate(plan):
        killed = shutil.copytree(register, tmp_path / f"register-{number}")
        process = start(killed, path)
        wait_for(process, phase)
        time.sleep(delay)
        process.kill()
        process.communicate(timeout=300)
        head = head_of(killed)
        outcomes["before" if head == at_first else "after"] += 1
        assert head == at_first or head.size == done
        shutil.rmtree(killed)
    assert outcomes["before"] > KILLS_WHILE_READING
    assert outcomes.total() == KILLS_WHILE_READING + KILLS_WHILE_APPENDING


def test_what_a_kill_left_is_taken_up_by_running_it_again(before: tuple[Path, Path], tmp_path: Path) -> None:
    register, path = before
    killed = shutil.copytree(register, tmp_path / "register")
    process = start(killed, path)
    wait_for(process, "appending")
    process.kill()
    process.communicate(timeout=300)
    left = head_of(killed).size
    again = start(killed, path)
    assert "done" in again.communicate(timeout=300)[0]
    assert head_of(killed).size >= left + ROWS
