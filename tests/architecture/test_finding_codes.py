"""Every code that anything in the package can give is explained once, and nothing is explained that no one gives.

A finding's code is followed to where it is written: into `Finding` itself, a row of the clocks' floors, or into a
function that hands its own parameter `code` on. An expression that cannot be followed fails: codes are
written out, never put together.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from goodstanding.values.error_codes import ERROR_CODES
from goodstanding.values.finding_codes import CONCERN_CODES, DROPPED_CODES, FINDING_CODES

SOURCE = Path(__file__).resolve().parents[2] / "src" / "goodstanding"
FILES = sorted(SOURCE.rglob("*.py"))

EXPLAINED = (FINDING_CODES, ERROR_CODES, DROPPED_CODES, CONCERN_CODES)

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Found:
    """Codes as they are written in one tree of sources, and the places where one could not be followed."""

    codes: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)


def code_parameters(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Functions with a parameter `code` that makes a finding: their name and its place in a call."""
    for node in ast.walk(tree):
        if isinstance(node, Function) and any(_is_maker(call) for call in ast.walk(node)):
            names = [argument.arg for argument in node.args.args if argument.arg not in ("self", "cls")]
            if "code" in names:
                yield node.name, names.index("code")


def _is_maker(node: ast.AST) -> bool:
    called = isinstance(node, ast.Call) and _name(node.func)
    return called is not False and str(called).lower().endswith(("finding", "_add"))


def find_codes(sources: dict[str, str]) -> Found:
    """Every code in these sources, by file name."""
    found = Found()
    trees = {name: ast.parse(source) for name, source in sources.items()}
    anywhere = {name: place for tree in trees.values() for name, place in code_parameters(tree)}
    for file, tree in trees.items():
        own = {node.name for node in ast.walk(tree) if isinstance(node, Function)}
        borrowed = {name: place for name, place in anywhere.items() if name not in own}
        makers = {"Finding": -1, "ClockFloor": -1} | borrowed | dict(code_parameters(tree))
        for scope, call in _calls(tree, None):
            place = makers.get(_name(call.func))
            if place is not None:
                _collect(call, place, scope, found, f"{file}:{call.lineno}")
    return found


def _calls(node: ast.AST, scope: Function | None) -> Iterator[tuple[Function | None, ast.Call]]:
    """Every call below a node, with the innermost function that it stands in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield scope, child
        yield from _calls(child, child if isinstance(child, Function) else scope)


def _collect(call: ast.Call, place: int, function: Function | None, found: Found, where: str) -> None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    given = named or ([call.args[place]] if 0 <= place < len(call.args) else [])
    for expression in given or [None]:
        codes = None if expression is None else _codes(expression, function)
        if codes is None:
            found.lost.append(where)
        else:
            found.codes |= codes


def _codes(node: ast.expr, function: Function | None) -> set[str] | None:
    """The literal codes of an expression; empty where it only hands another's on; None where it is lost."""
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp():
            return _union(function, node.body, node.orelse)
        case ast.Dict():
            return _union(function, *node.values)
        case ast.Call(func=ast.Attribute(value=ast.Dict() as table, attr="get")):
            return _union(function, table, *node.args[1:])
        case ast.Attribute(attr="code" | "why"):  # a finding's, or what an answer kept of one
            return set()
        case ast.Name(id=name) if function is not None:
            if name in [argument.arg for argument in function.args.args]:
                return set() if name == "code" else None
            values = [
                one.value
                for one in ast.walk(function)
                if isinstance(one, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in one.targets)
            ]
            return _union(function, *values) if values else None
    return None


def _union(function: Function | None, *parts: ast.expr) -> set[str] | None:
    codes: set[str] = set()
    for part in parts:
        inner = _codes(part, function)
        if inner is None:
            return None
        codes |= inner
    return codes


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def error_codes(source: str) -> Iterator[str]:
    """The `code` of every class of the error family."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
            for line in node.body:
                target = line.targets[0] if isinstance(line, ast.Assign) else getattr(line, "target", None)
                if isinstance(target, ast.Name) and target.id == "code" and isinstance(line.value, ast.Constant):
                    yield line.value.value


def row_codes(source: str, called: str, keyword: str) -> Iterator[str]:
    """Codes given to `called(keyword=...)`, a constant or a table of this module looked through."""
    tree = ast.parse(source)
    tables: dict[str, ast.expr] = {}
    for line in tree.body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            tables[line.targets[0].id] = line.value
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == called:
            for given in (one.value for one in node.keywords if one.arg == keyword):
                inside = [given, *(tables[one.id] for one in ast.walk(given) if getattr(one, "id", None) in tables)]
                for part in inside:
                    yield from _row_texts(part)


def _row_texts(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Dict():
            yield from (text for value in node.values for text in _row_texts(value))
        case ast.Tuple():
            yield from (text for value in node.elts for text in _row_texts(value))
        case ast.IfExp():
            yield from (*_row_texts(node.body), *_row_texts(node.orelse))


@pytest.fixture(scope="module")
def found() -> Found:
    return find_codes({str(path.relative_to(SOURCE)): path.read_text(encoding="utf-8") for path in FILES})


def test_every_code_is_written_out(found: Found) -> None:
    assert found.lost == []


def test_every_finding_code_is_explained(found: Found) -> None:
    assert sorted(found.codes - set(FINDING_CODES)) == []


def test_no_finding_code_is_explained_in_vain(found: Found) -> None:
    assert sorted(set(FINDING_CODES) - found.codes) == []


def test_every_error_code_is_explained_and_used() -> None:
    used = {code for path in FILES for code in error_codes(path.read_text(encoding="utf-8"))}
    assert used == set(ERROR_CODES)


@pytest.mark.parametrize(
    ("called", "keyword", "explained"), [("DroppedRow", "reason", DROPPED_CODES), ("Draft", "concerns", CONCERN_CODES)]
)
def test_every_code_of_a_row_is_explained_and_used(called: str, keyword: str, explained: dict[str, str]) -> None:
    used = {code for path in FILES for code in row_codes(path.read_text(encoding="utf-8"), called, keyword)}
    assert used == set(explained)


@pytest.mark.parametrize("text", [text for part in EXPLAINED for text in part.values()])
def test_an_explanation_is_of_sentences(text: str) -> None:
    assert text[0].isupper()
    assert text.endswith(".")


def test_a_code_is_seen_wherever_it_is_written() -> None:
    found = find_codes(
        {
            "a.py": """
ALONE = Finding(code="z-z", message="")

def check(draft, x):
    yield Finding(code="a-b", message="")
    yield _finding(draft, "c", "Said.")
    yield Finding(code="d" if x else "e", message="")
    code = {"missing": "g"}.get(x, "h")
    yield Finding(code=code, message="")
    yield Finding(code=x.code, message="")
    other("z")

def _finding(draft, code, message):
    return Finding(code=code, message=message)
""",
            "b.py": """
class Reader:
    def add_finding(self, code, message):
        self.findings.append(Finding(code=code, message=message))

def read(reader):
    reader.add_finding("i", "Said.")
    _finding("j", "Said.")

def _finding(code, message):
    return Finding(code=code, message=message)
""",
        }
    )
    assert found.codes == {"a-b", "c", "d", "e", "g", "h", "i", "j", "z-z"}
    assert found.lost == []


def test_a_code_that_is_put_together_is_lost() -> None:
    built = (
        'def check(name):\n    yield Finding(code=f"x-{name}", message="")\n    yield Finding(code=name, message="")'
    )
    assert len(find_codes({"a.py": built}).lost) == 2
