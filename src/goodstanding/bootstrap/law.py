"""The law that a command runs on: the catalogue, and rulebooks that ship with the software or stand in files."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path

from goodstanding.register.authorities import Competence
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.organizations import OrganizationKind
from goodstanding.rulebook.model import Purpose, Rulebook
from goodstanding.services.standings import Law
from goodstanding.standing.cases import Case
from goodstanding.values.findings import Finding


def today() -> date:
    """The day by the machine's clock, in UTC."""
    from goodstanding.adapters.clock import SystemClock

    return SystemClock().now().date()


def load_catalogue() -> Catalogue:
    """The closed catalogue that ships with the software."""
    return load_law().catalogue


@cache
def load_law() -> Law:
    """The catalogue and, for each kind, the first sample that gives a standing. No indicator is ever among them."""
    from goodstanding.adapters.formats.shipped_law import load_shipped_law

    shipped = load_shipped_law()
    rulebooks: dict[OrganizationKind, Rulebook] = {}
    for rulebook in shipped.rulebooks:
        if rulebook.purpose is Purpose.STANDING:
            rulebooks = dict.fromkeys(rulebook.applies_to, rulebook) | rulebooks
    return Law(catalogue=shipped.catalogue, rulebooks=rulebooks)


def rulebook_samples() -> dict[str, Rulebook]:
    """The sample rulebooks that ship with the software, by name."""
    from goodstanding.adapters.formats.rulebook import SAMPLES, load_sample

    return {name: load_sample(name) for name in SAMPLES}


def check_rulebook_file(
    asked: str, further: Callable[[Rulebook], Iterable[Finding]] | None = None
) -> tuple[Rulebook | None, list[Finding]]:
    """A rulebook, by file or sample name, with every finding; none where its form is refused."""
    from goodstanding.adapters.formats.rulebook_files import check_rulebook_file as check

    return check(asked, load_catalogue(), further)


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


def read_competences(path: Path) -> list[Competence]:
    """Competences of a YAML file."""
    from goodstanding.adapters.formats.competences import read_competences as read
    from goodstanding.adapters.formats.texts import read_text

    return read(read_text(path), path.name)
