"""The reference names everything that the code has, decisions say what holds them, and no link is dead."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "goodstanding"
REFERENCE = ROOT / "docs" / "reference"
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

#: How the functions that make a finding, or add one to a list, end.
MAKERS = ("finding", "_refuse", "_add")
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
                yield from walk(f"{prefix} {name}".strip(), child)
        if not children:
            yield prefix

    yield from walk("", get_command(app))


def finding_codes(source: str) -> Iterator[str]:
    """Codes written out in calls that make or add a finding, and in whatever is assigned to a `code`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func).lower().endswith(MAKERS):
            named = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            first = [value for value in node.args[:2] if isinstance(value, ast.Constant)][:1]
            yield from (text for value in named or first for text in _texts(value))
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id == "code" for target in targets):
                yield from _texts(node.value)


def _texts(node: ast.expr | None) -> Iterator[str]:
    """The code-like texts of an expression; the keys by which a dictionary is looked up are none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
        yield node.value
    elif isinstance(node, ast.Dict):
        yield from (text for value in node.values for text in _texts(value))
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.Call):
        function = node.func.value if isinstance(node.func, ast.Attribute) else None
        yield from (text for value in (function, *node.args) for text in _texts(value))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


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


def test_every_finding_code_is_documented() -> None:
    codes = {code for path in SOURCE.rglob("*.py") for code in finding_codes(path.read_text(encoding="utf-8"))}
    assert codes
    assert codes - documented_codes(REFERENCE / "findings.md") == set()


def test_a_finding_code_is_seen() -> None:
    source = """
Finding(code="a-b", message="")
x = _finding(draft, "c", "Said.")
f.finding(code="d" if x else "e")
code = {"missing": "g"}.get(kind, "h")
other("z")
"""
    assert set(finding_codes(source)) == {"a-b", "c", "d", "e", "g", "h"}


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
