"""The command line as a user meets it: shapes of JSON, exit codes, errors that say what to do and leak nothing."""

import csv
import os
import re
import shutil
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
import typer
from sample_commands import Run

from goodstanding.adapters.clock import SystemClock

GOLDEN = Path(__file__).parent / "demo.golden.txt"
PASSPHRASE = "a long enough passphrase"
EFFECTIVE = ("--effective", "2026-09-30")


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", PASSPHRASE)


@pytest.fixture
def demo(demo_made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(demo_made, tmp_path / "register")


@pytest.mark.parametrize("today", [datetime(2026, 11, 22, tzinfo=UTC), datetime(2031, 2, 28, 23, 59, tzinfo=UTC)])
def test_the_demo_prints_the_same_on_every_day(run: Run, monkeypatch: pytest.MonkeyPatch, today: datetime) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda _: today)
    answer = run("demo")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == GOLDEN.read_text("utf-8")


def test_the_demo_adds_up(run: Run) -> None:
    summary = run("demo", "--json").json()
    assert isinstance(summary, dict)
    for file in summary["files"]:
        assert file["read"] == file["kept"] + file["dropped"] + file["quarantined"] + file["rejected"]
    assert [one["name"] for one in summary["list"]] == ["Hamurvul Paving LLC"]
    assert summary["grounds"]


def test_the_lines_of_an_explanation_sum_to_its_points(run: Run, demo: Path) -> None:
    standings = run("evaluate", *EFFECTIVE, "--data", demo, "--json").json()["standings"]
    assert isinstance(standings, list)
    assert len(standings) > 100
    for standing in standings[::10]:
        explained = run("explain", standing["organization"], *EFFECTIVE, "--data", demo, "--json").json()
        assert isinstance(explained, dict)
        assert sum(line["points"] for line in explained["lines"]) == explained["points"] == standing["points"]
        assert explained["rulebook_digest"]
        assert explained["recorded"]["root"]


def test_an_identifier_and_an_id_give_the_same_answer(run: Run, demo: Path) -> None:
    by_code = run("explain", "XV-REG:P3125865159", *EFFECTIVE, "--data", demo, "--json").json()
    assert isinstance(by_code, dict)
    by_id = run("explain", by_code["organization_id"], *EFFECTIVE, "--data", demo, "--json").json()
    assert by_code == by_id


def test_a_name_lists_candidates_and_answers_nothing(run: Run, demo: Path) -> None:
    answer = run("explain", "drezdune", *EFFECTIVE, "--data", demo, "--json")
    assert answer.code == 1
    found = answer.json()
    assert isinstance(found, dict)
    assert [one["name"] for one in found["candidates"]] == ["Town Hall of Drezdune"]
    assert "points" not in found


def test_presumed_and_unknown_organizations_are_answered_alike(run: Run, demo: Path) -> None:
    presumed = _presumed_only(run, demo)
    unknown = run("explain", "xv-reg:C0000000001", *EFFECTIVE, "--data", demo)
    answer = run("explain", presumed, *EFFECTIVE, "--data", demo)
    assert answer.code == unknown.code == 0
    assert answer.out.replace(presumed, "X") == unknown.out.replace("xv-reg:C0000000001", "X")
    assert run("explain", "Norkinet", *EFFECTIVE, "--data", demo, "--json").json()["candidates"] == []


def _presumed_only(run: Run, demo: Path) -> str:
    """The identifier of the demo's organization that was only ever presumed, out of the bundled file."""
    from goodstanding.adapters.formats.demo import demo_file

    rows = demo_file("tax_office.csv").decode().splitlines()
    return next(row.split(",")[1] for row in rows if "Norkinet" in row)


def test_the_list_is_empty_before_a_proceeding_is_final(run: Run, demo: Path) -> None:
    before = ("list", "--effective", "2026-06-10", "--data", demo)
    empty = run(*before, "--json").json()
    assert empty["list"] == []
    assert "by a proceeding" in run(*before).out
    found = run("list", *EFFECTIVE, "--data", demo, "--json").json()
    (listed,) = found["list"]
    assert listed["since"] == "2026-06-11"
    feed = run("changes", *EFFECTIVE, "--data", demo, "--json").json()
    assert [one["change"] for one in feed["changes"]] == ["listed", "listed", "lifted"]
    assert (feed["first"], feed["last"]) == ("2025-09-29", "2026-09-30")
    assert "lifted" in run("changes", *EFFECTIVE, "--data", demo).out
    for answer in (empty, found, feed):
        assert answer["origin"] == "demo.goodstanding.invalid"
        assert answer["recorded"]["root"] == found["recorded"]["root"]
        assert answer["procedure_digests"] == [listed["procedure_digest"]]


