"""An answer names what it was read from: by that it is had again, to the byte, after any later entries (settled 8)."""

import json
import shutil
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from sample_commands import Run

from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.main import main
from goodstanding.ledger.canonical import print_canonical
from goodstanding.services.officers import add_officer

ORGANIZATION = "xv-reg:P3125865159"
LISTED = "xv-reg:C7826251195"
EFFECTIVE = "2026-09-30"
#: A decision about the same organization; with another number and amount it comes later, and is then corrected.
DECISION = ("AC-2026-0001", "98450.00")
PASSPHRASE = "an invented passphrase"
QUESTIONS = {
    "evaluate": ("evaluate",),
    "explain": ("explain", ORGANIZATION),
    "history": ("history", ORGANIZATION),
    "back": ("back", ORGANIZATION),
    "grounds": ("grounds",),
    "list": ("list",),
    "changes": ("changes",),
    "consequences": ("consequences", LISTED),
}


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, int]:
    """The demo's register, the same with a decision more and its correction, and the size between."""
    folder = tmp_path_factory.mktemp("again")

    def run(*arguments: object) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["goodstanding", *map(str, arguments)])
            with pytest.raises(SystemExit) as leaving:
                main()
            assert leaving.value.code in (0, None)

    run("demo", "--data", folder / "early")
    later = shutil.copytree(folder / "early", folder / "late")
    header, *rows = (files("goodstanding") / "data/demo/audit_court.csv").read_text(encoding="utf-8").splitlines()
    row = next(row for row in rows if DECISION[0] in row).replace(DECISION[0], "AC-2026-0900")
    for number, amount in enumerate(("8200.00", "9300.00"), start=1):
        (folder / "later.csv").write_text(f"{header}\n{row.replace(DECISION[1], amount)}\n", encoding="utf-8")
        day = f"2026-10-0{number}"
        run("import", "csv", folder / "later.csv", "--source", "later", "--as-of", day, "--partial", "--data", later)
    run("log", "keys", "new", "--data", later)
    return folder / "early", later, open_ports(folder / "early").store.head().size


def digests_of(stamp: dict) -> list[str]:
    """The digests of the rules that an answer names: a rulebook's, or those of the list's procedural rules."""
    one = stamp.get("rulebook_digest")
    return [one] if one else stamp.get("rulebook_digests") or stamp["procedure_digests"]


def canonical(printed: str) -> bytes:
    """The canonical bytes of an answer; a null, which the profile has not, as the text null."""

    def filled(value: object) -> object:
        if isinstance(value, dict):
            return {key: filled(one) for key, one in value.items()}
        if isinstance(value, list):
            return [filled(one) for one in value]
        return "null" if value is None else value

    return print_canonical(filled(json.loads(printed)))


@pytest.mark.parametrize("question", QUESTIONS)
def test_asked_again_by_what_it_names_an_answer_is_the_same(run: Run, registers: tuple[Path, Path, int], question: str):
    early, late, size = registers
    asked = (*QUESTIONS[question], "--effective", EFFECTIVE)
    first = run(*asked, "--json", "--data", early)
    answer = json.loads(first.out)
    stamp = answer[0] if isinstance(answer, list) else answer
    assert (stamp["origin"], stamp["effective"]) == ("demo.goodstanding.invalid", EFFECTIVE)
    assert stamp["recorded"]["size"] == size
    assert all(digests_of(stamp))
    again = run(*asked, "--recorded", size, "--json", "--data", late)
    assert canonical(again.out) == canonical(first.out)
    assert again.out == first.out
    now = run(*asked, "--json", "--data", late).json()
    assert (now[0] if isinstance(now, list) else now)["recorded"]["size"] > size


def test_what_came_later_changes_an_answer_that_may_know_it(run: Run, registers: tuple[Path, Path, int]):
    """Otherwise the test above could not fail."""
    early, late, _ = registers
    asked = ("explain", ORGANIZATION, "--effective", EFFECTIVE, "--json", "--data")
    first, now = run(*asked, early).json(), run(*asked, late).json()
    assert now["points"] < first["points"]
    assert "XVD 9,300.00" in str(now["lines"])
    assert "XVD 8,200.00" not in str(now["lines"])


def test_a_redaction_shows_in_what_an_answer_names(
    run: Run, registers: tuple[Path, Path, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The same size of the log, less what was forgotten since: another answer, and it says so (settled 8)."""
    early, _, size = registers
    register = shutil.copytree(early, tmp_path / "register")
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("GOODSTANDING_DATA", str(register))
    for officer in ("forgets-1", "forgets-2"):
        add_officer(open_ports(register), officer, PASSPHRASE)
    asked = ("explain", ORGANIZATION, "--effective", EFFECTIVE, "--recorded", size)
    before = run(*asked, "--json").json()
    assert (before["redactions"], before["format"]) == (0, 1)
    entry = next(line["entry"] for line in before["lines"] if line["kind"] == "record")
    law = ("--statute", "Data Act", "--article", "art. 17")
    number = run("log", "redact", entry, *law, "--as", "forgets-1", "--json").json()["redaction"]
    assert run(*asked, "--json").json() == before
    assert run("log", "redact", "--carry-out", number, "--as", "forgets-2").code == 0
    answer = run(*asked, "--json")
    after = answer.json()
    assert after["recorded"] == before["recorded"]
    assert after["redactions"] == 1
    assert after.keys() == before.keys()
    assert f"withheld({entry})" in answer.out
    assert "less 1 redaction." in run(*asked).out
    untouched = run("explain", ORGANIZATION, "--effective", EFFECTIVE, "--recorded", entry, "--json").json()
    assert untouched["redactions"] == 0


def test_nothing_recorded_names_what_it_rests_on(run: Run, registers: tuple[Path, Path, int]):
    early, _, size = registers
    asked = ("explain", "xv-reg:C0000000000", "--effective", EFFECTIVE)
    answer = run(*asked, "--json", "--data", early).json()
    assert (answer["organization_id"], answer["recorded"]["size"]) == (None, size)
    assert answer["rulebook_digests"]
    told = run(*asked, "--data", early).out
    assert all(f"Rulebook {digest}." in told for digest in answer["rulebook_digests"])
    assert answer["recorded"]["root"] in told


@pytest.mark.parametrize("question", QUESTIONS)
def test_people_are_told_the_same(run: Run, registers: tuple[Path, Path, int], question: str):
    early, late, size = registers
    asked = (*QUESTIONS[question], "--effective", EFFECTIVE)
    first = run(*asked, "--data", early).out
    assert run(*asked, "--recorded", size, "--data", late).out == first
    head = run("log", "head", "--json", "--data", early).json()["recorded"]
    assert f"Log demo.goodstanding.invalid, root {head['root']}." in first
    stamp = run(*asked, "--json", "--data", early).json()
    stamp = stamp[0] if isinstance(stamp, list) else stamp
    for digest in digests_of(stamp):
        assert f"Rulebook {digest}." in first or f"Procedural rules {digest}." in first


def test_the_root_that_an_answer_names_is_proved_by_the_log(run: Run, registers: tuple[Path, Path, int]):
    early, late, size = registers
    named = run("explain", ORGANIZATION, "--effective", EFFECTIVE, "--json", "--data", early).json()["recorded"]
    newest = run("log", "head", "--json", "--data", late).json()["recorded"]["size"]
    assert run("log", "consistency", size, newest, "--json", "--data", late).json()["old"] == named
