"""Files that are whole or not there, and durable before anything is built on them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import errorcode
from pathlib import Path
from typing import BinaryIO

from goodstanding.values.errors import REFUSALS, SchemaError

PRIVATE, PUBLIC = 0o600, 0o644
#: How the name ends of a file that is being written. A process that is killed leaves it, whatever it holds.
BEGUN = ".goodstanding-begun"


def write_once(path: Path, data: bytes, mode: int = PRIVATE) -> None:
    """Write a new file, with its mode from the first byte on; FileExistsError where there is one already."""
    begun = _write_beside(path, data, mode)
    try:
        # A link, unlike a rename, never replaces what is there.
        os.link(begun, path)
    finally:
        begun.unlink()
    sync_folder(path.parent)


def replace(path: Path, data: bytes, mode: int = PRIVATE) -> None:
    """Put a file in the place of another in one step: a reader sees the one or the other."""
    _write_beside(path, data, mode).rename(path)
    sync_folder(path.parent)


@contextmanager
def replacing(path: Path, mode: int = PRIVATE) -> Iterator[BinaryIO]:
    """A stream whose content takes a file's place when it is left without an error; for what is too large for memory.

    Two processes may replace one file at a time: the later one's stands.
    """
    begun = path.with_name(f".{path.name}.{os.getpid()}{BEGUN}")
    descriptor = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        begun.rename(path)
    finally:
        begun.unlink(missing_ok=True)
    sync_folder(path.parent)


def read_own(path: Path, to_do: str) -> bytes | None:
    """The bytes of a file of the data directory; None only where nothing stands in its place, not even a link.

    SchemaError for a directory, a link that leads nowhere or in a circle, a file that may not be read: what cannot be
    read must never pass for what was not written yet.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        if not path.is_symlink():
            return None
        reason = "a link that leads nowhere"
    except OSError as error:
        reason = REFUSALS.get(errorcode.get(error.errno or 0, ""), "the machine refused to read it")
    raise SchemaError(f"{path.parent.name}/{path.name} cannot be read: {reason}.", to_do=to_do)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable: a file's own synchronization does not."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_beside(path: Path, data: bytes, mode: int) -> Path:
    begun = path.with_name(path.name + BEGUN)
    descriptor = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    return begun
