"""An answer names what it was read from: by that it is had again, to the byte, after any later entries (settled 8)."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from sample_commands import Run

from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.main import main
from goodstanding.ledger.canonical import print_canonical

ORGANIZATION = "xv-reg:P3125865159"
LISTED = "xv-reg:C7826251195"
EFFECTIVE = "2026-09-30"
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
    """The demo's register, the same with a list more, and the size between."""
    folder = tmp_path_factory.mktemp("again")

    def run(*arguments: object) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["goodstanding", *map(str, arguments)])
            with pytest.raises(SystemExit) as leaving:
                main()
            assert leaving.value.code in (0, None)

    run("demo", "--data", folder / "early")
    later = shutil.copytree(folder / "early", folder / "late")
    (folder / "passphrase").write_text("an invented passphrase", encoding="utf-8")
    for number in range(3):
        run("officer", "add", f"later-{number}", "--passphrase-file", folder / "passphrase", "--data", later)
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
