"""Grades that buyers gave come in by the csv template, and the indicator of contractor performance is made of them."""

import csv
from pathlib import Path

import pytest
from sample_commands import Run

from goodstanding.adapters.formats.template import COLUMNS

COMPANY = "xv-reg:C0012345676"
COMPETENCE = """\
competences:
  - authority: xv-harbour-office
    name: Harbour Office of Valdora
    category: buyer-performance-grade
    statute: {code: xv-procurement-act, title: Public Procurement Act, article: "61", href: ""}
    finality: official-publication
"""


def graded(number: str, day: str, grade: str) -> dict[str, str]:
    """A row of the template: one contract, one grade."""
    return {
        "subject_type": "company",
        "identifiers": COMPANY,
        "name": "Northquay Dredging Ltd",
        "country": "XV",
        "legal_form": "limited company",
        "authority": "xv-harbour-office",
        "case_number": number,
        "category": "buyer-performance-grade",
        "measures": "published-fact",
        "status": "final",
        "decided_on": day,
        "final_on": day,
        "finality": "official-publication",
        "statute": "xv-procurement-act",
        "public_money": f"T-2022-{number[-3:]}",
        "figure": "buyer-grade" if grade else "",
        "figure_value": grade,
    }


@pytest.fixture
def register(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", "only for this test")
    (tmp_path / "competences.yaml").write_text(COMPETENCE, "utf-8")
    data = tmp_path / "data"
    for arguments in (("init",), ("officer", "add", "clerk"),
                      ("competence", "add", tmp_path / "competences.yaml", "--as", "clerk")):  # fmt: skip
        assert run(*arguments, "--data", data).code == 0
    return data


def grades_file(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "grades.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, tuple(COLUMNS), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_grades_make_the_indicator_and_leave_the_standing_alone(run: Run, register: Path, tmp_path: Path) -> None:
    rows = (graded("HO-2024-006", "2024-03-01", "4"), graded("HO-2024-011", "2024-04-02", "1"))
    counts = run("import", "csv", grades_file(tmp_path, *rows), "--as-of", "2024-05-01", "--data", register,
                 "--json").json()  # fmt: skip
    assert (counts["kept"], counts["new"], counts["rejected"]) == (2, 2, 0)
    asked = ("explain", COMPANY, "--effective", "2024-05-01", "--data", register)
    told = run(*asked, "--rulebook", "contractor_performance", "--json").json()
    assert (told["points"], told["grade"], told["purpose"]) == (33_000, "D", "indicator")
    assert [(one["rule"], one["points"]) for one in told["lines"]][1:] == [("B-4", 8_000), ("B-1", -25_000)]
    assert "the buyer's grade (1 lowest, 5 highest): grade 1" in " ".join(run(*asked).out.split())
    official = run(*asked, "--json").json()
    assert official["purpose"] == "standing"
    every = ("evaluate", "--effective", "2024-05-01", "--data", register, "--json", "--rulebook")
    assert [one["purpose"] for one in run(*every, "contractor_performance").json()["standings"]] == ["indicator"]
    nobody = run(*every, "public_bodies").json()
    assert nobody.pop("standings") == [], "it says nothing of a company"
    assert nobody.keys() == {"rulebook_digests", "origin", "effective", "recorded", "redactions", "format"}
    assert (official["points"], {one["points"] for one in official["lines"]}) == (80_000, {80_000, 0})


def test_a_changed_grade_is_a_correction_and_a_missing_one_is_rejected(
    run: Run, register: Path, tmp_path: Path
) -> None:
    told = ("--as-of", "2024-05-01", "--data", register, "--json")
    run("import", "csv", grades_file(tmp_path, graded("HO-2024-006", "2024-03-01", "4")), *told)
    again = run("import", "csv", grades_file(tmp_path, graded("HO-2024-006", "2024-03-01", "5")), *told).json()
    assert (again["new"], again["corrected"]) == (0, 1)
    rejected = run("import", "csv", grades_file(tmp_path, graded("HO-2024-006", "2024-03-01", "")), *told)
    assert (rejected.code, rejected.json()["rejected"]) == (1, 1)
    [finding] = rejected.json()["files"][0]["findings"]
    assert (finding["code"], finding["accepted"]) == ("figure-not-of-category", "buyer-grade")
