"""Other logs in Python, in an environment of their own that is set up here: never beside the package's requirements.

`pymerkle` is under the GPL, and `aics-tlog` needs Python 3.12: where none is found it is left out, aloud.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE.parent / ".venv-opponents"
#: The size of the tree that they are asked about: a million takes some of them minutes a proof.
LEAVES = 100_000
_RUNS = {"pymerkle": "opponents.txt", "aics-tlog": "opponents-tlog.txt"}
_NEWER = ("python3.13", "python3.12")


def measure(folder: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """By name: appends, proofs and verifications a second."""
    python = _newer_python()
    if python is None:
        print("aics-tlog is left out: it needs Python 3.12 or later, and none was found.", file=sys.stderr)
    for name, requirements in _RUNS.items():
        if name == "aics-tlog" and python is None:
            continue
        try:
            interpreter = set_up(name, python or sys.executable, HERE / requirements)
        except (subprocess.CalledProcessError, OSError) as error:
            print(f"{name} is left out: its environment cannot be set up ({type(error).__name__}).", file=sys.stderr)
            continue
        command = [str(interpreter), str(HERE / "opponent.py"), name, str(folder / name), str(LEAVES)]
        answer = subprocess.run(command, capture_output=True, check=True, text=True)
        yield name, json.loads(answer.stdout)


def set_up(name: str, python: str, requirements: Path) -> Path:
    folder = ENVIRONMENT / name
    interpreter = folder / "bin" / "python"
    if not (folder / "done").exists():
        subprocess.run([python, "-m", "venv", "--clear", str(folder)], check=True, capture_output=True)
        pip = [str(interpreter), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        pinned = ["--require-hashes", "--only-binary", ":all:", "-r", str(requirements)]
        subprocess.run([*pip, *pinned], check=True, capture_output=True)
        (folder / "done").touch()
    return interpreter


def _newer_python() -> str | None:
    if sys.version_info >= (3, 12):
        return sys.executable
    # A version manager's own shims do not run from everywhere: its versions do.
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [*(shutil.which(name) for name in _NEWER), *map(str, sorted(versions.glob("3.1[2-9]*/bin/python3")))]
    for found in candidates:
        if found and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0:
            return found
    return None
