"""The public log: the signer's keys beside the register's data, and the files that are published."""

from collections.abc import Callable
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from goodstanding.ledger.notes import MOST_NOTE_BYTES, VerifierKey
from goodstanding.ledger.policies import Policy, parse_policy
from goodstanding.ledger.public_paths import CHECKPOINT
from goodstanding.ledger.witnessing import WitnessAnswer
from goodstanding.services.elsewhere import Elsewhere
from goodstanding.services.log_ports import LogKeys, PublicFiles
from goodstanding.services.ports import Ports
from goodstanding.values.errors import MisuseError, NotFoundError

if TYPE_CHECKING:  # who checks a proof file needs nothing of listings
    from goodstanding.services.absence import ListedAt
    from goodstanding.services.audit_beside import Names
    from goodstanding.services.auditing import Display
    from goodstanding.services.cosigning import Cosigners


def open_log_keys(directory: Path) -> LogKeys:
    """The log's keys of a data directory."""
    from goodstanding.adapters.log_keys import FileLogKeys
    from goodstanding.adapters.randomness import SystemRandomness

    return FileLogKeys(directory, SystemRandomness())


def public_files(folder: Path) -> PublicFiles:
    """A directory of published files."""
    from goodstanding.adapters.public_files import DirectoryFiles

    return DirectoryFiles(folder)


def require_apart(folder: Path, held: Path) -> None:
    """What is published goes into a folder with nothing of the data directory, nor in it: its keys would be served."""
    if folder.exists() and not folder.is_dir():
        raise MisuseError("The files go into a folder, and this is none.", accepted="a directory, or one to be made")
    public, private = folder.resolve(), held.resolve()
    if public.is_relative_to(private) or private.is_relative_to(public):
        raise MisuseError(
            "The register's data and its keys would be served with the published files.",
            accepted="a directory that is not the data directory, not in it, and not around it",
        )


def public_source(where: str) -> Callable[[str, int], bytes | None]:
    """What reads published files: of a directory, or of a URL."""
    if where.startswith(("http://", "https://")):
        from goodstanding.adapters.http_source import HttpSource

        return HttpSource(where).read
    return public_files(Path(where)).read


def elsewhere_of(keys: LogKeys, published: str | None, policy: Policy | None, *, not_restored: bool) -> Elsewhere:
    """Who holds the log: as given, else where it was published last and the witnesses that were asked then."""
    place = keys.place()
    where = published or (place.where if place else None)
    note = _published_note(where) if where else None
    if policy is None and place and place.policy:
        policy = parse_policy(place.policy)
    return Elsewhere(
        notes=() if note is None else (note,),
        silent=where is not None and note is None,
        ask=cosigners_of(policy).require_not_ahead if policy and any(policy.addresses.values()) else None,
        not_restored=not_restored,
    )


def _published_note(where: str) -> bytes | None:
    """The checkpoint of published files, or a file that is one; None where there is none or no server answers."""
    if Path(where).is_file():
        with Path(where).open("rb") as stream:
            return stream.read(MOST_NOTE_BYTES + 1)
    try:
        return public_source(where)(CHECKPOINT, MOST_NOTE_BYTES)
    except NotFoundError:
        return None


def public_names(where: str) -> "Names | None":
    """What lists published files; None for a URL, whose server does not say what it has."""
    return None if where.startswith(("http://", "https://")) else public_files(Path(where)).names


def served_as_displayed() -> "Display":
    """What works out, from what is served of a log, whether it may be displayed."""
    from goodstanding.adapters.store.memory import MemoryStore
    from goodstanding.bootstrap.law import load_law
    from goodstanding.services.served_displayed import ServedAsDisplayed

    return ServedAsDisplayed(store=MemoryStore(), law=load_law())


def listed_at(ports: Ports) -> "ListedAt":
    """Who is listed, by the one function that answers it on every surface."""
    from goodstanding.services.absence import listed_views

    return lambda reader, at: listed_views(ports, reader, at)


def verify_ed25519(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature is good; needs no register."""
    from goodstanding.adapters.keyring import verify_ed25519 as verify

    return verify(public_key, signature, message)


def latest_instant() -> str:
    """After this no batch can have been recorded yet: an hour from now, for clocks that differ."""
    from goodstanding.adapters.clock import SystemClock
    from goodstanding.services.appending import print_instant

    return print_instant(SystemClock().now() + timedelta(hours=1))


#: Where the auditor imports its rules, and the line before which they stand in the one file.
_IMPORTED = "from audit_rules import Rules\n"
_PLACE = "problems = []\n"


def auditor_text() -> str:
    """The auditor as one file: what an entry may be stands where it is imported."""
    data = files("goodstanding") / "data"
    whole, rules = ((data / name).read_text("utf-8") for name in ("audit.py", "audit_rules.py"))
    rules = rules.partition('"""\n\nimport re\n\n')[2]
    return whole.replace(_IMPORTED, "", 1).replace(_PLACE, rules + "\n\n" + _PLACE, 1)


def cosigners_of(policy: Policy) -> "Cosigners":
    """The witnesses of a policy, asked over HTTP."""
    from goodstanding.adapters.http_source import post_checkpoint
    from goodstanding.services.cosigning import Cosigners

    return Cosigners(policy=policy, post=post_checkpoint, verify=verify_ed25519)


def create_witness(folder: Path, name: str) -> VerifierKey:
    """A new witness in a directory of its own."""
    from goodstanding.adapters.randomness import SystemRandomness
    from goodstanding.adapters.witness_files import FileWitness

    return FileWitness(folder).create(name, SystemRandomness())


def trust_log(folder: Path, key: VerifierKey) -> None:
    """Have a witness know a log's key."""
    from goodstanding.adapters.witness_files import FileWitness

    files = FileWitness(folder)
    files.key()
    files.trust(key)


def serve_witness(folder: Path, host: str, port: int, ready: Callable[[str, VerifierKey], None]) -> None:
    """Answer requests until the process ends; `ready` is told the address once it listens."""
    from goodstanding.adapters.clock import SystemClock
    from goodstanding.adapters.witness_files import FileWitness
    from goodstanding.adapters.witness_server import WitnessServer
    from goodstanding.services.witness import Witness

    files = FileWitness(folder)
    key, sign = files.key()

    def answer(body: bytes) -> WitnessAnswer:
        # The logs are read for every request: a key that is added counts from then on.
        witness = Witness(
            key=key, sign=sign, logs=files.logs(), states=files, clock=SystemClock(), verify=verify_ed25519
        )
        return witness.add_checkpoint(body)

    with WitnessServer(host, port, answer) as server:
        ready(f"http://{host}:{server.server_port}", key)
        server.serve_forever()
