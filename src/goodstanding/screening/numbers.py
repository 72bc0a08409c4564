"""Which of an organization's numbers decide, and which spellings are one organization's."""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from stdnum.co import nit

from goodstanding.intake.identifiers import SCHEMES, Outcome, canonical_identifier, check_identifier
from goodstanding.intake.personal_numbers import is_checked
from goodstanding.values.identifiers import Identifier


def strong_identifiers(identifiers: Iterable[Identifier]) -> frozenset[Identifier]:
    """Of a known scheme, an organization's by that scheme, in one spelling.

    A source's own reference (`wb:...`) is none: no bidder brings it.
    """
    return frozenset(
        canonical_identifier(one)
        for one in identifiers
        if one.scheme in SCHEMES and check_identifier(one).outcome is Outcome.ORGANIZATION
    )


def root_of(identifier: Identifier) -> Identifier:
    """What a number has of the organization itself: equal for its branches, and with or without a country's prefix.

    For comparing only: nothing is stored by it. The number is in one spelling already.
    """
    shorten = _ROOTS.get(identifier.scheme)
    return identifier if shorten is None else Identifier(identifier.scheme, shorten(identifier.code))


def roots_of(identifiers: Iterable[Identifier]) -> frozenset[Identifier]:
    """The roots of all."""
    return frozenset(map(root_of, identifiers))


def _first(digits: int) -> Callable[[str], str]:
    """Behind these stand an establishment and a check digit."""
    return lambda code: code[:digits]


def _nit(code: str) -> str:
    """The check digit is written or left out; ten digits without one are no company's."""
    return code[:9] if re.fullmatch(r"\d{10}", code) and is_checked(nit.validate, code) else code


_ROOTS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "bg-eik": _first(9),
        "br-cnpj": _first(8),
        "co-nit": _nit,
        "ec-ruc": _first(10),
        "es-nif": lambda code: code.removeprefix("ES"),
        "fr-rcs": _first(9),
        "pt-nippc": lambda code: code.removeprefix("PT"),
    }
)
