"""The guides to the log do what they say: every command is run in order, and prints what stands there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.test_tutorial import ROOT, run, steps, wrong_steps

GUIDES = {
    name: (ROOT / "docs" / "how-to" / f"{name}.md").read_text(encoding="utf-8")
    for name in ("publish-the-log", "run-a-witness", "verify-with-other-tools")
}


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
