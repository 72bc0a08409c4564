"""Run by the interpreter of an opponent's environment: measures it and prints one object. Imports nothing of ours."""

import json
import random
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ENTRY = b"x" * 590  # as long as one of our envelopes
SINGLE, BATCHES, BATCH = 300, 40, 256


def main(name: str, folder: Path, leaves: int) -> None:
    """`name` is a distribution of `opponents`."""
    folder.mkdir()
    print(json.dumps(pymerkle(folder, leaves) if name == "pymerkle" else aics_tlog(folder, leaves)))


def pymerkle(folder: Path, leaves: int) -> dict[str, float]:
    """Its SQLite tree; it keeps SQLite's own setting of synchronization, which is full."""
    from pymerkle import SqliteTree, verify_consistency, verify_inclusion

    tree = SqliteTree(str(folder / "single.db"))
    found = {"durable appends, one by one": rate(tree.append_entry, [ENTRY] * SINGLE)}
    batches = [[ENTRY] * BATCH] * BATCHES
    found["durable appends, batches of 256"] = BATCH * rate(tree.append_entries, batches)
    tree = SqliteTree(str(folder / "large.db"))
    tree.append_entries(str(number).encode() for number in range(leaves))
    indexes = chosen(leaves, 100)
    found["inclusion proofs"] = rate(lambda index: tree.prove_inclusion(1 + index), indexes)
    found["consistency proofs"] = rate(lambda old: tree.prove_consistency(1 + old), indexes)
    root = tree.get_state()
    proofs = [(tree.get_leaf(1 + index), tree.prove_inclusion(1 + index)) for index in indexes]
    found["inclusion verifications"] = rate(lambda one: verify_inclusion(one[0], root, one[1]), proofs * 10)
    grown = [(tree.get_state(1 + old), tree.prove_consistency(1 + old)) for old in indexes]
    found["consistency verifications"] = rate(lambda one: verify_consistency(one[0], root, one[1]), grown * 10)
    return found


def aics_tlog(folder: Path, leaves: int) -> dict[str, float]:
    """Its writer of tiles, synchronized, with a signed checkpoint a batch."""
    import aics_tlog as log
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key, origin = Ed25519PrivateKey.generate(), "benchmark.example.org"
    store = log.DirectoryTileStore(folder / "single")
    writer = log.IncrementalTileWriter(store)

    def append(entries: list[bytes]) -> None:
        writer.append(entries)
        store.write_checkpoint(
            log.sign_checkpoint(log.Checkpoint(origin, writer.size, writer.root()), key, origin).to_bytes()
        )

    found = {"durable appends, one by one": rate(append, [[ENTRY]] * SINGLE)}
    found["durable appends, batches of 256"] = BATCH * rate(append, [[ENTRY] * BATCH] * BATCHES)
    large = log.IncrementalTileWriter(log.DirectoryTileStore(folder / "large", fsync=False))
    large.append([str(number).encode() for number in range(leaves)])
    reader, size, indexes = log.FileSystemTileReader(folder / "large"), large.size, chosen(leaves, 300)
    found["inclusion proofs"] = rate(lambda index: log.inclusion_proof_from_tiles(reader, index, size), indexes)
    found["consistency proofs"] = rate(lambda old: log.consistency_proof_from_tiles(reader, 1 + old, size), indexes)
    root = large.root()
    grown = [
        (
            1 + old,
            log.tree_root_from_tiles(reader, 1 + old, size),
            log.consistency_proof_from_tiles(reader, 1 + old, size),
        )
        for old in indexes
    ]
    found["consistency verifications"] = rate(
        lambda one: log.verify_consistency(one[0], size, one[1], root, one[2]), grown * 10
    )
    return found


def chosen(leaves: int, count: int) -> list[int]:
    draw = random.Random(1)
    return [draw.randrange(leaves - 1) for _ in range(count)]


def rate(call: Callable[[Any], object], items: Iterable[Any]) -> float:
    listed = list(items)
    started = time.perf_counter()
    for item in listed:
        call(item)
    return len(listed) / (time.perf_counter() - started)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
