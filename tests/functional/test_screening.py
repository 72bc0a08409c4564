"""Screening as a procurement officer meets it: one bidder and a file of them, outputs, receipts, questions, a list."""

import csv
import functools
import json
import re
import shutil
import sys
import threading
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from sample_bidders import EFFECTIVE, NAMED, NUMBER, NUMBERED, PURPOSE, UNKNOWN, write_bidders
from sample_commands import Run

from goodstanding.adapters.clock import SystemClock
from goodstanding.adapters.screening_shelf import LIST
from goodstanding.services.purposes import MATRIX, Purpose, ScreeningRole

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "screening.md"

BIDDERS = (
    {"id": "A1", "name": NUMBERED, "identifier": NUMBER},
    {"id": "A2", "name": NAMED},
    {"id": "A3", "name": UNKNOWN, "country": "XV"},
    {"id": "A4", "name": "Whoever", "type": "natural person"},
)


@pytest.fixture(scope="module")
def built(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_made, tmp_path_factory.mktemp("screening") / "register")


@pytest.fixture(autouse=True)
def register(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied = Path(shutil.copytree(built, tmp_path / "register"))
    monkeypatch.setenv("GOODSTANDING_DATA", str(copied))
    return copied


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_bidders(tmp_path / "bidders.csv", *BIDDERS)


def screen(run: Run, *more: object) -> dict[str, Any]:
    answer = run("screen", *more, *PURPOSE, *EFFECTIVE, "--json")
    assert answer.code in (0, 1), answer.err
    found = answer.json()
    assert isinstance(found, dict)
    return found


def answers(path: Path) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [line["answer"] for line in lines if "answer" in line]


def test_a_number_is_a_match_whatever_the_name(run: Run) -> None:
    (answer,) = screen(run, "--name", UNKNOWN, "--identifier", NUMBER.upper())["answers"]
    assert answer["band"] == "match"
    (found,) = answer["found"]
    assert found["met"] == [NUMBER]
    assert found["facts"][0]["nature"] == "adverse-record"
    assert " decided on " in found["facts"][0]["says"]


def test_who_is_listed_is_told_with_what_follows_and_until_when(run: Run) -> None:
    (listed,) = run("list", *EFFECTIVE, "--json").json()["list"]
    number = listed["identifiers"][0]
    (answer,) = screen(run, "--identifier", number)["answers"]
    fact, *others = answer["found"][0]["facts"]
    assert (fact["nature"], fact["category"]) == ("listed-here", listed["ground"])
    assert f"in proceeding {listed['proceeding']}" in fact["says"]
    assert [listed["consequences"][0]["law"] in said for said in fact["consequences"]] == [True]
    assert all(other["consequences"] == [] for other in others)
    text = " ".join(run("screen", "--identifier", number, *PURPOSE, *EFFECTIVE).out.split())
    assert "Listed here by a decision in a proceeding: " in text
    assert "Consequence until 29 February 2028: it is not awarded public contracts" in text


def test_a_name_alone_is_a_question_however_equal(run: Run) -> None:
    asked = run("screen", "--name", NAMED, "--country", "XV", *PURPOSE, *EFFECTIVE)
    assert asked.code == 1
    assert asked.out.startswith("Strong question: ")
    assert "A name alone is never a match." in asked.out
    (answer,) = screen(run, "--name", NAMED)["answers"]
    (found, *_) = answer["found"]
    assert (answer["band"], found["met"]) == ("strong-question", [])
    assert found["evidence"] < 1000
    met = {(piece["query"], piece["register"], piece["how"]) for piece in found["alignment"]}
    assert ("drezdune", "drezdune", "exact") in met


def test_nothing_alike_is_clear_and_says_what_that_is_not(run: Run) -> None:
    answer = run("screen", "--name", UNKNOWN, *PURPOSE, *EFFECTIVE)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Clear: ")
    assert "nothing recorded is not the same as in good standing" in " ".join(answer.out.split())


@pytest.mark.parametrize(
    "name",
    [
        "K\u200br\u200ba\u200bmrell Packaging Ltd",
        "Кrаmrell Pаckаging Ltd",
        "Kramre11 Packaging",
        "K r a m r e l l Packaging",
        "Consortium of Arvona Builders, Belmar Roads and Kramrell Packaging Ltd",
    ],
)
def test_a_name_that_looks_like_a_listed_one_is_asked_about(run: Run, name: str) -> None:
    answer = run("screen", "--name", name, *PURPOSE, *EFFECTIVE)
    assert answer.code == 1
    assert answer.out.startswith("Strong question: ")
    assert NUMBERED in answer.out


@pytest.mark.parametrize(
    "name",
    [
        "Covesta Mendrula Tharnovik Plimbosc Wexoldan Hargizol Zelmaryn Kramrell Packaging Ltd",
        "Kramrell Packaging GmbH Energy Trading Transport Steel Textiles Foods Marine Mining Oil Gas Covesta Ltd",
        "Kramrell Sociedad de Packaging por acciones",
    ],
)
def test_no_words_beside_a_listed_name_hide_it(run: Run, name: str) -> None:
    answer = run("screen", "--name", name, *PURPOSE, *EFFECTIVE)
    assert answer.code == 1
    assert NUMBERED in answer.out


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Ltd", "bidder-name-empty"),
        ("!!!", "bidder-name-empty"),
        ("Trading " * 31 + "Kramrell Packaging", "bidder-name-long"),
        ("Kramrell " + "x" * 600, "bidder-name-long"),
        (", ".join(f"Zz{one} Foundry Ltd" for one in "abcdefghijk"), "bidder-name-long"),
        (", ".join(f"Zz{one} Ltd" for one in "abcdefghijk"), "bidder-name-cut"),
        ("Foundry " + "z" * 61, "bidder-name-cut"),
    ],
)
def test_a_name_that_is_not_compared_is_not_answered_and_says_why(run: Run, name: str, why: str) -> None:
    asked = ("screen", "--name", name, *PURPOSE, *EFFECTIVE)
    answer = run(*asked)
    assert answer.code == 1
    assert "not answered: unreadable" in " ".join(answer.out.replace("│", " ").split())
    assert answer.err.startswith(f"[{why}] row 1 field name: ")
    assert "nobody is cleared by it. Accepted: " in answer.err
    assert name[:3] not in answer.out + answer.err.replace("longer", "")
    told = run(*asked, "--json").json()
    assert [one["code"] for one in told["findings"]] == [one["why"] for one in told["answers"]] == [why]


