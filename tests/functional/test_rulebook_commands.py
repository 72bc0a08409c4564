"""`rulebook` and `back` as a user meets them: exit codes, JSON, and what stands where."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sample_commands import Run

from goodstanding.adapters.clock import SystemClock
from goodstanding.adapters.formats.rulebook import SAMPLES, sample_text
from goodstanding.adapters.formats.rulebook_schema import rulebook_schema
from goodstanding.rulebook.canonical import rulebook_digest

EFFECTIVE = ("--effective", "2026-09-30")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The sample for companies with its tests, to be changed."""
    (tmp_path / "mine.test.yaml").write_text(sample_text("companies.test.yaml"), "utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(sample_text("companies.yaml"), "utf-8")
    return path


def change(path: Path, old: str, new: str) -> Path:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


@pytest.fixture(scope="module")
def register(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_made, tmp_path_factory.mktemp("demo") / "register")


def test_check_is_silent_about_sound_rulebooks(run: Run, mine: Path) -> None:
    # A rulebook about disclosure alone is warned once of all categories that it leaves to others.
    whole = [name for name in SAMPLES if name != "soe_disclosure"]
    on = ("--on", "2026-09-30")
    answer = run("rulebook", "check", *whole, mine, *on)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.count("0 errors, 0 warnings") == 5
    assert [one["findings"] for one in run("rulebook", "check", *whole, *on, "--json").json()] == [[]] * 4
    partial = run("rulebook", "check", "soe_disclosure", *on, "--json").json()[0]
    (found,) = partial["findings"]
    assert found["code"] == "rulebook-category-without-rule"
    assert found["message"].startswith("No provision is about these categories: bribery, collusion, ")


def test_check_on_a_date_warns_of_law_read_long_before(run: Run) -> None:
    assert run("rulebook", "check", "companies", "--on", "2027-01-14").err == ""
    stale = run("rulebook", "check", "companies", "--on", "2027-01-15")
    assert stale.code == 0
    assert "[rulebook-citation-stale] companies:" in stale.err


def test_check_warns_of_law_read_long_before_today(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, silent in (("2027-01-14", True), ("2027-01-15", False)):
        monkeypatch.setattr(SystemClock, "now", lambda _, day=day: datetime.fromisoformat(f"{day}T23:59:00+00:00"))
        answer = run("rulebook", "check", "companies")
        assert (answer.code, "rulebook-citation-stale" not in answer.err) == (0, silent)


def test_propose_warns_of_law_read_long_before_today(
    run: Run, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime(2027, 1, 15, tzinfo=UTC))
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", "an invented passphrase")
    change(mine, "sample: true", "sample: false")
    for command in (("init",), ("officer", "add", "author-1")):
        assert run(*command, "--data", tmp_path / "data").code == 0
    answer = run("rulebook", "propose", mine, "--as", "author-1", "--data", tmp_path / "data")
    assert (answer.code, "is proposed" in answer.out) == (0, True)
    assert "[rulebook-citation-stale]" in answer.err


def test_rules_for_state_owned_enterprises_alone_are_looked_through_and_never_proposed(
    run: Run, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", "an invented passphrase")
    (tmp_path / "mine.test.yaml").write_text(sample_text("soe_disclosure.test.yaml"), "utf-8")
    (tmp_path / "mine.yaml").write_text(sample_text("soe_disclosure.yaml"), "utf-8")
    alone = change(tmp_path / "mine.yaml", "sample: true", "sample: false")
    data = ("--data", shutil.copytree(register, tmp_path / "register"))
    assert run("officer", "add", "author-9", *data).code == 0
    size = run("rulebook", "list", *data, "--json").json()["recorded"]["size"]
    refused = run("rulebook", "propose", alone, "--as", "author-9", *data)
    assert refused.code == 1
    assert "[adoption-unequal] field applies_to: Companies and state-owned enterprises" in refused.err
    assert "(S18). Accepted: a rulebook for both, or for neither." in refused.err
    found = run("rulebook", "propose", alone, "--as", "author-9", *data, "--json").json()["refused"]
    assert [one["code"] for one in found] == ["adoption-unequal"]
    listed = run("rulebook", "list", *data, "--json").json()
    assert (listed["recorded"]["size"], listed["editions"]) == (size, [])
    looked = run("evaluate", "--rulebook", alone, *EFFECTIVE, *data)
    assert (looked.code, "UNOFFICIAL" in looked.out) == (0, True)
    assert run("rulebook", "impact", alone, change_copy(alone), *EFFECTIVE, *data).code == 0


def change_copy(path: Path) -> Path:
    """The next edition beside it, which starts a point lower."""
    other = path.with_name("other.yaml")
    other.write_text(path.read_text("utf-8"), "utf-8")
    return change(change(other, "edition: 1", "edition: 2"), "start: 80", "start: 79")


@pytest.mark.parametrize(("to", "begins"), [("openfisca", "description: "), ("dmn", "<?xml ")])
def test_a_rulebook_is_exported(run: Run, to: str, begins: str) -> None:
    answer = run("rulebook", "export", "soe_disclosure", "--to", to)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(begins)
    assert "State Enterprises (Amendment) Act 2023" in answer.out


def test_check_names_file_line_and_key_and_goes_on_with_the_next_file(run: Run, mine: Path, tmp_path: Path) -> None:
    change(mine, "points: {serious: -45}", "points: {serious: 45}")
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: a\nid: b\n", "utf-8")
    answer = run("rulebook", "check", broken, mine, "companies")
    assert answer.code == 1
    assert re.search(r"\[rulebook-sign\] \S*mine\.yaml:\d+ field C-4\.points\.serious: ", answer.err)
    assert re.search(r"\[yaml-duplicate-key\] \S*broken\.yaml:2 field id: ", answer.err)
    found = run("rulebook", "check", broken, mine, "companies", "--json")
    assert found.code == 1
    assert [one["errors"] for one in found.json()] == [1, 1, 0]
    assert {"code", "file", "line", "field", "message", "severity"} <= set(found.json()[1]["findings"][0])


def test_check_lets_warnings_pass(run: Run, mine: Path) -> None:
    change(mine, "categories: [collusion]}", "categories: [bribery]}")
    change(mine, "categories: [procurement-fraud, bribery]}", "categories: [procurement-fraud]}")
    change(mine, "categories: [procurement-fraud, bribery, collusion]", "categories: [procurement-fraud, bribery]")
    change(mine, "        - collusion\n", "")
    answer = run("rulebook", "check", mine, "--json")
    assert answer.code == 0
    assert [(one["code"], one["field"]) for one in answer.json()[0]["findings"]] == [
        ("rulebook-category-without-rule", "provisions")
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_meets_its_tests(run: Run, name: str) -> None:
    answer = run("rulebook", "test", name, "--json")
    assert answer.code == 0
    assert (answer.json()["failed"], answer.json()["expectations"] > 20) == ([], True)


def test_a_test_that_is_not_met_shows_both_sides(run: Run, mine: Path) -> None:
    change(mine, "points: {serious: -45}", "points: {serious: -46}")
    answer = run("rulebook", "test", mine)
    assert answer.code == 1
    assert re.search(r"│ points\s+│ 35\s+│ 34\s+│", answer.out)
    assert re.search(r"│ line C-4\s+│ -45\s+│ -46\s+│", answer.out)
    found = run("rulebook", "test", mine, "--json")
    assert found.code == 1
    first = found.json()["failed"][0]
    assert (first["expected"]["points"], first["points"]) == (35, 34_000)


def test_tests_can_be_named_and_must_expect_something(run: Run, mine: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.test.yaml").rename(tmp_path / "elsewhere.yaml")
    assert run("rulebook", "test", mine).code == 2
    assert run("rulebook", "test", mine, "--cases", tmp_path / "elsewhere.yaml").code == 0
    empty = tmp_path / "empty.yaml"
    empty.write_text("cases: []\n", "utf-8")
    answer = run("rulebook", "test", mine, "--cases", empty)
    assert (answer.code, "expects nothing" in answer.err) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("category: bribery, measures: [warning]", "category: gossip, measures: [warning]", "case-category"),
        ("category: bribery, measures: [warning]", "category: bribery, measures: [listed-elsewhere]", "case-measures"),
        ("category: bribery, measures: [warning]", "category: bribery, measures: []", "case-measures"),
    ],
)
def test_a_test_of_what_cannot_be_recorded_is_refused(
    run: Run, mine: Path, tmp_path: Path, old: str, new: str, code: str
) -> None:
    change(tmp_path / "mine.test.yaml", old, new)
    answer = run("rulebook", "test", mine)
    assert answer.code == 1
    assert f"[{code}]" in answer.err


def test_an_unsound_rulebook_is_neither_tested_nor_shown(run: Run, mine: Path, tmp_path: Path) -> None:
    change(mine, "points: {serious: -45}", "points: {serious: 45}")
    for asked in (("test", mine), ("show", mine), ("show", mine, "--html", tmp_path / "page.html")):
        answer = run("rulebook", *asked)
        assert (answer.code, answer.out) == (1, "")
        assert "rulebook-sign" in answer.err
    assert not (tmp_path / "page.html").exists()


def test_show_tells_the_rules_in_words_and_writes_a_page(run: Run, tmp_path: Path) -> None:
    told = run("rulebook", "show", "companies")
    assert told.code == 0
    assert "UNOFFICIAL" in told.out
    assert "-50 until 1 year, -30 (600 ‰) until 2 years" in told.out
    page = tmp_path / "companies.html"
    answer = run("rulebook", "show", "companies", "--html", page)
    assert (answer.code, answer.out) == (0, "")
    assert page.read_text("utf-8").startswith('<!DOCTYPE html>\n<html lang="en" dir="ltr">')
    shown = run("rulebook", "show", "companies", "--json").json()
    assert (shown["rulebook"]["id"], len(shown["digest"])) == ("xv-companies", 64)


def test_show_never_overwrites_a_rulebook(run: Run, mine: Path) -> None:
    before = mine.read_bytes()
    assert run("rulebook", "show", "companies", "--html", mine).code == 2
    assert mine.read_bytes() == before


def test_diff_prints_a_redline(run: Run, mine: Path) -> None:
    change(change(mine, "limit: -20", "limit: -25"), "edition: 1", "edition: 2")
    answer = run("rulebook", "diff", "companies", mine)
    assert answer.code == 0
    assert "Changed: cap K-2 (Sums owed; Standing Regulation, art. 31)" in answer.out
    assert re.search(r"│ limit\s+│ -20\s+│ -25\s+│", answer.out)
    found = run("rulebook", "diff", "companies", mine, "--json").json()
    assert [(one["part"], one["kind"]) for one in found["parts"]] == [("rulebook", "changed"), ("cap", "changed")]
    assert found["parts"][1]["changes"] == [{"key": "limit", "old": -20, "new": -25}]
    assert found["parts"][1]["cites"][0]["article"] == "31"
    same = run("rulebook", "diff", "companies", "companies")
    assert (same.code, "The rules are the same." in same.out) == (0, True)


def test_samples_and_schema_are_what_ships(run: Run) -> None:
    listed = run("rulebook", "samples", "--json").json()
    assert [one["name"] for one in listed] == list(SAMPLES)
    from goodstanding.bootstrap.law import rulebook_samples

    assert [one["digest"] for one in listed] == [rulebook_digest(one) for one in rulebook_samples().values()]
    assert all(name in run("rulebook", "samples").out for name in SAMPLES)
    assert run("rulebook", "schema").json() == rulebook_schema()


def test_misuse_says_which_names_are_samples(run: Run) -> None:
    for command in (("check", "nowhere"), ("test", "nowhere"), ("show", "nowhere"), ("diff", "companies", "nowhere")):
        answer = run("rulebook", *command)
        assert (answer.code, "companies, public_bodies" in answer.err) == (2, True)


def test_back_names_a_day_for_each_better_grade(run: Run, register: Path) -> None:
    asked = ("back", "xv-reg:P3125865159", *EFFECTIVE, "--data", register)
    found = run(*asked, "--json").json()
    assert (found["grade"], [step["grade"] for step in found["steps"]]) == ("D", ["C", "B", "A"])
    explained = run("explain", *asked[1:], "--json").json()
    assert (found["points"], found["grade"], found["unofficial"]) == (explained["points"], explained["grade"], True)
    history = run("history", *asked[1:], "--json").json()
    graded = {change["on"]: change["grade"] for change in history["changes"]}
    assert graded[found["steps"][0]["on"]] == "C"
    assert graded[found["unrated_on"]] is None
    assert {"effective", "recorded"} <= set(found)


def test_back_tells_it_in_words_that_accuse_nobody(run: Run, register: Path) -> None:
    answer = run("back", "xv-reg:P3125865159", *EFFECTIVE, "--data", register)
    assert answer.code == 0
    assert "UNOFFICIAL" in answer.out
    assert "a day named here is no promise" in " ".join(answer.out.split())
    assert "not within what is known" in answer.out
    assert "Effective 2026-09-30; as recorded at size" in answer.out


def test_back_answers_names_and_unknown_organizations_as_explain_does(run: Run, register: Path) -> None:
    named = run("back", "drezdune", *EFFECTIVE, "--data", register, "--json")
    assert (named.code, len(named.json()["candidates"])) == (1, 1)
    unknown = ("xv-reg:C0000000001", *EFFECTIVE, "--data", register)
    assert run("back", *unknown).out == run("explain", *unknown).out
    assert run("back", *unknown, "--json").json() == run("explain", *unknown, "--json").json()


def test_back_as_of_an_earlier_size_knows_less(run: Run, register: Path) -> None:
    asked = ("back", "xv-reg:P3125865159", *EFFECTIVE, "--data", register, "--json")
    now, then = run(*asked).json(), run(*asked, "--recorded", "2026-04-01").json()
    assert then["recorded"]["size"] < now["recorded"]["size"]
    assert (now["grade"], then["grade"], then["organization_id"]) == ("D", None, None)
