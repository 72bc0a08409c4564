"""Evaluation by an engine, as a user runs it: out of a register, out of files, into every form, and refused."""

import csv
import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from sample_commands import Run

EFFECTIVE = ("--effective", "2026-09-30")
COLUMNS = {"standings": 7, "contributions": 9}


@pytest.fixture
def demo(demo_made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(demo_made, tmp_path / "register")


@pytest.fixture
def nation(run: Run, demo: Path, tmp_path: Path) -> Path:
    assert run("facts", tmp_path / "nation", *EFFECTIVE, "--data", demo).code == 0
    return tmp_path / "nation"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_an_engine_answers_as_plain_evaluation_does(run: Run, demo: Path, tmp_path: Path) -> None:
    whole = run("evaluate", *EFFECTIVE, "--data", demo, "--json").json()
    plain = whole["standings"]
    standings, lines = tmp_path / "standings.csv", tmp_path / "lines.csv"
    answer = run("evaluate", *EFFECTIVE, "--data", demo, "--output", standings, "--contributions", lines, "--json")
    manifest = answer.json()
    assert (whole["origin"], whole["recorded"]["size"]) == (manifest["origin"], manifest["recorded"]["size"])
    found = rows_of(standings)
    assert {(f"o-{row['organization']}", int(row["points"]), row["grade"] or None) for row in found} == {
        (one["organization"], one["points"], one["grade"]) for one in plain
    }
    assert manifest["rows"]["standings"] == len(found) == sum(manifest["grades"].values())
    sums: dict[str, int] = {}
    for line in rows_of(lines):
        sums[line["organization"]] = sums.get(line["organization"], 0) + int(line["points"])
    assert sums == {row["organization"]: int(row["points"]) for row in found}
    assert json.loads((tmp_path / "standings.csv.manifest.json").read_bytes()) == manifest
    assert list(tmp_path.glob(".goodstanding-*")) == []


def test_both_engines_write_the_same_bytes_out_of_files(run: Run, nation: Path, tmp_path: Path) -> None:
    written = []
    for engine in ("duckdb", "reference"):
        targets = [tmp_path / f"{engine}.{suffix}" for suffix in ("jsonl", "csv")]
        asked = ("--engine", engine, "--output", targets[0], "--contributions", targets[1])
        assert run("evaluate", "--input", nation, *asked).code == 0
        written.append([target.read_bytes() for target in targets])
    assert written[0] == written[1]
    assert written[0][0].startswith(b'{"organization":')


def test_parquet_has_the_columns_that_the_reference_names(run: Run, nation: Path, tmp_path: Path) -> None:
    targets = {name: tmp_path / f"{name}.parquet" for name in COLUMNS}
    asked = ("--output", targets["standings"], "--contributions", targets["contributions"])
    assert run("evaluate", "--input", nation, *asked).code == 0
    for name, target in targets.items():
        described = duckdb.sql(f"DESCRIBE SELECT * FROM read_parquet('{target}')").fetchall()
        assert len(described) == COLUMNS[name]
        assert {type_ for _, type_, *_ in described} == {"BIGINT", "VARCHAR"} | (
            {"INTEGER"} if name == "contributions" else set()
        )


def day(number: str) -> str | None:
    return (date(1970, 1, 1) + timedelta(days=int(number))).isoformat() if number else None


def test_histories_and_ways_back_of_everybody_are_those_of_each(run: Run, demo: Path, tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name}.csv" for name in ("history", "back", "sooner")}
    asked = [part for name, file in files.items() for part in (f"--{name}", file)]
    manifest = run("evaluate", *EFFECTIVE, "--data", demo, *asked, "--json").json()
    rows = {name: rows_of(file) for name, file in files.items()}
    assert {name: told["rows"] for name, told in manifest["over_time"].items()} == {k: len(v) for k, v in rows.items()}
    assert json.loads((tmp_path / "history.csv.manifest.json").read_bytes()) == manifest
    number = next(row["organization"] for row in rows["back"] if row["reached_on"] and row["reaches"])
    one = {name: [row for row in held if row["organization"] == number] for name, held in rows.items()}
    back = run("back", f"o-{number}", *EFFECTIVE, "--data", demo, "--json").json()
    assert {row["reaches"]: day(row["reached_on"]) for row in one["back"] if row["reaches"]} == {
        step["grade"]: step["on"] for step in back["steps"]
    }
    assert {(row["reaches"], int(row["record"]), day(row["on_day"])) for row in one["sooner"]} == {
        (grade, sooner["entry"], sooner["on"])
        for grade, found in [(step["grade"], step["sooner"]) for step in back["steps"]] + [("", back["unrated_sooner"])]
        for sooner in found
    }
    told = run("history", f"o-{number}", *EFFECTIVE, "--data", demo, "--json").json()["changes"]
    held = sorted(one["history"], key=lambda row: int(row["holds_from"]))
    assert [(day(row["holds_from"]), int(row["points"]), row["grade"] or None) for row in held] == [
        (change["on"], change["points"], change["grade"]) for change in told
    ]
    assert [row["holds_to"] for row in held] == [row["holds_from"] for row in held[1:]] + [""]


def test_what_holds_over_time_takes_an_engine_that_tells_it(run: Run, nation: Path, tmp_path: Path) -> None:
    answer = run("evaluate", "--input", nation, "--engine", "sqlite", "--history", tmp_path / "history.csv")
    assert (answer.code, "standings and lines only" in answer.err) == (2, True)
    assert run("evaluate", "--input", nation, "--back", tmp_path / "back.xlsx").code == 2
    assert not list(tmp_path.glob("*.manifest.json"))


def test_one_rulebook_answers_for_everybody(run: Run, nation: Path) -> None:
    manifest = run("evaluate", "--input", nation, "--rulebook", "public_bodies", "--json").json()
    assert [one["id"] for one in manifest["rulebooks"]] == ["xv-public-bodies"]
    about = json.loads((nation / "relation.json").read_bytes())
    origin = about.pop("origin")
    assert origin
    assert manifest["origin"] == origin
    (nation / "relation.json").write_text(json.dumps(about), encoding="utf-8")
    assert run("evaluate", "--input", nation, "--rulebook", "public_bodies", "--json").json()["origin"] is None
    assert manifest["grades"]["other-kind"] > 100


def test_text_says_how_many_have_each_grade_and_that_samples_are_unofficial(run: Run, nation: Path) -> None:
    told = run("evaluate", "--input", nation)
    assert told.code == 0
    assert "too-little-evidence" in told.out
    assert "UNOFFICIAL" in told.out
    assert "Effective 2026-09-30, by duckdb." in told.out


def test_text_says_what_was_written(run: Run, nation: Path, tmp_path: Path) -> None:
    standings, history = tmp_path / "standings.csv", tmp_path / "history.csv"
    told = run("evaluate", "--input", nation, "--output", standings, "--history", history).out
    assert f"Written: {standings}, {history}. How it was done stands in {standings}.manifest.json." in told
    assert (tmp_path / "standings.csv.manifest.json").is_file()


def test_what_is_no_relation_is_refused(run: Run, nation: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "relation.json is missing" in run("evaluate", "--input", tmp_path / "empty").err
    about = nation / "relation.json"
    about.write_text(about.read_text().replace('"relation": 1', '"relation": 2'))
    assert "another version" in run("evaluate", "--input", nation).err
    about.write_text(about.read_text().replace('"relation": 2', '"relation": 1'))
    (nation / "facts.parquet").rename(nation / "gone.parquet")
    assert "has no facts" in run("evaluate", "--input", nation).err
    duckdb.sql(f"COPY (SELECT 1 AS organization) TO '{nation / 'facts.parquet'}' (FORMAT parquet)")
    assert "not as described" in run("evaluate", "--input", nation).err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--engine", "abacus"), "no such engine"),
        (("--output", "standings.xlsx"), ".parquet, .csv or .jsonl"),
        (("--output", "nowhere/standings.csv"), "does not exist"),
        (("--recorded", "5"), "leave out --recorded"),
        (("--rulebook", "nobody's"), "Accepted"),
    ],
)
def test_misuse_is_said(run: Run, nation: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str], said: str) -> None:
    monkeypatch.chdir(nation.parent)
    answer = run("evaluate", "--input", nation, *asked)
    assert answer.code == 2
    assert said in answer.err


def test_a_directory_that_holds_something_is_not_written_into(run: Run, demo: Path, nation: Path) -> None:
    answer = run("facts", nation, "--data", demo)
    assert answer.code == 2
    assert "holds something" in answer.err
