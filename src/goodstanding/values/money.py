"""Money in whole minor units. No floats, no conversion: an amount stays in the currency of its decision."""

import re
from dataclasses import dataclass

from goodstanding.values.errors import MisuseError

_CURRENCY = re.compile(r"[A-Z]{3}")
LARGEST = 2**53 - 1

#: ISO 4217 currencies without the usual two decimals.
_DECIMALS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0,
    "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount in minor units (cents) of an ISO 4217 currency; never negative, at most 2^53 - 1."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if not 0 <= self.minor <= LARGEST or _CURRENCY.fullmatch(self.currency) is None:
            raise MisuseError("This is not an amount.", accepted="0 to 2^53 - 1 minor units of an ISO 4217 currency")

    def __str__(self) -> str:
        decimals = decimals_of(self.currency)
        whole, rest = divmod(self.minor, 10**decimals)
        fraction = f".{rest:0{decimals}d}" if decimals else ""
        return f"{self.currency} {whole:,}{fraction}"


def decimals_of(currency: str) -> int:
    """How many decimals the currency's minor unit has (ISO 4217); 2 where not listed."""
    return _DECIMALS.get(currency, 2)
