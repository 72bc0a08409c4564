"""Open and create registers: the store, the keyring, the clock and the randomness of one data directory."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from goodstanding.adapters.clock import FixedClock, SystemClock
from goodstanding.adapters.keyring import FileKeyring
from goodstanding.adapters.randomness import SeededRandomness, SystemRandomness
from goodstanding.adapters.store.sqlite import SqliteStore
from goodstanding.ledger.writing import Head
from goodstanding.services.opening import open_register, origin_of, require_own_secret
from goodstanding.services.ports import Clock, Ports, Randomness
from goodstanding.values.errors import MisuseError

DATABASE = "register.sqlite"
DEFAULT_ORIGIN = "register.invalid"
#: What a creation that was interrupted leaves behind; it is taken up where it stopped.
_BEGUN = frozenset({"lock", "secret.key", "secret.key.new"})
#: The one origin that may run on a fixed clock and seeded randomness: nothing real is ever in it.
DEMO_ORIGIN = "demo.goodstanding.invalid"


def create_register(directory: Path, origin: str) -> tuple[Ports, Head, bool]:
    """Create the data directory (0700), the secret, the database and the first entry; or bring them up to date."""
    return _create(directory, origin, SystemClock(), SystemRandomness())


def create_demo(directory: Path, seed: str) -> tuple[Ports, FixedClock]:
    """A register of the demo's origin, on a clock that stands still and seeded randomness."""
    clock = FixedClock(datetime(2000, 1, 1, tzinfo=UTC))
    ports, _, _ = _create(directory, DEMO_ORIGIN, clock, SeededRandomness(seed))
    return ports, clock


def open_ports(directory: Path) -> Ports:
    """The ports of an existing register; SchemaError where there is none, or where the secret is another's."""
    store, randomness = SqliteStore(directory / DATABASE), SystemRandomness()
    keyring = FileKeyring(directory, randomness)
    ports = Ports(store=store, clock=SystemClock(), randomness=randomness, keyring=keyring)
    require_own_secret(ports)
    return ports


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Hold the data directory's lock: for creation and migration, which are more than one transaction."""
    import fcntl

    with (directory / "lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _create(directory: Path, origin: str, clock: Clock, randomness: Randomness) -> tuple[Ports, Head, bool]:
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = directory / DATABASE
    if not database.exists() and any(path.name not in _BEGUN for path in directory.iterdir()):
        raise MisuseError("The data directory holds something else.", accepted="an empty or a new directory")
    directory.chmod(0o700)
    with locked(directory):
        from goodstanding.adapters.store.migrate import migrate_sqlite

        if not database.exists():
            FileKeyring.create(directory, randomness)
        migrate_sqlite(database)
        database.chmod(0o600)
        keyring = FileKeyring(directory, randomness)
        ports = Ports(store=SqliteStore(database), clock=clock, randomness=randomness, keyring=keyring)
        known = origin_of(ports.store)
        if known and known != origin and DEMO_ORIGIN in (known, origin):
            held = "the demo" if known == DEMO_ORIGIN else "a register that is not the demo's"
            raise MisuseError(f"This directory holds {held}.", to_do="choose another data directory")
        require_own_secret(ports)
        head, opened = open_register(ports, known or origin)
    return ports, head, opened
