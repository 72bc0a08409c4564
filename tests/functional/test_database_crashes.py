"""The machine fails under the database: killed in a commit, disk full, directory read-only. Never half, never lost."""

import ctypes
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sample_enrolled import enrolled_register

from goodstanding.bootstrap.register import create_register, open_ports
from goodstanding.services.rebuilding import check_register
from goodstanding.settings import DATABASE_VARIABLE

ROOT = Path(__file__).resolve().parents[2]
DRIVER = ROOT / "tests" / "samples" / "kill_driver.py"


def killed(directory: Path, kills: int, seed: int = 1) -> dict[str, Any]:
    command = [sys.executable, str(DRIVER), str(directory), str(kills), str(seed)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    answer = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert answer.returncode == 0, answer.stderr
    found: dict[str, Any] = json.loads(answer.stdout)
    assert found["findings"] == []
    assert sum(found["outcomes"].values()) == found["kills"] == kills
    return found


@pytest.fixture(params=["sqlite", "postgres"])
def register(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new register in a file, and one in PostgreSQL, whose server outlives the writers."""
    if request.param == "postgres":
        monkeypatch.setenv(DATABASE_VARIABLE, request.getfixturevalue("postgres").new_schema())
    create_register(tmp_path / "register", "register.example.org")
    return tmp_path / "register"


def test_fifty_kills_lose_nothing(register: Path) -> None:
    found = killed(register, 50)
    assert any(phase.startswith("in commit") for phase in found["outcomes"])
    assert any(phase.startswith("before commit") for phase in found["outcomes"])


@pytest.mark.endurance
def test_ten_thousand_kills_lose_nothing(tmp_path: Path) -> None:
    create_register(tmp_path / "register", "register.example.org")
    print(killed(tmp_path / "register", 10_000, seed=2))


def goodstanding(*arguments: object, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "goodstanding", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, preexec_fn=before, check=False)


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    register = enrolled_register(tmp_path)
    header, first, _ = goodstanding("template").stdout.splitlines()
    rows = (first.replace("AC-2023-117", f"AC-2023-{number}") for number in range(1_000))
    (tmp_path / "decisions.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    import_ = ("import", "csv", tmp_path / "decisions.csv", "--partial", "--as-of", "2024-06-01", "--data", register)
    before = open_ports(register).store.head()

    def full() -> None:
        # No file may grow beyond this: writing fails as on a full disk.
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    answer = goodstanding(*import_, before=full)
    assert answer.returncode == 2
    assert "The machine refused to read or write" in answer.stderr
    assert "space left" in answer.stderr
    assert "Northquay" not in answer.stderr
    ports = open_ports(register)
    assert ports.store.head() == before
    assert check_register(ports, lambda _: None).findings == ()
    assert goodstanding(*import_).returncode == 0
    assert open_ports(register).store.head().size > before.size + 1_000


@pytest.fixture
def unwritable(tmp_path: Path) -> Iterator[Path]:
    """A register that its owner may read and not write."""
    register = enrolled_register(tmp_path)
    paths = [*sorted(register.rglob("*"), reverse=True), register]
    for path in paths:
        path.chmod(0o500 if path.is_dir() else 0o400)
    yield register
    for path in reversed(paths):
        path.chmod(0o700)


def bound_by_rights() -> None:
    """The superuser too: the right to pass over them is given up (PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


@pytest.mark.parametrize("command", [("log", "head"), ("rebuild",), ("officer", "add", "registrar-9"), ("init",)])
def test_a_directory_that_cannot_be_written_is_said(
    unwritable: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", "an invented passphrase")
    was = {path.name: path.read_bytes() for path in unwritable.iterdir() if path.is_file()}
    answer = goodstanding(*command, "--data", unwritable, before=bound_by_rights)
    assert answer.returncode == 2
    assert "rights of the data directory" in answer.stderr
    assert "internal error" not in answer.stderr
    assert {path.name: path.read_bytes() for path in unwritable.iterdir() if path.is_file()} == was
