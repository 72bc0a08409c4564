"""Names in the banks' lists: notes cut off, aliases only where they cannot be a person's name."""

import pytest

from goodstanding.adapters.formats.bank_names import (
    folded,
    parse_chinese_company_name,
    parse_name,
    parse_other_names,
)


@pytest.mark.parametrize(
    ("cell", "name", "aliases"),
    [
        ("*Northquay  Dredging Ltd. (", "Northquay Dredging Ltd.", ()),
        ("Northquay Dredging Ltd.\xa0", "Northquay Dredging Ltd.", ()),
        ("Northquay Dredging LLC (“NQD”),", "Northquay Dredging LLC", ("NQD",)),
        ('Northquay Joint Stock ("Noquay") Company', "Northquay Joint Stock Company", ("Noquay",)),
        ("Northquay Ltd (formerly Oldquay Holding Ltd.)", "Northquay Ltd", ("Oldquay Holding Ltd.",)),
        ("Northquay Ltd (f.k.a. Oldquay, S.A.)", "Northquay Ltd", ("Oldquay, S.A.",)),
        ("NORTHQUAY CO., LTD. (ALSO KNOWN AS NQ DREDGING CO., LTD.", "NORTHQUAY CO., LTD.", ("NQ DREDGING CO., LTD.",)),
        ("Northquay LLC (a.k.a. Quay Company) (Northquay)", "Northquay LLC", ("Northquay", "Quay Company")),
        ("Northquay Ltd (Reg. No. 0205556)", "Northquay Ltd", ()),
        ("Northquay (Eastferry) Ltd", "Northquay (Eastferry) Ltd", ()),
        ("NORTHQUAY LLC (QATAR)", "NORTHQUAY LLC (QATAR)", ()),
        ("NORTHQUAY LTD, EASTFERRY (BRANCH)", "NORTHQUAY LTD, EASTFERRY (BRANCH)", ()),
        ("“Northquay Dredging”", "Northquay Dredging", ()),
        ("(", "", ()),
    ],
)
def test_a_name_loses_its_notes_and_keeps_what_tells_it_apart(cell: str, name: str, aliases: tuple[str, ...]) -> None:
    assert parse_name(cell) == (name, aliases)


@pytest.mark.parametrize(
    "note",
    [
        "Jane Roe",
        "“Jane Roe”",
        "Prop. Jane Roe",
        "owned by Jane Roe, Northquay Ltd.",
        "formerly Jane Roe, Oldquay Ltd.",
        "also known as Oldquay Ltd. and Jane Roe",
        "doing business as Jane Roe Construction",
    ],
)
def test_a_note_that_may_name_a_person_is_forgotten(note: str) -> None:
    assert parse_name(f"Northquay Dredging Ltd. ({note})") == ("Northquay Dredging Ltd.", ())


def test_other_names_become_aliases_only_with_a_company_form() -> None:
    assert parse_other_names("Oldquay Construction Co., Ltd., Jane Roe") == ("Oldquay Construction Co., Ltd.",)
    assert parse_other_names("Jane Roe, Oldquay Ltd") == ("Oldquay Ltd",)
    assert parse_other_names("Công Ty TNHH Bến Bắc") == ("Công Ty TNHH Bến Bắc",)
    assert parse_other_names("北港疏浚工程有 限公司, 北港") == ("北港疏浚工程有限公司",)
    assert parse_other_names("Jane Roe") == ()
    assert parse_other_names("") == ()


@pytest.mark.parametrize("cell", ["北港疏浚有限公司", "(北港疏浚有限公司)*632", "北港疏浚有 限公司 *508"])
def test_a_cell_that_is_a_chinese_company_is_read(cell: str) -> None:
    assert parse_chinese_company_name(cell) == "北港疏浚有限公司"


@pytest.mark.parametrize(
    "cell", ["", "公司", "王小明", "北港疏浚有限公司 王小明", "(北港疏浚有限公司)(91650104X)", "北港疏浚厂"]
)
def test_any_other_cell_is_not(cell: str) -> None:
    assert parse_chinese_company_name(cell) == ""


def test_folding_is_for_keys() -> None:
    assert folded(" “NORTHQUAY”  Dredging, Ltd. ") == "northquay dredging ltd" == folded("Ｎorthquay dredging ltd")
