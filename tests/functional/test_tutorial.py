"""The tutorial does what it says: its commands run in order in an empty directory, and print what stands there.
The guides to writing and changing a rulebook, to disclosures and to screening are held in the same way.

A block of `sh` is run, and the block of `text` after it is what must come, standard error included. In it,
`...` stands for anything within a line.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "tutorial" / "first-standing.md"
SCREENING = ROOT / "docs" / "how-to" / "screen-a-tender.md"
CHANGES = ROOT / "docs" / "how-to" / "change-a-rulebook.md"
DISCLOSURES = ROOT / "docs" / "how-to" / "record-disclosures.md"
RULEBOOKS = ROOT / "docs" / "how-to" / "write-a-rulebook.md"
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = "=== end of block ==="
PREAMBLE = f'set -u\ngoodstanding() {{ "{sys.executable}" -m goodstanding "$@"; }}\n'


def steps(page: str) -> list[tuple[str, str]]:
    """Each `sh` block with the `text` that follows it before the next one, "" where none does."""
    found: list[tuple[str, str]] = []
    for kind, body in BLOCK.findall(page):
        if kind == "sh":
            found.append((body, ""))
        else:
            found[-1] = (found[-1][0], body)
    return found


def run(commands: list[str], folder: Path) -> list[str]:
    """What each block prints, in one shell."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOODSTANDING")}
    environment = kept | {
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUNBUFFERED": "1",
        "PYTHONIOENCODING": "utf-8",
        "NO_COLOR": "1",
    }
    script = PREAMBLE + "".join(f"{block}\necho '{MARK}'\n" for block in commands)
    answer = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=600,
    )
    return answer.stdout.split(MARK + "\n")[:-1]


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def fits(expected: str, printed: str) -> bool:
    """Whether a line is as expected, `...` standing for anything."""
    return re.fullmatch(".*".join(map(re.escape, expected.split("..."))), printed) is not None


def differences(expected: str, printed: str) -> list[str]:
    wanted, got = lines(expected), lines(printed)
    wanted += [""] * (len(got) - len(wanted))
    got += [""] * (len(wanted) - len(got))
    return [f"- {one}\n+ {two}" for one, two in zip(wanted, got, strict=True) if not fits(one, two)]


STEPS = steps(PAGE.read_text(encoding="utf-8"))


def wrong_steps(steps_: list[tuple[str, str]], printed: list[str]) -> list[str]:
    """Each step that printed something else than the page says."""
    return [
        f"{commands}\n{difference}"
        for (commands, expected), got in zip(steps_, printed, strict=True)
        for difference in differences(expected, got)
    ]


def test_every_step_of_the_tutorial_prints_what_the_page_says(tmp_path: Path) -> None:
    printed = run([commands for commands, _ in STEPS], tmp_path)
    assert len(printed) == len(STEPS) > 10
    assert "\n".join(wrong_steps(STEPS, printed)) == ""


def test_the_guide_to_rulebooks_writes_one(tmp_path: Path) -> None:
    guide = steps(RULEBOOKS.read_text(encoding="utf-8"))
    printed = run([commands for commands, _ in guide], tmp_path)
    assert len(printed) == len(guide) > 8
    assert "\n".join(wrong_steps(guide, printed)) == ""
    assert (tmp_path / "bidders.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_guide_to_screening_screens_a_tender(tmp_path: Path) -> None:
    guide = steps(SCREENING.read_text(encoding="utf-8"))
    printed = run([commands for commands, _ in guide], tmp_path)
    assert len(printed) == len(guide) > 6
    # Of the one long answer the page shows the beginning.
    (long,) = [index for index, (_, expected) in enumerate(guide) if expected.endswith("\n...\n")]
    shown = guide[long][1].removesuffix("...\n")
    printed[long] = "".join(printed[long].splitlines(keepends=True)[: shown.count("\n")])
    guide[long] = (guide[long][0], shown)
    assert "\n".join(wrong_steps(guide, printed)) == ""


def test_the_guide_to_changing_rulebooks_adopts_two_editions(tmp_path: Path) -> None:
    guide = steps(CHANGES.read_text(encoding="utf-8"))
    printed = run([commands for commands, _ in guide], tmp_path)
    assert len(printed) == len(guide) > 8
    assert "\n".join(wrong_steps(guide, printed)) == ""
    assert "<svg" in (tmp_path / "impact.html").read_text(encoding="utf-8")


def test_the_guide_to_disclosures_records_them(tmp_path: Path) -> None:
    guide = steps(DISCLOSURES.read_text(encoding="utf-8"))
    printed = run([commands for commands, _ in guide], tmp_path)
    assert len(printed) == len(guide) > 4
    assert "\n".join(wrong_steps(guide, printed)) == ""


def test_every_command_of_the_tutorial_is_seen() -> None:
    typed = " ".join(commands for commands, _ in STEPS)
    asked = ("init", "officer add", "competence add", "template", "import", "quarantine list", "quarantine admit")
    asked += ("evaluate", "explain", "grounds", "list", "history", "rebuild --check")
    assert [command for command in asked if f"goodstanding {command}" not in typed] == []


def test_a_line_that_differs_is_seen() -> None:
    assert differences("one ... three\nfour", "one two three\nfour") == []
    assert differences("one ... three", "one two four") == ["- one ... three\n+ one two four"]
    assert differences("one", "one\ntwo") == ["- \n+ two"]
