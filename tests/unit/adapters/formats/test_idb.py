"""The Inter-American Development Bank's list, with invented rows."""

import csv
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from goodstanding.adapters.formats.idb import Idb
from goodstanding.intake.drafts import Declared, Draft, DroppedRow, RejectedRow, Row
from goodstanding.register.catalogue import Measure
from goodstanding.register.organizations import Role
from goodstanding.register.records import Finality, Reason, Status
from goodstanding.values.errors import ImportAbortedError

AS_OF = date(2025, 1, 31)
ROW = {
    "Title": "Northquay Dredging Ltd. (“NQD”)",
    "Entity": "Firm",
    "Nationality": "China",
    "Country": "Regional",
    "From": "Jul 03, 2024",
    "To": "Jan 12, 2027",
    "Grounds": " Fraud, Collusion",
    "Source": "ADB cross debarment",
    "IDB Sanction Type": "",
    "IDB Sanction Source": "",
    "Other Name": "",
}
Read = Callable[..., list[Row]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_rows(*changes: Mapping[str, str]) -> list[Row]:
        path = tmp_path / "list.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, tuple(ROW))
            writer.writeheader()
            writer.writerows(ROW | dict(change) for change in changes)
        return list(Idb().read(path, AS_OF))

    return read_rows


def test_a_firm_is_a_foreign_listing_in_the_banks_own_words(read: Read) -> None:
    [draft] = read({})
    assert isinstance(draft, Draft)
    assert draft.declared is Declared.FIRM
    assert (draft.name, draft.aliases, draft.country) == ("Northquay Dredging Ltd.", ("NQD",), "CN")
    assert draft.identifiers == ()
    assert draft.source_key == ("northquay dredging ltd", "CN", "2024-07-03")
    assert draft.case.authority == "idb"
    decision = draft.decision
    assert (decision.category, decision.measures) == ("foreign-listing", (Measure.LISTED_ELSEWHERE,))
    assert (decision.finality, decision.statute) == (Finality.BY_ITS_OWN_LAW, "idb-sanctions-procedures")
    assert decision.words == "Fraud, Collusion; ADB cross debarment"
    assert (decision.decided_on, decision.ends_on) == (date(2024, 7, 3), date(2027, 1, 12))
    [stage] = draft.stages
    assert (stage.status, stage.effective_on, stage.reason) == (Status.FINAL, date(2024, 7, 3), Reason.PUBLICATION)
    assert draft.role is Role.SUBJECT


@pytest.mark.parametrize(
    ("kind", "reason"), [("Individual", "person"), ("INDIVIDUAL ", "person"), ("Vessel", "vessel")]
)
def test_a_person_or_vessel_is_dropped_before_anything_else_is_read(read: Read, kind: str, reason: str) -> None:
    unreadable = {"Title": "Jane Roe", "Entity": kind, "Grounds": "unheard of", "From": "?", "Source": "?"}
    assert read(unreadable, {})[0] == DroppedRow(row=1, reason=reason)


@pytest.mark.parametrize("kind", ["", "Consortium"])
def test_another_type_leaves_the_kind_unknown(read: Read, kind: str) -> None:
    [draft] = read({"Entity": kind})
    assert isinstance(draft, Draft)
    assert draft.declared is Declared.UNKNOWN


@pytest.mark.parametrize(
    "change",
    [
        {"Grounds": "Fraud, Bad Manners"},
        {"Source": "XYZ cross debarment"},
        {"IDB Sanction Type": "Reproach"},
        {"IDB Sanction Source": "Somebody"},
    ],
)
def test_an_unknown_ground_aborts_and_names_the_row(read: Read, change: dict[str, str]) -> None:
    with pytest.raises(ImportAbortedError, match="row 2"):
        read({}, change)


def test_an_abort_shows_no_long_value(read: Read) -> None:
    with pytest.raises(ImportAbortedError, match="<withheld>") as caught:
        read({"Grounds": "Fraud committed by Jane Roe, the director of the firm"})
    assert "Roe" not in str(caught.value)


def test_a_blank_ground_is_kept_as_not_stated(read: Read) -> None:
    [draft] = read({"Grounds": "", "Source": "IDB", "IDB Sanction Type": "Debarment"})
    assert isinstance(draft, Draft)
    assert draft.decision.words == "Ground not stated; IDB; Debarment"


@pytest.mark.parametrize("end", ["Ongoing", "ongoing", "Indefinite", "", "Dec 31, 2999", "2999-12-31"])
def test_a_listing_without_end_has_none(read: Read, end: str) -> None:
    [draft] = read({"To": end})
    assert isinstance(draft, Draft)
    assert draft.decision.ends_on is None


def test_a_blank_country_is_unknown_and_not_guessed(read: Read) -> None:
    [draft] = read({"Nationality": "", "Country": "Kenya"})
    assert isinstance(draft, Draft)
    assert draft.country == "ZZ"


def test_every_problem_of_a_row_is_found_and_the_rest_lands(read: Read) -> None:
    rejected, draft = read({"Title": "*(", "Nationality": "Atlantis", "From": "Foo 03, 2024", "To": "soon"}, {})
    assert isinstance(draft, Draft)
    assert isinstance(rejected, RejectedRow)
    assert [finding.field for finding in rejected.findings] == ["name", "country", "from", "to"]
    assert "Atlantis" in str(rejected.findings[1])
    assert "soon" not in " ".join(map(str, rejected.findings))


def test_a_listing_that_ends_before_it_starts_is_rejected(read: Read) -> None:
    [rejected] = read({"To": "Jul 02, 2024"})
    assert isinstance(rejected, RejectedRow)
    assert [finding.code for finding in rejected.findings] == ["dates-reversed"]


def test_a_limited_listing_says_so_and_an_unknown_limit_keeps_it_out(read: Read) -> None:
    limit = "but only for its business operations in the Water and Sanitation Sector"
    draft, rejected = read({"Title": f"Northquay Ltd ({limit})"}, {"Title": "Northquay Ltd (but only for ships)"})
    assert isinstance(draft, Draft)
    assert draft.name == "Northquay Ltd"
    assert draft.decision.words == f"Fraud, Collusion; ADB cross debarment; {limit.lower()}"
    assert isinstance(rejected, RejectedRow)
    assert [finding.code for finding in rejected.findings] == ["scope"]


def test_other_names_are_aliases_where_they_are_a_companys(read: Read) -> None:
    first, second = read({"Other Name": "北港疏浚工程有 限公司"}, {"Other Name": "Jane Roe"})
    assert isinstance(first, Draft)
    assert first.aliases == ("NQD", "北港疏浚工程有限公司")
    assert isinstance(second, Draft)
    assert second.aliases == ("NQD",)


def test_another_header_or_an_empty_list_is_not_this_file(tmp_path: Path, read: Read) -> None:
    with pytest.raises(ImportAbortedError, match="only 0 rows"):
        read()
    path = tmp_path / "other.csv"
    path.write_text("Title,Entity\nNorthquay,Firm\n", encoding="utf-8")
    with pytest.raises(ImportAbortedError, match="header"):
        list(Idb().read(path, AS_OF))


def test_the_bank_is_competent_for_foreign_listings_only() -> None:
    [competence] = Idb.competences
    assert (competence.authority, competence.category) == ("idb", "foreign-listing")
    assert competence.statute.code == "idb-sanctions-procedures"
