"""The formats by the name that a command takes; each is imported only when it is asked for."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from goodstanding.intake.drafts import Format
from goodstanding.values.errors import MisuseError

#: Name -> module of this package, and its class.
FORMATS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "br-arrears": ("br_arrears", "BrArrears"),
        "csv": ("template", "Template"),
        "idb": ("idb", "Idb"),
        "mx-69b": ("mx_69b", "Mx69b"),
        "worldbank": ("worldbank", "WorldBank"),
    }
)

TEMPLATE = "csv"


def format_named(name: str, source: str | None = None) -> Format:
    """The format of this exact name; any other name raises MisuseError that lists them.

    `source` names one list among several of the same template; every other format is its own source.
    """
    if name not in FORMATS:
        raise MisuseError("There is no such format.", accepted=", ".join(FORMATS))
    module, kind = FORMATS[name]
    if source is not None and name != TEMPLATE:
        raise MisuseError("This format is its own source.", accepted=f"--source with {TEMPLATE} only")
    made = getattr(import_module(f"goodstanding.adapters.formats.{module}"), kind)
    return cast(Format, made() if source is None else made(source))
