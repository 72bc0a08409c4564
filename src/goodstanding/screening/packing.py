"""The index as one file: a line that names the arrays, then the arrays as they lie in memory, to be mapped."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from goodstanding.values.errors import VerificationError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MAGIC = b"goodstanding screening index\n"
_ALIGNED = 64
_KINDS = frozenset({"<i4", "<u4", "<i8", "<u8", "<u2", "|u1"})
_TO_DO = "build the index again"


def pack(arrays: "Mapping[str, NDArray[Any]]", *, version: str) -> bytes:
    """Little-endian, each array at a multiple of 64 bytes behind the head."""
    columns = []
    body = bytearray()
    for name in sorted(arrays):
        column = arrays[name].astype(arrays[name].dtype.newbyteorder("<"), copy=False)
        columns.append([name, column.dtype.str, len(body), len(column)])
        body += column.tobytes()
        body += bytes(-len(body) % _ALIGNED)
    head = json.dumps({"version": version, "columns": columns}, separators=(",", ":")).encode() + b"\n"
    head += b" " * (-(len(_MAGIC) + len(head)) % _ALIGNED)
    return _MAGIC + head + bytes(body)


def unpack(buffer: bytes | memoryview, *, version: str) -> "Mapping[str, NDArray[Any]]":
    """The arrays, without copying them. Whatever is not such a file of this version raises VerificationError."""
    import numpy as np

    view = memoryview(buffer)
    if bytes(view[: len(_MAGIC)]) != _MAGIC:
        raise VerificationError("This file is no index of names.", to_do=_TO_DO)
    try:
        start, columns = _head(view, version)
        return {
            name: np.frombuffer(view, dtype=_kind(kind), count=count, offset=start + offset)
            for name, kind, offset, count in columns
        }
    except (ValueError, TypeError, KeyError) as error:
        raise VerificationError("This index of names is damaged.", to_do=_TO_DO) from error


def _head(view: memoryview, version: str) -> tuple[int, list[Any]]:
    line = bytes(view[len(_MAGIC) : len(_MAGIC) + 65_536]).partition(b"\n")[0]
    head = json.loads(line)
    if head["version"] != version:
        raise VerificationError("This index of names was made by another version.", to_do=_TO_DO)
    length = len(_MAGIC) + len(line) + 1
    return length + -length % _ALIGNED, head["columns"]


def _kind(kind: str) -> str:
    if kind not in _KINDS:
        raise ValueError(kind)
    return kind
