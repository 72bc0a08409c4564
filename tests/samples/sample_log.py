"""The small log of docs/reference/log-format.md: three entries, every format worked out on them."""

from collections.abc import Iterator
from dataclasses import replace

from sample_trees import Nodes, invented_key

from goodstanding.ledger.absence import ListedLine, root_of_list
from goodstanding.ledger.checkpoints import Checkpoint, print_checkpoint
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.merkle import hash_leaf, hash_node
from goodstanding.ledger.notes import KeyType, Note, cosign_text, print_note, print_verifier_key, sign_text
from goodstanding.ledger.proof_files import ProofFile, print_consistency, print_proof_file
from goodstanding.ledger.proofs import prove_consistency, prove_inclusion
from goodstanding.ledger.tiles import bundles_of, hashes_of, print_bundle, print_path, print_tile, tiles_of
from goodstanding.ledger.writing import NewEntry, seal, signed_bytes
from goodstanding.values.identifiers import Identifier

ORIGIN = "register.example.org"
ENTRIES = (b"first", b"second", b"third")


def worked_blocks() -> Iterator[tuple[str, str]]:
    """What a block of the page is about, and its text."""
    new = NewEntry(kind=Kind.BATCH_CLOSED, groups={"batch": {"recorded_at": "2026-01-01T00:00:00Z"}})
    entry = seal(new, seq=1, batch=0, salts=bytes(range(16)))
    yield "entry", _lines(entry.body.decode(), entry.leaf.hex(), entry.opening.decode())
    officer, sign_act = invented_key(3, ORIGIN)
    act = replace(
        new,
        kind=Kind.QUARANTINE_DECIDED,
        groups={"decision": {"state": "refused"}},
        links=((Relation.QUARANTINED_ROW, 9),),
        actor="clerk-1",
        sign=sign_act,
    )
    signed_act = seal(act, seq=12, batch=12, salts=bytes(range(16)))
    unsigned = signed_bytes(signed_act.entry.envelope).decode()
    yield "act", _lines(officer.public_key.hex(), unsigned, signed_act.body.decode())
    leaves = [hash_leaf(entry) for entry in ENTRIES]
    nodes = Nodes(leaves)
    inner = hash_node(leaves[0], leaves[1])
    root = hash_node(inner, leaves[2])
    yield (
        "tree",
        _lines(
            *(f"leaf {index}     {leaf.hex()}" for index, leaf in enumerate(leaves)),
            f"leaves 0, 1 {inner.hex()}",
            f"root        {root.hex()}",
        ),
    )
    (tile,), (bundle,) = tiles_of(3), bundles_of(3)
    yield "tile", _lines(print_path(tile), _dump(print_tile(hashes_of(tile, nodes))))
    yield "bundle", _lines(print_path(bundle), _dump(print_bundle(ENTRIES)))
    log, sign = invented_key(1, ORIGIN)
    witness, witness_sign = invented_key(2, "witness.example.net", KeyType.COSIGNATURE_V1)
    yield "keys", _lines(print_verifier_key(log), print_verifier_key(witness))
    text = print_checkpoint(Checkpoint(origin=ORIGIN, size=3, root=root))
    signatures = (sign_text(text, log, sign), cosign_text(text, witness, witness_sign, 1_767_225_600))
    signed = print_note(Note(text=text, signatures=signatures)).decode()
    yield "checkpoint", signed
    yield "cosigned", f"cosignature/v1\ntime 1767225600\n{text}"
    file = ProofFile(index=1, hashes=prove_inclusion(1, 3, nodes), checkpoint=signed, extra=ENTRIES[1])
    yield "proof", print_proof_file(file).decode()
    address = "https://witness.example.net"
    policy = (f"log {print_verifier_key(log)}", f"witness court {print_verifier_key(witness)} {address}")
    yield "policy", _lines(*policy, "group several any court", "quorum several")
    lines = [
        ListedLine(identifier=Identifier("xv-reg", f"C000000013{digit}"), salt=bytes(range(first, first + 16)).hex())
        for digit, first in ((7, 0), (8, 16))
    ]
    listed = [line.printed().decode() for line in lines]
    yield "listed", _lines(*listed, lines[1].leaf().hex(), root_of_list(lines).hex())
    yield "consistency", print_consistency(2, prove_consistency(2, 3, nodes), signed).decode()


def _lines(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


def _dump(data: bytes) -> str:
    """Sixteen bytes a line, in hexadecimal."""
    return "\n".join(data[start : start + 16].hex(" ") for start in range(0, len(data), 16))
