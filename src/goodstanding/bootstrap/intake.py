"""What an import is put together of: formats by name, and the organization gate with its lexicon."""

from pathlib import Path

from goodstanding.intake.admission import competence_key
from goodstanding.intake.drafts import Draft, Format, Verdict
from goodstanding.proceedings.calendars import Calendar, CalendarName
from goodstanding.services.competences import Shipped
from goodstanding.values.errors import MisuseError
from goodstanding.values.identifiers import Identifier


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

    return find(name, source, _calendar)


def _calendar(code: str) -> Calendar:
    """A calendar by the code that a template names: small letters are a file's, capitals a jurisdiction's."""
    from goodstanding.adapters.calendars import FILE, HOLIDAYS, load_calendar

    return load_calendar(CalendarName(source=FILE if code.islower() else HOLIDAYS, code=code, zone="UTC"))


def shipped_competences() -> Shipped:
    """What the shipped formats may record: the only competences that need no officer's signature."""
    return {competence_key(one): one for name in format_names() for one in format_named(name).competences}


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    from goodstanding.adapters.formats.tabular import read_digest

    return read_digest(path)


def template_text(name: str) -> str:
    """A template of this register, with two invented rows."""
    from goodstanding.adapters.formats.disclosure_template import template_text as disclosures
    from goodstanding.adapters.formats.template import template_text as decisions

    texts = {"csv": decisions, "disclosure": disclosures}
    if name not in texts:
        raise MisuseError("There is no such template.", accepted=", ".join(texts))
    return texts[name]()
