"""What the tests of commands share."""

import pytest
from sample_commands import Run, runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A hand that runs commands."""
    return runner(monkeypatch, capsys)
