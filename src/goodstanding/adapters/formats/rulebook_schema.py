"""The JSON Schema of a rulebook file, generated from the very form that reads it (draft 2020-12).

It says which keys and kinds of values a file has, for editors and other implementers. What it cannot say, that a
law is named that the file has, that nothing overlaps, that points have their sign, is `check_rulebook`'s question.
"""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from goodstanding.adapters.formats.rulebook import RulebookForm
from goodstanding.values.dates import Period

#: Raised when a file that fitted would no longer fit, or another would.
VERSION = 2
ID = f"urn:goodstanding:rulebook:schema:{VERSION}"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
PERIOD = r"^P(?=[0-9])(?:[0-9]{1,3}Y)?(?:[0-9]{1,4}M)?(?:[0-9]{1,5}D)?$"


def rulebook_schema() -> dict[str, object]:
    """The schema as plain data; the same on every run."""
    adapter: TypeAdapter[Any] = TypeAdapter(RulebookForm)
    body = _tidy(adapter.json_schema(schema_generator=_Generator))
    head = {"$schema": DIALECT, "$id": ID, "title": "A rulebook", "description": RulebookForm.__doc__}
    return {**head, **{key: value for key, value in body.items() if key not in head}}


class _Generator(GenerateJsonSchema):
    """What YAML can say: a period is one text, and no object takes a key that is not named."""

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        if schema["cls"] is Period:
            return {"type": "string", "pattern": PERIOD, "description": "ISO 8601, such as P3M, P1Y or P10D"}
        return {**super().dataclass_schema(schema), "additionalProperties": False}


def _tidy(part: Any) -> Any:
    """Without the titles that repeat a name, the sets that are defaults sorted, names as readers know them."""
    if isinstance(part, list):
        return [_tidy(one) for one in part]
    if not isinstance(part, dict):
        return part
    tidied: dict[str, Any] = {}
    for key, value in part.items():
        if key == "title" and isinstance(value, str):
            continue
        if key == "$ref":
            tidied[key] = _public(value)
        elif key == "default" and isinstance(value, list):
            tidied[key] = sorted(value)
        elif key == "$defs":
            tidied[key] = {_public(name): _tidy(inner) for name, inner in value.items()}
        elif key == "description":
            tidied[key] = " ".join(value.split())
        else:
            tidied[key] = _tidy(value)
    return tidied


def _public(name: str) -> str:
    """`#/$defs/_CiteForm` as `#/$defs/CiteForm`: privacy is a matter of Python."""
    return name.replace("/_", "/").removeprefix("_")
