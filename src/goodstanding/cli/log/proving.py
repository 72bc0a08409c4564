"""`goodstanding log prove`, `verify` and `consistency`."""

import re
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import AsJson, Data, existing
from goodstanding.cli.output import head_json, print_json
from goodstanding.ledger.proof_files import MOST_FILE_BYTES
from goodstanding.services.proving import (
    print_entry_proof,
    print_heads_proof,
    prove_entry,
    prove_heads,
    verify_entry_file,
)
from goodstanding.settings import data_directory
from goodstanding.values.errors import MisuseError

Index = Annotated[int, typer.Argument(metavar="INDEX", min=0, help="The number of the entry; the first is 0.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="What `log prove` printed.")]
Known = "that you know from elsewhere"


def prove(
    index: Index,
    size: Annotated[
        int | None, typer.Option("--size", metavar="N", min=1, help="The log at this head's size. Default: the latest.")
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Print the proof that an entry stands in the log, as a tlog-proof file. The checkpoint in it is not signed yet.

    Example: goodstanding log prove 0 > entry-0.tlog-proof
    """
    with open_ports(data_directory(data)).store.reading() as reader:
        proof = prove_entry(reader, index, size)
    if not as_json:
        print(print_entry_proof(proof).decode("utf-8"), end="")
        return
    hashes = [one.hex() for one in proof.hashes]
    print_json(
        {
            "origin": proof.origin,
            "index": proof.index,
            "leaf": proof.leaf.hex(),
            "proof": hashes,
            "recorded": head_json(proof.head),
        }
    )


def verify(
    file: File,
    size: Annotated[int, typer.Option("--size", metavar="N", min=1, help=f"The size of a head {Known}.")],
    root: Annotated[str, typer.Option("--root", metavar="HEX", help=f"The root of a head {Known}.")],
    as_json: AsJson = False,
) -> None:
    """Verify a proof file against a head that you know. Needs no register, and looks at no signature.

    Exit code 1: the file does not prove that its entry stands below this root.

    Example: goodstanding log verify entry-0.tlog-proof --size 40 --root "$ROOT"
    """
    with existing(file).open("rb") as stream:
        found = verify_entry_file(stream.read(MOST_FILE_BYTES + 1), size, _parse_root(root))
    if as_json:
        print_json({"index": found.index, "leaf": found.leaf.hex(), "size": size, "root": root.lower()})
        return
    print(f"Entry {found.index} stands in the log of size {size}. Its leaf is {found.leaf.hex()}.")


def consistency(
    old: Annotated[int, typer.Argument(metavar="OLD", min=1, help="The size of an earlier head.")],
    new: Annotated[int, typer.Argument(metavar="NEW", min=1, help="The size of a later head.")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Print the proof that the log at a later head begins with the log at an earlier one, unchanged.

    The text is the body that a tlog-witness takes; the checkpoint in it is not signed yet.

    Example: goodstanding log consistency 2 40
    """
    with open_ports(data_directory(data)).store.reading() as reader:
        proof = prove_heads(reader, old, new)
    if not as_json:
        print(print_heads_proof(proof).decode("utf-8"), end="")
        return
    hashes = [one.hex() for one in proof.hashes]
    print_json({"origin": proof.origin, "old": head_json(proof.old), "new": head_json(proof.new), "proof": hashes})


def _parse_root(text: str) -> bytes:
    if re.fullmatch(r"[0-9A-Fa-f]{64}", text) is None:
        raise MisuseError("This is not a root.", accepted="64 hexadecimal digits")
    return bytes.fromhex(text)
