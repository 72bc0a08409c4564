"""The public log: the signer's keys beside the register's data, and the files that are published."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from goodstanding.services.log_ports import LogKeys, PublicFiles


def open_log_keys(directory: Path) -> LogKeys:
    """The log's keys of a data directory."""
    from goodstanding.adapters.log_keys import FileLogKeys
    from goodstanding.adapters.randomness import SystemRandomness

    return FileLogKeys(directory, SystemRandomness())


def public_files(folder: Path) -> PublicFiles:
    """A directory of published files."""
    from goodstanding.adapters.public_files import DirectoryFiles

    return DirectoryFiles(folder)


def public_source(where: str) -> Callable[[str, int], bytes | None]:
    """What reads published files: of a directory, or of a URL."""
    if where.startswith(("http://", "https://")):
        from goodstanding.adapters.http_source import HttpSource

        return HttpSource(where).read
    return public_files(Path(where)).read


def verify_ed25519(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature is good; needs no register."""
    from goodstanding.adapters.keyring import verify_ed25519 as verify

    return verify(public_key, signature, message)


def auditor_text() -> str:
    """The auditor as one file."""
    return (files("goodstanding") / "data" / "audit.py").read_text("utf-8")
