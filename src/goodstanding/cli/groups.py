"""Groups of commands that are imported when they are typed, and told in panels by what they are for."""

from collections import UserDict
from collections.abc import Mapping
from importlib import import_module
from inspect import cleandoc
from typing import Any, ClassVar, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_group

from goodstanding.cli.database import offer_database

#: The panel of commands that are in none.
OTHERS = "Commands"
#: Help tells a command's first sentence whole, on as many lines as it takes.
_LONGEST = 500
_EXAMPLES = ("Example: goodstanding ", "goodstanding ")
#: What stands before a paragraph that the formatter of help leaves as it is.
_UNBROKEN = "\b\n"


class Later(NamedTuple):
    """A command or a group of them that is not imported yet.

    `place` is its module and name below this package, as `screen:app`. Where there is no short help, help tells its
    own first sentence, and imports it for that.
    """

    place: str
    short_help: str | None = None

    def load(self, name: str) -> Any:
        """Import it, and make of it what typer makes of a command with this name."""
        module, _, attribute = self.place.partition(":")
        found = getattr(import_module(f"goodstanding.cli.{module}"), attribute)
        above = typer.Typer(rich_markup_mode=None)
        if isinstance(found, typer.Typer):
            cls = found.info.cls if isinstance(found.info.cls, type) else LazyGroup
            above.add_typer(found, name=name, cls=cls, short_help=self.short_help)
        else:
            above.command(name, short_help=self.short_help)(found)
        offer_database(above)
        return get_group(above).commands[name]


class _Commands(UserDict[str, Any]):
    """Commands by name. Taking one out imports it; asking for names does not."""

    def __getitem__(self, name: str) -> Any:
        found = self.data[name]
        if isinstance(found, Later):
            found = self.data[name] = found.load(name)
        found.help = with_whole_examples(found.help or "")
        return found


def with_whole_examples(text: str) -> str:
    """Help whose examples are a line each, however long: what help has broken cannot be copied into a shell."""
    paragraphs = cleandoc(text).split("\n\n")
    return "\n\n".join(_whole(one) if one.lstrip().startswith(_EXAMPLES) else one for one in paragraphs)


def _whole(paragraph: str) -> str:
    indent = paragraph[: len(paragraph) - len(paragraph.lstrip())]
    return f"{_UNBROKEN}{indent}{' '.join(paragraph.split())}"


class LazyGroup(TyperGroup):
    """The commands of its application, and behind them those of its panels, each imported when it is asked for."""

    panels: ClassVar[Mapping[str, Mapping[str, Later]]] = {}

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._later = {name: one for commands in self.panels.values() for name, one in commands.items()}
        self._panel_of = dict.fromkeys(self.commands, OTHERS)
        self._panel_of |= {name: panel for panel, commands in self.panels.items() for name in commands}
        self.commands = _Commands({**self.commands, **self._later})

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # click's own Context, by typer's name
        """The names, in the order in which help tells them."""
        return list(self.commands)

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]  # as above
        """A section for every panel, all of them equally indented."""
        told = {name: text for name in self.commands if (text := self._short_help(name))}
        widest = max(map(len, told))
        for panel in dict.fromkeys(self._panel_of.values()):
            if rows := [(name.ljust(widest), text) for name, text in told.items() if self._panel_of[name] == panel]:
                with formatter.section(panel):
                    formatter.write_dl(rows)

    def _short_help(self, name: str) -> str:
        """What is told beside a command: nothing of a hidden one."""
        if name in self._later and (given := self._later[name].short_help):
            return given
        command = self.commands[name]
        return "" if command.hidden else str(command.get_short_help_str(_LONGEST))
