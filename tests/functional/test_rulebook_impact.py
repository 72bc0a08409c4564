"""`rulebook impact` and `stability`, and the pages about one organization, as a user meets them."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from sample_commands import Run

from goodstanding.adapters.formats.rulebook import sample_text

EFFECTIVE = ("--effective", "2026-09-30")


@pytest.fixture(scope="module")
def register(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_made, tmp_path_factory.mktemp("demo") / "register")


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
    assert (found["official"], found["organizations"], found["moved"], found["worse"]) == (False, 115, 5, 5)
    first = found["movers"][0]["movement"]
    assert (first["before"]["grade"], first["after"]["grade"], first["way"]) == ("D", "E", "worse")
    assert [cause["rule"] for cause in first["causes"]] == ["C-7", "C-8"]
    assert {one["rule"] for one in found["rules"]} == {"C-7", "C-8", "floor"}
    assert {one["dimension"] for one in found["groups"]} == {"kind", "size", "sector", "region"}
    assert found["effective"] == "2026-09-30"
    evaluated = run("evaluate", *EFFECTIVE, "--data", register, "--json").json()["standings"]
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
    assert "5 of 115 organizations would change their grade: 0 for the better, 5 for the worse" in words
    assert "It cannot say why" in words
    assert "The 2 that fall furthest, of 5." in words
    page = tmp_path / "impact.html"
    written = run(*asked, "--html", page)
    assert (written.code, written.out) == (0, "")
    assert page.read_text("utf-8").count("<tr>") > 40
    assert "<script" not in page.read_text("utf-8")


def test_a_redline_counts_whom_each_part_would_move(run: Run, register: Path, stricter: Path) -> None:
    asked = ("rulebook", "diff", "companies", stricter, "--affected", *EFFECTIVE, "--data", register)
    affected = run(*asked, "--json").json()["affected"]
    impact = run("rulebook", "impact", "companies", stricter, *EFFECTIVE, "--data", register, "--json").json()
    assert [affected[key] for key in ("organizations", "moved", "worse")] == [115, 5, 5]
    assert affected["parts"] == impact["rules"]
    told = " ".join(run(*asked).out.split())
    for one in affected["parts"]:
        if one["rule"] != "floor":
            assert f"It would change {one['organizations']} standings" in told
    assert "as recorded at size" in told
    assert "It would change" not in run("rulebook", "diff", "companies", stricter).out


def test_an_explanation_is_a_page(run: Run, register: Path, tmp_path: Path) -> None:
    page = tmp_path / "explanation.html"
    asked = ("explain", "xv-reg:P3125865159", *EFFECTIVE, "--data", register)
    assert run(*asked, "--html", page).out == ""
    text = page.read_text("utf-8")
    for part in ("noindex", "<svg", "<desc", "UNOFFICIAL", "How the points add up", "no measure follows", "2026-09-30"):
        assert part in text
    told = run(*asked, "--json").json()
    assert text.count("<tr>") == len(told["lines"]) + 2, "a head, every line, and the sum"
    assert "<script" not in text


def test_titles_are_told_in_another_language(run: Run, register: Path, tmp_path: Path) -> None:
    path = tmp_path / "bilingual.yaml"
    text = sample_text("companies.yaml").replace("sample: true", "sample: true\nlanguages: [en, pt]")
    ids = [*re.findall(r"(?:id|code): ([A-Z](?:-[0-9]+)?)\b", text), "xv-companies"]
    titles = "".join(f"    {one}: titulo {one}\n" for one in dict.fromkeys(ids))
    path.write_text(f"{text}\ntranslations:\n  pt:\n{titles}", "utf-8")
    assert run("rulebook", "check", path).code == 0
    assert "titulo C-1" in run("rulebook", "render", path, "--language", "pt").out
    assert "titulo" not in run("rulebook", "render", path).out
    refused = run("rulebook", "render", path, "--language", "fr")
    assert (refused.code, "Accepted: en, pt" in refused.err) == (2, True)
    asked = ("explain", "xv-reg:C7538265567", *EFFECTIVE, "--rulebook", path, "--language", "pt", "--data", register)
    assert "titulo C-3" in run(*asked).out


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


def test_stability_names_the_number_on_which_most_grades_turn(run: Run, register: Path, tmp_path: Path) -> None:
    asked = ("rulebook", "stability", "companies", *EFFECTIVE, "--data", register)
    found = run(*asked, "--json").json()
    assert (found["official"], found["rated"]) == (False, 102)
    assert found["effects"][0]["number"] == "scale.start"
    assert {one["number"] for one in found["together"]} == {"all points and caps", "all bands", "all of them"}
    assert 0 < found["firm"] < found["rated"]
    told = run(*asked)
    assert "The number on which most grades turn is scale.start (80)" in told.out
    page = tmp_path / "stability.html"
    assert run(*asked, "--html", page).out == ""
    assert page.read_text("utf-8").count("<svg") == 2, "the chart, and what its hatching is defined by"


@pytest.mark.parametrize("command", ["history", "back"])
def test_pages_about_one_organization(run: Run, register: Path, tmp_path: Path, command: str) -> None:
    page = tmp_path / "page.html"
    asked = (command, "xv-reg:P3125865159", *EFFECTIVE, "--data", register)
    assert run(*asked, "--html", page).out == ""
    text = page.read_text("utf-8")
    for part in ("noindex", "<svg", "<desc", "UNOFFICIAL", "no promise", "2026-09-30"):
        assert part in text
    assert "<script" not in text


def test_counterfactual_leaves_each_record_out(run: Run, register: Path, tmp_path: Path) -> None:
    asked = ("explain", "xv-reg:P3125865159", *EFFECTIVE, "--counterfactual", "--data", register)
    found = run(*asked, "--json").json()
    explained = run("explain", "xv-reg:P3125865159", *EFFECTIVE, "--data", register, "--json").json()
    counted = [line["entry"] for line in explained["lines"] if line["kind"] == "record" and line["points"]]
    assert [one["entries"][0] for one in found["alone"]] == sorted(counted)
    assert (found["points"], found["grade"]) == (explained["points"], explained["grade"])
    told = run(*asked)
    text = " ".join(told.out.split())
    assert "as if it were annulled" in text
    assert text.startswith("Standing of "), "it says of whom"
    sentences = [line["text"] for line in explained["lines"] if line["entry"] in counted]
    assert all(" ".join(sentence.split()) in text for sentence in sentences), "a number alone tells nobody which record"
    page = tmp_path / "page.html"
    assert run(*asked, "--html", page).out == ""
    assert "noindex" in page.read_text("utf-8")


def test_looking_through_a_rulebook_is_unofficial(run: Run, register: Path, stricter: Path) -> None:
    asked = (*EFFECTIVE, "--rulebook", stricter, "--data", register)
    evaluated = run("evaluate", *asked, "--json").json()["standings"]
    assert not any(one["official"] for one in evaluated)
    assert {one["edition"] for one in evaluated} == {2}
    assert not any(one["official"] for one in run("grounds", *asked, "--json").json()["grounds"])
    assert "UNOFFICIAL" in run("evaluate", *asked).out
    moved = next(one for one in evaluated if one["points"] == 16_000)
    told = run("explain", moved["organization"], *asked, "--json").json()
    assert (told["points"], told["unofficial"]) == (16_000, True)


def test_an_unsound_rulebook_is_never_looked_through(run: Run, register: Path, stricter: Path) -> None:
    stricter.write_text(stricter.read_text("utf-8").replace("points: {serious: -45}", "points: {serious: 45}"), "utf-8")
    answer = run("evaluate", *EFFECTIVE, "--rulebook", stricter, "--data", register)
    assert (answer.code, "has errors" in answer.err) == (2, True)


def told(found: dict[str, Any]) -> dict[str, Any]:
    """An impact without what files do not hold: the register's state, names, whom a provision matches, equal lines."""
    movers = [
        {"id": one["organization_id"], "way": one["movement"]["way"], "causes": one["movement"]["causes"]}
        | {side: {key: one["movement"][side][key] for key in ("points", "grade", "not_rated", "limited_by")}
           for side in ("before", "after")}
        for one in found["movers"]
    ]  # fmt: skip
    kept = set(found) - {"movers", "reaches", "recorded", "origin", "redactions", "format"}
    return {key: found[key] for key in kept} | {"movers": movers}


@pytest.mark.parametrize("engine", ["duckdb", "reference"])
@pytest.mark.parametrize("kinds", ["companies", "public_bodies"])
def test_impact_on_files_is_the_register_s(run: Run, register: Path, tmp_path: Path, engine: str, kinds: str) -> None:
    old, new = "{minor: -5, general: -15, serious: -30}", "{minor: -10, general: -25, serious: -45}"
    text = sample_text(f"{kinds}.yaml").replace("edition: 1", "edition: 2").replace(old, new)
    edition = tmp_path / "edition.yaml"
    edition.write_text(text.replace("{code: B, title: good standing, at_least: 70}",
                                    "{code: B, title: good standing, at_least: 65}"), "utf-8")  # fmt: skip
    files = tmp_path / "files"
    assert run("facts", files, *EFFECTIVE, "--data", register).code == 0
    there = run("rulebook", "impact", kinds, edition, "--input", files, "--engine", engine, "--json").json()
    here = run("rulebook", "impact", kinds, edition, *EFFECTIVE, "--data", register, "--json").json()
    assert here["moved"] > 1
    assert told(there) == told(here)
    assert there["reaches"] is None
    assert "The register's own run names them" in run("rulebook", "impact", kinds, edition, "--input", files).out
