"""What leaves for other software is read back by its own rules, and says what the rulebook says."""

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from sample_records import CATALOGUE
from sample_rulebooks import rulebooks

from goodstanding.adapters.formats.rulebook import SAMPLES, load_sample
from goodstanding.adapters.formats.yaml_reading import read_yaml
from goodstanding.publication.dmn import NAMESPACE, print_dmn
from goodstanding.publication.openfisca import openfisca_parameters, print_openfisca
from goodstanding.register.organizations import SizeClass
from goodstanding.rulebook.domain import cells_of, cuts_of

DAYS = (date(2000, 1, 1), date(2021, 6, 30), date(2023, 6, 30), date(2023, 7, 1), date(2090, 1, 1))
DMN = {"dmn": NAMESPACE}


def held(parameter, day: date) -> int:
    """The value of an OpenFisca parameter: the last one not after the day."""
    values = parameter["values"]
    return [values[since]["value"] for since in sorted(values) if since <= day.isoformat()][-1]


def check_parameters(book) -> None:
    node = read_yaml(print_openfisca(book), "parameters.yaml").data
    assert node["scale"]["start"]["values"][book.in_force_from.isoformat()]["value"] == book.scale.start
    for provision in book.provisions:
        told = node["provisions"][provision.id.lower().replace("-", "_")]
        for severity, fade in provision.fades.items():
            steps = told[severity]["fading"]
            assert [held(steps[f"step_{n}"], date(2090, 1, 1)) for n in range(1, len(fade) + 1)] == [
                step.permille for step in fade
            ]
            for day in (one for one in DAYS if one >= book.in_force_from):
                points = told[severity]["points"]
                for size, value in provision.points_on(day)[severity].items():
                    assert held(points if "values" in points else points[size], day) == value


@pytest.mark.parametrize("name", SAMPLES)
def test_every_number_of_a_sample_is_a_parameter_with_its_law(name):
    book = load_sample(name)
    check_parameters(book)
    assert book.provisions[0].cites[0].title in print_openfisca(book)


@settings(max_examples=15)
@given(rulebooks())
def test_every_number_of_any_rulebook_is_a_parameter(book):
    check_parameters(book)


def test_a_text_with_quotes_stays_one_text():
    book = replace(load_sample(SAMPLES[0]), title='A "quoted" title: with \\ a colon')
    assert read_yaml(print_openfisca(book), "x.yaml").data["description"] == openfisca_parameters(book)["description"]


def meets(cell: str, value) -> bool:
    """A unary test of S-FEEL, as far as these tables go; any other fails."""
    if cell == "-":
        return True
    if value is None:
        return False
    if cell.startswith('"'):
        return value in re.findall(r'"([^"]*)"', cell)
    bare = cell.replace('date("', "").replace('")', "")
    comparable = value.isoformat() if isinstance(value, date) else value

    def number(text: str):
        return text if isinstance(value, date) else int(text)

    if match := re.fullmatch(r"\[(.+)\.\.(.+)\)", bare):
        return number(match[1]) <= comparable < number(match[2])
    sign, bound = re.fullmatch(r"(<|>=) (.+)", bare).groups()
    return comparable < number(bound) if sign == "<" else comparable >= number(bound)


def hits(root, id_: str, given_: dict[str, object]) -> list[str]:
    table = root.find(f".//dmn:decisionTable[@id='table_{id_}']", DMN)
    assert table.get("hitPolicy") == "UNIQUE"
    names = [text.text for text in table.findall("dmn:input/dmn:inputExpression/dmn:text", DMN)]
    found = []
    for rule in table.findall("dmn:rule", DMN):
        cells = [text.text for text in rule.findall("dmn:inputEntry/dmn:text", DMN)]
        assert len(cells) == len(names)
        if all(meets(cell, given_[name]) for name, cell in zip(names, cells, strict=True)):
            found.append(rule.find("dmn:outputEntry/dmn:text", DMN).text)
    return found


def check_tables(book, days, sizes) -> None:
    root = ET.fromstring(print_dmn(book))
    for provision in book.provisions:
        for code in sorted(provision.match.categories):
            category = CATALOGUE.categories[code]
            for cell in cells_of(category, cuts_of(book, category), sorted(provision.statuses)):
                for day in days:
                    for size in sizes:
                        told = {
                            "category": cell.category, "severity": cell.severity, "status": cell.status,
                            "role": cell.role, "level": cell.level, "units": cell.units, "size": size,
                            "figure": None if cell.figure is None else cell.figure.code,
                            "figure_value": None if cell.figure is None else cell.figure.value,
                            "selecting_day": day,
                        }  # fmt: skip
                        due = [str(provision.points_on(day)[cell.severity][size])] if provision.takes(cell) else []
                        assert hits(root, provision.id.lower().replace("-", "_"), told) == due


@pytest.mark.parametrize("name", SAMPLES)
def test_a_table_hits_once_exactly_where_its_provision_takes_a_record(name):
    sizes = (SizeClass.UNKNOWN, SizeClass.LARGE) if name == "soe_disclosure" else (SizeClass.UNKNOWN,)
    book = load_sample(name)
    check_tables(replace(book, provisions=book.provisions[:6]), DAYS[2:4], sizes)
    root = ET.fromstring(print_dmn(book))
    for grade in book.grades:
        assert hits(root, "grade", {"points": grade.at_least}) == [f'"{grade.code}"']


@settings(max_examples=6, deadline=None)
@given(rulebooks())
def test_a_table_of_any_rulebook_hits_once(book):
    check_tables(replace(book, provisions=book.provisions[:2]), DAYS[1:2], (SizeClass.SMALL,))
