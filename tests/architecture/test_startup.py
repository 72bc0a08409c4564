"""A command starts fast: it imports few modules, and heavy libraries only where it uses them (settled.md 23)."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.invented import write_list

ROOT = Path(__file__).resolve().parents[2]

#: Imported by no command that does not need it: 0.1 to 0.5 s each, measured on two cores.
HEAVY = frozenset(
    {
        "alembic",
        "cryptography",
        "duckdb",
        "ibis",
        "numpy",
        "pandas",
        "psycopg",
        "pyarrow",
        "pydantic",
        "ruamel",
        "sqlalchemy",
    }
)
#: Typer reads arguments by it.
NEEDED_TO_PARSE = frozenset({"pydantic"})
#: Command -> how many modules of `goodstanding`, which has over 500, it imports at most: a tenth above what it does.
MOST_MODULES = {
    "--help": 15,
    "--version": 15,
    "explain": 140,
    "evaluate": 145,
    "screen": 264,
    "proceeding deadlines": 180,
    "log verify": 76,
}


def imported_by(*arguments: str, status: int = 0) -> set[str]:
    """The modules that a run of this Python imports, standard library included."""
    command = [sys.executable, "-X", "importtime", *arguments]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=300, env=ENVIRONMENT)
    assert answer.returncode == status, answer.stdout
    lines = (line.rpartition("|")[2].strip() for line in answer.stderr.splitlines() if line.startswith("import time:"))
    return set(lines)


def packages(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


ENVIRONMENT = os.environ | {"GOODSTANDING_PASSPHRASE": "an invented passphrase"}


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """A command as in MOST_MODULES, and all that is typed of it, on a register of twenty invented rows."""
    folder = tmp_path_factory.mktemp("startup")
    source, data = folder / "invented.csv", ("--data", str(folder / "data"))
    write_list(source, 20)
    with source.open(encoding="utf-8", newline="") as stream:
        organization = f"mx-rfc:{next(csv.DictReader(stream))['RFC']}"

    def run(*typed: str) -> str:
        command = [sys.executable, "-m", "goodstanding", *typed, *data]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT).stdout

    run("init")
    run("officer", "add", "case-1")
    run("import", "mx-69b", str(source), "--as-of", "2021-05-18")
    proof, head = folder / "entry.tlog-proof", json.loads(run("log", "head", "--json"))["recorded"]
    proof.write_text(run("log", "prove", "0"), encoding="utf-8")
    return {
        "--help": ["--help"],
        "--version": ["--version"],
        "explain": ["explain", organization, *data],
        "evaluate": ["evaluate", *data],
        "screen": ["screen", "--identifier", organization, "--purpose", "tender", *data],
        "proceeding deadlines": ["proceeding", "deadlines", "--as", "case-1", *data],
        "log verify": ["log", "verify", str(proof), "--size", str(head["size"]), "--root", head["root"]],
    }


@pytest.mark.parametrize("command", MOST_MODULES)
def test_a_command_imports_few_of_our_modules(command: str, commands: dict[str, list[str]]) -> None:
    # Of an old list nobody is clear: that is a finding.
    found = imported_by("-m", "goodstanding", *commands[command], status=int(command == "screen"))
    ours = {name for name in found if name.partition(".")[0] == "goodstanding"}
    assert 1 < len(ours) <= MOST_MODULES[command]


def test_the_command_line_imports_nothing_heavy() -> None:
    assert packages(imported_by("-m", "goodstanding", "--help")) & HEAVY == set()


@pytest.mark.parametrize("command", ["explain", "evaluate", "log verify"])
def test_a_question_imports_no_toolkit(command: str, commands: dict[str, list[str]]) -> None:
    assert packages(imported_by("-m", "goodstanding", *commands[command])) & HEAVY - NEEDED_TO_PARSE == set()


def test_a_heavy_import_is_seen() -> None:
    assert packages(imported_by("-c", "import sqlalchemy.engine")) & HEAVY == {"sqlalchemy"}


def test_make_compiles_what_it_installs_and_lets_python_keep_what_it_compiles() -> None:
    """Else every command compiles some 700 modules from their source, which is half of its start."""
    planned = subprocess.run(
        ["make", "--dry-run", "--always-make", ".venv/.test"], cwd=ROOT, capture_output=True, text=True, timeout=60
    ).stdout
    installed = [line for line in planned.splitlines() if "uv pip install" in line]
    assert installed
    assert all("--compile-bytecode" in line for line in installed)
    assert "compileall -q src/goodstanding" in planned
    kept = subprocess.run(
        ["make", "--silent", "--eval", 'kept: ; @echo "$${PYTHONDONTWRITEBYTECODE-kept}"', "kept"],
        cwd=ROOT,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
    )  # fmt: skip
    assert kept.stdout.strip() == "kept"


def test_a_command_seldom_looks_for_cycles() -> None:
    """Python's own measure costs a sixth of a command that names 45,000 movers, and frees next to nothing."""
    command = (
        "import gc, sys; from goodstanding.cli import main; sys.argv[1:] = ['--help']\n"
        "try: main.main()\nexcept SystemExit: print(gc.get_threshold()[0] >= main.COLLECTED_AFTER)"
    )
    printed = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True).stdout
    assert printed.splitlines()[-1] == "True"
