"""Answers of a screening as somebody reads them who has never seen one: what decides, how old, how sure."""

import csv
import json
import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sample_bidders import EFFECTIVE, NAMED, PURPOSE, UNKNOWN
from sample_commands import Run

from goodstanding.bootstrap.screening_files import read_answers, write_reports
from goodstanding.publication.screening_calibration import MEASURED_BEFORE

NOT_ONE = "This number is not one of its scheme: nothing can be answered by it."
PERSONAL = "This row holds a personal number, a sole trader's or an account's: it was not read further."
HELD = "us-sam:ZQGGHJH74DW7"


@pytest.fixture(scope="module")
def register(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_made, tmp_path_factory.mktemp("read") / "register")


@pytest.fixture
def published(run: Run, register: Path, tmp_path: Path) -> tuple[Path, str]:
    """A published list of which one organization has a number without a check digit, and what it is called."""
    folder = tmp_path / "public"
    assert run("screen", "export", folder, "--data", register, *EFFECTIVE).code == 0
    subjects, manifest = folder / "subjects.jsonl", folder / "manifest.json"
    first, *others = subjects.read_bytes().splitlines(keepends=True)
    row = json.loads(first) | {"identifiers": [HELD]}
    data = b"".join([canonical(row), *others])
    subjects.write_bytes(data)
    manifest.write_bytes(canonical(json.loads(manifest.read_text("utf-8")) | {"digest": sha256(data).hexdigest()}))
    return folder, row["names"][0]


def canonical(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def said(text: str) -> str:
    return " ".join(text.split())


def test_a_number_without_a_check_digit_asks_alone_and_is_a_match_with_the_name(
    run: Run, published: tuple[Path, str]
) -> None:
    folder, name = published
    asked = ("screen", *PURPOSE, "--list", folder, *EFFECTIVE, "--identifier")
    alone = run(*asked, HELD, "--name", UNKNOWN)
    assert (alone.code, alone.out.splitlines()[0].partition(":")[0]) == (1, "Strong question")
    assert f"Equal number: {HELD}. Alone it is no match: nothing in this number shows a slip" in said(alone.out)
    named = run(*asked, HELD, "--name", name)
    assert (named.code, named.out.splitlines()[0].partition(":")[0]) == (1, "Match")
    assert "Alone it is no match" not in said(named.out)


def test_a_number_without_a_check_digit_clears_nobody_without_a_name(run: Run, published: tuple[Path, str]) -> None:
    folder, _ = published
    answer = run("screen", *PURPOSE, "--list", folder, *EFFECTIVE, "--identifier", "us-sam:ZQGGHJH74DW8")
    assert answer.code == 1
    assert "No check digit shows a slip of the hand in this number" in said(answer.err)


def test_such_a_question_is_answered_by_a_person(run: Run, published: tuple[Path, str], tmp_path: Path) -> None:
    folder, _ = published
    file, answers, memory = tmp_path / "bidders.csv", tmp_path / "answers.jsonl", tmp_path / "ours.jsonl"
    file.write_text(f"name,identifier\n{UNKNOWN},{HELD}\n")
    asked = ("screen", file, *PURPOSE, "--list", folder, *EFFECTIVE)
    assert run(*asked, "--output", answers).code == 1
    found = json.loads(answers.read_text("utf-8").splitlines()[1])["answer"]["found"][0]
    told = ("--row", 1, "--organization", found["organization"], "--reason", "register-extract-compared")
    assert run("screen", "resolve", answers, *told, "--answer", "different", "--resolutions", memory).code == 0
    assert run(*asked, "--resolutions", memory).code == 0


def package(scheme: str) -> str:
    tenderer = {"name": UNKNOWN, "identifier": {"scheme": scheme, "id": "ZQGGHJH74DW7"}}
    return json.dumps({"releases": [{"ocid": "ocds-1", "tender": {"tenderers": [tenderer]}}]})


@pytest.mark.parametrize("scheme", ["us-sem", "US_SAN", "us-sma", "us-samm", "us-sa"])
@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("b.csv", "name,{0}\nUnrelated,ZQGGHJH74DW7\n", 2),
        ("b.csv", "name,identifier\nUnrelated,{0}:ZQGGHJH74DW7\n", 1),
        ("b.jsonl", '{{"name": "Unrelated", "{0}": "ZQGGHJH74DW7"}}\n', 1),
        ("b.jsonl", '{{"name": "Unrelated", "identifier": "{0}:ZQGGHJH74DW7"}}\n', 1),
        ("b.json", "", 1),
    ],
)
def test_a_misspelt_scheme_clears_nobody_wherever_it_stands(
    run: Run, register: Path, tmp_path: Path, scheme: str, name: str, text: str, code: int
) -> None:
    file = tmp_path / name
    file.write_text(text.format(scheme) if text else package(scheme))
    answer = run("screen", file, *PURPOSE, "--data", register, *EFFECTIVE)
    assert (answer.code, "us-sam" in answer.err or "as its scheme is written" in answer.err) == (code, True), answer.err
    assert "clear " not in answer.out


