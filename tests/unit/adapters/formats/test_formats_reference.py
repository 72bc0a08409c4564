"""The reference of formats says what the code does."""

import re
from pathlib import Path

import pytest

from goodstanding.adapters.formats import disclosure_template
from goodstanding.adapters.formats.bank_grounds import Ground
from goodstanding.adapters.formats.registry import FORMATS, format_named
from goodstanding.adapters.formats.template import COLUMNS, template_text


@pytest.fixture(scope="module")
def sections(repository: Path) -> dict[str, str]:
    page = (repository / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
    parts = re.split(r"^## `([a-z0-9-]+)`$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_format_has_its_section(sections: dict[str, str]) -> None:
    assert list(sections) == list(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_type_field_competence_and_finality_are_documented(sections: dict[str, str], name: str) -> None:
    form, section = format_named(name), sections[name]
    said = [form.type_field] if form.type_field else []
    said += [code for c in form.competences for code in (c.authority, c.category, c.finality)]
    assert [code for code in said if f"`{code}`" not in section] == []


def test_the_template_is_documented_column_by_column_with_its_example(sections: dict[str, str]) -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \| ([^|]+) \|$", sections["csv"], re.MULTILINE)
    assert dict(rows) == dict(COLUMNS)
    assert template_text() in sections["csv"]


def test_the_template_of_disclosures_is_documented_column_by_column(sections: dict[str, str]) -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \| ([^|]+) \|$", sections["disclosure"], re.MULTILINE)
    assert dict(rows) == dict(disclosure_template.COLUMNS)
    assert disclosure_template.template_text() in sections["disclosure"]


def test_every_ground_of_the_banks_is_documented(sections: dict[str, str]) -> None:
    assert [ground for ground in Ground if f"`{ground}`" not in sections["worldbank"]] == []
