"""Sealing in a second process gives what sealing here gives, fails as it fails, and is not tried beside threads."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from goodstanding.adapters import sealing
from goodstanding.adapters.randomness import SeededRandomness
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.sealing import PART, seal_here
from goodstanding.values.errors import MisuseError

SOURCE = Path(__file__).resolve().parents[3] / "src"

#: In a process of its own: the one that runs the tests may have threads.
FORKING = """
import os
from goodstanding.adapters import sealing
from goodstanding.adapters.randomness import SeededRandomness
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.sealing import PART, seal_here
from goodstanding.values.errors import MisuseError

forks, fork = [], os.fork
os.fork = lambda: forks.append(1) or fork()
entries = [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {"row": row}}) for row in range(sealing.FEWEST)]
beside = list(sealing.seal_beside(entries, 7, 3, SeededRandomness("a")))
assert beside == list(seal_here(entries, 7, 3, SeededRandomness("a"))), "differs"
assert len(forks) == 1, forks
broken = [*entries, NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {"Row": 1}})]
sealed = []
try:
    for part in sealing.seal_beside(broken, 0, 0, SeededRandomness("a")):
        sealed += part
except MisuseError:
    print(len(sealed))
"""


def test_a_second_process_seals_the_same_and_fails_the_same() -> None:
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    answer = subprocess.run(
        [sys.executable, "-c", FORKING], capture_output=True, text=True, env=environment, check=False, timeout=600
    )
    assert (answer.returncode, answer.stderr) == (0, "")
    assert int(answer.stdout) == sealing.FEWEST


@pytest.fixture
def _no_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise AssertionError("forked")

    monkeypatch.setattr(os, "fork", fork)


def entries(count: int) -> list[NewEntry]:
    return [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {"row": row}}) for row in range(count)]


@pytest.mark.usefixtures("_no_fork")
def test_a_small_batch_is_sealed_here() -> None:
    batch = entries(PART + 1)
    beside = list(sealing.seal_beside(batch, 0, 0, SeededRandomness("a")))
    assert beside == list(seal_here(batch, 0, 0, SeededRandomness("a")))
    assert [len(part) for part in beside] == [PART, 1]


@pytest.mark.usefixtures("_no_fork")
def test_nothing_is_forked_beside_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "FEWEST", 1)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert len(list(sealing.seal_beside(entries(3), 0, 0, SeededRandomness("a")))) == 1
    finally:
        stop.set()
        thread.join()


def test_what_cannot_be_sealed_is_said() -> None:
    broken = NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {"Row": 1}})
    with pytest.raises(MisuseError):
        list(sealing.seal_beside([broken], 0, 0, SeededRandomness("a")))
