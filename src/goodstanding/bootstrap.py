"""The composition root: the only place that knows which adapter stands behind which port.

Heavy parts are imported where they are used, so that a look-up starts quickly.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from goodstanding.adapters.clock import FixedClock, SystemClock
from goodstanding.adapters.keyring import FileKeyring
from goodstanding.adapters.randomness import SeededRandomness, SystemRandomness
from goodstanding.adapters.store.sqlite import SqliteStore
from goodstanding.intake.admission import CompetenceKey, competence_key
from goodstanding.intake.drafts import Draft, Format, Verdict
from goodstanding.ledger.writing import Head
from goodstanding.register.authorities import Competence
from goodstanding.register.catalogue import Catalogue
from goodstanding.rulebook.model import Rulebook
from goodstanding.services.opening import open_register, origin_of, require_own_secret
from goodstanding.services.ports import Clock, Ports, Randomness
from goodstanding.services.standings import Law
from goodstanding.standing.cases import Case
from goodstanding.values.errors import MisuseError
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier

if TYPE_CHECKING:
    from goodstanding.adapters.formats.demo import Manifest

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


def load_catalogue() -> Catalogue:
    """The closed catalogue that ships with the software."""
    return load_law().catalogue


@cache
def load_law() -> Law:
    """The catalogue and the sample rulebooks (unofficial until the register adopts its own)."""
    from goodstanding.adapters.formats.shipped_law import load_shipped_law

    shipped = load_shipped_law()
    rulebooks = {kind: rulebook for rulebook in shipped.rulebooks for kind in rulebook.applies_to}
    return Law(catalogue=shipped.catalogue, rulebooks=rulebooks)


def gate(draft: Draft, local: Identifier) -> Verdict:
    """The organization gate with the lexicon that ships with the software."""
    from goodstanding.adapters.formats.lexicon import load_lexicon
    from goodstanding.intake.gate import check_draft

    return check_draft(draft, load_lexicon(), local)


def format_names() -> tuple[str, ...]:
    """The names that `import` takes."""
    from goodstanding.adapters.formats.registry import FORMATS

    return tuple(FORMATS)


def format_named(name: str, source: str | None = None) -> Format:
    """The format of this name; `source` names another list of the same template."""
    from goodstanding.adapters.formats.registry import format_named as find

    return find(name, source)


def shipped_competences() -> frozenset[CompetenceKey]:
    """What the shipped formats may record: the only competences that need no officer's signature."""
    return frozenset(competence_key(one) for name in format_names() for one in format_named(name).competences)


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    from goodstanding.adapters.formats.tabular import read_digest

    return read_digest(path)


def template_text() -> str:
    """The csv template with two invented rows."""
    from goodstanding.adapters.formats.template import template_text as text

    return text()


def read_competences(path: Path) -> list[Competence]:
    """Competences of a YAML file."""
    from goodstanding.adapters.formats.competences import read_competences as read

    return read(path.read_text("utf-8"), path.name)


def rulebook_samples() -> dict[str, Rulebook]:
    """The sample rulebooks that ship with the software, by name."""
    from goodstanding.adapters.formats.rulebook import SAMPLES, load_sample

    return {name: load_sample(name) for name in SAMPLES}


def check_rulebook_file(asked: str) -> tuple[Rulebook | None, list[Finding]]:
    """A rulebook, by file or sample name, with every finding; none where its form is refused."""
    from goodstanding.adapters.formats.rulebook_files import check_rulebook_file as check

    return check(asked, load_catalogue())


def read_rulebook_file(asked: str) -> Rulebook:
    """A rulebook, by file or sample name, checked for its form alone."""
    from goodstanding.adapters.formats.rulebook_files import read_rulebook_file as read

    return read(asked)


def read_rulebook_cases(asked: str, file: Path | None) -> tuple[Case, ...]:
    """The tests of a rulebook: of `file`, else those beside it."""
    from goodstanding.adapters.formats.rulebook_files import read_rulebook_cases as read

    return read(asked, file)


def rulebook_schema() -> dict[str, object]:
    """The JSON Schema of a rulebook file."""
    from goodstanding.adapters.formats.rulebook_schema import rulebook_schema as schema

    return schema()


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """The bundled invented country, with its files laid out in a directory."""

    manifest: "Manifest"
    competences: list[Competence]
    files: Path


def load_demo(files: Path) -> Demo:
    """The demo's manifest and competences; its source files are written into `files`."""
    from goodstanding.adapters.formats.demo import demo_file, load_competences, load_manifest

    manifest = load_manifest()
    for name in {step.file for step in manifest.steps}:
        (files / name).write_bytes(demo_file(name))
    return Demo(manifest=manifest, competences=load_competences(manifest), files=files)


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
