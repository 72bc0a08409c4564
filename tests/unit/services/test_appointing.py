"""Who appoints: the founder at first, then the appointing body alone; and who may make rules. In services and audit."""

from dataclasses import replace
from datetime import date

import pytest
from sample_office import ENROLLED, MODEL, OFFICE, PASSPHRASE, acting, copy_of, demo_country, enroll_office
from sample_register import COMPETENCE, make_ports
from sample_trees import verify_ed25519

from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.law import load_law
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.payloads import print_competence
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings.appointing import Appointments
from goodstanding.proceedings.authorities import EnrolledAuthority, Function, Mandate, Role
from goodstanding.proceedings.plain_forms import to_json
from goodstanding.register.authorities import Competence
from goodstanding.services.appending import append_batch
from goodstanding.services.appointing import (
    appointments,
    end_mandate,
    enroll_authorities,
    enroll_competences,
    give_mandate,
)
from goodstanding.services.authorities import authorities, numbered_mandates
from goodstanding.services.law_checks import LawReplay
from goodstanding.services.officers import add_officer
from goodstanding.services.opening import open_register
from goodstanding.services.procedures import approve_procedure, enroll_procedure
from goodstanding.values.errors import AuthorizationError, ConflictError, MisuseError

LAW = load_law()
BOARD = EnrolledAuthority(
    code="xv-council", name="Council", parent="", functions=frozenset({Function.APPOINTING, Function.RULE_MAKING})
)


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    for officer in ("council-1", "council-2", "stranger-1"):
        add_officer(ports, officer, PASSPHRASE)
    return ports


@pytest.fixture
def ports(country):
    return copy_of(country)


def mandate(officer: str, role: Role, authority: str = "xv-council", **more: object) -> Mandate:
    return Mandate(officer=officer, role=role, authority=authority, from_on=ENROLLED, **more)


def appointed(ports):
    """The founder enrolls the council and hands over to its first officer."""
    enroll_authorities(ports, [BOARD], acting(ports, "registrar-1"))
    give_mandate(ports, mandate("council-1", Role.APPOINTING_OFFICER), acting(ports, "registrar-1"))
    return ports


def breaches(ports) -> list[str]:
    replay = LawReplay(LAW.catalogue, verify_ed25519, shipped_competences())
    replay.begin("register.example.org")
    return [str(one) for seq in range(ports.store.head().size) for one in replay(ports.store.entry(seq))]


def test_before_there_is_an_appointing_body_the_founder_appoints_alone(ports):
    assert appointments(ports.store, ports.store.head().size).founder == "registrar-1"
    stranger = acting(ports, "stranger-1")
    for refused in (
        lambda: give_mandate(ports, mandate("case-1", Role.CASE_OFFICER, OFFICE), stranger),
        lambda: enroll_authorities(ports, [BOARD], stranger),
        lambda: end_mandate(ports, numbered_mandates(ports.store, 99_999)[0][0], ENROLLED, stranger),
    ):
        with pytest.raises(AuthorizationError, match="does not appoint"):
            refused()
    give_mandate(ports, mandate("stranger-1", Role.CASE_OFFICER, OFFICE), acting(ports, "registrar-1"))
    assert breaches(ports) == []


def test_with_an_appointing_body_the_founder_is_one_of_many(ports):
    appointed(ports)
    with pytest.raises(AuthorizationError):
        give_mandate(ports, mandate("stranger-1", Role.CASE_OFFICER, OFFICE), acting(ports, "registrar-1"))
    with pytest.raises(AuthorizationError, match="themselves"):
        give_mandate(ports, mandate("council-1", Role.CASE_OFFICER, OFFICE), acting(ports, "council-1"))
    give_mandate(ports, mandate("stranger-1", Role.CASE_OFFICER, OFFICE), acting(ports, "council-1"))
    assert breaches(ports) == []


