"""The redaction journal: a file beside the database, a line an erasure, durable before the next step; and its mark."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from goodstanding.adapters.durable import read_own, sync_folder
from goodstanding.ledger.canonical import Json, parse_canonical, print_canonical
from goodstanding.services.ports import Erasure
from goodstanding.values.errors import GoodstandingError, SchemaError

NAME = "redactions.jsonl"
#: Locked while values are erased; empty, or not there, unless that was cut off.
MARK = "redactions.begun"


class FileJournal:
    """`redactions.jsonl` of the data directory. Holds positions and leaf hashes, never what was erased."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / NAME
        self._mark = directory / MARK

    def read(self) -> list[Erasure]:
        data = read_own(self._path, f"restore {NAME} from its last copy")
        try:
            return [_parse(line) for line in _whole_lines(data or b"")]
        except (GoodstandingError, ValueError, KeyError, TypeError):
            raise SchemaError("The redaction journal is damaged.", to_do=f"restore {NAME} from its last copy") from None

    def add(self, erasure: Erasure) -> None:
        body: dict[str, Json] = {
            "anchor": _print_place(*erasure.anchor),
            "erased": [_print_place(*place) for place in erasure.positions],
        }
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as stream:
            # A line that a crash tore was never acknowledged.
            whole = stream.read().rfind(b"\n") + 1
            stream.seek(whole)
            stream.truncate()
            stream.write(print_canonical(body) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        sync_folder(self._path.parent)

    @contextmanager
    def erasing(self) -> Iterator[None]:
        with self._mark.open("ab") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            stream.write(b"begun\n")
            stream.flush()
            os.fsync(stream.fileno())
            sync_folder(self._mark.parent)
            try:
                yield
            except GoodstandingError:
                stream.truncate(0)
                raise
            stream.truncate(0)

    def is_cut_off(self) -> bool:
        if not read_own(self._mark, f"move {MARK} away"):
            return False
        with self._mark.open("rb") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return stream.read() != b""


def _whole_lines(data: bytes) -> list[bytes]:
    return data[: data.rfind(b"\n") + 1].splitlines()


def _print_place(position: int, leaf: bytes) -> list[Json]:
    return [position, leaf.hex()]


def _parse(line: bytes) -> Erasure:
    body: Any = parse_canonical(line)
    anchor, *positions = [(int(place), bytes.fromhex(leaf)) for place, leaf in [body["anchor"], *body["erased"]]]
    return Erasure(anchor=anchor, positions=tuple(positions))
