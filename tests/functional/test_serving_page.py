"""The guide to a serving process: its program runs as it stands, and what it wrote passes every audit."""

import re
import sys
from pathlib import Path

import pytest

from goodstanding.settings import DATABASE_VARIABLE
from tests.functional.test_tutorial import ROOT, run, steps, wrong_steps

PAGE = (ROOT / "docs" / "how-to" / "serve-many-submitters.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_the_program_of_the_page_serves(store: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    guide = steps(PAGE)
    (program,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "serve.py").write_text(program, encoding="utf-8")
    first = f'python() {{ "{sys.executable}" "$@"; }}\n'
    if store == "postgres":
        first += f"export {DATABASE_VARIABLE}='{request.getfixturevalue('postgres').new_schema()}'\n"
    printed = run([first, *(commands for commands, _ in guide)], tmp_path)[1:]
    assert len(printed) == len(guide) == 3
    assert "\n".join(wrong_steps(guide, printed)) == ""
    # Sixteen at a time, each of 200 twice: more than one to a commit.
    (commits,) = re.findall(r"^(\d+) commits$", printed[1], re.MULTILINE)
    assert 10 < int(commits) < 200
