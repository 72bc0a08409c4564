"""Passphrases of the log's own keys: at a hand-over the older key has its own, and the newer one another."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.cli.options import PASSPHRASE_VARIABLE, read_passphrase
from goodstanding.ledger.notes import VerifierKey

KeyPassphraseFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help=f"Read a passphrase of the log's keys from a file; repeatable, at a hand-over each key has its own. "
        f"Default: ${PASSPHRASE_VARIABLE}, else it is asked for, key by key.",
    ),
]


def passphrases_of(files: list[Path] | None) -> Callable[[VerifierKey], list[str]]:
    """What opens a key of the log: all that the files hold, else what the environment or the terminal says of it."""

    @cache
    def of(key: VerifierKey) -> list[str]:
        asked = f"Passphrase of the log's key {key.label}"
        return [read_passphrase(file, asked=asked) for file in files or (None,)]

    return of
