"""A real PostgreSQL out of a wheel: one server a session, one empty schema a test, or a database where it must be."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

import psycopg

from benchmarks.postgres import running_postgres


@dataclass(slots=True)
class Server:
    """A server that listens on a socket of its own. `folder` is that socket's directory."""

    folder: str
    numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str, role: str = "postgres") -> str:
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def new_schema(self) -> str:
        """The URL of an empty schema that is searched first: cheaper than a database."""
        name = f"register_{next(self.numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{self.url('postgres')}&options=-csearch_path%3D{name}"

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"register_{next(self.numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)


@contextmanager
def running_server() -> Iterator[Server]:
    """Start it (about a second), stop it, and leave nothing."""
    with running_postgres() as folder:
        yield Server(str(folder))
