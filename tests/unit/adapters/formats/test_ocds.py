"""Open contracting packages: whoever tenders or supplies is a bidder once, in whatever odd shape it is written."""

import json
from pathlib import Path
from typing import Any

import pytest

from goodstanding.adapters.formats.ocds import OcdsPackage
from goodstanding.services.bidders import Bidder, BidderRow, SkippedPerson, UnreadableBidder
from goodstanding.values.errors import ImportAbortedError


def read(folder: Path, value: object) -> list[BidderRow]:
    path = folder / "package.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return list(OcdsPackage().read(path))


def release(**parts: object) -> dict[str, Any]:
    return {"ocid": "ocds-abc123-1", **parts}


def names(rows: list[BidderRow]) -> list[tuple[str, ...]]:
    assert all(isinstance(row, Bidder) for row in rows), rows
    return [row.names for row in rows if isinstance(row, Bidder)]


PARTY = {
    "id": "P1",
    "name": "Northquay Dredging Ltd",
    "roles": ["tenderer", "supplier"],
    "identifier": {"scheme": "XV-REG", "id": "C7941445291", "legalName": "Northquay Dredging Limited"},
    "additionalIdentifiers": [{"scheme": "Our own vendor number", "id": "12345"}],
    "address": {"countryName": "France"},
}
WHOLE = Bidder(
    row=1,
    names=("Northquay Dredging Ltd", "Northquay Dredging Limited"),
    identifiers=("xv-reg:C7941445291",),
    country="FR",
    reference="ocds-abc123-1",
    uncompared=("Our own vendor number",),
)
REFERRED = release(
    parties=[PARTY, {"id": "B1", "name": "Town Hall", "roles": ["buyer"]}],
    tender={"tenderers": [{"id": "P1", "name": "Northquay Dredging Ltd"}]},
    awards=[{"suppliers": [{"id": "P1"}]}],
)


@pytest.mark.parametrize(
    "package",
    [
        {"releases": [REFERRED]},
        {"records": [{"ocid": "x", "compiledRelease": REFERRED, "releases": [release(parties=[])]}]},
        {"records": [{"ocid": "x", "releases": [REFERRED, REFERRED]}]},
        {"releases": REFERRED},
        [REFERRED],
        [{"releases": [REFERRED]}],
        REFERRED,
    ],
)
def test_every_kind_of_package_gives_each_bidder_once_and_no_buyer(tmp_path: Path, package: object) -> None:
    assert read(tmp_path, package) == [WHOLE]


@pytest.mark.parametrize(
    "parts",
    [
        {"tender": {"tenderers": {"name": "Northquay"}}},
        {"tender": {"tenderers": ["Northquay"]}},
        {"awards": {"suppliers": {"name": "Northquay"}}},
        {"awards": [{"suppliers": "Northquay"}, None, 7]},
        {"awards": [{"items": [{"suppliers": [{"identifier": {"legalName": "Northquay"}}]}]}]},
        {"contracts": [{"suppliers": {"name": "Northquay", "identifier": "C1"}}]},
        {"bids": {"details": [{"tenderers": [{"name": "Northquay"}]}]}},
        {"parties": {"name": "Northquay", "roles": "supplier"}},
        {"parties": [{"name": "Northquay", "roles": ["Supplier"]}]},
        {"parties": [{"name": "Northquay", "role": "Tenderers"}]},
        {"awards": [{"supplier": {"name": "Northquay"}}]},
        {"tender": {"lots": [{"tenderers": [{"name": "Northquay"}]}]}},
        {"bids": [{"tenderer": "Northquay"}]},
        {"tender": {"bids": {"details": [{"Tenderers": ["Northquay"]}]}}},
        {"parties": [{"name": "Northquay", "roles": ["tenderer"], "address": None, "additionalIdentifiers": "none"}]},
    ],
)
def test_one_object_or_text_may_stand_where_a_list_is_due(tmp_path: Path, parts: dict[str, object]) -> None:
    (name, *_), *more = names(read(tmp_path, release(**parts)))
    assert (name, more) == ("Northquay", [])


