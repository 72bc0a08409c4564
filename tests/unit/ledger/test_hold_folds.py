"""Holds and claims: from which day a record may show, read out of its entries alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goodstanding.ledger.book import fold_organization
from goodstanding.ledger.entries import Entry, Envelope, Kind, Relation
from goodstanding.ledger.payloads import (
    print_case,
    print_decision,
    print_evidence,
    print_organization,
    print_party,
    print_stages,
)
from goodstanding.register.catalogue import Measure
from goodstanding.register.organizations import Organization, OrganizationKind
from goodstanding.register.records import Case, Decision, Evidence, Finality, Party, Reason, Stage, Status
from goodstanding.values.identifiers import Identifier

REFERENCE = Identifier("xv-reg", "C0000000137")
OPENED_ORGANIZATION = Organization(
    reference=REFERENCE, name="Northquay Dredging Ltd", kind=OrganizationKind.COMPANY, jurisdiction="XV"
)
DECISION = Decision(
    category="bribery", measures=(Measure.FINE,), decided_on=date(2024, 1, 15), finality=Finality.JUDGMENT, statute="a"
)
STAGE = Stage(status=Status.FINAL, effective_on=date(2024, 2, 1), decided_on=date(2024, 2, 1), reason=Reason.DECISION)
RECORD = {
    "party": print_party(Party(reference=REFERENCE, name="Northquay Dredging Ltd")),
    "case": print_case(Case(authority="xv-court", number="C-1")),
    "decision": print_decision(DECISION),
    "stages": print_stages((STAGE,)),
    "evidence": print_evidence(Evidence(digest="0" * 64, where="row 1", published_on=date(2024, 6, 1))),
}


def entry(seq, kind, values, *, erased=(), record=None):
    links = () if record is None else ((Relation.RECORD, record),)
    envelope = Envelope(kind=kind, batch=0, actor="operator", commitments=dict.fromkeys(values, "0" * 64), links=links)
    return Entry(seq=seq, envelope=envelope, values={name: values[name] for name in values if name not in erased})


OPENED = entry(3, Kind.ORGANIZATION_OPENED, {"organization": print_organization(OPENED_ORGANIZATION)})
ENTERED = entry(4, Kind.RECORD_ENTERED, RECORD)
HELD = replace(ENTERED, envelope=replace(ENTERED.envelope, links=((Relation.PROCEDURE, 1),)))
DAY = timedelta(days=1)
DUE = date(2024, 7, 12)


def step(seq, act, on="2024-07-01", **more):
    return entry(seq, Kind.RECORDING_ACT, {"step": {"act": act, "on": on, **more}}, record=4)


def claim(seq, kind, on, *, erased=()):
    made = entry(seq, kind, {"step": {"act": "any", "on": on}}, erased=erased)
    links = () if kind is Kind.CLAIM_MADE else ((Relation.CLAIM, 20),)
    return replace(made, envelope=replace(made.envelope, links=links))


PREVIEWED = step(9, "previewed", due_on=DUE.isoformat())


def record(*entries, effective=date.max):
    (found,) = fold_organization(3, [OPENED, *entries], effective=effective).records
    return found


def days(found, *asked):
    return [found.may_show_on(day) for day in asked]


def test_a_record_without_a_hold_shows_and_one_with_a_hold_waits_for_its_preview():
    assert days(record(ENTERED), date.min, DUE) == [True, True]
    assert days(record(HELD), DUE, date.max) == [False, False]
    assert days(record(HELD, step(7, "submitted"), step(8, "verified")), date.max) == [False]
    shown = record(HELD, step(7, "submitted"), step(8, "verified"), PREVIEWED)
    assert days(shown, DUE, DUE + DAY) == [False, True]
    assert days(record(HELD, PREVIEWED, step(10, "waived", "2024-07-03")), date(2024, 7, 2), date(2024, 7, 3)) == [
        False,
        True,
    ]
    assert days(record(HELD, PREVIEWED, step(10, "returned")), date.max) == [False]


def test_a_preview_that_ends_later_than_the_date_asked_for_is_not_told():
    assert days(record(HELD, PREVIEWED, effective=DUE), date.max) == [False]
    assert days(record(HELD, PREVIEWED, effective=DUE + DAY), DUE, DUE + DAY) == [False, True]


def test_an_act_that_is_not_open_shows_nothing():
    erased = replace(PREVIEWED, values={})
    assert days(record(HELD, erased), date.max) == [False]


@pytest.mark.parametrize(("act", "again"), [("approved", True), ("refused", False)])
def test_a_correction_waits_again_unless_it_was_asked_for_and_approved(act, again):
    corrected = entry(10, Kind.RECORD_CORRECTED, {"decision": RECORD["decision"]}, record=4)
    asked = entry(11, Kind.CORRECTION_REQUESTED, {"correction": {"decide_by": "2024-08-20"}}, record=4)
    closed = entry(12, Kind.CORRECTION_CLOSED, {"correction": {"act": act, "on": "2024-08-09"}}, record=4)
    assert days(record(HELD, PREVIEWED, corrected), date.max) == [False]
    assert days(record(HELD, PREVIEWED, asked, corrected, closed), date(2024, 8, 8), date.max) == [False, again]
    # One that was never previewed does not come to show by its correction.
    assert days(record(HELD, asked, corrected, closed), date.max) == [False]
    assert days(record(ENTERED, corrected), date.max) == [True]


def test_a_claim_holds_back_what_was_not_public_before_it():
    before, behind, decided = date(2024, 7, 10), date(2024, 7, 15), date(2024, 7, 20)
    early, late = (claim(20, Kind.CLAIM_MADE, str(day)) for day in (before, behind))
    waiting = record(HELD, PREVIEWED, early)
    assert days(waiting, before, behind, date.max) == [False, False, False]
    assert days(record(HELD, PREVIEWED, late), behind, date.max) == [True, True]
    assert days(record(ENTERED, early), before, date.max) == [True, True]
    dismissed = claim(21, Kind.CLAIM_DISMISSED, str(decided))
    assert days(record(HELD, PREVIEWED, early, dismissed), decided - DAY, decided) == [False, True]
    assert record(HELD, PREVIEWED, early, dismissed).display_days() == {before, DUE + DAY, decided}


def test_an_upheld_claim_takes_everything_from_every_day_and_a_court_may_still_uphold():
    made, dismissed = claim(20, Kind.CLAIM_MADE, "2024-07-10"), claim(21, Kind.CLAIM_DISMISSED, "2024-07-20")
    upheld = claim(22, Kind.CLAIM_UPHELD, "2024-08-01")
    for entries in ((made, upheld), (made, dismissed, upheld)):
        found = record(ENTERED, *entries)
        assert days(found, date.min, date.max) == [False, False]
        assert found.is_of_a_protected_body


def test_a_claim_whose_day_is_erased_holds_back_from_the_beginning():
    found = record(HELD, PREVIEWED, claim(20, Kind.CLAIM_MADE, "2024-07-15", erased=("step",)))
    assert days(found, date.max) == [False]
