"""Procedural rules and the golden tests of their clocks: YAML files on one side, the typed model on the other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from goodstanding.adapters.formats.texts import read_text
from goodstanding.adapters.formats.validating import validate
from goodstanding.adapters.formats.yaml_reading import Document, YamlError, read_yaml
from goodstanding.adapters.formats.yaml_reading import Path as Place
from goodstanding.proceedings.clock_cases import ClockCase, DisplayCase
from goodstanding.proceedings.digests import SAID_LATER
from goodstanding.proceedings.floors import check_procedure
from goodstanding.proceedings.procedure import Procedure
from goodstanding.register.catalogue import freeze
from goodstanding.values.findings import Finding

#: The illustrative procedural rules that come with the package, by name.
SAMPLES = ("model", "far_like", "edes_like", "uk_like", "development_bank_like")


@dataclass(frozen=True, slots=True, kw_only=True)
class _FileForm:
    clocks: tuple[ClockCase, ...]
    display: tuple[DisplayCase, ...] = ()


def read_procedure(text: str, name: str) -> Procedure:
    """The rules of a file; raises YamlError with a finding for every misfit. Judges nothing."""
    document = read_yaml(text, name)
    procedure = validate(document, Procedure)
    unsaid = [key for key in SAID_LATER if getattr(procedure, key) is None]
    if unsaid:  # rules without are read from logs alone
        raise YamlError(tuple(document.finding("key-missing", "This is missing.", (key,)) for key in unsaid))
    return replace(
        procedure,
        laws=freeze(procedure.laws),
        articles=freeze(procedure.articles),
        deadlines=freeze(procedure.deadlines),
        steps=freeze(procedure.steps or {}),
        display=procedure.display and replace(procedure.display, periods=freeze(procedure.display.periods)),
    )


@cache
def load_sample(name: str) -> Procedure:
    """A sample that ships with the software."""
    return read_procedure(_sample(f"{name}.yaml"), f"{name}.yaml")


def read_procedure_file(asked: str) -> Procedure:
    """The rules of a file, or of the sample of this name, checked for their form alone."""
    return load_sample(asked) if asked in SAMPLES else read_procedure(_read(asked), asked)


def check_procedure_file(
    asked: str, beside: Callable[[Procedure], Iterable[Finding]] = lambda _: ()
) -> tuple[Procedure | None, list[Finding]]:
    """The rules and every floor that they undercut, each with its line; no rules where their form is refused.

    `beside` finds what rules alone do not show: whether there are the things that they name.
    """
    try:
        text = _read(asked)
        procedure = read_procedure(text, asked)
    except YamlError as error:
        return None, list(error.findings)
    document = read_yaml(text, asked)
    found = [*check_procedure(procedure), *beside(procedure)]
    return procedure, [replace(one, file=asked, line=document.position(_place(document, one.field))) for one in found]


def read_clock_cases(asked: str, file: Path | None = None) -> tuple[ClockCase, ...]:
    """The golden tests of a procedure's clocks: of `file`, else of the file beside it that ends in `.test.yaml`."""
    return _cases(asked, file).clocks


def read_display_cases(asked: str, file: Path | None = None) -> tuple[DisplayCase, ...]:
    """The golden tests, out of the same file, of how long something is displayed."""
    return _cases(asked, file).display


def _cases(asked: str, file: Path | None) -> _FileForm:
    if file is None and asked in SAMPLES:
        name, text = f"{asked}.test.yaml", _sample(f"{asked}.test.yaml")
    else:
        path = file or Path(asked).with_suffix(".test.yaml")
        name, text = path.name, read_text(path)
    return validate(read_yaml(text, name), _FileForm)


def _read(asked: str) -> str:
    if asked in SAMPLES:
        return _sample(f"{asked}.yaml")
    return read_text(Path(asked), accepted=f"a YAML file, or a sample: {', '.join(SAMPLES)}")


def _sample(name: str) -> str:
    return files("goodstanding").joinpath("data", "procedures", name).read_text("utf-8")


def _place(document: Document, field: str) -> Place:
    """`deadlines.reply.passing` as it stands in the file; the nearest part above where it does not."""
    parts: Place = ()
    data: object = document.data
    for part in field.split("."):
        if not isinstance(data, Mapping) or part not in data:
            break
        parts, data = (*parts, part), data[part]
    return parts
