"""What is overdue stays listed until it is done: of files that go on, and of no other."""

from datetime import date, datetime, timedelta

import pytest
from sample_office import (
    DOCUMENT,
    NOON,
    Office,
    acting,
    case_files,
    clock_of,
    copy_of,
    demo_country,
    enroll_office,
    read_case,
)

from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.proceedings import acts
from goodstanding.proceedings.orders import OrderVerified
from goodstanding.services.due import due_days
from goodstanding.services.proceedings import take_step

DAY = timedelta(days=1)
#: The developer is listed, and its review is due on 2027-12-03.
LISTED, REVIEW = date(2027, 3, 1), date(2027, 12, 3)


@pytest.fixture(scope="module")
def listed(tmp_path_factory) -> Office:
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    case = read_case(next(path for path in case_files() if path.stem == "property_developer"))
    lines = tuple(line for line in case.lines if line.day < LISTED)
    office = Office(ports, type(case)(**{name: getattr(case, name) for name in case.__slots__} | {"lines": lines}))
    office.play()
    return office


@pytest.fixture
def office(listed) -> Office:
    found = Office(copy_of(listed.ports), listed.case)
    found.number = listed.number
    return found


def due(office: Office, day: date, officer: str = "case-1") -> list[tuple[str, date, bool]]:
    """In the week from a day on, as an officer is told on it."""
    clock_of(office.ports).at = datetime.combine(day, NOON)
    with office.ports.store.reading() as reader:
        found = due_days(office.ports, reader, officer, day, day + 7 * DAY)
    return [(one.clock.value, one.due_on, one.overdue) for one in found]


def does(office: Office, act: acts.Act, officer: str) -> None:
    take_step(office.ports, proceeding_law(), office.number, act, acting(office.ports, officer))


def test_a_review_is_due_then_overdue_until_the_file_has_ended(office):
    assert due(office, REVIEW - DAY) == [("review", REVIEW, False)]
    for days in (1, 30, 300):
        assert due(office, REVIEW + days * DAY) == [("review", REVIEW, True)]
        assert due(office, REVIEW + days * DAY, "lawyer-1") == [("review", REVIEW, True)]
    assert due(office, REVIEW + 30 * DAY, "registrar-1") == []
    assert due(office, date(2028, 12, 3)) == []


def test_an_order_that_nobody_verified_is_overdue_until_somebody_did(office):
    clock_of(office.ports).at = datetime.combine(LISTED, NOON)
    does(office, acts.OrderFiled(document=DOCUMENT), "lawyer-1")
    last = date(2027, 3, 3)
    assert due(office, last) == [("order-verification", last, False)]
    assert due(office, last + 4 * DAY) == [("order-verification", last, True)]
    does(office, OrderVerified(genuine=True, answer=DOCUMENT), "keeper-1")
    assert due(office, last + 5 * DAY) == []


def test_an_application_that_waits_is_overdue_until_its_answer_is_signed(office):
    clock_of(office.ports).at = datetime.combine(LISTED, NOON)
    does(office, acts.RehabilitationApplied(evidence=(DOCUMENT,)), "lawyer-1")
    assert [name for name, _, late in due(office, LISTED + 80 * DAY) if late] == ["rehabilitation-decision"]
    does(office, acts.RehabilitationDecided(granted=False, reason="Half."), "assessor-1")
    assert [name for name, _, late in due(office, LISTED + 90 * DAY) if late] == ["rehabilitation-decision"]
    office._act("second signatory approves")
    assert due(office, LISTED + 91 * DAY) == []


def test_a_court_that_annuls_leaves_nothing_owed(office):
    clock_of(office.ports).at = datetime.combine(LISTED, NOON)
    does(office, acts.CourtRuled(ruling=acts.Ruling.ANNULLED), "court-1")
    assert due(office, REVIEW - DAY) == due(office, REVIEW + DAY) == []
