"""Run by its path, to be killed: imports one invented list and says on standard output how far it is."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from sample_register import InventedList, catalogue, digest_of, gate

from goodstanding.bootstrap.register import open_ports
from goodstanding.services.importing import ImportRequest, import_file
from goodstanding.services.ports import Randomness


class Announcing:
    """Says when the first salts are drawn: by then the lock is held and the transaction has begun."""

    def __init__(self, randomness: Randomness) -> None:
        self._randomness = randomness
        self._announced = False

    def token(self, count: int) -> bytes:
        if not self._announced:
            self._announced = True
            print("appending", flush=True)
        return self._randomness.token(count)


def main(directory: Path, path: Path) -> None:
    ports = open_ports(directory)
    ports = replace(ports, randomness=Announcing(ports.randomness))
    request = ImportRequest(form=InventedList(), path=path, digest=digest_of(path), as_of=date(2024, 6, 1))
    print("reading", flush=True)
    import_file(ports, catalogue(), gate, request)
    print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
