"""The bundled invented country."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from goodstanding.register.authorities import Competence

if TYPE_CHECKING:
    from goodstanding.adapters.formats.demo import Manifest


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
