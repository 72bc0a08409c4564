"""Run in a process of its own: loads invented records in one batch and prints its seconds and peak memory."""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.entries import record_entry
from goodstanding.bootstrap.register import create_register, open_ports
from goodstanding.services.appending import append_batch


def main(count: int) -> None:
    """Entries are made first; what is measured is from the first seal to the commit."""
    with tempfile.TemporaryDirectory() as folder:
        create_register(Path(folder) / "register", "benchmark.example.org")
        ports = open_ports(Path(folder) / "register")
        entries = [record_entry(number, 4) for number in range(count)]
        started = time.perf_counter()
        with ports.store.writing() as writer:
            append_batch(ports, writer, entries)
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1_000_000
    print(json.dumps({"seconds": seconds, "peak_mb": peak}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
