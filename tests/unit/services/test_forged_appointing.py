"""S27: of every kind of entry that appoints, makes rules or says what was decided, each forgery is found."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sample_law import LAW, breaches, everything, put
from sample_office import ENROLLED, MODEL, OFFICE, PASSPHRASE, acting, clock_of, copy_of, demo_country, enroll_office

from goodstanding.ledger.entries import OPERATOR, Kind, Relation
from goodstanding.ledger.payloads import print_competence
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings.authorities import EnrolledAuthority, Function, Mandate, Role
from goodstanding.proceedings.digests import canonical_text, procedure_digest
from goodstanding.proceedings.plain_forms import to_json
from goodstanding.register.authorities import Competence, Statute
from goodstanding.register.coverage import number_digest
from goodstanding.services.appointing import end_mandate, enroll_authorities, give_mandate
from goodstanding.services.appointing_law import AppointmentsAreLawful
from goodstanding.services.authorities import numbered_mandates
from goodstanding.services.coverages import publish_coverage
from goodstanding.services.officers import add_officer
from goodstanding.services.ports import Ports

DAY = timedelta(days=1)
REGULATOR, RECORDER = "xv-securities-regulator", "recorder-1"
BOARD = EnrolledAuthority(
    code="xv-council", name="Council", parent="", functions=frozenset({Function.APPOINTING, Function.RULE_MAKING})
)
ROLES = {
    "council-1": Role.APPOINTING_OFFICER,
    "council-2": Role.APPOINTING_OFFICER,
    "writer-1": Role.RULEBOOK_AUTHOR,
    "signer-1": Role.RULEBOOK_APPROVER,
}
EDITION = replace(MODEL, edition=MODEL.edition + 1)


@pytest.fixture(scope="module")
def country(tmp_path_factory) -> Ports:
    """With a council that appoints; rules of a second edition wait for their approval; one mandate has ended."""
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    for officer in (*ROLES, "stranger-1", "gone-1"):
        add_officer(ports, officer, PASSPHRASE)
    enroll_authorities(ports, [BOARD], acting(ports, "registrar-1"))
    give_mandate(ports, mandate("council-1"), acting(ports, "registrar-1"))
    for officer in [*ROLES][1:]:
        give_mandate(ports, mandate(officer), acting(ports, "council-1"))
    gone = Mandate(officer="gone-1", role=Role.RECORDER, authority=REGULATOR, from_on=ENROLLED)
    number, _ = give_mandate(ports, gone, acting(ports, "council-1"))
    end_mandate(ports, number, ENROLLED + DAY, acting(ports, "council-1"))
    put(ports, PROPOSED, ENROLLED, "writer-1")
    clock_of(ports).at += 10 * DAY
    assert breaches(everything(ports)) == []
    return ports


def mandate(officer: str, **changes: object) -> Mandate:
    made = Mandate(
        officer=officer, role=ROLES.get(officer, Role.CASE_OFFICER), authority="xv-council", from_on=ENROLLED
    )
    return replace(made, **changes)


def authority(**changes: object) -> NewEntry:
    made = EnrolledAuthority(code="xv-new", name="New", parent="", functions=frozenset({Function.RECORDING}))
    return NewEntry(kind=Kind.AUTHORITY_ENROLLED, groups={"authority": to_json(replace(made, **changes))})


def giving(**changes: object) -> NewEntry:
    made = mandate("stranger-1", role=Role.CASE_OFFICER, authority=OFFICE)
    return NewEntry(kind=Kind.MANDATE_GIVEN, groups={"mandate": to_json(replace(made, **changes))})


def competence(**changes: str) -> NewEntry:
    made = Competence(
        authority=REGULATOR, authority_name="Regulator", category="false-accounts",
        statute=Statute(code="xv-new-act", title="New Act", article="1", href=""), finality="time-limit-passed",
    )  # fmt: skip
    return NewEntry(kind=Kind.COMPETENCE_ENROLLED, groups={"competence": print_competence(replace(made, **changes))})


def coverage(**changes: object) -> NewEntry:
    group: Mapping[str, Any] = {
        "authority": REGULATOR,
        "category": "false-accounts",
        "first": "2001-01-01",
        "last": "2001-12-31",
        "numbers": [number_digest(REGULATOR, "SR-2001-1")],
    }
    return NewEntry(kind=Kind.COVERAGE_PUBLISHED, groups={"coverage": {**group, **changes}})


def enrolled(procedure=EDITION) -> NewEntry:
    text = {"procedure": {"id": procedure.id, "text": canonical_text(procedure)}}
    return NewEntry(kind=Kind.PROCEDURE_ENROLLED, groups=text)


PROPOSED = enrolled()


def approved(digest: str = "") -> NewEntry:
    """Of the rules that were enrolled last."""
    groups = {"approval": {"digest": digest or procedure_digest(EDITION)}}
    return NewEntry(kind=Kind.PROCEDURE_APPROVED, groups=groups, links=((Relation.PROCEDURE, -1),))


def ending(until_on: date) -> NewEntry:
    """Of the mandate of whoever is named with it."""
    return NewEntry(
        kind=Kind.MANDATE_ENDED,
        groups={"mandate": {"until_on": until_on.isoformat()}},
        links=((Relation.MANDATE, -1),),
    )


TODAY = ENROLLED + 10 * DAY
UNDERCUT = replace(MODEL, terms=replace(MODEL.terms, longest=None))
#: By kind: who may do it, the lawful entry, and each forged one with its officer and what is said of it.
FORGED: dict[Kind, tuple[str, NewEntry, list[tuple[NewEntry, str, str]]]] = {
    Kind.AUTHORITY_ENROLLED: (
        "council-1",
        authority(),
        [
            (authority(), "stranger-1", "not appointed for it"),
            (authority(), "registrar-1", "not appointed for it"),
            (authority(), OPERATOR, "law-unsigned"),
            (authority(parent="xv-nowhere"), "council-1", "its parent is not enrolled"),
            (authority(parent="xv-new"), "council-1", "stands below itself"),
            (authority(code="xv-ministry-of-finance", parent=OFFICE), "council-1", "stands below itself"),
        ],
    ),
    Kind.COMPETENCE_ENROLLED: (
        "council-1",
        competence(),
        [
            (competence(), "stranger-1", "not appointed for it"),
            (competence(), OPERATOR, "law-unsigned"),
            (competence(category="speech"), "council-1", "law-category"),
        ],
    ),
    Kind.MANDATE_GIVEN: (
        "council-1",
        giving(),
        [
            (giving(), "stranger-1", "to itself"),
            (giving(), "case-1", "not appointed for it"),
            (giving(), OPERATOR, "law-unsigned"),
            (giving(officer="council-1"), "council-1", "to itself"),
            (giving(officer="ghost-1"), "council-1", "its officer is not enrolled"),
            (giving(authority="xv-nowhere"), "council-1", "its authority is not enrolled"),
            (giving(role=Role.REPRESENTATIVE), "council-1", "does not fit its role"),
            (giving(authority="", organization=7), "council-1", "does not fit its role"),
            (giving(role=Role.APPOINTING_OFFICER), "council-1", "shares a hierarchy"),
            (giving(role=Role.APPOINTING_OFFICER, authority=REGULATOR), "council-1", "cannot appoint"),
            (giving(role=Role.APPOINTING_OFFICER, authority="xv-council", until_on=TODAY), "council-1", "a last day"),
        ],
    ),
    Kind.MANDATE_ENDED: (
        "council-1",
        ending(TODAY),
        [
            (ending(TODAY), "stranger-1", "not appointed for it"),
            (ending(TODAY), OPERATOR, "law-unsigned"),
            (ending(TODAY - 3 * DAY), "council-1", "not ended in the past"),
        ],
    ),
    Kind.PROCEDURE_ENROLLED: (
        "writer-1",
        enrolled(replace(MODEL, edition=7)),
        [
            (enrolled(replace(MODEL, edition=7)), "signer-1", "not appointed for it"),
            (enrolled(replace(MODEL, edition=7)), "author-1", "not appointed for it"),
            (enrolled(replace(MODEL, edition=7)), OPERATOR, "law-unsigned"),
            (enrolled(UNDERCUT), "writer-1", "undercut a floor"),
        ],
    ),
    Kind.PROCEDURE_APPROVED: (
        "signer-1",
        approved(),
        [
            (approved(), "stranger-1", "not appointed for it"),
            (approved(), "writer-1", "without a second officer"),
            (approved(), OPERATOR, "law-unsigned"),
            (approved("f" * 64), "signer-1", "law-approval"),
        ],
    ),
    Kind.COVERAGE_PUBLISHED: (
        RECORDER,
        coverage(),
        [
            (coverage(), "stranger-1", "does not record for the authority"),
            (coverage(), "gone-1", "does not record for the authority"),
            (coverage(), OPERATOR, "law-unsigned"),
            (coverage(authority="xv-audit-court"), RECORDER, "does not record for the authority"),
            (coverage(category="speech"), RECORDER, "outside the catalogue"),
            (coverage(numbers=[]), RECORDER, "about nothing"),
            (coverage(last="2099-12-31"), RECORDER, "not over"),
            (coverage(first="2002-01-01"), RECORDER, "is none"),
        ],
    ),
}


def of(ports: Ports, new: NewEntry, *, whose: str = "case-1") -> NewEntry:
    """The entry with its link to the rules that were enrolled last, or to an officer's mandate."""
    if new.kind is Kind.PROCEDURE_APPROVED:
        number = max(one.seq for one in everything(ports) if one.envelope.kind is Kind.PROCEDURE_ENROLLED)
        return replace(new, links=((Relation.PROCEDURE, number),))
    if new.kind is Kind.MANDATE_ENDED:
        held = numbered_mandates(ports.store, ports.store.head().size)
        return replace(new, links=((Relation.MANDATE, next(n for n, one in held if one.officer == whose)),))
    return new


