"""What a user installs: the wheel, in an empty environment, away from the clone."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

import goodstanding

ROOT = Path(__file__).resolve().parents[2]
UV = Path(sys.executable).parent / "uv"

pytestmark = pytest.mark.skipif(not UV.is_file(), reason="uv is absent: run through `make test`, which installs it")


def run(*command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> str:
    words = [str(word) for word in command]
    answer = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, timeout=300)
    assert answer.returncode == 0, f"{' '.join(words)}\n{answer.stdout}\n{answer.stderr}"
    return answer.stdout


def from_cache_or_network(*command: str | Path) -> None:
    """`make test` has just fetched the same files: take them from the cache, and ask the network only without one."""
    cached = subprocess.run([*map(str, command), "--offline"], cwd=ROOT, capture_output=True, timeout=300)
    if cached.returncode:
        run(*command)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pins = ("--build-constraints", "requirements/build.txt", "--require-hashes")
    from_cache_or_network(UV, "build", "--wheel", "--python", sys.executable, "--out-dir", folder, *pins)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `goodstanding` command of an environment that holds the wheel and the pinned run-time requirements only."""
    environment = tmp_path_factory.mktemp("elsewhere") / "venv"
    run(UV, "venv", "--no-project", "--python", sys.executable, environment)
    install = (UV, "pip", "install", "--python", environment / "bin" / "python", "--only-binary", ":all:")
    from_cache_or_network(*install, "--require-hashes", "-r", "requirements/run.txt")
    from_cache_or_network(*install, "--no-deps", wheel)
    return environment / "bin" / "goodstanding"


def clean_environment(home: Path) -> dict[str, str]:
    """No PYTHONPATH that could lead back into the clone, and a home of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GOODSTANDING"))}
    return kept | {"HOME": str(home), "COLUMNS": "120"}


def test_the_wheel_holds_the_whole_package(wheel: Path) -> None:
    source = ROOT / "src"
    files = {str(path.relative_to(source)) for path in (source / "goodstanding").rglob("*") if path.is_file()}
    files = {name for name in files if "__pycache__" not in name}
    assert len(files) > 100
    assert files - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_says_its_version(installed: Path, tmp_path: Path) -> None:
    printed = run(installed, "--version", cwd=tmp_path, env=clean_environment(tmp_path))
    assert goodstanding.__version__ in printed


def test_the_wheel_holds_all_that_the_demo_reads(installed: Path, tmp_path: Path) -> None:
    printed = run(installed, "demo", cwd=tmp_path, env=clean_environment(tmp_path))
    assert len(printed.splitlines()) > 20
    assert list(tmp_path.iterdir()) == []


def test_the_wheel_is_run_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    program = "import goodstanding; print(goodstanding.__file__)"
    python = installed.with_name("python")
    where = Path(run(python, "-c", program, cwd=tmp_path, env=clean_environment(tmp_path)).strip())
    assert not where.is_relative_to(ROOT)
