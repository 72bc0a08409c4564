"""Plain data become dataclasses of the domain, or findings that point at line and key."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from goodstanding import adapters
from goodstanding.adapters.formats.validating import validate
from goodstanding.adapters.formats.yaml_reading import Document, YamlError, read_yaml
from goodstanding.register.organizations import Organization, OrganizationKind
from goodstanding.values.dates import Period
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    lasts: Period
    on: date
    about: Identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    count: int
    periods: Mapping[Colour, Period]
    parts: tuple[Part, ...]
    colours: frozenset[Colour]
    steps: tuple[tuple[int, Colour], ...] = ()
    of: Organization | None = None
    open: bool = False
    title: str = "none"


GOOD = """\
count: 1
periods: {red: P3M, blue: P1Y}
parts:
  - {lasts: P1D, on: 2024-02-29, about: "xv-reg:C1"}
colours: [red, blue]
steps:
  - [5, red]
of: {reference: "xv-reg:C1", name: Ant Ltd, kind: company, jurisdiction: XV}
open: true
"""


def test_a_fitting_document_is_the_dataclass_itself() -> None:
    whole = validate(read_yaml(GOOD, "f.yaml"), Whole)
    part = Part(lasts=Period(days=1), on=date(2024, 2, 29), about=Identifier("xv-reg", "C1"))
    assert whole == Whole(
        count=1,
        periods={Colour.RED: Period(months=3), Colour.BLUE: Period(months=12)},
        parts=(part,),
        colours=frozenset(Colour),
        steps=((5, Colour.RED),),
        of=Organization(
            reference=Identifier("xv-reg", "C1"), name="Ant Ltd", kind=OrganizationKind.COMPANY, jurisdiction="XV"
        ),
        open=True,
    )
    assert isinstance(whole.steps[0], tuple)


MISFITS = [
    ("count: 1", "count: '1'", 1, "count"),
    ("count: 1", "count: true", 1, "count"),
    ("count: 1", "count: ~", 1, "count"),
    ("count: 1", "count: 1\nzebra: 1", 2, "zebra"),
    ("red: P3M", "red: P3X", 2, "periods.red"),
    ("red: P3M", "red: 3", 2, "periods.red"),
    ("red: P3M", "green: P3M", 2, "periods.green"),
    ("lasts: P1D, ", "", 4, "parts[0].lasts"),
    ("2024-02-29", "2023-02-29", 4, "parts[0].on"),
    ("2024-02-29", "1824-02-29", 4, "parts[0].on"),
    ("2024-02-29", "20240229", 4, "parts[0].on"),
    ('about: "xv-reg:C1"', 'about: "xv-reg"', 4, "parts[0].about"),
    ('about: "xv-reg:C1"}', 'about: "xv-reg:C1", who: x}', 4, "parts[0].who"),
    ("colours: [red, blue]", "colours: [red, pink]", 5, "colours[1]"),
    ("colours: [red, blue]", "colours: red", 5, "colours"),
    ("[5, red]", "[5, red, 6]", 7, "steps[0]"),
    ("[5, red]", "['5', red]", 7, "steps[0][0]"),
    ("name: Ant Ltd", "name: ' '", 8, "of"),
    ("kind: company", "kind: person", 8, "of.kind"),
    ("kind: company", "kind: public-body", 8, "of"),
    ("open: true", "open: 1", 9, "open"),
    ("open: true", "open: yes", 9, "open"),
    ("open: true", "title: 5", 9, "title"),
]


@pytest.mark.parametrize(("old", "new", "line", "where"), MISFITS)
def test_a_misfit_is_a_finding_with_line_and_key(old: str, new: str, line: int, where: str) -> None:
    assert old in GOOD
    with pytest.raises(YamlError) as caught:
        validate(read_yaml(GOOD.replace(old, new, 1), "f.yaml"), Whole)
    assert (line, where) in [(finding.line, finding.field) for finding in caught.value.findings]


def test_every_misfit_is_told_at_once() -> None:
    with pytest.raises(YamlError) as caught:
        validate(read_yaml("count: x\nparts: [{}]\nodd: 1\n", "f.yaml"), Whole)
    told = {finding.field for finding in caught.value.findings}
    assert {"count", "periods", "parts[0].lasts", "parts[0].on", "parts[0].about", "colours", "odd"} <= told


def test_findings_never_repeat_what_was_found() -> None:
    secret = "Maria Musterfrau"
    for old in ("1\n", "P3M", "2024-02-29", '"xv-reg:C1"', "company", "true"):
        with pytest.raises(YamlError) as caught:
            validate(read_yaml(GOOD.replace(old, f'"{secret}"' + "\n" * old.count("\n"), 1), "f.yaml"), Whole)
        assert secret not in str(caught.value)


@pytest.mark.parametrize("text", ["[]", "text", "1", "~"])
def test_another_shape_at_the_top_is_refused(text: str) -> None:
    with pytest.raises(YamlError):
        validate(read_yaml(text, "f.yaml"), Whole)


def test_the_values_of_a_closed_list_are_told_once() -> None:
    with pytest.raises(YamlError) as caught:
        validate(read_yaml(GOOD.replace("colours: [red", "colours: [green"), "f.yaml"), Whole)
    (finding,) = caught.value.findings
    assert finding.message == "This is not one of the accepted values."
    assert finding.accepted == "'red' or 'blue'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Raising:
    of: str

    def __post_init__(self) -> None:
        assert self.of != "asserted", "a class of the program"
        if self.of == "raised":
            raise ValueError("a class of the program")


@pytest.mark.parametrize("value", ["asserted", "raised"])
def test_what_a_class_raises_is_told_without_its_words(value: str) -> None:
    with pytest.raises(YamlError) as caught:
        validate(read_yaml(f"of: {value}", "f.yaml"), Raising)
    assert [finding.message for finding in caught.value.findings] == ["This is not accepted here."]


ADAPTERS = Path(adapters.__file__).parent


def shapes() -> Iterator[type]:
    """Every shape that a file is fitted to, wherever it is."""
    for path in sorted(ADAPTERS.rglob("*.py")):
        module = ".".join(("goodstanding", "adapters", *path.relative_to(ADAPTERS).with_suffix("").parts))
        for name in re.findall(r"= validate\(.*, (\w+)\)|return validate\(.*, (\w+)\)", path.read_text("utf-8")):
            found = getattr(import_module(module), "".join(name), None)
            if isinstance(found, type):
                yield found


SHIPPED, SHAPES = ADAPTERS.parent / "data", tuple(shapes())
ODD = ("", "x" * 600, 10**30, -1, True, None, [], {}, "2026-02-30", "P99999D", "a:b", "\u200b", 1.5, ["x"], {"x": 1})
#: pydantic's own words: they name the program's classes, or say what Python raised.
FOREIGN = re.compile(r"Value error|Assertion failed|Input should|valid|instance|dictionary|[a-z][A-Z]|_[A-Z]|items")


def misread(data: Any, put: Callable[[Any], Any], count: int = 60) -> Iterator[Any]:
    """The same data with something odd in the place of each of its first parts."""
    yield from map(put, ODD)
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, part in list(parts)[:count]:

        def beside(value: Any, key: Any = key) -> Any:
            whole = data.copy()
            whole[key] = value
            return put(whole)

        yield from misread(part, beside, 2)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_finding_about_a_shipped_file_is_in_the_words_of_the_program(shape: type) -> None:
    told = set()
    for path in sorted(SHIPPED.rglob("*.yaml")):
        document = read_yaml(path.read_text("utf-8"), path.name)
        if not fits(document, shape):
            continue
        for data in misread(document.data, lambda value: value):
            told |= {finding.message for finding in findings(replace(document, data=data), shape)}
        break
    else:
        told = {
            finding.message for odd in ODD for finding in findings(replace(read_yaml("a: 1", "f"), data=odd), shape)
        }
    assert len(SHAPES) > 8
    assert told
    assert [message for message in told if FOREIGN.search(message)] == []


def fits(document: Document, shape: type) -> bool:
    return not findings(document, shape)


def findings(document: Document, shape: type) -> tuple[Finding, ...]:
    try:
        validate(document, shape)
    except YamlError as error:
        return error.findings
    return ()
