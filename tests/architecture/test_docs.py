"""The reference names everything that the code has, decisions say what holds them, and no link is dead."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodstanding.values.error_codes import ERROR_CODES
from goodstanding.values.finding_codes import FINDING_CODES

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "goodstanding"
REFERENCE = ROOT / "docs" / "reference"
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def page(path: Path) -> str:
    assert path.is_file(), f"{path.relative_to(ROOT)} is missing"
    return path.read_text(encoding="utf-8")


def headings(path: Path) -> list[str]:
    return [heading.replace("`", "") for heading in HEADING.findall(FENCED.sub("", page(path)))]


def documented_codes(path: Path) -> set[str]:
    return {span for span in re.findall(r"`([^`\n]+)`", page(path)) if CODE.fullmatch(span)}


def anchor(heading: str) -> str:
    """The anchor that a heading gets: lower case, marks dropped, blanks to hyphens."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def commands() -> Iterator[str]:
    """Every command of the command line as it is typed, such as `quarantine list`."""
    from typer.main import get_command

    from goodstanding.cli.main import app

    def walk(prefix: str, command: object) -> Iterator[str]:
        children = getattr(command, "commands", {})
        for name, child in children.items():
            if not child.hidden:
                is_default = name == getattr(command, "default", "")
                yield from walk(prefix if is_default else f"{prefix} {name}".strip(), child)
        if not children:
            yield prefix

    yield from walk("", get_command(app))


def test_every_command_is_documented() -> None:
    named = headings(REFERENCE / "commands.md")
    missing = [command for command in commands() if not any(_starts(heading, command) for heading in named)]
    assert missing == []


def _starts(heading: str, command: str) -> bool:
    typed = heading.removeprefix("goodstanding ").strip()
    return typed == command or typed.startswith(f"{command} ")


def test_every_category_is_documented() -> None:
    files = sorted((SOURCE / "data" / "catalogue").rglob("*.yaml"))
    categories = {code for path in files for code in re.findall(r"^code:\s*(\S+)", page(path), re.MULTILINE)}
    assert categories
    assert categories - documented_codes(REFERENCE / "categories.md") == set()


def test_every_code_of_a_finding_or_an_error_is_documented() -> None:
    codes = {*FINDING_CODES, *ERROR_CODES}
    assert codes - documented_codes(REFERENCE / "findings.md") == set()


def test_there_are_decisions() -> None:
    assert DECISIONS


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_what_holds_it_and_when_to_revisit(decision: Path) -> None:
    text = page(decision)
    assert re.search(r"^#+ .*\bHeld by|\*\*Held by|^Held by", text, re.MULTILINE | re.IGNORECASE)
    assert re.search(r"^#+ .*\bRevisit when|\*\*Revisit when|^Revisit when", text, re.MULTILINE | re.IGNORECASE)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_somewhere(path: Path) -> None:
    dead = []
    for target in LINK.findall(FENCED.sub("", page(path))):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        name, _, fragment = target.partition("#")
        there = (path.parent / name).resolve() if name else path
        inside = there.exists() and there.is_relative_to(ROOT)
        if not inside or (fragment and fragment not in {anchor(heading) for heading in headings(there)}):
            dead.append(target)
    assert dead == []
