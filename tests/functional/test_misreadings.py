"""No argument that cannot be read is told of in a library's words, or repeated."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sample_commands import Run
from typer.main import get_command

from goodstanding.cli.main import app
from goodstanding.cli.misreadings import plain_misreading

FOREIGN = re.compile(r"Value error|Assertion failed|Input should|pydantic|unable to parse")
ODD = "nobody is not one of 'us'."


def typed(command: Any = None, *before: str) -> Iterator[tuple[str, ...]]:
    """Every argument and option that is read as something else than text, with a value that it cannot be."""
    command = get_command(app) if command is None else command
    for name in getattr(command, "commands", ()):
        yield from typed(command.commands[name], *before, name)
    for param in command.params if before else ():
        if re.search(r"\bint\b|<enum ", str(param.type_descriptor)):
            yield (*before, param.opts[-1], ODD) if param.param_type_name == "option" else (*before, ODD)


EVERY = sorted(set(typed()))


def test_there_are_many_to_try() -> None:
    assert len(EVERY) > 40


@pytest.mark.parametrize("arguments", EVERY, ids=" ".join)
def test_a_misreading_says_what_is_accepted(run: Run, arguments: tuple[str, ...]) -> None:
    answer = run(*arguments)
    assert answer.code == 2
    assert not FOREIGN.search(answer.err)
    if "Invalid value" in answer.err:
        assert ("accepted " in answer.err, ODD in answer.err) == (True, False)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ("screen", "--purpose", "wedding"),
            "Invalid value for '--purpose': accepted are 'tender', 'grant', 'contract',",
        ),
        (("log", "prove", "first"), "Invalid value for 'INDEX': accepted is a whole number."),
        (("log", "consistency", "0", "2"), "Invalid value for 'OLD': accepted is 1 or more."),
        (("log", "witness", "serve", "x", "--port", "70000"), "Invalid value for '--port': accepted is 65535 or less."),
    ],
)
def test_each_kind_has_its_words(run: Run, arguments: tuple[str, ...], says: str) -> None:
    assert says in run(*arguments).err


class _RefusedError(Exception):
    def errors(self) -> list[dict[str, Any]]:
        return [{"type": "value_error"}]


def test_what_another_refuses_stays_and_what_is_unknown_is_said_of_nobody() -> None:
    assert plain_misreading(None, "path 'x' is not readable.") == "path 'x' is not readable."
    assert plain_misreading(_RefusedError(), "Value error, it is odd.") == "this is not accepted here."
