"""Rows and manifests of a published list: printed, read again, cut down to a day, and refused in any other form."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.publication.screened import ListVersion, SourceAge
from goodstanding.publication.screening_manifest import parse_manifest, parse_rows, print_list
from goodstanding.publication.screening_rows import Nature, RecordFact, SubjectRow, parse_row, print_row, row_digest
from goodstanding.screening.subjects import Subject
from goodstanding.values.errors import VerificationError
from goodstanding.values.identifiers import Identifier

DAY = date(2026, 9, 30)
FACT = RecordFact(
    number=7,
    nature=Nature.FOREIGN,
    category="foreign-listing",
    authority="wb",
    says="It is said.",
    status="final",
    decided_on=date(2026, 1, 15),
    final_on=date(2026, 2, 1),
    shown_until=DAY,
    confirmed_until=DAY,
)
ROW = SubjectRow(
    subject=Subject(
        organization="o-12",
        kind="company",
        names=("Northquay Ltd", "北码头"),
        identifiers=(Identifier("xv-reg", "C7941445291"),),
        country="XV",
    ),
    facts=(FACT,),
)
VERSION = ListVersion(
    origin="register.example.org",
    size=618,
    root="ab" * 32,
    recorded_at="2026-09-28T08:10:00Z",
    effective=DAY,
    analyser="7",
    sources=(SourceAge(source="wb", as_of=DAY, foreign=True),),
)

days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
facts = st.builds(
    RecordFact,
    number=st.integers(0, 2**40),
    nature=st.sampled_from(Nature),
    category=st.text(max_size=5),
    authority=st.text(max_size=5),
    says=st.text(max_size=20),
    status=st.text(max_size=5),
    decided_on=days,
    final_on=days,
    shown_until=st.none() | days,
    confirmed_until=st.none() | days,
    affiliate=st.booleans(),
    consequences=st.lists(st.text(min_size=1, max_size=5), max_size=2).map(tuple),
)


@given(found=st.lists(facts, min_size=1, max_size=4).map(tuple))
def test_a_row_is_read_as_it_was_printed(found: tuple[RecordFact, ...]) -> None:
    row = replace(ROW, facts=found)
    assert parse_row(print_row(row, DAY)) == row


@given(found=st.lists(facts, min_size=1, max_size=4).map(tuple), day=days)
def test_nothing_is_left_of_a_row_that_may_not_be_shown_on_a_day(found: tuple[RecordFact, ...], day: date) -> None:
    left = replace(ROW, facts=found).on(day)
    shown = [fact for fact in found if fact.shown_until is None or fact.shown_until >= day]
    assert (left.facts if left else ()) == tuple(shown)
    until = replace(ROW, facts=found).shown_until
    if until is not None:
        assert replace(ROW, facts=found).on(until) is not None
        assert replace(ROW, facts=found).on(until + timedelta(days=1)) is None


def test_a_digest_is_of_what_is_said_and_not_of_when_it_was_confirmed() -> None:
    confirmed = replace(ROW, facts=(replace(FACT, confirmed_until=DAY + timedelta(days=3)),))
    assert row_digest(ROW, DAY) == row_digest(confirmed, DAY)
    assert row_digest(ROW, DAY + timedelta(days=1)) != row_digest(confirmed, DAY + timedelta(days=1))
    annulled = replace(ROW, facts=(replace(FACT, status="annulled"),))
    assert row_digest(ROW, DAY) != row_digest(annulled, DAY)


def test_a_list_is_read_as_it_was_printed_whatever_the_order() -> None:
    other = replace(ROW, subject=replace(ROW.subject, organization="o-9"))
    manifest, rows = print_list(VERSION, (ROW, other), b"", DAY)
    assert (manifest, rows) == print_list(VERSION, (other, ROW), b"", DAY)
    found = parse_manifest(manifest)
    assert found.version == replace(VERSION, refresh_by=DAY)
    assert list(parse_rows(found, rows)) == [other, ROW]


@pytest.mark.parametrize(
    "change",
    [
        {"format": "goodstanding/screening-list/v1"},
        {"format": "goodstanding/screening-list/v3"},
        {"changes": None},
        {"size": "618"},
        {"size": True},
        {"effective": "30 September"},
        {"sources": [{"source": "wb"}]},
        {"sources": [{"source": "wb", "as_of": "2026-09-30", "foreign": "yes"}]},
        {"rows": "1"},
        {"digest": 1},
        {"origin": None},
    ],
)
def test_a_manifest_in_another_form_is_refused(change: dict[str, Any]) -> None:
    said = json.loads(print_list(VERSION, (ROW,), b"", DAY)[0]) | change
    said = {key: value for key, value in said.items() if value is not None}
    data = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    with pytest.raises(VerificationError):
        parse_manifest(data)


@pytest.mark.parametrize(
    "change",
    [
        {"facts": []},
        {"facts": [1]},
        {"facts": {}},
        {"names": "Northquay"},
        {"names": [1]},
        {"identifiers": ["no number"]},
        {"organization": 7},
        {"facts": [{"nature": "rumour"}]},
    ],
)
def test_a_row_in_another_form_is_refused(change: dict[str, Any]) -> None:
    said = json.loads(print_row(ROW, DAY)) | change
    data = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    with pytest.raises(VerificationError):
        parse_row(data)
    with pytest.raises(VerificationError):
        parse_row(b"[]")
