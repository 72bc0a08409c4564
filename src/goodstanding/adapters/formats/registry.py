"""The formats by the name that a command takes; each is imported only when it is asked for."""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from goodstanding.intake.drafts import Format
from goodstanding.proceedings.calendars import Calendar
from goodstanding.values.errors import MisuseError

#: Name -> module of this package, and its class.
FORMATS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "br-arrears": ("br_arrears", "BrArrears"),
        "csv": ("template", "Template"),
        "disclosure": ("disclosure_template", "DisclosureTemplate"),
        "idb": ("idb", "Idb"),
        "mx-69b": ("mx_69b", "Mx69b"),
        "worldbank": ("worldbank", "WorldBank"),
    }
)

#: The templates of this register: several lists can be in one of these.
TEMPLATES = ("csv", "disclosure")
#: The format that counts working days.
COUNTING = "disclosure"

Calendars = Callable[[str], Calendar]


def format_named(name: str, source: str | None = None, calendars: Calendars | None = None) -> Format:
    """The format of this exact name; any other name raises MisuseError that lists them.

    `source` names one list among several of the same template; every other format is its own source. `calendars`
    gives the calendar of a code to the format that counts working days.
    """
    if name not in FORMATS:
        raise MisuseError("There is no such format.", accepted=", ".join(FORMATS))
    module, kind = FORMATS[name]
    if source is not None and name not in TEMPLATES:
        raise MisuseError("This format is its own source.", accepted=f"--source with {' or '.join(TEMPLATES)} only")
    made = getattr(import_module(f"goodstanding.adapters.formats.{module}"), kind)
    told: dict[str, object] = {} if source is None else {"source": source}
    if name == COUNTING and calendars is not None:
        told["calendars"] = calendars
    return cast(Format, made(**told))
