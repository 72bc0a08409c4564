"""A second implementation in another language gives every standing that the reference gives."""

import json
import random
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from sample_commands import runner
from sample_engines import Row, expected, nation, write
from sample_nations import random_rulebook

from goodstanding.adapters.batch.files import RelationFiles
from goodstanding.services.batch_jobs import STANDINGS, Use
from goodstanding.standing.tabulation import tabulate

SCRIPT = Path(__file__).resolve().parents[1] / "second" / "standings.mjs"


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        pytest.skip("the second implementation needs Node: apt-get install nodejs, then make test again")
    return found


def recompute(node: str, directory: Path, effective: str) -> list[Row]:
    answer = subprocess.run([node, str(SCRIPT), str(directory), effective], capture_output=True, text=True, timeout=600)
    assert answer.returncode == 0, answer.stderr
    rows = [json.loads(line) for line in answer.stdout.splitlines()]
    return sorted((tuple(row[name] for name in STANDINGS) for row in rows), key=repr)


@pytest.mark.parametrize("effective", [date(2022, 8, 31), date(2024, 2, 29)])
def test_it_gives_what_the_reference_gives(node: str, effective: date, tmp_path: Path) -> None:
    views = nation(effective.year, 300)
    uses = tuple(Use(table=tabulate(random_rulebook(number, random.Random(number)))) for number in range(500, 508))
    source = write(tmp_path / "relation", views)
    RelationFiles().write_lines(source, uses)
    assert recompute(node, source, effective.isoformat()) == expected(views, uses, effective)[0]


def test_it_gives_what_the_register_gives(
    node: str, demo_made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = runner(monkeypatch, capsys)
    register, directory, effective = tmp_path / "register", tmp_path / "nation", "2026-09-30"
    shutil.copytree(demo_made, register)
    assert run("facts", directory, "--jsonl", "--effective", effective, "--data", register).code == 0
    standings = tmp_path / "standings.jsonl"
    assert run("evaluate", "--input", directory, "--output", standings).code == 0
    rows = [json.loads(line) for line in standings.read_text("utf-8").splitlines()]
    assert len(rows) > 100
    found = sorted((tuple(row[name] for name in STANDINGS) for row in rows), key=repr)
    assert recompute(node, directory, effective) == found
