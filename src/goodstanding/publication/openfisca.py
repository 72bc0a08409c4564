"""A rulebook's numbers as OpenFisca parameters: dated values with their references, one node a provision.

YAML of the parameter format that `openfisca-core` reads (a node is a mapping, a parameter has `values` by day). Only
numbers leave: what a provision is about stays in the rulebook, and no formula is written.
"""

from collections.abc import Iterator, Mapping

from goodstanding.register.catalogue import SEVERITY_ORDER, Severity
from goodstanding.register.organizations import SizeClass
from goodstanding.rulebook.model import Citation, Points, Provision, Rulebook
from goodstanding.standing.phrases import print_law
from goodstanding.values.dates import EARLIEST

Node = Mapping[str, object]


def openfisca_parameters(rulebook: Rulebook) -> Node:
    """Every number as plain data: scale, grades, caps, and by provision points over time and fading."""
    since = rulebook.in_force_from.isoformat()
    node: dict[str, object] = {
        "description": f"{rulebook.title}, edition {rulebook.edition}",
        "metadata": _reference(rulebook.legal_basis),
        "scale": {
            name: _parameter(f"Scale: {name}", {since: value})
            for name, value in (
                ("start", rulebook.scale.start),
                ("floor", rulebook.scale.floor),
                ("ceiling", rulebook.scale.ceiling),
            )
        },
        "grades": {_key(grade.code): _parameter(grade.title, {since: grade.at_least}) for grade in rulebook.grades},
    }
    if rulebook.caps:
        node["caps"] = {_key(cap.id): _parameter(cap.title, {since: cap.limit}, cap.cites) for cap in rulebook.caps}
    node["provisions"] = {_key(one.id): _provision(one, since) for one in rulebook.provisions}
    return node


def print_openfisca(rulebook: Rulebook) -> str:
    """The parameters as YAML text: block style, texts quoted, keys in their order."""
    return "\n".join(_lines(openfisca_parameters(rulebook), 0)) + "\n"


def _provision(one: Provision, since: str) -> Node:
    node: dict[str, object] = {"description": one.title, "metadata": _reference(one.cites)}
    for severity in SEVERITY_ORDER:
        if severity in one.points:
            node[severity.value] = {
                "points": _points(one, severity, since),
                "fading": {
                    f"step_{number}": _parameter(f"Thousandths until {step.until}", {since: step.permille})
                    for number, step in enumerate(one.fades[severity], start=1)
                },
            }
    return node


def _points(one: Provision, severity: Severity, since: str) -> Node:
    if any(value.since.isoformat() <= since for value in one.values):
        since = EARLIEST.isoformat()
    tables: dict[str, Points] = {since: one.points}
    tables |= {value.since.isoformat(): value.points for value in one.values}
    laws = {since: one.cites} | {value.since.isoformat(): value.cites for value in one.values}
    alike = all(len(set(points[severity].values())) == 1 for points in tables.values())
    if alike:
        values = {day: points[severity][SizeClass.UNKNOWN] for day, points in tables.items()}
        return _parameter(f"Points, {severity}", values, one.cites, laws)
    return {
        size.value: _parameter(
            f"Points, {severity}, {size}",
            {day: points[severity][size] for day, points in tables.items()},
            one.cites,
            laws,
        )
        for size in SizeClass
    }


def _parameter(
    description: str,
    values: Mapping[str, int],
    cites: tuple[Citation, ...] = (),
    laws: Mapping[str, tuple[Citation, ...]] | None = None,
) -> Node:
    dated: dict[str, object] = {}
    for day, value in sorted(values.items()):
        law = (laws or {}).get(day, cites)
        dated[day] = {"value": value, "metadata": _reference(law)} if law else {"value": value}
    return {"description": description, "values": dated}


def _reference(cites: tuple[Citation, ...]) -> Node:
    return {"reference": [{"title": print_law((cite,)), "href": cite.href} for cite in cites]}


def _key(id_: str) -> str:
    """`C-10` as `c_10`: OpenFisca's names are attributes."""
    return id_.lower().replace("-", "_")


def _lines(value: object, depth: int) -> Iterator[str]:
    pad = "  " * depth
    match value:
        case Mapping():
            for key, one in value.items():
                if isinstance(one, Mapping | list):
                    yield f"{pad}{key}:"
                    yield from _lines(one, depth + 1)
                else:
                    yield f"{pad}{key}: {_scalar(one)}"
        case list():
            for one in value:
                first, *rest = list(_lines(one, 0))
                yield f"{pad}- {first}"
                yield from (f"{pad}  {line}" for line in rest)


def _scalar(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
