"""The JSON Schema: pinned by its version, fits what the reader reads, and refuses what the reader refuses."""

import hashlib
import json
import re
from datetime import date

import pytest

from goodstanding.adapters.formats.rulebook import SAMPLES, sample_text
from goodstanding.adapters.formats.rulebook_schema import ID, PERIOD, VERSION, rulebook_schema
from goodstanding.adapters.formats.yaml_reading import read_yaml
from goodstanding.values.dates import Period
from goodstanding.values.errors import MisuseError

SCHEMA = rulebook_schema()
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
KNOWN = frozenset(
    {"$ref", "$defs", "$id", "$schema", "additionalProperties", "anyOf", "default", "description", "enum", "format",
     "items", "pattern", "properties", "propertyNames", "required", "title", "type", "uniqueItems"}
)  # fmt: skip


def fits(value, schema) -> bool:
    """Draft 2020-12, as far as this schema goes; a word of it that is not known here fails."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        return fits(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")])
    if "anyOf" in schema:
        return any(fits(value, one) for one in schema["anyOf"])
    kind = schema.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or (kind == "integer" and isinstance(value, bool))):
        return False
    if value not in schema.get("enum", [value]) or not _fits_text(value, schema):
        return False
    return _fits_items(value, schema) and _fits_keys(value, schema)


def _fits_text(value, schema) -> bool:
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return False
    try:
        return schema.get("format") != "date" or bool(date.fromisoformat(value))
    except ValueError:
        return False


def _fits_items(value, schema) -> bool:
    if not isinstance(value, list):
        return True
    unique = len({json.dumps(one) for one in value}) == len(value)
    return (unique or not schema.get("uniqueItems")) and all(fits(one, schema["items"]) for one in value)


def _fits_keys(value, schema) -> bool:
    if not isinstance(value, dict):
        return True
    properties, further = schema.get("properties", {}), schema.get("additionalProperties", True)
    if set(schema.get("required", ())) - set(value):
        return False
    if not all(fits(key, schema.get("propertyNames", {})) for key in value):
        return False
    for key, one in value.items():
        inner = properties.get(key, further)
        if inner is False or (isinstance(inner, dict) and not fits(one, inner)):
            return False
    return True


def test_the_version_changes_with_the_schema():
    """Others keep a copy by its id: a schema that differs is another version, and changes both lines."""
    digest = hashlib.sha256(json.dumps(SCHEMA, sort_keys=True).encode()).hexdigest()
    assert (VERSION, digest[:16]) == (2, "be45a33687c211ff")
    assert SCHEMA["$id"] == ID == "urn:goodstanding:rulebook:schema:2"
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_fits(name):
    assert fits(read_yaml(sample_text(f"{name}.yaml"), name).data, SCHEMA)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    title: Disclosure missing\n", "    title: Disclosure missing\n    tiers: [local]\n"),
        ("    direction: adverse\n", ""),
        ("    direction: adverse\n", "    direction: bad\n"),
        ("points: {serious: -45}", "points: {grave: -45}"),
        ("points: {serious: -45}", "points: {serious: heavy}"),
        ("      minor: {micro: -5,", "      minor: {tiny: -5,"),
        ("{until: P1M, permille: 1000}", "{until: 1 month, permille: 1000}"),
        ("in_force_from: 2010-01-01", "in_force_from: 2010-02-30"),
        ("edition: 1", "edition: true"),
        ("sample: true", "sample: 1"),
        ("roles: [subject]}", "roles: [subject, subject]}"),
        ("in_force_to: null\n", ""),
    ],
)
def test_what_the_reader_would_refuse_does_not_fit(old, new):
    text = sample_text("companies.yaml")
    assert old in text
    assert not fits(read_yaml(text.replace(old, new, 1), "x").data, SCHEMA)


@pytest.mark.parametrize(
    "text", ["P3M", "P1Y", "P10D", "P1Y6M2D", "P0D", "P", "3M", "P1", "PT1H", "P1D1Y", "P1000Y", "p3m", ""]
)
def test_a_period_fits_where_it_can_be_read(text):
    try:
        Period.parse(text)
    except MisuseError:
        assert re.search(PERIOD, text) is None
    else:
        assert re.search(PERIOD, text)


def test_every_object_is_closed_and_every_reference_leads_somewhere():
    definitions = SCHEMA["$defs"]
    for schema in (SCHEMA, *definitions.values()):
        if schema.get("type") == "object":
            assert schema["additionalProperties"] is False
    references = set(re.findall(r'"\$ref": "#/\$defs/([^"]+)"', json.dumps(SCHEMA)))
    assert references == set(definitions)
    assert [name for name in definitions if name.startswith("_")] == []
