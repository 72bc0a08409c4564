"""Whom a command trusts: verifier keys, a tlog-policy file, or a head that is known from elsewhere."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.log import verify_ed25519
from goodstanding.cli.options import existing
from goodstanding.ledger.notes import parse_verifier_key
from goodstanding.ledger.policies import MOST_POLICY_BYTES, Policy, parse_policy
from goodstanding.services.proving import VerifiedEntry, verify_entry_file, verify_signed_file
from goodstanding.values.errors import MisuseError

Keys = Annotated[
    list[str] | None,
    typer.Option("--key", metavar="VKEY", help="A verifier key of the log that you know from elsewhere; repeatable."),
]
PolicyFile = Annotated[
    Path | None, typer.Option("--policy", metavar="FILE", help="A tlog-policy: logs, witnesses, and how many.")
]
KnownSize = Annotated[
    int | None, typer.Option("--size", metavar="N", min=1, help="The size of a head that you know from elsewhere.")
]
KnownRoot = Annotated[
    str | None, typer.Option("--root", metavar="HEX", help="The root of a head that you know from elsewhere.")
]


def read_policy(path: Path) -> Policy:
    """The policy of a file, read to its bound."""
    with existing(path).open("rb") as stream:
        return parse_policy(stream.read(MOST_POLICY_BYTES + 1))


def trust_of(
    keys: list[str] | None, policy: Path | None, size: int | None, root: str | None
) -> Callable[[bytes], VerifiedEntry]:
    """What verifies a proof file, by exactly one kind of trust: keys and policy, or a known head."""
    signed, known = bool(keys) or policy is not None, size is not None or root is not None
    if signed == known or (known and (size is None or root is None)):
        accepted = "--key or --policy; or --size and --root"
        raise MisuseError("Trust is missing, or there are two kinds.", accepted=accepted)
    if size is not None and root is not None:
        parsed = _parse_root(root)
        return lambda data: verify_entry_file(data, size, parsed)
    found = read_policy(policy) if policy else Policy()
    logs = {**found.logs, **{parse_verifier_key(one): "" for one in keys or []}}
    under = replace(found, logs=logs)
    return lambda data: verify_signed_file(data, under, verify_ed25519)


def _parse_root(text: str) -> bytes:
    if re.fullmatch(r"[0-9A-Fa-f]{64}", text) is None:
        raise MisuseError("This is not a root.", accepted="64 hexadecimal digits")
    return bytes.fromhex(text)
