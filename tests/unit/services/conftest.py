"""A register in memory with its first entry, and a hand that imports lists of lines into it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sample_register import FIRST_DAY, PASSPHRASE, Importing, opened_ports

from goodstanding.ledger.entries import Entry
from goodstanding.ledger.writing import Signer
from goodstanding.register.views import OrganizationView
from goodstanding.services.officers import add_officer, signer_of
from goodstanding.services.ports import Ports
from goodstanding.services.reading import all_views, as_of


@pytest.fixture
def ports() -> Ports:
    return opened_ports()


@pytest.fixture
def importing(ports: Ports, tmp_path: Path) -> Importing:
    return Importing(ports=ports, folder=tmp_path)


@pytest.fixture
def views(ports: Ports) -> Callable[[], list[OrganizationView]]:
    """All organizations as they stand now, the first opened first."""

    def read() -> list[OrganizationView]:
        found = all_views(ports.store, as_of(ports, ports.store, FIRST_DAY, None))
        return sorted(found, key=lambda view: int(view.id.removeprefix("o-")))

    return read


@pytest.fixture
def entries(ports: Ports) -> Callable[[int], list[Entry]]:
    """The entries from an index on, without the closing ones."""

    def read(start: int) -> list[Entry]:
        found = [ports.store.entry(seq) for seq in range(start, ports.store.head().size)]
        return [entry for entry in found if entry is not None and entry.envelope.kind != "batch-closed"]

    return read


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    id: str
    sign: Signer


@pytest.fixture
def officer(ports: Ports) -> Officer:
    add_officer(ports, "verifier-1", PASSPHRASE)
    return Officer(id="verifier-1", sign=signer_of(ports, "verifier-1", PASSPHRASE))