def test_a_list_that_is_empty_says_of_which_log_and_when(run: Run, tmp_path: Path) -> None:
    run("init", "--data", tmp_path)
    for command, items in (("list", "list"), ("changes", "changes")):
        answer = run(command, "--data", tmp_path, "--json").json()
        assert answer[items] == answer["procedure_digests"] == []
        assert answer["recorded"]["size"] > 0
        assert answer["origin"]


def test_grounds_name_records_and_are_unofficial(run: Run, demo: Path) -> None:
    found = run("grounds", *EFFECTIVE, "--data", demo, "--json").json()
    assert isinstance(found, dict)
    assert all(one["records"] and one["official"] is False for one in found["grounds"])


def test_both_times_move_the_answer(run: Run, demo: Path) -> None:
    """The company that won its appeal: by effective date, and by what was known."""
    asked = ("explain", "Jevestill", "--data", demo)
    later = run(*asked, *EFFECTIVE, "--json").json()
    assert isinstance(later, dict)
    identifier = later["candidates"][0]["identifiers"][0]
    points = {}
    for name, times in {
        "won": ("--effective", "2026-09-30"),
        "before": ("--effective", "2026-05-01"),
        "unaware": ("--effective", "2026-09-30", "--recorded", "2026-04-30"),
    }.items():
        answer = run("explain", identifier, *times, "--data", demo, "--json").json()
        assert isinstance(answer, dict)
        points[name] = answer["points"]
    assert points["won"] > points["before"]
    assert points["won"] > points["unaware"]


def test_recorded_is_floored_to_a_head_and_says_so(run: Run, demo: Path) -> None:
    full = run("explain", "xv-reg:P3125865159", *EFFECTIVE, "--data", demo, "--json").json()
    assert isinstance(full, dict)
    size = full["recorded"]["size"]
    less = run("explain", "xv-reg:P3125865159", *EFFECTIVE, "--recorded", size - 1, "--data", demo, "--json").json()
    assert isinstance(less, dict)
    assert less["recorded"]["size"] < size - 1
    assert run("list", "--recorded", "0", "--data", demo).code == 2


def test_history_tells_every_change(run: Run, demo: Path) -> None:
    found = run("history", "xv-reg:P3125865159", *EFFECTIVE, "--data", demo, "--json").json()
    assert isinstance(found, dict)
    days = [change["on"] for change in found["changes"]]
    assert days == sorted(days)
    assert len(days) >= 5


def test_quarantine_shows_no_content_without_the_file(run: Run, demo: Path, tmp_path: Path) -> None:
    from goodstanding.adapters.formats.demo import demo_file

    rows = run("quarantine", "list", "--data", demo, "--json").json()["rows"]
    assert isinstance(rows, list)
    assert {tuple(sorted(row)) for row in rows} == {("as_of", "digest", "id", "reasons", "row", "source", "state")}
    row = next(row for row in rows if row["source"] == "xv-inspectorates")
    file = tmp_path / "inspectorates.csv"
    file.write_bytes(demo_file("inspectorates.csv"))
    shown = run("quarantine", "show", row["id"], "--file", file, "--data", demo, "--json")
    assert shown.code == 0, shown.err
    file.write_bytes(demo_file("inspectorates.csv") + b"\n")
    refused = run("quarantine", "show", row["id"], "--file", file, "--data", demo)
    assert refused.code == 1
    assert "not the file" in refused.err


def test_rows_in_question_have_two_times_too(run: Run, demo: Path) -> None:
    every = run("quarantine", "list", "--data", demo, "--json").json()["rows"]
    early = run("quarantine", "list", "--effective", "2026-03-31", "--data", demo, "--json").json()["rows"]
    known = run("quarantine", "list", "--recorded", "2026-04-30", "--data", demo, "--json").json()["rows"]
    assert isinstance(every, list)
    assert early == known == [row for row in every if row["as_of"] == "2026-03-31"]
    assert 0 < len(known) < len(every)