def test_rules_are_then_written_and_approved_under_mandates(ports):
    later = replace(MODEL, edition=2)
    appointed(ports)
    with pytest.raises(AuthorizationError, match="no mandate for rules"):
        enroll_procedure(ports, later, acting(ports, "author-1"))
    council = acting(ports, "council-1")
    give_mandate(ports, mandate("author-1", Role.RULEBOOK_AUTHOR), council)
    number, _ = enroll_procedure(ports, later, acting(ports, "author-1"))
    for officer in ("author-1", "approver-1"):
        with pytest.raises(AuthorizationError):
            approve_procedure(ports, number, acting(ports, officer))
    give_mandate(ports, mandate("approver-1", Role.RULEBOOK_APPROVER), council)
    approve_procedure(ports, number, acting(ports, "approver-1"))
    assert breaches(ports) == []


def test_somebody_can_always_appoint(ports):
    appointed(ports)
    council, (number, _) = acting(ports, "council-1"), numbered_mandates(ports.store, 99_999)[-1]
    with pytest.raises(ConflictError, match="Nobody could appoint"):
        end_mandate(ports, number, ENROLLED, council)
    with pytest.raises(MisuseError, match="no last day"):
        give_mandate(ports, mandate("council-2", Role.APPOINTING_OFFICER, until_on=date(2030, 1, 1)), council)
    give_mandate(ports, mandate("council-2", Role.APPOINTING_OFFICER), council)
    end_mandate(ports, number, ENROLLED, acting(ports, "council-2"))
    assert breaches(ports) == []


MINISTRY = "xv-ministry-of-finance"


def test_what_shares_a_hierarchy_with_an_integrity_office_appoints_nobody(ports):
    registrar = acting(ports, "registrar-1")
    known = authorities(ports.store, ports.store.head().size)
    below = replace(BOARD, code="xv-own-council", parent=OFFICE)
    itself = replace(BOARD, code="xv-both", functions=BOARD.functions | {Function.INTEGRITY_OFFICE})
    above = replace(known[MINISTRY], functions=known[MINISTRY].functions | BOARD.functions)
    for wanted in (below, itself, above):
        with pytest.raises(MisuseError, match="share a hierarchy"):
            enroll_authorities(ports, [wanted], registrar)
    for code in (MINISTRY, OFFICE):
        with pytest.raises(MisuseError, match="cannot appoint"):
            give_mandate(ports, mandate("council-1", Role.APPOINTING_OFFICER, code), registrar)
    enroll_authorities(ports, [BOARD], registrar)
    with pytest.raises(MisuseError, match="share a hierarchy"):
        enroll_authorities(ports, [replace(known[MINISTRY], parent=BOARD.code)], registrar)
    assert breaches(ports) == []
    signer = acting(ports, "registrar-1")
    new = NewEntry(
        kind=Kind.AUTHORITY_ENROLLED, groups={"authority": to_json(above)}, actor="registrar-1", sign=signer.sign
    )
    with ports.store.writing() as writer:
        append_batch(ports, writer, [new])
    (found,) = breaches(ports)
    assert "what appoints shares a hierarchy" in found


def test_values_are_erased_by_nobodys_representative_and_later_by_those_appointed_for_it():
    day = date(2026, 12, 1)
    advocate = mandate("lawyer-1", Role.REPRESENTATIVE, "", organization=7, until_on=ENROLLED)
    keeper = mandate("keeper-1", Role.REGISTER_KEEPER, OFFICE)
    council = mandate("council-1", Role.APPOINTING_OFFICER)
    office = replace(BOARD, code=OFFICE, functions=frozenset({Function.INTEGRITY_OFFICE}))
    known = {"xv-council": BOARD, OFFICE: office}
    before = Appointments(founder="registrar-1", authorities=known, mandates=(advocate, keeper))
    officers = ("registrar-1", "stranger-1", "lawyer-1", "keeper-1", "council-1")
    assert [before.may_erase(one, day) for one in officers] == [True, True, False, True, True]
    after = replace(before, mandates=(advocate, keeper, council))
    assert [after.may_erase(one, day) for one in officers] == [False, False, False, True, True]


