"""The inverse of `values.plain`: plain data back into the domain's dataclasses, by their type hints.

For data that the project itself printed: shapes are trusted to fit, and one that does not raises TypeError,
ValueError or KeyError. Not for anything that comes from outside: that goes through `validating`.
"""

import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from goodstanding.register.catalogue import freeze
from goodstanding.values.dates import Period

T = TypeVar("T")


def revive(shape: type[T], value: object) -> T:
    """The value of this shape that `plain` printed."""
    return cast(T, _revive(shape, value))


def _revive(shape: Any, value: Any) -> Any:
    origin = get_origin(shape)
    if origin is None:
        return _revive_plain(shape, value)
    arguments = get_args(shape)
    if origin in (Union, types.UnionType):
        return None if value is None else _revive(arguments[0], value)
    if origin is tuple:
        shapes = [arguments[0]] * len(value) if arguments[-1] is Ellipsis else arguments
        return tuple(_revive(part, item) for part, item in zip(shapes, value, strict=True))
    if origin is frozenset:
        return frozenset(_revive(arguments[0], item) for item in value)
    if issubclass(origin, Mapping):
        return freeze({_revive(arguments[0], key): _revive(arguments[1], item) for key, item in value.items()})
    raise TypeError(f"No plain form is known for {shape}.")


def _revive_plain(shape: Any, value: Any) -> Any:
    if is_dataclass(shape) and shape is not Period:
        hints = _hints(cast(type, shape))
        return cast(Any, shape)(**{name: _revive(hints[name], item) for name, item in value.items()})
    if shape is Period:
        return Period.parse(value)
    if shape is date:
        return date.fromisoformat(value)
    if issubclass(shape, Enum):
        return shape(value)
    if type(value) is not shape:
        raise TypeError(f"A {type(value).__name__} stands where a {shape.__name__} is due.")
    return value


@cache
def _hints(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)
