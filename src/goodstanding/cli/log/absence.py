"""`goodstanding log absent`."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.log import listed_at, open_log_keys
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.log.policy import Keys, KnownRoot, KnownSize, PolicyFile, WitnessKeys, trust_of
from goodstanding.cli.options import AsJson, Data, Effective, existing, optional_date
from goodstanding.cli.output import head_json, plural, print_json, print_text
from goodstanding.intake.identifiers import canonical_identifier
from goodstanding.ledger.absence import MOST_PROOF_BYTES, parse_absence, print_absence, verify_absence
from goodstanding.services.absence import commit_list, prove_absent
from goodstanding.settings import data_directory
from goodstanding.values.errors import VerificationError
from goodstanding.values.identifiers import Identifier

app = typer.Typer(help="Proofs that somebody is not on the list.", no_args_is_help=True)

Asked = Annotated[str, typer.Argument(metavar="IDENTIFIER", help="scheme:code, such as xi-lei:...")]
EXCLUDED = "Listed organizations without an identifier are not in it ({excluded}): this says nothing of them."
ORDERED = "That the list is in order, auditors check while it is published."


@app.command("commit")
def commit(effective: Effective = None, data: Data = None, as_json: AsJson = False) -> None:
    """Commit, by an entry, to the sorted list of who is listed on a date. Run it daily, before `log publish`.

    Example: goodstanding log absent commit
    """
    ports = open_ports(data_directory(data))
    epoch, head = commit_list(ports, listed_at(ports), optional_date(effective))
    if as_json:
        told = {"count": epoch.count, "excluded": epoch.excluded, "list_root": epoch.root.hex()}
        print_json({"effective": epoch.effective, **told, "recorded": head_json(head)})
        return
    print_text(
        f"Committed the list of {epoch.effective}: {plural(epoch.count, 'identifier')}. "
        f"{EXCLUDED.format(excluded=epoch.excluded)}"
    )


@app.command("prove")
def prove(
    identifier: Asked,
    entry: Annotated[
        int | None,
        typer.Option(
            "--entry",
            metavar="N",
            min=0,
            help="The entry that committed the list. Default: of the newest date.",
        ),
    ] = None,
    data: Data = None,
) -> None:
    """Print the proof that an identifier does not stand on a committed list: its two neighbours there. Canonical JSON.

    The neighbours are named in it: they are on the list, which is public. Exit code 1: it stands on the list;
    2: nobody has an identifier of its scheme, and there is nothing to prove.

    Example: goodstanding log absent prove xv-reg:C0000000137 > absent.json
    """
    directory = data_directory(data)
    ports = open_ports(directory)
    with ports.store.reading() as reader:
        signed = open_log_keys(directory).signed()
        proof = prove_absent(ports, reader, listed_at(ports), Identifier.parse(identifier), entry, signed)
    print(print_absence(proof).decode("utf-8"), end="")


@app.command("verify")
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `log absent prove` printed.")],
    identifier: Asked,
    key: Keys = None,
    policy: PolicyFile = None,
    witness: WitnessKeys = None,
    size: KnownSize = None,
    root: KnownRoot = None,
    not_before: Annotated[
        str | None, typer.Option("--not-before", metavar="DATE", help="The oldest list that you take: YYYY-MM-DD.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Verify offline that an identifier was not listed on a date. Needs no register.

    Trust is given as to `log verify`. A file proves it of the date of its list, for ever: look at that date, or
    say by --not-before how old it may be. Exit code 1: the file does not prove it to you.

    Example: goodstanding log absent verify absent.json xv-reg:C0000000137 --key "$VKEY"
    """
    asked, trust = canonical_identifier(Identifier.parse(identifier)), trust_of(key, policy, size, root, witness)
    with existing(file).open("rb") as stream:
        proof = parse_absence(stream.read(MOST_PROOF_BYTES + 1))

    def prove_entry(data: bytes) -> tuple[int, bytes]:
        found = trust(data)
        return found.index, found.entry

    epoch, oldest = verify_absence(proof, asked, prove_entry), optional_date(not_before)
    if oldest is not None and epoch.effective < oldest.isoformat():
        raise VerificationError(f"The list of this proof is of {epoch.effective}.", to_do="ask for a newer proof")
    if as_json:
        told = {"count": epoch.count, "excluded": epoch.excluded, "list_root": epoch.root.hex()}
        print_json({"identifier": str(asked), "effective": epoch.effective, "size": epoch.size, **told})
        return
    print_text(
        f"Date of the list: {epoch.effective}.\n"
        f"{asked} was not on the list of that date, as known at size {epoch.size}. "
        f"{EXCLUDED.format(excluded=epoch.excluded)} {ORDERED}"
    )
