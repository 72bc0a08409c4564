"""A witness as a process of its own: it cosigns what is published, remembers over its own death, and refuses a fork."""

import http.client
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sample_commands import Run
from sample_enrolled import enrolled_register
from sample_trees import Nodes, invented_key, invented_leaves

from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint, print_checkpoint
from goodstanding.ledger.merkle import reference_root
from goodstanding.ledger.notes import KeyType, Note, parse_note, print_note, print_verifier_key, sign_text
from goodstanding.ledger.proof_files import print_consistency
from goodstanding.ledger.proofs import prove_consistency

NAME = "witness.example.net"


@dataclass
class Running:
    """A witness that listens."""

    folder: Path
    process: subprocess.Popen[str]
    address: str
    key: str

    def ask(self, body: bytes, path: str = "/add-checkpoint", **headers: str) -> tuple[int, bytes, str]:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=20)
        try:
            connection.request("POST", path, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers.get("Content-Type", "")
        finally:
            connection.close()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=20)


def start(folder: Path) -> Running:
    command = [sys.executable, "-m", "goodstanding", "log", "witness", "serve", str(folder), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
    key, address = (process.stdout.readline().strip() for _ in range(2))
    return Running(folder=folder, process=process, address=address, key=key)


@pytest.fixture
def witness(run: Run, tmp_path: Path) -> Iterator[Running]:
    key = run("log", "witness", "new", tmp_path / "witness", "--name", NAME, "--json").json()["verifier_key"]
    running = start(tmp_path / "witness")
    assert running.key == key
    yield running
    running.kill()


@pytest.fixture
def register(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GOODSTANDING_DATA", str(tmp_path / "register"))
    assert run("init", "--origin", "register.example.org").code == 0
    return tmp_path / "register"


def grow(run: Run, tmp_path: Path, officer: str) -> None:
    (tmp_path / "passphrase").write_text("an invented passphrase", encoding="utf-8")
    assert run("officer", "add", officer, "--passphrase-file", tmp_path / "passphrase").code == 0


def policy_of(log: str, witness: Running, folder: Path) -> Path:
    path = folder / "trust.policy"
    path.write_text(f"log {log}\nwitness w {witness.key} {witness.address}\nquorum w\n", encoding="utf-8")
    return path


def test_from_a_witness_to_a_proof_that_verifies_offline(
    run: Run, witness: Running, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = run("log", "keys", "new", "--json").json()["verifier_key"]
    policy = policy_of(log, witness, tmp_path)
    refused = run("log", "publish", tmp_path / "public", "--policy", policy)
    assert refused.code == 1
    assert "Too few witnesses" in refused.err
    assert not (tmp_path / "public" / "checkpoint").exists()
    assert run("log", "witness", "trust", witness.folder, log).code == 0
    assert run("log", "publish", tmp_path / "public", "--policy", policy).code == 0
    note = (tmp_path / "public" / "checkpoint").read_bytes()
    assert [one.name for one in parse_note(note).signatures] == ["register.example.org", NAME]

    proof = run("log", "prove", 0)
    assert proof.err == ""
    file = tmp_path / "entry-0.tlog-proof"
    file.write_text(proof.out, encoding="utf-8")
    monkeypatch.setenv("GOODSTANDING_DATA", str(tmp_path / "nowhere"))
    found = run("log", "verify", file, "--policy", policy)
    assert (found.code, found.err) == (0, "")
    assert re.search(rf"^Signed by {NAME} \([0-9a-f]{{8}}\), at 20..-..-..T", found.out, re.MULTILINE)
    assert run("log", "verify", file, "--policy", policy, "--json").json()["signers"] == [log, witness.key]
    assert run("log", "verify", file, "--key", log).code == 0
    stranger = print_verifier_key(invented_key(9, "register.example.org")[0])
    assert run("log", "verify", file, "--key", stranger).code == 1
    bare = tmp_path / "bare.tlog-proof"
    bare.write_text(re.sub(rf"^— {NAME} .*\n", "", proof.out, flags=re.MULTILINE), encoding="utf-8")
    assert run("log", "verify", bare, "--key", log).code == 0
    assert run("log", "verify", bare, "--policy", policy).code == 1
    assert run("log", "verify", file).code == 2
    assert run("log", "verify", file, "--key", log, "--size", 2, "--root", "0" * 64).code == 2
    assert run("log", "verify", file, "--size", 2).code == 2


def test_an_entry_that_no_signed_head_covers_is_proved_unsigned_and_said_so(run: Run, register: Path, tmp_path: Path):
    log = run("log", "keys", "new", "--json").json()["verifier_key"]
    assert "not signed" in run("log", "prove", 0).err
    run("log", "head", "--sign", "--not-restored")
    grow(run, tmp_path, "first-1")
    assert run("log", "prove", 0).err == ""
    answer = run("log", "prove", 4)
    assert "not signed" in answer.err
    file = tmp_path / "bare.tlog-proof"
    file.write_text(answer.out, encoding="utf-8")
    assert run("log", "verify", file, "--key", log).code == 1
    assert run("log", "consistency", 2, 4).err == ""
    assert "not signed" in run("log", "consistency", 2, 6).err


def test_it_remembers_over_its_own_death_and_refuses_a_register_from_a_backup(
    run: Run, witness: Running, register: Path, tmp_path: Path
) -> None:
    log = run("log", "keys", "new", "--json").json()["verifier_key"]
    run("log", "witness", "trust", witness.folder, log)
    policy = policy_of(log, witness, tmp_path)
    assert run("log", "publish", tmp_path / "public", "--policy", policy).code == 0
    backup = shutil.copytree(register, tmp_path / "backup")
    old = shutil.copytree(tmp_path / "public", tmp_path / "old")
    grow(run, tmp_path, "first-1")
    assert run("log", "publish", tmp_path / "public", "--policy", policy).code == 0
    witness.kill()
    revived = start(witness.folder)
    try:
        policy = policy_of(log, revived, tmp_path)
        # Everything came back from the backup, the published files too, and went on from there by another entry.
        shutil.rmtree(tmp_path / "public")
        shutil.copytree(old, tmp_path / "public")
        run("officer", "add", "other-1", "--passphrase-file", tmp_path / "passphrase", "--data", backup)
        was = run("log", "head", "--json", "--data", backup).json()
        for command in (("publish", tmp_path / "elsewhere"), ("head", "--sign"), ("keys", "rotate")):
            answer = run("log", *command, "--policy", policy, "--data", backup)
            assert answer.code == 1
            assert "A witness" in answer.err or "did not cosign" in answer.err
            # The witness that was asked at the last publication is not there any more: its silence is not passed over.
            answer = run("log", *command, "--data", backup)
            assert (answer.code, "Too few witnesses" in answer.err) == (1, True)
        assert run("log", "head", "--json", "--data", backup).json() == was
        assert not (tmp_path / "elsewhere").exists()
    finally:
        revived.kill()


LOG, SIGN = invented_key(1, "other.example.org")
LEAVES = invented_leaves(64)
NODES = Nodes(LEAVES)


def body(old: int, new: int) -> bytes:
    checkpoint = Checkpoint(origin="other.example.org", size=new, root=reference_root(LEAVES[:new]))
    text = print_checkpoint(checkpoint)
    note = print_note(Note(text=text, signatures=(sign_text(text, LOG, SIGN),))).decode()
    return print_consistency(old, prove_consistency(old, new, NODES) if old else (), note)


def test_requests_over_http(run: Run, witness: Running) -> None:
    assert witness.ask(body(0, 4))[0] == 404
    run("log", "witness", "trust", witness.folder, print_verifier_key(LOG))
    assert witness.ask(body(0, 4))[0] == 200
    assert witness.ask(body(0, 8)) == (409, b"4\n", "text/x.tlog.size")
    assert witness.ask(b"nonsense")[0] == 400
    assert witness.ask(body(4, 8), path="/elsewhere")[0] == 404
    assert witness.ask(b"", **{"Content-Length": "2000000"})[0] == 413
    assert witness.ask(b"", **{"Content-Length": "-1"})[0] == 413
    connection = http.client.HTTPConnection(urlsplit(witness.address).netloc, timeout=20)
    connection.request("GET", "/add-checkpoint")
    assert connection.getresponse().status == 501
    connection.close()


def test_racing_requests_never_roll_it_back(run: Run, witness: Running) -> None:
    run("log", "witness", "trust", witness.folder, print_verifier_key(LOG))
    witness.ask(body(0, 1))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda new: witness.ask(body(1, new)), range(2, 34)))
    assert [status for status, _, _ in answers].count(200) == 1
    assert {status for status, _, _ in answers} == {200, 409}
    (latest,) = (witness.folder / "latest").iterdir()
    won = next(new for new, (status, _, _) in zip(range(2, 34), answers, strict=True) if status == 200)
    assert parse_checkpoint(parse_note(latest.read_bytes()).text).size == won


def test_killed_at_any_moment_it_never_forgets_what_it_answered(run: Run, tmp_path: Path) -> None:
    """A cosignature that somebody holds is of what the directory remembers, or of something before it."""
    run("log", "witness", "new", tmp_path / "witness", "--name", NAME)
    run("log", "witness", "trust", tmp_path / "witness", print_verifier_key(LOG))
    size = 0
    for number in range(4):
        running = start(tmp_path / "witness")
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(_until_it_dies, running, size)
            time.sleep(0.05 * number + 0.05)
            running.kill()
            answered = asked.result(timeout=30)
        (latest,) = (tmp_path / "witness" / "latest").glob("?" * 64)
        remembered = parse_checkpoint(parse_note(latest.read_bytes()).text).size
        assert answered <= remembered <= answered + 1
        size = remembered


def _until_it_dies(running: Running, size: int) -> int:
    while size < 64:
        try:
            status, _, _ = running.ask(body(size, size + 1))
        except (OSError, http.client.HTTPException):
            break
        assert status == 200
        size += 1
    return size


def test_a_witness_is_created_once_and_its_directory_is_its_owner_s(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "witness"
    assert run("log", "witness", "serve", folder).code == 2
    assert run("log", "witness", "trust", folder, print_verifier_key(LOG)).code == 2
    assert run("log", "witness", "new", folder, "--name", "no name").code == 2
    first = run("log", "witness", "new", folder, "--name", NAME).out
    assert NAME in first
    assert run("log", "witness", "new", folder, "--name", NAME).code == 1
    assert folder.stat().st_mode & 0o77 == 0
    assert run("log", "witness", "trust", folder, "nonsense").code == 1
    assert run("log", "witness", "trust", folder, first.split()[0]).code == 1


@pytest.fixture
def recorded(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register that knows an organization by an identifier."""
    made = enrolled_register(tmp_path)
    monkeypatch.setenv("GOODSTANDING_DATA", str(made))
    (tmp_path / "decisions.csv").write_text(run("template").out, encoding="utf-8")
    assert run("import", "csv", tmp_path / "decisions.csv", "--partial", "--json").json()["new"] == 1
    return made


def test_a_witness_is_named_without_a_policy(run: Run, witness: Running, recorded: Path, tmp_path: Path) -> None:
    key = run("log", "keys", "new", "--json").json()["verifier_key"]
    assert run("log", "witness", "trust", witness.folder, key).code == 0
    asked = f"{witness.key} {witness.address}"
    assert run("log", "absent", "commit").code == 0
    published = run("log", "publish", tmp_path / "public", "--witness", asked)
    assert (published.code, published.err) == (0, "")
    nobody = "xv-reg:C0000000137"
    (tmp_path / "absent").write_text(run("log", "absent", "prove", nobody).out, "utf-8")
    (tmp_path / "proof").write_text(run("log", "prove", "0").out, "utf-8")
    other = print_verifier_key(invented_key(9, "other.example.net", KeyType.COSIGNATURE_V1)[0])
    commands = (
        ("log", "audit", tmp_path / "public"),
        ("log", "verify", tmp_path / "proof"),
        ("log", "absent", "verify", tmp_path / "absent", nobody),
    )
    for command in commands:
        seen = run(*command, "--key", key, "--witness", witness.key)
        assert (seen.code, seen.err) == (0, "")
        for unseen in ((other,), (witness.key, other)):
            refused = run(*command, "--key", key, *(part for one in unseen for part in ("--witness", one)))
            assert refused.code == 1
            assert "cosignatures" in refused.err
    assert "--witness" in run("log", "verify", tmp_path / "proof").err
    assert "[checkpoint-unwitnessed]" in run("log", "audit", tmp_path / "public", "--witness", other).err


@pytest.mark.parametrize("given", ["--witness", "--policy"])
def test_whoever_cosigned_the_last_publication_cosigns_the_next(
    run: Run, witness: Running, register: Path, tmp_path: Path, given: str
) -> None:
    key = run("log", "keys", "new", "--json").json()["verifier_key"]
    run("log", "witness", "trust", witness.folder, key)
    asked = f"{witness.key} {witness.address}" if given == "--witness" else policy_of(key, witness, tmp_path)
    public = tmp_path / "public"
    audited = ("log", "audit", public, "--key", key, "--witness", witness.key)
    assert run("log", "publish", public, given, asked).code == 0
    grow(run, tmp_path, "first-1")
    assert run("log", "publish", public).code == 0
    assert run(*audited).code == 0
    # A key that is newer than what is remembered of the policy is the log's as well.
    rotated = run("log", "keys", "rotate", "--json").json()["verifier_key"]
    run("log", "witness", "trust", witness.folder, rotated)
    grow(run, tmp_path, "second-1")
    assert run("log", "publish", public).code == 0
    assert run(*audited).code == 0
    witness.kill()
    was = (public / "checkpoint").read_bytes()
    grow(run, tmp_path, "third-1")
    assert run("log", "publish", public).code == 1
    assert run("log", "publish", public, "--not-restored").code == 1
    assert (public / "checkpoint").read_bytes() == was
    (tmp_path / "nobody.policy").write_text("quorum none\n", "utf-8")
    assert run("log", "publish", public, "--policy", tmp_path / "nobody.policy").code == 0
    assert run(*audited).code == 1
    assert run("log", "publish", public).code == 0


@pytest.mark.parametrize(
    "wrong", [("--witness", "no key"), ("--witness", "KEY"), ("--witness", "KEY https://a.example", "--policy", "FILE")]
)
def test_what_is_no_witness_is_misuse(run: Run, register: Path, tmp_path: Path, wrong: tuple[str, ...]) -> None:
    run("log", "keys", "new")
    key = print_verifier_key(invented_key(9, NAME, KeyType.COSIGNATURE_V1)[0])
    (tmp_path / "policy").write_text("quorum none\n", "utf-8")
    told = [one.replace("KEY", key).replace("FILE", str(tmp_path / "policy")) for one in wrong]
    answer = run("log", "publish", tmp_path / "public", *told)
    assert (answer.code, answer.out) == (2, "")
    assert not (tmp_path / "public").exists()
