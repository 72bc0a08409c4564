"""`goodstanding log keys`."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.log import elsewhere_of, open_log_keys
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.log.elsewhere import NotRestored, Published
from goodstanding.cli.log.passphrases import KeyPassphraseFiles, passphrases_of
from goodstanding.cli.log.policy import PolicyFile, WitnessKeys, addressed_policy
from goodstanding.cli.options import AsJson, Data, PassphraseFile, read_passphrase
from goodstanding.cli.output import head_json, print_json
from goodstanding.ledger.notes import print_verifier_key
from goodstanding.services.log_signing import enroll_first_key, enrolled_keys, require_keys, rotate_key
from goodstanding.services.officers import SHORTEST_PASSPHRASE
from goodstanding.settings import data_directory
from goodstanding.values.errors import MisuseError

app = typer.Typer(help="The log's own key: what signs its heads.", no_args_is_help=True)

KEEP = (
    "Publish this verifier key where readers find it without asking this register, and keep a copy of the folder log."
)

Protect = Annotated[
    bool,
    typer.Option("--protect", help="Protect the key by a passphrase. Default: by the rights of its file alone."),
]


@app.command("new")
def new(
    protect: Protect = False, passphrase_file: PassphraseFile = None, data: Data = None, as_json: AsJson = False
) -> None:
    """Create the log's first key, outside the database, and enroll its public half by an entry.

    A protected key asks for its passphrase at every signature; a register that publishes unattended has none.

    Example: goodstanding log keys new
    """
    directory = data_directory(data)
    passphrase = _new_passphrase(passphrase_file) if protect else None
    key, head = enroll_first_key(open_ports(directory), open_log_keys(directory), passphrase)
    if as_json:
        print_json({"verifier_key": print_verifier_key(key), "recorded": head_json(head)})
        return
    print(f"{print_verifier_key(key)}\n\n{KEEP}")


@app.command("rotate")
def rotate(
    protect: Annotated[
        bool | None,
        typer.Option(
            "--protect/--unprotected",
            help="Whether a passphrase protects the new key. Default: as it is of the old one.",
        ),
    ] = None,
    passphrase_file: KeyPassphraseFiles = None,
    new_passphrase_file: Annotated[
        Path | None,
        typer.Option("--new-passphrase-file", metavar="FILE", help="The passphrase of a new key that is protected."),
    ] = None,
    published: Published = None,
    policy: PolicyFile = None,
    witness: WitnessKeys = None,
    not_restored: NotRestored = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Enroll a new key and hand over to it: both keys sign the head that enrolls it, afterwards only the new one.

    Keep the old key until that head is published. Readers who trust the old key find the new one by it. First it looks
    at what is published and asks the witnesses, as `log head --sign` does: behind one of them nothing is written.
    Killed behind its entry, the next signature hands over; of protected keys, with the passphrases of both.

    Example: goodstanding log keys rotate
    """
    directory = data_directory(data)
    asked = addressed_policy(policy, witness)
    ports, keys = open_ports(directory), open_log_keys(directory)
    if protect is None:
        protect = keys.is_protected(require_keys(ports.store)[-1].key.public_key)
    elsewhere = elsewhere_of(keys, published, asked, not_restored=not_restored)
    fresh = _new_passphrase(new_passphrase_file) if protect else None
    key, signed = rotate_key(ports, keys, passphrases_of(passphrase_file), fresh, elsewhere)
    if as_json:
        print_json({"verifier_key": print_verifier_key(key), "checkpoint": signed.note.decode("utf-8")})
        return
    print(f"{print_verifier_key(key)}\n\n{signed.note.decode('utf-8')}\n{KEEP}")


@app.command("list")
def list_(data: Data = None, as_json: AsJson = False) -> None:
    """The log's verifier keys with the entries that enrolled them; the last one signs.

    Example: goodstanding log keys list
    """
    with open_ports(data_directory(data)).store.reading() as reader:
        head = reader.head()
        found = enrolled_keys(reader, head.size)
    if as_json:
        told = [{"entry": one.seq, "verifier_key": print_verifier_key(one.key)} for one in found]
        print_json({"keys": told, "recorded": head_json(head)})
        return
    for one in found:
        print(f"{one.seq:<10}{print_verifier_key(one.key)}")
    if not found:
        print("The log has no key yet; `goodstanding log keys new` creates one.")


def _new_passphrase(file: PassphraseFile) -> str:
    passphrase = read_passphrase(file, confirm=True, asked="Passphrase of the new key")
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise MisuseError("The passphrase is too short.", accepted=f"at least {SHORTEST_PASSPHRASE} characters")
    return passphrase
