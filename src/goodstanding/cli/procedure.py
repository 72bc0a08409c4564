"""`goodstanding procedure`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap import proceedings as law
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.acting import acting_as
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile, Recorded, optional_date
from goodstanding.cli.output import (
    as_of_json,
    finding_json,
    head_json,
    plural,
    print_findings,
    print_json,
    print_table,
    print_text,
)
from goodstanding.cli.procedure_stages import print_stages, stages_json
from goodstanding.cli.procedure_subjects import by_subject
from goodstanding.cli.procedure_tables import print_clocks, print_display, print_steps, rules_json
from goodstanding.proceedings.clock_cases import check_clock, check_displayed
from goodstanding.proceedings.digests import procedure_digest
from goodstanding.proceedings.procedure import Procedure
from goodstanding.services.procedures import approve_procedure, enroll_procedure, procedures
from goodstanding.services.reading import as_of
from goodstanding.settings import data_directory
from goodstanding.values.findings import Finding

ILLUSTRATIVE = "ILLUSTRATIVE, NOT LAW: a sample that no authority has adopted."

app = typer.Typer(help="Procedural rules: check them against the floors, test and read them.", no_args_is_help=True)

File = Annotated[str, typer.Argument(metavar="FILE", help="A file of procedural rules, or the name of a sample.")]


@app.command("check")
def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files, or names of shipped samples.")],
    as_json: AsJson = False,
) -> None:
    """Check procedural rules against the floors: every finding with file, line and key, then how many by subject.

    Exit code 1 for any finding, also where a file could not be read as procedural rules.

    Example: goodstanding procedure check model
    """
    checked = {file: law.check_procedure_file(file) for file in files}
    if as_json:
        print_json([_checked_json(file, procedure, found) for file, (procedure, found) in checked.items()])
    else:
        for file, (procedure, found) in checked.items():
            _print_checked(file, procedure, found)
    if any(found for _, found in checked.values()):
        sys.exit(1)


def _checked_json(file: str, procedure: Procedure | None, found: list[Finding]) -> dict[str, object]:
    findings = [finding_json(one) for one in found]
    return {"file": file, "is_read": procedure is not None, "by_subject": by_subject(found), "findings": findings}


def _print_checked(file: str, procedure: Procedure | None, found: list[Finding]) -> None:
    print_findings(found, most=len(found))
    if procedure is None:
        print_text(f"{file}: could not be read as procedural rules: {plural(len(found), 'finding')}.")
    elif found:
        print_text(f"By subject: {', '.join(f'{name}: {count}' for name, count in by_subject(found).items())}.")
        print_text(f"{file}: undercuts the floors: {plural(len(found), 'finding')}.")
    else:
        print_text(f"{file}: keeps every floor.")


@app.command("test")
def run_tests(
    file: File,
    cases: Annotated[Path | None, typer.Option("--cases", metavar="FILE", help="Tests kept elsewhere.")] = None,
    as_json: AsJson = False,
) -> None:
    """Run the golden tests of clocks and displays that stand beside the rules. Exit code 1 where one fails.

    Example: goodstanding procedure test uk_like
    """
    procedure = law.read_procedure(file)
    calendar, clocks = law.calendar_of(procedure), law.read_clock_cases(file, cases)
    displays = law.read_display_cases(file, cases)
    findings = [finding for case in clocks for finding in check_clock(case, procedure, calendar)]
    findings += [finding for case in displays for finding in check_displayed(case, procedure)]
    tests = len(clocks) + len(displays)
    if as_json:
        summary = {"tests": tests, "calendar": calendar.edition}
        print_json(summary | {"findings": [finding_json(finding) for finding in findings]})
    else:
        print_findings(findings, most=len(findings))
        print_text(f"{plural(tests, 'test')} by calendar {calendar.edition}, {len(findings)} failed.")
    if findings:
        sys.exit(1)


@app.command("show")
def show(
    file: File,
    event: Annotated[
        str | None, typer.Option("--event", metavar="DATE", help="Count every clock from an event on this day.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what procedural rules say: clocks, steps and by whom, stages, and how long what was decided is displayed.

    Clocks and displays stand with their article; with a day, also when each of them ends. Of each stage it tells which
    steps can be taken in it, which clocks count, and what follows when they pass.

    Example: goodstanding procedure show model --event 2026-01-30
    """
    procedure, day = law.read_procedure(file), optional_date(event)
    calendar = law.calendar_of(procedure)
    if as_json:
        about = {"id": procedure.id, "edition": procedure.edition, "digest": procedure_digest(procedure)}
        around = {"sample": procedure.sample, "calendar": calendar.edition}
        print_json(about | around | rules_json(procedure, calendar, day) | {"stages": stages_json(procedure)})
        return
    print_clocks(procedure, calendar, day)
    print_steps(procedure)
    print_stages(procedure)
    print_display(procedure, day)
    if procedure.sample:
        print_text(f"{ILLUSTRATIVE} Modelled on: {procedure.modelled_on}.")


@app.command("enroll")
def enroll(
    file: File, officer: As, data: Data = None, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Enter procedural rules that keep every floor into the log, whole. Another officer approves them.

    Example: goodstanding procedure enroll model --as author-1
    """
    ports, procedure = open_ports(data_directory(data)), law.read_procedure(file)
    law.calendar_of(procedure)
    number, head = enroll_procedure(ports, procedure, acting_as(ports, officer, passphrase_file))
    if as_json:
        print_json({"procedure": number, "recorded": head_json(head)})
    else:
        print(f"The rules are entered under number {number} (log size {head.size}). Another officer approves them.")


@app.command("approve")
def approve(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The number that `procedure list` shows.")],
    officer: As,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Approve entered rules: files can be opened under them from now on. Open files keep their own.

    Example: goodstanding procedure approve 12 --as approver-1
    """
    ports = open_ports(data_directory(data))
    head = approve_procedure(ports, number, acting_as(ports, officer, passphrase_file))
    if as_json:
        print_json({"procedure": number, "recorded": head_json(head)})
    else:
        print(f"The rules under number {number} are approved (log size {head.size}).")


@app.command("list")
def list_(data: Data = None, recorded: Recorded = None, as_json: AsJson = False) -> None:
    """Show the rules that were entered, and whether they were approved.

    Example: goodstanding procedure list
    """
    ports = open_ports(data_directory(data))
    at = as_of(ports, ports.store, None, recorded)
    found = procedures(ports.store, at.head.size)
    if as_json:
        keys = ("procedure", "id", "edition", "digest", "approved")
        cells = [(number, one.id, one.edition, procedure_digest(one), done) for number, one, done in found]
        print_json({"procedures": [dict(zip(keys, row, strict=True)) for row in cells], **as_of_json(at)})
        return
    rows = [(number, one.title, one.edition, "yes" if done else "no") for number, one, done in found]
    print_table("Procedural rules", ("Number", "Title", "Edition", "Approved"), rows)
