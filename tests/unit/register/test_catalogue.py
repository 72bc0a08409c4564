"""The shipped catalogue is lawful, and each policy refuses a catalogue that breaks it."""

from dataclasses import FrozenInstanceError, replace
from importlib.resources import files

import pytest

from goodstanding.adapters.formats.catalogue import load_catalogue, read_category
from goodstanding.adapters.formats.yaml_reading import YamlError
from goodstanding.register.catalogue import (
    Basis,
    Catalogue,
    Category,
    Direction,
    Measure,
    Severity,
    freeze,
)
from goodstanding.register.catalogue_checks import check_catalogue
from goodstanding.register.codes import CategoryCode
from goodstanding.register.organizations import OrganizationKind, SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.model import COUNTABLE
from goodstanding.values.dates import Period
from goodstanding.values.errors import MisuseError
from goodstanding.values.money import Money

CATALOGUE = load_catalogue()
FIRMS = {OrganizationKind.COMPANY, OrganizationKind.STATE_OWNED_ENTERPRISE}


def _with(code: str, /, **changes: object) -> Catalogue:
    """The shipped catalogue with one category changed."""
    changed = replace(CATALOGUE.categories[code], **changes)  # type: ignore[arg-type]  # any field of Category
    return replace(CATALOGUE, categories=freeze({**CATALOGUE.categories, code: changed}))


def _codes(catalogue: Catalogue) -> set[str]:
    return {finding.code for finding in check_catalogue(catalogue)}


def test_the_shipped_catalogue_has_no_finding() -> None:
    assert check_catalogue(CATALOGUE) == []


def test_files_and_codes_are_the_same() -> None:
    folder = files("goodstanding").joinpath("data/catalogue")
    names = {path.name for path in folder.iterdir() if path.name.endswith(".yaml") and not path.name.startswith("_")}
    assert names == {f"{code}.yaml" for code in CategoryCode}
    assert set(CATALOGUE.categories) == set(CategoryCode)


def test_it_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        CATALOGUE.categories["speech"] = CATALOGUE.categories["bribery"]  # type: ignore[index]  # that is the test
    with pytest.raises(TypeError):
        CATALOGUE.categories["bribery"].display[Severity.MINOR] = Period(months=99)  # type: ignore[index]  # likewise
    with pytest.raises(FrozenInstanceError):
        CATALOGUE.categories["bribery"].ground = False  # type: ignore[misc]  # likewise


def test_displays_are_the_published_defaults() -> None:
    default = {Severity.MINOR: "P3M", Severity.GENERAL: "P12M", Severity.SERIOUS: "P36M"}
    for category in CATALOGUE.categories.values():
        for severity, period in category.display.items():
            assert period == Period.parse(default[severity])


def test_debt_is_principal_above_a_threshold_of_size_and_never_a_ground() -> None:
    debt = CATALOGUE.category("tax-and-social-debt")
    assert debt.needs_amount
    assert Status.CURED not in COUNTABLE, "zero once paid, under every rulebook"
    assert not debt.ground
    assert set(debt.threshold_by_size) == set(SizeClass)
    assert debt.threshold_by_size[SizeClass.UNKNOWN] == max(debt.threshold_by_size.values())


def test_information_has_no_ground_and_foreign_listings_show_while_listed() -> None:
    information = {c.code for c in CATALOGUE.categories.values() if c.direction is Direction.INFORMATION}
    assert information == {"buyer-performance-grade", "private-debt-default", "disclosed-ratios", "foreign-listing"}
    assert [c.code for c in CATALOGUE.categories.values() if c.while_listed] == ["foreign-listing"]
    assert not any(CATALOGUE.categories[code].ground for code in information)


def test_adverse_records_on_companies_rest_on_decisions() -> None:
    for category in CATALOGUE.categories.values():
        if category.direction is Direction.ADVERSE and category.kinds & FIRMS:
            assert category.basis is Basis.DECISION
            assert category.kinds == FIRMS


