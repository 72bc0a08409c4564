"""Canonical bytes: a restricted JSON profile in which orjson with sorted keys gives the RFC 8785 bytes.

Profile: objects with lower-case ASCII keys, lists, strings, booleans, integers |n| <= 2^53 - 1. No floats,
no null, no lone surrogates. Outside the profile: MisuseError. `rfc8785` is the oracle in the tests.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import orjson

from goodstanding.values.errors import MisuseError, VerificationError

Json: TypeAlias = str | int | bool | list["Json"] | tuple["Json", ...] | dict[str, "Json"]

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_OPTIONS = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)
_known_keys: set[str] = set()


def print_canonical(value: Json) -> bytes:
    """The one byte string of a value in the profile."""
    return print_each_canonical((value,))[0]


def print_each_canonical(values: Sequence[Json]) -> list[bytes]:
    """The byte string of each value; they are checked together, which is cheaper."""
    try:
        # First, because it refuses what is nested too deeply (254 levels).
        printed = [orjson.dumps(value, option=_OPTIONS) for value in values]
    except TypeError as error:
        raise MisuseError("A value is outside the canonical profile.", accepted="the profile of this module") from error
    _require_profile(values)
    return printed


def parse_canonical(data: bytes) -> Json:
    """The value of canonical bytes; any other spelling of it, or any other bytes: VerificationError."""
    try:
        value: Json = orjson.loads(data)
        canonical = print_canonical(value)
    except (orjson.JSONDecodeError, MisuseError) as error:
        raise VerificationError("These bytes are not canonical JSON.") from error
    if canonical != data:
        raise VerificationError("These bytes are JSON, but not in canonical form.")
    return value


def load_json(data: bytes) -> Json:
    """The value of bytes out of the register's own store, where canonical form was checked on the way in."""
    try:
        value: Json = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise VerificationError("Stored bytes are not JSON.") from error
    return value


def join_canonical(items: Iterable[bytes]) -> bytes:
    """The canonical bytes of an array, from those of its items."""
    return b"[" + b",".join(items) + b"]"


def _require_profile(values: Iterable[Json]) -> None:
    # One list that grows while it is walked: this runs for every value that is ever written.
    waiting = list(values)
    for item in waiting:
        kind = type(item)
        if kind is str or kind is int or kind is bool:
            continue
        if isinstance(item, dict):
            if not item.keys() <= _known_keys:
                for key in item:
                    _require_key(key)
            waiting.extend(item.values())
        elif isinstance(item, list | tuple):
            waiting.extend(item)
        else:
            raise MisuseError(f"A {kind.__name__} is outside the canonical profile.")


def _require_key(key: object) -> None:
    if not isinstance(key, str) or _KEY.fullmatch(key) is None:
        raise MisuseError("A key is outside the canonical profile.", accepted="lower-case ASCII letters, digits, _")
    if len(_known_keys) < 1_000:
        _known_keys.add(key)
