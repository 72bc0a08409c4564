"""The page of safeguards has all forty in their order, and what it names as holding them is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "safeguards.md"
TABLE, _, MISSING = PAGE.read_text(encoding="utf-8").partition("\n## Not there yet\n")
ROWS = re.findall(r"^\| (S\d+) \| (.+) \| (.+) \| (.+) \|$", TABLE, re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@cache
def runs_of(name: str) -> frozenset[str]:
    """What pytest runs of a file: its test functions, and machines that are assigned under a name for it."""
    path = ROOT / name
    assert path.is_file(), f"{name} is missing"
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            found.add(node.name)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute) and node.value.attr == "TestCase":
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return frozenset(found)


def test_all_forty_stand_there_in_their_order() -> None:
    assert [row[0] for row in ROWS] == [f"S{number}" for number in range(1, 41)]


@pytest.mark.parametrize(("number", "says", "held", "tests"), ROWS, ids=[row[0] for row in ROWS])
def test_what_holds_a_safeguard_is_there(number: str, says: str, held: str, tests: str) -> None:
    assert says.endswith(".")
    modules = re.findall(r"`([\w/]+\.py)`", held)
    assert modules
    assert [name for name in modules if not (ROOT / "src" / "goodstanding" / name).is_file()] == []
    named = tests.split("<br>")
    assert 1 <= len(named) <= 4
    found = [TEST.fullmatch(one) for one in named]
    assert None not in found, f"{number} names something else than tests"
    assert [one[0] for one in found if one and one[2] not in runs_of(one[1])] == []


def test_what_is_not_there_is_of_a_safeguard_and_its_table_is_not_empty() -> None:
    told = re.findall(r"^\| (S\d+(?:, S\d+)*) \| .+ \| .+ \|$", MISSING, re.MULTILINE)
    assert told
    assert {one for row in told for one in row.split(", ")} <= {row[0] for row in ROWS}


def test_a_test_that_is_gone_is_seen() -> None:
    own = Path(__file__).relative_to(ROOT).as_posix()
    assert "test_a_test_that_is_gone_is_seen" in runs_of(own)
    assert "runs_of" not in runs_of(own)
    assert "TestProceedings" in runs_of("tests/properties/test_proceeding_machine.py")
