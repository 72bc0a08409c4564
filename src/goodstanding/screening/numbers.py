"""Which of an organization's numbers count, which of them decide alone, and which spellings are one organization's."""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from stdnum import luhn
from stdnum.au import abn
from stdnum.bg import vat as bg_eik
from stdnum.co import nit
from stdnum.cz import dic as cz_dic
from stdnum.hr import oib
from stdnum.lv import pvn
from stdnum.pl import nip
from stdnum.tr import vkn

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


def is_key(identifier: Identifier) -> bool:
    """Whether an equal number decides alone: by its check digit a slip of the hand gives nobody else's number.

    Of the others intake has checked it (S2). The number is strong, and in one spelling already.
    """
    if identifier.scheme not in _CHECKS:
        return True
    check = _CHECKS[identifier.scheme]
    return check is not None and is_checked(check, identifier.code)


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


#: How the check digit is counted of numbers that intake reads by their form; None where there is none that is counted.
_CHECKS: Mapping[str, Callable[[str], object] | None] = MappingProxyType(
    {
        "au-abn": abn.validate,
        "bg-eik": lambda code: bg_eik.validate(code[:9]),
        "br-arrears": None,
        "co-nit": nit.validate,
        "cz-dic": cz_dic.validate,
        "cz-ico": cz_dic.validate,
        "fr-rcs": lambda code: luhn.validate(code[:9]),
        "gb-coh": None,
        "hr-oib": oib.validate,
        "in-mca": None,
        "in-pan": None,
        "kr-brn": None,
        "kz-bin": None,
        "lv-re": pvn.validate,
        "pl-nip": nip.validate,
        "tr-vkn": vkn.validate,
        "us-ein": None,
        "us-sam": None,
    }
)
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
