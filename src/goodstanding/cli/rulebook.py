"""`goodstanding rulebook`."""

import sys
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, ClassVar, NoReturn

import typer

from goodstanding.bootstrap import law
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.groups import Later, LazyGroup
from goodstanding.cli.options import AsJson, Data, Effective, Recorded, Titles, optional_date
from goodstanding.cli.output import (
    as_of_line,
    clean,
    finding_json,
    plural,
    print_findings,
    print_json,
    print_table,
    print_text,
)
from goodstanding.cli.pages import Html, print_page, write_page
from goodstanding.cli.proposed import proposed
from goodstanding.cli.rulebook_affected import affected_by, affected_json, affected_sentence
from goodstanding.cli.rulebook_impact import as_object
from goodstanding.publication.dmn import print_dmn
from goodstanding.publication.impact_page import summary
from goodstanding.publication.openfisca import print_openfisca
from goodstanding.publication.rulebook_page import rulebook_page
from goodstanding.rulebook.canonical import rulebook_digest
from goodstanding.rulebook.diff import redline
from goodstanding.rulebook.freshness import check_freshness
from goodstanding.rulebook.model import Rulebook
from goodstanding.rulebook.reporting import titled
from goodstanding.rulebook.translating import translated
from goodstanding.services.impacts import at_effective, public_views
from goodstanding.services.reading import as_of
from goodstanding.standing.cases import Outcome, check_cases, check_outcome, outcomes, print_favours
from goodstanding.standing.narrow import check_reaches, reaches
from goodstanding.standing.phrases import UNGRADED, print_law
from goodstanding.values.errors import MisuseError
from goodstanding.values.findings import Finding, Severity
from goodstanding.values.plain import plain
from goodstanding.values.points import PER_POINT, print_points

NONE = "none"


class ExportTo(StrEnum):
    """What other software reads."""

    OPENFISCA = "openfisca"
    DMN = "dmn"


class _Rulebook(LazyGroup):
    panels: ClassVar = {
        "Weigh": {
            "impact": Later("rulebook_impact:run"),
            "stability": Later("rulebook_stability:run"),
        },
        "Adopt": {
            "propose": Later("rulebook_adoption:run_propose"),
            "assess": Later("rulebook_adoption:run_assess"),
            "approve": Later("rulebook_adoption:run_approve"),
            "adopt": Later("rulebook_adoption:run_adopt"),
            "withdraw": Later("rulebook_adoption:run_withdraw"),
            "list": Later("rulebook_adoption:run_list"),
        },
    }


app = typer.Typer(
    cls=_Rulebook, help="Rulebooks: law as data. Check, test, read and compare them.", no_args_is_help=True
)

File = Annotated[str, typer.Argument(metavar="FILE", help="A rulebook file, or the name of a shipped sample.")]


@app.command("check")
def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Rulebook files, or names of shipped samples.")],
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="Warn of laws last read over a year before this day; the day for --against. Default: today, by UTC.",
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="DIR", help="A register: refuse rules that single out a few of it."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check rulebooks: every finding with file, line and key. Exit code 1 where one is an error.

    Example: goodstanding rulebook check companies --on 2026-09-30
    """
    further = partial(_further, on=optional_date(on), against=against)
    found = {file: law.check_rulebook_file(file, further)[1] for file in files}
    wrong = [file for file, findings in found.items() if _errors(findings)]
    if as_json:
        print_json([_checked_json(file, findings) for file, findings in found.items()])
    else:
        for file, findings in found.items():
            print_findings(findings, most=len(findings))
            errors = len(_errors(findings))
            print(clean(f"{file}: {plural(errors, 'error')}, {plural(len(findings) - errors, 'warning')}."))
    if wrong:
        sys.exit(1)


@app.command("test")
def run_tests(
    file: File,
    cases: Annotated[
        Path | None, typer.Option("--cases", metavar="FILE", help="The tests. Default: the .test.yaml beside it.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run the tests of a rulebook: what it gives, and what was expected. Exit code 1 where they differ.

    Example: goodstanding rulebook test companies
    """
    rulebook, catalogue = _sound(file), law.load_catalogue()
    read = law.read_rulebook_cases(file, cases)
    unfit = list(check_cases(read, catalogue))
    if unfit:
        _leave(unfit)
    found = [outcome for case in read for outcome in outcomes(case, rulebook, catalogue)]
    if not found:
        raise MisuseError("The file expects nothing.", to_do="write a case with at least one expectation")
    failed = [outcome for outcome in found if any(check_outcome(outcome))]
    if as_json:
        print_json({"cases": len(read), "expectations": len(found), "failed": [plain(outcome) for outcome in failed]})
    else:
        for outcome in failed:
            print_table(f"{outcome.case}, {outcome.expected.on}", ("", "Expected", "Given"), _compared(outcome))
        print_text(f"{plural(len(read), 'test')}, {plural(len(found), 'expectation')}: {len(failed)} not met.")
    if failed:
        sys.exit(1)


