"""The application: commands put together, errors turned into one clear message and an exit code."""

import sys
import traceback

import typer

from goodstanding import __version__
from goodstanding.cli import (
    competence,
    demo,
    evaluate,
    explain,
    grounds,
    history,
    importing,
    init,
    listing,
    officer,
    quarantine,
    rebuild,
)
from goodstanding.values.errors import ConflictError, GoodstandingError, ImportAbortedError, VerificationError

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


app.command("init")(init.run)
app.command("demo")(demo.run)
app.add_typer(officer.app, name="officer")
app.add_typer(competence.app, name="competence")
app.command("import")(importing.run)
app.command("template")(importing.run_template)
app.add_typer(quarantine.app, name="quarantine")
app.command("evaluate")(evaluate.run)
app.command("explain")(explain.run)
app.command("grounds")(grounds.run)
app.command("list")(listing.run)
app.command("history")(history.run)
app.command("rebuild")(rebuild.run)


def main() -> None:
    """Run a command; no error prints a submitted value, and no traceback prints a message (S40)."""
    try:
        app()
    except GoodstandingError as error:
        print(f"goodstanding: {error}", file=sys.stderr)
        found = isinstance(error, ImportAbortedError | ConflictError | VerificationError)
        sys.exit(FINDINGS if found else MISUSE)
    except BrokenPipeError:
        sys.exit(FINDINGS)
    except Exception as error:  # noqa: BLE001 - the last line of defence: say where, never what
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
        print(f"goodstanding: internal error {type(error).__name__} at {place}; please report it.", file=sys.stderr)
        sys.exit(MISUSE)
