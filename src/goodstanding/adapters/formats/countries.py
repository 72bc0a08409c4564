"""Country names of foreign lists, mapped to ISO 3166-1 alpha-2 codes by a closed table.

The table (`data/lexicon/countries.tsv`) holds every ISO short, common and official name, the further
spellings of the lists that we read, and `XK` for Kosovo (user-assigned, in use by the banks). Nothing is
guessed: no fuzzy match, no city, no nationality.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

#: ISO 3166-1 user-assigned: no country. Stands where a source leaves the country blank.
UNKNOWN_COUNTRY = "ZZ"


def country_named(name: str) -> str | None:
    """The code of a country's name in any case and punctuation; `ZZ` for a blank, None for an unknown name."""
    folded = _fold(name)
    return _codes_by_name().get(folded) if folded else UNKNOWN_COUNTRY


def is_country_code(code: str) -> bool:
    """Whether this is an ISO 3166-1 alpha-2 code, or a user-assigned one of the range XA to XZ."""
    user_assigned = len(code) == 2 and code.isascii() and code.isalpha() and code.isupper() and code[0] == "X"
    return user_assigned or code in _codes_by_name().values()


@cache
def _codes_by_name() -> Mapping[str, str]:
    table = files("goodstanding").joinpath("data/lexicon/countries.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:])
    return MappingProxyType({_fold(name): code for code, name in rows})


def _fold(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum())
