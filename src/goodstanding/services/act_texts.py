"""The texts of an act on their way into the log, where they stay: no personal number enters by any of them (S2)."""

from collections.abc import Iterator

from goodstanding.intake.personal_numbers import find_personal_number
from goodstanding.proceedings.plain_forms import to_json
from goodstanding.values.errors import MisuseError


def require_no_personal_number(act: object) -> None:
    """Refuse an act with a personal number in one of its texts; nothing of it is repeated (S40)."""
    if any(find_personal_number(text) for text in _texts(to_json(act))):
        raise MisuseError(
            "A personal number stands in a text of this act.", to_do="leave it out: what is entered here stays for good"
        )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
