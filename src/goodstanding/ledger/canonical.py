"""Canonical bytes: a restricted JSON profile in which orjson with sorted keys gives the RFC 8785 bytes.

Profile: objects with lower-case ASCII keys, lists, strings, booleans, integers |n| <= 2^53 - 1. No floats,
no null, no lone surrogates. Outside the profile: MisuseError. `rfc8785` is the oracle in the tests.
"""

import re
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
    try:
        # First, because it refuses what is nested too deeply (254 levels) for the check to recurse into.
        printed = orjson.dumps(value, option=_OPTIONS)
    except TypeError as error:
        raise MisuseError("A value is outside the canonical profile.", accepted="the profile of this module") from error
    _require_profile(value)
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


def _require_profile(value: Json) -> None:
    kind = type(value)
    if kind is str or kind is int or kind is bool:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in _known_keys:
                _require_key(key)
            _require_profile(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _require_profile(item)
    else:
        raise MisuseError(f"A {kind.__name__} is outside the canonical profile.")


def _require_key(key: object) -> None:
    if not isinstance(key, str) or _KEY.fullmatch(key) is None:
        raise MisuseError("A key is outside the canonical profile.", accepted="lower-case ASCII letters, digits, _")
    if len(_known_keys) < 1_000:
        _known_keys.add(key)
