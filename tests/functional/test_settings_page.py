"""The page of settings names every setting, every exit code that commands give, and every key of their JSON."""

import ast
import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from benchmarks.results import Result, as_json
from goodstanding.bootstrap.intake import template_text
from goodstanding.cli.main import main
from goodstanding.cli.output import print_json_list

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "goodstanding"
PAGE = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([a-z_]+)`", PAGE))

#: Keys whose values are counted by a code of data: the codes stand in other pages.
BY_CODE = frozenset(
    {"dropped_by_reason", "quarantined_by_reason", "grades", "disclosures_by_state", "content", "machine"}
)

#: A test that no rulebook meets.
FAILS = """cases:
  - {name: A, organization: {kind: company}, records: [], expect: [{on: 2020-01-01, points: 1, grade: Z}]}
"""


def keys(value: Any) -> Iterator[str]:
    """Every key of plain data, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in BY_CODE:
                yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def goodstanding(*arguments: str, folder: Path) -> Any:
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(printed), redirect_stderr(io.StringIO()):
        patch.chdir(folder)
        patch.setenv("GOODSTANDING_DATA", str(folder / "data"))
        patch.setenv("GOODSTANDING_PASSPHRASE", "an invented passphrase")
        patch.setattr(sys, "argv", ["goodstanding", *arguments, "--json"])
        with pytest.raises(SystemExit) as leaving:
            main()
    assert leaving.value.code in (0, 1, None)
    return json.loads(printed.getvalue())


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each command prints on the demo's register, and an import with a rejected row on another."""
    folder = tmp_path_factory.mktemp("settings")
    found = {"demo": goodstanding("demo", "--data", str(folder / "data"), folder=folder)}
    organization = found["demo"]["grounds"][0]
    on = ("--effective", "2026-09-30")
    for command in ("evaluate", "grounds", "list", "changes", "cases"):
        found[command] = goodstanding(command, *on, folder=folder)
    for command in ("explain", "history", "back"):
        found[command] = goodstanding(command, organization, *on, folder=folder)
    listed = found["list"]["list"][0]["organization"]
    found["consequences"] = goodstanding("consequences", listed, *on, folder=folder)
    found["nothing"] = goodstanding("explain", "xv-reg:C0012345676", *on, folder=folder)
    found["candidates"] = goodstanding("explain", "municipality", *on, folder=folder)
    for command in ("quarantine list", "competence list", "rebuild --check"):
        found[command] = goodstanding(*command.split(), folder=folder)
    for command in ("rulebook check companies", "rulebook samples", "rulebook diff companies public_bodies"):
        found[command] = goodstanding(*command.split(), folder=folder)
    (folder / "fails.yaml").write_text(FAILS, encoding="utf-8")
    found["rulebook test"] = goodstanding("rulebook", "test", "companies", "--cases", "fails.yaml", folder=folder)
    other = tmp_path_factory.mktemp("import")
    found["init"] = goodstanding("init", folder=other)
    found["officer add"] = goodstanding("officer", "add", "registrar-1", folder=other)
    (other / "decisions.csv").write_text(template_text("csv"), encoding="utf-8")
    found["import"] = goodstanding("import", "csv", "decisions.csv", folder=other)
    return found


#: Every command that lists what a register holds.
LISTS = (
    "evaluate", "grounds", "list", "changes", "cases", "quarantine list", "competence list", "authority list",
    "mandate list", "procedure list", "coverage show", "rulebook list", "proceeding figures", "log redact",
    "log keys list", "record list", "claim list", "identity list", "correction list", "proceeding deadlines",
)  # fmt: skip
OFFICERS = ("record list", "claim list", "identity list", "correction list", "proceeding deadlines")


def test_an_answer_without_anybody_in_it_says_of_what_it_is_too(tmp_path: Path) -> None:
    goodstanding("init", folder=tmp_path)
    goodstanding("officer", "add", "registrar-1", folder=tmp_path)
    for command in LISTS:
        signed = ("--as", "registrar-1") if command in OFFICERS else ()
        found = goodstanding(*command.split(), *signed, folder=tmp_path)
        assert found["recorded"]["size"] == 4, command
        told = {key for key, value in found.items() if value == [] or key == "rulebook_digests"}
        assert told - {"coverage_unknown"}, command


def test_lists_are_printed_with_an_item_a_line(answers: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    for items in ([], [{"a": 1}], [{"a": 1}, {"b": [2, "é"]}]):
        print_json_list("found", items, {"size": 3, "more": {"x": []}})
        out = capsys.readouterr().out
        assert json.loads(out) == {"found": items, "size": 3, "more": {"x": []}}
        assert len([line for line in out.splitlines() if line.startswith("    {")]) == len(items)
    assert len(answers["evaluate"]["standings"]) > 100


def test_every_variable_is_documented() -> None:
    constants = {
        node.value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    variables = {text for text in constants if re.fullmatch(r"GOODSTANDING_[A-Z_]+", text)}
    assert variables == set(re.findall(r"^\| `(GOODSTANDING_[A-Z_]+)`", PAGE, re.MULTILINE))


def test_every_key_is_documented(answers: dict[str, Any]) -> None:
    assert {command: set(keys(answer)) - NAMED for command, answer in answers.items()} == {
        key: set() for key in answers
    }
    assert answers["import"]["files"][0]["findings"]


def test_the_sums_are_as_said(answers: dict[str, Any]) -> None:
    rows = answers["import"]
    assert rows["read"] == rows["kept"] + rows["dropped"] + rows["quarantined"] + rows["rejected"] > 0
    assert rows["changed"] == rows["advanced"] + rows["reversed"] + rows["corrected"] + rows["reappeared"]
    explained = answers["explain"]
    assert sum(line["points"] for line in explained["lines"]) == explained["points"]
    assert [one["since"] for one in answers["list"]["list"]] == ["2026-06-11"]


def test_the_shape_of_a_benchmark_is_documented() -> None:
    shape = as_json([Result(measure="import", value=1, unit="s")], {"cores": 2})
    assert set(keys(shape)) - NAMED == set()


def test_a_key_that_is_not_documented_is_seen() -> None:
    assert set(keys({"size": [{"never_heard_of": 1}]})) - NAMED == {"never_heard_of"}
