"""openfisca-core itself reads every exported rulebook and gives back every number of it, on every kind of day."""

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from goodstanding.adapters.formats.rulebook import SAMPLES, load_sample
from goodstanding.publication.openfisca import print_openfisca
from goodstanding.rulebook.model import Rulebook

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-opponents" / "evaluation" / "bin" / "python"
DRIVER = ROOT / "tests" / "samples" / "openfisca_driver.py"
DAYS = (date(2016, 1, 1), date(2023, 6, 30), date(2023, 7, 1), date(2090, 1, 1))

pytestmark = pytest.mark.skipif(
    not PYTHON.exists(), reason="openfisca-core is not set up: run `python -m benchmarks evaluation --quick`"
)


def key(id_: str) -> str:
    return id_.lower().replace("-", "_")


def numbers(rulebook: Rulebook, day: date) -> list[tuple[list[str], int]]:
    """Where each number stands in the parameters, and what the rulebook says that it is on that day."""
    scale = rulebook.scale
    found = [(["scale", name], getattr(scale, name)) for name in ("start", "floor", "ceiling")]
    found += [(["grades", key(grade.code)], grade.at_least) for grade in rulebook.grades]
    found += [(["caps", key(cap.id)], cap.limit) for cap in rulebook.caps]
    for one in rulebook.provisions:
        for severity, column in one.points_on(day).items():
            place = ["provisions", key(one.id), severity.value]
            sized = any(len(set(points[severity].values())) > 1 for points in one.all_points)
            found += [([*place, "points", *([size.value] if sized else [])], value) for size, value in column.items()]
            steps = enumerate(one.fades[severity], start=1)
            found += [([*place, "fading", f"step_{number}"], step.permille) for number, step in steps]
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_openfisca_reads_every_number(name: str, tmp_path: Path) -> None:
    rulebook = load_sample(name)
    path = tmp_path / "parameters.yaml"
    path.write_text(print_openfisca(rulebook), "utf-8")
    places = [place for place, _ in numbers(rulebook, DAYS[0])]
    command = [str(PYTHON), str(DRIVER), str(path), *(day.isoformat() for day in DAYS)]
    answer = subprocess.run(command, input=json.dumps(places), capture_output=True, text=True, check=False, timeout=300)
    assert answer.returncode == 0, answer.stderr[-2000:]
    for day, given in zip(DAYS, json.loads(answer.stdout), strict=True):
        assert given == [value for _, value in numbers(rulebook, day)], day
    assert len(places) > 10
