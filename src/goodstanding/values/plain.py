"""Values as plain data for JSON: dict, list, str, int, bool, None. One spelling everywhere, no floats."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date

from goodstanding.values.dates import Period
from goodstanding.values.errors import MisuseError
from goodstanding.values.identifiers import Identifier
from goodstanding.values.withheld import Withheld


def plain(value: object) -> object:
    """Dataclasses become dicts, tuples lists, sets sorted lists, dates and periods ISO 8601 text.

    Does not sort keys; a kind of value that is not listed here raises MisuseError.
    """
    match value:
        case None | bool() | int():
            return value
        case str() | date() | Period() | Identifier() | Withheld():
            return str(value)
        case tuple() | list():
            return [plain(one) for one in value]
        case frozenset():
            return sorted(str(one) for one in value)
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case _ if is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise MisuseError("This kind of value has no plain form.")
