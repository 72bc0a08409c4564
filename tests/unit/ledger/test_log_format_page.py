"""The page of formats shows the very bytes that the software writes, and the software reads what it shows."""

import json
import re
from base64 import b64decode
from pathlib import Path

from sample_log import ENTRIES, ORIGIN, worked_blocks
from sample_trees import verify_ed25519

from goodstanding.ledger.absence import parse_list, root_of_list
from goodstanding.ledger.notes import parse_verifier_key
from goodstanding.ledger.policies import parse_policy, verify_under
from goodstanding.ledger.proof_files import parse_proof_file, verify_proof_file
from goodstanding.ledger.tiles import Bundle, Tile, parse_bundle, parse_path, parse_tile

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "log-format.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def shown(name):
    return SHOWN[[known for known, _ in worked_blocks()].index(name)]


def test_every_block_is_what_the_software_writes():
    assert [block for _, block in worked_blocks()] == SHOWN


def test_the_proof_of_the_page_verifies_with_its_keys():
    log, witness = map(parse_verifier_key, shown("keys").splitlines())
    file = parse_proof_file(shown("proof").encode())
    trusted = {"origin": ORIGIN, "log": log, "verify": verify_ed25519, "cosigners": [witness]}
    checkpoint, signers = verify_proof_file(file, ENTRIES[1], **trusted)
    assert (checkpoint.size, checkpoint.root.hex(), signers) == (3, shown("tree").split()[-1], {log, witness})
    assert file.checkpoint == shown("checkpoint")


def test_the_policy_of_the_page_accepts_its_checkpoint():
    policy = parse_policy(shown("policy").encode())
    checkpoint, signers = verify_under(policy, shown("checkpoint").encode(), verify_ed25519)
    assert (checkpoint.size, set(signers)) == (3, {*policy.logs, *policy.witnesses.values()})


def test_the_list_of_the_page_is_read():
    *lines, leaf, root = shown("listed").splitlines(keepends=True)
    found = parse_list("".join(lines).encode())
    assert [str(line.identifier) for line in found] == ["xv-reg:C0000000137", "xv-reg:C0000000138"]
    assert (found[1].leaf().hex(), root_of_list(found).hex()) == (leaf.strip(), root.strip())


def test_the_tiles_of_the_page_are_read():
    path, *lines = shown("tile").splitlines()
    assert parse_path(path) == Tile(level=0, index=0, width=3)
    leaves = parse_tile(bytes.fromhex("".join(lines)), 3)
    assert [leaf.hex() for leaf in leaves] == [line.split()[-1] for line in shown("tree").splitlines()[:3]]
    path, *lines = shown("bundle").splitlines()
    assert parse_path(path) == Bundle(index=0, width=3)
    assert parse_bundle(bytes.fromhex("".join(lines)), 3) == ENTRIES


def test_the_act_of_the_page_verifies_by_what_the_page_says():
    key, line, envelope, entry = shown("act").splitlines()
    body = json.loads(entry)
    signature = b64decode(body.pop("signature"))
    assert json.dumps(body, sort_keys=True, separators=(",", ":")) == envelope
    assert line == "goodstanding/act/v1"
    assert verify_ed25519(bytes.fromhex(key), signature, f"{line}\n{envelope}".encode())
