"""The World Bank Group's list, with invented rows."""

import csv
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from goodstanding.adapters.formats.worldbank import WorldBank
from goodstanding.intake.drafts import Declared, Draft, RejectedRow, Row
from goodstanding.register.organizations import Role
from goodstanding.register.records import Finality
from goodstanding.values.errors import ImportAbortedError

ROW = {
    "firm_name": "NORTHQUAY DREDGING LTD.",
    "additional_info": "*679",
    "address": "1 JANE ROE STREET",
    "country": "Viet Nam",
    "from_date": "2024-12-10",
    "to_date": "2999-12-31",
    "grounds": "Procurement Guidelines, 1.14(a)(ii)",
}
Read = Callable[..., list[Row]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_rows(*changes: Mapping[str, str]) -> list[Row]:
        path = tmp_path / "list.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, tuple(ROW))
            writer.writeheader()
            writer.writerows(ROW | dict(change) for change in changes)
        return list(WorldBank().read(path, date(2025, 1, 7)))

    return read_rows


def test_every_kind_is_unknown_since_the_list_has_no_type(read: Read) -> None:
    [draft] = read({})
    assert isinstance(draft, Draft)
    assert WorldBank.type_field == ""
    assert draft.declared is Declared.UNKNOWN
    assert draft.country == "VN"
    assert draft.decision.words == "Procurement Guidelines, 1.14(a)(ii)"
    assert draft.decision.finality is Finality.BY_ITS_OWN_LAW
    assert draft.decision.ends_on is None
    assert (draft.role, draft.concerns) == (Role.SUBJECT, ())


def test_a_controlled_affiliate_is_told_apart(read: Read) -> None:
    of_firm, of_person, controlling = read(
        {"grounds": "Fraudulent Practice; Controlled Affiliate of a Sanctioned Entity."},
        {"grounds": "Controlled Affiliate of a Sanctioned Individual"},
        {"grounds": "Controlling Affiliate"},
    )
    assert isinstance(of_firm, Draft)
    assert (of_firm.role, of_firm.concerns) == (Role.CONTROLLED_AFFILIATE, ())
    assert isinstance(of_person, Draft)
    assert (of_person.role, of_person.concerns) == (Role.CONTROLLED_AFFILIATE, ("stands-for-person",))
    assert isinstance(controlling, Draft)
    assert (controlling.role, controlling.concerns) == (Role.SUBJECT, ())


def test_an_unknown_ground_aborts_with_its_row(read: Read) -> None:
    with pytest.raises(ImportAbortedError, match=r"row 2: the ground is unknown\. Found: Bad manners"):
        read({}, {"grounds": "Bad manners"})


def test_address_and_comments_reach_no_draft(read: Read) -> None:
    [draft] = read({"additional_info": "(aka Jane Roe) (Reg. No. 123456)*647"})
    assert isinstance(draft, Draft)
    assert not any(word in repr(draft).upper() for word in ("ROE", "123456", "STREET"))


def test_a_comment_that_is_a_chinese_company_is_an_alias(read: Read) -> None:
    [draft] = read({"additional_info": "(北港疏浚有限公司)*647"})
    assert isinstance(draft, Draft)
    assert draft.aliases == ("北港疏浚有限公司",)


def test_a_limit_in_the_comment_shows_in_the_words(read: Read) -> None:
    limit = "BUT ONLY FOR ITS BUSINESS OPERATIONS IN THE WATER AND SANITATION SECTOR"
    [draft] = read({"additional_info": f"({limit})"})
    assert isinstance(draft, Draft)
    assert draft.decision.words.endswith(f"; {limit.lower()}")


def test_equal_rows_keep_equal_keys_for_the_service_to_number(read: Read) -> None:
    drafts = read({}, {"additional_info": "*680"})
    assert {draft.source_key for draft in drafts if isinstance(draft, Draft)} == {
        ("northquay dredging ltd", "VN", "2024-12-10")
    }
    assert [draft.row for draft in drafts] == [1, 2]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"from_date": ""}, "date"),
        ({"from_date": "10/12/2024"}, "date"),
        ({"to_date": "2024-12-09"}, "dates-reversed"),
        ({"country": "Atlantis"}, "country"),
        ({"firm_name": "*"}, "name"),
        ({"firm_name": "N" * 301}, "name"),
    ],
)
def test_a_row_that_cannot_be_read_is_rejected_without_its_name(read: Read, change: dict[str, str], code: str) -> None:
    [rejected] = read(change)
    assert isinstance(rejected, RejectedRow)
    assert [finding.code for finding in rejected.findings] == [code]
    assert "NORTHQUAY" not in str(rejected.findings)
