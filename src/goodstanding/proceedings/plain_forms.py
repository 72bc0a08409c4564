"""Acts, steps and rules as plain data and back: the inverse of `values.plain`, by type hints, for what a log holds.

Absent optional values are left out (the canonical profile has no null). Anything else than what `to_json` gives
raises VerificationError, which repeats nothing of it.
"""

import types
from collections.abc import Callable, Mapping
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
_Reading = Callable[[Any], Any]


def to_json(value: object) -> dict[str, Json]:
    """A dataclass of this package as an object for an entry's group."""
    found = _without_none(plain(value))
    if not isinstance(found, dict):
        raise MisuseError("Only a dataclass has this form.")
    return found


def from_json(shape: type[T], value: Json) -> T:
    """The dataclass of this shape that `to_json` printed."""
    try:
        return cast(T, _reading(cast(Any, shape))(value))
    except (KeyError, TypeError, ValueError, MisuseError):
        raise VerificationError("A group of an entry does not hold what its kind says.") from None


def _without_none(value: object) -> Json:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_none(item) for item in value]
    return cast(Json, value)


@cache
def _reading(shape: Any) -> _Reading:
    """How a value of this shape is read: worked out once a shape, since a fold reads millions of values."""
    origin, arguments = get_origin(shape), get_args(shape)
    if origin is None:
        return _plain_reading(shape)
    inner = [_reading(one) for one in arguments if one not in (Ellipsis, type(None))]
    if origin in (Union, types.UnionType):
        first, is_optional = inner[0], type(None) in arguments
        return lambda value: None if value is None and is_optional else first(value)
    if issubclass(origin, Mapping):
        key_of, item_of = inner
        return lambda value: freeze({key_of(key): item_of(item) for key, item in dict(value).items()})
    if origin is tuple and arguments[-1] is not Ellipsis:
        return lambda value: tuple(read(item) for read, item in zip(inner, _listed(value), strict=True))
    if origin in (tuple, frozenset):
        (only,) = inner
        return lambda value: origin(map(only, _listed(value)))
    raise TypeError(f"No plain form is known for {shape}.")


def _plain_reading(shape: Any) -> _Reading:
    if shape is Period:
        return Period.parse
    if is_dataclass(shape):
        return _dataclass_reading(cast(type, shape))
    if shape is date:
        return date.fromisoformat
    if issubclass(shape, Enum):
        return {member.value: member for member in shape}.__getitem__

    def same(value: object) -> object:
        if type(value) is not shape:
            raise TypeError
        return value

    return same


def _dataclass_reading(shape: type) -> _Reading:
    hints = get_type_hints(shape)
    readings = {name: _reading(hint) for name, hint in hints.items()}
    # Of fields that may be None and have no default, absent means None.
    may_lack = [one.name for one in fields(shape) if type(None) in get_args(hints[one.name]) and one.default is MISSING]
    absent = dict.fromkeys(may_lack)

    def read(value: object) -> object:
        if not isinstance(value, dict):
            raise TypeError
        return shape(**absent | {name: readings[name](item) for name, item in value.items()})

    return read


def _listed(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value
