"""Read the words of documents that ship with the software: one YAML file a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from goodstanding.adapters.formats.validating import validate
from goodstanding.adapters.formats.yaml_reading import read_yaml
from goodstanding.publication.document_words import Direction, Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    language: Language
    direction: Direction
    digits: str
    day: str
    months: tuple[str, ...]
    messages: Mapping[str, str]
    first: str = ""


def load_document_words(language: Language) -> Words:
    """The words of a language; YamlError with the line where the file does not fit. Checks no translation."""
    name = f"{language}.yaml"
    text = files("goodstanding").joinpath("data", "documents", name).read_text("utf-8")
    form = validate(read_yaml(text, name), _Form)
    return Words(
        language=form.language,
        direction=form.direction,
        digits=form.digits,
        day=form.day,
        months=form.months,
        messages=form.messages,
        first=form.first,
    )