def found(country: Ports, new: NewEntry, officer: str, **more: str) -> list[str]:
    ports = copy_of(country)
    put(ports, of(ports, new, **more), TODAY, officer)
    return breaches(everything(ports))


def test_every_kind_that_appoints_is_here():
    judged = {Kind.AUTHORITY_ENROLLED, Kind.COMPETENCE_ENROLLED, Kind.MANDATE_GIVEN, Kind.MANDATE_ENDED}
    assert judged | {Kind.PROCEDURE_ENROLLED, Kind.PROCEDURE_APPROVED, Kind.COVERAGE_PUBLISHED} == set(FORGED)
    assert AppointmentsAreLawful.__doc__


@pytest.mark.parametrize("kind", FORGED)
def test_what_is_forged_below_is_lawful_as_it_should_be(country, kind):
    officer, new, _ = FORGED[kind]
    assert found(country, new, officer) == []


@pytest.mark.parametrize(
    ("new", "officer", "message"),
    [case for _, _, cases in FORGED.values() for case in cases],
    ids=[f"{kind.value} {n}" for kind, (_, _, cases) in FORGED.items() for n, _ in enumerate(cases)],
)
def test_a_forged_entry_is_found(country, new, officer, message):
    assert any(message in one for one in found(country, new, officer))