@pytest.mark.parametrize("is_appointed", [False, True])
@pytest.mark.parametrize("kind", [Kind.AUTHORITY_ENROLLED, Kind.MANDATE_GIVEN])
def test_a_forged_appointment_is_found(ports, is_appointed, kind):
    if is_appointed:
        appointed(ports)
    forger = "registrar-1" if is_appointed else "stranger-1"
    signer = acting(ports, forger)
    own = {"mandate": to_json(mandate("case-1", Role.CASE_OFFICER, OFFICE))}
    groups = own if kind is Kind.MANDATE_GIVEN else {"authority": to_json(BOARD)}
    with ports.store.writing() as writer:
        append_batch(ports, writer, [NewEntry(kind=kind, groups=groups, actor=forger, sign=signer.sign)])
    (found,) = breaches(ports)
    assert "law-appointment" in found


def test_an_ended_or_unfit_mandate_appoints_nobody():
    council = {"xv-council": BOARD}
    ended = mandate("council-1", Role.APPOINTING_OFFICER, until_on=ENROLLED)
    found = Appointments(founder="registrar-1", authorities=council, mandates=(ended,))
    assert [found.may_appoint(officer, date(2026, 12, 1)) for officer in ("council-1", "registrar-1")] == [False, False]
    assert found.may_appoint("council-1", ENROLLED)
    elsewhere = replace(found, authorities={"xv-council": replace(BOARD, functions=frozenset())})
    assert not elsewhere.may_appoint("council-1", ENROLLED)
    assert replace(found, mandates=()).may_appoint("registrar-1", ENROLLED)
    assert Appointments(authorities={}, mandates=()).may_appoint("anybody", ENROLLED)


def competence(**changes: object) -> Competence:
    return replace(COMPETENCE, **changes)


def test_who_may_record_what_is_said_by_whoever_appoints(ports):
    def enroll(officer: str, wanted: Competence) -> None:
        by = acting(ports, officer)
        enroll_competences(ports, LAW.catalogue, [wanted], by)

    with pytest.raises(AuthorizationError, match="does not appoint"):
        enroll("stranger-1", competence())
    enroll("registrar-1", competence())
    appointed(ports)
    with pytest.raises(AuthorizationError, match="does not appoint"):
        enroll("registrar-1", competence(authority="xv-tax-office"))
    enroll("council-1", competence(authority="xv-tax-office"))
    assert breaches(ports) == []


@pytest.mark.parametrize(("officer", "hands_over"), [("stranger-1", False), ("registrar-1", True)])
def test_a_competence_of_nobody_who_appoints_is_found(ports, officer, hands_over):
    if hands_over:
        appointed(ports)
    signer = acting(ports, officer)
    groups = {"competence": print_competence(competence())}
    new = NewEntry(kind=Kind.COMPETENCE_ENROLLED, groups=groups, actor=officer, sign=signer.sign)
    with ports.store.writing() as writer:
        append_batch(ports, writer, [new], actor=officer, sign=signer.sign)
    (found,) = breaches(ports)
    assert "was not appointed" in found


def test_the_first_officer_who_says_who_may_record_founds_the_register():
    ports = make_ports()
    open_register(ports, "register.example.org")
    for officer in ("registrar-1", "stranger-1"):
        add_officer(ports, officer, PASSPHRASE)
    first, second = acting(ports, "registrar-1"), acting(ports, "stranger-1")
    enroll_competences(ports, LAW.catalogue, [competence()], first)
    with pytest.raises(AuthorizationError):
        enroll_authorities(ports, [BOARD], second)
    enroll_authorities(ports, [BOARD], first)
    assert breaches(ports) == []
