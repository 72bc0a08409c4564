"""One decision can be about several: each has a file of its own, and nobody has two, by whatever id (S14)."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sample_law import breaches, everything, put
from sample_matters import HAULAGE, REGULATOR, RULES, Desk, bring_in, record_of
from sample_office import (
    NOON,
    OFFICE,
    TextCase,
    acting,
    authorities,
    clock_of,
    copy_of,
    demo_country,
    enroll_office,
)

from goodstanding.ledger.entries import Kind
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings import acts
from goodstanding.proceedings.authorities import Function, Role
from goodstanding.proceedings.entries import print_step, read_step
from goodstanding.proceedings.files import Step
from goodstanding.services.appointing import enroll_authorities
from goodstanding.services.ports import Ports
from goodstanding.services.proceedings import Opening, open_file, take_step
from goodstanding.values.errors import ActRefusedError

MACHINERY, CASE = "xv-reg:C7611570989", "SR-2026-0900"
DAY = date(2026, 10, 5)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Ports:
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    regulator = next(one for one in authorities() if one.code == REGULATOR)
    publishing = replace(regulator, functions=frozenset({Function.RECORDING, Function.PUBLISHING}))
    enroll_authorities(ports, [publishing], acting(ports, "registrar-1"))
    bring_in(ports, HAULAGE, CASE)
    return ports


@pytest.fixture
def two(country: Ports) -> Ports:
    """The regulator's one decision is about two."""
    ports = copy_of(country)
    bring_in(ports, MACHINERY, CASE, name="Delerdurn Machinery Ltd")
    clock_of(ports).at = datetime.combine(DAY, NOON)
    return ports


def opened(ports: Ports, identifier: str) -> int:
    asked = Opening(respondent=identifier, records=(record_of(ports, identifier, CASE),), category="false-accounts",
                    procedure="xv-model", authority=OFFICE)  # fmt: skip
    return open_file(ports, RULES, asked, acting(ports, "case-1"))[0]


def forged(ports: Ports, by: Ports, identifier: str) -> list[str]:
    """What an auditor finds where the opening that another register let happen is put into this one by hand."""
    found = read_step(by.store.entry(opened(by, identifier)))
    step = Step(seq=-1, act=found.act, actor="case-1", role=Role.CASE_OFFICER, authority=OFFICE, on=DAY)
    subject = ports.keyring.digest("proceeding", f"p-{ports.store.head().size}")
    put(ports, NewEntry(kind=Kind.PROCEEDING_OPENED, groups=print_step(step), subject=subject), DAY, "case-1")
    return [one for one in breaches(everything(ports)) if "on these facts" in one]


def joined(ports: Ports, proposal: str = "proposes that the affiliate is the respondent") -> None:
    """The two turn out to be one; or not to be."""
    case = TextCase(title="", respondent=HAULAGE, records=(), affiliate=MACHINERY, lines=())
    desk = Desk(ports, case)
    desk.play()
    clock_of(ports).at = datetime.combine(DAY, NOON)
    desk._act(f"register keeper {proposal}")
    for one in ("respondent", "affiliate"):
        desk._act(f"register keeper tells the {one}")
        desk._act(f"{one} agrees to the merge")
    desk._act("deciding officer approves the merge")


def test_each_of_several_that_a_decision_is_about_has_its_own_file_and_no_second_one(two: Ports) -> None:
    """Else the office would choose whom of a ring it spares, or spare all by a file that it gives up."""
    for identifier in (HAULAGE, MACHINERY):
        opened(two, identifier)
        with pytest.raises(ActRefusedError, match=r"art\. 9\)"):
            opened(two, identifier)
    assert breaches(everything(two)) == []


def test_a_second_file_against_one_of_several_is_found(two: Ports) -> None:
    by = copy_of(two)
    opened(two, MACHINERY)
    assert forged(two, copy_of(by), HAULAGE) == []
    assert len(forged(two, by, HAULAGE)) == 1


def test_a_record_that_is_entered_behind_a_file_opens_no_second_one_under_another_id(country: Ports) -> None:
    ports = copy_of(country)
    clock_of(ports).at = datetime.combine(DAY, NOON)
    before = copy_of(ports)
    opened(ports, HAULAGE)
    for each in (ports, before):
        bring_in(each, MACHINERY, CASE, name="Delerdurn Machinery Ltd")
    with pytest.raises(ActRefusedError, match=r"art\. 9\)"):
        opened(ports, MACHINERY)
    assert opened(before, MACHINERY)


def test_who_was_joined_to_another_answers_for_no_facts_twice(two: Ports) -> None:
    """A file against one of two ids was given up; then they turn out to be one."""
    by = copy_of(two)
    number = opened(two, MACHINERY)
    take_step(two, RULES, number, acts.Closed(because=acts.Because.WITHDRAWN), acting(two, "case-1"))
    apart = copy_of(two)
    for ports in (two, by):
        joined(ports)
    with pytest.raises(ActRefusedError, match=r"art\. 9\)"):
        opened(two, HAULAGE)
    assert len(forged(two, by, HAULAGE)) == 1
    assert opened(apart, HAULAGE) > number
    assert breaches(everything(apart)) == []


def test_who_was_joined_for_a_while_answers_for_no_facts_twice(two: Ports) -> None:
    """While they were one, a file was opened and given up; then the merge was taken back."""
    apart, by = copy_of(two), copy_of(two)
    joined(two)
    for ports in (two, apart):
        number = opened(ports, HAULAGE)
        take_step(ports, RULES, number, acts.Closed(because=acts.Because.WITHDRAWN), acting(ports, "case-1"))
    joined(two, "proposes to take the merge back")
    with pytest.raises(ActRefusedError, match=r"art\. 9\)"):
        opened(two, MACHINERY)
    assert len(forged(two, by, MACHINERY)) == 1
    assert opened(apart, MACHINERY)
