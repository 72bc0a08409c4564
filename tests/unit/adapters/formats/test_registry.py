"""The registry of formats."""

import re
import subprocess
import sys

import pytest

from goodstanding.adapters.formats.registry import FORMATS, format_named
from goodstanding.values.errors import MisuseError


@pytest.mark.parametrize("name", ["br-arrears", "csv", "disclosure", "idb", "mx-69b", "worldbank"])
def test_a_format_is_found_by_its_name_and_says_what_it_is(name: str) -> None:
    form = format_named(name)
    assert form.name == name
    assert form.title
    assert re.fullmatch("[a-z0-9-]+", form.source)
    assert form.declared_by
    assert form.key_fields
    assert form.kinds
    assert len({(c.authority, c.category, c.statute.code) for c in form.competences}) == len(form.competences)


def test_there_are_exactly_these_formats() -> None:
    assert list(FORMATS) == ["br-arrears", "csv", "disclosure", "idb", "mx-69b", "worldbank"]
    assert len({format_named(name).source for name in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize("name", ["", "CSV", "xlsx", "template"])
def test_another_name_is_misuse_and_the_names_are_told(name: str) -> None:
    with pytest.raises(MisuseError, match="br-arrears, csv, disclosure, idb, mx-69b, worldbank"):
        format_named(name)


def test_the_registry_imports_no_format_until_it_is_asked() -> None:
    code = (
        "import sys; from goodstanding.adapters.formats.registry import FORMATS, format_named\n"
        "path = 'goodstanding.adapters.formats.{}'.format\n"
        "loaded = {module for module, _ in FORMATS.values() if path(module) in sys.modules}\n"
        "format_named('idb')\n"
        "print(sorted(loaded), path('idb') in sys.modules, path('worldbank') in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] True False"
