"""Numbers of cases, deeds and contracts, and nothing that could be a name."""

import pytest

from goodstanding.intake.references import LONGEST_REFERENCE, is_reference


@pytest.mark.parametrize(
    "number",
    [
        "AC-2023-117", "R 12/23", "2 BvR 1444/00", "C-123/45 P", "XV-TENDER-2023-0042", "Expediente 12/2020",
        "ocds-lcuori-0042", "500-05-2018-16632", "А40-1234/2020", "（2020）京01民初12号", "7", "GZ: W 12/2020-3",
    ],
)  # fmt: skip
def test_numbers_as_authorities_write_them(number: str) -> None:
    assert is_reference(number)


@pytest.mark.parametrize(
    "text",
    ["", "Jane", "Jane Roe", "Jane Roe 12", "JANNIE ROEBUCK 12", "roebuck-jannie-7", "王小明 3", "case of Jane 3",
     "12\n13", "1" * (LONGEST_REFERENCE + 1), "jane@example.org 1"],
)  # fmt: skip
def test_names_and_prose_do_not_fit(text: str) -> None:
    assert not is_reference(text)