def test_a_mandate_that_has_ended_is_not_prolonged(country):
    assert any("ends by then already" in one for one in found(country, ending(TODAY), "council-1", whose="gone-1"))


def test_the_last_who_appoint_stay(country):
    """One of two may go, the other not."""
    ports = copy_of(country)
    for officer, is_last in (("council-2", False), ("council-1", True)):
        put(ports, of(ports, ending(TODAY), whose=officer), TODAY, "council-1")
        assert any("nobody could appoint" in one for one in breaches(everything(ports))) is is_last


def test_a_mandate_is_not_given_to_oneself_under_another_name(country):
    """Two officers with one key are one."""
    ports = copy_of(country)
    key = next(
        one.values["officer"]["public_key"]
        for one in everything(ports)
        if one.envelope.kind is Kind.OFFICER_ENROLLED and one.values["officer"]["id"] == "council-1"
    )
    twin = NewEntry(kind=Kind.OFFICER_ENROLLED, groups={"officer": {"id": "twin-1", "public_key": key}})
    put(ports, twin, TODAY)
    put(ports, giving(officer="twin-1"), TODAY, "council-1")
    assert any("to itself" in one for one in breaches(everything(ports)))


def test_a_coverage_by_the_services_is_lawful(country):
    ports = copy_of(country)
    years = date(2001, 1, 1), date(2001, 12, 31)
    publish_coverage(ports, LAW.catalogue, REGULATOR, "false-accounts", *years, ["A-1"], acting(ports, RECORDER))
    assert breaches(everything(ports)) == []
