"""The guides to the log do what they say: every command is run in order, and prints what stands there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sample_enrolled import enrolled_register

from goodstanding.bootstrap.register import open_ports
from goodstanding.services.officers import add_officer
from tests.functional.test_tutorial import ROOT, run, steps, wrong_steps

GUIDES = {
    name: (ROOT / "docs" / "how-to" / f"{name}.md").read_text(encoding="utf-8")
    for name in ("publish-the-log", "run-a-witness", "verify-with-other-tools")
}
BACK_UP = steps((ROOT / "docs" / "how-to" / "back-up-a-register.md").read_text(encoding="utf-8"))
PASSPHRASE = "an invented passphrase"


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_prints_what_it_says(name: str, tmp_path: Path) -> None:
    guide = steps(GUIDES[name])
    # Programs of their own, so that what runs behind can be ended; `python` has `cryptography`, as the page asks for.
    programs = tmp_path / "programs"
    programs.mkdir()
    for program, arguments in (("goodstanding", "-m goodstanding"), ("python", "-I")):
        (programs / program).write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n', encoding="utf-8")
        (programs / program).chmod(0o755)
    found = f'unset -f goodstanding; PATH="{programs}:$PATH"\n'
    printed = run([found, *(commands for commands, _ in guide)], tmp_path)[1:]
    assert len(printed) == len(guide) > 2
    assert "\n".join(wrong_steps(guide, printed)) == ""


def test_what_the_pages_name_is_there() -> None:
    """The table of other tools names what the tests run."""
    page = GUIDES["verify-with-other-tools"]
    tests = (ROOT / "tests" / "functional" / "test_other_verifiers.py").read_text(encoding="utf-8")
    assert all(tool in page and tool.replace("-", "_") in tests for tool in ("aics-tlog", "sigstore"))
    (lines,) = re.findall(r"of some (\d+) lines", page)
    auditor = subprocess.run([sys.executable, "-m", "goodstanding", "log", "auditor"], capture_output=True, text=True)
    assert abs(auditor.stdout.count("\n") - int(lines)) < 20


def python(expression: str) -> str:
    """A command that prints something of the JSON that it reads."""
    return f'python3 -c "import json, sys; found = json.load(sys.stdin); print({expression})"'


def test_a_register_without_officers_and_log_is_backed_up(tmp_path: Path) -> None:
    printed = run(["goodstanding init --data register > init.txt", *(block for block, _ in BACK_UP)], tmp_path)[1:]
    assert "\n".join(wrong_steps(BACK_UP, printed)) == ""
    assert sorted(path.name for path in (tmp_path / "backup" / "keys").iterdir()) == ["secret.key"]
    assert "0 openings erased" in printed[-1]


def test_what_was_erased_since_the_backup_is_erased_again_and_the_log_goes_on(tmp_path: Path) -> None:
    """The page as it stands, on a register with officers, a published log, and an erasure behind the backup."""
    register = enrolled_register(tmp_path)
    add_officer(open_ports(register), "registrar-2", PASSPHRASE)
    ready = f"""
        export GOODSTANDING_PASSPHRASE='{PASSPHRASE}' GOODSTANDING_DATA=register
        goodstanding template > rows.csv; goodstanding import csv rows.csv --partial --as-of 2024-06-01
        goodstanding log keys new; goodstanding log publish public --on 2024-06-01 --not-restored
        grep -rl AC-2023-117 public/openings
    """
    erase = f"""
        explained() {{ goodstanding explain xv-reg:C0012345676 --effective 2024-06-01 --json; }}
        asked='--statute Act --article 17 --as registrar-1 --json'
        record=$(explained | {python("next(x['entry'] for x in found['lines'] if x['entry'])")})
        number=$(goodstanding log redact $record $asked | {python("found['redaction']")})
        goodstanding log redact --carry-out $number --as registrar-2
    """
    back_up, journal, restore = (block for block, _ in BACK_UP)
    publish = "goodstanding log publish public --on 2024-06-01 --data restored"
    printed = run([ready, back_up, erase, journal, restore, publish], tmp_path)
    assert "\n".join(wrong_steps(BACK_UP, [printed[1], printed[3], printed[4]])) == ""
    assert "public/openings/000" in printed[0]
    assert "is carried out: the values of 1 entry" in printed[2]
    assert "1 openings erased" in printed[4]
    assert "Published to size" in printed[5]
    kept = {path.name for path in (tmp_path / "restored").iterdir()}
    assert {"secret.key", "officers", "log", "redactions.jsonl", "register.sqlite"} <= kept
    found = (path.read_bytes() for path in tmp_path.glob("public/openings/**/*") if path.is_file())
    assert not any(b"AC-2023-117" in data for data in found)