def test_everybody_behind_a_party_s_reused_id_is_a_bidder(tmp_path: Path) -> None:
    parties = [{"id": "P1", "name": "Northquay"}, {"id": "P1", "name": "Lowmark"}]
    found = read(tmp_path, release(parties=parties, awards=[{"suppliers": [{"id": "P1", "name": "Harbour Works"}]}]))
    assert names(found) == [("Northquay",), ("Lowmark",), ("Harbour Works",)]


def test_a_reference_without_a_party_is_kept_and_cannot_be_answered(tmp_path: Path) -> None:
    (found,) = read(tmp_path, release(tender={"tenderers": [{"id": "P9", "name": ""}]}))
    assert found == Bidder(row=1, names=(), reference="ocds-abc123-1")


def test_a_blanked_supplier_is_told_and_never_lost(tmp_path: Path) -> None:
    blanked = {"name": "[removed: natural person or not provably an organization]"}
    rows = read(tmp_path, release(awards=[{"suppliers": [blanked, dict(blanked), {"name": "Northquay"}]}]))
    assert [type(row) for row in rows] == [UnreadableBidder, UnreadableBidder, Bidder]
    assert isinstance(rows[0], UnreadableBidder)
    assert rows[0].finding.code == "bidder-blanked"


@pytest.mark.parametrize(
    "said",
    [
        {"organizationType": "自然人"},
        {"details": {"legalEntityTypeDetail": "Persona natural"}},
        {"type": ["individual"]},
        {"details": {"scale": "Sole trader"}},
    ],
)
def test_a_person_is_skipped_unread(tmp_path: Path, said: dict[str, object]) -> None:
    assert read(tmp_path, release(tender={"tenderers": [{"name": "Somebody", **said}]})) == [SkippedPerson(row=1)]


@pytest.mark.parametrize(
    ("scheme", "code", "read_as"),
    [
        ("XV-REG", "C7941445291", ("xv-reg:C7941445291",)),
        ("xi-lei", "0000XVINVENTED000010", ("xi-lei:0000XVINVENTED000010",)),
        ("MX-RFC", "GODE561231GR8", ("mx-rfc:GODE561231GR8",)),
        ("XV_REG", "C7941445291", ("xv-reg:C7941445291",)),
        ("XV-RGE", "C7941445291", ("XV-RGE:C7941445291",)),
        ("XV-RGE", "1234", ("XV-RGE:1234",)),
        ("XVREEG", "1234", ("XVREEG:1234",)),
        ("XV-RE", "1234", ("XV-RE:1234",)),
        ("XV-RGE", "\x00", ("XV-RGE:\x00",)),
        ("XV-REF", "1234", ("XV-REF:1234",)),
        ("XQ-REG", "1234", ()),
        ("ITC", "1234", ()),
        ("GB-CHC", "01234567", ()),
        ("CO-CC", "1234", ("CO-CC:1234",)),
        ("ZZ-LIST", "1234", ()),
        ("ZZ-LIST", "northquay-dredging-works", ()),
        ("NIT", "900123456", ("NIT:900123456",)),
        ("", "12", ()),
        (None, "12", ()),
        ("XV-REG", None, ()),
    ],
)
def test_a_number_is_read_where_its_scheme_is_or_may_be_compared(
    tmp_path: Path, scheme: str | None, code: str | None, read_as: tuple[str, ...]
) -> None:
    party = {"name": "Northquay", "identifier": {"scheme": scheme, "id": code}}
    (found,) = read(tmp_path, release(tender={"tenderers": [party]}))
    assert isinstance(found, Bidder)
    assert found.identifiers == read_as


@pytest.mark.parametrize("value", ["", "not json", "7", "{}", '{"uri": "x"}', "[" * 100_000])
def test_what_is_no_package_is_refused(tmp_path: Path, value: str) -> None:
    with pytest.raises(ImportAbortedError):
        read(tmp_path, value)


def test_a_number_in_an_address_is_read(tmp_path: Path) -> None:
    identifier = {"scheme": "XV-REG", "uri": "https://register.example/companies/C7941445291/"}
    (found,) = read(tmp_path, release(tender={"tenderers": [{"name": "Northquay", "identifier": identifier}]}))
    assert isinstance(found, Bidder)
    assert found.identifiers == ("xv-reg:C7941445291",)


