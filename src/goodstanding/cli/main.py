"""The application: commands put together, errors turned into one clear message and an exit code."""

import gc
import os
import sys
import traceback
from typing import Any, ClassVar

import typer

from goodstanding import __version__
from goodstanding.cli.groups import Later, LazyGroup
from goodstanding.cli.output import clean
from goodstanding.cli.refusals import refusal_of
from goodstanding.values.errors import (
    ActRefusedError,
    ConflictError,
    GoodstandingError,
    ImportAbortedError,
    VerificationError,
)

FINDINGS, MISUSE = 1, 2
#: After how many new objects cycles are looked for: what a command makes it mostly keeps until it ends.
COLLECTED_AFTER = 50_000
#: Set by a shell that asks what can be typed next; nothing is installed by us (docs/reference/settings.md).
COMPLETION_VARIABLE = "_GOODSTANDING_COMPLETE"


class _Root(LazyGroup):
    """Every command, by what somebody wants to do."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # click's own Context, by typer's name
        """Run the command that was typed; what it cannot read is told in plain words."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            from goodstanding.cli.misreadings import plain_misreading

            error.message = plain_misreading(error.__cause__, error.message)
            raise

    panels: ClassVar = {
        "Ask": {
            "explain": Later("explain:run", "Explain one standing, point by point."),
            "evaluate": Later("evaluate:run", "The standings of all organizations."),
            "history": Later("history:run", "When one standing changes, and why."),
            "back": Later("back:run", "When a better grade is reached, and what brings it sooner."),
            "grounds": Later("grounds:run", "For whom a file could be opened."),
            "list": Later("listing:run", "Who is listed by a proceeding."),
            "changes": Later("listing:run_changes", "What changed on the list, day by day."),
            "consequences": Later("listing:run_consequences", "What a listing brings for one organization."),
            "cases": Later("cases:run", "How the cases of each authority go."),
            "coverage": Later("coverage:app", "What an authority decided, by its own numbers."),
        },
        "Screen bidders": {
            "screen": Later("screen:app", "Compare bidders with the list."),
            "receipt": Later("receipt:app", "Receipts of screenings."),
        },
        "Record decisions": {
            "template": Later("importing:run_template", "Print the csv template."),
            "import": Later("importing:run", "Import lists of final decisions."),
            "quarantine": Later("quarantine:app", "Answer rows in question."),
            "record": Later("matters.record:app", "Verify records and preview them before they show."),
            "correction": Later("correction:app", "Have a record corrected."),
            "claim": Later("matters.claim:app", "Claims of protected function."),
            "identity": Later("matters.identity:app", "Join two ids of one organization, or part them again."),
        },
        "Conduct proceedings": {
            "procedure": Later("procedure:app", "Procedural rules: check, test, read."),
            "proceeding": Later("proceeding.application:app", "From a file to a decision and the way out."),
        },
        "Write rulebooks": {
            "rulebook": Later("rulebook:app", "Rulebooks: check, test, read, compare."),
        },
        "Prove by the log": {
            "log": Later("log.application:app", "The public log: heads, proofs, publication."),
            "rebuild": Later("rebuild:run", "Check the register against its ledger."),
        },
        "Run a register": {
            "demo": Later("demo:run", "Show the main job on an invented country."),
            "init": Later("init:run", "Create a register."),
            "officer": Later("officer:app", "Accounts that sign acts."),
            "competence": Later("competence:app", "Who may record what."),
            "authority": Later("authority:app", "Who stands above whom, and does what."),
            "mandate": Later("authority:mandate", "Which officer may act in which role."),
            "facts": Later("facts:run", "Write what evaluation needs as Parquet."),
            "sample": Later("sample:run", "Draw an invented nation of any size."),
        },
    }


app = typer.Typer(
    name="goodstanding",
    cls=_Root,
    help="An integrity register for companies and public bodies: final decisions in, explained standings out.",
    no_args_is_help=True,
    add_completion=COMPLETION_VARIABLE in os.environ,
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


def main() -> None:
    """Run a command; no error prints a submitted value, and no traceback prints a message (S40)."""
    gc.set_threshold(COLLECTED_AFTER)
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
