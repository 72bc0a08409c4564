"""The bundled invented country: what is imported in which order, at which instants, and what must come of it."""

from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files

from goodstanding.adapters.formats.competences import read_competences
from goodstanding.adapters.formats.validating import validate
from goodstanding.adapters.formats.yaml_reading import read_yaml
from goodstanding.register.authorities import Competence

FOLDER = ("data", "demo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One import: the file, its source, its snapshot date, the clock's instant, and the counts that must come."""

    file: str
    format: str
    source: str
    title: str
    as_of: date
    at: str
    shows: str
    expect: dict[str, int]
    records: dict[str, int]

    @property
    def instant(self) -> datetime:
        """When this import happens."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The demonstration from its first to its last instant."""

    jurisdiction: str
    country: str
    currency: str
    origin: str
    starts_at: str
    evaluated_at: str
    effective: date
    competences: str
    explain: str
    steps: tuple[Step, ...]


def load_manifest() -> Manifest:
    """The manifest that ships with the software."""
    return validate(read_yaml(_text("manifest.yaml"), "manifest.yaml"), Manifest)


def load_competences(manifest: Manifest) -> list[Competence]:
    """The competences of the invented country's authorities."""
    return read_competences(_text(manifest.competences), manifest.competences)


def demo_file(name: str) -> bytes:
    """The bytes of one of the demo's files."""
    return files("goodstanding").joinpath(*FOLDER, name).read_bytes()


def _text(name: str) -> str:
    return demo_file(name).decode("utf-8")
