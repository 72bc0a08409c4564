"""`goodstanding log prove`, `verify` and `consistency`."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.log import open_log_keys
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.log.policy import Keys, KnownRoot, KnownSize, PolicyFile, WitnessKeys, trust_of
from goodstanding.cli.options import AsJson, Data, existing
from goodstanding.cli.output import head_json, print_json
from goodstanding.ledger.notes import print_verifier_key
from goodstanding.ledger.proof_files import MOST_FILE_BYTES
from goodstanding.services.proving import (
    print_entry_proof,
    print_heads_proof,
    prove_entry,
    prove_heads,
)
from goodstanding.settings import data_directory

Index = Annotated[int, typer.Argument(metavar="INDEX", min=0, help="The number of the entry; the first is 0.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="What `log prove` printed.")]


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
    as_json: AsJson = False,
) -> None:
    """Verify a proof file offline: by the log's key, by a policy, or against a head that you know. Needs no register.

    With --size and --root no signature is looked at. Exit code 1: the file does not prove its entry to you.

    Example: goodstanding log verify entry-0.tlog-proof --key "$VKEY"

    goodstanding log verify entry-0.tlog-proof --policy trust.policy

    goodstanding log verify entry-0.tlog-proof --size 40 --root "$ROOT"
    """
    with existing(file).open("rb") as stream:
        found = trust_of(key, policy, size, root, witness)(stream.read(MOST_FILE_BYTES + 1))
    checkpoint = found.checkpoint
    signers = [print_verifier_key(one) for one in sorted(found.signers, key=lambda one: one.name)]
    if as_json:
        head = {"size": checkpoint.size, "root": checkpoint.root.hex()}
        print_json({"index": found.index, "leaf": found.leaf.hex(), **head, "signers": signers})
        return
    print(f"Entry {found.index} stands in the log of size {checkpoint.size}. Its leaf is {found.leaf.hex()}.")
    for one, at in sorted(found.signers.items(), key=lambda item: item[0].name):
        instant = f", at {datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}" if at else ""
        print(f"Signed by {one.name} ({one.id.hex()}){instant}.")


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
