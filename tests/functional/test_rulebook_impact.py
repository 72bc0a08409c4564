"""`rulebook impact` as a user meets it."""

import subprocess
import sys
from pathlib import Path

import pytest
from sample_commands import Run

from goodstanding.adapters.formats.rulebook import sample_text

EFFECTIVE = ("--effective", "2026-09-30")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "register"
    command = [sys.executable, "-m", "goodstanding", "demo", "--data", str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


@pytest.fixture
def stricter(tmp_path: Path) -> Path:
    """The sample in which contracts not performed and penalties at work cost 10 points more."""
    text = sample_text("companies.yaml").replace("edition: 1", "edition: 2")
    told = "points: {minor: -5, general: -15, serious: -30}"
    assert text.count(told) == 2
    path = tmp_path / "stricter.yaml"
    path.write_text(text.replace(told, "points: {minor: -10, general: -25, serious: -40}"), "utf-8")
    return path


def test_impact_names_who_moves_and_by_which_provision(run: Run, register: Path, stricter: Path) -> None:
    found = run("rulebook", "impact", "companies", stricter, *EFFECTIVE, "--data", register, "--json").json()
    assert (found["official"], found["organizations"], found["moved"], found["worse"]) == (False, 114, 5, 5)
    first = found["movers"][0]["movement"]
    assert (first["before"]["grade"], first["after"]["grade"], first["way"]) == ("D", "E", "worse")
    assert [cause["rule"] for cause in first["causes"]] == ["C-7", "C-8"]
    assert {one["rule"] for one in found["rules"]} == {"C-7", "C-8", "floor"}
    assert {one["dimension"] for one in found["groups"]} == {"kind", "size", "sector", "region"}
    assert found["effective"] == "2026-09-30"
    evaluated = run("evaluate", *EFFECTIVE, "--data", register, "--json").json()
    grades = [one["grade"] for one in evaluated if one["kind"] != "public-body"]
    for grade in {*grades}:
        counted = sum(cell["organizations"] for cell in found["matrix"] if cell["before"] == grade)
        assert counted == grades.count(grade)


def test_impact_tells_it_in_words_and_as_a_page(run: Run, register: Path, stricter: Path, tmp_path: Path) -> None:
    asked = ("rulebook", "impact", "companies", stricter, *EFFECTIVE, "--data", register)
    told = run(*asked, "--most", 2)
    assert told.code == 0
    words = " ".join(told.out.split())
    assert "UNOFFICIAL" in words
    assert "5 of 114 organizations would change their grade: 0 for the better, 5 for the worse" in words
    assert "It cannot say why" in words
    assert "The 2 that fall furthest, of 5." in words
    page = tmp_path / "impact.html"
    written = run(*asked, "--html", page)
    assert (written.code, written.out) == (0, "")
    assert page.read_text("utf-8").count("<tr>") > 40
    assert "<script" not in page.read_text("utf-8")


def test_impact_of_the_same_rules_moves_nobody(run: Run, register: Path) -> None:
    answer = run("rulebook", "impact", "public_bodies", "public_bodies", *EFFECTIVE, "--data", register)
    assert "No standing would differ." in answer.out
    assert "The rules are the same." in answer.out


def test_impact_compares_only_what_can_be_compared(run: Run, register: Path, stricter: Path) -> None:
    answer = run("rulebook", "impact", "companies", "public_bodies", *EFFECTIVE, "--data", register)
    assert (answer.code, answer.out) == (2, "")
    assert "different kinds" in answer.err
    assert run("rulebook", "impact", "companies", "nowhere", "--data", register).code == 2
    assert run("rulebook", "impact", "companies", stricter, "--html", stricter, "--data", register).code == 2
