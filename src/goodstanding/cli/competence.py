"""`goodstanding competence`."""

from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.law import load_catalogue, read_competences
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile, Recorded, existing, read_passphrase
from goodstanding.cli.output import as_of_json, head_json, print_json, print_table, print_text
from goodstanding.services.acting import Acting
from goodstanding.services.appointing import enroll_competences
from goodstanding.services.competences import enrolled
from goodstanding.services.officers import signer_of
from goodstanding.services.reading import as_of
from goodstanding.settings import data_directory
from goodstanding.standing.phrases import print_statute

LOCAL = (
    "Recorded as: the capacity in which the authority records. What is recorded as other is never about an elected "
    "local body: only courts, audit institutions and official publications of payments tell of these."
)

app = typer.Typer(help="Competences: which authority may record what, under which statute.", no_args_is_help=True)


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A YAML file of competences.")],
    officer: As,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Enroll the competences of a file, signed by an officer who appoints. Those with the same words are left alone.

    A competence has the capacity in which the authority records: court, audit-institution, payment-publication or other
    (the default). As other, it records nothing of an elected local body.

    Example: goodstanding competence add competences.yaml --as registrar-1
    """
    ports = open_ports(data_directory(data))
    competences = read_competences(existing(file))
    acting = Acting(officer=officer, sign=signer_of(ports, officer, read_passphrase(passphrase_file)))
    head = enroll_competences(ports, load_catalogue(), competences, acting)
    if as_json:
        print_json({"competences": len(competences), "recorded": head_json(head)})
    else:
        print(f"{len(competences)} competences are enrolled (log size {head.size}).")


@app.command("list")
def list_(data: Data = None, recorded: Recorded = None, as_json: AsJson = False) -> None:
    """Show which authority may record what, under which statute.

    Example: goodstanding competence list
    """
    ports = open_ports(data_directory(data))
    at = as_of(ports, ports.store, None, recorded)
    found = sorted(enrolled(ports.store, at.head.size, shipped_competences()).items())
    if as_json:
        keys = ("authority", "category", "statute")
        told = [
            dict(zip(keys, key, strict=True)) | {"finality": item.finality, "capacity": item.capacity}
            for key, item in found
        ]
        print_json({"competences": told, **as_of_json(at)})
        return
    for (authority, name), held in groupby(found, lambda one: (one[1].authority, one[1].authority_name)):
        rows = [(item.category, print_statute(item.statute), item.capacity.value) for _, item in held]
        print_table(f"{name} ({authority})", ("Category", "Statute", "Recorded as"), rows)
    print_text(LOCAL if found else "No competence is enrolled.")
