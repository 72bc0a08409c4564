"""The application: commands put together, errors turned into one clear message and an exit code."""

import sys
import traceback

import typer

from goodstanding import __version__
from goodstanding.cli import (
    authority,
    back,
    cases,
    competence,
    correction,
    coverage,
    demo,
    evaluate,
    explain,
    facts,
    grounds,
    history,
    importing,
    init,
    listing,
    officer,
    procedure,
    quarantine,
    rebuild,
    receipt,
    rulebook,
    rulebook_adoption,
    rulebook_impact,
    rulebook_stability,
    sample,
    screen,
)
from goodstanding.cli.database import offer_database
from goodstanding.cli.log.application import app as log_app
from goodstanding.cli.matters import claim, identity, record
from goodstanding.cli.output import clean
from goodstanding.cli.proceeding import application as proceeding
from goodstanding.cli.refusals import refusal_of
from goodstanding.values.errors import (
    ActRefusedError,
    ConflictError,
    GoodstandingError,
    ImportAbortedError,
    VerificationError,
)

FINDINGS, MISUSE = 1, 2

app = typer.Typer(
    name="goodstanding",
    help="An integrity register for companies and public bodies: final decisions in, explained standings out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:
    if asked:
        print(f"goodstanding {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """An integrity register for companies and public bodies: final decisions in, explained standings out."""


app.command("init", short_help="Create a register.")(init.run)
app.command("demo", short_help="Show the main job on an invented country.")(demo.run)
app.add_typer(officer.app, name="officer", short_help="Accounts that sign acts.")
app.add_typer(competence.app, name="competence", short_help="Who may record what.")
app.command("import", short_help="Import lists of final decisions.")(importing.run)
app.command("template", short_help="Print the csv template.")(importing.run_template)
app.add_typer(quarantine.app, name="quarantine", short_help="Answer rows in question.")
app.command("evaluate", short_help="The standings of all organizations.")(evaluate.run)
app.command("facts", short_help="Write what evaluation needs as Parquet.")(facts.run)
app.command("sample", short_help="Draw an invented nation of any size.")(sample.run)
app.command("explain", short_help="Explain one standing, point by point.")(explain.run)
app.command("grounds", short_help="For whom a file could be opened.")(grounds.run)
app.command("cases", short_help="How the cases of each authority go.")(cases.run)
app.command("list", short_help="Who is listed by a proceeding.")(listing.run)
app.command("changes", short_help="What changed on the list, day by day.")(listing.run_changes)
app.command("consequences", short_help="What a listing brings for one organization.")(listing.run_consequences)
app.command("history", short_help="When one standing changes, and why.")(history.run)
app.command("back", short_help="When a better grade is reached, and what brings it sooner.")(back.run)
app.add_typer(screen.app, name="screen", short_help="Compare bidders with the list.")
app.add_typer(receipt.app, name="receipt", short_help="Receipts of screenings.")
app.add_typer(rulebook.app, name="rulebook", short_help="Rulebooks: check, test, read, compare.")
rulebook.app.command("impact")(rulebook_impact.run)
rulebook.app.command("stability")(rulebook_stability.run)
rulebook.app.command("propose")(rulebook_adoption.run_propose)
rulebook.app.command("assess")(rulebook_adoption.run_assess)
rulebook.app.command("approve")(rulebook_adoption.run_approve)
rulebook.app.command("adopt")(rulebook_adoption.run_adopt)
rulebook.app.command("withdraw")(rulebook_adoption.run_withdraw)
rulebook.app.command("list")(rulebook_adoption.run_list)
app.add_typer(authority.app, name="authority", short_help="Who stands above whom, and does what.")
app.add_typer(authority.mandate, name="mandate", short_help="Which officer may act in which role.")
app.add_typer(proceeding.app, name="proceeding", short_help="From a file to a decision and the way out.")
app.add_typer(coverage.app, name="coverage", short_help="What an authority decided, by its own numbers.")
app.add_typer(record.app, name="record", short_help="Verify records and preview them before they show.")
app.add_typer(claim.app, name="claim", short_help="Claims of protected function.")
app.add_typer(identity.app, name="identity", short_help="Join two ids of one organization, or part them again.")
app.add_typer(correction.app, name="correction", short_help="Have a record corrected.")
app.add_typer(procedure.app, name="procedure", short_help="Procedural rules: check, test, read.")
app.add_typer(log_app, name="log", short_help="The public log: heads, proofs, publication.")
app.command("rebuild", short_help="Check the register against its ledger.")(rebuild.run)
offer_database(app)


def main() -> None:
    """Run a command; no error prints a submitted value, and no traceback prints a message (S40)."""
    try:
        app()
    except GoodstandingError as error:
        print(f"goodstanding: {clean(str(error))}", file=sys.stderr)
        found = isinstance(error, ImportAbortedError | ConflictError | VerificationError | ActRefusedError)
        sys.exit(FINDINGS if found else MISUSE)
    except BrokenPipeError:
        sys.exit(FINDINGS)
    except Exception as error:  # noqa: BLE001 - the last line of defence: say where, never what
        refused = refusal_of(error)
        if refused:
            print(f"goodstanding: {refused}", file=sys.stderr)
            sys.exit(MISUSE)
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
        print(f"goodstanding: internal error {type(error).__name__} at {place}; please report it.", file=sys.stderr)
        sys.exit(MISUSE)
