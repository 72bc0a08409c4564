"""A scheme that is misspelt is told from one of another register."""

import csv
from pathlib import Path

import pytest

from goodstanding.intake.schemes import nearest_schemes, scheme_named, schemes_meant_by_key, schemes_misspelt


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("XV-RGE", ("xv-reg",)),
        ("vx_reg", ("xv-reg",)),
        ("XVREGG", ("xv-reg",)),
        ("XV-RG", ("xv-reg",)),
        ("mx rfcs", ("mx-rfc",)),
        ("XV-REG", ()),
        ("XV-REF", ("xv-reg",)),
        ("us-sem", ("us-sam",)),
        ("US_SAN", ("us-sam",)),
        ("BO-NIT", ()),
        ("DE-CR", ()),
        ("GB-COE", ()),
        ("GB-COA", ()),
        ("IN-MHA", ()),
        ("XV-RAF", ()),
        ("RG", ()),
        ("ITC", ()),
        ("", ()),
    ],
)
def test_a_slip_of_the_hand_is_seen(text: str, meant: tuple[str, ...]) -> None:
    assert schemes_misspelt(text) == meant
    assert [one for one in meant if one not in nearest_schemes(text)] == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("peru", ()),
        (" Livre ", ()),
        ("ruins", ()),
        ("pe-ru", ("pe-ruc",)),
        ("PE RUD", ("pe-ruc",)),
        ("li_vre", ("lv-re",)),
        ("lei", ("xi-lei",)),
        ("peruc", ()),
    ],
)
def test_a_plain_word_over_a_column_is_no_slip(text: str, meant: tuple[str, ...]) -> None:
    assert schemes_meant_by_key(text) == meant


@pytest.mark.real_data
def test_no_official_code_of_another_register_is_taken_for_a_misspelt_one(shared_data: Path) -> None:
    with (shared_data / "org_id_guide_lists_2026-07.csv").open(encoding="utf-8") as stream:
        codes = [row["code"] for row in csv.DictReader(stream)]
    assert len(codes) > 800
    assert [code for code in codes if not scheme_named(code) and schemes_misspelt(code)] == []
