"""One register a store: the memory's and SQLite's. A further store needs a line in STORES and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sample_register import Importing, make_ports

from goodstanding.adapters.store.memory import MemoryStore
from goodstanding.services.opening import open_register
from goodstanding.services.ports import Ports, Store


def sqlite_store(folder: Path) -> Store:
    from goodstanding.adapters.store.migrate import migrate_sqlite
    from goodstanding.adapters.store.sqlite import SqliteStore

    path = folder / "register.sqlite"
    migrate_sqlite(path)
    return SqliteStore(path)


STORES: dict[str, Callable[[Path], Store]] = {"memory": lambda _: MemoryStore(), "sqlite": sqlite_store}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store."""
    return STORES[request.param](tmp_path)


@pytest.fixture
def ports(store: Store) -> Ports:
    """A register with its first entry."""
    made = make_ports(store)
    open_register(made, "register.example.org")
    return made


@pytest.fixture
def importing(ports: Ports, tmp_path: Path) -> Importing:
    return Importing(ports=ports, folder=tmp_path)
