"""Plain data for JSON: every kind of value that is allowed, and the refusal of the others."""

from datetime import date

import pytest

from goodstanding.values.dates import Period
from goodstanding.values.errors import MisuseError
from goodstanding.values.identifiers import Identifier
from goodstanding.values.money import Money
from goodstanding.values.plain import plain
from goodstanding.values.withheld import Withheld


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (None, None),
        (date(2020, 2, 29), "2020-02-29"),
        (Period.parse("P18M"), "P1Y6M"),
        (Identifier("xv-reg", "C1"), "xv-reg:C1"),
        (Withheld(4), "withheld(4)"),
        (Money(minor=5, currency="XVD"), {"minor": 5, "currency": "XVD"}),
        ({"a": (1, frozenset({"c", "b"}))}, {"a": [1, ["b", "c"]]}),
    ],
)
def test_a_value_as_plain_data(value, expected):
    assert plain(value) == expected


@pytest.mark.parametrize("value", [1.5, b"bytes", Money])
def test_what_has_no_plain_form_is_refused(value):
    with pytest.raises(MisuseError):
        plain(value)
