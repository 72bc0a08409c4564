"""Files that a screener keeps: answers that grow line by line, receipts, tables."""

import csv
import fcntl
import io
import json
import os
from collections import deque
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


def read_object(data: bytes, name: str) -> object:
    """JSON of a file that the screener keeps, by this name."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise VerificationError(f"{name} is not JSON.") from None


def print_table(lines: Iterable[Sequence[str]]) -> str:
    """RFC 4180 text."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(lines)
    return stream.getvalue()


class LinesFile:
    """JSON lines that grow while work goes on. Reading changes nothing: what a crash left half-written at the end is
    cut off when the next line is added.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._name = name
        #: Where the last whole line ends; None before all lines were read once.
        self._end: int | None = None

    def lines(self) -> Iterator[object]:
        """What stands in the file so far."""
        self._stream.seek(0)
        whole = 0
        while line := self._stream.readline(MOST_LINE):
            if not line.endswith(b"\n"):
                # Without one whole line it is nobody's file of answers: it is not ours to cut.
                if not whole:
                    raise self._foreign()
                break
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                raise self._foreign() from None
            whole = self._stream.tell()
            yield value
        self._end = whole

    def add(self, value: object) -> None:
        """One more line, handed to the system at once."""
        if self._end is None:
            deque(self.lines(), maxlen=0)
        self._stream.seek(self._end or 0)
        self._stream.truncate()
        self._stream.write(json.dumps(value, ensure_ascii=False).encode() + b"\n")
        self._stream.flush()
        self._end = self._stream.tell()

    def _foreign(self) -> VerificationError:
        return VerificationError(f"{self._name} holds something else, or is damaged.", to_do="name another file")


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
        yield LinesFile(stream, path.name)
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def read_lines(path: Path) -> Iterator[LinesFile]:
    """The file, to be read alone."""
    with path.open("rb") as stream:
        yield LinesFile(stream, path.name)


def revived(shape: type[T], value: object, what: str) -> T:
    """Plain data of a file that the screener keeps, in its shape; VerificationError where it does not fit."""
    try:
        return revive(shape, value)
    except (TypeError, ValueError, KeyError, AttributeError):
        raise VerificationError(f"{what} is not in its form.") from None
