"""The published directory: whole files, never torn, in place before what refers to them."""

import os
import re
import stat
from collections.abc import Iterator
from errno import errorcode
from pathlib import Path

from goodstanding.adapters.durable import BEGUN, PUBLIC, replace, sync_folder, write_once
from goodstanding.values.errors import REFUSALS, ConflictError, MisuseError, VerificationError

_PATH = re.compile(r"[a-z0-9][a-z0-9.-]*(?:/[a-z0-9][a-z0-9.-]*)*")
MOVE_AWAY = "find out who put it there, move it away, and publish again"
DIFFERS = "find out who wrote it; publish into an empty directory to see the difference"


class DirectoryFiles:
    """Files below one folder; it is created with the first of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str, most: int) -> bytes | None:
        try:
            with open(self._at(path), "rb", opener=_open_at_once) as stream:
                if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                    raise VerificationError(f"{path} is no file but a pipe or a device.", to_do=MOVE_AWAY)
                data = stream.read(most + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise _unreadable(path, error) from error
        if len(data) > most:
            raise VerificationError(f"{path} is larger than any such file can be.", to_do=MOVE_AWAY)
        return data

    def length(self, path: str) -> int | None:
        try:
            return self._at(path).stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise _unreadable(path, error) from error

    def put(self, path: str, data: bytes) -> bool:
        target = self._inside(path)
        self._make_folder(target.parent)
        try:
            if not target.exists():
                write_once(target, data, PUBLIC)
                return True
        except FileExistsError:
            pass
        if self.length(path) != len(data) or self.read(path, len(data)) != data:
            raise ConflictError(f"{path} never changes, and has other bytes.", to_do=DIFFERS)
        return False

    def replace(self, path: str, data: bytes) -> None:
        target = self._inside(path)
        self._make_folder(target.parent)
        replace(target, data, PUBLIC)

    def remove(self, path: str) -> None:
        target = self._inside(path)
        target.unlink(missing_ok=True)
        if target.parent.is_dir():
            sync_folder(target.parent)

    def names(self, folder: str) -> Iterator[str]:
        found = sorted(self._inside(f"{folder}/any").parent.rglob("*"))
        return (str(path.relative_to(self._folder)) for path in found if path.is_file() and path.suffix != BEGUN)

    def tidy(self, *folders: str) -> None:
        begun = [*self._folder.glob(f"*{BEGUN}")]
        for folder in folders:
            begun += self._inside(f"{folder}/any").parent.rglob(f"*{BEGUN}")
        for path in begun:
            path.unlink(missing_ok=True)

    def _at(self, path: str) -> Path:
        if _PATH.fullmatch(path) is None or ".." in path:
            raise MisuseError("This is not the path of a published file.")
        return self._folder / path

    def _inside(self, path: str) -> Path:
        """The place to write to or to take away from: no folder on the way to it is a link to another place."""
        target = self._at(path)
        for parent in target.parents:
            if parent == self._folder:
                break
            if parent.is_symlink():
                where = parent.relative_to(self._folder)
                raise VerificationError(f"{where} of the published files is a link to another place.", to_do=MOVE_AWAY)
        return target

    def _make_folder(self, folder: Path) -> None:
        """The folder with those above it, each durable in the one that holds it."""
        if not folder.is_dir():
            if folder != self._folder:
                self._make_folder(folder.parent)
            folder.mkdir(parents=True, exist_ok=True)
            sync_folder(folder.parent)


def _unreadable(path: str, error: OSError) -> VerificationError:
    reason = REFUSALS.get(errorcode.get(error.errno or 0, ""), "the machine refused to")
    return VerificationError(f"{path} of the published files cannot be read: {reason}.", to_do=MOVE_AWAY)


def _open_at_once(path: str, flags: int) -> int:
    """Without waiting for whoever writes into a pipe."""
    return os.open(path, flags | os.O_NONBLOCK)