@app.command("render")
@app.command("show", hidden=True)
def render(
    file: File,
    html: Html = None,
    language: Titles = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Render a rulebook in words, to be read beside the law: points, fading, caps, grades, grounds.

    A rulebook that was proposed in the register is named ID:EDITION.

    Example: goodstanding rulebook render companies --html companies.html
    """
    rulebook = proposed(file, data) or _sound(file)
    page = rulebook_page(rulebook, law.load_catalogue(), language)
    if html is not None:
        write_page(page, html)
    if as_json:
        print_json({"digest": rulebook_digest(rulebook), "rulebook": plain(rulebook)})
    elif html is None:
        print_page(page)


@app.command("diff")
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The edition that is; a file, a sample, or ID:EDITION.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The edition that shall be, named in the same way.")],
    counted: Annotated[
        bool,
        typer.Option("--affected", help="Count how many standings and grades each change would move."),
    ] = False,
    effective: Effective = None,
    recorded: Recorded = None,
    language: Titles = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Compare two editions as a lawyer reads them: every value before and after, with its article.

    With --affected each part says how many standings and grades it would change, on the register's own records.

    Example: goodstanding rulebook diff companies stricter.yaml --affected --effective 2026-09-30
    """
    before, after = (proposed(one, data) or law.read_rulebook_file(one) for one in (old, new))
    found = redline(before, after)
    affected = affected_by(before, after, effective, recorded, data) if counted else None
    if as_json:
        told = plain(found)
        print_json(told if affected is None else {**as_object(told), "affected": affected_json(affected)})
        return
    titles = dict(titled(translated(before, language))) | dict(titled(translated(after, language)))
    for part in found.parts:
        cited = print_law(part.cites)
        named = titles.get(part.id, part.title)
        title = f"{part.kind.value.capitalize()}: {part.part} {part.id} ({named}; {cited})"
        cells = [(one.key, _value(one.old), _value(one.new)) for one in part.changes]
        print_table(title, ("Value", "Old", "New"), cells)
        if affected is not None and (sentence := affected_sentence(affected, part.id)):
            print_text(sentence)
    told = f"{plural(len(found.parts), 'part')} differ" if found.parts else "The rules are the same"
    print_text(f"{told}. Digest {found.old_digest[:16]} before, {found.new_digest[:16]} after.")
    if affected is not None:
        print_text(summary(affected.impact))
        print_text(as_of_line(affected.at))


@app.command("samples")
def samples(as_json: AsJson = False) -> None:
    """List the rulebooks that ship with the software. They are illustrations; no authority has adopted them.

    Example: goodstanding rulebook samples
    """
    rulebooks = law.rulebook_samples()
    if as_json:
        print_json([_sample_json(name, one) for name, one in rulebooks.items()])
        return
    cells = [(name, one.title, one.purpose, ", ".join(sorted(one.applies_to))) for name, one in rulebooks.items()]
    print_table("Sample rulebooks (UNOFFICIAL)", ("Name", "Title", "Gives", "Applies to"), cells)


@app.command("export")
def export(
    file: File,
    to: Annotated[
        ExportTo,
        typer.Option("--to", help="openfisca: dated parameters, YAML. dmn: decision tables, XML."),
    ],
) -> None:
    """Export a rulebook's numbers for other software: parameters to OpenFisca, tables to DMN.

    Example: goodstanding rulebook export companies --to dmn
    """
    rulebook = _sound(file)
    print(print_openfisca(rulebook) if to is ExportTo.OPENFISCA else print_dmn(rulebook), end="")


@app.command("schema")
def schema() -> None:
    """Print the JSON Schema of a rulebook file. Its `$id` names the version.

    Example: goodstanding rulebook schema
    """
    print_json(law.rulebook_schema())


def _sound(file: str) -> Rulebook:
    """The rulebook of a file without errors; prints them and leaves with exit code 1 otherwise."""
    rulebook, findings = law.check_rulebook_file(file)
    errors = _errors(findings)
    if rulebook is None or errors:
        _leave(errors)
    return rulebook


def _further(rulebook: Rulebook, on: date | None, against: Path | None) -> Iterator[Finding]:
    """What takes a date or a register: the clock and the data come from outside."""
    yield from check_freshness(rulebook, on or law.today())
    if against is not None:
        ports = open_ports(against)
        with ports.store.reading() as reader:
            at = as_of(ports, reader, on, None)
            # As the assessment of a proposal asks it: no day before the rules are in force.
            at = at_effective(at, max(at.effective, rulebook.in_force_from))
            views = public_views(reader, law.load_law(), at, rulebook.applies_to)
            yield from check_reaches(reaches(views, rulebook, law.load_catalogue(), at.effective))


def _leave(findings: list[Finding]) -> NoReturn:
    print_findings(findings, most=len(findings))
    sys.exit(1)


def _errors(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _checked_json(file: str, findings: list[Finding]) -> dict[str, object]:
    return {"file": file, "errors": len(_errors(findings)), "findings": [finding_json(one) for one in findings]}


def _sample_json(name: str, rulebook: Rulebook) -> dict[str, object]:
    return {
        "name": name,
        "rulebook": rulebook.id,
        "edition": rulebook.edition,
        "title": rulebook.title,
        "purpose": rulebook.purpose.value,
        "applies_to": sorted(rulebook.applies_to),
        "digest": rulebook_digest(rulebook),
    }


def _compared(outcome: Outcome) -> Iterator[tuple[str, str, str]]:
    """What differs, as expected and as given: points, grade, each line, grounds."""
    expected = outcome.expected
    rows = [("points", str(expected.points), print_points(outcome.points))]
    rows.append(("grade", expected.grade or UNGRADED, outcome.grade or UNGRADED))
    if expected.lines is not None:
        for rule in sorted({*expected.lines, *outcome.lines}):
            wanted = expected.lines.get(rule, 0) * PER_POINT
            rows.append((f"line {rule}", print_points(wanted), print_points(outcome.lines.get(rule, 0))))
    if expected.grounds is not None:
        rows.append(("grounds", ", ".join(expected.grounds) or NONE, ", ".join(outcome.grounds) or NONE))
    if expected.favours is not None:
        rows.append(("favours", print_favours(expected.favours), print_favours(outcome.favours)))
    return (row for row in rows if row[1] != row[2])


def _value(value: int | str | None) -> str:
    return "" if value is None else str(value)
