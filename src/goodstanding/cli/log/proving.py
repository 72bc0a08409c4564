"""`goodstanding log prove`, `verify` and `consistency`."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.log import open_log_keys
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.log.policy import Keys, KnownRoot, KnownSize, PolicyFile, WitnessKeys, growth_trust_of, trust_of
from goodstanding.cli.options import AsJson, Data, existing
from goodstanding.cli.output import head_json, print_json
from goodstanding.ledger.checkpoints import Checkpoint
from goodstanding.ledger.notes import MOST_NOTE_BYTES, VerifierKey, print_verifier_key
from goodstanding.ledger.proof_files import MOST_FILE_BYTES
from goodstanding.services.growth import VerifiedGrowth
from goodstanding.services.proving import (
    print_entry_proof,
    print_heads_proof,
    prove_entry,
    prove_heads,
)
from goodstanding.settings import data_directory
from goodstanding.values.errors import MisuseError

Index = Annotated[int, typer.Argument(metavar="INDEX", min=0, help="The number of the entry; the first is 0.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="What `log prove` or `log consistency` printed.")]
Since = Annotated[
    Path | None,
    typer.Option(
        "--since", metavar="FILE", help="The checkpoint that you kept: FILE is a consistency proof that begins with it."
    ),
]


def prove(
    index: Index,
    size: Annotated[
        int | None,
        typer.Option(
            "--size", metavar="N", min=1, help="The log at this head's size. Default: the signed one, else the latest."
        ),
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Print the proof that an entry stands in the log, as a tlog-proof file with the checkpoint that was signed last.

    With --size it is the checkpoint that was signed at that size. Where none was, or the last one does not cover the
    entry, the checkpoint in the file is not signed.

    Example: goodstanding log prove 0 > entry-0.tlog-proof
    """
    directory = data_directory(data)
    with open_ports(directory).store.reading() as reader:
        proof = prove_entry(reader, index, size, open_log_keys(directory).signed(size))
    if not as_json:
        print(print_entry_proof(proof).decode("utf-8"), end="")
        _say_if_unsigned(proof.note)
        return
    hashes = [one.hex() for one in proof.hashes]
    print_json(
        {
            "origin": proof.origin,
            "index": proof.index,
            "leaf": proof.leaf.hex(),
            "proof": hashes,
            "recorded": head_json(proof.head),
            "checkpoint": proof.note or None,
        }
    )


def verify(
    file: File,
    key: Keys = None,
    policy: PolicyFile = None,
    witness: WitnessKeys = None,
    size: KnownSize = None,
    root: KnownRoot = None,
    since: Since = None,
    as_json: AsJson = False,
) -> None:
    """Verify a proof file offline: by the log's key, by a policy, or against a head that you know. Needs no register.

    The file is what `log prove` printed; or, with --since, what `log consistency` printed: that the log only grew from
    the checkpoint that you kept. With --size and --root no signature is looked at. Exit code 1: the file does not prove
    it to you.

    Example: goodstanding log verify entry-0.tlog-proof --key "$VKEY"

    goodstanding log verify entry-0.tlog-proof --policy trust.policy

    goodstanding log verify entry-0.tlog-proof --size 40 --root "$ROOT"

    goodstanding log verify grown.txt --since kept-checkpoint --key "$VKEY"
    """
    data = _read(file, MOST_FILE_BYTES)
    if since is not None:
        trust = growth_trust_of(key, policy, size, root, witness)
        _print_growth(trust(data, _read(since, MOST_NOTE_BYTES)), as_json)
        return
    if data.startswith(b"old "):
        raise MisuseError("This is a consistency proof.", accepted="--since FILE, with the checkpoint that you kept")
    found = trust_of(key, policy, size, root, witness)(data)
    checkpoint = found.checkpoint
    if as_json:
        told = {"index": found.index, "leaf": found.leaf.hex(), **_head_json(checkpoint)}
        print_json({**told, "signers": _signers_json(found.signers)})
        return
    print(f"Entry {found.index} stands in the log of size {checkpoint.size}. Its leaf is {found.leaf.hex()}.")
    _print_signers(found.signers)


def consistency(
    old: Annotated[int, typer.Argument(metavar="OLD", min=1, help="The size of an earlier head.")],
    new: Annotated[int, typer.Argument(metavar="NEW", min=1, help="The size of a later head.")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Print the proof that the log at a later head begins with the log at an earlier one, unchanged.

    The text is the body that a tlog-witness takes; its checkpoint is signed where NEW is a head that was signed.

    Example: goodstanding log consistency 2 40
    """
    directory = data_directory(data)
    with open_ports(directory).store.reading() as reader:
        proof = prove_heads(reader, old, new, open_log_keys(directory).signed(new))
    if not as_json:
        print(print_heads_proof(proof).decode("utf-8"), end="")
        _say_if_unsigned(proof.note)
        return
    hashes = [one.hex() for one in proof.hashes]
    heads = {"old": head_json(proof.old), "new": head_json(proof.new)}
    print_json({"origin": proof.origin, **heads, "proof": hashes, "checkpoint": proof.note or None})


def _say_if_unsigned(note: str) -> None:
    if not note:
        print("The checkpoint in this proof is not signed: see `log head --sign`.", file=sys.stderr)


def _read(path: Path, most: int) -> bytes:
    with existing(path).open("rb") as stream:
        return stream.read(most + 1)


def _print_growth(found: VerifiedGrowth, as_json: bool) -> None:
    if as_json:
        heads = {"old": _head_json(found.old), "new": _head_json(found.new)}
        print_json({"origin": found.new.origin, **heads, "signers": _signers_json(found.signers)})
        return
    print(f"The log of size {found.new.size} begins with the log of size {found.old.size}, unchanged.")
    _print_signers(found.signers)


def _print_signers(signers: Mapping[VerifierKey, int]) -> None:
    for one, at in sorted(signers.items(), key=lambda item: item[0].name):
        instant = f", at {datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}" if at else ""
        print(f"Signed by {one.name} ({one.id.hex()}){instant}.")


def _signers_json(signers: Mapping[VerifierKey, int]) -> list[str]:
    return [print_verifier_key(one) for one in sorted(signers, key=lambda one: one.name)]


def _head_json(checkpoint: Checkpoint) -> dict[str, object]:
    return {"size": checkpoint.size, "root": checkpoint.root.hex()}
