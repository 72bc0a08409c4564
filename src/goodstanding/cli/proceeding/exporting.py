"""The whole file of a proceeding as one archive, and its check without a register."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.log import open_log_keys, verify_ed25519
from goodstanding.bootstrap.proceedings import (
    document_pdf,
    document_words,
    print_archive,
    proceeding_law,
    read_archive,
)
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.acting import acting_as
from goodstanding.cli.log.policy import Keys, KnownRoot, KnownSize, PolicyFile, trust_of
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile, existing
from goodstanding.cli.output import plural, print_json, print_table, print_text
from goodstanding.cli.proceeding.options import Number
from goodstanding.cli.replies import print_replies, reply_json
from goodstanding.publication.document_words import Language
from goodstanding.services.export_checks import VerifiedExport, verify_export
from goodstanding.services.exporting import ExportAsked, export_file
from goodstanding.services.proceedings import parse_number
from goodstanding.settings import data_directory
from goodstanding.values.errors import MisuseError

_SUFFIX = ".zip"
_MOST_PAPER_BYTES = 64 * 1024 * 1024


def export(
    file: Number,
    output: Annotated[Path, typer.Argument(metavar="ARCHIVE", help="The archive to write; it ends in .zip.")],
    officer: As,
    language: Annotated[
        list[Language] | None,
        typer.Option("--language", metavar="|".join(Language), help="Of its documents; repeatable. Default: en."),
    ] = None,
    papers: Annotated[
        Path | None,
        typer.Option("--papers", metavar="FOLDER", help="Where the papers lie; those that the acts name go in."),
    ] = None,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write the whole file as one archive: every act with its proof, documents, papers, deliveries, a signed index.

    Example: goodstanding proceeding export p-12 p-12.zip --papers ./papers --as case-1
    """
    if output.suffix != _SUFFIX:
        raise MisuseError("This is not the name of an archive.", accepted=f"a file that ends in {_SUFFIX}")
    directory = data_directory(data)
    ports, number = open_ports(directory), parse_number(file)
    acting = acting_as(ports, officer, passphrase_file)
    words = [document_words(one) for one in dict.fromkeys(language or [Language.EN])]
    asked = ExportAsked(number=number, words=words, papers=_papers(papers), signed=open_log_keys(directory).signed())
    files = export_file(ports, proceeding_law(), asked, acting, document_pdf)
    output.write_bytes(print_archive(files))
    if as_json:
        print_json({"file": f"p-{number}", "output": str(output), "files": sorted(files)})
        return
    print_text(f"p-{number}: {plural(len(files), 'file')} in {output}.")


def verify_file(
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE", help="What `proceeding export` wrote.")],
    key: Keys = None,
    policy: PolicyFile = None,
    size: KnownSize = None,
    root: KnownRoot = None,
    as_json: AsJson = False,
) -> None:
    """Verify the archive of a whole file offline, and list its acts and deliveries. Needs no register.

    It does not show that no act is missing. Exit code 1: the archive does not prove the file to you.

    Example: goodstanding proceeding verify-file p-12.zip --key "$VKEY"
    """
    prove = trust_of(key, policy, size, root)
    found = verify_export(read_archive(existing(archive)), prove, verify_ed25519)
    if as_json:
        print_json(_json(found))
        return
    own = found.exported
    print_text(f"p-{own.number} of {own.origin}, as known at {own.size} entries. Index signed by {own.officer}.")
    rows = [(one.seq, one.on, one.actor, one.role) for one in found.file.steps]
    print_table(f"{plural(len(rows), 'act')}, each in the log and signed", ("Entry", "On", "By", "As"), rows)
    deliveries = [
        (one.paper, f"o-{one.party}", one.received_on or one.deemed_on or "", _proof(found, one.receipt))
        for one in found.deliveries
    ]
    print_table("Deliveries", ("Paper", "Party", "Received", "Receipt"), deliveries)
    print_replies(f"p-{own.number}", found.replies)
    print_text(f"{plural(found.documents, 'document')}, {plural(len(found.papers), 'paper')}.")
    for digest in sorted(found.missing):
        print_text(f"Named by an act and not in the archive: {digest}.")


def _papers(folder: Path | None) -> Iterator[bytes]:
    """Every file of a folder, no deeper; what no act names is left out later."""
    if folder is None:
        return
    if not folder.is_dir():
        raise MisuseError("There is no folder of this name.", accepted="a folder with papers")
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.stat().st_size <= _MOST_PAPER_BYTES:
            yield path.read_bytes()


def _proof(found: VerifiedExport, receipt: str) -> str:
    if not receipt:
        return "none"
    return "in the archive" if receipt in found.papers else "by its digest"


def _json(found: VerifiedExport) -> dict[str, object]:
    own = found.exported
    deliveries = [
        {"paper": one.paper.value, "party": f"o-{one.party}", "sent": list(one.sent), "received": one.received}
        | {"received_on": str(one.received_on) if one.received_on else None, "receipt": one.receipt or None}
        for one in found.deliveries
    ]
    return {
        "file": f"p-{own.number}",
        "origin": own.origin,
        "size": own.size,
        "root": own.root,
        "signed_by": own.officer,
        "acts": [one.seq for one in found.file.steps],
        "deliveries": deliveries,
        "replies": [reply_json(one) for one in found.replies],
        "papers": sorted(found.papers),
        "missing": sorted(found.missing),
        "documents": found.documents,
    }
