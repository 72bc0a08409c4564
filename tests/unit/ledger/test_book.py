"""The fold: what entries mean together, in order, with any of their parts erased."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from goodstanding.ledger.projections import BatchRow
from goodstanding.register.catalogue import Measure
from goodstanding.register.organizations import Organization, OrganizationKind
from goodstanding.register.records import Case, Decision, Evidence, Finality, Party, Reason, Stage, Status
from goodstanding.values.identifiers import Identifier
from goodstanding.values.withheld import Withheld

REFERENCE = Identifier("xv-reg", "C0000000137")
ORGANIZATION = Organization(
    reference=REFERENCE, name="Northquay Dredging Ltd", kind=OrganizationKind.COMPANY, jurisdiction="XV"
)
PARTY = Party(reference=REFERENCE, name="Northquay Dredging Ltd", aliases=("Northquay Ltd",))
CASE = Case(authority="xv-court", number="C-1")
DECISION = Decision(
    category="bribery", measures=(Measure.FINE,), decided_on=date(2024, 1, 15), finality=Finality.JUDGMENT, statute="a"
)
EVIDENCE = Evidence(digest="0" * 64, where="row 1", published_on=date(2024, 6, 1))
PARTS = ("party", "case", "decision", "stages", "evidence")


def stage(status, day):
    on = date.fromisoformat(day)
    return Stage(status=status, effective_on=on, decided_on=on, reason=Reason.DECISION)


FINAL, ANNULLED = stage(Status.FINAL, "2024-02-01"), stage(Status.ANNULLED, "2024-03-01")
RECORD = {
    "party": print_party(PARTY),
    "case": print_case(CASE),
    "decision": print_decision(DECISION),
    "stages": print_stages((FINAL,)),
    "evidence": print_evidence(EVIDENCE),
}


def entry(seq, kind, values, *, erased=(), record=None):
    links = () if record is None else ((Relation.RECORD, record),)
    commitments = dict.fromkeys(values, "0" * 64)
    envelope = Envelope(kind=kind, batch=0, actor="operator", commitments=commitments, source="xv-list", links=links)
    return Entry(seq=seq, envelope=envelope, values={name: values[name] for name in values if name not in erased})


OPENED = entry(3, Kind.ORGANIZATION_OPENED, {"organization": print_organization(ORGANIZATION)})
ENTERED = entry(4, Kind.RECORD_ENTERED, RECORD)
ADVANCED = entry(6, Kind.STAGE_ADDED, {"stages": print_stages((ANNULLED,))}, record=4)


def fold(*entries):
    return fold_organization(3, entries)


def record(*entries):
    [found] = fold(OPENED, *entries).records
    return found


def test_an_organization_with_its_record():
    view = fold(OPENED, ENTERED)
    assert (view.id, view.organization, view.references) == ("o-3", ORGANIZATION, (REFERENCE,))
    assert view.names == ("Northquay Dredging Ltd", "Northquay Ltd")
    [found] = view.records
    assert (found.entry, found.party, found.case, found.decision) == (4, PARTY, CASE, DECISION)
    assert (found.stages, found.evidence, found.corrected_by) == ((FINAL,), EVIDENCE, ())


def test_a_stage_is_appended():
    assert record(ENTERED, ADVANCED).stages == (FINAL, ANNULLED)


def test_stages_are_in_the_order_of_their_entries():
    earlier = entry(8, Kind.STAGE_ADDED, {"stages": print_stages((FINAL,))}, record=4)
    assert record(ENTERED, ADVANCED, earlier).stages == (FINAL, ANNULLED, FINAL)


CORRECTED = {
    "party": replace(PARTY, name="Northquay Ltd"),
    "case": replace(CASE, number="C-2"),
    "decision": replace(DECISION, statute="b"),
    "stages": (ANNULLED,),
    "evidence": replace(EVIDENCE, where="row 2"),
}
PRINTED = {
    "party": print_party(CORRECTED["party"]),
    "case": print_case(CORRECTED["case"]),
    "decision": print_decision(CORRECTED["decision"]),
    "stages": print_stages(CORRECTED["stages"]),
    "evidence": print_evidence(CORRECTED["evidence"]),
}


@pytest.mark.parametrize("part", PARTS)
def test_a_correction_replaces_its_part_and_no_other(part):
    before = record(ENTERED)
    after = record(ENTERED, entry(7, Kind.RECORD_CORRECTED, {part: PRINTED[part]}, record=4))
    assert after == replace(before, **{part: CORRECTED[part]}, corrected_by=(7,))


@pytest.mark.parametrize("part", PARTS)
def test_a_correction_that_was_erased_does_not_bring_back_the_old(part):
    after = record(ENTERED, entry(7, Kind.RECORD_CORRECTED, {part: PRINTED[part]}, erased={part}, record=4))
    assert getattr(after, part) == Withheld(7)


def test_corrections_are_correctable():
    first = entry(7, Kind.RECORD_CORRECTED, {"case": PRINTED["case"]}, record=4)
    second = entry(9, Kind.RECORD_CORRECTED, {"case": print_case(CASE)}, record=4)
    found = record(ENTERED, first, second)
    assert (found.case, found.corrected_by) == (CASE, (7, 9))


def test_a_question_and_its_answer():
    asked = entry(7, Kind.RECORD_QUESTIONED, {"question": {"reason": "vanished"}}, record=4)
    closed = entry(8, Kind.QUESTION_CLOSED, {"question": {"reason": "present"}}, record=4)
    assert [record(ENTERED, *more).questioned for more in ((), (asked,), (asked, closed), (asked, closed, asked))] == [
        False, True, False, True,
    ]  # fmt: skip


def test_a_full_list_confirms_what_is_not_in_question():
    asked = entry(7, Kind.RECORD_QUESTIONED, {"question": {}}, record=4)
    closed = entry(12, Kind.QUESTION_CLOSED, {"question": {}}, record=4)
    full = {
        "xv-list": BatchRow(seq=10, source="xv-list", digest="", as_of=date(2024, 6, 1), partial=False),
        "xv-other": BatchRow(seq=20, source="xv-other", digest="", as_of=date(2024, 7, 1), partial=False),
    }
    cases = ((), (asked,), (asked, closed))
    confirmed = [fold_organization(3, [OPENED, ENTERED, *more], full).records[0].confirmed_on for more in cases]
    assert confirmed == [date(2024, 6, 1), None, None], "an extract closed the question: no full list had it since"


@pytest.mark.parametrize("part", PARTS)
def test_an_erased_part_is_withheld_and_the_others_stay(part):
    erased = record(entry(4, Kind.RECORD_ENTERED, RECORD, erased={part}))
    assert erased == replace(record(ENTERED), **{part: Withheld(4)})


def test_an_erased_stage_withholds_all_stages_and_names_the_entry():
    later = replace(ADVANCED, values={})
    assert record(ENTERED, later).stages == Withheld(6)
    assert record(replace(ENTERED, values={}), ADVANCED).stages == Withheld(4)
    assert record(replace(ENTERED, values={}), later).stages == Withheld(4)


def test_stages_that_were_erased_and_then_corrected_are_known_again():
    corrected = entry(7, Kind.RECORD_CORRECTED, {"stages": PRINTED["stages"]}, record=4)
    assert record(replace(ENTERED, values={}), corrected).stages == (ANNULLED,)


def test_an_erased_organization_is_withheld_with_its_records_standing():
    view = fold(replace(OPENED, values={}), ENTERED)
    assert (view.organization, view.references) == (Withheld(3), ())
    assert view.names == ("Northquay Dredging Ltd", "Northquay Ltd")
    assert view.records[0].decision == DECISION


def test_another_organization_s_opening_does_not_rename_it():
    other = replace(ORGANIZATION, reference=Identifier("xv-reg", "C0000000234"), name="Southmoor Paving Ltd")
    view = fold(OPENED, ENTERED, entry(9, Kind.ORGANIZATION_OPENED, {"organization": print_organization(other)}))
    assert view.organization == ORGANIZATION
    assert view.references == (REFERENCE, other.reference)


def test_an_identifier_that_was_set_is_a_reference_unless_erased():
    values = {"reference": {"scheme": "xi-lei", "code": "00EHHQ2ZHDCFXJCPCL46"}}
    lei = entry(5, Kind.IDENTITY_SET, values)
    assert fold(OPENED, lei).references == (REFERENCE, Identifier("xi-lei", "00EHHQ2ZHDCFXJCPCL46"))
    assert fold(OPENED, replace(lei, values={})).references == (REFERENCE,)


def test_an_act_on_a_record_that_is_not_there_changes_nothing():
    assert fold(
        OPENED, ENTERED, replace(ADVANCED, envelope=replace(ADVANCED.envelope, links=((Relation.RECORD, 99),)))
    ) == fold(OPENED, ENTERED)


HISTORY = (
    OPENED,
    ENTERED,
    ADVANCED,
    entry(7, Kind.RECORD_CORRECTED, PRINTED, record=4),
    entry(8, Kind.RECORD_QUESTIONED, {"question": {}}, record=4),
    entry(9, Kind.QUESTION_CLOSED, {"question": {}}, record=4),
    entry(10, Kind.IDENTITY_SET, {"reference": {"scheme": "xi-lei", "code": "A"}}),
)


@pytest.mark.parametrize("open_", list(product([True, False], repeat=3)))
def test_whole_openings_erased_in_any_combination(open_):
    entries = [
        one if keep else replace(one, values={}) for one, keep in zip(HISTORY, (*open_, *open_, True), strict=True)
    ]
    view = fold(*entries)
    assert len(view.records) == 1
    assert view.records[0].corrected_by == (7,)


@given(st.lists(st.sets(st.sampled_from((*PARTS, "organization", "reference", "question"))), min_size=7, max_size=7))
def test_the_fold_is_total_over_every_erasure(erasures):
    entries = [
        replace(one, values={name: value for name, value in one.values.items() if name not in erased})
        for one, erased in zip(HISTORY, erasures, strict=True)
    ]
    view = fold(*entries)
    [found] = view.records
    for part in PARTS:
        value = getattr(found, part)
        assert not isinstance(value, Withheld) or value.entry in (4, 6, 7)
        assert isinstance(value, Withheld) == (part in erasures[3])
