"""Run the command line as a user does, each time in a process of its own, and measure that process."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One finished command: its seconds from start to end and its processor's, its peak memory, and what it printed."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    status: int
    output: str
    errors: str

    def json(self) -> Any:
        """What a command printed under `--json`; SystemExit with its message where it failed."""
        if self.status not in (0, 1):
            raise SystemExit(f"goodstanding failed ({self.status}): {self.errors or self.output}")
        return json.loads(self.output)


def run_goodstanding(*arguments: str, data: Path) -> Run:
    """`goodstanding ARGUMENTS` on a data directory."""
    return run_program([sys.executable, "-m", "goodstanding", *arguments], GOODSTANDING_DATA=str(data))


def run_program(command: Sequence[str], **variables: str) -> Run:
    """A command with further variables of its environment."""
    environment = os.environ | variables
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env=environment)
        # wait4 tells this child's own peak; RUSAGE_CHILDREN would tell the largest of all children so far.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        return Run(
            seconds=seconds,
            cpu_seconds=round(usage.ru_utime + usage.ru_stime, 3),
            peak_mb=usage.ru_maxrss * 1024 / 1_000_000,
            status=process.returncode,
            output=_text(output),
            errors=_text(errors),
        )


def _text(stream: Any) -> str:
    stream.seek(0)
    return bytes(stream.read()).decode()