@pytest.mark.parametrize("code", sorted(CategoryCode))
def test_each_category_says_what_it_does_not_cover(code: str) -> None:
    category = CATALOGUE.category(code)
    assert "not cover" in category.description or "not name" in category.description
    assert len(category.description.split()) >= 25


@pytest.mark.parametrize("code", sorted(CATALOGUE.forbidden))
def test_a_forbidden_code_is_refused_by_name(code: str) -> None:
    with pytest.raises(MisuseError, match="never records"):
        CATALOGUE.category(code)


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(MisuseError, match="no such category"):
        CATALOGUE.category("fraud")


SEVERITIES = [
    ("procurement-fraud", (Measure.WARNING,), None, Severity.MINOR),
    ("procurement-fraud", (Measure.FINE,), None, Severity.GENERAL),
    ("procurement-fraud", (Measure.FINE,), Money(minor=99_999_999, currency="EUR"), Severity.GENERAL),
    ("procurement-fraud", (Measure.FINE,), Money(minor=100_000_000, currency="EUR"), Severity.SERIOUS),
    ("procurement-fraud", (Measure.FINE,), Money(minor=100_000_000, currency="MXN"), Severity.GENERAL),
    ("procurement-fraud", (Measure.FINE,), Money(minor=10**15, currency="ZZZ"), Severity.GENERAL),
    ("procurement-fraud", (Measure.WARNING, Measure.EXCLUSION), None, Severity.SERIOUS),
    ("simulated-invoices", (Measure.FINDING,), None, Severity.SERIOUS),
    ("missed-guaranteed-debt", (Measure.PUBLISHED_FACT,), Money(minor=1, currency="BRL"), Severity.MINOR),
    ("missed-guaranteed-debt", (Measure.PUBLISHED_FACT,), Money(minor=600_000_000, currency="BRL"), Severity.GENERAL),
]


@pytest.mark.parametrize(("code", "measures", "amount", "severity"), SEVERITIES)
def test_severity_is_derived_from_measure_and_amount(
    code: str, measures: tuple[Measure, ...], amount: Money | None, severity: Severity
) -> None:
    assert CATALOGUE.severity(CATALOGUE.category(code), measures, amount) is severity


BREACHES: list[tuple[str, str, dict[str, object]]] = [
    ("catalogue-code-differs", "bribery", {"code": "collusion"}),
    ("forbidden-input", "bribery", {"label": "Protest against a tender"}),
    ("forbidden-input", "bribery", {"decided": "took part in political activity"}),
    ("forbidden-disguise", "bribery", {"label": "Br%69bery"}),
    ("catalogue-form", "bribery", {"decided": "Paid bribes."}),
    ("catalogue-form", "bribery", {"label": "bribery!"}),
    ("catalogue-wording", "bribery", {"decided": "committed bribery"}),
    ("catalogue-wording", "bribery", {"decided": "is guilty of bribery"}),
    ("catalogue-wording", "bribery", {"label": "Corrupt company"}),
    ("catalogue-wording", "bribery", {"label": "Known fraudster"}),
    ("catalogue-wording", "bribery", {"description": "A proven briber. Does not cover gifts."}),
    ("catalogue-no-limits", "bribery", {"description": "A final decision about bribery."}),
    ("catalogue-empty", "bribery", {"kinds": frozenset()}),
    ("catalogue-empty", "bribery", {"by_measure": {}}),
    ("catalogue-amounts", "bribery", {"by_amount": ((10, Severity.SERIOUS), (20, Severity.GENERAL))}),
    ("catalogue-amounts", "bribery", {"by_amount": ((20, Severity.GENERAL), (10, Severity.SERIOUS))}),
    ("catalogue-amounts", "bribery", {"by_amount": ((0, Severity.SERIOUS),)}),
    ("catalogue-threshold", "bribery", {"threshold_by_size": {SizeClass.MICRO: 1}}),
    ("catalogue-threshold", "tax-and-social-debt", {"needs_amount": False}),
    ("catalogue-display", "bribery", {"display": {Severity.MINOR: Period(months=3)}}),
    ("catalogue-display", "foreign-listing", {"display": {Severity.GENERAL: Period(months=12)}}),
    ("catalogue-display", "timely-payment", {"display": {s: Period(months=3) for s in Severity}}),
    ("catalogue-display-long", "timely-payment", {"display": {Severity.GENERAL: Period(months=13)}}),
    ("catalogue-display-long", "timely-payment", {"display": {Severity.GENERAL: Period()}}),
    ("catalogue-while-listed", "bribery", {"while_listed": True}),
    ("catalogue-while-listed", "foreign-listing", {"while_listed": False}),
    ("catalogue-ground", "timely-payment", {"ground": True}),
    ("catalogue-ground", "foreign-listing", {"ground": True}),
    ("catalogue-ground", "tax-and-social-debt", {"ground": True}),
    ("catalogue-listing-counts", "foreign-listing", {"direction": Direction.ADVERSE}),
    ("catalogue-basis", "bribery", {"basis": Basis.PUBLICATION}),
    ("catalogue-basis", "unpaid-suppliers", {"basis": Basis.DECISION}),
    ("catalogue-basis", "unpaid-suppliers", {"kinds": frozenset(OrganizationKind)}),
]


