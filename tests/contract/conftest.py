"""One register a store: memory, SQLite, PostgreSQL. A further store needs a line in STORES and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sample_register import Importing, make_ports

from goodstanding.adapters.store.memory import MemoryStore
from goodstanding.services.opening import open_register
from goodstanding.services.ports import Ports, Store


def memory_store(request: pytest.FixtureRequest) -> Store:
    return MemoryStore()


def sqlite_store(request: pytest.FixtureRequest) -> Store:
    from goodstanding.adapters.store.migrate import migrate_sqlite
    from goodstanding.adapters.store.sqlite import SqliteStore

    path = request.getfixturevalue("tmp_path") / "register.sqlite"
    migrate_sqlite(path)
    return SqliteStore(path)


def postgres_store(request: pytest.FixtureRequest) -> Store:
    from goodstanding.adapters.store.migrate import migrate_postgres
    from goodstanding.adapters.store.postgres import PostgresStore

    url = request.getfixturevalue("postgres").new_schema()
    migrate_postgres(url)
    return PostgresStore(url)


STORES: dict[str, Callable[[pytest.FixtureRequest], Store]] = {
    "memory": memory_store,
    "sqlite": sqlite_store,
    "postgres": postgres_store,
}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store."""
    return STORES[request.param](request)


@pytest.fixture
def ports(store: Store) -> Ports:
    """A register with its first entry."""
    made = make_ports(store)
    open_register(made, "register.example.org")
    return made


@pytest.fixture
def importing(ports: Ports, tmp_path: Path) -> Importing:
    return Importing(ports=ports, folder=tmp_path)
