"""A command starts fast because heavy libraries are imported only where they are used (settled.md 23)."""

import csv
import os
import subprocess
import sys
from pathlib import Path

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
#: What a question may load beside: rulebooks and the catalogue are YAML, read into checked shapes.
NEEDED_TO_EXPLAIN = frozenset({"pydantic", "ruamel"})


def loaded_by(*arguments: str) -> set[str]:
    """The top-level packages that a run of this Python imports, standard library included."""
    command = [sys.executable, "-X", "importtime", *arguments]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert answer.returncode == 0, answer.stdout
    lines = (line.rpartition("|")[2].strip() for line in answer.stderr.splitlines() if line.startswith("import time:"))
    return {name.partition(".")[0] for name in lines}


def test_the_command_line_imports_nothing_heavy() -> None:
    assert loaded_by("-c", "import goodstanding.cli.main") & HEAVY == set()


def test_explain_imports_no_database_toolkit(tmp_path: Path) -> None:
    source, data = tmp_path / "invented.csv", ("--data", str(tmp_path / "data"))
    write_list(source, 20)
    with source.open(encoding="utf-8", newline="") as stream:
        organization = f"mx-rfc:{next(csv.DictReader(stream))['RFC']}"
    for command in (["init"], ["import", "mx-69b", str(source), "--as-of", "2021-05-18"]):
        subprocess.run([sys.executable, "-m", "goodstanding", *command, *data], check=True, capture_output=True)
    loaded = loaded_by("-m", "goodstanding", "explain", organization, *data)
    assert "goodstanding" in loaded
    assert loaded & (HEAVY - NEEDED_TO_EXPLAIN) == set()


def test_a_heavy_import_is_seen() -> None:
    assert loaded_by("-c", "import sqlalchemy.engine") & HEAVY == {"sqlalchemy"}


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
