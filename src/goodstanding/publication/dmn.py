"""A rulebook's tables as decisions of DMN 1.3: one table a provision, unique hits, whole numbers.

Inputs are what a record states and the day that selects a value; the output is the points. A column that a provision
does not look at is left open (`-`). Fading, caps, grade limits, concurrence and which of two provisions overrides the
other are no tables, and are not in it.
"""

from collections.abc import Iterator
from datetime import date
from itertools import product
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.catalogue import SEVERITY_ORDER
from goodstanding.register.organizations import Role, SizeClass
from goodstanding.rulebook.canonical import rulebook_digest
from goodstanding.rulebook.model import Band, Points, Provision, Rulebook
from goodstanding.standing.phrases import print_law

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"
#: Column of a table -> the type of its values in FEEL.
INPUTS = {
    "category": "string",
    "severity": "string",
    "status": "string",
    "role": "string",
    "level": "string",
    "units": "number",
    "figure": "string",
    "figure_value": "number",
    "size": "string",
    "selecting_day": "date",
}
OPEN = "-"


def print_dmn(rulebook: Rulebook) -> str:
    """The decisions as XML text, and a table of the grades; the rulebook's digest is their namespace."""
    root = Element("definitions", {
        "xmlns": NAMESPACE,
        "id": _id(rulebook.id),
        "name": f"{rulebook.title}, edition {rulebook.edition}",
        "namespace": f"urn:goodstanding:rulebook:{rulebook_digest(rulebook)}",
    })  # fmt: skip
    for name, kind in INPUTS.items():
        data = SubElement(root, "inputData", {"id": f"input_{name}", "name": name})
        SubElement(data, "variable", {"name": name, "typeRef": kind})
    for provision in rulebook.provisions:
        _decision(root, provision)
    _grades(root, rulebook)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _decision(root: Element, one: Provision) -> None:
    decision = SubElement(root, "decision", {"id": _id(one.id), "name": f"{one.id} {one.title}"})
    every = (*one.cites, *(cite for value in one.values for cite in value.cites))
    SubElement(decision, "description").text = print_law(dict.fromkeys(every))
    SubElement(decision, "variable", {"name": f"points_{_id(one.id)}", "typeRef": "number"})
    for name in INPUTS:
        needed = SubElement(decision, "informationRequirement")
        SubElement(needed, "requiredInput", {"href": f"#input_{name}"})
    table = _table(decision, one.id, INPUTS, f"points_{_id(one.id)}")
    for number, (cells, points) in enumerate(_rules(one), start=1):
        _rule(table, f"{_id(one.id)}_{number}", cells, str(points))


def _rules(one: Provision) -> Iterator[tuple[list[str], int]]:
    match = one.match
    statuses = _texts(sorted(one.statuses))
    roles = OPEN if len(match.roles) == len(Role) else _texts(sorted(match.roles))
    levels = OPEN if len(match.levels) == len(AuthorityLevel) else _texts(sorted(match.levels))
    units = OPEN if match.amount is None else _band(match.amount)
    figure = (OPEN, OPEN) if match.figure is None else (_texts([match.figure.code]), _band(match.figure.band))
    severities = [severity for severity in SEVERITY_ORDER if severity in one.points]
    for (days, points), severity in product(_spans(one), severities):
        column = points[severity]
        sizes = {OPEN: column[SizeClass.UNKNOWN]} if len(set(column.values())) == 1 else {
            _texts([size]): value for size, value in column.items()
        }  # fmt: skip
        for size, value in sizes.items():
            categories = _texts(sorted(match.categories))
            yield [categories, _texts([severity]), statuses, roles, levels, units, *figure, size, days], value


def _spans(one: Provision) -> Iterator[tuple[str, Points]]:
    """Each table of points with the days on which it holds."""
    starts: list[date | None] = [None, *(value.since for value in one.values)]
    ends = [*starts[1:], None]
    for points, start, end in zip(one.all_points, starts, ends, strict=True):
        if start is None:
            yield OPEN if end is None else f"< {_day(end)}", points
        else:
            yield f">= {_day(start)}" if end is None else f"[{_day(start)}..{_day(end)})", points


def _grades(root: Element, rulebook: Rulebook) -> None:
    decision = SubElement(root, "decision", {"id": "grade", "name": "Grade of the points"})
    SubElement(decision, "variable", {"name": "grade", "typeRef": "string"})
    table = _table(decision, "grade", {"points": "number"}, "grade", kind="string")
    above = (None, *(grade.at_least for grade in rulebook.grades))
    for grade, over in zip(rulebook.grades, above, strict=False):
        cell = f">= {grade.at_least}" if over is None else f"[{grade.at_least}..{over})"
        _rule(table, f"grade_{_id(grade.code)}", [cell], f'"{grade.code}"')


def _table(decision: Element, id_: str, inputs: dict[str, str], output: str, kind: str = "number") -> Element:
    table = SubElement(decision, "decisionTable", {"id": f"table_{_id(id_)}", "hitPolicy": "UNIQUE"})
    for name, of in inputs.items():
        clause = SubElement(table, "input", {"id": f"in_{_id(id_)}_{name}", "label": name})
        expression = SubElement(clause, "inputExpression", {"id": f"expression_{_id(id_)}_{name}", "typeRef": of})
        SubElement(expression, "text").text = name
    SubElement(table, "output", {"id": f"out_{_id(id_)}", "name": output, "typeRef": kind})
    return table


def _rule(table: Element, id_: str, cells: list[str], output: str) -> None:
    rule = SubElement(table, "rule", {"id": f"rule_{id_}"})
    for number, cell in enumerate(cells, start=1):
        SubElement(SubElement(rule, "inputEntry", {"id": f"in_{id_}_{number}"}), "text").text = cell
    SubElement(SubElement(rule, "outputEntry", {"id": f"out_{id_}_1"}), "text").text = output


def _texts(values: list[str]) -> str:
    return ", ".join(f'"{value}"' for value in map(str, values))


def _band(band: Band) -> str:
    if band.at_least is None:
        return f"< {band.below}"
    return f">= {band.at_least}" if band.below is None else f"[{band.at_least}..{band.below})"


def _day(day: date) -> str:
    return f'date("{day.isoformat()}")'


def _id(text: str) -> str:
    return text.lower().replace("-", "_")