def test_an_answer_names_its_list_and_how_old_that_is(run: Run) -> None:
    asked = screen(run, "--name", UNKNOWN)["asked"]
    head = run("log", "head", "--json").json()
    version = asked["version"]
    assert (version["origin"], version["size"], version["root"]) == (
        head["origin"],
        head["recorded"]["size"],
        head["recorded"]["root"],
    )
    assert (version["effective"], version["analyser"] != "") == ("2026-09-30", True)
    assert {"source": "xv-treasury", "as_of": "2026-09-25", "foreign": False} in version["sources"]


@pytest.mark.parametrize("arguments", [(), ("--purpose", "employment"), ("--purpose", "")])
def test_a_screening_names_one_of_the_purposes(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("screen", "--name", UNKNOWN, *EFFECTIVE, *arguments).code == 2


@pytest.mark.parametrize("role", ScreeningRole)
@pytest.mark.parametrize("purpose", Purpose)
def test_a_role_screens_for_its_own_purposes(run: Run, tmp_path: Path, purpose: Purpose, role: ScreeningRole) -> None:
    """The authorization matrix, as the reference prints it (S7)."""
    told = re.findall(r"^\| `([a-z-]+)` \| ((?:`[a-z-]+`(?:, )?)+) \|$", REFERENCE.read_text("utf-8"), re.MULTILINE)
    allowed = {name: set(re.findall("[a-z-]+", purposes)) for name, purposes in told if name in set(ScreeningRole)}
    assert set(allowed) == set(ScreeningRole)
    receipt = tmp_path / "receipt.json"
    asked = ("--purpose", purpose, "--role", role, "--receipt", receipt)
    answer = run("screen", "--name", UNKNOWN, *EFFECTIVE, *asked)
    if purpose in allowed[role]:
        assert answer.code == 0, answer.err
        held = json.loads(receipt.read_text("utf-8"))
        assert (held["purpose"], held["role"]) == (purpose, role)
        assert f"in the role {role}" in run("receipt", "show", receipt).out
    else:
        assert answer.code in (1, 2)
        assert "clear" not in answer.out.lower()
        assert not receipt.exists()


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_has_a_role(run: Run, purpose: Purpose) -> None:
    asked = run("screen", "--name", UNKNOWN, *EFFECTIVE, "--purpose", purpose, "--json").json()["asked"]
    assert purpose in MATRIX[ScreeningRole(asked["role"])]


def test_a_screening_says_who_is_asked_about(run: Run, file: Path) -> None:
    assert run("screen", *PURPOSE).code == 2
    assert run("screen", file, "--name", UNKNOWN, *PURPOSE).code == 2


def test_a_file_is_answered_row_by_row(run: Run, file: Path) -> None:
    found = screen(run, file)
    assert [(one["row"], one["reference"], one["band"]) for one in found["answers"]] == [
        (1, "A1", "match"),
        (2, "A2", "strong-question"),
        (3, "A3", "clear"),
    ]
    counts = found["counts"]
    assert (counts["read"], counts["match"], counts["strong"], counts["clear"], counts["skipped"]) == (3, 1, 1, 1, 1)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("none.csv", "name,country\n"),
        ("persons.csv", "name,type\nWhoever,natural person\n"),
        ("none.jsonl", ""),
        ("planned.json", '{"releases": [{"ocid": "ocds-1", "tender": {"title": "Planned"}, "buyer": {"name": "Us"}}]}'),
    ],
)
def test_a_file_without_a_bidder_clears_nobody(run: Run, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    page = tmp_path / "report.html"
    answer = run("screen", tmp_path / name, *PURPOSE, *EFFECTIVE, "--output", page)
    assert (answer.code, "nobody is cleared" in answer.out) == (1, True), answer.err
    assert "nobody is cleared" in page.read_text("utf-8")


def test_a_terminal_shows_the_nearest_and_says_how_many_more(run: Run, tmp_path: Path) -> None:
    file = write_bidders(tmp_path / "halls.csv", {"id": "H", "name": "Town Hall"}, {"id": "N"})
    found = next(one for one in screen(run, file)["answers"] if one["row"] == 1)["found"]
    text = run("screen", file, *PURPOSE, *EFFECTIVE).out
    assert len(found) > 3
    assert f"and {len(found) - 3} more" in text
    assert text.count("H / Town Hall") == 1
    assert "(bidder-unreadable)" in " ".join(text.replace("│", " ").split())


@pytest.mark.parametrize(
    ("header", "cells", "told"),
    [
        ("name,54362315K,54362315K", "Lowmark,1,1", "Columns 2 and 3 of bidders.csv have one name, or mean the same."),
        ("name,XV_REG,xv-reg", "Lowmark,1,1", "Columns 2 and 3 of bidders.csv have one name, or mean the same."),
        ("name,", "Lowmark,1", "Column 2 of bidders.csv has no name, and something stands in it in row 1."),
        ("name,id", f"Lowmark,{'5436' * 2_500}", "The cell in column 2 of row 1 of bidders.csv is too long"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_by_its_place(
    run: Run, tmp_path: Path, header: str, cells: str, told: str
) -> None:
    file = tmp_path / "bidders.csv"
    file.write_text(f"{header}\n{cells}\n")
    answer = run("screen", file, *PURPOSE, *EFFECTIVE, "--json")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"goodstanding: {told}")
    assert (" Accepted: " in answer.err, "5436" in answer.err, len(answer.err) < 250) == (True, False, True)


def test_no_spreadsheet_runs_what_a_bidder_writes(run: Run, tmp_path: Path) -> None:
    file, table = tmp_path / "bidders.jsonl", tmp_path / "answers.csv"
    names = ["=1+1 Foundry", "＝1+1 Foundry", "\t@SUM Foundry", "－1 Foundry", "Foundry; ＋1"]
    file.write_text("".join(json.dumps({"name": name, "id": name[:5]}) + "\n" for name in names), "utf-8")
    run("screen", file, *PURPOSE, *EFFECTIVE, "--output", table)
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    told = {row["row"]: (row["name"], row["id"]) for row in rows}
    assert list(told.values()) == [
        ("'=1+1 Foundry", "'=1+1"),
        ("'＝1+1 Foundry", "'＝1+1"),
        ("'@SUM Foundry", "'@SUM"),
        ("'－1 Foundry", "'－1 Fo"),
        ("Foundry;' ＋1", "Found"),
    ]


@pytest.mark.parametrize("ending", ["csv", "jsonl", "json"])
def test_a_terminal_shows_the_share_of_a_file_that_is_done(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    names = [{"name": f"Unrelated Foundry {number}"} for number in range(120)]
    file = tmp_path / f"bidders.{ending}"
    release = {"ocid": "ocds-abc123-1", "tender": {"tenderers": names}}
    text = {
        "csv": "\n".join(["name", *(one["name"] for one in names)]),
        "jsonl": "\n".join(map(json.dumps, names)),
        "json": json.dumps({"releases": [release]}),
    }
    file.write_text(text[ending])
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    told = run("screen", file, *PURPOSE, *EFFECTIVE, "--json")
    assert "Bidders: 120 of 120 (100 %)" in told.err
    assert told.json()["counts"]["read"] == 120


def test_the_same_answers_stand_in_every_output(run: Run, file: Path, tmp_path: Path) -> None:
    lines, table, page = (tmp_path / f"out{ending}" for ending in (".jsonl", ".csv", ".html"))
    outputs = [word for path in (lines, table, page) for word in ("--output", path)]
    assert run("screen", file, *PURPOSE, *EFFECTIVE, *outputs).code == 1
    by_row = {one["row"]: one for one in answers(lines)}
    assert len(by_row) == 3
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["row"], row["id"], row["answer"]) for row in rows if row["id"] != "A2"] == [
        ("1", "A1", "match"),
        ("3", "A3", "clear"),
    ]
    assert rows[0]["organization"] == by_row[1]["found"][0]["organization"]
    assert rows[0]["is_here"] == "Adverse record"
    text = page.read_text("utf-8")
    assert text.count("<script") == 0
    assert all(word in text for word in ("A1 / Kramrell Packaging Ltd", "strong question", "Row 2: A2"))
    assert {path.stat().st_mode & 0o077 for path in (lines, table, page)} == {0}
    assert run("screen", file, *PURPOSE, *EFFECTIVE, *outputs).code == 2


def test_what_a_stop_left_behind_is_gone_on_with(run: Run, file: Path, tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    run("screen", file, *PURPOSE, *EFFECTIVE, "--output", whole)
    text = whole.read_bytes()
    # Cut at every byte would take long: at every line, and in the middle of each.
    ends = [index + 1 for index, byte in enumerate(text) if byte == ord("\n")]
    for cut in [*ends[:-1], *(end - 7 for end in ends[1:])]:
        broken.write_bytes(text[:cut])
        again = run("screen", file, *PURPOSE, *EFFECTIVE, "--output", broken)
        assert again.code == 1, again.err
        assert broken.read_bytes().splitlines()[1:] == text.splitlines()[1:]


def test_only_the_same_screening_is_gone_on_with(run: Run, file: Path, tmp_path: Path) -> None:
    output = tmp_path / "answers.jsonl"
    run("screen", file, *PURPOSE, *EFFECTIVE, "--output", output)
    begun = b"".join(output.read_bytes().splitlines(keepends=True)[:2])
    other = write_bidders(tmp_path / "other.csv", *BIDDERS[:2])
    for arguments, told in (
        ((other, *PURPOSE, *EFFECTIVE), "another file"),
        ((file, "--purpose", "audit", *EFFECTIVE), "another purpose"),
        ((file, *PURPOSE, "--role", "main-contractor", *EFFECTIVE), "in another role"),
        ((file, *PURPOSE, "--effective", "2026-09-29"), "--recorded 834 --effective 2026-09-30"),
    ):
        output.write_bytes(begun)
        answer = run("screen", *arguments, "--output", output)
        assert (answer.code, told in answer.err) == (2, True), answer.err
        assert output.read_bytes() == begun
    output.write_text('{"other": 1}\n')
    assert run("screen", file, *PURPOSE, *EFFECTIVE, "--output", output).code == 2


def test_a_finished_file_is_not_written_over(run: Run, file: Path, tmp_path: Path) -> None:
    output = tmp_path / "answers.jsonl"
    run("screen", file, *PURPOSE, *EFFECTIVE, "--output", output)
    before = output.read_bytes()
    again = run("screen", file, *PURPOSE, *EFFECTIVE, "--output", output)
    assert (again.code, "finished" in again.err, output.read_bytes()) == (2, True, before)


def test_without_a_register_nobody_is_clear(run: Run, tmp_path: Path) -> None:
    answer = run("screen", "--name", UNKNOWN, *PURPOSE, *EFFECTIVE, "--data", tmp_path / "none")
    assert answer.code == 2
    assert "clear" not in answer.out.lower()


def test_a_stale_list_clears_nobody_and_still_says_what_it_found(run: Run, file: Path) -> None:
    later = ("--effective", "2027-01-05")
    answer = run("screen", "--name", UNKNOWN, *PURPOSE, *later)
    assert answer.code == 1
    assert answer.out.startswith("Not answered: stale")
    told = re.search(
        r"STALE: The last full lists of (.*) are of 15 September 2026: more than 92", " ".join(answer.out.split())
    )
    assert told
    assert {"xv-courts", "xv-audit-court"} < set(told[1].split(", "))
    found = run("screen", file, *PURPOSE, *later, "--json").json()
    assert [one["state"] for one in found["answers"]][2] == "not-answered-stale"
    assert [one["band"] for one in found["answers"]] == ["match", "strong-question", None]


def test_how_old_is_stale_can_be_set_for_all_and_for_one(run: Run) -> None:
    name = ("screen", "--name", UNKNOWN, *PURPOSE)
    assert run(*name, *EFFECTIVE, "--stale-after", "14").code == 1
    assert run(*name, *EFFECTIVE, "--stale-after", "15").code == 0
    assert run(*name, *EFFECTIVE, "--stale-after", "xv-courts=14").code == 1
    assert run(*name, "--effective", "2027-01-05", "--stale-after", "200").code == 0
    assert run(*name, *EFFECTIVE, "--stale-after", "soon").code == 2


def test_what_does_not_show_is_neither_found_nor_told(run: Run) -> None:
    """The demo has a company that was only ever presumed, and records that end their display one day."""
    assert screen(run, "--name", "Norkinet")["answers"][0]["band"] == "clear"
    (one,) = run("screen", "--identifier", NUMBER, *PURPOSE, *EFFECTIVE, "--json").json()["answers"]
    until = max(fact["shown_until"] for fact in one["found"][0]["facts"])
    asked = ("screen", "--identifier", NUMBER, *PURPOSE, "--stale-after", "9999")
    assert run(*asked, "--effective", until, "--json").json()["answers"][0]["band"] == "match"
    day = datetime.fromisoformat(until).date().toordinal() + 1
    after = datetime.fromordinal(day).date().isoformat()
    assert run(*asked, "--effective", after, "--json").json()["answers"][0]["band"] == "clear"


def test_the_rows_are_kept_and_damage_to_them_changes_no_answer(
    run: Run, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime(2026, 9, 30, 12, tzinfo=UTC))
    asked = ("screen", "--name", NAMED, *PURPOSE, "--json")
    first = run(*asked).json()["answers"]
    kept = (register / LIST).read_bytes()
    assert (register / LIST).stat().st_mode & 0o077 == 0
    for damaged in (b"", kept[:-1], kept.replace(b"Drezdune", b"Drezdone"), b"x" * 100):
        (register / LIST).write_bytes(damaged)
        assert run(*asked).json()["answers"] == first
        assert (register / LIST).read_bytes() == kept


def test_a_person_s_answer_is_applied_until_a_side_changes(run: Run, file: Path, tmp_path: Path) -> None:
    output, memory = tmp_path / "answers.jsonl", tmp_path / "memory.jsonl"
    run("screen", file, *PURPOSE, *EFFECTIVE, "--output", output)
    question = next(one for one in answers(output) if one["row"] == 2)
    for found in question["found"]:
        told = ("--row", 2, "--organization", found["organization"], "--resolutions", memory, "--json")
        answer = run("screen", "resolve", output, *told, "--answer", "different", "--reason", "numbers-compared")
        assert answer.code == 0, answer.err
    applied = screen(run, file, "--resolutions", memory)["answers"][1]
    assert applied["band"] == "clear"
    assert {one["resolved"]["answer"] for one in applied["found"]} == {"different"}
    text = run("screen", file, *PURPOSE, *EFFECTIVE, "--resolutions", memory).out
    assert "Answered by a person earlier: row 2." in text
    assert "Drezdune" not in memory.read_text()
    # It had no number: under the same name, in another file or in none, it may be a namesake.
    assert screen(run, "--name", NAMED, "--resolutions", memory)["answers"][0]["band"] != "clear"
    copied = write_bidders(tmp_path / "next.csv", {"id": "B", "name": NAMED}, {"id": "C", "name": NAMED})
    for asked_again in screen(run, copied, "--resolutions", memory)["answers"]:
        assert asked_again["band"] != "clear"


def test_an_answer_about_a_number_holds_in_every_file_and_in_capitals(run: Run, tmp_path: Path) -> None:
    output, memory = tmp_path / "answers.jsonl", tmp_path / "memory.jsonl"
    other = "br-cnpj:11222333000181"
    asked = ("screen", "--name", NAMED, "--identifier", other, *PURPOSE, *EFFECTIVE)
    run(*asked, "--output", output)
    (question,) = answers(output)
    assert question["found"]
    for found in question["found"]:
        told = ("--row", 1, "--organization", found["organization"], "--resolutions", memory)
        answer = run("screen", "resolve", output, *told, "--answer", "different", "--reason", "numbers-compared")
        assert answer.code == 0, answer.err
    again = ("--identifier", other, "--resolutions", memory)
    assert screen(run, "--name", NAMED.upper(), *again)["answers"][0]["band"] == "clear"
    assert screen(run, "--name", f"{NAMED} 2", *again)["answers"][0]["band"] != "clear"
    assert "Answered by you on " in run("screen", "--name", NAMED, *again, *PURPOSE, *EFFECTIVE).out


def test_a_name_alone_and_in_no_file_is_not_answered(run: Run, tmp_path: Path) -> None:
    output, memory = tmp_path / "answers.jsonl", tmp_path / "memory.jsonl"
    run("screen", "--name", NAMED, *PURPOSE, *EFFECTIVE, "--output", output)
    organization = answers(output)[0]["found"][0]["organization"]
    told = ("--row", 1, "--organization", organization, "--answer", "same", "--reason", "seat-compared")
    refused = run("screen", "resolve", output, *told, "--resolutions", memory)
    assert (refused.code, "every namesake" in refused.err) == (2, True)


def test_no_file_that_is_read_or_kept_is_written_over(run: Run, tmp_path: Path) -> None:
    lines, receipt = tmp_path / "in.jsonl", tmp_path / "receipt.json"
    for text in ('{"name": "Utterly Unrelated Foundry"}', '{"name": "Utterly Unrelated Foundry"}\n'):
        lines.write_text(text, "utf-8")
        for named in (
            ("--output", lines), ("--receipt", lines), ("--resolutions", lines),
            ("--output", tmp_path / "out.html", "--receipt", tmp_path / "out.html"),
            ("--output", tmp_path / "a.csv", "--output", tmp_path / "a.csv"), ("--receipt", tmp_path / "no" / "r.json"),
        ):  # fmt: skip
            assert run("screen", lines, *PURPOSE, *EFFECTIVE, *named).code == 2, named
            assert lines.read_text("utf-8") == text
    note = tmp_path / "note.jsonl"
    for text in ("one line", "one line\n"):
        note.write_text(text, "utf-8")
        for named in (("--output", note), ("--resolutions", note)):
            assert run("screen", lines, *PURPOSE, *EFFECTIVE, *named).code != 0
            assert note.read_text("utf-8") == text
        told = ("--row", 1, "--organization", "o-1", "--answer", "same", "--reason", "seat-compared")
        assert run("screen", "resolve", note, *told, "--resolutions", tmp_path / "memory.jsonl").code != 0
        assert note.read_text("utf-8") == text
    assert run("screen", lines, *PURPOSE, *EFFECTIVE, "--receipt", receipt).code == 0
    kept = receipt.read_bytes()
    assert run("screen", lines, *PURPOSE, *EFFECTIVE, "--receipt", receipt).code == 2
    assert receipt.read_bytes() == kept
    assert run("screen", "calibration", "--html", note).code == 2


def test_a_person_may_answer_that_they_are_the_same(run: Run, file: Path, tmp_path: Path) -> None:
    output, memory = tmp_path / "answers.jsonl", tmp_path / "memory.jsonl"
    run("screen", file, *PURPOSE, *EFFECTIVE, "--output", output)
    organization = answers(output)[1]["found"][0]["organization"]
    told = ("--row", 2, "--organization", organization, "--resolutions", memory)
    assert run("screen", "resolve", output, *told, "--answer", "same", "--reason", "seat-compared").code == 0
    assert screen(run, file, "--resolutions", memory)["answers"][1]["band"] == "match"


def test_a_match_by_number_is_not_answered_away(run: Run, file: Path, tmp_path: Path) -> None:
    output, memory = tmp_path / "answers.jsonl", tmp_path / "memory.jsonl"
    run("screen", file, *PURPOSE, *EFFECTIVE, "--output", output)
    organization = answers(output)[0]["found"][0]["organization"]
    told = ("--answer", "different", "--reason", "seat-compared", "--resolutions", memory)
    refused = run("screen", "resolve", output, "--row", 1, "--organization", organization, *told)
    assert (refused.code, "correction" in refused.err) == (2, True)
    assert run("screen", "resolve", output, "--row", 3, "--organization", "o-1", *told).code == 2
    assert screen(run, file, "--resolutions", memory)["answers"][0]["band"] == "match"


def test_a_receipt_names_the_list_and_no_bidder(run: Run, file: Path, tmp_path: Path) -> None:
    receipt, opening = tmp_path / "t42.json", tmp_path / "t42.opening.json"
    run("screen", file, *PURPOSE, *EFFECTIVE, "--receipt", receipt)
    held = json.loads(receipt.read_text("utf-8"))
    assert (held["version"]["size"], held["purpose"]) == (834, "tender")
    assert [row["answer"] for row in held["rows"]] == ["match", "strong-question", "clear"]
    for told in (NUMBERED, NAMED, UNKNOWN, NUMBER, "A2", "o-196"):
        assert told not in receipt.read_text("utf-8")
        assert told in opening.read_text("utf-8")
    shown = run("receipt", "show", receipt)
    assert (shown.code, NAMED in shown.out) == (0, True)
    assert (receipt.stat().st_mode | opening.stat().st_mode) & 0o077 == 0
    opening.unlink()
    assert "(committed)" in run("receipt", "show", receipt).out


def test_a_receipt_says_what_has_changed_since(run: Run, file: Path, tmp_path: Path) -> None:
    """Asked as the register stood in May, when neither bidder was in it, and checked as it stands in September."""
    receipt = tmp_path / "t42.json"
    early = ("--effective", "2026-05-10", "--recorded", "2026-05-10")
    assert run("screen", file, *PURPOSE, *early, "--receipt", receipt).code == 1, "a person was left out"
    later = run("receipt", "check", receipt, *EFFECTIVE, "--json")
    assert later.code == 1
    (checked,) = later.json()["receipts"]
    assert checked["days"] == 143
    by_row = {change["row"]: change for change in checked["changes"]}
    assert [(change["before"], change["now"]) for change in by_row.values()] == [
        ("clear", "match"),
        ("clear", "strong-question"),
    ]
    (found, *_) = by_row[2]["organizations"].values()
    assert (found["how"], found["then"], found["now"]["names"][0]) == ("found-now", None, NAMED)
    text = " ".join(run("receipt", "check", receipt, *EFFECTIVE).out.split())
    for said in (
        "Then: the list as of 10 May 2026, log size 170. Now: as of 30 September 2026, log size 834.",
        "The receipt holds no more. Look again at rows 1, 2 (of 3 bidders)",
        f"Row 2, {NAMED}: clear then, strong question now. - {NAMED} (o-196) was not found then, and is found now.",
        f"Now: Adverse record: Treasury of Valdora published on 30 April 2026 that {NAMED} had payments to suppliers",
    ):
        assert said in text


def test_a_receipt_says_what_was_shown_then_and_is_shown_now(run: Run, tmp_path: Path) -> None:
    """One was listed in June and is lifted; of an opening from before it held what was shown, only that is said."""
    june = ("--effective", "2026-06-20")
    lifted = next(one for one in run("list", *june, "--json").json()["list"] if one["name"].startswith("Podusluk"))
    file = write_bidders(tmp_path / "listed.csv", {"id": "1", "identifier": lifted["identifiers"][0]})
    receipt, opening = tmp_path / "june.json", tmp_path / "june.opening.json"
    run("screen", file, *PURPOSE, *june, "--receipt", receipt, "--stale-after", "9999")

    def told() -> str:
        return " ".join(run("receipt", "check", receipt, *EFFECTIVE).out.split())

    about = f"{lifted['name']} ({lifted['organization']}) was found then as now. What shows of it has changed."
    was = "Then, and no more: Listed here by a decision in a proceeding: xv-integrity-office decided on 11 May 2026"
    assert f"match, then as now. - {about} {was}" in told()
    whole = opening.read_text()
    told_falsely = whole.replace("from 11 June 2026 to", "from 11 June 2025 to")
    assert told_falsely != whole
    opening.write_text(told_falsely)
    assert "does not fit the digests in it" in run("receipt", "check", receipt, *EFFECTIVE).err
    opening.write_text(json.dumps({**json.loads(whole), "shown": {}, "on": None}))
    assert f"{about} What showed of it then is not in this opening" in told()


def test_a_receipt_that_nothing_changed_for(run: Run, file: Path, tmp_path: Path) -> None:
    receipt = tmp_path / "t42.json"
    run("screen", file, *PURPOSE, *EFFECTIVE, "--receipt", receipt)
    holds = run("receipt", "check", receipt, *EFFECTIVE)
    assert (holds.code, "The receipt holds: every bidder" in holds.out) == (0, True)
    (tmp_path / "t42.opening.json").unlink()
    alone = run("receipt", "check", receipt, *EFFECTIVE)
    assert (alone.code, "cannot be said" in alone.out) == (1, True)


@pytest.mark.parametrize("way", ["register", "list", "changes"])
def test_a_receipt_reads_the_delta_feed_of_a_register_of_a_list_and_of_a_file(
    run: Run, register: Path, tmp_path: Path, way: str
) -> None:
    """Two were listed in June, and one of them was lifted in August."""
    june, september = ("--effective", "2026-06-20"), ("--effective", "2026-09-30")
    listed = run("list", *june, "--json").json()["list"]
    rows = [{"id": str(row), "identifier": one["identifiers"][0]} for row, one in enumerate(listed)]
    file, receipt = write_bidders(tmp_path / "listed.csv", *rows), tmp_path / "june.json"
    assert run("screen", file, *PURPOSE, *june, "--receipt", receipt, "--stale-after", "9999").code == 1
    feed, public = tmp_path / "feed.json", tmp_path / "public"
    feed.write_text(run("changes", *september, "--json").out, encoding="utf-8")
    run("screen", "export", public, *september)
    how: tuple[object, ...] = september
    if way == "list":
        shutil.rmtree(register)
        how = (*september, "--list", public)
    elif way == "changes":
        shutil.rmtree(register)
        how = ("--changes", feed)
    checked = run("receipt", "check", receipt, *how, "--json")
    assert checked.code == 1, checked.err
    (told,) = checked.json()["receipts"]
    (change,) = told["changes"]
    assert told["log_checked"] is (way != "changes")
    (line,) = change["listings"]
    lifted = next(one["organization"] for one in listed if one["name"].startswith("Podusluk"))
    assert (line["organization"], line["change"], line["on"]) == (lifted, "lifted", "2026-08-10")
    text = run("receipt", "check", receipt, *how).out
    assert ("the log still contains the state" in text) is (way != "changes")
    assert f"{lifted}: its listing was lifted on 10 August 2026" in " ".join(text.split())
    assert "Podusluk" not in (public / "changes.jsonl").read_text("utf-8")


def test_a_published_list_of_a_later_state_does_not_vouch_for_the_log(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt, public = tmp_path / "t42.json", tmp_path / "public"
    run("screen", file, *PURPOSE, *EFFECTIVE, "--receipt", receipt)
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", "a passphrase of the office")
    assert run("officer", "add", "somebody").code == 0
    run("screen", "export", public, *EFFECTIVE)
    for where, is_checked in (((), True), (("--list", public), False)):
        text = " ".join(run("receipt", "check", receipt, *EFFECTIVE, *where).out.split())
        told = ("old: the log still contains" in text, "was not checked: that takes the register" in text)
        assert told == (is_checked, not is_checked)
        (checked,) = run("receipt", "check", receipt, *EFFECTIVE, *where, "--json").json()["receipts"]
        assert checked["log_checked"] is is_checked


def test_changes_of_another_log_or_from_before_or_too_late_are_not_taken_for_an_answer(
    run: Run, file: Path, tmp_path: Path
) -> None:
    receipt, feed = tmp_path / "t42.json", tmp_path / "feed.json"
    run("screen", file, *PURPOSE, *EFFECTIVE, "--receipt", receipt)
    good = run("changes", *EFFECTIVE, "--json").json()
    for change, code in (
        ({}, 0),
        ({"origin": "other.example"}, 1),
        ({"recorded": good["recorded"] | {"size": 3}}, 1),
        ({"changes": [{}]}, 1),
        ({"first": "2026-10-30"}, 1),
    ):
        feed.write_text(json.dumps(good | change), encoding="utf-8")
        answer = run("receipt", "check", receipt, "--changes", feed)
        assert (answer.code, change) == (code, change), answer.out + answer.err
    feed.write_text("[]", encoding="utf-8")
    assert run("receipt", "check", receipt, "--changes", feed).code == 1
    assert run("receipt", "check", receipt, "--changes", feed, "--list", tmp_path).code == 2


@pytest.mark.parametrize("change", ["root", "origin", "size", "query", "opening", "salt"])
def test_a_receipt_of_another_history_or_with_another_opening_is_refused(
    run: Run, file: Path, tmp_path: Path, change: str
) -> None:
    receipt, opening = tmp_path / "t42.json", tmp_path / "t42.opening.json"
    run("screen", file, *PURPOSE, *EFFECTIVE, "--receipt", receipt)
    held, opened = json.loads(receipt.read_text()), json.loads(opening.read_text())
    if change == "opening":
        opened["rows"][1]["names"] = ["Another Ltd"]
    elif change == "salt":
        opened["rows"][1]["query_salt"] = "00" * 16
    elif change == "query":
        held["rows"][1]["query"] = "00" * 32
    else:
        held["version"][change] = {"root": "00" * 32, "origin": "other.example", "size": 10_000}[change]
        opening.unlink()
    receipt.write_text(json.dumps(held))
    if opening.exists():
        opening.write_text(json.dumps(opened))
    assert run("receipt", "check", receipt, *EFFECTIVE).code == 1


def test_a_published_list_answers_without_a_register(run: Run, file: Path, tmp_path: Path, register: Path) -> None:
    folder = tmp_path / "public"
    exported = run("screen", "export", folder, *EFFECTIVE, "--json")
    assert exported.json()["refresh_by"] == "2026-10-03"
    here = screen(run, file)
    shutil.rmtree(register)
    there = screen(run, file, "--list", folder)
    assert there["answers"] == here["answers"]
    assert there["asked"]["version"]["root"] == here["asked"]["version"]["root"]


def test_a_published_list_is_fetched_whole_and_nothing_is_asked_of_its_server(run: Run, tmp_path: Path) -> None:
    run("screen", "export", tmp_path / "public", *EFFECTIVE)
    asked: list[str] = []

    class Serving(SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            asked.append(self.path)

    handler = functools.partial(Serving, directory=str(tmp_path / "public"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        answer = run(
            "screen", "--name", NAMED, *PURPOSE, *EFFECTIVE, "--list", f"http://127.0.0.1:{server.server_port}"
        )
        server.shutdown()
    assert (answer.code, answer.out.startswith("Strong question")) == (1, True), answer.err
    assert sorted(asked) == ["/changes.jsonl", "/manifest.json", "/subjects.jsonl"]


def test_a_published_list_is_good_until_its_last_day(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    run("screen", "export", folder, *EFFECTIVE)
    asked = ("screen", "--name", UNKNOWN, *PURPOSE, "--list", folder, "--effective")
    assert run(*asked, "2026-10-03").code == 0
    for day in ("2026-10-04", "2026-09-29"):
        late = run(*asked, day)
        assert (late.code, late.out.startswith("Not answered: stale")) == (1, True)
    assert run(*asked, "2026-10-01", "--recorded", "834").code == 2


@pytest.mark.parametrize("file_name", ["manifest.json", "subjects.jsonl"])
def test_a_list_that_is_not_its_manifest_s_is_refused(run: Run, tmp_path: Path, file_name: str) -> None:
    folder = tmp_path / "public"
    run("screen", "export", folder, *EFFECTIVE)
    path = folder / file_name
    whole = path.read_bytes()
    damaged = [b"", whole[:-20], whole + whole[:50], whole.replace(b'"', b"'", 1)]
    damaged += [whole.replace(b"2026-09", b"2026-08", 1)] if file_name == "subjects.jsonl" else []
    for data in damaged:
        path.write_bytes(data)
        refused = run("screen", "--name", UNKNOWN, *PURPOSE, "--list", folder, *EFFECTIVE)
        assert (refused.code, refused.out) == (2, "")
    path.unlink()
    assert run("screen", "--name", UNKNOWN, *PURPOSE, "--list", folder, *EFFECTIVE).code == 2


def test_a_signed_list_is_checked_by_a_key_that_is_known(
    run: Run, tmp_path: Path, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", "a passphrase of the log")
    folder, key = tmp_path / "public", run("log", "keys", "new", "--json").json()["verifier_key"]
    assert run("screen", "export", folder, *EFFECTIVE, "--sign").code == 0
    shutil.rmtree(register)
    asked = ("screen", "--name", UNKNOWN, *PURPOSE, *EFFECTIVE, "--list", folder)
    signed = run(*asked, "--key", key, "--json").json()["asked"]["version"]
    assert signed["key"] == key
    assert "was not checked" in run(*asked).out
    strange = key.replace("demo", "dome")
    manifest, note = (folder / "manifest.json").read_bytes(), (folder / "manifest.note").read_bytes()
    assert run(*asked, "--key", strange).code == 2
    for name, data in (
        ("manifest.json", manifest.replace(b"2026-10-03", b"2027-10-03")),
        ("manifest.note", note[:-20] + (b"C" if note[-20:-19] == b"B" else b"B") + note[-19:]),
        ("manifest.note", note.partition(b"\n\n")[0] + b"\n"),
    ):
        (folder / name).write_bytes(data)
        refused = run(*asked, "--key", key)
        assert (refused.code, refused.out) == (2, "")
        (folder / "manifest.json").write_bytes(manifest)
        (folder / "manifest.note").write_bytes(note)
    (folder / "manifest.note").unlink()
    assert run(*asked, "--key", key).code == 2
    assert run("screen", "--name", UNKNOWN, *PURPOSE, "--key", key).code == 2


def test_every_row_of_a_published_list_says_how_long_it_may_be_shown(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    run("screen", "export", folder, *EFFECTIVE)
    rows = [json.loads(line) for line in (folder / "subjects.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) > 100
    assert {row["refresh_by"] for row in rows} == {"2026-10-03"}
    for row in rows:
        days = [fact.get("display_until") for fact in row["facts"]]
        assert row.get("display_until") == (None if None in days else max(days))
    assert "Norkinet" not in (folder / "subjects.jsonl").read_text("utf-8")


#: What a published list may say, by the file and by the object in it (S8). Nothing is added without a look at this.
ROW_KEYS = {"organization", "kind", "names", "identifiers", "country", "display_until", "refresh_by", "facts"}
FACT_KEYS = {
    "number", "nature", "category", "authority", "says", "status", "decided_on", "final_on", "display_until",
    "confirmed_until", "affiliate", "consequences", "disputed",
}  # fmt: skip
CHANGE_KEYS = {"on", "change", "organization", "proceeding", "until", "was_wrong"}
MANIFEST_KEYS = {
    "format", "origin", "size", "root", "recorded_at", "effective", "refresh_by", "zones", "analyser", "sources",
    "rows", "digest", "changes",
}  # fmt: skip


def test_a_published_list_says_what_is_on_its_allow_list_and_nothing_else(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    run("screen", "export", folder, *EFFECTIVE)
    rows = [json.loads(line) for line in (folder / "subjects.jsonl").read_text("utf-8").splitlines()]
    days, *changes = [json.loads(line) for line in (folder / "changes.jsonl").read_text("utf-8").splitlines()]
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert {path.name for path in folder.iterdir()} == {"manifest.json", "subjects.jsonl", "changes.jsonl"}
    assert {key for row in rows for key in row} == ROW_KEYS
    assert {key for row in rows for fact in row["facts"] for key in fact} <= FACT_KEYS
    assert {row["kind"] for row in rows} <= {"company", "state-owned-enterprise", "public-body"}
    assert (set(days), {key for one in changes for key in one}) == ({"first", "last"}, CHANGE_KEYS)
    assert (set(manifest), {key for one in manifest["sources"] for key in one}) == (
        MANIFEST_KEYS, {"source", "as_of", "foreign"},
    )  # fmt: skip


def test_no_list_is_written_where_the_data_would_be_served(run: Run, register: Path) -> None:
    for where in (register, register / "public", register.parent):
        answer = run("screen", "export", where, *EFFECTIVE)
        assert (answer.code, answer.out) == (2, "")
        assert "would be served" in answer.err
    assert not (register / "public").exists()


def test_answers_whose_rows_do_not_follow_each_other_are_not_gone_on_with(run: Run, tmp_path: Path) -> None:
    file = write_bidders(tmp_path / "four.csv", *({"id": f"B{row}", "name": f"Bidder {row}"} for row in range(4)))
    output = tmp_path / "answers.jsonl"
    assert run("screen", file, *PURPOSE, *EFFECTIVE, "--output", output).code == 0
    asked, first, *_ = output.read_text("utf-8").splitlines(keepends=True)
    output.write_text(asked + first * 4, "utf-8")
    again = run("screen", file, *PURPOSE, *EFFECTIVE, "--output", output)
    assert (again.code, "do not follow each other" in again.err) == (2, True), again.err


@pytest.mark.parametrize("text", ["xvreg1:C7941445291", "lei:0000XVINVENTED000010", "wb:1", "zz-any:12"])
def test_a_number_that_is_compared_with_nothing_clears_nobody(run: Run, text: str) -> None:
    answer = run("screen", "--identifier", text, "--name", UNKNOWN, *PURPOSE, *EFFECTIVE)
    assert (answer.code, "[bidder-unreadable]" in answer.err) == (1, True)


def test_a_number_of_a_scheme_that_the_list_lacks_clears_nobody_without_a_name(run: Run) -> None:
    number = ("screen", "--identifier", "jp-jcn:5835678256246", *PURPOSE, *EFFECTIVE)
    answer = run(*number)
    assert (answer.code, "[bidder-unreadable]" in answer.err, "the bidder's name" in answer.err) == (1, True, True)
    assert run(*number, "--name", UNKNOWN).code == 0


def test_a_number_is_found_however_its_column_is_called(run: Run, tmp_path: Path) -> None:
    scheme, _, number = NUMBER.partition(":")
    file = tmp_path / "bidders.csv"
    for header, cell in (("identifiers", NUMBER), ("XV_REG", number), ("Identifier", f"XV_REG: {number}")):
        file.write_text(f"name,{header},Phone\n{UNKNOWN},{cell},1\n")
        answer = run("screen", file, *PURPOSE, *EFFECTIVE)
        assert (answer.code, "match" in answer.out, answer.err.count("[bidder-parts-ignored]")) == (1, True, 1)
    file.write_text(f"name,{scheme[3:]}\n{UNKNOWN},{number}\n")
    assert "Accepted: xv-reg." in run("screen", file, *PURPOSE, *EFFECTIVE).err
    file = tmp_path / "bidders.jsonl"
    for key in ("Identifier", "XV-REG", "xv_reg"):
        file.write_text(json.dumps({key: NUMBER if key == "Identifier" else number, "identifiers": []}) + "\n")
        assert run("screen", file, *PURPOSE, *EFFECTIVE, "--json").json()["answers"][0]["band"] == "match"


def test_a_number_under_an_unknown_scheme_is_told_in_its_bidder_s_answer(run: Run, tmp_path: Path) -> None:
    """In JSON, on a terminal and in every output: misspelt it clears nobody, of another register it is said."""
    schemes = {"XV-RGE": "1234", "XV-RAF": "C7941445292", "NGA-BRBDA": "1", "54362315K": "2"}
    names = [f"Unrelated Foundry {one}" for one in ("Arbor", "Belmar", "Corvin", "Dunmore")]
    tenderers = [
        {"name": name, "identifier": {"scheme": scheme, "id": number}}
        for name, (scheme, number) in zip(names, schemes.items(), strict=True)
    ]
    file = tmp_path / "package.json"
    file.write_text(json.dumps({"releases": [{"ocid": "ocds-1", "tender": {"tenderers": [*tenderers, "Lowmark"]}}]}))
    outputs = [tmp_path / f"out{ending}" for ending in (".jsonl", ".csv", ".html")]
    asked = ("screen", file, *PURPOSE, *EFFECTIVE)
    answer = run(*asked, *(part for path in outputs for part in ("--output", path)), "--json")
    told = [(one["state"], one["band"], one["uncompared"]) for one in answer.json()["answers"]]
    assert told == [
        ("not-answered-unreadable", None, []),
        ("answered", "clear", ["XV-RAF"]),
        ("answered", "clear", ["NGA-BRBDA"]),
        ("answered", "clear", ["another"]),
        ("answered", "clear", []),
    ]
    assert answer.code == 1
    (unreadable, *_) = answer.json()["findings"]
    assert (unreadable["row"], unreadable["accepted"]) == (1, "xv-reg, if that is meant")
    assert [one["uncompared"] for one in answers(outputs[0])] == [one[2] for one in told]
    with outputs[1].open(encoding="utf-8", newline="") as stream:
        assert [row["not_compared"] for row in csv.DictReader(stream)] == ["", "XV-RAF", "NGA-BRBDA", "another", ""]
    assert "compared with nothing: XV-RAF" in outputs[2].read_text("utf-8")
    text = " ".join(run(*asked).out.split())
    assert "schemes are not read: 2 (XV-RAF), 3 (NGA-BRBDA), 4 (another)." in text
    printed = [text, answer.out, answer.err, *(path.read_text("utf-8") for path in outputs)]
    assert not [one for one in printed if "54362315K" in one]


def test_a_number_that_only_an_award_has_is_a_match(run: Run, tmp_path: Path) -> None:
    scheme, _, code = NUMBER.partition(":")
    supplier = {"id": "1", "name": UNKNOWN, "identifier": {"scheme": scheme.upper(), "id": code}}
    release = {
        "ocid": "ocds-abc123-1",
        "parties": [{"id": "1", "name": UNKNOWN}],
        "awards": [{"suppliers": [supplier]}],
    }
    file = tmp_path / "package.json"
    file.write_text(json.dumps({"releases": [release]}))
    answers = run("screen", file, *PURPOSE, *EFFECTIVE, "--json").json()["answers"]
    assert [one["band"] for one in answers] == ["clear", "match"]
