"""Whom a command trusts: verifier keys, a tlog-policy file, or a head that is known from elsewhere."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.log import verify_ed25519
from goodstanding.cli.options import existing
from goodstanding.ledger.notes import VerifierKey, parse_verifier_key
from goodstanding.ledger.policies import MOST_POLICY_BYTES, Policy, parse_policy
from goodstanding.services.growth import VerifiedGrowth, verify_known_growth, verify_signed_growth
from goodstanding.services.proving import VerifiedEntry, verify_entry_file, verify_signed_file
from goodstanding.values.errors import MisuseError, VerificationError

Keys = Annotated[
    list[str] | None,
    typer.Option("--key", metavar="VKEY", help="A verifier key of the log that you know from elsewhere; repeatable."),
]
PolicyFile = Annotated[
    Path | None, typer.Option("--policy", metavar="FILE", help="A tlog-policy: logs, witnesses, and how many.")
]
WitnessKeys = Annotated[
    list[str] | None,
    typer.Option(
        "--witness",
        metavar="VKEY",
        help="A witness that must have cosigned, by its verifier key; to publish, with a blank and its address behind "
        "it. Repeatable: all of them. See --policy for some of several.",
    ),
]
KnownSize = Annotated[
    int | None, typer.Option("--size", metavar="N", min=1, help="The size of a head that you know from elsewhere.")
]
KnownRoot = Annotated[
    str | None, typer.Option("--root", metavar="HEX", help="The root of a head that you know from elsewhere.")
]


def policy_text(policy: Path | None, witnesses: list[str] | None, *, addressed: bool = False) -> bytes | None:
    """The policy of a file, or the one that all of these witnesses are the quorum of; None where neither is given.

    `addressed`: the witnesses are to be asked, so each has an address behind its key.
    """
    if not witnesses:
        return _read_policy(policy) if policy else None
    if policy is not None:
        raise MisuseError("There are two policies.", accepted="--policy, or --witness")
    lines, names = [], [f"w{number}" for number in range(1, len(witnesses) + 1)]
    for name, one in zip(names, witnesses, strict=True):
        key, _, address = one.strip().partition(" ")
        if addressed and not address.startswith(("http://", "https://")):
            raise MisuseError("A witness is to be asked, and has no address.", accepted="'VKEY https://...'")
        lines.append(f"witness {name} {key} {address}".strip())
    text = "\n".join([*lines, f"group all-of-them all {' '.join(names)}", "quorum all-of-them", ""]).encode()
    try:
        parse_policy(text)
    except VerificationError as error:
        raise MisuseError("This is no witness.", accepted="the verifier key that the witness gave out") from error
    return text


def witnessed_policy(policy: Path | None, witnesses: list[str] | None) -> Policy | None:
    """The policy by which witnesses must have cosigned, if one is asked for."""
    text = policy_text(policy, witnesses)
    return None if text is None else parse_policy(text)


def addressed_policy(policy: Path | None, witnesses: list[str] | None) -> Policy | None:
    """The policy whose witnesses are asked before anything is signed, if one is given."""
    text = policy_text(policy, witnesses, addressed=True)
    return None if text is None else parse_policy(text)


def keys_of(keys: list[str] | None) -> tuple[VerifierKey, ...]:
    """The verifier keys that a command was given."""
    try:
        return tuple(map(parse_verifier_key, keys or ()))
    except VerificationError as error:
        raise MisuseError("A --key is no verifier key.", accepted="the line that `log keys list` prints") from error


def trust_of(
    keys: list[str] | None,
    policy: Path | None,
    size: int | None,
    root: str | None,
    witnesses: list[str] | None = None,
) -> Callable[[bytes], VerifiedEntry]:
    """What verifies a proof file, by exactly one kind of trust: keys and policy, or a known head."""
    head = _known_head(size, root, signed=bool(keys) or bool(witnesses) or policy is not None)
    if head is not None:
        return lambda data: verify_entry_file(data, *head)
    under = with_keys(witnessed_policy(policy, witnesses) or Policy(), keys)
    return lambda data: verify_signed_file(data, under, verify_ed25519)


def growth_trust_of(
    keys: list[str] | None,
    policy: Path | None,
    size: int | None,
    root: str | None,
    witnesses: list[str] | None = None,
) -> Callable[[bytes, bytes], VerifiedGrowth]:
    """What verifies a consistency proof from a checkpoint that was kept, by the same kinds of trust."""
    head = _known_head(size, root, signed=bool(keys) or bool(witnesses) or policy is not None)
    if head is not None:
        return lambda data, kept: verify_known_growth(data, kept, *head)
    under = with_keys(witnessed_policy(policy, witnesses) or Policy(), keys)
    return lambda data, kept: verify_signed_growth(data, kept, under, verify_ed25519)


def _known_head(size: int | None, root: str | None, *, signed: bool) -> tuple[int, bytes] | None:
    """The head that is known from elsewhere, None where `signed` says that keys are; MisuseError for both, or none."""
    known = size is not None or root is not None
    if signed == known or (known and (size is None or root is None)):
        accepted = "--key, --policy or --witness; or --size and --root"
        raise MisuseError("Trust is missing, or there are two kinds.", accepted=accepted)
    return None if size is None or root is None else (size, _parse_root(root))


def with_keys(policy: Policy, keys: list[str] | None) -> Policy:
    """The policy with these logs beside its own."""
    return replace(policy, logs={**policy.logs, **dict.fromkeys(keys_of(keys), "")})


def _parse_root(text: str) -> bytes:
    if re.fullmatch(r"[0-9A-Fa-f]{64}", text) is None:
        raise MisuseError("This is not a root.", accepted="64 hexadecimal digits")
    return bytes.fromhex(text)


def _read_policy(path: Path) -> bytes:
    with existing(path).open("rb") as stream:
        return stream.read(MOST_POLICY_BYTES + 1)