def test_schemes_that_are_not_compared_are_told_of(tmp_path: Path) -> None:
    path, reader = tmp_path / "package.json", OcdsPackage()
    numbers = [{"scheme": "NGA-BRBDA", "id": "1"}, {"id": "2"}, {"scheme": "XV-REG", "id": "C7941445291"}]
    tenderer = {"name": "Northquay", "additionalIdentifiers": numbers}
    path.write_text(json.dumps(release(tender={"tenderers": [tenderer, tenderer]})))
    (row,) = reader.read(path)
    assert isinstance(row, Bidder)
    assert row.uncompared == ("NGA-BRBDA", "numbers without a scheme")
    assert set(reader.ignored) == set(row.uncompared)


def test_what_another_mention_has_is_told_of_its_bidder(tmp_path: Path) -> None:
    number = {"scheme": "NGA-BRBDA", "id": "1"}
    mentions = [{"name": "Northquay"}, {"name": "Lowmark"}, {"name": "NORTHQUAY", "identifier": number}]
    rows = read(tmp_path, release(awards=[{"suppliers": mentions}]))
    told = [(row.row, row.names, row.uncompared) for row in rows if isinstance(row, Bidder)]
    assert told == [(1, ("Northquay",), ("NGA-BRBDA",)), (2, ("Lowmark",), ())]
    # And what stands in a reference alone, to a party or to one that is blanked.
    parties = [{"id": "P1", "name": "Northquay", "roles": ["tenderer"]}, {"id": "P2", "name": "[removed]"}]
    referring = [{"id": one, "identifier": number | {"legalName": "Northquay"}} for one in ("P1", "P2")]
    first, blanked = read(tmp_path, release(parties=parties, awards=[{"suppliers": referring}]))
    assert isinstance(first, Bidder)
    assert (first.names, first.identifiers, first.uncompared) == (("Northquay",), (), ("NGA-BRBDA",))
    assert isinstance(blanked, UnreadableBidder)


def test_a_number_that_only_a_reference_has_is_asked_about(tmp_path: Path) -> None:
    number = {"scheme": "XV-REG", "id": "C7826251195"}
    party, reference = {"id": "1", "name": "Innocent"}, {"id": "1", "name": "Innocent", "identifier": number}
    rows = read(tmp_path, release(parties=[party], awards=[{"suppliers": [reference]}]))
    assert [row.identifiers for row in rows if isinstance(row, Bidder)] == [(), ("xv-reg:C7826251195",)]
    named = dict(party, identifier=number)
    assert len(read(tmp_path, release(parties=[named], awards=[{"suppliers": [reference]}]))) == 1


def test_a_number_in_a_reference_to_a_person_makes_it_no_bidder(tmp_path: Path) -> None:
    person = {"id": "1", "name": "Somebody", "type": "Natural person"}
    reference = {"id": "1", "name": "Somebody", "identifier": {"scheme": "XV-REG", "id": "C7826251195"}}
    assert read(tmp_path, release(parties=[person], awards=[{"suppliers": [reference]}])) == [SkippedPerson(row=1)]


@pytest.mark.parametrize("key", ["members", "consortiumMembers", "consortium"])
def test_members_of_a_consortium_are_bidders_and_those_of_a_committee_are_not(tmp_path: Path, key: str) -> None:
    parties = [
        {"id": "P1", "name": "The Two", "roles": ["tenderer"], key: [{"id": "P2"}, {"name": "Lowmark"}]},
        {"id": "P2", "name": "Northquay"},
        {"id": "P3", "name": "Town Hall", "roles": ["buyer"], key: [{"name": "Somebody"}]},
    ]
    found = read(tmp_path, release(parties=parties, tender={"committee": {"members": [{"name": "Somebody"}]}}))
    assert names(found) == [("The Two",), ("Northquay",), ("Lowmark",)]
    within = read(tmp_path, release(awards=[{"suppliers": [{"name": "The Two", key: ["Northquay"]}]}]))
    assert names(within) == [("The Two",), ("Northquay",)]
