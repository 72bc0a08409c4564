"""The walls of the house: import-linter's contracts and ruff's banned calls hold, and break when violated."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(sys.executable).parent
DOMAIN = ("values", "register", "ledger", "rulebook", "standing", "proceedings", "intake", "publication")

#: Everything that the domain may import from outside the standard library, and who may.
LIBRARIES_OF_THE_DOMAIN = {"orjson": "goodstanding.ledger.canonical", "stdnum": "goodstanding.intake"}

#: contract -> (module, line planted at its end); each is an import that the contract forbids.
VIOLATIONS = {
    "layers": ("values/dates.py", "import goodstanding.register.records"),
    "pure-domain": ("standing/__init__.py", "import sqlite3"),
    "pure-screening": ("screening/bands.py", "import pathlib"),
    "libraries": ("register/records.py", "import orjson"),
    "points-never-list": ("proceedings/__init__.py", "import goodstanding.standing.evaluate"),
    "services-without-adapters": ("services/__init__.py", "import sqlalchemy"),
    "assembly": ("services/__init__.py", "import goodstanding.adapters.formats.tabular"),
    "no-cycles": ("register/authorities.py", "import goodstanding.register.cycle"),
}

BANNED_CALLS = (
    "from datetime import datetime\n\nNOW = datetime.now()",
    "from datetime import datetime\n\nNOW = datetime.utcnow()",
    "from datetime import date\n\nTODAY = date.today()",
    "import time\n\nNOW = time.time()",
    "from time import monotonic\n\nNOW = monotonic()",
    "import os\n\nSALT = os.urandom(16)",
    "import secrets\n\nSALT = secrets.token_bytes(16)",
    "import random\n\nDRAW = random.random()",
    "from uuid import uuid4\n\nNAME = uuid4()",
    "import uuid\n\nNAME = uuid.uuid1()",
)


def lint_imports(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(root / "src")}
    command = [str(TOOLS / "lint-imports"), "--no-cache", *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=600)


def banned(source: str, path: str) -> str:
    command = [str(TOOLS / "ruff"), "check", "--no-cache", "--select", "TID251", "--stdin-filename", path, "-"]
    return subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, timeout=300).stdout


@pytest.fixture
def a_copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept() -> None:
    answer = lint_imports(ROOT)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_planted_violation_breaks_its_contract(contract: str, a_copy: Path) -> None:
    module, line = VIOLATIONS[contract]
    source = a_copy / "src" / "goodstanding"
    (source / "register" / "cycle.py").write_text('"""Closes a cycle."""\n\nimport goodstanding.register.authorities\n')
    with (source / module).open("a", encoding="utf-8") as stream:
        stream.write(f"\n{line}\n")
    answer = lint_imports(a_copy, "--contract", contract)
    assert answer.returncode == 1, answer.stdout
    assert "1 broken" in answer.stdout


def test_a_package_that_is_in_no_layer_breaks_the_layers(a_copy: Path) -> None:
    stray = a_copy / "src" / "goodstanding" / "stray"
    stray.mkdir()
    (stray / "__init__.py").write_text('"""In no layer."""\n')
    answer = lint_imports(a_copy, "--contract", "layers")
    assert answer.returncode == 1
    assert "stray" in answer.stdout


def test_the_domain_is_the_standard_library_and_two_libraries() -> None:
    graph = grimp.build_graph("goodstanding", include_external_packages=True, cache_dir=None)
    domain = {module for layer in DOMAIN for module in graph.find_descendants(f"goodstanding.{layer}")}
    strangers = {
        (module, imported)
        for module in domain
        for imported in graph.find_modules_directly_imported_by(module)
        if not imported.startswith("goodstanding") and imported not in sys.stdlib_module_names
        if not module.startswith(LIBRARIES_OF_THE_DOMAIN.get(imported, "nobody"))
    }
    assert len(domain) > len(DOMAIN)
    assert strangers == set()


@pytest.mark.parametrize("source", BANNED_CALLS)
@pytest.mark.parametrize("layer", ["values", "intake", "services", "cli"])
def test_clock_and_randomness_are_banned_outside_adapters(source: str, layer: str) -> None:
    assert "TID251" in banned(source, f"src/goodstanding/{layer}/planted.py")


@pytest.mark.parametrize("source", BANNED_CALLS)
def test_adapters_are_where_clock_and_randomness_live(source: str) -> None:
    assert "TID251" not in banned(source, "src/goodstanding/adapters/planted.py")
