"""Derived rows: a pure function of the entries, total over erasure, the last state of each source row."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.ledger.entries import Entry, Envelope, Kind, Relation
from goodstanding.ledger.identities import Identity
from goodstanding.ledger.projections import BatchRow, NameRow, SourceRow, fold_name, project, project_all

PARTY = {
    "scheme": "xv-reg",
    "code": "C1",
    "name": "Étoile du Nord",
    "aliases": ["ETOILE DU NORD", "E.D.N."],
    "role": "subject",
}
ORGANIZATION = {"scheme": "xv-reg", "code": "C1", "name": "Étoile du Nord", "kind": "company", "size": "unknown"}
BATCH = {
    "recorded_at": "2024-06-01T12:00:00Z",
    "source": "xv-list",
    "digest": "0" * 64,
    "as_of": "2024-06-01",
    "partial": True,
}


def entry(seq, kind, values, *links, source="xv-list", print_="p"):
    envelope = Envelope(
        kind=kind,
        batch=0,
        actor="operator",
        commitments=dict.fromkeys(values, "0" * 64),
        subject="s",
        source=source,
        key="k",
        print=print_,
        links=links,
    )
    return Entry(seq=seq, envelope=envelope, values=values)


OPENED = entry(3, Kind.ORGANIZATION_OPENED, {"organization": ORGANIZATION})
ENTERED = entry(4, Kind.RECORD_ENTERED, {"party": PARTY})
SET = entry(5, Kind.IDENTITY_SET, {"effective": {"from": "2024-06-10"}}, (Relation.ORGANIZATION, 3))
ADDED = entry(6, Kind.STAGE_ADDED, {"stages": []}, (Relation.RECORD, 4), print_="q")
ASKED = entry(7, Kind.RECORD_QUESTIONED, {"question": {}}, (Relation.RECORD, 4), print_="q")
CLOSED = entry(8, Kind.BATCH_CLOSED, {"batch": BATCH})
HISTORY = [OPENED, ENTERED, SET, ADDED, ASKED, CLOSED]


@pytest.mark.parametrize(
    ("one", "rows"),
    [
        (OPENED, [Identity(3, "s", 3), NameRow(3, "s", "etoile du nord")]),
        (
            ENTERED,
            [
                SourceRow("xv-list", "k", 4, "s", "p", True, 4),
                NameRow(4, "s", "etoile du nord"),
                NameRow(4, "s", "e.d.n."),
            ],
        ),
        (SET, [Identity(5, "s", 3, date(2024, 6, 10))]),
        (replace(SET, values={}), [Identity(5, "s", 3)]),
        (ADDED, [SourceRow("xv-list", "k", 4, "s", "q", True, 6)]),
        (ASKED, [SourceRow("xv-list", "k", 4, "s", "q", False, 7)]),
        (CLOSED, [BatchRow(8, "xv-list", "0" * 64, date(2024, 6, 1), True)]),
        (entry(8, Kind.BATCH_CLOSED, {"batch": {}}, source=""), []),
        (entry(9, Kind.ROW_QUARANTINED, {"row": {}}), []),
        (entry(9, Kind.OFFICER_ENROLLED, {"officer": {}}), []),
    ],
)
def test_the_rows_of_an_entry(one, rows):
    assert list(project(one)) == rows


def test_a_source_row_is_its_last_state():
    found = [row for row in project_all(HISTORY) if isinstance(row, SourceRow)]
    assert found == [SourceRow("xv-list", "k", 4, "s", "q", False, 7)]


def test_a_tombstone_survives_erasure():
    erased = [replace(one, values={}) for one in HISTORY]
    assert {type(row) for row in project_all(erased)} == {SourceRow, Identity}
    kept = [row for row in project_all(HISTORY) if isinstance(row, SourceRow)]
    assert [row for row in project_all(erased) if isinstance(row, SourceRow)] == kept


@given(st.sets(st.integers(0, len(HISTORY) - 1)))
def test_rows_of_what_was_erased_are_fewer_and_none_is_new(erased):
    entries = [replace(one, values={}) if place in erased else one for place, one in enumerate(HISTORY)]
    undated = [replace(row, effective_on=None) if isinstance(row, Identity) else row for row in project_all(HISTORY)]
    assert set(project_all(entries)) <= {*project_all(HISTORY), *undated}


def test_the_rows_are_sorted_whatever_their_kind():
    rows = project_all(HISTORY)
    assert [type(row).__name__ for row in rows] == sorted(type(row).__name__ for row in rows)
    assert project_all(iter(HISTORY)) == rows


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("  Étoile   DU\tNord ", "etoile du nord"),
        ("STRASSE Straße", "strasse strasse"),
        ("İzmir", "izmir"),
        ("℡ Services", "tel services"),
        ("ＦＵＬＬ", "full"),
        ("", ""),
    ],
)
def test_a_name_is_folded_for_listing(name, folded):
    assert fold_name(name) == folded


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_folding_twice_is_folding_once_and_composition_does_not_matter(name):
    folded = fold_name(name)
    assert fold_name(folded) == folded
    assert fold_name(unicodedata.normalize("NFD", name)) == folded
    assert fold_name(unicodedata.normalize("NFC", name)) == folded
