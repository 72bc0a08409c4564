"""Acts, steps and rules as plain data and back: the inverse of `values.plain`, by type hints, for what a log holds.

Absent optional values are left out (the canonical profile has no null). Anything else than what `to_json` gives
raises VerificationError, which repeats nothing of it.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from goodstanding.ledger.canonical import Json
from goodstanding.register.catalogue import freeze
from goodstanding.values.dates import Period
from goodstanding.values.errors import MisuseError, VerificationError
from goodstanding.values.plain import plain

T = TypeVar("T")


def to_json(value: object) -> dict[str, Json]:
    """A dataclass of this package as an object for an entry's group."""
    found = _without_none(plain(value))
    if not isinstance(found, dict):
        raise MisuseError("Only a dataclass has this form.")
    return found


def from_json(shape: type[T], value: Json) -> T:
    """The dataclass of this shape that `to_json` printed."""
    try:
        return cast(T, _read(shape, value))
    except (KeyError, TypeError, ValueError, MisuseError):
        raise VerificationError("A group of an entry does not hold what its kind says.") from None


def _without_none(value: object) -> Json:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_none(item) for item in value]
    return cast(Json, value)


def _read(shape: Any, value: Any) -> Any:
    origin = get_origin(shape)
    if origin is None:
        return _read_plain(shape, value)
    arguments = get_args(shape)
    if origin in (Union, types.UnionType):
        return None if value is None and type(None) in arguments else _read(arguments[0], value)
    if issubclass(origin, Mapping):
        return freeze({_read(arguments[0], key): _read(arguments[1], item) for key, item in dict(value).items()})
    if not isinstance(value, list):
        raise TypeError
    if origin is tuple:
        shapes = [arguments[0]] * len(value) if arguments[-1] is Ellipsis else arguments
        return tuple(_read(part, item) for part, item in zip(shapes, value, strict=True))
    if origin is frozenset:
        return frozenset(_read(arguments[0], item) for item in value)
    raise TypeError


def _read_plain(shape: Any, value: Any) -> Any:
    if shape is Period:
        return Period.parse(value)
    if is_dataclass(shape):
        hints, known = _hints(cast(type, shape))
        if not isinstance(value, dict) or not set(value) <= set(hints):
            raise TypeError
        present = {name: _read(hints[name], item) for name, item in value.items()}
        return cast(Any, shape)(**dict.fromkeys(known - set(present)), **present)
    if value is None:
        raise TypeError
    if shape is date:
        return date.fromisoformat(value)
    if issubclass(shape, Enum):
        return shape(value)
    if type(value) is not shape:
        raise TypeError
    return value


@cache
def _hints(shape: type) -> tuple[dict[str, Any], frozenset[str]]:
    """The hints of a dataclass, and the fields that may be None and have no default: absent means None."""
    hints = get_type_hints(shape)
    optional = {
        field.name for field in fields(shape) if type(None) in get_args(hints[field.name]) and field.default is MISSING
    }
    return hints, frozenset(optional)
