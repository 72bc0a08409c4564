"""The real lists of two development banks: every row accounted for, every ground mapped."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from goodstanding.adapters.formats.registry import format_named
from goodstanding.intake.drafts import Declared, Draft, DroppedRow, RejectedRow, Row
from goodstanding.register.organizations import Role

pytestmark = pytest.mark.real_data

LISTS = {"idb": "idb_sanctioned_firms_2025-01.csv", "worldbank": "wb_ineligible_orgs_2025-01-07.csv"}


@pytest.fixture(scope="module")
def rows(shared_data: Path) -> dict[str, list[Row]]:
    return {name: list(format_named(name).read(shared_data / file, date(2025, 1, 7))) for name, file in LISTS.items()}


def drafts(rows: list[Row]) -> list[Draft]:
    return [row for row in rows if isinstance(row, Draft)]


@pytest.mark.parametrize(("name", "total"), [("idb", 848), ("worldbank", 991)])
def test_every_row_is_accounted_for(rows: dict[str, list[Row]], name: str, total: int) -> None:
    assert [row.row for row in rows[name]] == list(range(1, total + 1))
    assert Counter(type(row) for row in rows[name]) == {Draft: total}
    assert not any(isinstance(row, DroppedRow | RejectedRow) for row in rows[name])


def test_idb_declares_firms_and_the_world_bank_declares_nothing(rows: dict[str, list[Row]]) -> None:
    assert {draft.declared for draft in drafts(rows["idb"])} == {Declared.FIRM}
    assert {draft.declared for draft in drafts(rows["worldbank"])} == {Declared.UNKNOWN}


def test_listings_without_end_have_none(rows: dict[str, list[Row]]) -> None:
    endless = {name: sum(draft.decision.ends_on is None for draft in drafts(rows[name])) for name in LISTS}
    assert endless == {"idb": 319, "worldbank": 467}


def test_affiliates_are_told_from_the_firms_that_were_sanctioned(rows: dict[str, list[Row]]) -> None:
    listed = drafts(rows["worldbank"])
    assert Counter(draft.role for draft in listed) == {Role.SUBJECT: 835, Role.CONTROLLED_AFFILIATE: 156}
    assert sum(draft.concerns == ("stands-for-person",) for draft in listed) == 11
    assert {draft.role for draft in drafts(rows["idb"])} == {Role.SUBJECT}


def test_every_listing_is_information_with_words_and_a_key(rows: dict[str, list[Row]]) -> None:
    for draft in (*drafts(rows["idb"]), *drafts(rows["worldbank"])):
        assert draft.decision.category == "foreign-listing"
        assert draft.decision.amount is None
        assert draft.decision.words
        assert all(draft.source_key)
        assert not draft.identifiers


def test_blank_countries_stay_unknown(rows: dict[str, list[Row]]) -> None:
    unknown = {name: sum(draft.country == "ZZ" for draft in drafts(rows[name])) for name in LISTS}
    assert unknown == {"idb": 2, "worldbank": 0}


def test_names_carry_no_marks_of_the_source(rows: dict[str, list[Row]]) -> None:
    names = [name for listed in rows.values() for draft in drafts(listed) for name in (draft.name, *draft.aliases)]
    assert all(name and name == name.strip() for name in names)
    assert not any(mark in name for name in names for mark in ("*", "“", "”", "Reg. No", "TIN No", "CNPJ"))
    assert all(name.count("(") == name.count(")") for name in names)
