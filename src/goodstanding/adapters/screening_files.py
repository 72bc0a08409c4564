"""Files that a screener keeps: answers that grow line by line, receipts, tables."""

import contextlib
import csv
import fcntl
import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

from goodstanding.adapters.formats.reviving import revive
from goodstanding.values.errors import ConflictError, VerificationError

T = TypeVar("T")

MOST_LINE = 1 << 20


def print_object(value: object) -> bytes:
    """JSON that people can read."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def read_object(data: bytes) -> object:
    """JSON of a file that the screener keeps."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise VerificationError("This file is not JSON.") from None


def print_table(lines: Iterable[Sequence[str]]) -> str:
    """RFC 4180 text."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(lines)
    return stream.getvalue()


class LinesFile:
    """JSON lines that grow while work goes on; what a crash left half-written at the end is cut off when opened."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def lines(self) -> Iterator[object]:
        """What stands in the file so far."""
        self._stream.seek(0)
        whole = 0
        while line := self._stream.readline(MOST_LINE):
            if not line.endswith(b"\n"):
                break
            try:
                value = json.loads(line)
            except ValueError:
                raise VerificationError(
                    "The answers so far are damaged.", to_do="remove the file and begin anew"
                ) from None
            whole = self._stream.tell()
            yield value
        self._stream.truncate(whole)
        self._stream.seek(whole)

    def add(self, value: object) -> None:
        """One more line, handed to the system at once."""
        self._stream.write(json.dumps(value, ensure_ascii=False).encode() + b"\n")
        self._stream.flush()


class MemoryLines:
    """The same without a file."""

    def __init__(self) -> None:
        self._lines: list[object] = []

    def lines(self) -> Iterator[object]:
        """What was added so far."""
        yield from self._lines

    def add(self, value: object) -> None:
        """One more line."""
        self._lines.append(value)


@contextmanager
def opened_lines(path: Path) -> Iterator[LinesFile]:
    """The file, made where it is not there, for this process alone."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConflictError(f"{path.name} is being written by another process.") from None
        with contextlib.suppress(OSError):
            path.chmod(0o600)
        yield LinesFile(stream)
        stream.flush()
        os.fsync(stream.fileno())


def revived(shape: type[T], value: object, what: str) -> T:
    """Plain data of a file that the screener keeps, in its shape; VerificationError where it does not fit."""
    try:
        return revive(shape, value)
    except (TypeError, ValueError, KeyError, AttributeError):
        raise VerificationError(f"{what} is not in its form.") from None
