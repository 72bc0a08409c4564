"""The smallest path as an operator and a reader walk it: a key, publication, an audit of files that others hold."""

import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sample_commands import Run

from goodstanding.bootstrap.register import open_ports
from goodstanding.ledger.entries import Kind

SETTINGS = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
NAME = "Northquay"


@pytest.fixture
def register(demo_made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied = shutil.copytree(demo_made, tmp_path / "register")
    monkeypatch.setenv("GOODSTANDING_DATA", str(copied))
    return copied


@pytest.fixture
def public(run: Run, register: Path, tmp_path: Path) -> Path:
    run("log", "keys", "new")
    assert run("log", "publish", tmp_path / "public", "--on", "2026-09-30", "--not-restored").code == 0
    return tmp_path / "public"


class Quiet(SimpleHTTPRequestHandler):
    """Serves the files as they are, like any web server."""

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def address(public: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(public)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_from_a_key_to_an_audit(run: Run, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("log", "publish", tmp_path / "public").code == 2
    key = run("log", "keys", "new", "--json").json()["verifier_key"]
    assert key.startswith("demo.goodstanding.invalid+")
    alone = run("log", "publish", tmp_path / "public", "--on", "2026-09-30")
    assert (alone.code, alone.out, (tmp_path / "public").exists()) == (2, "", False)
    assert "--not-restored" in alone.err
    publishing = ("log", "publish", tmp_path / "public", "--on", "2026-09-30", "--not-restored")
    published = run(*publishing, "--json").json()
    assert published["openings"] > 100
    signed = run("log", "head", "--json").json()
    assert (tmp_path / "public" / "checkpoint").read_text(encoding="utf-8") == signed["checkpoint"]
    assert signed["recorded"]["size"] == published["size"]
    # From here on no register is at hand.
    monkeypatch.setenv("GOODSTANDING_DATA", str(tmp_path / "nowhere"))
    answer = run("log", "audit", tmp_path / "public", "--key", key, "--law")
    assert (answer.code, answer.err) == (0, "")
    assert "everything fits, the rules included" in " ".join(answer.out.split())
    found = run("log", "audit", tmp_path / "public", "--key", key, "--json").json()
    assert (found["size"], found["root"], found["findings"]) == (published["size"], published["root"], [])


def test_an_audit_by_address_and_by_the_single_file(run: Run, address: str, tmp_path: Path) -> None:
    key = run("log", "keys", "list", "--json").json()["keys"][0]["verifier_key"]
    assert run("log", "audit", address, "--key", key).code == 0
    auditor = tmp_path / "audit.py"
    auditor.write_text(run("log", "auditor").out, encoding="utf-8")
    command = [sys.executable, "-I", str(auditor), address, "--key", key]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.endswith("everything fits\n")


def test_an_altered_file_is_found_by_address_too(run: Run, public: Path, address: str) -> None:
    path = next(path for path in sorted((public / "openings").iterdir()) if b"procurement-fraud" in path.read_bytes())
    path.write_bytes(path.read_bytes().replace(b"procurement-fraud", b"procurement-fraus", 1))
    answer = run("log", "audit", address)
    assert answer.code == 1
    assert "[opening-bad]" in answer.err
    assert "procurement-fraus" not in answer.err + answer.out


@pytest.mark.parametrize("where", ["http://127.0.0.1:1", "http://127.0.0.1:1/a?b", "https://"])
def test_an_address_without_a_log_is_misuse(run: Run, where: str) -> None:
    answer = run("log", "audit", where)
    assert (answer.code, answer.out) == (2, "")


def test_an_empty_directory_is_a_finding(run: Run, tmp_path: Path) -> None:
    answer = run("log", "audit", tmp_path)
    assert answer.code == 1
    assert "[file-missing]" in answer.err


def test_a_key_is_rotated_under_the_readers_eyes(run: Run, public: Path, tmp_path: Path) -> None:
    (first,) = (one["verifier_key"] for one in run("log", "keys", "list", "--json").json()["keys"])
    kept = tmp_path / "kept"
    kept.write_bytes((public / "checkpoint").read_bytes())
    rotated = run("log", "keys", "rotate", "--json").json()
    assert rotated["verifier_key"] != first
    assert len(re.findall("^— ", rotated["checkpoint"], re.MULTILINE)) == 2
    assert run("log", "keys", "new").code == 1
    assert run("log", "publish", public).code == 0
    assert run("log", "audit", public, "--key", first, "--since", kept).code == 0
    assert run("log", "audit", public, "--key", rotated["verifier_key"]).code == 0
    run("officer", "add", "clerk-1", "--passphrase-file", _passphrase(tmp_path))
    assert run("log", "publish", public).code == 0
    assert run("log", "audit", public, "--key", first, "--since", kept, "--law").code == 0
    assert [line.split("+")[0].split()[-1] for line in run("log", "keys", "list").out.splitlines()] == [
        "demo.goodstanding.invalid"
    ] * 2


def _passphrase(folder: Path) -> Path:
    path = folder / "passphrase"
    path.write_text("an invented passphrase\n", encoding="utf-8")
    return path


def test_a_protected_key_asks_for_its_passphrase(run: Run, register: Path, tmp_path: Path) -> None:
    path = _passphrase(tmp_path)
    short = tmp_path / "short"
    short.write_text("short", encoding="utf-8")
    other = tmp_path / "other"
    other.write_text("another invented passphrase", encoding="utf-8")
    assert run("log", "keys", "new", "--protect", "--passphrase-file", short).code == 2
    assert run("log", "keys", "new", "--protect", "--passphrase-file", path).code == 0
    assert run("log", "head", "--sign", "--passphrase-file", short).code == 2
    assert run("log", "publish", tmp_path / "public", "--passphrase-file", short).code == 2
    assert not (tmp_path / "public").exists()
    assert (
        "— demo.goodstanding.invalid" in run("log", "head", "--sign", "--not-restored", "--passphrase-file", path).out
    )
    assert run("log", "publish", tmp_path / "public", "--not-restored", "--passphrase-file", path).code == 0
    # A protected key is followed by a protected one, unless it is said otherwise.
    rotated = ("log", "keys", "rotate", "--passphrase-file")
    assert run(*rotated, path, "--new-passphrase-file", short).code == 2
    assert run(*rotated, path, "--new-passphrase-file", other).code == 0
    assert all(b"ENCRYPTED" in pem.read_bytes() for pem in (register / "log").glob("*.pem"))
    assert run(*rotated, path, "--unprotected").code == 2
    assert run(*rotated, other, "--unprotected").code == 0
    assert run("log", "publish", tmp_path / "public").code == 0
    assert run("log", "keys", "rotate").code == 0


def test_a_rotation_with_passphrases_that_was_killed_is_finished_unattended(
    run: Run, register: Path, tmp_path: Path
) -> None:
    """Of the crash matrix: the process ends for good behind the entry, before both keys have signed."""
    old = ("--passphrase-file", _passphrase(tmp_path))
    (tmp_path / "other").write_text("another invented passphrase", encoding="utf-8")
    new = ("--passphrase-file", tmp_path / "other")
    run("log", "keys", "new", "--protect", *old)
    assert run("log", "publish", tmp_path / "public", "--not-restored", *old).code == 0
    killed = (
        "import os; from goodstanding.services import log_signing;"
        "log_signing.sign_head = lambda *_: os._exit(137); from goodstanding.cli.main import main; main()"
    )
    rotate = ("log", "keys", "rotate", *old, "--new-passphrase-file", tmp_path / "other")
    assert subprocess.run([sys.executable, "-c", killed, *map(str, rotate)], timeout=300, check=False).returncode == 137
    enrolled = run("log", "keys", "list").out
    assert len(enrolled.splitlines()) == 2
    for half in (old, new):
        for command in (("head", "--sign"), ("publish", tmp_path / "public"), ("keys", "rotate", "--unprotected")):
            answer = run("log", *command, *half)
            assert answer.code == 2
            assert "does not open the log's key demo.goodstanding.invalid+" in answer.err
    assert run("log", "keys", "list").out == enrolled
    assert run("log", "publish", tmp_path / "public", *old, *new).code == 0
    note = (tmp_path / "public" / "checkpoint").read_text("utf-8")
    assert len(re.findall("^— ", note, re.MULTILINE)) == 2
    run("officer", "add", "clerk-1", *old)
    assert run("log", "head", "--sign", *new).code == 0


def test_a_prompt_names_the_key_that_it_is_for(
    run: Run, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _passphrase(tmp_path)
    key = run("log", "keys", "new", "--protect", "--passphrase-file", path, "--json").json()["verifier_key"]
    asked: list[str] = []
    monkeypatch.setattr("typer.prompt", lambda text, **_: asked.append(text) or path.read_text("utf-8").strip())
    assert run("log", "keys", "rotate", "--not-restored").code == 0
    first = "Passphrase of the log's key " + "+".join(key.split("+")[:2])
    assert asked == ["Passphrase of the new key", first]


def test_a_database_from_an_old_backup_publishes_nothing(
    run: Run, public: Path, register: Path, tmp_path: Path
) -> None:
    """The register's directory comes back as it was before the last batch: the published checkpoint is ahead."""
    backup = shutil.copytree(register, tmp_path / "backup")
    run("officer", "add", "clerk-1", "--passphrase-file", _passphrase(tmp_path))
    assert run("log", "publish", public).code == 0
    was = {path: path.read_bytes() for path in public.rglob("*") if path.is_file()}
    answer = run("log", "publish", public, "--data", backup)
    assert (answer.code, answer.out) == (1, "")
    assert "ahead of the database" in answer.err
    assert {path: path.read_bytes() for path in public.rglob("*") if path.is_file()} == was
    run("officer", "add", "clerk-2", "--passphrase-file", _passphrase(tmp_path), "--data", backup)
    run("officer", "add", "clerk-3", "--passphrase-file", _passphrase(tmp_path), "--data", backup)
    answer = run("log", "publish", public, "--data", backup)
    assert answer.code == 1
    assert "does not begin with" in answer.err


def test_a_database_that_is_behind_the_signer_s_memory_signs_nothing(run: Run, register: Path, tmp_path: Path) -> None:
    """Only the database came back from the backup; what the signer remembers lies beside it."""
    run("log", "keys", "new")
    old = shutil.copy(register / "register.sqlite", tmp_path / "old.sqlite")
    run("officer", "add", "clerk-1", "--passphrase-file", _passphrase(tmp_path))
    assert run("log", "head", "--sign", "--not-restored").code == 0
    for left in register.glob("register.sqlite*"):
        left.unlink()
    shutil.copy(old, register / "register.sqlite")
    for command in (("log", "head", "--sign"), ("log", "publish", tmp_path / "public")):
        answer = run(*command, "--not-restored")
        assert answer.code == 1
        assert "ahead of the database" in answer.err


SIGNING = (("head", "--sign"), ("keys", "rotate"), ("publish", "elsewhere"))


@pytest.fixture
def backup(run: Run, public: Path, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The whole data directory, signer's memory included, as it was before the last publication; then it went on."""
    monkeypatch.chdir(tmp_path)
    copied = shutil.copytree(register, tmp_path / "backup")
    run("officer", "add", "clerk-1", "--passphrase-file", _passphrase(tmp_path))
    assert run("log", "publish", public).code == 0
    for officer in ("clerk-2", "clerk-3"):
        run("officer", "add", officer, "--passphrase-file", _passphrase(tmp_path), "--data", copied)
    return copied


@pytest.mark.parametrize("command", SIGNING)
def test_where_the_whole_data_directory_is_an_old_backup_no_command_signs(
    run: Run, public: Path, backup: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """The place of the last publication is looked at by itself; where it is gone, the operator has to speak."""
    was = run("log", "head", "--json", "--data", backup).json()
    kept = shutil.copy(public / "checkpoint", tmp_path / "kept")
    refused = [run("log", *command, *told, "--data", backup) for told in ((), ("--not-restored",))]
    public.rename(tmp_path / "moved")
    refused += [run("log", *command, "--published", where, "--data", backup) for where in (kept, tmp_path / "moved")]
    silent = run("log", *command, "--data", backup)
    for answer in (*refused, silent):
        assert (answer.code, answer.out) == (1, "")
    assert all("does not begin with" in answer.err for answer in refused)
    assert "--published" in silent.err
    assert run("log", "head", "--json", "--data", backup).json() == was
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("command", SIGNING)
def test_where_no_place_is_known_the_operator_says_that_nothing_was_restored(
    run: Run, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """A backup from before the first publication looks like a register that never published."""
    monkeypatch.chdir(tmp_path)
    run("log", "keys", "new")
    answer = run("log", *command)
    assert (answer.code, answer.out) == (2, "")
    assert "--not-restored" in answer.err
    assert not (tmp_path / "elsewhere").exists()
    assert run("log", *command, "--not-restored").code == 0
    assert run("log", "publish", "elsewhere", "--not-restored").code == 0
    run("officer", "add", "clerk-1", "--passphrase-file", _passphrase(tmp_path))
    # From here on it looks where it published, by itself.
    assert run("log", *command).code == 0


def test_an_address_is_looked_at_as_a_directory_is(run: Run, backup: Path, address: str) -> None:
    for command in SIGNING:
        answer = run("log", *command, "--published", address, "--data", backup)
        assert (answer.code, "does not begin with" in answer.err) == (1, True)
    for command in SIGNING[:2]:
        answer = run("log", *command, "--published", "http://127.0.0.1:1", "--data", backup)
        assert (answer.code, "cannot be read" in answer.err) == (1, True)


def test_nothing_is_published_where_the_data_would_be_served(run: Run, register: Path, tmp_path: Path) -> None:
    run("log", "keys", "new")
    (tmp_path / "link").symlink_to(register)
    was = set(register.rglob("*"))
    for where in (register, register / "public", register.parent, tmp_path / "link" / "public"):
        answer = run("log", "publish", where)
        assert (answer.code, answer.out) == (2, "")
        assert "would be served" in answer.err
    assert set(register.rglob("*")) == was


def test_who_is_not_listed_is_proved_offline_and_who_is_is_not(
    run: Run, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = run("log", "keys", "new", "--json").json()["verifier_key"]
    asked = ("log", "absent", "prove", "xv-reg:P3125865159")
    assert run(*asked).code == 2
    listed = [identifier for one in run("list", "--json").json()["list"] for identifier in one["identifiers"]]
    committed = run("log", "absent", "commit", "--json").json()
    assert (committed["count"], committed["excluded"]) == (len(listed), 0)
    assert f"{len(listed)} identifier" in run("log", "absent", "commit").out
    for identifier in listed:
        refused = run("log", "absent", "prove", identifier)
        assert (refused.code, refused.out) == (1, "")
        assert "stands on the list" in refused.err
    assert run("log", "publish", tmp_path / "public", "--not-restored").code == 0
    file = tmp_path / "absent.json"
    file.write_text(run(*asked).out, encoding="utf-8")
    head = run("log", "head", "--json").json()["recorded"]
    assert run("log", "audit", tmp_path / "public", "--key", key, "--law").code == 0
    monkeypatch.setenv("GOODSTANDING_DATA", str(tmp_path / "nowhere"))
    verify = ("log", "absent", "verify", file, "xv-reg:p3125865159")
    answer = run(*verify, "--key", key)
    assert (answer.code, answer.err) == (0, "")
    day = run(*verify, "--key", key, "--json").json()["effective"]
    assert answer.out.startswith(f"Date of the list: {day}.")
    assert "was not on the list of that date" in answer.out
    assert run(*verify, "--key", key, "--not-before", day).code == 0
    late = run(*verify, "--key", key, "--not-before", "2099-01-01")
    assert (late.code, late.out) == (1, "")
    assert f"is of {day}" in late.err
    found = run(*verify, "--size", head["size"], "--root", head["root"], "--json").json()
    assert (found["identifier"].lower(), found["count"]) == ("xv-reg:p3125865159", len(listed))
    assert run(*verify, "--size", head["size"], "--root", "0" * 64).code == 1
    assert run(*verify).code == 2
    named = set(re.findall(r"`([a-z_]+)`", SETTINGS))
    assert set(found) | set(committed) <= named


def test_every_key_of_the_json_is_documented(run: Run, public: Path) -> None:
    named = set(re.findall(r"`([a-z_]+)`", SETTINGS))
    commands = (("log", "keys", "list"), ("log", "publish", public), ("log", "audit", public), ("log", "head"))
    answers = [run(*command, "--json").json() for command in (*commands, ("log", "keys", "rotate"))]
    assert {key for answer in answers for key in answer} - named == set()
    for command in ("keys new", "keys rotate", "keys list", "publish", "audit"):
        assert f"`log {command} --json`" in SETTINGS
    assert json.dumps(answers)


def test_somebody_whom_a_file_lists_and_the_list_leaves_off_is_found(
    run: Run, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By such a list whoever is listed could be proved absent; the file that is shown gives it away (S27)."""
    run("log", "keys", "new")
    monkeypatch.setattr("goodstanding.services.absence.listed_views", lambda ports, reader, at: ())
    assert run("log", "absent", "commit", "--json").json()["count"] == 0
    assert run("log", "publish", tmp_path / "public", "--not-restored").code == 0
    forged = run("log", "audit", tmp_path / "public", "--law")
    assert (forged.code, forged.err.count("[law-listing]")) == (1, 1)
    assert "are not on the list" in " ".join(forged.err.split())
    assert run("log", "audit", tmp_path / "public").code == 0
    monkeypatch.undo()
    monkeypatch.setenv("GOODSTANDING_DATA", str(register))
    assert run("log", "absent", "commit").code == 0
    assert run("log", "publish", tmp_path / "public").code == 0
    assert run("log", "audit", tmp_path / "public", "--law").code == 0


def test_a_listing_whose_file_is_not_shown_is_found(run: Run, register: Path, tmp_path: Path) -> None:
    """The demo's listing, published with its file, passes; without its acts the list gives it away (S27)."""
    run("log", "keys", "new")
    committed = run("log", "absent", "commit", "--json").json()
    assert committed["count"] > 0
    public = tmp_path / "public"
    assert run("log", "publish", public, "--not-restored").code == 0
    whole = run("log", "audit", public, "--law")
    assert (whole.code, "the rules included" in " ".join(whole.out.split())) == (0, True), whole.err
    store = open_ports(register).store
    kinds = [Kind.PROCEEDING_OPENED, Kind.PROCEEDING_ACT]
    acts = {entry.seq for entry in store.entries_of(kinds, store.head().size)}
    for path in (public / "openings").iterdir():
        lines = [line for line in path.read_bytes().splitlines(True) if int(line.split(b" ")[0]) not in acts]
        path.write_bytes(b"".join(lines))
    hidden = run("log", "audit", public, "--law")
    assert hidden.code == 1
    assert "[law-listing]" in hidden.err
    assert run("log", "audit", public).code == 0


def test_what_is_no_key_is_misuse_in_both_auditors_and_wherever_a_key_is_given(run: Run, public: Path) -> None:
    (public.parent / "proof").write_text(run("log", "prove", 0).out, encoding="utf-8")
    for command in (("audit", public), ("verify", public.parent / "proof")):
        answer = run("log", *command, "--key", "no-such-key")
        assert (answer.code, answer.out) == (2, "")
        assert "no-such-key" not in answer.err
    command = [sys.executable, "-I", "-", str(public), "--key", "no-such-key"]
    alone = subprocess.run(command, input=run("log", "auditor").out, capture_output=True, text=True, timeout=300)
    assert alone.returncode == 2


def test_a_log_whose_keys_are_gone_is_told_what_helps(run: Run, register: Path, public: Path) -> None:
    """A lost key cannot be rotated: to be told to rotate it would lead in a circle."""
    shutil.rmtree(register / "log")
    assert "log keys rotate" in run("log", "keys", "new").err
    for command in (("keys", "rotate"), ("head", "--sign"), ("publish", public)):
        answer = run("log", *command, "--published", public)
        assert "restore the folder log from its backup" in answer.err
        assert "a new origin" in answer.err
        assert "rotate the key" not in answer.err


def test_a_wrong_place_is_not_remembered(run: Run, public: Path, tmp_path: Path) -> None:
    file = tmp_path / "a-file"
    file.write_bytes(b"")
    run("officer", "add", "clerk-1", "--passphrase-file", _passphrase(tmp_path))
    answer = run("log", "publish", file)
    assert answer.code == 2
    assert "into a folder" in answer.err
    # Nor one that turns out to be none when it is written to.
    assert run("log", "publish", file / "below").code == 2
    assert run("log", "publish", public).code == 0


def test_a_folder_that_was_moved_is_heard_by_its_own_checkpoint(run: Run, public: Path, tmp_path: Path) -> None:
    moved = public.rename(tmp_path / "moved")
    run("officer", "add", "clerk-1", "--passphrase-file", _passphrase(tmp_path))
    assert run("log", "head", "--sign").code == 1
    assert run("log", "publish", tmp_path / "another").code == 1
    assert run("log", "publish", moved).code == 0
    assert run("log", "head", "--sign").code == 0
