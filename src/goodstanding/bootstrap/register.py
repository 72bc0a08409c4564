"""Open and create registers: the store, the keyring, the clock and the randomness of one data directory."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from goodstanding.adapters.clock import FixedClock, SystemClock
from goodstanding.adapters.journal import MARK, FileJournal
from goodstanding.adapters.journal import NAME as JOURNAL
from goodstanding.adapters.keyring import FileKeyring
from goodstanding.adapters.randomness import SeededRandomness, SystemRandomness
from goodstanding.adapters.sealing import seal_beside
from goodstanding.bootstrap.stores import DATABASE, REMEMBERED, Place, place_of
from goodstanding.ledger.writing import Head
from goodstanding.register.catalogue import Catalogue
from goodstanding.services.erasing import take_up_erasures
from goodstanding.services.opening import open_register, origin_of, require_own_secret
from goodstanding.services.ports import Clock, Ports, Randomness
from goodstanding.values.errors import MisuseError

__all__ = ["DATABASE", "DEFAULT_ORIGIN", "create_demo", "create_register", "locked", "open_ports"]

DEFAULT_ORIGIN = "register.invalid"
#: What a creation that was interrupted leaves behind; it is taken up where it stopped.
_BEGUN = frozenset({"lock", "secret.key", "secret.key.new", REMEMBERED, JOURNAL, MARK})
#: The one origin that may run on a fixed clock and seeded randomness: nothing real is ever in it.
DEMO_ORIGIN = "demo.goodstanding.invalid"


def create_register(directory: Path, origin: str) -> tuple[Ports, Head, bool]:
    """Create the data directory (0700), the secret, the database and the first entry; or bring them up to date."""
    return _create(place_of(directory), origin, SystemClock(), SystemRandomness())


def create_demo(directory: Path, seed: str) -> tuple[Ports, FixedClock]:
    """A register of the demo's origin, on a clock that stands still and seeded randomness; always in a file."""
    clock = FixedClock(datetime(2000, 1, 1, tzinfo=UTC))
    ports, _, _ = _create(Place(directory=directory), DEMO_ORIGIN, clock, SeededRandomness(seed))
    return ports, clock


def open_ports(directory: Path) -> Ports:
    """The ports of an existing register; SchemaError where there is none, or where the secret is another's."""
    store, randomness = place_of(directory).open(), SystemRandomness()
    keyring = FileKeyring(directory, randomness)
    ports = Ports(
        store=store,
        clock=SystemClock(),
        randomness=randomness,
        keyring=keyring,
        journal=FileJournal(directory),
        catalogue=_catalogue,
        sealer=seal_beside,
        forget_derived=partial(_forget_derived, directory),
    )
    require_own_secret(ports)
    take_up_erasures(ports)
    return ports


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Hold the data directory's lock: for creation and migration, which are more than one transaction."""
    import fcntl

    with (directory / "lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _create(place: Place, origin: str, clock: Clock, randomness: Randomness) -> tuple[Ports, Head, bool]:
    directory = place.directory
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    is_new = not place.exists()
    if is_new and any(path.name not in _BEGUN for path in directory.iterdir()):
        raise MisuseError("The data directory holds something else.", accepted="an empty or a new directory")
    directory.chmod(0o700)
    with locked(directory):
        # Another one may have created it, and its secret, before the lock was ours.
        if not place.exists():
            FileKeyring.create(directory, randomness)
        keyring = FileKeyring(directory, randomness)
        place.migrate()
        ports = Ports(
            store=place.open(),
            clock=clock,
            randomness=randomness,
            keyring=keyring,
            journal=FileJournal(directory),
            catalogue=_catalogue,
            forget_derived=partial(_forget_derived, directory),
        )
        known = origin_of(ports.store)
        if known and known != origin and DEMO_ORIGIN in (known, origin):
            held = "the demo" if known == DEMO_ORIGIN else "a register that is not the demo's"
            raise MisuseError(f"This directory holds {held}.", to_do="choose another data directory")
        require_own_secret(ports)
        take_up_erasures(ports)
        head, opened = open_register(ports, known or origin)
    return ports, head, opened


def _catalogue() -> Catalogue:
    from goodstanding.bootstrap.law import load_catalogue

    return load_catalogue()


def _forget_derived(directory: Path) -> None:
    from goodstanding.adapters.screening_shelf import forget_kept

    forget_kept(directory)
