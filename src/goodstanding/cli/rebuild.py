"""`goodstanding rebuild`."""

import sys
from dataclasses import replace
from typing import Annotated

import typer

from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.register import open_ports
from goodstanding.bootstrap.screening import check_kept_list
from goodstanding.cli.options import AsJson, Data
from goodstanding.cli.output import finding_json, print_findings, print_json, progress_bar
from goodstanding.services.rebuilding import check_register, rebuild
from goodstanding.settings import data_directory

FITS = "entries, commitments, signatures, heads and derived tables fit"


def run(
    check: Annotated[bool, typer.Option("--check", help="Only compare; write nothing.")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Check every entry, commitment, signature and head, and write anew what is derived from them.

    With --check nothing is written, and what is kept beside the database for screening is compared as well. Exit code
    1: something does not fit.

    Example: goodstanding rebuild --check
    """
    ports = open_ports(data_directory(data))
    with progress_bar("Entries verified") as progress:
        run_it = check_register if check else rebuild
        result = run_it(ports, progress, shipped_competences())
    if check and not result.findings:
        result = replace(result, findings=tuple(check_kept_list(data_directory(data))))
    if as_json:
        findings = [finding_json(finding) for finding in result.findings]
        print_json({"entries": result.entries, "erased": result.erased, "findings": findings})
    else:
        print_findings(result.findings)
        state = "something does not fit" if result.findings else FITS
        print(f"{result.entries:,} entries read, {result.erased} openings erased: {state}.")
    if result.findings:
        sys.exit(1)
