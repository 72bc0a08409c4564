"""Groups import a command when it is asked for; help tells all of them, whole, under headings."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
import typer
from typer.main import get_command
from typer.testing import CliRunner

from goodstanding.cli.groups import Later, LazyGroup
from goodstanding.cli.main import COMPLETION_VARIABLE, app


class _Known(LazyGroup):
    panels: ClassVar = {
        "Roots": {"log": Later("log.application:app", "The log.")},
        "Leaves": {"init": Later("init:run")},
    }


known = typer.Typer(cls=_Known, rich_markup_mode=None)


@known.command("here", short_help="Of the application itself.")
def _here() -> None:
    pass


@known.command("unseen", hidden=True)
def _unseen() -> None:
    pass


def groups(command: Any, *typed: str) -> Iterator[tuple[str, ...]]:
    children = getattr(command, "commands", {})
    if children:
        yield typed
    for name, child in children.items():
        yield from groups(child, *typed, name)


def commands(command: Any, *typed: str) -> Iterator[tuple[str, ...]]:
    yield typed
    for name, child in getattr(command, "commands", {}).items():
        yield from commands(child, *typed, name)


def imported_by(*typed: str) -> set[str]:
    """The modules of the command line that are imported to answer."""
    script = (
        "import sys; from typer.testing import CliRunner; from goodstanding.cli.main import app\n"
        f"CliRunner().invoke(app, {list(typed)!r}); print(*sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=120)
    below = "goodstanding.cli."
    return {name.removeprefix(below) for name in answer.stdout.split() if name.startswith(below)}


ALWAYS = {"database", "groups", "main", "options", "output", "refusals"}


@pytest.mark.parametrize(
    ("typed", "more"),
    [
        (["--help"], set()),
        (["nothing"], set()),
        (["rebuild", "--help"], {"rebuild"}),
        (["log", "--help"], {"log", "log.application"}),
        (["proceeding", "figures", "--help"], {"proceeding", "proceeding.application", "proceeding.figures"}),
    ],
    ids=lambda value: " ".join(sorted(value) if isinstance(value, set) else value),
)
def test_a_command_is_imported_when_it_is_typed(typed: list[str], more: set[str]) -> None:
    assert imported_by(*typed) == ALWAYS | more


def test_help_tells_every_command_in_its_panel() -> None:
    told = CliRunner().invoke(known, ["--help"]).output.partition("Commands:\n")[2]
    assert [line.rstrip() for line in told.splitlines()] == [
        "  here  Of the application itself.",
        "",
        "Roots:",
        "  log   The log.",
        "",
        "Leaves:",
        "  init  Create a register in the data directory, or bring an older one up to",
        "        date.",
    ]


def test_a_hidden_command_runs() -> None:
    assert CliRunner().invoke(known, ["unseen"]).exit_code == 0


def test_a_name_that_is_none_is_answered_with_near_ones() -> None:
    answer = CliRunner().invoke(app, ["explian"])
    assert answer.exit_code == 2
    assert "'explain'" in answer.output


def test_help_of_no_group_cuts_a_sentence() -> None:
    told = {typed: CliRunner().invoke(app, [*typed, "--help"]).output for typed in groups(get_command(app))}
    assert len(told) > 15
    assert [typed for typed, text in told.items() if "..." in text.partition("[ARGS]...")[2]] == []


def leaves(command: Any, *typed: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    children = getattr(command, "commands", {})
    if not children and not command.hidden:
        yield typed, command
    for name in children:
        yield from leaves(children[name], *typed, name)


def test_examples_are_a_line_each_that_the_command_reads() -> None:
    """As help prints them, whatever the width of the window: what it breaks cannot be copied."""
    root, read = get_command(app), 0
    for typed, command in leaves(root):
        told = CliRunner().invoke(app, [*typed, "--help"], terminal_width=40).output.splitlines()
        examples = [line.strip().removeprefix("Example: ") for line in told if "goodstanding " in line][1:]
        examples = [line for line in examples if line.startswith("goodstanding ")]
        assert examples, typed
        for line in examples:
            given = shlex.split(line.partition(" > ")[0])[1:]
            named = list(typed) if given[: len(typed)] == list(typed) else list(typed[:-1])
            assert given[: len(named)] == named, line
            command.make_context("goodstanding", given[len(named) :])
            read += 1
    assert read > 120


def test_no_option_shows_a_type_of_the_program() -> None:
    for typed, _ in leaves(get_command(app)):
        told = CliRunner().invoke(app, [*typed, "--help"]).output
        assert not re.search(r"^  --.*<(?:list|int|str|float)\b", told, re.MULTILINE), typed


def test_help_and_errors_call_every_command_as_it_was_typed() -> None:
    """Also one that may go unnamed; and no argument stands in two pairs of brackets."""
    told, every = [], list(commands(get_command(app)))
    for typed in every:
        usage = f"Usage: {' '.join(['goodstanding', *typed])} "
        helped = CliRunner().invoke(app, [*typed, "--help"], prog_name="goodstanding").output.splitlines()[0]
        refused = CliRunner().invoke(app, [*typed, "--no-such-option"], prog_name="goodstanding").output
        if not helped.startswith(usage) or "[[" in helped or usage not in refused:
            told.append(" ".join(typed))
    assert len(every) > 100
    assert ("screen",) in every
    assert told == []


def test_no_panel_lists_more_than_a_reader_takes_in() -> None:
    panels = get_command(app).panels  # type: ignore[attr-defined]  # of our own group
    assert len(panels) > 5
    assert max(map(len, panels.values())) <= 10


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("expl", {"explain"}),
        ("proceeding dea", {"deadlines"}),
        ("log ke", {"keys"}),
        ("log keys rot", {"rotate"}),
        ("explain --effec", {"--effective"}),
    ],
)
def test_a_shell_is_told_what_can_be_typed(line: str, offered: set[str]) -> None:
    words = f"goodstanding {line}"
    asked = {COMPLETION_VARIABLE: "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    command = "import sys; sys.argv[0] = 'goodstanding'; from goodstanding.cli.main import main; main()"
    answer = subprocess.run(
        [sys.executable, "-c", command], env=os.environ | asked, capture_output=True, text=True, timeout=120
    )
    assert set(answer.stdout.split()) == offered


def test_completion_adds_no_option() -> None:
    assert "completion" not in CliRunner().invoke(app, ["--help"]).output
