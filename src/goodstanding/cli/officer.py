"""`goodstanding officer`."""

from typing import Annotated

import typer

from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import AsJson, Data, PassphraseFile, read_passphrase
from goodstanding.cli.output import head_json, print_json
from goodstanding.services.officers import add_officer
from goodstanding.settings import data_directory

app = typer.Typer(help="Officers: the accounts that sign acts.", no_args_is_help=True)


@app.callback()
def _officer() -> None:
    """Officers: the accounts that sign acts."""


@app.command("add")
def add(
    officer: Annotated[str, typer.Argument(metavar="OFFICER", help="An id of a function, such as verifier-1.")],
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Create an officer's signing key, protected by a passphrase, and enroll its public half.

    Example: goodstanding officer add verifier-1
    """
    ports = open_ports(data_directory(data))
    head = add_officer(ports, officer, read_passphrase(passphrase_file, confirm=True))
    if as_json:
        print_json({"officer": officer, "recorded": head_json(head)})
    else:
        print(
            f"Officer {officer} is enrolled. The key file opens only with the passphrase: there is no way to reset it."
        )
