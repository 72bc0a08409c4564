"""`goodstanding import` and `goodstanding template`."""

import re
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.intake import digest_of, format_named, format_names, gate, template_text
from goodstanding.bootstrap.law import load_catalogue
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import AsJson, Data, PassphraseFile, existing, optional_date, read_passphrase
from goodstanding.cli.output import (
    counted,
    finding_json,
    head_json,
    print_findings,
    print_json,
    print_table,
    print_text,
    progress_bar,
)
from goodstanding.ledger.entries import OPERATOR
from goodstanding.services.days import today
from goodstanding.services.importing import ImportReport, ImportRequest, import_file
from goodstanding.services.officers import signer_of
from goodstanding.services.ports import Ports
from goodstanding.settings import data_directory
from goodstanding.values.errors import MisuseError

_DATED = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


def run(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help=f"One of: {', '.join(format_names())}.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Source files, oldest first.")],
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="The file's date. Default: a date in its name, else today."),
    ] = None,
    partial: Annotated[bool, typer.Option("--partial", help="An extract: rows it lacks are not in question.")] = False,
    source: Annotated[
        str | None, typer.Option("--source", metavar="NAME", help="For csv: which list this is, such as xv-tax-office.")
    ] = None,
    submission: Annotated[
        str,
        typer.Option("--submission", metavar="KEY", help="Your own key: the same key and file give the same receipt."),
    ] = "",
    officer: Annotated[
        str | None, typer.Option("--as", metavar="OFFICER", help="Accept, signed, a list that shrank beyond its bound.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Import lists of final decisions. What a file reports is what landed; importing it again changes nothing.

    Persons are dropped unread and only counted; what is not provably an organization is quarantined without
    its content. A full list questions the records that it no longer has. Exit code 1: some rows were rejected.

    Examples:

      goodstanding import mx-69b list.csv --as-of 2021-05-18

      goodstanding import csv decisions.csv --source xv-tax-office --partial
    """
    if submission and len(files) > 1:
        raise MisuseError("A submission key is for one file.", accepted="one FILE with --submission")
    ports = open_ports(data_directory(data))
    sign = signer_of(ports, officer, read_passphrase(passphrase_file)) if officer else None
    format_ = format_named(form, source)
    reports: list[ImportReport] = []
    try:
        for path in list(map(existing, files)):
            request = ImportRequest(
                form=format_,
                path=path,
                digest=digest_of(path),
                as_of=_require_past(optional_date(as_of) or _date_of(path, ports), ports),
                partial=partial,
                submission=submission,
                officer=officer or OPERATOR,
                sign=sign,
            )
            with progress_bar(f"Reading {path.name}") as progress:
                reports.append(import_file(ports, load_catalogue(), gate, request, progress))
            if not as_json:
                print_report(reports[-1])
    finally:  # A later file that aborts takes back nothing of those before it: say what landed.
        if as_json and reports:
            print_json(_total(reports))
    if any(report.counts()["rejected"] for report in reports):
        sys.exit(1)


def run_template(
    name: Annotated[str, typer.Argument(metavar="FORMAT", help="csv (decisions) or disclosure.")] = "csv",
) -> None:
    """Print a template: its header and two invented rows.

    Example: goodstanding template > decisions.csv
    """
    print(template_text(name), end="")


def print_report(report: ImportReport) -> None:
    """What became of the rows, and of the records."""
    counts = report.counts()
    if report.receipt is not None:
        print_text("This submission was received before; this is its receipt, and nothing was changed.")
    print_table(
        f"{report.file}, as of {report.as_of}",
        ("Rows", "", "Records", ""),
        [
            ("read", f"{counts['read']:,}", "new", f"{counts['new']:,}"),
            ("kept", f"{counts['kept']:,}", "changed", f"{counts['changed']:,}"),
            ("dropped", f"{counts['dropped']:,}", "unchanged", f"{counts['unchanged']:,}"),
            ("quarantined", f"{counts['quarantined']:,}", "vanished", f"{counts['vanished']:,}"),
            ("rejected", f"{counts['rejected']:,}", "suppressed", f"{counts['suppressed']:,}"),
        ],
    )
    if report.rows.dropped:
        print(f"Dropped: {counted(report.rows.dropped)}.")
    if report.rows.held:
        print(f"Quarantined: {counted(_reasons(report))}.")
    if counts["changed"]:
        print(f"Changed: {counted({name: counts[name] for name in _CHANGES if counts[name]})}.")
    print_findings(report.findings)
    print(f"Log size {report.head.size:,}, root {report.head.root.hex()[:16]}...\n")


_CHANGES = ("advanced", "reversed", "corrected", "reappeared")


def _reasons(report: ImportReport) -> Counter[str]:
    return Counter(reason for row in report.rows.held for reason in row.reasons)


def _report_json(report: ImportReport) -> dict[str, object]:
    return {
        "source": report.source,
        "file": report.file,
        "digest": report.digest,
        "as_of": report.as_of.isoformat(),
        **report.counts(),
        "dropped_by_reason": dict(sorted(report.rows.dropped.items())),
        "quarantined_by_reason": dict(sorted(_reasons(report).items())),
        "findings": [finding_json(finding) for finding in report.findings],
        "recorded": head_json(report.head),
    }


def _total(reports: list[ImportReport]) -> dict[str, object]:
    totals: Counter[str] = Counter()
    for report in reports:
        totals.update(report.counts())
    return {**totals, "files": [_report_json(report) for report in reports], "recorded": head_json(reports[-1].head)}


def _require_past(day: date, ports: Ports) -> date:
    """A list of a future day would shut out every true one after it. A day of grace: the source's may have begun."""
    if day > today(ports, ports.store) + timedelta(days=1):
        raise MisuseError("The file's date lies ahead.", accepted="today's date or an earlier one")
    return day


def _date_of(path: Path, ports: Ports) -> date:
    """The date in the file's name, else today."""
    found = _DATED.findall(path.name)
    if len(found) > 1:
        raise MisuseError(f"The name {path.name} holds several dates.", to_do="give the file's date with --as-of")
    return optional_date(found[0] if found else None) or today(ports, ports.store)
