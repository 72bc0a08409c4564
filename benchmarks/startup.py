"""What commands cost from a cold start, each in processes of their own: the best of several, on the demo's country."""

import tempfile
from pathlib import Path

from benchmarks.commands import Run, run_goodstanding
from benchmarks.results import Result, against_target

RUNS, QUICK_RUNS = 11, 1
PASSPHRASE = "an invented passphrase"  # noqa: S105
#: Issue 6: the whole command of one look-up, its list read from disk.
LOOK_UP_SECONDS = 1.0


def measure(quick: bool) -> list[Result]:
    """Processor time of commands, and the seconds of the look-up; Python's compiled modules lie beside its own."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "demo"
        commands = _commands(data, Path(folder))
        runs = {typed: _runs(arguments, data, QUICK_RUNS if quick else RUNS) for typed, arguments in commands.items()}
    look_up = min(run.seconds for run in runs["screen --name"])
    return [
        against_target("the whole command of one look-up, `screen --name`", look_up, "s", LOOK_UP_SECONDS),
        *(
            Result(measure=f"`{typed}`, processor time", value=min(run.cpu_seconds for run in several), unit="s")
            for typed, several in runs.items()
        ),
    ]


def _commands(data: Path, folder: Path) -> dict[str, list[str]]:
    asked = run_goodstanding("demo", "--data", str(data), data=data)
    head = run_goodstanding("log", "head", "--json", data=data).json()["recorded"]
    secret, proof = folder / "passphrase", folder / "entry.tlog-proof"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    proof.write_text(run_goodstanding("log", "prove", "0", data=data).output, encoding="utf-8")
    if asked.status:
        raise SystemExit(f"the demo failed: {asked.errors}")
    signed = ["--as", "registrar-1", "--passphrase-file", str(secret)]
    return {
        "--help": ["--help"],
        "screen --name": ["screen", "--name", "Hamurvul Paving", "--country", "XV", "--purpose", "tender"],
        "explain": ["explain", "o-68", "--effective", "2026-09-30"],
        "evaluate": ["evaluate", "--effective", "2026-09-30"],
        "proceeding deadlines": ["proceeding", "deadlines", *signed],
        "log verify": ["log", "verify", str(proof), "--size", str(head["size"]), "--root", head["root"]],
    }


def _runs(arguments: list[str], data: Path, runs: int) -> list[Run]:
    """So many runs; the first of several, which makes what is kept for the others, does not count."""
    found = [run_goodstanding(*arguments, data=data) for _ in range(runs)]
    if any(run.status not in (0, 1) for run in found):
        raise SystemExit(f"{' '.join(arguments)} failed: {found[-1].errors}")
    return found[1:] or found
