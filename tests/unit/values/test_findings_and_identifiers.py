"""Findings print values of closed fields only; identifiers are scheme and code and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.values.errors import GoodstandingError, MisuseError
from goodstanding.values.findings import PRINTABLE_FIELDS, WITHHELD_VALUE, Finding, printable
from goodstanding.values.identifiers import Identifier


@given(st.text(), st.text())
def test_a_value_of_any_other_field_is_withheld(kind: str, value: str) -> None:
    if kind not in PRINTABLE_FIELDS:
        assert printable(kind, value) == WITHHELD_VALUE


@pytest.mark.parametrize("value", ["Ada Invented", "born 1970-01-01", "x" * 41, "a\nb"])
def test_a_name_in_a_date_column_is_withheld(value: str) -> None:
    assert printable("date", value) == WITHHELD_VALUE


def test_a_wrong_date_is_shown() -> None:
    assert printable("date", "31/02/2026") == "31/02/2026"


def test_a_finding_says_where_what_and_what_is_accepted() -> None:
    finding = Finding(code="date", message="This is not a date.", file="a.csv", row=3, field="final_on", accepted="X")
    assert str(finding) == "[date] a.csv row 3 field final_on: This is not a date. Accepted: X."


def test_errors_say_what_is_accepted_and_what_to_do() -> None:
    assert str(GoodstandingError("No.", accepted="yes", to_do="say yes")) == "No. Accepted: yes. To do: say yes."


def test_schemes_are_lower_case_and_codes_as_they_are() -> None:
    assert str(Identifier.parse(" MX-RFC : AAA010101AAA ")) == "mx-rfc:AAA010101AAA"


@pytest.mark.parametrize("text", ["", "mx-rfc", ":x", "mx rfc:x", "mx-rfc:", "mx-rfc:a b", "mx-:x", "x:" + "y" * 201])
def test_what_is_no_identifier(text: str) -> None:
    with pytest.raises(MisuseError):
        Identifier.parse(text)
