"""The options that several commands share, and what they mean."""

import os
import sys
import warnings
from datetime import date
from getpass import GetPassWarning
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.values.dates import parse_date
from goodstanding.values.errors import MisuseError

PASSPHRASE_VARIABLE = "GOODSTANDING_PASSPHRASE"

Data = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="DIR", help="The data directory. Default: $GOODSTANDING_DATA, else goodstanding-data."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Effective = Annotated[
    str | None, typer.Option("--effective", metavar="DATE", help="The date asked about. Default: today.")
]
Recorded = Annotated[
    str | None,
    typer.Option(
        "--recorded",
        metavar="SIZE|INSTANT",
        help="What was known then: a log size or an ISO 8601 instant, floored to the last head. Default: now.",
    ),
]
Memory = Annotated[
    str, typer.Option("--memory", metavar="SIZE", help="The most memory that an engine uses; the rest is spilled.")
]
Rulebook = Annotated[
    str | None,
    typer.Option(
        "--rulebook",
        metavar="FILE|SAMPLE|ID:EDITION",
        help="Look through another rulebook, as if it were in force. Always UNOFFICIAL. Default: the law of the date.",
    ),
]
Titles = Annotated[
    str | None,
    typer.Option("--language", metavar="CODE", help="Titles in another of the rulebook's languages, such as pt."),
]
As = Annotated[str, typer.Option("--as", metavar="OFFICER", help="The officer who signs this act.")]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help=f"Read the passphrase from a file. Default: ${PASSPHRASE_VARIABLE}, else it is asked for.",
    ),
]


def optional_date(text: str | None) -> date | None:
    """The date of an option, None where it was not given."""
    return None if text is None else parse_date(text)


def read_passphrase(file: Path | None, *, confirm: bool = False, asked: str = "Passphrase") -> str:
    """The passphrase from the file, the environment or the terminal; never from an argument."""
    if file is not None:
        return existing_text(file).rstrip("\r\n")
    if PASSPHRASE_VARIABLE in os.environ:
        return os.environ[PASSPHRASE_VARIABLE]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", GetPassWarning)  # it may be piped in
            return str(typer.prompt(asked, hide_input=True, confirmation_prompt=confirm, err=True))
    except typer.Abort:
        if sys.stdin.isatty():
            raise
        to_do = f"give --passphrase-file, or set {PASSPHRASE_VARIABLE}"
        raise MisuseError("A passphrase is needed, and there is no terminal to ask at.", to_do=to_do) from None


def existing_text(path: Path) -> str:
    """The text of a file; MisuseError where there is none, or where it is not UTF-8."""
    try:
        return existing(path).read_text("utf-8")
    except UnicodeDecodeError:
        raise MisuseError(f"{path.name} is not UTF-8.", to_do="save it as UTF-8, and run the same again") from None


def existing(path: Path) -> Path:
    """The path of a readable file; MisuseError otherwise."""
    if path.is_dir():
        raise MisuseError(f"{path.name or path} is a folder.", accepted="a file")
    if path.exists() and not path.is_file():
        raise MisuseError("A pipe is read once, and this is read twice.", to_do="write it to a file, and name that")
    if not path.is_file():
        raise MisuseError(f"There is no file {path.name}.", to_do="check the path")
    return path
