"""The officer of a command, with the key unlocked; and a document of a command, by its digest."""

import functools
import inspect
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from goodstanding.bootstrap.intake import digest_of
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile, existing, read_passphrase
from goodstanding.services.acting import Acting
from goodstanding.services.officers import signer_of
from goodstanding.services.ports import Ports
from goodstanding.settings import data_directory


def acting_as(ports: Ports, officer: str, passphrase_file: Path | None) -> Acting:
    """The officer who signs; AuthorizationError for a wrong passphrase or no such officer."""
    return Acting(officer=officer, sign=signer_of(ports, officer, read_passphrase(passphrase_file)))


def document(path: Path) -> str:
    """The SHA-256 of a document that stays beside the register: only its digest enters the log."""
    return digest_of(existing(path))


class By:
    """Whose act a command is and in which register, and how it answers: the options that every act has.

    The register is opened when `ports` is asked for, the key is unlocked when `acting` is: nobody is known without it.
    """

    def __init__(self, officer: str, data: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
        self._officer = officer
        self._data = data
        self._passphrase_file = passphrase_file
        self.as_json = as_json

    @cached_property
    def ports(self) -> Ports:
        """The register's."""
        return open_ports(data_directory(self._data))

    @cached_property
    def acting(self) -> Acting:
        """The officer who signs; AuthorizationError for a wrong passphrase or no such officer."""
        return acting_as(self.ports, self._officer, self._passphrase_file)


def signed(run: Callable[..., None]) -> Callable[..., None]:
    """A command with the options of `By`: `--as` where the command takes `by`, the others behind its own."""

    @functools.wraps(run)
    def command(officer: str, data: Path | None, passphrase_file: Path | None, as_json: bool, **given: Any) -> None:
        run(by=By(officer, data, passphrase_file, as_json), **given)

    shown = [
        _option("officer", As) if name == "by" else own.replace(kind=_KEYWORD)
        for name, own in inspect.signature(run).parameters.items()
    ]
    shown += [_option("data", Data, None), _option("passphrase_file", PassphraseFile, None)]
    shown += [_option("as_json", AsJson, default=False)]
    command.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]  # what typer reads of it
    command.__annotations__ = {one.name: one.annotation for one in shown}
    return command


_KEYWORD = inspect.Parameter.KEYWORD_ONLY


def _option(name: str, kind: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, _KEYWORD, annotation=kind, default=default)
