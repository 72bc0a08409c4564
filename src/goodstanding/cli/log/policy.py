"""Keys and the tlog-policy file that commands below `goodstanding log` take."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.cli.options import existing
from goodstanding.ledger.policies import MOST_POLICY_BYTES, Policy, parse_policy

Keys = Annotated[
    list[str] | None,
    typer.Option("--key", metavar="VKEY", help="A verifier key of the log that you know from elsewhere; repeatable."),
]


def read_policy(path: Path) -> Policy:
    """The policy of a file, read to its bound."""
    with existing(path).open("rb") as stream:
        return parse_policy(stream.read(MOST_POLICY_BYTES + 1))
