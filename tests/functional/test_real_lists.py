"""The real public lists through the whole product. Nothing of them is printed, stored in the tree, or kept."""

import csv
import json
import os
import re
import subprocess
import sys
from calendar import monthrange
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from goodstanding.adapters.formats.br_arrears import BrArrears
from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.adapters.formats.mx_69b import Mx69b
from goodstanding.intake.drafts import Draft
from goodstanding.register.records import Status, stage_at

pytestmark = pytest.mark.real_data

MX = "mx_sat_69b_orgs_asof_2021-05-18.csv"
BR = ("br_treasury_guarantee_arrears_asof_2020-08-31.csv", "br_treasury_guarantee_arrears_asof_2020-12-31.csv")
IDB, WB = "idb_sanctioned_firms_2025-01.csv", "wb_ineligible_orgs_2025-01-07.csv"

Run = Callable[..., Any]


def run(*arguments: object, code: int = 0) -> Any:
    """A command's JSON answer, in a process of its own."""
    command = [sys.executable, "-m", "goodstanding", *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def balanced(counts: dict[str, int]) -> bool:
    rows = counts["kept"] + counts["dropped"] + counts["quarantined"] + counts["rejected"]
    records = counts["new"] + counts["changed"] + counts["unchanged"] + counts["suppressed"]
    return counts["read"] == rows and counts["kept"] == records


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real") / "register"
    run("init", "--data", folder)
    return folder


@pytest.fixture(scope="module")
def imported(register: Path, shared_data: Path) -> dict[str, dict[str, int]]:
    """Every list imported once; the counts by list."""
    counts = {"mx": run("import", "mx-69b", shared_data / MX, "--data", register)}
    for name in BR:
        counts[name] = run("import", "br-arrears", shared_data / name, "--data", register)
    counts["idb"] = run("import", "idb", shared_data / IDB, "--as-of", "2025-01-31", "--data", register)
    counts["wb"] = run("import", "worldbank", shared_data / WB, "--data", register)
    return counts


def test_every_row_is_accounted_for(imported: dict[str, dict[str, int]]) -> None:
    assert {name: counts["read"] for name, counts in imported.items()} == {
        "mx": 9925,
        BR[0]: 1026,
        BR[1]: 1094,
        "idb": 848,
        "wb": 991,
    }
    assert all(balanced(counts) for counts in imported.values())
    assert all(counts["rejected"] == 0 for counts in imported.values())


def test_most_rows_are_kept_and_none_of_them_in_doubt(imported: dict[str, dict[str, int]]) -> None:
    share = {name: counts["kept"] / counts["read"] for name, counts in imported.items()}
    assert share["mx"] > 0.93
    assert share[BR[0]] == share[BR[1]] == 1
    assert share["idb"] > 0.75
    assert share["wb"] > 0.75


def test_the_cases_of_the_mexican_authority(register: Path, imported: dict[str, Any]) -> None:
    answer = run("cases", "--authority", "mx-sat", "--effective", "2021-05-18", "--data", register)
    whole, category = answer["cases"]
    assert whole | {"category": category["category"]} == category
    assert (category["cases"], category["organizations"]) == (imported["mx"]["kept"], 9234)
    stands = {(one["status"], one["reason"]): one["cases"] for one in category["stages"]}
    assert stands == {
        ("presumed", None): 565,
        ("final", None): 7689,
        ("annulled", "court-ruling"): 770,
        ("annulled", "reversed-by-authority"): 258,
    }
    days = {
        (one["before"]["status"], one["after"]["status"], one["after"]["reason"]): (one["cases"], one["quartiles"])
        for one in category["passages"]
    }
    assert days == {
        ("presumed", "final", None): (8404, [172, 208, 278]),
        ("presumed", "annulled", "court-ruling"): (58, [576, 800, 975]),
        ("presumed", "annulled", "reversed-by-authority"): (255, [176, 268, 480]),
        ("final", "annulled", "court-ruling"): (712, [406, 623, 865]),
        ("final", "annulled", "reversed-by-authority"): (8, None),
    }
    assert [category[key] for key in ("were_final", "overturned", "restored", "voided")] == [8404, 715, 0, 17]
    assert not re.search(r"[A-ZÑ&]{3}\d{6}|500-", json.dumps(answer)), "a name, a number or a deed"


def test_the_later_brazilian_list_brings_exactly_68_records(imported: dict[str, dict[str, int]]) -> None:
    first, second = imported[BR[0]], imported[BR[1]]
    assert (first["new"], second["new"], second["unchanged"]) == (1026, 68, 1026)
    assert (second["changed"], second["vanished"]) == (0, 0)


def test_importing_again_changes_nothing(register: Path, shared_data: Path, imported: dict[str, Any]) -> None:
    before = run("list", "--data", register)
    again = run("import", "mx-69b", shared_data / MX, "--data", register)
    assert (again["new"], again["changed"], again["vanished"]) == (0, 0, 0)
    assert again["unchanged"] == imported["mx"]["kept"]
    assert again["recorded"] == imported["mx"]["recorded"], "the receipt of the first import"
    assert run("import", "worldbank", shared_data / WB, "--data", register)["recorded"] == imported["wb"]["recorded"]
    assert before["list"] == []
    assert run("rebuild", "--check", "--data", register)["findings"] == []


def test_a_borrower_is_one_organization_with_all_its_records(register: Path, imported: dict[str, Any]) -> None:
    found = run("explain", "br-arrears:estados/minas-gerais", "--effective", "2021-01-15", "--data", register)
    records = [line for line in found["lines"] if line["kind"] == "record"]
    assert len(records) > 20
    assert sum(line["points"] for line in found["lines"]) == found["points"] < 80_000
    text = records[0]["text"]
    assert "Secretaria do Tesouro Nacional published on" in text
    assert "Lei Complementar 101/2000" in text


def test_bank_lists_are_information_and_cost_nothing(register: Path, imported: dict[str, Any]) -> None:
    standings = run("evaluate", "--effective", "2025-01-31", "--data", register)["standings"]
    listed = [one for one in standings if one["identifiers"] and one["identifiers"][0].startswith(("idb:", "wb:"))]
    assert len(listed) > 1_000
    assert {(one["points"], one["rated"]) for one in listed} == {(80_000, False)}
    grounds = run("grounds", "--effective", "2025-01-31", "--data", register)["grounds"]
    assert not {one["organization"] for one in listed} & {one["organization"] for one in grounds}


def test_a_company_that_won_in_court_costs_nothing_from_the_ruling_on(
    register: Path, shared_data: Path, imported: dict[str, Any]
) -> None:
    code = _company_that_won(shared_data)
    before = run("explain", f"mx-rfc:{code}", "--effective", "2019-01-15", "--data", register)
    after = run("explain", f"mx-rfc:{code}", "--effective", "2019-04-15", "--data", register)
    assert before["points"] < after["points"] == 80_000
    assert before["rated"]
    assert not after["rated"]
    line = next(line for line in after["lines"] if line["kind"] == "record")
    assert "court" in line["text"]
    assert "it costs nothing" in line["text"]


def _company_that_won(folder: Path) -> str:
    """The tax number of a company listed in October 2018 whose listing a court annulled in March 2019."""
    with (folder / MX).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    return next(
        row[1]
        for row in rows
        if row[3] == "Sentencia Favorable" and row[15] == "23/10/2018" and row[17] == "05/03/2019"
    )


def test_an_earlier_snapshot_and_then_the_real_one(tmp_path: Path, shared_data: Path) -> None:
    """Later stages blanked, then the real list: what moved is change, by effective date and by what was known."""
    earlier, register = tmp_path / "list_asof_2018-12-31.csv", tmp_path / "register"
    cut = _write_earlier(shared_data / MX, earlier, date(2018, 12, 31))
    run("init", "--data", register)
    first = run("import", "mx-69b", earlier, "--data", register)
    second = run("import", "mx-69b", shared_data / MX, "--data", register)
    assert first["read"] == cut
    assert balanced(first)
    assert balanced(second)
    assert first["rejected"] == second["rejected"] == second["vanished"] == 0
    assert second["new"] == second["kept"] - first["kept"]
    assert second["advanced"] > 1_000
    assert second["reversed"] > 200
    assert second["unchanged"] > 1_000
    code = _company_that_won(shared_data)
    asked = ("explain", f"mx-rfc:{code}", "--effective", "2019-04-15", "--data", register)
    known_then = run(*asked, "--recorded", first["recorded"]["size"])
    known_now = run(*asked)
    assert known_then["points"] < known_now["points"]
    assert run("rebuild", "--check", "--data", register)["findings"] == []


def _write_earlier(path: Path, target: Path, day: date) -> int:
    """The list as it would have read on a day: rows presumed by then, with the stages published by then."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    kept = [row for row in (_as_of(row, day) for row in rows) if row is not None]
    with target.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *kept])
    return len(kept)


def _as_of(row: list[str], day: date) -> list[str] | None:
    situations = {4: "Presunto", 8: "Desvirtuado", 12: "Definitivo", 16: "Sentencia Favorable"}
    known, reached = list(row), {}
    for start, name in situations.items():
        published = [_day(row[start + place]) for place in (1, 3) if row[start + place].strip()]
        if published and all(one is not None and one <= day for one in published):
            reached[name] = published[0]
        else:
            known[start : start + 4] = [""] * 4
    if not reached:
        return None
    known[3] = max(reached, key=lambda name: (reached[name], list(situations.values()).index(name)))
    return known


def _day(text: str) -> date | None:
    try:
        day, month, year = text.strip().split("/")
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@pytest.mark.parametrize(("form", "name"), [("idb", IDB), ("worldbank", WB)])
def test_a_planted_ground_aborts_the_whole_file(tmp_path: Path, shared_data: Path, form: str, name: str) -> None:
    register, file = tmp_path / "register", tmp_path / "planted.csv"
    run("init", "--data", register)
    lines = (shared_data / name).read_text("utf-8-sig").splitlines(keepends=True)
    grounds = {"idb": ("Fraud", "Sorcery"), "worldbank": ("Fraudulent", "Sorcerous")}[form]
    planted = next(index for index, line in enumerate(lines) if index > 100 and grounds[0] in line)
    lines[planted] = lines[planted].replace(*grounds)
    file.write_text("".join(lines), "utf-8")
    command = [sys.executable, "-m", "goodstanding", "import", form, str(file), "--data", str(register)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ground" in done.stderr.lower()
    assert run("rebuild", "--check", "--data", register)["entries"] == 2


def _after(day: date, months: int) -> date:
    """The same day so many months later, the last of a shorter month: counted here again, without the product."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _share(start: date, on: date, steps: tuple[tuple[int, int], ...]) -> int:
    return next((permille for months, permille in steps if on < _after(start, months)), 0)


SERIOUS, GENERAL, MINOR = ((12, 1000), (24, 600), (36, 200)), ((6, 1000), (12, 400)), ((1, 1000), (3, 400))


def test_mexican_standings_are_what_the_list_and_the_rulebook_say(
    register: Path, shared_data: Path, imported: dict[str, Any]
) -> None:
    """Simulated invoices cost 45, three fifths after a year, a fifth after two; every standing counted again."""
    on = date(2021, 5, 18)
    costs: Counter[str] = Counter()
    for draft in Mx69b().read(shared_data / MX, on):
        stage = stage_at(draft.stages, on) if isinstance(draft, Draft) else None
        if stage is not None and stage.status is Status.FINAL and draft.identifiers:
            since = min(one.effective_on for one in draft.stages if one.status is Status.FINAL)
            costs[str(draft.identifiers[0])] += 45 * _share(since, on, SERIOUS)
    told = run("evaluate", "--effective", on, "--data", register)["standings"]
    companies = {one["identifiers"][0]: one for one in told if one["kind"] == "company"}
    assert {id_: one["points"] for id_, one in companies.items()} == {
        id_: max(0, 80_000 - costs[id_]) for id_ in companies
    }
    assert Counter((one["points"], one["grade"]) for one in companies.values()) == {
        (71_000, "D"): 2190, (53_000, "D"): 1354, (35_000, "D"): 1066, (26_000, "D"): 2, (44_000, "D"): 1,
        (80_000, None): 870,
    }  # fmt: skip


def test_the_way_back_of_a_brazilian_state_is_the_first_day_with_enough_points(
    register: Path, shared_data: Path, imported: dict[str, Any]
) -> None:
    """Every day of three years counted again from the list: arrears cost 5, 10 or 25, fade, and cost at most 35."""
    asked, catalogue = date(2020, 12, 31), load_catalogue()
    rows = [row for row in BrArrears().read(shared_data / BR[1], asked) if isinstance(row, Draft)]
    state = max(Counter(row.name for row in rows).items(), key=lambda item: item[1])[0]
    costs = []
    for row in (row for row in rows if row.name == state):
        decision = row.decision
        category = catalogue.category(decision.category)
        severity = catalogue.severity(category, decision.measures, decision.amount)
        points, steps = {"minor": (5, MINOR), "general": (10, GENERAL), "serious": (25, SERIOUS)}[severity]
        costs.append((decision.decided_on, points, steps))

    def points_on(day: date) -> int:
        return 80_000 - min(35_000, sum(points * _share(start, day, steps) for start, points, steps in costs))

    (id_,) = {one["organization"] for one in run("evaluate", "--effective", asked, "--data", register)["standings"]
              if one["name"] == state}  # fmt: skip
    back = run("back", id_, "--effective", asked, "--data", register)
    assert (back["points"], back["grade"]) == (points_on(asked), "C") == (45_000, "C")
    days = [asked + timedelta(days=number) for number in range(1, 1_200)]
    good = next(day for day in days if points_on(day) >= 70_000)
    assert back["steps"][0]["grade"] == "B"
    assert back["steps"][0]["on"] == good.isoformat()
    assert back["unrated_on"] == next(day for day in days if points_on(day) == 80_000).isoformat()
    assert back["steps"][1]["on"] is None


def test_the_banks_lists_are_information_for_everybody(register: Path, imported: dict[str, Any]) -> None:
    """Years after the other lists have faded only the banks' are left: no point, no grade, no ground."""
    told = run("evaluate", "--effective", "2025-01-31", "--data", register)["standings"]
    assert len(told) == 1362
    assert {(one["points"], one["grade"], one["rated"]) for one in told} == {(80_000, None, False)}
    assert run("grounds", "--effective", "2025-01-31", "--data", register)["grounds"] == []