def test_an_officer_refuses_a_row_once(run: Run, demo: Path) -> None:
    assert run("officer", "add", "verifier-1", "--data", demo).code == 0
    rows = run("quarantine", "list", "--data", demo, "--json").json()["rows"]
    assert isinstance(rows, list)
    act = ("quarantine", "refuse", rows[0]["id"], "--as", "verifier-1", "--data", demo)
    assert run(*act).code == 0
    assert run(*act).code == 1
    left = run("quarantine", "list", "--data", demo, "--json").json()["rows"]
    assert isinstance(left, list)
    assert len(left) == len(rows) - 1
    assert run("rebuild", "--check", "--data", demo).code == 0


def test_an_officer_admits_a_row_of_the_file(run: Run, demo: Path, tmp_path: Path) -> None:
    from goodstanding.adapters.formats.demo import demo_file

    assert run("officer", "add", "verifier-1", "--data", demo).code == 0
    file = tmp_path / "inspectorates.csv"
    file.write_bytes(demo_file("inspectorates.csv"))
    rows = run("quarantine", "list", "--data", demo, "--json").json()["rows"]
    assert isinstance(rows, list)
    asked = next(
        row for row in rows if "protected-function-word" in row["reasons"] and row["source"] == "xv-inspectorates"
    )
    seen = ("--file", file, "--seen", "registry-extract", "--as", "verifier-1", "--data", demo)
    assert run("quarantine", "admit", asked["id"], *seen).code == 0
    again = run(
        "import", "csv", file, "--source", "xv-inspectorates", "--as-of", "2026-09-15", "--data", demo, "--json"
    )
    counts = again.json()
    assert isinstance(counts, dict)
    assert (counts["new"], counts["unchanged"]) == (0, counts["kept"])
    named = next(row for row in rows if "named-after-person" in row["reasons"])
    assert run("quarantine", "admit", named["id"], *seen).code == 2, "named after a person, and no public money"


def test_misuse_says_what_is_accepted(run: Run, tmp_path: Path) -> None:
    answer = run("explain", "mx-rfc:x", "--data", tmp_path / "nowhere")
    assert (answer.code, answer.out) == (2, "")
    assert "goodstanding init" in answer.err
    assert run("import", "nonsense", "file.csv", "--data", tmp_path / "nowhere").code == 2
    assert run("no-such-command").code == 2


def test_a_folder_and_an_empty_file_are_told_as_what_they_are(run: Run, demo: Path, tmp_path: Path) -> None:
    folder, empty = tmp_path / "folder", tmp_path / "empty.csv"
    folder.mkdir()
    empty.touch()
    for arguments in (
        ("screen", folder, "--purpose", "tender"),
        ("receipt", "show", folder),
        ("rulebook", "check", folder),
    ):
        answer = run(*arguments, *(("--data", demo) if arguments[0] == "screen" else ()))
        assert (answer.code, answer.err.startswith("goodstanding: folder is a folder. Accepted: a")) == (2, True)
    answer = run("import", "csv", empty, "--source", "xv-tax-office", "--data", demo)
    assert (answer.code, answer.err.startswith("goodstanding: empty.csv has no header.")) == (1, True)
    assert "empty.csv is not JSON." in run("receipt", "show", empty).err


