"""Provisional measures show to contracting authorities alone, and only on the days on which they are in force."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sample_office import (
    ENROLLED,
    NOON,
    PASSPHRASE,
    Office,
    acting,
    case_files,
    clock_of,
    copy_of,
    demo_country,
    enroll_office,
    read_case,
)

from goodstanding.proceedings.authorities import EnrolledAuthority, Function, Mandate, Role
from goodstanding.services.appointing import enroll_authorities, give_mandate
from goodstanding.services.listings import listed
from goodstanding.services.officers import add_officer
from goodstanding.services.provisional import measures_for
from goodstanding.services.reading import as_of
from goodstanding.values.errors import AuthorizationError

DEVELOPER = "xv-reg:C7538265567"
BUYER = EnrolledAuthority(
    code="xv-roads-agency", name="Roads Agency", parent="", functions=frozenset({Function.CONTRACTING})
)


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    registrar = acting(ports, "registrar-1")
    enroll_authorities(ports, [BUYER], registrar)
    for officer, authority in (("screener-1", BUYER.code), ("screener-2", "xv-integrity-office")):
        add_officer(ports, officer, PASSPHRASE)
        mandate = Mandate(officer=officer, role=Role.SCREENER, authority=authority, from_on=ENROLLED)
        give_mandate(ports, mandate, registrar)
    return ports


def played(country, until: date):
    case = read_case(next(path for path in case_files() if path.stem == "provisional"))
    office = Office(copy_of(country), replace(case, lines=tuple(one for one in case.lines if one.day <= until)))
    office.play()
    clock_of(office.ports).at = datetime.combine(until, NOON)
    return office.ports


@pytest.mark.parametrize(
    ("until", "shows"),
    [
        (date(2026, 10, 5), True),
        (date(2026, 10, 6), True),
        (date(2026, 11, 5), True),
        (date(2026, 11, 6), False),
    ],
)
def test_a_measure_shows_while_it_is_in_force_and_to_screeners_alone(country, until, shows):
    ports = played(country, until)
    size = ports.store.head().size
    found = measures_for(ports, ports.store, "screener-1")
    assert [(one.identifiers[0], one.public_money, one.ends_by) for one in found] == (
        [(DEVELOPER, "XV-TENDER-2026-0001", date(2027, 4, 4))] if shows else []
    )
    for officer in ("screener-2", "case-1", "lawyer-1", "registrar-1"):
        with pytest.raises(AuthorizationError, match="no contracting authority"):
            measures_for(ports, ports.store, officer)
    # Nobody is listed by it, and whoever asks leaves no trace.
    assert list(listed(ports, ports.store, as_of(ports, ports.store, until, None))) == []
    assert ports.store.head().size == size


def test_without_a_notice_in_time_it_is_gone(country):
    ports = played(country, date(2026, 10, 5))
    clock_of(ports).at = datetime.combine(date(2026, 10, 18), NOON)
    assert measures_for(ports, ports.store, "screener-1") != []
    clock_of(ports).at = datetime.combine(date(2026, 10, 19), NOON)
    assert measures_for(ports, ports.store, "screener-1") == []
