"""What every suite shares: the real lists beside the repository, and repeatable properties."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sample_postgres import Server, running_server

ROOT = Path(__file__).resolve().parents[1]

#: The same examples on every run and machine; only `make endurance` looks for new ones.
_REPEATABLE = settings(derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", _REPEATABLE, max_examples=25)
settings.register_profile("ci", _REPEATABLE, max_examples=100)
settings.register_profile("endurance", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first, so that no worker is left alone with one at the end: units are short, and many."""
    items.sort(key=lambda item: "unit" in item.path.parts)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the clone under test."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The public lists, which lie beside the repository and never in it."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the public lists are absent: they are expected in ../shared/data beside the repository")
    return folder


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register that `goodstanding demo` makes, once a session: to be copied, never written to."""
    folder = tmp_path_factory.mktemp("demo-made") / "register"
    command = [sys.executable, "-m", "goodstanding", "demo", "--data", str(folder)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOODSTANDING")}
    subprocess.run(command, check=True, capture_output=True, timeout=600, env=kept)
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL of this session's own."""
    with running_server() as server:
        yield server
