"""Files of a screening: the rows beside the database, and what the screener keeps. Written whole or not at all."""

import contextlib
import csv
import fcntl
import io
import json
import mmap
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, TypeVar

from goodstanding.adapters.formats.reviving import revive
from goodstanding.ledger.canonical import Json, load_json, print_canonical
from goodstanding.publication.screening_rows import read_row, row_json
from goodstanding.services.screening_list import Kept, State
from goodstanding.values.errors import ConflictError, VerificationError

T = TypeVar("T")

#: In the data directory, beside the database.
ROWS, INDEX = "screening.rows", "screening.index"
ROWS_FORMAT = "goodstanding/rows/1"
_DIGEST_BYTES = 32
MOST_LINE = 1 << 20


class ScreeningFiles:
    """`screening.rows` in the data directory: a line for the state, a line an organization, then their SHA-256.

    `screening.index` beside it: the digest of those rows, that of the index, and the index, which is mapped.
    """

    def __init__(self, directory: Path) -> None:
        self._rows, self._index = directory / ROWS, directory / INDEX
        self._digest = b""

    def read_rows(self) -> Kept | None:
        try:
            data = self._rows.read_bytes()
        except FileNotFoundError:
            return None
        body, digest = data[:-_DIGEST_BYTES], data[-_DIGEST_BYTES:]
        if sha256(body).digest() != digest:
            return None
        self._digest = digest
        head, *lines = body.splitlines()
        try:
            state = load_json(head)
            if not isinstance(state, dict) or state.pop("format", "") != ROWS_FORMAT:
                return None
            kept = Kept(state=revive(State, state))
            for line in lines:
                _take(kept, load_json(line))
        except (VerificationError, TypeError, ValueError, KeyError):
            return None
        return kept

    def read_index(self) -> memoryview | None:
        try:
            with self._index.open("rb") as stream:
                view = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
        except (FileNotFoundError, ValueError):  # an empty file cannot be mapped
            return None
        rows, own, body = view[:_DIGEST_BYTES], view[_DIGEST_BYTES : 2 * _DIGEST_BYTES], view[2 * _DIGEST_BYTES :]
        return body if rows == self._digest and own == sha256(body).digest() else None

    def write(self, kept: Kept, index: bytes) -> None:
        organizations = sorted(kept.rows.keys() | kept.changes.keys())
        lines = [print_canonical(_head(kept.state)), *(print_canonical(_line(kept, name)) for name in organizations)]
        body = b"".join(line + b"\n" for line in lines)
        digest = sha256(body).digest()
        write_whole(self._rows, body + digest)
        write_whole(self._index, digest + sha256(index).digest() + index)
        self._digest = digest

    def remove(self) -> None:
        """Forget both: they may hold what was erased. They are made again when they are asked for."""
        self._rows.unlink(missing_ok=True)
        self._index.unlink(missing_ok=True)


def _head(state: State) -> dict[str, Json]:
    return {
        "format": ROWS_FORMAT,
        "origin": state.origin,
        "size": state.size,
        "root": state.root,
        "effective": state.effective.isoformat(),
        "analyser": state.analyser,
        "law": state.law,
        "erased": state.erased,
    }


def _line(kept: Kept, organization: str) -> dict[str, Json]:
    line: dict[str, Json] = {"organization": organization}
    if organization in kept.changes:
        line["changes"] = kept.changes[organization].isoformat()
    if organization in kept.rows:
        line["row"] = row_json(kept.rows[organization])
    return line


def _take(kept: Kept, line: Json) -> None:
    if not isinstance(line, dict):
        raise VerificationError("A line of the rows is not an object.")
    organization, changes, row = str(line["organization"]), line.get("changes"), line.get("row")
    if isinstance(changes, str):
        kept.changes[organization] = date.fromisoformat(changes)
    if isinstance(row, dict):
        kept.rows[organization] = read_row(row)


def write_whole(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Replace a file whole: whoever reads finds the old one or the new one. Readable by its owner only, by default."""
    begun = path.with_name(f".{path.name}.{os.getpid()}.new")
    descriptor = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        begun.replace(path)
    finally:
        begun.unlink(missing_ok=True)


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