@pytest.mark.parametrize(("finding", "code", "changes"), BREACHES)
def test_each_policy_refuses_its_breach(finding: str, code: str, changes: dict[str, object]) -> None:
    assert finding in _codes(_with(code, **changes))


def test_a_category_more_or_less_is_refused() -> None:
    fewer = {code: one for code, one in CATALOGUE.categories.items() if code != "bribery"}
    assert "catalogue-not-closed" in _codes(replace(CATALOGUE, categories=fewer))
    more = {**CATALOGUE.categories, "tidiness": replace(CATALOGUE.categories["bribery"], code="tidiness")}
    assert "catalogue-not-closed" in _codes(replace(CATALOGUE, categories=more))
    banned = {**CATALOGUE.categories, "speech": replace(CATALOGUE.categories["bribery"], code="speech")}
    assert {"catalogue-not-closed", "catalogue-forbidden-code", "forbidden-input"} <= _codes(
        replace(CATALOGUE, categories=banned)
    )


def test_a_measure_that_nothing_takes_is_told() -> None:
    fewer = {code: one for code, one in CATALOGUE.categories.items() if Measure.LISTED_ELSEWHERE not in one.by_measure}
    assert "catalogue-measure-unused" in _codes(replace(CATALOGUE, categories=fewer))


@pytest.mark.parametrize("units", [{"EUR": 0}, {"eur": 100}])
def test_a_unit_is_a_positive_number_of_a_currency(units: dict[str, int]) -> None:
    assert "catalogue-unit" in _codes(replace(CATALOGUE, units=units))


def _text(code: str) -> str:
    return files("goodstanding").joinpath(f"data/catalogue/{code}.yaml").read_text("utf-8")


def test_a_category_file_reads_as_it_was_loaded() -> None:
    assert read_category(_text("bribery"), "bribery.yaml") == CATALOGUE.category("bribery")


FORMS = [
    ("ground: true", "ground: true\nseverity: serious", "key-unknown"),
    ("direction: adverse", "direction: bad", "value-refused"),
    ("kinds: [company,", "kinds: [person,", "value-refused"),
    ("  fine: general", "  prison: general", "value-refused"),
    ("  minor: P3M", "  minor: 3", "value-refused"),
    ("basis: decision\n", "", "key-missing"),
    ("code: bribery", "code: collusion", "category-name"),
]


@pytest.mark.parametrize(("old", "new", "code"), FORMS)
def test_a_category_file_of_another_form_is_refused(old: str, new: str, code: str) -> None:
    assert old in _text("bribery")
    with pytest.raises(YamlError) as caught:
        read_category(_text("bribery").replace(old, new, 1), "bribery.yaml")
    assert [finding.code for finding in caught.value.findings] == [code]


def test_no_category_has_a_place_for_a_typed_severity() -> None:
    assert "severity" not in Category.__dataclass_fields__
