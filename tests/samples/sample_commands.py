"""A command of the command line, run in this process, and what it answered."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from goodstanding.cli.main import main


@dataclass(frozen=True)
class Answer:
    """Exit code, stdout and stderr."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *always: object) -> Run:
    """Run a command with these arguments and, behind them, those that always stand there."""

    def run(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["goodstanding", *map(str, (*arguments, *always))])
        code = 0
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 1
        printed = capsys.readouterr()
        return Answer(code, printed.out, printed.err)

    return run
