"""The option `--database`, on every command that takes the shared `--data`."""

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from goodstanding.cli.options import Data
from goodstanding.settings import given_database

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="A PostgreSQL database that holds the entries; no password in it."
        " Default: $GOODSTANDING_DATABASE, else as `init` was told, else a file in the data directory.",
    ),
]


def offer_database(app: typer.Typer) -> None:
    """Add the option to the commands of an application and of its groups; to each once."""
    for group in app.registered_groups:
        if group.typer_instance is not None:
            offer_database(group.typer_instance)
    for command in app.registered_commands:
        if command.callback is not None and _takes_data(command.callback):
            command.callback = _with_database(command.callback)


def _takes_data(run: Callable[..., Any]) -> bool:
    parameters = inspect.signature(run).parameters
    return "data" in parameters and parameters["data"].annotation == Data and "database" not in parameters


def _with_database(run: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(run)
    def command(*, database: str | None, **given: Any) -> Any:
        with given_database(database):
            return run(**given)

    signature = inspect.signature(run)
    option = inspect.Parameter("database", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Database)
    parameters = [one for parameter in signature.parameters.values() for one in _beside(parameter, option)]
    command.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]  # what typer reads of it
    command.__annotations__ = {**run.__annotations__, "database": Database}
    return command


def _beside(parameter: inspect.Parameter, option: inspect.Parameter) -> list[inspect.Parameter]:
    """Every parameter by its name, the option right after `data`."""
    named = parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
    return [named, option] if parameter.name == "data" else [named]
