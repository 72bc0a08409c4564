"""The programs that others screen with, in an environment of their own, on the same pairs in the same run."""

import json
import os
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ENVIRONMENT = Path(tempfile.gettempdir()) / f"goodstanding-peers-{os.getuid()}"
REQUIREMENTS = FOLDER / "peers.txt"
WORKER = FOLDER / "peer_worker.py"
_PATIENCE = 1_800


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerScores:
    """A score for each pair, and the seconds that all took."""

    program: str
    scores: list[float]
    seconds: float


def environment() -> Path | None:
    """The Python of the peers' own environment, made at the first call; None where it cannot be made here."""
    python = ENVIRONMENT / "bin" / "python"
    if not (ENVIRONMENT / "complete").is_file():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(REQUIREMENTS)]
        if subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False).returncode:
            return None
        (ENVIRONMENT / "complete").write_text("", encoding="utf-8")
    return python


def score(program: str, pairs: list[tuple[str, str]]) -> PeerScores | None:
    """A program of `peer_worker` on these pairs; None where it does not run here, and why on the standard error."""
    python = environment()
    if python is None:
        print(f"{program}: needs Debian's pkg-config and libicu-dev; not measured", file=sys.stderr)
        return None
    command = [str(python), str(WORKER), program]
    answer = subprocess.run(
        command, input=json.dumps(pairs), capture_output=True, text=True, timeout=_PATIENCE, check=False
    )
    if answer.returncode:
        print(f"{program}: {answer.stderr[-500:]}", file=sys.stderr)
        return None
    found = json.loads(answer.stdout)
    return PeerScores(program=program, scores=found["scores"], seconds=found["seconds"])
