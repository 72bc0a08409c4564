"""Generated pages are fresh, every page is reachable, and what pages list is all that there is."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from goodstanding.intake.gate import PROTECTED_ACTIVITIES
from goodstanding.intake.identifiers import SCHEMES
from goodstanding.intake.reasons import DESCRIPTIONS
from goodstanding.values.findings import PRINTABLE_FIELDS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
REFUSED = DOCS / "explanation" / "what-we-refuse.md"


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def load_generator() -> ModuleType:
    """`docs/generate.py`, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATOR = load_generator()


@pytest.mark.parametrize("name", [*GENERATOR.PAGES, *GENERATOR.PICTURES])
def test_a_generated_page_is_fresh(name: str) -> None:
    assert GENERATOR.page_text(name) == text_of(DOCS / "reference" / name), "run `python docs/generate.py`"


def test_every_page_is_reached_from_the_index() -> None:
    linked = {(DOCS / target).resolve() for target in re.findall(r"\]\(([^)#:]+\.md)", text_of(DOCS / "index.md"))}
    assert sorted(set(DOCS.rglob("*.md")) - linked - {DOCS / "index.md"}) == []


def test_the_numbers_of_decisions_have_no_gap() -> None:
    assert [path.name[:4] for path in DECISIONS] == [f"{number:04d}" for number in range(1, len(DECISIONS) + 1)]
    assert [text_of(path).splitlines()[0].split(".")[0] for path in DECISIONS] == [
        f"# {number}" for number in range(1, len(DECISIONS) + 1)
    ]


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_what_holds_a_decision_exists(decision: Path) -> None:
    held = text_of(decision).partition("**Held by**")[2].partition("**Revisit when**")[0]
    files = re.findall(r"`((?:tests|src)/[^`]+)`", held)
    assert files
    assert [name for name in files if not (ROOT / name).is_file()] == []


def test_every_scheme_and_protected_activity_stands_in_what_we_refuse() -> None:
    page = text_of(REFUSED)
    assert [scheme for scheme in sorted(SCHEMES) if f"`{scheme}`" not in page] == []
    listed = re.search(r"\(ISIC ([^)]*)\)", page)
    assert listed is not None
    assert tuple(re.findall(r"\d+", listed[1])) == PROTECTED_ACTIVITIES
    assert [field for field in sorted(PRINTABLE_FIELDS) if field not in page] == []


def test_every_reason_of_the_gate_is_documented() -> None:
    page = text_of(DOCS / "reference" / "findings.md")
    assert [reason for reason in DESCRIPTIONS if f"`{reason}`" not in page] == []


def test_readme_shows_what_the_demo_prints() -> None:
    golden = text_of(ROOT / "tests" / "functional" / "demo.golden.txt")
    (shown,) = re.findall(r"^```text\n(.*?)^```$", text_of(ROOT / "README.md"), re.MULTILINE | re.DOTALL)
    parts = [part.strip("\n") for part in shown.split("...\n")]
    assert len(parts) > 1
    assert [part for part in parts if part not in golden] == []


def test_the_explanation_that_is_taken_apart_is_the_tutorial_s() -> None:
    taught = text_of(DOCS / "tutorial" / "first-standing.md")
    told = re.findall(r"^```text\n(.*?)^```$", text_of(DOCS / "explanation" / "how-to-read-an-explanation.md"),
                      re.MULTILINE | re.DOTALL)  # fmt: skip
    assert len(told) > 3
    assert [part for part in told if part not in taught] == []
