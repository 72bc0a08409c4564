"""`goodstanding init`."""

from typing import Annotated

import typer

from goodstanding.bootstrap.register import DEFAULT_ORIGIN, create_register
from goodstanding.cli.options import AsJson, Data
from goodstanding.cli.output import head_json, print_json
from goodstanding.settings import data_directory


def run(
    data: Data = None,
    origin: Annotated[
        str, typer.Option("--origin", metavar="HOST", help="The log's name for ever: a host name you hold.")
    ] = DEFAULT_ORIGIN,
    as_json: AsJson = False,
) -> None:
    """Create a register in the data directory, or bring an older one up to date.

    Example: goodstanding init --data ./register --origin register.example.org
    """
    directory = data_directory(data)
    _, head, opened = create_register(directory, origin)
    if as_json:
        print_json({"created": opened, "recorded": head_json(head)})
    elif opened:
        print(f"A new register, with its first entry. Keep {directory.name}/secret.key safe, apart from the database.")
    else:
        print(f"The register was there already ({head.size} entries); nothing was lost or changed.")
