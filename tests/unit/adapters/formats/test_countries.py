"""Country names of foreign lists."""

from importlib.resources import files

import pytest

from goodstanding.adapters.formats.countries import country_named, is_country_code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("China", "CN"),
        ("Viet Nam", "VN"),
        ("Vietnam", "VN"),
        ("Hong Kong SAR, China", "HK"),
        ("Taiwan, China", "TW"),
        ("Congo", "CG"),
        ("Congo, Democratic Republic of", "CD"),
        ("Côte d’Ivoire", "CI"),
        ("cote d'ivoire", "CI"),
        ("Turkiye", "TR"),
        ("Kosovo", "XK"),
        ("", "ZZ"),
    ],
)
def test_a_name_in_the_table_has_its_code(name: str, code: str) -> None:
    assert country_named(name) == code


@pytest.mark.parametrize("name", ["Regional", "Kenya, Uganda", "Chin", "Atlantis"])
def test_nothing_is_guessed(name: str) -> None:
    assert country_named(name) is None


def test_codes_are_iso_or_user_assigned() -> None:
    assert all(map(is_country_code, ("BR", "XK", "XV")))
    assert not any(map(is_country_code, ("", "ZZ", "br", "BRA", "Xé", "X1", "UK")))


def test_the_table_holds_every_country_once_a_name() -> None:
    table = files("goodstanding").joinpath("data/lexicon/countries.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    assert len({code for code, _ in rows}) == 250
    assert all(country_named(name) == code for code, name in rows)
