"""`goodstanding log` as a user meets it: heads, proofs that verify elsewhere, and what is refused."""

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from sample_commands import Run

from goodstanding.ledger.checkpoints import parse_checkpoint
from goodstanding.ledger.merkle import hash_leaf
from goodstanding.ledger.proof_files import parse_proof_file
from goodstanding.ledger.proofs import verify_consistency, verify_inclusion

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
SAMPLE = 2


@pytest.fixture(scope="module")
def built(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's register, which nothing here writes to."""
    return shutil.copytree(demo_made, tmp_path_factory.mktemp("log") / "register")


@pytest.fixture
def register(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, found by the environment."""
    monkeypatch.setenv("GOODSTANDING_DATA", str(built))
    return built


@pytest.fixture
def sizes(register: Path) -> list[int]:
    """The sizes of the committed heads."""
    connection = sqlite3.connect(register / "register.sqlite")
    try:
        return [size for (size,) in connection.execute("SELECT size FROM heads ORDER BY size")]
    finally:
        connection.close()


def test_the_head_is_that_of_every_answer(run: Run, register: Path) -> None:
    found = run("log", "head", "--json").json()
    assert found["origin"] == "demo.goodstanding.invalid"
    explained = run("explain", "xv-reg:P3125865159", "--effective", "2026-09-30", "--json").json()
    assert found["recorded"] == explained["recorded"]
    printed = run("log", "head").out
    assert [line.split()[0] for line in printed.splitlines()] == ["origin", "size", "root", "recorded"]
    assert all(str(value) in printed for value in found["recorded"].values())


def test_every_entry_of_a_head_can_be_proved(run: Run, register: Path, sizes: list[int]) -> None:
    size = sizes[SAMPLE]
    for index in range(size):
        proof = run("log", "prove", index, "--size", size, "--json").json()
        hashes = [bytes.fromhex(one) for one in proof["proof"]]
        leaf, root = bytes.fromhex(proof["leaf"]), bytes.fromhex(proof["recorded"]["root"])
        assert (proof["index"], proof["recorded"]["size"]) == (index, size)
        verify_inclusion(leaf, index, size, root, hashes)


def test_a_proof_file_verifies_without_a_register(
    run: Run, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = run("log", "head", "--json").json()["recorded"]
    file = tmp_path / "entry-7.tlog-proof"
    file.write_text(run("log", "prove", 7).out, encoding="utf-8")
    monkeypatch.setenv("GOODSTANDING_DATA", str(tmp_path / "nowhere"))
    known = ("--size", head["size"], "--root", head["root"])
    answer = run("log", "verify", file, *known)
    assert (answer.code, answer.err) == (0, "")
    found = run("log", "verify", file, *known, "--json").json()
    due = {"index": 7, "leaf": found["leaf"], "size": head["size"], "root": head["root"], "signers": []}
    assert found == due
    parsed = parse_proof_file(file.read_bytes())
    assert found["leaf"] == hash_leaf(parsed.extra).hex()
    assert json.loads(parsed.extra)["kind"]
    assert parse_checkpoint(parsed.checkpoint).root.hex() == head["root"]


def test_a_damaged_proof_file_is_refused(run: Run, register: Path, tmp_path: Path) -> None:
    head = run("log", "head", "--json").json()["recorded"]
    known = ("--size", head["size"], "--root", head["root"])
    printed = run("log", "prove", 7).out
    lines = printed.splitlines(keepends=True)
    damaged = {
        "another index": printed.replace("index 7\n", "index 8\n"),
        "another entry": "".join([lines[0], run("log", "prove", 8).out.splitlines(keepends=True)[1], *lines[2:]]),
        "no entry": "".join([lines[0], *lines[2:]]),
        "a hash less": "".join([*lines[:3], *lines[4:]]),
        "another size": printed.replace(f"\n{head['size']}\n", f"\n{head['size'] + 1}\n"),
        "CR LF": printed.replace("\n", "\r\n"),
        "nothing": "",
    }
    file = tmp_path / "damaged.tlog-proof"
    for case, text in damaged.items():
        file.write_bytes(text.encode())
        answer = run("log", "verify", file, *known)
        assert (answer.code, answer.out) == (1, ""), case
        assert answer.err.startswith("goodstanding: "), case
    file.write_text(printed, encoding="utf-8")
    assert run("log", "verify", file, "--size", head["size"], "--root", "0" * 64).code == 1
    assert run("log", "verify", file, "--size", head["size"] - 1, "--root", head["root"]).code == 1


def test_heads_are_consistent(run: Run, register: Path, sizes: list[int]) -> None:
    pairs = [(sizes[0], sizes[0]), (sizes[0], sizes[-1]), (sizes[SAMPLE], sizes[-1]), (sizes[-2], sizes[-1])]
    for old, new in pairs:
        proof = run("log", "consistency", old, new, "--json").json()
        hashes = [bytes.fromhex(one) for one in proof["proof"]]
        roots = bytes.fromhex(proof["old"]["root"]), bytes.fromhex(proof["new"]["root"])
        verify_consistency(proof["old"]["size"], proof["new"]["size"], *roots, hashes)
        lines = run("log", "consistency", old, new).out.splitlines()
        assert lines[0] == f"old {old}"
        assert lines.index("") == 1 + len(hashes)
        assert lines[-3:-1] == ["demo.goodstanding.invalid", str(new)]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("prove", 10**9), "no entry of this index"),
        (("prove", 2, "--size", 2), "no entry of this index"),
        (("prove", 0, "--size", 1), "ask for a later size"),
        (("prove", 0, "--size", 3), "ask for 2,"),
        (("prove", -1), ""),
        (("prove", "zero"), ""),
        (("prove", 0, "--size", 0), ""),
        (("consistency", 1, 2), "No head was committed"),
        (("consistency", 0, 2), ""),
        (("consistency", 2, 10**9), "No head was committed"),
        (("verify", "no-such-file", "--size", 1, "--root", "0" * 64), "no file"),
        (("verify", __file__, "--size", 1, "--root", "0" * 63), "not a root"),
        (("verify", __file__, "--size", 1, "--root", "0" * 63 + "g"), "not a root"),
        (("verify", __file__), ""),
    ],
)
def test_misuse_is_told_from_findings(run: Run, register: Path, arguments: tuple[object, ...], says: str) -> None:
    answer = run("log", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err


def test_sizes_in_the_wrong_order_are_misuse(run: Run, register: Path, sizes: list[int]) -> None:
    answer = run("log", "consistency", sizes[-1], sizes[0])
    assert answer.code == 2
    assert "the older first" in answer.err


@pytest.mark.parametrize(
    ("damage", "unproved"),
    [
        ("UPDATE tiles SET hashes = zeroblob(8192)", ["prove 0", "prove 5", "prove 6"]),
        ("UPDATE tiles SET root = zeroblob(32)", ["prove 256"]),
        ("UPDATE entries SET leaf = zeroblob(32) WHERE seq = 5", ["prove 0 --size 54", "consistency 2 54"]),
        ("UPDATE entries SET body = x'7b7d' WHERE seq = 5", ["prove 5"]),
        ("DELETE FROM entries WHERE seq = 5", ["prove 0 --size 54", "prove 5", "consistency 2 54"]),
        ("UPDATE heads SET root = zeroblob(32) WHERE size = 54", ["prove 0 --size 54", "consistency 2 54"]),
    ],
)
def test_a_rewritten_ledger_proves_nothing(
    run: Run, built: Path, tmp_path: Path, damage: str, unproved: list[str]
) -> None:
    """Behind the triggers' back: what does not lead to the committed root is not given out."""
    rewritten = shutil.copytree(built, tmp_path / "rewritten")
    assert [run("log", *one.split(), "--data", rewritten).code for one in unproved] == [0] * len(unproved)
    connection = sqlite3.connect(rewritten / "register.sqlite")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute(damage)
    connection.commit()
    connection.close()
    for one in unproved:
        answer = run("log", *one.split(), "--data", rewritten)
        assert (answer.code, answer.out) == (1, ""), one
    assert run("log", "head", "--data", rewritten).code == 0


def test_every_key_of_the_json_is_documented(run: Run, register: Path, sizes: list[int], tmp_path: Path) -> None:
    named = set(re.findall(r"`([a-z_]+)`", SETTINGS))
    file = tmp_path / "proof"
    file.write_text(run("log", "prove", 0, "--size", sizes[0]).out, encoding="utf-8")
    head = run("log", "prove", 0, "--size", sizes[0], "--json").json()["recorded"]
    answers = [
        run("log", "head", "--json").json(),
        run("log", "prove", 0, "--json").json(),
        run("log", "verify", file, "--size", head["size"], "--root", head["root"], "--json").json(),
        run("log", "consistency", sizes[0], sizes[-1], "--json").json(),
    ]
    assert {key for answer in answers for key in answer} - named == set()
    for command in ("head", "prove", "verify", "consistency"):
        assert f"`log {command} --json`" in SETTINGS


def test_every_signed_checkpoint_is_kept_and_proofs_lead_to_the_one_of_their_size(run: Run, tmp_path: Path) -> None:
    """An old head is proved by the signature that was given at that time, offline, without a root known otherwise."""
    data = ("--data", tmp_path / "data")
    run("init", "--origin", "register.example.org", *data)
    key = run("log", "keys", "new", "--json", *data).json()["verifier_key"]
    heads = []
    (tmp_path / "passphrase").write_text("an invented passphrase", "utf-8")
    for number in range(3):
        assert run("officer", "add", f"clerk-{number}", "--passphrase-file", tmp_path / "passphrase", *data).code == 0
        heads.append(run("log", "head", "--sign", "--not-restored", "--json", *data).json())
    for head in heads:
        size = head["recorded"]["size"]
        assert run("log", "head", "--size", size, "--json", *data).json() == head
        proved = run("log", "prove", "0", "--size", size, *data)
        assert (proved.code, proved.err) == (0, "")
        (tmp_path / "proof").write_text(proved.out, "utf-8")
        verified = run("log", "verify", tmp_path / "proof", "--key", key)
        assert (verified.code, f"the log of size {size}" in verified.out) == (0, True)
    old, new, _ = (head["recorded"]["size"] for head in heads)
    grown = run("log", "consistency", old, new, *data)
    assert (grown.code, grown.err) == (0, "")
    assert heads[1]["checkpoint"] in grown.out
    (tmp_path / "grown").write_text(grown.out, "utf-8")
    (tmp_path / "kept").write_text(heads[0]["checkpoint"], "utf-8")
    (tmp_path / "later").write_text(heads[2]["checkpoint"], "utf-8")
    check = ("log", "verify", tmp_path / "grown")
    known = ("--size", new, "--root", heads[1]["recorded"]["root"])
    for trust in (("--key", key), known):
        found = run(*check, "--since", tmp_path / "kept", *trust)
        assert (found.code, found.err) == (0, "")
        assert f"The log of size {new} begins with the log of size {old}, unchanged." in found.out
        assert run(*check, "--since", tmp_path / "later", *trust).code == 1
        assert run(*check, "--since", tmp_path / "proof", *trust).code == 1
        assert run("log", "verify", tmp_path / "proof", "--since", tmp_path / "kept", *trust).code == 1
        assert run(*check, "--since", tmp_path / "nowhere", *trust).code == 2
        assert (run(*check, *trust).code, "--since" in run(*check, *trust).err) == (2, True)
    told = run(*check, "--since", tmp_path / "kept", "--key", key, "--json").json()
    assert set(told) <= set(re.findall(r"`([a-z_]+)`", SETTINGS))
    assert (told["old"]["size"], told["new"]["size"], told["signers"]) == (old, new, [key])
    assert run(*check, "--since", tmp_path / "kept").code == 2
    unsigned = run("log", "head", "--size", "2", "--json", *data).json()
    assert unsigned["checkpoint"] is None
    assert run("log", "head", "--size", "3", *data).code == 2
