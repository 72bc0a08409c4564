"""`goodstanding screen`: a bidder or a file of them against the list; `screen resolve` and `screen export`."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from goodstanding.bootstrap.intake import digest_of
from goodstanding.bootstrap.screening import (
    KINDS,
    Engine,
    bidder_file,
    count_bidders,
    evidence_means,
    export_list,
    one_bidder,
    present_instant,
    register_list,
    searching,
)
from goodstanding.bootstrap.screening_files import (
    Run,
    opened_journal,
    read_answers,
    read_journal,
    remember,
    require_new_receipt,
    write_receipt,
    write_reports,
)
from goodstanding.cli.default_command import WithDefault
from goodstanding.cli.groups import OTHERS, Later
from goodstanding.cli.log.passphrases import KeyPassphraseFiles, passphrases_of
from goodstanding.cli.options import (
    AsJson,
    Data,
    Effective,
    Recorded,
    existing,
    optional_date,
)
from goodstanding.cli.output import clean, finding_json, plural, print_findings, print_json, print_text, progress_bar
from goodstanding.cli.screening_desk import Keys, MemoryFile, PublishedList, StaleAfter, open_desk
from goodstanding.cli.screening_text import print_answer, print_file
from goodstanding.publication.screened import Asked, Given
from goodstanding.services.appending import print_instant
from goodstanding.services.bidders import BidderFile, BidderRow, ignored_parts
from goodstanding.services.days import day_in
from goodstanding.services.purposes import Purpose, ScreeningRole, role_of
from goodstanding.services.screening import Desk
from goodstanding.services.screening_memory import Why, decide_question
from goodstanding.services.screening_runs import close_run, run_screening
from goodstanding.settings import data_directory
from goodstanding.values.errors import (
    ConflictError,
    ImportAbortedError,
    MisuseError,
    NotScreenedError,
    VerificationError,
)
from goodstanding.values.findings import Finding
from goodstanding.values.plain import plain

#: Endings of files that a screening writes.
OUTPUTS = (".jsonl", ".csv", ".html")


class _Screen(WithDefault):
    default: ClassVar[str] = "bidders"
    panels: ClassVar = {OTHERS: {"calibration": Later("screening_rates:calibration")}}


app = typer.Typer(cls=_Screen, help="Compare bidders with the list: one reasoned answer each.")

Outputs = Annotated[
    list[Path] | None,
    typer.Option("--output", metavar="FILE", help=f"Write every answer to a file: {', '.join(OUTPUTS)}. May be given "
                 "several times. Run again after an interruption, it goes on where it stopped."),
]  # fmt: skip


Role = Annotated[
    ScreeningRole | None,
    typer.Option("--role", help="In which role you screen. Default: the one that usually has the purpose."),
]
Bidders = Annotated[Path | None, typer.Argument(metavar="FILE", help="Bidders: CSV, JSON lines, or an OCDS package.")]
Names = Annotated[
    list[str] | None, typer.Option("--name", metavar="NAME", help="Of one bidder; several are its aliases.")
]
Numbers = Annotated[
    list[str] | None, typer.Option("--identifier", metavar="SCHEME:CODE", help="Of one bidder; one or several.")
]
FileKind = Annotated[
    str | None, typer.Option("--format", metavar="KIND", help=f"One of {', '.join(KINDS)}. Default: by its ending.")
]
EngineName = Annotated[
    Engine, typer.Option("--engine", help="How candidates are found for a file; the answers are the same.")
]


@contextmanager
def _failing() -> Iterator[None]:
    """What stops a screening has another exit code than what a screening finds: a script must tell them apart."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads the answers left; nothing more is printed when this process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)
    except (ImportAbortedError, ConflictError, VerificationError) as error:
        raise NotScreenedError(error.what, accepted=error.accepted, to_do=error.to_do) from error


