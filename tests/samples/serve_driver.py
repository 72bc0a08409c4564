"""Run by its path, to be killed: four submitters behind one queue; says each key when its receipt is there."""

import sys
import threading
from pathlib import Path

from goodstanding.adapters.group_commit import GroupCommit
from goodstanding.bootstrap.register import open_ports
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.sequencing import Submission


def main(directory: Path) -> None:
    commits = GroupCommit(open_ports(directory), wait_seconds=0.002)
    said = threading.Lock()

    def submit(worker: int) -> None:
        for number in range(100_000):
            key = f"{worker}-{number}"
            entry = NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {"row": number}}, key=key)
            receipt = commits.submit(Submission(key=key, digest=key, entries=(entry,)))
            with said:
                print(key, receipt.start, flush=True)

    for worker in range(4):
        threading.Thread(target=submit, args=(worker,), daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
