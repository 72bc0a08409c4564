"""The shipped catalogue and sample rulebooks, read quickly: from a compiled copy that is checked to be fresh.

The YAML files are the law. Reading them takes half a second of imports and parsing, so `compiled.json`
holds what they say and the digest of their bytes; where the digest differs, the YAML is read. A test holds
that the copy is fresh and says the same.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from goodstanding.adapters.formats.reviving import revive
from goodstanding.register.catalogue import Catalogue
from goodstanding.rulebook.model import Rulebook
from goodstanding.values.plain import plain

_FOLDERS = ("catalogue", "rulebooks")
_COMPILED = "compiled.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedLaw:
    """What ships: the catalogue, and the sample rulebooks."""

    catalogue: Catalogue
    rulebooks: tuple[Rulebook, ...]


@cache
def load_shipped_law() -> ShippedLaw:
    """The compiled copy where it is fresh, else what the YAML files say."""
    path = _data().joinpath(_COMPILED)
    if path.is_file():
        compiled = json.loads(path.read_text("utf-8"))
        if compiled["sources"] == sources_digest():
            return revive(ShippedLaw, compiled["law"])
    return read_law()


def read_law() -> ShippedLaw:
    """What the YAML files say."""
    from goodstanding.adapters.formats.catalogue import load_catalogue
    from goodstanding.adapters.formats.rulebook import SAMPLES, load_sample

    return ShippedLaw(catalogue=load_catalogue(), rulebooks=tuple(load_sample(name) for name in SAMPLES))


def compile_law() -> str:
    """The text of `compiled.json` for the YAML files as they are."""
    return json.dumps({"sources": sources_digest(), "law": plain(read_law())}, ensure_ascii=False, indent=1) + "\n"


def sources_digest() -> str:
    """SHA-256 over names and bytes of the YAML files, in order of name."""
    digest = hashlib.sha256()
    for folder in _FOLDERS:
        for path in sorted(_data().joinpath(folder).iterdir(), key=lambda path: path.name):
            if path.name.endswith(".yaml") and not path.name.endswith(".test.yaml"):
                content = path.read_bytes()
                digest.update(f"{folder}/{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _data() -> Traversable:
    return files("goodstanding").joinpath("data")
