"""A group with one command that may go unnamed: `goodstanding screen FILE`."""

from typing import ClassVar

import typer

from goodstanding.cli.groups import LazyGroup


class WithDefault(LazyGroup):
    """What does not begin with a command's name goes to the default command, `--help` too."""

    default: ClassVar[str] = ""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # click's own Context, by typer's name
        """Put the default's name before what does not name a command."""
        return super().parse_args(ctx, args if args and args[0] in self.commands else [self.default, *args])
