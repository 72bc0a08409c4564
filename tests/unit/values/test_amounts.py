"""Money and points: whole numbers, printed exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.values.errors import MisuseError
from goodstanding.values.money import LARGEST, Money, decimals_of
from goodstanding.values.points import print_points


@pytest.mark.parametrize(
    ("money", "printed"),
    [
        (Money(minor=0, currency="EUR"), "EUR 0.00"),
        (Money(minor=123456789, currency="EUR"), "EUR 1,234,567.89"),
        (Money(minor=5, currency="BRL"), "BRL 0.05"),
        (Money(minor=1500, currency="JPY"), "JPY 1,500"),
        (Money(minor=1500, currency="KWD"), "KWD 1.500"),
    ],
)
def test_amounts_print_in_their_own_decimals(money: Money, printed: str) -> None:
    assert str(money) == printed


@pytest.mark.parametrize(("minor", "currency"), [(-1, "EUR"), (LARGEST + 1, "EUR"), (1, "eur"), (1, "EURO"), (1, "")])
def test_no_negative_no_oversize_no_other_currency(minor: int, currency: str) -> None:
    with pytest.raises(MisuseError):
        Money(minor=minor, currency=currency)


def test_unlisted_currencies_have_two_decimals() -> None:
    assert (decimals_of("XVD"), decimals_of("VND"), decimals_of("TND")) == (2, 0, 3)


@given(st.integers(-(10**12), 10**12))
def test_points_print_exactly(thousandths: int) -> None:
    printed = print_points(thousandths)
    whole, _, fraction = printed.lstrip("-").partition(".")
    value = int(whole) * 1000 + int(fraction.ljust(3, "0") or 0)
    assert (-value if printed.startswith("-") else value) == thousandths
    assert not fraction.endswith("0")
