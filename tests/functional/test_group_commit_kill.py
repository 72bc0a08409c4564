"""A serving process killed at any moment has lost nothing that it acknowledged, on SQLite and PostgreSQL."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from goodstanding.bootstrap.register import create_register, open_ports
from goodstanding.services.rebuilding import check_register
from goodstanding.settings import DATABASE_VARIABLE

ROOT = Path(__file__).resolve().parents[2]
DRIVER = ROOT / "tests" / "samples" / "serve_driver.py"
KILLS = 5


def serve_and_kill(directory: Path, seconds: float) -> list[tuple[str, int]]:
    """What a serving process acknowledged: (key, index of the entry), until it was killed."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(
        [sys.executable, str(DRIVER), str(directory)], stdout=subprocess.PIPE, text=True, env=environment
    )
    lines = [process.stdout.readline()]
    time.sleep(seconds)
    process.kill()
    # By the same reader: `communicate` would begin in the midst of what it has read ahead.
    with process.stdout as rest:
        lines += rest.readlines()
    process.wait(timeout=300)
    # The kill may have torn the last line.
    return [(line.split()[0], int(line.split()[1])) for line in lines if line.endswith("\n")]


def kill_often(directory: Path, kills: int) -> None:
    draw = random.Random(20261126)
    acknowledged = 0
    for _ in range(kills):
        said = serve_and_kill(directory, 0.2 * draw.random())
        ports = open_ports(directory)
        for key, index in said:
            assert ports.store.entry(index).envelope.key == key
        assert check_register(ports, lambda _: None).findings == ()
        acknowledged += len(said)
    assert acknowledged >= kills


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_nothing_acknowledged_is_lost(
    store: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if store == "postgres":
        monkeypatch.setenv(DATABASE_VARIABLE, request.getfixturevalue("postgres").new_schema())
    create_register(tmp_path / "register", "register.example.org")
    kill_often(tmp_path / "register", KILLS)
