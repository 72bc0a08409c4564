"""The pages on proceedings and corrections: every command is run, on the days named, and prints what it says."""

import re
import shlex
from datetime import datetime
from pathlib import Path

import pytest
from sample_commands import Run

from goodstanding.adapters.clock import SystemClock

PAGES = Path(__file__).resolve().parents[2] / "docs" / "how-to"
PART = re.compile(r"^\*\*On (\S+)\*\*$|^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


COUNTS = {
    "run-a-proceeding.md": (52, 8),
    "have-a-record-corrected.md": (19, 4),
    "verify-and-preview-records.md": (37, 9),
}


def prepare(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the reader sets before the first act: two variables, and a file that stands for each document."""
    setting, writing = map(shlex.split, text.splitlines())
    assert (setting[0], writing[0], writing[2]) == ("export", "echo", ">")
    for one in setting[1:]:
        monkeypatch.setenv(*one.split("=", 1))
    (folder / writing[3]).write_text(writing[1] + "\n", "utf-8")


@pytest.mark.parametrize(("page", "count"), COUNTS.items())
def test_every_command_of_a_page_does_what_it_says(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, count: tuple[int, int]
) -> None:
    days = ["2026-10-01"]
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime.fromisoformat(f"{days[-1]}T09:00:00+00:00"))
    monkeypatch.chdir(tmp_path)
    printed, commands, told = "", 0, 0
    for day, language, text in PART.findall((PAGES / page).read_text("utf-8")):
        if day:
            days.append(day)
        elif language == "sh":
            prepare(text, tmp_path, monkeypatch)
        elif language == "yaml":
            (tmp_path / text.splitlines()[0].removeprefix("# ")).write_text(text, "utf-8")
        elif language == "txt":
            (tmp_path / "said.txt").write_text(text, "utf-8")
        elif language == "csv":
            (tmp_path / "decisions.csv").write_text(text, "utf-8")
        elif language == "text":
            missing = [line for line in text.splitlines() if line not in printed]
            assert missing == [], printed
            told += 1
        else:
            for line in text.splitlines():
                may_fail, typed = line.endswith("|| true"), shlex.split(line.removesuffix("|| true"))
                answer = run(*typed[1:])
                assert (answer.code != 0) == may_fail, (line, answer.err)
                printed = answer.out + answer.err
                commands += 1
    assert (commands, told) == count
