"""Killed, out of space or without rights at any moment of a publication: whole for its readers, finished by a repeat.

The process is killed for good here (SIGKILL); in tests/unit/services/test_publishing.py every write fails in turn.
"""

import errno
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sample_commands import Run
from sample_published import ALONE
from sample_trees import verify_ed25519

from goodstanding.adapters import durable
from goodstanding.bootstrap.log import open_log_keys, public_files
from goodstanding.bootstrap.register import create_register, open_ports
from goodstanding.cli.main import main
from goodstanding.ledger.checkpoints import parse_checkpoint
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.notes import parse_note
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.audit_trust import Trust
from goodstanding.services.auditing import audit
from goodstanding.services.log_signing import enroll_first_key, rotate_key
from goodstanding.services.officers import add_officer
from goodstanding.services.rebuilding import check_register
from goodstanding.values.findings import Severity

KILLS = 6
ROWS = 3_000


def rows(directory: Path, count: int) -> None:
    ports = open_ports(directory)
    with ports.store.writing() as writer:
        append_batch(ports, writer, [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})] * count)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, bytes]:
    """A register, what it published, and the checkpoint that a reader kept; then more, not published yet."""
    folder = tmp_path_factory.mktemp("publication")
    register, public = folder / "register", folder / "public"
    ports, _, _ = create_register(register, "register.example.org")
    enroll_first_key(ports, open_log_keys(register), None)
    rows(register, 300)
    assert publish(register, public).returncode == 0
    rows(register, ROWS)
    rotate_key(open_ports(register), open_log_keys(register), lambda _: [""], None, ALONE)
    return register, public, (public / "checkpoint").read_bytes()


def command(register: Path, public: Path) -> list[str]:
    first = [] if (register / "log" / "published-at").exists() else ["--not-restored"]
    return [sys.executable, "-m", "goodstanding", "log", "publish", str(public), "--data", str(register), *first]


def publish(register: Path, public: Path, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(register, public), capture_output=True, text=True, timeout=600, **options)


def copied(before: tuple[Path, Path, bytes], folder: Path) -> tuple[Path, Path]:
    register, public, _ = before
    return shutil.copytree(register, folder / "register"), shutil.copytree(public, folder / "public")


def size_of(public: Path) -> int:
    return parse_checkpoint(parse_note((public / "checkpoint").read_bytes()).text).size


def errors(public: Path, kept: bytes) -> list[str]:
    """What a reader finds who kept a checkpoint."""
    found = audit(public_files(public).read, Trust(since=kept), verify_ed25519, lambda _: None)
    return [str(one) for one in found.findings if one.severity is Severity.ERROR]


def test_killed_at_any_moment_a_publication_is_finished_by_running_it_again(
    before: tuple[Path, Path, bytes], tmp_path: Path
) -> None:
    register, public = copied(before, tmp_path / "whole")
    started = time.monotonic()
    assert publish(register, public).returncode == 0
    took, whole = time.monotonic() - started, size_of(public)
    files = {path.relative_to(public): path.read_bytes() for path in public.rglob("*") if path.is_file()}
    choose, sizes = random.Random(20240601), set()
    for number in range(KILLS):
        register, public = copied(before, tmp_path / str(number))
        process = subprocess.Popen(command(register, public), stdout=subprocess.DEVNULL)
        time.sleep(took * (0.3 + 0.7 * choose.random()))
        process.kill()
        process.communicate(timeout=300)
        sizes.add(size_of(public))
        assert errors(public, before[2]) == []
        assert check_register(open_ports(register), lambda _: None).findings == ()
        assert publish(register, public).returncode == 0
        assert {path.relative_to(public): path.read_bytes() for path in public.rglob("*") if path.is_file()} == files
        shutil.rmtree(tmp_path / str(number))
    assert sizes <= {size_of(before[1]), whole}


