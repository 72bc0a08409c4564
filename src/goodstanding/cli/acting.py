"""The officer of a command, with the key unlocked; and a document of a command, by its digest."""

from pathlib import Path

from goodstanding.bootstrap.intake import digest_of
from goodstanding.cli.options import existing, read_passphrase
from goodstanding.services.acting import Acting
from goodstanding.services.officers import signer_of
from goodstanding.services.ports import Ports


def acting_as(ports: Ports, officer: str, passphrase_file: Path | None) -> Acting:
    """The officer who signs; AuthorizationError for a wrong passphrase or no such officer."""
    return Acting(officer=officer, sign=signer_of(ports, officer, read_passphrase(passphrase_file)))


def document(path: Path) -> str:
    """The SHA-256 of a document that stays beside the register: only its digest enters the log."""
    return digest_of(existing(path))
