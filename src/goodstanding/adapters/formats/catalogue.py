"""The catalogue as it is shipped: one file a category, the reference units, the forbidden inputs.

Only the package's own data are read. No path, no setting and no environment variable names another catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from goodstanding.adapters.formats.validating import validate
from goodstanding.adapters.formats.yaml_reading import Document, YamlError, read_yaml
from goodstanding.register.catalogue import Catalogue, Category, freeze

T = TypeVar("T")

_FOLDER = "data/catalogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Units:
    set_on: date
    minor_units: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Forbidden:
    never: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _ForbiddenInputs:
    inputs: Mapping[str, _Forbidden]


@cache
def load_catalogue() -> Catalogue:
    """The shipped catalogue. Raises YamlError for a file that is not in its form.

    Does not run `check_catalogue`: the catalogue is part of the program, and the tests hold it.
    """
    folder = files("goodstanding").joinpath(_FOLDER)
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    categories = [read_category(path.read_text("utf-8"), path.name) for path in paths if not path.name.startswith("_")]
    units = _read(folder.joinpath("_units.yaml"), _Units)
    inputs = _read(folder.joinpath("_forbidden.yaml"), _ForbiddenInputs).inputs
    return Catalogue(
        categories=freeze({category.code: category for category in categories}),
        units=freeze(units.minor_units),
        forbidden=freeze({code: one.never for code, one in inputs.items()}),
        forbidden_words=freeze({code: one.words for code, one in inputs.items()}),
    )


def read_category(text: str, name: str) -> Category:
    """One category file; its name must be `<code>.yaml`. Raises YamlError; checks no policy."""
    document = read_yaml(text, name)
    category = validate(document, Category)
    if name != f"{category.code}.yaml":
        message = "The code is not the file's name."
        raise YamlError((document.finding("category-name", message, ("code",), accepted="<code>.yaml"),))
    return replace(
        category,
        by_measure=freeze(category.by_measure),
        display=freeze(category.display),
        threshold_by_size=freeze(category.threshold_by_size),
    )


def _read(path: Traversable, shape: type[T]) -> T:
    document: Document = read_yaml(path.read_text("utf-8"), path.name)
    return validate(document, shape)