def test_killed_between_commit_and_publish_nothing_is_lost(run: Run, before: tuple[Path, Path, bytes], tmp_path: Path):
    """What was acknowledged is in the database, and the next publication has it."""
    register, public = copied(before, tmp_path)
    head = open_ports(register).store.head()
    assert size_of(public) < head.size
    assert errors(public, before[2]) == []
    assert publish(register, public).returncode == 0
    assert size_of(public) == head.size
    assert errors(public, before[2]) == []


def test_a_directory_that_cannot_be_written_is_left_as_it_was(
    before: tuple[Path, Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register, public = copied(before, tmp_path)
    was = {path: path.read_bytes() for path in public.rglob("*") if path.is_file()}
    if os.geteuid() == 0:
        # Rights do not hold root back: the system's refusal is put in the place of every write below the folder.
        write = durable._write_beside

        def refuse(path: Path, *given: object) -> Path:
            if path.is_relative_to(public):
                refused.append(path)
                raise OSError(errno.EROFS, "Read-only file system")
            return write(path, *given)

        refused: list[Path] = []
        with monkeypatch.context() as patched:
            patched.setattr(durable, "_write_beside", refuse)
            patched.setattr(sys, "argv", ["goodstanding", *command(register, public)[3:]])
            with pytest.raises(SystemExit) as leaving:
                main()
        assert leaving.value.code == 2
        assert len(refused) == 1
    else:
        for folder in (public, *(path for path in public.rglob("*") if path.is_dir())):
            folder.chmod(0o555)
        answer = publish(register, public)
        assert answer.returncode == 2
        assert "The machine refused" in answer.stderr
        for folder in (public, *(path for path in public.rglob("*") if path.is_dir())):
            folder.chmod(0o755)
    assert {path: path.read_bytes() for path in public.rglob("*") if path.is_file()} == was
    assert publish(register, public).returncode == 0
    assert size_of(public) == open_ports(register).store.head().size
    assert errors(public, before[2]) == []


@pytest.mark.parametrize("most", [33_000, 36_000])
def test_a_full_disk_leaves_the_earlier_log_and_is_finished_when_there_is_space(
    before: tuple[Path, Path, bytes], tmp_path: Path, most: int
) -> None:
    """No file may grow beyond `most` bytes: the kernel cuts a bundle off in its middle, as a full disk does."""
    register, public = copied(before, tmp_path)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    answer = publish(register, public, preexec_fn=limit)
    assert answer.returncode == 2, answer.stderr
    assert "EFBIG" in answer.stderr
    assert errors(public, before[2]) == []
    assert size_of(public) == size_of(before[1])
    assert publish(register, public).returncode == 0
    assert errors(public, before[2]) == []
    assert not list(public.rglob("*.goodstanding-begun"))


def test_published_files_from_an_old_backup_lose_nothing(before: tuple[Path, Path, bytes], tmp_path: Path) -> None:
    register, public = copied(before, tmp_path)
    assert publish(register, public).returncode == 0
    newest, kept = size_of(public), (public / "checkpoint").read_bytes()
    shutil.rmtree(public)
    shutil.copytree(before[1], public)
    assert publish(register, public).returncode == 0
    assert size_of(public) == newest
    assert errors(public, kept) == []


def test_two_publications_at_once_make_one(before: tuple[Path, Path, bytes], tmp_path: Path) -> None:
    register, public = copied(before, tmp_path)
    processes = [subprocess.Popen(command(register, public), stdout=subprocess.DEVNULL) for _ in range(3)]
    assert [process.wait(timeout=600) for process in processes] == [0, 0, 0]
    assert errors(public, before[2]) == []


def test_entries_that_come_in_while_it_is_published_wait_for_the_next(
    before: tuple[Path, Path, bytes], tmp_path: Path
) -> None:
    register, public = copied(before, tmp_path)
    process = subprocess.Popen(command(register, public), stdout=subprocess.DEVNULL)
    for number in range(5):
        add_officer(open_ports(register), f"officer-{number}", "an invented passphrase")
    assert process.wait(timeout=600) == 0
    assert errors(public, before[2]) == []
    assert publish(register, public).returncode == 0
    assert size_of(public) == open_ports(register).store.head().size
