"""Domain values as groups and back; what is not of their shape is an error, what is erased is withheld."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.ledger.canonical import parse_canonical, print_canonical
from goodstanding.ledger.entries import Entry, Envelope, Kind
from goodstanding.ledger.payloads import (
    group_of,
    print_case,
    print_competence,
    print_decision,
    print_evidence,
    print_organization,
    print_party,
    print_stages,
    read_case,
    read_competence,
    read_decision,
    read_evidence,
    read_organization,
    read_party,
    read_stages,
    text,
)
from goodstanding.register.authorities import Competence, Statute
from goodstanding.register.catalogue import Measure
from goodstanding.register.organizations import Organization, OrganizationKind, Role, SizeClass, Tier
from goodstanding.register.records import Case, Decision, Evidence, Finality, Party, Reason, Stage, Status
from goodstanding.values.errors import VerificationError
from goodstanding.values.identifiers import Identifier
from goodstanding.values.money import LARGEST, Money
from goodstanding.values.withheld import Withheld

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAME = TEXT.filter(str.strip)
DAY = st.dates(date(1900, 1, 1), date(2999, 12, 31))
REFERENCE = st.builds(
    Identifier,
    st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6})?", fullmatch=True),
    st.from_regex(r"[A-Z0-9]{1,12}", fullmatch=True),
)
MONEY = st.builds(Money, minor=st.integers(0, LARGEST), currency=st.from_regex(r"[A-Z]{3}", fullmatch=True))
COMMON = {
    "reference": REFERENCE,
    "name": NAME,
    "jurisdiction": TEXT,
    "size": st.sampled_from(SizeClass),
    "sector": TEXT,
    "region": TEXT,
}
COMPANIES = st.sampled_from([OrganizationKind.COMPANY, OrganizationKind.STATE_OWNED_ENTERPRISE])
ORGANIZATIONS = st.builds(Organization, kind=COMPANIES, tier=st.none(), **COMMON) | st.builds(
    Organization, kind=st.just(OrganizationKind.PUBLIC_BODY), tier=st.sampled_from(Tier), **COMMON
)
PARTIES = st.builds(
    Party, reference=REFERENCE, name=TEXT, aliases=st.lists(TEXT, max_size=3).map(tuple), role=st.sampled_from(Role)
)
DECISIONS = st.builds(
    Decision,
    category=TEXT,
    measures=st.lists(st.sampled_from(Measure), max_size=3).map(tuple),
    decided_on=DAY,
    finality=st.sampled_from(Finality),
    statute=TEXT,
    amount=st.none() | MONEY,
    ends_on=st.none() | DAY,
    conduct_from=st.none() | DAY,
    conduct_to=st.none() | DAY,
    words=TEXT,
    public_money=TEXT,
)
STAGES = st.lists(
    st.builds(
        Stage,
        status=st.sampled_from(Status),
        effective_on=DAY,
        decided_on=DAY,
        reason=st.sampled_from(Reason),
        act=TEXT,
    ),
    max_size=4,
).map(tuple)
STATUTES = st.builds(Statute, code=TEXT, title=TEXT, article=TEXT, href=TEXT)
COMPETENCES = st.builds(Competence, authority=TEXT, authority_name=TEXT, category=TEXT, statute=STATUTES, finality=TEXT)


def carried(group):
    """The group as it comes back out of an opening."""
    return parse_canonical(print_canonical(group))


def entry(**values):
    envelope = Envelope(kind=Kind.ORGANIZATION_OPENED, batch=0, actor="operator", commitments={})
    return Entry(seq=7, envelope=envelope, values=values)


@given(ORGANIZATIONS)
def test_an_organization_comes_back(organization):
    assert read_organization(entry(organization=carried(print_organization(organization)))) == organization


@given(PARTIES)
def test_a_party_comes_back(party):
    assert read_party(carried(print_party(party))) == party


@given(st.builds(Case, authority=TEXT, number=TEXT))
def test_a_case_comes_back(case):
    assert read_case(carried(print_case(case))) == case


@given(DECISIONS)
def test_a_decision_comes_back(decision):
    assert read_decision(carried(print_decision(decision))) == decision


@given(STAGES)
def test_stages_come_back_in_order(stages):
    assert read_stages(carried(print_stages(stages))) == stages


@given(st.builds(Evidence, digest=TEXT, where=TEXT, published_on=DAY))
def test_evidence_comes_back(evidence):
    assert read_evidence(carried(print_evidence(evidence))) == evidence


@given(COMPETENCES)
def test_a_competence_comes_back(competence):
    assert read_competence(carried(print_competence(competence))) == competence


def test_no_amount_is_not_an_amount_of_nothing():
    decision = {"category": "a", "decided_on": "2024-01-15", "finality": "judgment"}
    assert read_decision(decision).amount is None
    assert read_decision(decision | {"minor": 0, "currency": "EUR"}).amount == Money(minor=0, currency="EUR")


def test_what_is_absent_is_not_printed():
    case = Party(reference=Identifier("xv-reg", "C1"), name="Northquay Ltd")
    assert print_party(case) == {"scheme": "xv-reg", "code": "C1", "name": "Northquay Ltd", "role": "subject"}


def test_an_erased_organization_is_withheld():
    assert read_organization(entry()) == Withheld(7)


STAGE = {"status": "final", "effective_on": "2024-02-01", "decided_on": "2024-02-01", "reason": "decision"}


@pytest.mark.parametrize("stages", [{}, "final", 1, STAGE, ["final"], [[]], [1], [STAGE, "final"]])
def test_stages_of_another_shape_are_refused_and_none_is_passed_over(stages):
    assert len(read_stages([STAGE])) == 1
    with pytest.raises(VerificationError):
        read_stages(stages)


@pytest.mark.parametrize("group", [[], "a", 1, None])
def test_a_group_of_another_shape_is_refused(group):
    with pytest.raises(VerificationError):
        group_of(entry(party=group), "party")
    with pytest.raises(VerificationError):
        group_of(entry(), "party")


def test_text_of_another_kind_is_refused():
    assert (text({"a": "b"}, "a"), text({}, "a")) == ("b", "")
    with pytest.raises(VerificationError):
        text({"a": 1}, "a")
    with pytest.raises(VerificationError):
        read_party({"scheme": "xv-reg", "code": "C1", "name": "a", "role": "subject", "aliases": "b"})
