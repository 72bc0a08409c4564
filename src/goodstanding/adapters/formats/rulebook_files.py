"""Rulebooks and their tests by file or by the name of a shipped sample, each finding with its line in the file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from goodstanding.adapters.formats.rulebook import SAMPLES, read_rulebook, sample_text
from goodstanding.adapters.formats.rulebook_cases import read_cases
from goodstanding.adapters.formats.texts import read_text
from goodstanding.adapters.formats.yaml_reading import Document, YamlError, read_yaml
from goodstanding.adapters.formats.yaml_reading import Path as Place
from goodstanding.register.catalogue import Catalogue
from goodstanding.rulebook.checking import check_rulebook
from goodstanding.rulebook.model import Rulebook
from goodstanding.standing.cases import Case
from goodstanding.values.errors import MisuseError
from goodstanding.values.findings import Finding, Severity

#: Further checks that a caller asks for, such as against a date or a register.
Further = Callable[[Rulebook], Iterable[Finding]]


def check_rulebook_file(
    asked: str, catalogue: Catalogue, further: Further | None = None
) -> tuple[Rulebook | None, list[Finding]]:
    """The rulebook and every finding about it, with file and line; no rulebook where its form is refused."""
    try:
        text = _text(asked, "")
        rulebook = read_rulebook(text, asked)
    except YamlError as error:
        return None, list(error.findings)
    document = read_yaml(text, asked)
    unused = [replace(one, file=asked) for one in _unused(document)]
    places = _places(document)
    found = [*check_rulebook(rulebook, catalogue), *(further(rulebook) if further else ())]
    placed = ((finding, places.get(finding.field, ("provisions",))) for finding in found)
    return rulebook, [
        *(replace(finding, file=asked, line=document.position(place)) for finding, place in placed), *unused
    ]  # fmt: skip


_ACCEPTED = f"a YAML file, or a sample: {', '.join(SAMPLES)}"


def read_rulebook_file(asked: str) -> Rulebook:
    """The rulebook, checked for its form alone; raises YamlError with a finding for every misfit."""
    return read_rulebook(_text(asked, ""), asked)


def read_rulebook_cases(asked: str, file: Path | None) -> tuple[Case, ...]:
    """The tests of a rulebook: of `file`, else of the file beside it that ends in `.test.yaml`."""
    beside = asked if asked in SAMPLES else str(Path(asked).with_suffix(""))
    return read_cases(read_tests_text(asked, file), f"{beside}.test.yaml" if file is None else str(file))


def read_tests_text(asked: str, file: Path | None) -> str:
    """The text of a rulebook's tests as it is written, not yet read as tests."""
    if file is not None:
        return read_text(file, accepted=_ACCEPTED)
    beside = Path(asked).with_suffix(".test.yaml")
    if asked not in SAMPLES and not beside.is_file():
        to_do = f"write them to {beside.name}, or name their file with --cases"
        raise MisuseError("There are no tests beside the rulebook.", to_do=to_do)
    return _text(asked, ".test")


def _text(asked: str, suffix: str) -> str:
    """A sample by its name alone; anything else is a path, such as `./companies`."""
    if asked in SAMPLES:
        return sample_text(f"{asked}{suffix}.yaml")
    path = Path(asked)
    return read_text(path.with_suffix(f"{suffix}.yaml") if suffix else path, accepted=_ACCEPTED)


def _unused(document: Document) -> Iterator[Finding]:
    """Warnings of laws and fades that nothing in the file names: the model has none, so nothing checks them."""
    named = {
        "laws": set(_values_of("law", document.data)),
        "fades": {fade for one in document.data["provisions"] for fade in one["fades"].values()},
    }
    for key, used in named.items():
        for name in document.data[key]:
            if name not in used:
                found = document.finding("rulebook-unused", "Nothing in this rulebook names it.", (key, name))
                yield replace(found, severity=Severity.WARNING)


def _values_of(key: str, part: object) -> Iterator[object]:
    if isinstance(part, Mapping):
        yield from (value for name, value in part.items() if name == key)
    if isinstance(part, Mapping | list):
        for one in part.values() if isinstance(part, Mapping) else part:
            yield from _values_of(key, one)


def _places(document: Document) -> dict[str, Place]:
    """Where a check's words stand: a key of the file, a category, a part's id, and points and fades below it."""
    places: dict[str, Place] = {key: (key,) for key in document.data}
    for index, provision in enumerate(document.data["provisions"]):
        for code in provision["match"]["categories"]:
            places.setdefault(code, ("provisions", index, "match", "categories"))
    places[document.data["id"]] = ("id",)
    for language in document.data.get("translations", {}):
        places[f"translations.{language}"] = ("translations", language)
    for index, grade in enumerate(document.data["grades"]):
        places[grade["code"]] = ("grades", index, "code")
    for part in ("provisions", "caps", "grade_limits", "grounds", "consequences"):
        for index, one in enumerate(document.data.get(part, ())):
            places[one["id"]] = (part, index, "id")
            places[f"{one['id']}.values"] = (part, index, "values")
            for number in range(len(one.get("values", ()))):
                places[f"{one['id']}.values.{number}"] = (part, index, "values", number)
            for key in ("points", "fades"):
                for severity in one.get(key, {}):
                    places[f"{one['id']}.{key}.{severity}"] = (part, index, key, severity)
    return places