@app.command("bidders")
@_failing()
def bidders(
    purpose: Annotated[Purpose, typer.Option("--purpose", help="What the screening is for.")],
    role: Role = None,
    file: Bidders = None,
    name: Names = None,
    identifier: Numbers = None,
    country: Annotated[str, typer.Option("--country", metavar="CODE", help="Of one bidder.")] = "",
    form: FileKind = None,
    output: Outputs = None,
    receipt: Annotated[
        Path | None, typer.Option("--receipt", metavar="FILE.json", help="Write a receipt, and its opening beside it.")
    ] = None,
    memory: MemoryFile = None,
    published: PublishedList = None,
    key: Keys = None,
    stale_after: StaleAfter = None,
    engine: EngineName = Engine.AUTO,
    effective: Effective = None,
    recorded: Recorded = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Compare one bidder, or a file of them, with the list. A name alone is never a match.

    A match is by an equal number: by one without a check digit only if the names agree. A question is put to a person:
    answer it with `screen resolve`. Where the list is stale, nobody is clear. Personal numbers are refused. Nothing is
    kept in the register. Exit code 0: every bidder is clear; 1: some bidder is not; 2: nothing was screened, or not to
    the end.

    Beside it: `screen resolve` remembers a person's answer to a question, `screen calibration` says how often a
    question is wrong, and `screen export` writes the list that others ask by --list.

    Examples:

      goodstanding screen bidders.csv --purpose tender --output answers.jsonl --output report.html

      goodstanding screen --name "Northquay Dredging" --country XV --purpose tender
    """
    if (file is None) == (not name and not identifier):
        raise MisuseError("It is not said who is asked about.", accepted="a FILE, or --name and --identifier")
    _require_outputs(output or [], [place for place in (file, memory) if place is not None], receipt)
    meant = role_of(purpose, role)
    desk = open_desk(published, key, data, effective, recorded, stale_after, memory)
    source = None if file is None else existing(file)
    reader = None if source is None else bidder_file(source, form)
    rows = _rows(reader, source) or iter([one_bidder(tuple(name or ()), tuple(identifier or ()), country)])
    asked = _asked(purpose, meant, desk, source, receipt)
    findings: list[Finding] = []
    with searching(replace(desk, about=asked.digest), engine, source) as at_work:
        how_many = None if source is None else partial(count_bidders, source, form)
        run, opening = _screen(rows, at_work, asked, output or [], receipt, findings, how_many)
    findings[:0] = _told_before(run, findings)
    findings += [] if reader is None else ignored_parts(reader.ignored)
    told = [*desk.screened.findings, *(replace(one, file=source.name if source else "") for one in findings)]
    _print(run, told, source is None and not findings, as_json)
    if opening is not None and not as_json:
        print_text(f"Receipt written. Keep {opening.name}: it opens the receipt, and is yours alone.")
    if not run.counts.all_clear:
        sys.exit(1)


@app.command("resolve")
def resolve(
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS", help="What `screen --output` wrote, as .jsonl.")],
    row: Annotated[int, typer.Option("--row", metavar="ROW", help="The bidder's row.")],
    organization: Annotated[str, typer.Option("--organization", metavar="ID", help="The candidate, such as o-12.")],
    answer: Annotated[Given, typer.Option("--answer", help="Whether bidder and candidate are the same.")],
    reason: Annotated[Why, typer.Option("--reason", help="What the answer rests on.")],
    memory: Annotated[Path, typer.Option("--resolutions", metavar="FILE", help="Your own file of answers.")],
    as_json: AsJson = False,
) -> None:
    """Answer a question that a screening put, and remember it in a file of your own.

    Later screenings with the same --resolutions apply it, until a name, a number or the analyser changes on either
    side: then the question is asked again. The file goes nowhere. A match by number is no question.

    Example: goodstanding screen resolve answers.jsonl --row 7 --organization o-12 --answer different
    --reason numbers-compared --resolutions our-answers.jsonl
    """
    run = read_answers(existing(answers))
    on = day_in(present_instant(), run.asked.version.zones)
    remember(memory, lambda salt: decide_question(salt, run.asked, run.answers, row, organization, answer, reason, on))
    if as_json:
        print_json({"row": row, "organization": organization, "answer": answer.value, "on": on.isoformat()})
        return
    print_text(f"Remembered in {memory.name}: row {row} and {organization} are {_ARE[answer]}.")


_ARE = {Given.SAME: "the same", Given.DIFFERENT: "different organizations"}


@app.command("export")
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the list is written.")],
    sign: Annotated[bool, typer.Option("--sign", help="Sign it by the log's key, as `log publish` does.")] = False,
    passphrase_file: KeyPassphraseFiles = None,
    effective: Effective = None,
    recorded: Recorded = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write the list that `screen --list DIR` asks without a register: what shows today of every organization.

    It clears nobody after its last day, three days on. Publish it daily.

    Example: goodstanding screen export public/screening --sign
    """
    screened = register_list(data_directory(data), optional_date(effective), recorded)
    print_findings(screened.findings)
    passphrases = passphrases_of(passphrase_file) if sign else None
    refresh_by = export_list(screened, folder, data_directory(data), passphrases)
    if as_json:
        rows = len(screened.rows)
        print_json({"rows": rows, "refresh_by": refresh_by.isoformat(), "list": plain(screened.version)})
        return
    print_text(f"{plural(len(screened.rows), 'organization')} written; good until {refresh_by}.")


def _rows(reader: BidderFile | None, source: Path | None) -> Iterator[BidderRow] | None:
    return None if reader is None or source is None else reader.read(source)


def _asked(purpose: Purpose, role: ScreeningRole, desk: Desk, source: Path | None, receipt: Path | None) -> Asked:
    return Asked(
        purpose=purpose.value,
        role=role.value,
        screened_at=print_instant(present_instant()),
        digest=digest_of(source) if source else "",
        on=desk.on,
        version=desk.screened.version,
        stale=desk.stale,
        ages=desk.ages,
        evidence_means=evidence_means(),
        receipt=receipt.name if receipt else "",
    )


def _screen(
    rows: Iterator[BidderRow],
    desk: Desk,
    asked: Asked,
    outputs: list[Path],
    receipt: Path | None,
    findings: list[Finding],
    how_many: Callable[[], int] | None,
) -> tuple[Run, Path | None]:
    """Run to the end, then write what was asked for beside the answers; what stands half-done is gone on with.

    The answers are closed last: those that are finished lack neither a report nor their receipt. Also the opening.
    """
    answers, journal_path = _answers(outputs), _journal_path(outputs)
    with (
        telling_where_it_goes_on(journal_path),
        opened_journal(journal_path) as journal,
        progress_bar("Bidders", how_many) as progress,
    ):
        run_screening(rows, desk, asked, journal, findings.append, progress)
        run = read_journal(journal)
        write_reports([path for path in outputs if path != answers], run)
        opening = write_receipt(receipt, run) if receipt else None
        if answers is not None:
            close_run(journal, run.counts)
    if answers is None and journal_path is not None:
        journal_path.unlink()
    return run, opening


@contextmanager
def telling_where_it_goes_on(journal: Path | None) -> Iterator[None]:
    """Whoever stops a run learns that it is not lost, or that it is."""
    try:
        yield
    except KeyboardInterrupt:
        kept = "Without --output no answer is kept."
        if journal is not None:
            kept = f"The answers so far are kept in {clean(journal.name)}: the same command goes on behind them."
        print(f"goodstanding: Stopped. {kept}", file=sys.stderr)
        raise


def _answers(outputs: list[Path]) -> Path | None:
    return next((path for path in outputs if path.suffix == OUTPUTS[0]), None)


def _journal_path(outputs: list[Path]) -> Path | None:
    """Where answers are kept while work goes on: in the file of answers, or in one that is removed at the end."""
    return _answers(outputs) or (outputs[0].with_name(f"{outputs[0].name}.partial.jsonl") if outputs else None)


def _told_before(run: Run, findings: list[Finding]) -> list[Finding]:
    """What is wrong with rows that were answered before an interruption: their problems are as new to who reads on."""
    told = {one.row for one in findings}
    return [
        Finding(code=one.why, message=one.problem, row=one.row)
        for one in run.answers
        if one.problem and one.row not in told
    ]


def _require_outputs(outputs: list[Path], read: list[Path], receipt: Path | None) -> None:
    """What is written is new, but for what is gone on with; and it is nothing that is read."""
    journal = _journal_path(outputs)
    is_begun = journal is not None and journal.exists()
    if any(path.suffix not in OUTPUTS for path in outputs):
        raise MisuseError("This is not a file that a screening writes.", accepted=", ".join(OUTPUTS))
    if receipt is not None:
        require_new_receipt(receipt, is_begun=is_begun)
    places = [path.resolve() for path in (*outputs, *([receipt] if receipt else ()), *read)]
    if not all(path.parent.is_dir() for path in places):
        raise MisuseError("A file is named in a folder that is not there.", to_do="make the folder first")
    if len(set(places)) != len(places):
        raise MisuseError("One file is named twice.", to_do="give each file that is read or written a name of its own")
    if not is_begun and any(path.exists() for path in outputs if path.suffix != OUTPUTS[0]):
        raise MisuseError("There is a file of this name already.", to_do="give another name to --output")


def _print(run: Run, findings: list[Finding], is_one: bool, as_json: bool) -> None:
    if as_json:
        told = {"asked": plain(run.asked), "answers": plain(run.answers), "counts": plain(run.counts)}
        print_json(told | {"findings": [finding_json(one) for one in findings]})
        return
    print_findings(findings)
    if is_one:
        print_answer(run.asked, run.answers[0])
    else:
        print_file(run.asked, run.answers, run.counts)
