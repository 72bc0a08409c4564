"""Due process: procedural rules and calendars."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from goodstanding.bootstrap.law import load_catalogue
from goodstanding.proceedings.acts import Verdict
from goodstanding.proceedings.authorities import EnrolledAuthority
from goodstanding.proceedings.calendars import Calendar
from goodstanding.proceedings.clock_cases import ClockCase, DisplayCase
from goodstanding.proceedings.procedure import Procedure
from goodstanding.publication.document_words import Language, Words
from goodstanding.publication.pages import Page
from goodstanding.services.proceedings import ProceedingLaw
from goodstanding.values.errors import MisuseError
from goodstanding.values.findings import Finding


def procedure_samples() -> tuple[str, ...]:
    """The names of the illustrative procedural rules that ship with the software."""
    from goodstanding.adapters.formats.procedures import SAMPLES

    return SAMPLES


def read_procedure(asked: str) -> Procedure:
    """Procedural rules by file or sample name, checked for their form alone."""
    from goodstanding.adapters.formats.procedures import read_procedure_file

    return read_procedure_file(asked)


def check_procedure_file(asked: str) -> tuple[Procedure | None, list[Finding]]:
    """Procedural rules with every floor that they undercut; none where their form is refused."""
    from goodstanding.adapters.formats.procedures import check_procedure_file as check

    return check(asked, _what_is_not_there)


def _what_is_not_there(procedure: Procedure) -> Iterator[Finding]:
    """A calendar that nobody has, and grounds that the catalogue does not admit: rules with these would do nothing."""
    try:
        calendar_of(procedure)
    except MisuseError as error:
        yield Finding(code="procedure-calendar", message=error.what, field="calendar", accepted=error.accepted)
    categories = load_catalogue().categories
    for ground in procedure.grounds:
        if ground.category not in categories or not categories[ground.category].ground:
            message = "The catalogue does not admit the category as a ground."
            field = f"grounds.{ground.category}"
            yield Finding(code="procedure-not-a-ground", message=message, field=field, accepted="an adverse category")


def read_clock_cases(asked: str, file: Path | None) -> tuple[ClockCase, ...]:
    """The golden tests of the clocks: of `file`, else those beside the rules."""
    from goodstanding.adapters.formats.procedures import read_clock_cases as read

    return read(asked, file)


def read_display_cases(asked: str, file: Path | None) -> tuple[DisplayCase, ...]:
    """The golden tests of how long something is displayed, out of the same file."""
    from goodstanding.adapters.formats.procedures import read_display_cases as read

    return read(asked, file)


def calendar_of(procedure: Procedure) -> Calendar:
    """The calendar that a procedure counts by."""
    from goodstanding.adapters.calendars import load_calendar

    return load_calendar(procedure.calendar)


def proceeding_law() -> ProceedingLaw:
    """What proceedings run on: the shipped catalogue, and the calendars that procedures name."""
    return ProceedingLaw(catalogue=load_catalogue(), calendar_of=calendar_of)


def read_authorities(path: Path) -> list[EnrolledAuthority]:
    """Authorities of a YAML file."""
    from goodstanding.adapters.formats.proceeding_files import read_authorities as read
    from goodstanding.adapters.formats.texts import read_text

    return read(read_text(path), path.name)


def read_verdict(path: Path) -> Verdict:
    """A verdict of a YAML file."""
    from goodstanding.adapters.formats.proceeding_files import read_verdict as read
    from goodstanding.adapters.formats.texts import read_text

    return read(read_text(path), path.name)


def read_words(path: Path) -> str:
    """The words of a reply out of a text file; MisuseError where documents could not print them."""
    from goodstanding.adapters.formats.proceeding_files import read_words as read
    from goodstanding.adapters.typesetting import require_signs

    words = read(path.read_bytes())
    require_signs(words)
    return words


def document_pdf(page: Page, day: date) -> bytes:
    """A document as a tagged PDF that is dated with a day of the file."""
    from goodstanding.adapters.typesetting import print_pdf

    return print_pdf(page, day)


def print_archive(files: Mapping[str, bytes]) -> bytes:
    """The files as one archive."""
    from goodstanding.adapters.archives import print_archive as printed

    return printed(files)


def read_archive(path: Path) -> dict[str, bytes]:
    """The files of an archive that anybody may have made, read to its bound."""
    from goodstanding.adapters.archives import MOST_BYTES
    from goodstanding.adapters.archives import read_archive as read

    with path.open("rb") as stream:
        return read(stream.read(MOST_BYTES + 1))


def document_words(language: Language) -> Words:
    """The words of a proceeding's documents in a language."""
    from goodstanding.adapters.formats.document_words import load_document_words

    return load_document_words(language)
