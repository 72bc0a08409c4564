"""`goodstanding log head`."""

from typing import Annotated

import typer

from goodstanding.bootstrap.log import elsewhere_of, open_log_keys
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.log.elsewhere import NotRestored, Published
from goodstanding.cli.log.passphrases import KeyPassphraseFiles, passphrases_of
from goodstanding.cli.log.policy import PolicyFile, WitnessKeys, addressed_policy
from goodstanding.cli.options import AsJson, Data
from goodstanding.cli.output import head_json, print_json
from goodstanding.services.log_signing import sign_head
from goodstanding.services.opening import origin_of
from goodstanding.services.proving import head_of
from goodstanding.settings import data_directory


def head_(
    sign: Annotated[
        bool, typer.Option("--sign", help="Sign this head first, unless it is signed; see `log keys`.")
    ] = False,
    size: Annotated[
        int | None, typer.Option("--size", metavar="N", min=1, help="An earlier head, and what was signed of it.")
    ] = None,
    published: Published = None,
    policy: PolicyFile = None,
    witness: WitnessKeys = None,
    not_restored: NotRestored = False,
    data: Data = None,
    passphrase_file: KeyPassphraseFiles = None,
    as_json: AsJson = False,
) -> None:
    """Print the log's latest head: size, root, and when it was recorded; then the checkpoint that was signed last.

    Keep it: it holds the register to its past. The checkpoint is that of an earlier head where later ones were not
    signed yet. With --size the head of that size, and the checkpoint that was signed of it, if one was.
    --sign looks first at what is published and asks the witnesses, as named or as `log publish` had them. Exit code 1,
    and nothing signed: the database is behind one of them.

    Example: goodstanding log head

    goodstanding log head --sign --published ./public
    """
    directory = data_directory(data)
    ports, keys = open_ports(directory), open_log_keys(directory)
    with ports.store.reading() as reader:
        head, origin = reader.head() if size is None else head_of(reader, size), origin_of(reader)
        if sign:
            asked = addressed_policy(policy, witness)
            elsewhere = elsewhere_of(keys, published, asked, not_restored=not_restored)
            with keys.exclusively():
                sign_head(ports, reader, keys, passphrases_of(passphrase_file), elsewhere)
    note = (keys.signed(size) or b"").decode("utf-8")
    if as_json:
        print_json({"origin": origin, "recorded": head_json(head), "checkpoint": note or None})
        return
    for name, value in (
        ("origin", origin),
        ("size", head.size),
        ("root", head.root.hex()),
        ("recorded", head.recorded_at),
    ):
        print(f"{name:<10}{value}")
    if note:
        print(f"\n{note}", end="")
