"""A group with one command that may go unnamed: `goodstanding screen FILE`."""

from typing import ClassVar

import typer

from goodstanding.cli.groups import LazyGroup


class _Unnamed(typer.Context):
    """Of a command that was not named: its help and errors call it as it was called."""

    @property
    def command_path(self) -> str:
        """The group's own."""
        return str(self.parent.command_path) if self.parent is not None else super().command_path


class WithDefault(LazyGroup):
    """What does not begin with a command's name goes to the default command, `--help` too."""

    default: ClassVar[str] = ""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # click's own Context, by typer's name
        """Put the default's name before what does not name a command."""
        is_named = bool(args) and args[0] in self.commands
        self.commands[self.default].context_class = typer.Context if is_named else _Unnamed
        return super().parse_args(ctx, args if is_named else [self.default, *args])
