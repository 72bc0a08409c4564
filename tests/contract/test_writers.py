"""Four processes write to one register at once: no gap, no duplicate, one root; on every store that processes share."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from goodstanding.bootstrap.register import create_register, open_ports
from goodstanding.ledger.merkle import reference_root
from goodstanding.services.rebuilding import check_register
from goodstanding.settings import DATABASE_VARIABLE

ROOT = Path(__file__).resolve().parents[2]
DRIVER = ROOT / "tests" / "samples" / "append_driver.py"
WRITERS, BATCHES, SIZE = 4, 25, 7


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_four_writers_make_one_log(
    store: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if store == "postgres":
        monkeypatch.setenv(DATABASE_VARIABLE, request.getfixturevalue("postgres").new_schema())
    register = tmp_path / "register"
    _, first, _ = create_register(register, "register.example.org")
    processes = [start(register, f"writer-{number}") for number in range(WRITERS)]
    # Nobody begins before all are ready.
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * WRITERS
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=600)[1] or process.returncode for process in processes] == [0] * WRITERS

    ports = open_ports(register)
    head = ports.store.head()
    assert head.size == first.size + WRITERS * BATCHES * (SIZE + 1)
    stored = list(ports.store.stored(0, head.size))
    assert [row[0] for row in stored] == list(range(head.size))
    assert head.root == reference_root([row[1] for row in stored])
    assert check_register(ports, lambda _: None).findings == ()
    written = [ports.store.entry(seq).envelope for seq in range(first.size, head.size)]
    acts = {(envelope.source, envelope.key) for envelope in written if envelope.source}
    assert len(acts) == WRITERS * BATCHES * SIZE
    in_turn = [envelope.source for envelope in written if envelope.source][::SIZE]
    assert sum(one != other for one, other in pairwise(in_turn)) >= WRITERS - 1


def start(register: Path, writer: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(DRIVER), str(register), writer, str(BATCHES), str(SIZE)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
