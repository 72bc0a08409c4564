"""Killed without warning at any moment of a file, a screening is gone on with and ends as if nothing had happened."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sample_bidders import EFFECTIVE, NAMED, PURPOSE, write_bidders
from sample_commands import Run

from goodstanding.cli.screen import telling_where_it_goes_on

ROOT = Path(__file__).resolve().parents[2]
ROWS = 1_000
KILLS = {"index": 3, "workers": 3, "join": 1}


@pytest.fixture(scope="module")
def register(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_made, tmp_path_factory.mktemp("kill") / "register")


def start(register: Path, file: Path, output: Path, engine: str = "auto") -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "GOODSTANDING_DATA": str(register)}
    command = [sys.executable, "-m", "goodstanding", "screen", str(file), *PURPOSE, *EFFECTIVE, "--output", str(output)]
    command += ["--engine", engine]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)


def answers(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()[1:]


def children_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes that a process has begun and that have not ended."""
    told = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(one) for one in told.read_text().split()] if told.exists() else []


def gone(child: int) -> bool:
    try:
        return Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.parametrize("engine", KILLS)
def test_a_killed_screening_ends_as_if_it_had_not_been(register: Path, tmp_path: Path, engine: str) -> None:
    rows = ({"id": str(one), "name": NAMED if one % 100 == 0 else f"Northquay Works {one} Ltd"} for one in range(ROWS))
    file = write_bidders(tmp_path / "bidders.csv", *rows)
    whole, killed = tmp_path / "whole.jsonl", tmp_path / "killed.jsonl"
    assert start(register, file, whole).communicate(timeout=600)[1] == ""
    lengths = [0]
    for seed in range(KILLS[engine]):
        process = start(register, file, killed, engine)
        # Wait until it has written something more, then a moment that is never the same.
        while process.poll() is None and (killed.stat().st_size if killed.exists() else 0) <= lengths[-1]:
            time.sleep(0.002)
        time.sleep(random.Random(seed).random() / 20)
        children = children_of(process)
        process.kill()
        process.communicate(timeout=300)
        assert len(children) <= os.cpu_count() * (engine == "workers")
        # None of them stays behind, and none holds the file of answers.
        until = time.monotonic() + 300
        while not all(map(gone, children)) and time.monotonic() < until:
            time.sleep(0.01)
        assert all(map(gone, children))
        lengths.append(killed.stat().st_size)
    assert lengths == sorted(lengths)
    # The last kill may have come too late.
    told = start(register, file, killed, engine).communicate(timeout=600)[1]
    assert told == "" or "holds a finished screening" in told
    assert answers(killed) == answers(whole)
    assert [json.loads(line)["answer"]["row"] for line in answers(killed)[:-1]] == list(range(1, ROWS + 1))


#: Runs the command line, and kills it before its n-th act on files behind the last answer.
KILLED = """
import os, pathlib, signal, sys
from goodstanding.adapters.screening_files import LinesFile
left = int(sys.argv.pop(1))
def killing(act, counts=lambda *given: True):
    def acting(*given):
        global left
        left -= counts(*given)
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return act(*given)
    return acting
pathlib.Path.rename = killing(pathlib.Path.rename)
LinesFile.add = killing(LinesFile.add, lambda lines, value: "counts" in value)
from goodstanding.cli.main import main
main()
"""


@pytest.mark.parametrize("endings", [(".jsonl", ".html"), (".html", ".csv")])
def test_a_screening_killed_behind_its_last_answer_still_gets_its_receipt(
    register: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, endings: tuple[str, ...]
) -> None:
    """However often: reports, opening and receipt are gone on with, and only then are the answers closed."""
    monkeypatch.setenv("GOODSTANDING_DATA", str(register))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    file = write_bidders(tmp_path / "bidders.csv", {"id": "1", "name": NAMED}, {"id": "2", "name": "Northquay Works"})
    killed = 0
    while True:
        folder = tmp_path / str(killed)
        folder.mkdir()
        receipt, outputs = folder / "t42.json", [folder / f"answers{ending}" for ending in endings]
        command = ["screen", file, *PURPOSE, *EFFECTIVE, "--receipt", receipt]
        command += [part for output in outputs for part in ("--output", output)]
        driven = [sys.executable, "-c", KILLED, str(killed), *map(str, command)]
        code = subprocess.run(driven, stdout=subprocess.DEVNULL, timeout=300, check=False).returncode
        if code != -signal.SIGKILL:
            break
        # Who forgets the receipt, or names another one, is told; nothing is finished without it.
        forgotten = [part for part in command if part not in ("--receipt", receipt)]
        for other in (forgotten, [*forgotten, "--receipt", folder / "other.json"]):
            refused = run(*other)
            assert (refused.code, f"give --receipt {receipt.name}" in refused.err) == (2, True), refused.err
        assert run(*command).code == 1
        assert "Every commitment fits its opening." in run("receipt", "show", receipt).out
        assert all(output.exists() for output in outputs)
        assert list(folder.glob("*.partial.jsonl")) == []
        for output in outputs[: endings[0] == ".jsonl"]:
            first, *_, last = map(json.loads, output.read_text("utf-8").splitlines())
            assert (first["asked"]["receipt"], list(last)) == (receipt.name, ["counts"])
        killed += 1
    assert code == 1
    assert killed == 4


def test_what_stands_where_a_run_writes_is_never_written_over(
    register: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither when it is gone on with: an earlier opening is the only one of its receipt."""
    monkeypatch.setenv("GOODSTANDING_DATA", str(register))
    file = write_bidders(tmp_path / "bidders.csv", {"id": "1", "name": NAMED})
    answers, receipt, page = (tmp_path / name for name in ("answers.jsonl", "t42.json", "page.html"))
    command = ("screen", file, *PURPOSE, *EFFECTIVE, "--receipt", receipt, "--output", answers)
    assert run(*command).code == 1
    whole = answers.read_bytes()
    opening = tmp_path / "t42.opening.json"
    salted = opening.read_bytes().replace(b'query_salt": "', b'query_salt": "00')
    for place, changed in ((receipt, b"{}"), (opening, salted), (opening, b"{}"), (opening, b"mine"), (page, b"mine")):
        kept = place.read_bytes() if place.exists() else b""
        answers.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
        place.write_bytes(changed)
        refused = run(*command, *(("--output", page) if place == page else ()))
        assert (refused.code, f"There is a file {place.name} already." in refused.err) == (2, True), refused.err
        assert place.read_bytes() == changed
        place.write_bytes(kept)


def test_who_stops_a_screening_is_told_where_its_answers_are(register: Path, tmp_path: Path) -> None:
    rows = ({"id": str(one), "name": f"Northquay Works {one} Ltd"} for one in range(200_000))
    answers = tmp_path / "answers.jsonl"
    # Where this process ignores the key that stops programs, as in the background of a shell, so would its child.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = start(register, write_bidders(tmp_path / "bidders.csv", *rows), answers, "index")
    signal.signal(signal.SIGINT, before)
    until = time.monotonic() + 120
    while time.monotonic() < until and not (answers.exists() and answers.stat().st_size > 5_000):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    told = process.communicate(timeout=120)[1]
    assert process.returncode == 130
    assert told == (
        "goodstanding: Stopped. The answers so far are kept in answers.jsonl: the same command goes on behind them.\n"
    )


def test_who_stops_a_screening_without_a_file_is_told_that_nothing_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt), telling_where_it_goes_on(None):
        raise KeyboardInterrupt
    assert capsys.readouterr().err == "goodstanding: Stopped. Without --output no answer is kept.\n"
