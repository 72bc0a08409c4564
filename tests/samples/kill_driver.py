"""Run by its path: lets a child append batches, kills it without warning, looks at what is left; many times.

The children are forked, so that a kill costs milliseconds; this process has no threads. Prints one object.
"""

import json
import os
import random
import signal
import struct
import sys
import time
from collections import Counter
from pathlib import Path

from goodstanding.bootstrap.register import open_ports
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.merkle import extend, hash_leaf
from goodstanding.ledger.writing import Head, NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.rebuilding import check_register

ROWS = 20
ACKNOWLEDGED, COMMITTING = b"a", b"c"


def main(directory: Path, kills: int, seed: int) -> None:
    draw, outcomes = random.Random(seed), Counter[str]()
    head = open_ports(directory).store.head()
    for _ in range(kills):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _append_for_ever(directory, writing)
        os.close(writing)
        acknowledged, phase = _kill_at_some_point(child, reading, draw)
        head = _require_whole(directory, head, acknowledged)
        outcomes[phase if head.size > max(acknowledged, 0) else f"{phase}, nothing of it left"] += 1
    findings = check_register(open_ports(directory), lambda _: None).findings
    print(json.dumps({"kills": kills, "outcomes": outcomes, "size": head.size, "findings": list(map(str, findings))}))


def _append_for_ever(directory: Path, pipe: int) -> None:
    ports = open_ports(directory)
    while True:
        with ports.store.writing() as writer:
            rows = [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {"row": row}}) for row in range(ROWS)]
            head = append_batch(ports, writer, rows)
            os.write(pipe, COMMITTING + struct.pack(">Q", head.size))
        os.write(pipe, ACKNOWLEDGED + struct.pack(">Q", head.size))


def _kill_at_some_point(child: int, pipe: int, draw: random.Random) -> tuple[int, str]:
    """Wait for a word of the child, then for a while; the last size that it acknowledged, and what it was doing."""
    awaited, words = draw.choice((ACKNOWLEDGED, COMMITTING)), draw.randrange(1, 3)
    heard: list[bytes] = []
    while sum(word[:1] == awaited for word in heard) < words:
        word = os.read(pipe, 9)
        if not word:
            raise SystemExit("the child ended by itself")
        heard.append(word)
    time.sleep(draw.choice((0, 0, 0.0002, 0.001, 0.003)) * draw.random())
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    acknowledged, phase = 0, "before commit"
    with os.fdopen(pipe, "rb") as stream:
        said = b"".join(heard) + stream.read()
    for start in range(0, len(said) - 8, 9):
        is_acknowledged = said[start : start + 1] == ACKNOWLEDGED
        phase = "before commit" if is_acknowledged else "in commit"
        if is_acknowledged:
            (acknowledged,) = struct.unpack(">Q", said[start + 1 : start + 9])
    return acknowledged, phase


def _require_whole(directory: Path, before: Head, acknowledged: int) -> Head:
    """Nothing acknowledged is lost, nothing is half there: the new entries make the new root out of the old one."""
    store = open_ports(directory).store
    head = store.head()
    if head.size < max(before.size, acknowledged):
        raise SystemExit(f"lost: {head.size} entries, of {acknowledged} acknowledged")
    added = list(store.stored(before.size, head.size + 1))
    frontier, size = extend(before.frontier, before.size, (hash_leaf(body) for _, _, body, _ in added))
    if (size, frontier) != (head.size, head.frontier) or (head.size - before.size) % (ROWS + 1):
        raise SystemExit("torn: the entries do not make the head")
    return head


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