def test_a_pipe_is_refused_as_what_it_is(run: Run, demo: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    answer = run("screen", pipe, "--purpose", "tender", "--data", demo)
    assert (answer.code, answer.out) == (2, "")
    assert (
        answer.err
        == "goodstanding: A pipe is read once, and this is read twice. To do: write it to a file, and name that.\n"
    )


def test_without_a_terminal_it_is_said_how_a_passphrase_is_given(
    run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists of what an officer may read ask for it as acts do."""
    lists = [
        (group, "list", "--as", "keeper-1", "--data", demo) for group in ("record", "correction", "claim", "identity")
    ]
    assert all("not enrolled" in run(*arguments).err for arguments in lists)
    monkeypatch.delenv("GOODSTANDING_PASSPHRASE")

    def aborted(*_: object, **__: object) -> str:
        raise typer.Abort

    monkeypatch.setattr("typer.prompt", aborted)
    for arguments in lists:
        answer = run(*arguments)
        assert (answer.code, "there is no terminal to ask at. To do: give --passphrase-file" in answer.err) == (2, True)


def test_no_error_repeats_what_was_given(run: Run, tmp_path: Path) -> None:
    """S40: a planted value is looked for in everything that is printed or stored."""
    planted = "Zygmuntella Plantedperson"
    register = tmp_path / "register"
    run("init", "--data", register)
    header = run("template").out.splitlines()[0]
    columns = header.split(",")
    row = dict.fromkeys(columns, planted) | {"subject_type": "company"}
    person = dict.fromkeys(columns, planted) | {"subject_type": "person"}
    unknown = dict.fromkeys(columns, planted) | {"subject_type": ""}
    file = tmp_path / "list.csv"
    lines = [header, *(",".join(one[column] for column in columns) for one in (row, person, unknown))]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    printed = [run("import", "csv", file, "--data", register, *more) for more in ((), ("--json",))]
    printed += [run("import", name, file, "--data", register) for name in ("idb", "worldbank", "mx-69b", "br-arrears")]
    assert printed[0].code == 1
    assert all(planted not in answer.out + answer.err for answer in printed)
    assert all(planted.encode() not in path.read_bytes() for path in register.rglob("*") if path.is_file())


def test_internal_errors_say_where_and_never_what(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("Zygmuntella Plantedperson")

    monkeypatch.setattr("goodstanding.cli.listing.open_ports", fail)
    answer = run("list", "--data", tmp_path)
    assert answer.code == 2
    assert "Zygmuntella" not in answer.out + answer.err
    assert re.search(r"RuntimeError at test_cli\.py:\d+", answer.err)


def test_the_template_imports_as_it_is(run: Run, tmp_path: Path) -> None:
    register = tmp_path / "register"
    run("init", "--data", register)
    file = tmp_path / "list.csv"
    file.write_text(run("template").out, "utf-8")
    counts = run("import", "csv", file, "--data", register, "--json").json()
    assert isinstance(counts, dict)
    assert counts["read"] == counts["kept"] + counts["dropped"] + counts["quarantined"] + counts["rejected"] == 2
    assert {one["code"] for one in counts["files"][0]["findings"]} == {"no-competence"}


def test_cases_are_counted_and_nobody_is_told_from_them(run: Run, demo: Path) -> None:
    names = {one["name"] for one in run("evaluate", *EFFECTIVE, "--data", demo, "--json").json()["standings"]}
    told = run("cases", "--authority", "xv-audit-court", *EFFECTIVE, "--data", demo)
    assert (told.code, told.err) == (0, "")
    assert "xv-audit-court, clean-audit: 30 cases of 30 organizations" in told.out
    assert "Too small to be shown: categories of fewer than 20" in told.out
    assert re.search(r"xv-audit-court │ disclosure-late, procurement-rule-breach", told.out)
    assert "Do not compare these figures with those of another authority" in " ".join(told.out.split())
    assert not [name for name in names if name in told.out]
    answer = run("cases", "--authority", "xv-audit-court", *EFFECTIVE, "--data", demo, "--json").json()
    assert answer["coverage_unknown"] == ["xv-audit-court"]
    found = answer["cases"]
    assert {one["category"]: one["cases"] for one in found if not one["too_few"]} == {None: 66, "clean-audit": 30}
    assert {one["cases"] for one in found if one["too_few"]} == {0}
    assert {(one["withheld"], one["coverage"]) for one in found} == {(None, None)}
    alone = run("cases", "--category", "clean-audit", *EFFECTIVE, "--data", demo, "--json").json()["cases"]
    assert [(one["authority"], one["cases"]) for one in alone] == [("xv-audit-court", 30)]
    for asked in (("--authority", "xv-nobody"), ("--authority", "xv-audit-court", "--category", "bribery")):
        assert run("cases", *asked, "--data", demo).code == 2


def test_a_register_without_cases_says_so(run: Run, tmp_path: Path) -> None:
    run("init", "--data", tmp_path / "register")
    told = run("cases", "--data", tmp_path / "register")
    assert (told.code, told.out.splitlines()[0]) == (0, "No case has begun by that date.")


FIGURES = ("organizations", "cases", "stages", "passages", "were_final", "overturned", "restored", "voided")
COURT_RECORDS = """authorities:
  - {code: xv-audit-court, name: Court of Audit of Valdora, functions: [recording]}
"""


def test_no_figures_of_unknown_coverage_stand_beside_those_of_others(
    run: Run, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", "an invented passphrase")
    data, on = ("--data", demo), (*EFFECTIVE, "--data", demo)
    told = run("cases", *on)
    assert (told.code, told.err) == (0, "")
    assert "Coverage unknown, figures withheld" in told.out
    assert "--authority CODE" in told.out
    assert re.search(r"xv-audit-court\s+│ clean-audit", told.out)
    assert not re.search(r"\d cases of|Ever final", told.out)
    found = run("cases", *on, "--json").json()["cases"]
    assert {one["withheld"] for one in found if not one["too_few"]} == {"coverage-unknown"}
    assert not [one[key] for one in found if one["withheld"] for key in FIGURES if one[key] is not None]
    # The court publishes the numbers of one category: its figures are told, and nobody else's.
    (tmp_path / "court.yaml").write_text(COURT_RECORDS, "utf-8")
    imported = files("goodstanding").joinpath("data", "demo", "audit_court.csv").read_text("utf-8")
    rows = csv.DictReader(imported.splitlines())
    numbers = sorted({row["case_number"] for row in rows if row["category"] == "clean-audit"})
    (tmp_path / "numbers.txt").write_text("\n".join([*numbers, "AC-0000-0001"]) + "\n", "utf-8")
    as_one = ("--as", "registrar-1", *data)
    assert run("officer", "add", "court-recorder", *data).code == 0
    assert run("authority", "add", tmp_path / "court.yaml", *as_one).code == 0
    assert run("mandate", "give", "court-recorder", "recorder", "--authority", "xv-audit-court", *as_one).code == 0
    period = ("--from", "2020-01-01", "--to", "2026-09-28", "--as", "court-recorder")
    published = run("coverage", "publish", "xv-audit-court", "clean-audit", tmp_path / "numbers.txt", *period, *data)
    assert published.code == 0, published.err
    told = run("cases", *on)
    assert re.findall(r"^(\S+), .+: \d+ cases of", told.out, re.MULTILINE) == ["xv-audit-court"]
    assert "there are 31 final decisions; not recorded here: 1." in " ".join(told.out.split())
    answer = run("cases", *on, "--json").json()
    assert "xv-treasury" in answer["coverage_unknown"]
    (one,) = [one for one in answer["cases"] if one["coverage"] is not None]
    assert (one["authority"], one["category"], one["cases"]) == ("xv-audit-court", "clean-audit", 30)
    assert one["coverage"] == {"declared": 31, "missing": 1}


def test_a_listing_tells_the_records_that_it_rests_on(run: Run, demo: Path) -> None:
    listed = run("list", *EFFECTIVE, "--data", demo, "--json").json()["list"][0]
    assert [one["entry"] for one in listed["rests_on"]] == listed["records"]
    assert listed["rests_on"][0] | {"case": "TO-2025-0003", "final_on": "2025-08-22"} == listed["rests_on"][0]
    told = run("consequences", listed["organization"], *EFFECTIVE, "--data", demo).out
    assert "rests on case TO-2025-0003 of xv-tax-office" in told
    before = run("consequences", listed["organization"], "--effective", "2026-06-10", "--data", demo).out
    assert "rests on" not in before


def test_an_office_tells_how_its_files_ended(run: Run, demo: Path) -> None:
    (found,) = run("proceeding", "figures", *EFFECTIVE, "--data", demo, "--json").json()["figures"]
    assert (found["authority"], found["files"], found["days"]) == ("xv-integrity-office", 2, None)
    assert found["stages"] == {"lifted": 1, "listed": 1}
    before = run("proceeding", "figures", "--effective", "2026-06-01", "--data", demo)
    assert "No file is final" in before.out
