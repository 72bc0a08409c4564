"""Run by its path, several at once: appends batches to one register, each entry saying whose it is."""

import sys
from pathlib import Path

from goodstanding.bootstrap.register import open_ports
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch


def main(directory: Path, writer: str, batches: int, size: int) -> None:
    ports = open_ports(directory)
    print("ready", flush=True)
    sys.stdin.readline()
    for batch in range(batches):
        entries = [
            NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {"row": row}}, source=writer, key=f"{batch}-{row}")
            for row in range(size)
        ]
        with ports.store.writing() as store:
            append_batch(ports, store, entries)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
