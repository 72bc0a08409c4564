"""Verifiers that are not ours accept what we publish, and refuse it when it was changed.

They live in an environment of their own, since they bring requirements that nothing here needs.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sample_commands import Run

from goodstanding.cli.main import main
from goodstanding.ledger.proof_files import parse_proof_file

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv" / "third-party" / "bin" / "python"
MISSING = "Verifiers of others are not installed: scripts/setup-third-party brings them, where Python 3.12 or later is"

#: Their own code on a proof of ours: sigstore's Merkle module takes an entry of Rekor, so it is given the like of one.
SIGSTORE = """
import json, sys
from types import SimpleNamespace
from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore.errors import VerificationError
asked = json.load(sys.stdin)
for one in asked:
    proof = SimpleNamespace(log_index=one["index"], tree_size=one["size"], root_hash=bytes.fromhex(one["root"]),
                            hashes=[bytes.fromhex(hash) for hash in one["hashes"]])
    entry = SimpleNamespace(inclusion_proof=proof, canonicalized_body=bytes.fromhex(one["entry"]))
    try:
        verify_merkle_inclusion(SimpleNamespace(_inner=entry))
    except VerificationError:
        print("refused")
    else:
        print("accepted")
"""

pytestmark = pytest.mark.skipif(not PYTHON.is_file(), reason=MISSING)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The demo's register and its published files."""
    folder = tmp_path_factory.mktemp("others")
    register, public = folder / "register", folder / "public"
    for arguments in (
        ("demo", "--data", register),
        ("log", "keys", "new", "--data", register),
        ("log", "publish", public, "--data", register, "--on", "2026-09-30", "--not-restored"),
    ):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["goodstanding", *map(str, arguments)])
            with pytest.raises(SystemExit):
                main()
    return register, public


@pytest.fixture
def register(published: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GOODSTANDING_DATA", str(published[0]))
    return published[0]


@pytest.fixture
def public(published: tuple[Path, Path], tmp_path: Path) -> Path:
    return shutil.copytree(published[1], tmp_path / "public")


def tlog(*arguments: object) -> dict[str, object]:
    """What `aics-tlog` reports."""
    command = [str(PYTHON), "-I", "-m", "aics_tlog", *map(str, arguments)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=300)
    found = json.loads(answer.stdout)
    assert found["ok"] == (answer.returncode == 0)
    return found


def key_of(run: Run) -> str:
    return run("log", "keys", "list", "--json").json()["keys"][-1]["verifier_key"]


def test_aics_tlog_accepts_checkpoint_and_entries(run: Run, register: Path, public: Path, tmp_path: Path) -> None:
    key, head = key_of(run), run("log", "head", "--json").json()["recorded"]
    trusted = ("--tiles", public, "--log-key", key, "--origin", "demo.goodstanding.invalid")
    assert tlog("verify-checkpoint", *trusted)["size"] == head["size"]
    for index in (0, 1, 255, 256, 511, 512, head["size"] - 1):
        found = tlog("verify-inclusion", *trusted, "--index", index, "--entry-out", tmp_path / f"entry-{index}")
        assert found["ok"], found
        ours = run("log", "prove", index, "--json").json()
        assert (found["leaf_hash"], found["proof_length"]) == (ours["leaf"], len(ours["proof"]))
    (tile,) = public.glob("tile/0/000")
    tile.write_bytes(tile.read_bytes()[::-1])
    assert not tlog("verify-inclusion", *trusted, "--index", 5)["ok"]


def test_aics_tlog_refuses_another_key_and_an_altered_checkpoint(run: Run, register: Path, public: Path) -> None:
    key = key_of(run)
    checkpoint = public / "checkpoint"
    whole = checkpoint.read_text(encoding="utf-8")
    checkpoint.write_text(re.sub(r"\n(\d+)\n", r"\n1\n", whole, count=1), encoding="utf-8")
    assert not tlog("verify-checkpoint", "--tiles", public, "--log-key", key)["ok"]


def test_sigstore_accepts_every_proof_of_the_demo(run: Run, register: Path) -> None:
    size = run("log", "head", "--json").json()["recorded"]["size"]
    asked = []
    for index in (*range(0, size, 37), size - 1):
        ours = run("log", "prove", index, "--json").json()
        entry = parse_proof_file(run("log", "prove", index).out.encode()).extra.hex()
        one = {"index": index, "size": size, "root": ours["recorded"]["root"], "hashes": ours["proof"], "entry": entry}
        asked += [one, one | {"index": (index + 1) % size}, one | {"entry": entry + "00"}]
    command = [str(PYTHON), "-I", "-c", SIGSTORE]
    answer = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, timeout=300)
    assert answer.stdout.split() == ["accepted", "refused", "refused"] * (len(asked) // 3), answer.stderr
