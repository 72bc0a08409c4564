"""Fit plain data to a stdlib dataclass of the domain: exact types, no unknown key, no missing one.

pydantic does the work. Dates, periods and identifiers are read by the domain's own `parse` functions, and
a value that a dataclass refuses becomes a finding like any other. Findings say what is accepted; they never
repeat what was found.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError, SchemaValidator, core_schema

from goodstanding.adapters.formats.yaml_reading import Document, Path, YamlError
from goodstanding.values.dates import Period, parse_date
from goodstanding.values.errors import MisuseError
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier

T = TypeVar("T")

#: Values that a file writes as one text.
_PARSERS: Mapping[type, Callable[[str], Any]] = {Period: Period.parse, Identifier: Identifier.parse}

_CONFIG = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

#: pydantic's own words name classes of the program, or begin with "Value error": none of them reaches anybody.
_MESSAGES = {
    "missing": "This is missing.",
    "unexpected_keyword_argument": "There is no such key here.",
    "union_tag_invalid": "This is not one of the accepted kinds.",
    "enum": "This is not one of the accepted values.",
    "literal_error": "This is not one of the accepted values.",
    "string_type": "This is not a text.",
    "int_type": "This is not a whole number.",
    "bool_type": "This is neither true nor false.",
    "tuple_type": "This is not a list.",
    "frozen_set_type": "This is not a list.",
    "too_long": "There is more here than is read.",
    "dict_type": "This is not a group of keys.",
    "dataclass_type": "This is not a group of keys.",
}
_REFUSED = "This is not accepted here."
#: A domain's own refusal, which is told in its own words.
_MISUSE = "misuse"


def validate(document: Document, shape: type[T]) -> T:
    """The document as `shape`, a stdlib dataclass; raises YamlError with a finding for every misfit.

    Checks form only: whether the content is right is a `check_` function's question.
    """
    try:
        return cast(T, _validator(cast(Any, shape)).validate_python([document.data])[0])
    except ValidationError as error:
        raise YamlError(tuple(_finding(document, detail) for detail in error.errors(include_url=False))) from None


@cache
def _validator(shape: Any) -> SchemaValidator:
    # A dataclass takes no configuration from outside; the tuple around it does, and hands it down.
    adapter: TypeAdapter[Any] = TypeAdapter(cast(Any, tuple)[shape], config=_CONFIG)
    return SchemaValidator(_adapted(adapter.core_schema))


def _adapted(schema: Any) -> Any:
    """The same schema for what YAML can say: lists for tuples and sets, one text for a value of `_PARSERS`."""
    if isinstance(schema, list | tuple):
        return type(schema)(_adapted(part) for part in schema)
    if not isinstance(schema, dict):
        return schema
    kind, parser = schema.get("type"), _PARSERS.get(schema.get("cls", object))
    if kind == "date":
        return _text_schema(parse_date)
    if kind == "dataclass" and parser is not None:
        return _text_schema(parser, schema.get("ref"))
    inner = {key: _adapted(part) for key, part in schema.items()}
    if kind in {"dataclass", "enum", "frozenset", "tuple"}:
        inner["strict"] = False
    if kind == "dataclass" and schema.get("post_init"):
        ref = inner.pop("ref", None)
        return core_schema.no_info_wrap_validator_function(_told, inner, ref=ref)
    return inner


def _text_schema(parse: Callable[[str], Any], ref: str | None = None) -> Any:
    text = core_schema.str_schema(strict=True)
    return core_schema.no_info_after_validator_function(lambda value: _told(value, parse), text, ref=ref)


def _told(value: Any, build: Callable[[Any], Any]) -> Any:
    try:
        return build(value)
    except MisuseError as error:
        raise PydanticCustomError(_MISUSE, "{what}", {"what": error.what, "accepted": error.accepted}) from None


def _finding(document: Document, detail: Any) -> Finding:
    kind, context = detail["type"], detail.get("ctx", {})
    path: Path = tuple(part for part in detail["loc"][1:] if part != "[key]")
    accepted = str(context.get("accepted") or context.get("expected") or context.get("expected_tags") or "")
    code = {"missing": "key-missing", "unexpected_keyword_argument": "key-unknown"}.get(kind, "value-refused")
    message = str(detail["msg"]) if kind == _MISUSE else _MESSAGES.get(kind, _REFUSED)
    return document.finding(code, message, path, accepted=accepted)
