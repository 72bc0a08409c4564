"""Sizes stay where a reader can hold them: modules, functions, and no drawers for odds and ends."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

SOURCE = Path(__file__).resolve().parents[2] / "src" / "goodstanding"
MOST_LINES_OF_A_MODULE = 400
MOST_LINES_OF_A_FUNCTION = 60
MEDIAN_LINES_OF_A_MODULE = 120
DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions_over(source: str, most: int) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > most:
                yield f"{node.name}: {lines} lines"


def test_modules_stay_small() -> None:
    assert {
        str(path.relative_to(SOURCE)): lines_of(path) for path in modules() if lines_of(path) > MOST_LINES_OF_A_MODULE
    } == {}


def test_the_median_module_is_short() -> None:
    sizes = [lines_of(path) for path in modules() if path.name != "__init__.py"]
    assert median(sizes) < MEDIAN_LINES_OF_A_MODULE


def test_functions_stay_small() -> None:
    long = [
        f"{path.relative_to(SOURCE)}: {function}"
        for path in modules()
        for function in functions_over(path.read_text(encoding="utf-8"), MOST_LINES_OF_A_FUNCTION)
    ]
    assert long == []


def test_a_function_over_the_budget_is_seen() -> None:
    body = "\n".join("    pass" for _ in range(MOST_LINES_OF_A_FUNCTION))
    assert list(functions_over(f"def long():\n{body}", MOST_LINES_OF_A_FUNCTION)) == ["long: 61 lines"]
    assert list(functions_over(f"def fits():\n{body[9:]}", MOST_LINES_OF_A_FUNCTION)) == []


def test_no_module_is_a_drawer() -> None:
    names = {part for path in modules() for part in path.relative_to(SOURCE).with_suffix("").parts}
    assert names & DRAWERS == set()


def test_packages_lie_at_most_three_deep() -> None:
    deep = [str(path) for path in modules() if len(path.relative_to(SOURCE).parts) > 3 and "data" not in path.parts]
    assert deep == []