@pytest.mark.parametrize("word", ["peru", "Livre"])
@pytest.mark.parametrize(
    ("name", "text"), [("b.csv", "name,{0}\nUnrelated,x\n"), ("b.jsonl", '{{"name": "Unrelated", "{0}": "x"}}\n')]
)
def test_a_plain_word_near_a_scheme_is_another_column(
    run: Run, register: Path, tmp_path: Path, word: str, name: str, text: str
) -> None:
    file = tmp_path / name
    file.write_text(text.format(word))
    answer = run("screen", file, *PURPOSE, "--data", register, *EFFECTIVE)
    assert (answer.code, word in answer.err, "clear" in answer.out) == (0, True, True), answer.err


def test_another_register_s_scheme_is_told_and_no_slip(run: Run, register: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    file.write_text(package("BO-NIT"))
    answer = run("screen", file, *PURPOSE, "--data", register, *EFFECTIVE)
    assert (answer.code, "schemes are not read: 1 (BO-NIT)" in said(answer.out)) == (0, True)


def written(folder: Path) -> tuple[dict[str, Path], list[str]]:
    """A file of answers of each kind, and the options that write them."""
    files = {ending: folder / f"answers{ending}" for ending in (".jsonl", ".csv", ".html")}
    return files, [part for path in files.values() for part in ("--output", str(path))]


def test_every_output_says_how_old_each_list_is_and_may_be(run: Run, register: Path, tmp_path: Path) -> None:
    """Of a list 73 days old that clears as of one three days old: it is understood why."""
    files, outputs = written(tmp_path)
    asked = ("screen", "--name", UNKNOWN, *PURPOSE, "--data", register, "--effective", "2026-11-27")
    receipt = tmp_path / "receipt.json"
    printed = run(*asked, *outputs, "--stale-after", "xv-treasury=80", "--receipt", receipt)
    assert printed.code == 0, printed.out
    asked_in_file = json.loads(files[".jsonl"].read_text("utf-8").splitlines()[0])["asked"]
    json_told = run(*asked, "--stale-after", "xv-treasury=80", "--json").json()["asked"]
    for told in (asked_in_file, json_told):
        ages = {one["what"]: (one["as_of"], one["days"], one["most_days"]) for one in told["ages"]}
        assert ages["xv-courts"] == ("2026-09-15", 73, 92)
        assert ages["xv-treasury"] == ("2026-09-25", 63, 80)
        assert ages["register"] == ("2026-09-28", 60, 92)
        assert ages.keys() == {"register", *(one["source"] for one in told["version"]["sources"])}
    with files[".csv"].open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert "xv-courts 2026-09-15 (73 days old, may be 92)" in row["ages"]
    page = re.sub("<[^>]*>", " ", files[".html"].read_text("utf-8"))
    shown = run("receipt", "show", receipt).out
    for text in (printed.out.replace("│", " "), page, shown.replace("│", " ")):
        assert "xv-courts, last full list 73 92 2026-09-15" in said(text)
        assert "Nobody is cleared where any of them is older than it may be." in said(text)


def test_on_a_terminal_only_the_ages_nearest_to_their_limit_are_told(run: Run, register: Path, tmp_path: Path) -> None:
    """The younger of nine are in every file, and in a receipt that is shown."""
    receipt = tmp_path / "receipt.json"
    asked = ("screen", "--name", UNKNOWN, *PURPOSE, "--data", register, *EFFECTIVE, "--stale-after", "xv-treasury=6")
    printed = run(*asked, "--receipt", receipt).out
    rows = [line.split()[1].rstrip(",") for line in printed.splitlines() if "last full list" in line]
    assert rows == ["xv-treasury", "xv-audit-court", "xv-competition-authority", "xv-courts", "xv-inspectorates"]
    assert (
        "These are nearest to their limit, or furthest beyond it. --json and every output file tell of 4 more."
        in said(printed)
    )
    shown = run("receipt", "show", receipt).out
    assert ("These are nearest" in shown, shown.count("last full list"), "last written" in shown) == (False, 8, True)


def test_a_list_says_its_own_age_too(run: Run, published: tuple[Path, str]) -> None:
    answer = run("screen", "--name", UNKNOWN, *PURPOSE, "--list", published[0], "--effective", "2026-10-02")
    assert (answer.code, "this list, of its day 2 3 2026-09-30" in said(answer.out.replace("│", " "))) == (
        0,
        True,
    )


def test_every_output_says_what_evidence_is_and_how_often_a_question_is_wrong(
    run: Run, register: Path, tmp_path: Path
) -> None:
    files, outputs = written(tmp_path)
    asked = ("screen", "--name", NAMED, *PURPOSE, "--data", register, *EFFECTIVE)
    printed = run(*asked, *outputs)
    shipped = run("screen", "calibration", "--json").json()
    rates = shipped["thresholds"]
    with files[".csv"].open(encoding="utf-8", newline="") as stream:
        row = next(csv.DictReader(stream))
    texts = (
        printed.out,
        json.loads(files[".jsonl"].read_text("utf-8").splitlines()[0])["asked"]["evidence_means"],
        run(*asked, "--json").json()["asked"]["evidence_means"],
        row["evidence_means"],
        files[".html"].read_text("utf-8").replace("&#x27;", "'"),
    )
    for text in texts:
        assert (
            f"From {rates['weak question']} on it is a weak question, from {rates['strong question']} on a strong one; "
            "1000 is a match by number. It is no probability:"
        ) in said(text)
        assert "of 100 strong ones. All rates: goodstanding screen calibration." in said(text)
        assert (MEASURED_BEFORE in said(f"x {said(text)}")) is (shipped["measured"]["analyser"] != shipped["running"])
    file = tmp_path / "bidders.csv"
    file.write_text(f"name\n{NAMED}\n")
    assert "It is no probability:" in said(run("screen", file, *PURPOSE, "--data", register, *EFFECTIVE).out)


def test_a_run_is_gone_on_with_under_the_same_limits_of_age(run: Run, register: Path, tmp_path: Path) -> None:
    file, output = tmp_path / "bidders.csv", tmp_path / "answers.jsonl"
    file.write_text(f"name\n{UNKNOWN}\n")
    asked = ("screen", file, *PURPOSE, "--data", register, *EFFECTIVE, "--output", output)
    assert run(*asked).code == 0
    output.write_text("".join(output.read_text("utf-8").splitlines(keepends=True)[:1]))
    other = run(*asked, "--stale-after", "50")
    assert (other.code, "are for other limits of age" in other.err) == (2, True)
    assert run(*asked).code == 0


def test_every_output_says_what_is_wrong_with_a_row_and_never_what_it_held(
    run: Run, register: Path, tmp_path: Path
) -> None:
    """Also of a row that was answered before the run was interrupted."""
    file = tmp_path / "bidders.csv"
    rows = (
        "Unrelated Foundry,xv-reg:C7941445292,",
        "Another Foundry,,Atlantis",
        "A trader,mx-rfc:GODE561231GR8,",
        "Clear Foundry,,",
    )
    file.write_text("".join(f"{row}\n" for row in ("name,identifier,country", *rows)))
    files, outputs = written(tmp_path)
    asked = ("screen", file, *PURPOSE, "--data", register, *EFFECTIVE)
    started = tmp_path / "begun.jsonl"
    assert run(*asked, "--output", started).code == 1
    files[".jsonl"].write_text("".join(started.read_text("utf-8").splitlines(keepends=True)[:2]))
    resumed = run(*asked, *outputs)
    assert resumed.code == 1
    problems = (
        f"{NOT_ONE} Accepted: the number as the register of its scheme writes it.",
        "The country is unknown. Accepted: an ISO 3166-1 alpha-2 code or a country's name, or nothing.",
        f"{PERSONAL} Accepted: numbers of organizations.",
        "",
    )
    told = [json.loads(line)["answer"]["problem"] for line in files[".jsonl"].read_text("utf-8").splitlines()[1:-1]]
    assert tuple(told) == problems
    with files[".csv"].open(encoding="utf-8", newline="") as stream:
        assert tuple(row["problem"] for row in csv.DictReader(stream)) == problems
    page = files[".html"].read_text("utf-8").replace("&#x27;", "'").replace("<wbr>", "")
    assert [problem for problem in problems if problem not in page or problem not in resumed.err] == []
    assert resumed.err.index("row 1 ") < resumed.err.index("row 2 ")
    texts = [path.read_text("utf-8") for path in files.values()]
    assert not [text for text in texts if "GODE561231GR8" in text or "Atlantis" in text or "C7941445292" in text]


def test_a_question_says_how_to_answer_it(run: Run, register: Path, tmp_path: Path) -> None:
    files, outputs = written(tmp_path)
    file = tmp_path / "bidders.csv"
    file.write_text(f"name\n{NAMED}\n")
    answer = run("screen", file, *PURPOSE, "--data", register, *EFFECTIVE, *outputs)
    assert "goodstanding screen resolve remembers it" in said(answer.out)
    assert re.search(r"\(o-\d+; evidence \d{3}\)", said(answer.out.replace("│", " ")))
    assert "goodstanding screen resolve remembers it" in files[".html"].read_text("utf-8")
    file.write_text(f"name\n{UNKNOWN}\n")
    assert "screen resolve" not in run("screen", file, *PURPOSE, "--data", register, *EFFECTIVE).out


def test_reports_stand_there_all_or_none(run: Run, register: Path, tmp_path: Path) -> None:
    """One that stood there alone would refuse the run that goes on; a folder that is not there is told at once."""
    file, answers = tmp_path / "bidders.csv", tmp_path / "answers.jsonl"
    file.write_text(f"name\n{UNKNOWN}\n")
    asked = ("screen", file, *PURPOSE, "--data", register, *EFFECTIVE, "--output", answers)
    table, nowhere = tmp_path / "answers.csv", tmp_path / "nowhere" / "page.html"
    refused = run(*asked, "--output", table, "--output", nowhere)
    assert (refused.code, "a folder that is not there" in refused.err) == (2, True)
    assert not answers.exists()
    assert run(*asked).code == 0
    with pytest.raises(FileNotFoundError):
        write_reports([table, nowhere], read_answers(answers))
    assert not table.exists()
    write_reports([table, tmp_path / "page.html"], read_answers(answers))
    assert (table.exists(), (tmp_path / "page.html").exists()) == (True, True)
