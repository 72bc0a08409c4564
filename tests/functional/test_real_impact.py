"""The impact of stricter editions over the public lists: read by eye once, and held since. No name is printed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from goodstanding.adapters.formats.rulebook import sample_text

pytestmark = pytest.mark.real_data

MX = "mx_sat_69b_orgs_asof_2021-05-18.csv"
BR = "br_treasury_guarantee_arrears_asof_2020-12-31.csv"


def run(*arguments: object) -> Any:
    command = [sys.executable, "-m", "goodstanding", *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Path:
    folder = tmp_path_factory.mktemp("real") / "register"
    run("init", "--data", folder)
    run("import", "mx-69b", shared_data / MX, "--data", folder)
    run("import", "br-arrears", shared_data / BR, "--data", folder)
    return folder


def edition(folder: Path, sample: str, *changes: tuple[str, str]) -> Path:
    text = sample_text(f"{sample}.yaml").replace("\nedition: 1\n", "\nedition: 2\n")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = folder / f"{sample}-2.yaml"
    path.write_text(text, "utf-8")
    return path


def matrix(found: Any) -> dict[tuple[str | None, str | None], int]:
    return {(cell["before"], cell["after"]): cell["organizations"] for cell in found["matrix"]}


def test_twenty_points_more_for_simulated_invoices_move_the_fresh_decisions_alone(
    register: Path, tmp_path: Path
) -> None:
    """45 leave 35, D; 65 leave 15, E. After a year 39 are left of 65: 41 are D still, which is where L-2 holds them."""
    stricter = edition(tmp_path, "companies", ("points: {serious: -45}", "points: {serious: -65}"))
    found = run("rulebook", "impact", "companies", stricter, "--effective", "2021-05-18", "--data", register)
    counts = matrix(found)
    assert set(counts) == {("D", "D"), ("D", "E"), (None, None)}
    assert found["organizations"] == sum(counts.values()) == 4937
    assert (found["moved"], found["worse"], found["better"]) == (1068, 1068, 0)
    assert counts["D", "E"] == found["worse"]
    assert {one["rule"] for one in found["rules"]} == {"C-4", "L-2"}
    assert found["difference"] == next(one["difference"] for one in found["rules"] if one["rule"] == "C-4")
    for mover in found["movers"]:
        moved = mover["movement"]
        assert (moved["before"]["grade"], moved["after"]["grade"]) == ("D", "E")
        assert moved["causes"][0]["rule"] == "C-4"
    (kind,) = [one for one in found["groups"] if one["dimension"] == "kind"]
    assert (kind["group"], kind["worse_permille"], kind["against_whole"]) == ("company", 216, 0)


def test_dearer_missed_payments_move_states_more_than_towns(register: Path, tmp_path: Path) -> None:
    """The largest sums are held by the cap, so that the cap, too, is a part of what moves them."""
    stricter = edition(
        tmp_path,
        "public_bodies",
        ("points: {minor: -5, general: -10, serious: -25}", "points: {minor: -10, general: -20, serious: -40}"),
        ("limit: -35", "limit: -60"),
    )
    found = run("rulebook", "impact", "public_bodies", stricter, "--effective", "2020-12-31", "--data", register)
    assert matrix(found) == {("B", "B"): 3, ("B", "C"): 5, ("C", "C"): 1, ("C", "D"): 6}
    tiers = {
        one["group"]: (one["organizations"], one["worse"]) for one in found["groups"] if one["dimension"] == "tier"
    }
    assert tiers == {"local": (4, 1), "regional": (11, 10)}
    assert all(one["worse_permille"] is None for one in found["groups"]), "fewer than 20 have no share"
    rules = {one["rule"]: one for one in found["rules"]}
    assert set(rules) == {"P-4", "K-1"}
    assert rules["P-4"]["difference"] + rules["K-1"]["difference"] == found["difference"] == -213_000
    assert [one["provision"] for one in found["reaches"] if one["matched"]] == ["P-4"]
