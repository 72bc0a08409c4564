"""The delta feed: replayed, it is the list of every day (S11); it names what was wrong, and nothing too early."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sample_matters import HAULAGE, Desk
from sample_office import (
    NOON,
    Line,
    Office,
    acting,
    case_files,
    clock_of,
    copy_of,
    demo_country,
    enroll_office,
    read_case,
)

from goodstanding.ledger.canonical import parse_canonical, print_canonical
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.payloads import print_stages
from goodstanding.ledger.redactions import LegalBasis
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings.authorities import EnrolledAuthority, Function
from goodstanding.register.records import Case, Reason, Stage, Status
from goodstanding.services.appending import append_batch
from goodstanding.services.appointing import enroll_authorities
from goodstanding.services.ground_facts import naming_records
from goodstanding.services.list_changes import Change, change_json, list_changes, replay
from goodstanding.services.listings import listed
from goodstanding.services.ports import Ports
from goodstanding.services.proceedings import read_file
from goodstanding.services.reading import as_of
from goodstanding.services.redacting import carry_out_redaction, request_redaction

FIRST = date(2026, 10, 1)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Ports:
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    return ports


def played(country: Ports, name: str, until: date = date(2029, 1, 1)) -> Office:
    case = read_case(next(path for path in case_files() if path.stem == name))
    office = Office(copy_of(country), replace(case, lines=tuple(line for line in case.lines if line.day <= until)))
    office.play()
    return office


def feed(office: Office, day: date):
    at = as_of(office.ports, office.ports.store, day, None)
    return list(list_changes(office.ports, office.ports.store, at, FIRST))


@pytest.mark.parametrize("name", [path.stem for path in case_files()])
def test_the_feed_replayed_is_the_list_of_every_day(country, name):
    office = played(country, name)
    last = office.case.lines[-1].day
    changes = feed(office, last)
    day = FIRST
    while day <= last:
        at = as_of(office.ports, office.ports.store, day, None)
        now = {(one.view.id, one.file, one.listing.until) for one in listed(office.ports, office.ports.store, at)}
        assert replay(changes, day) == now, day
        day += timedelta(days=3)


def test_an_appeal_that_was_won_says_that_the_listing_was_wrong(country):
    changes = feed(played(country, "appeal_won"), date(2027, 9, 2))
    assert [(one.on.isoformat(), one.change) for one in changes] == [
        ("2027-01-20", Change.LISTED),
        ("2027-03-10", Change.SUSPENDED),
        ("2027-06-01", Change.ANNULLED),  # it rested already: who drew a conclusion from it is told all the same
        ("2027-09-02", Change.RESUMED),
    ]
    assert [one.was_wrong for one in changes] == [False, False, True, False]


@pytest.mark.parametrize("since", [date(2028, 10, 2), date(2027, 6, 1)])
def test_what_turns_out_to_be_wrong_behind_its_end_is_told_once(country, since):
    """By the ruling on its ground, or on our decision; what is cured or rehabilitated behind it was not wrong."""
    office, day = played(country, "exception", date(2026, 12, 9)), date(2028, 10, 2)
    clock_of(office.ports).at = datetime.combine(day, NOON)
    ends = ("2027-11-09", Change.SUSPENDED, False)  # nobody looked again in time
    assert lines(office, day)[-1] == ends
    stage_added(office, ground(office), day, Status.REHABILITATED, reason=Reason.REHABILITATION_GRANTED)
    assert lines(office, day)[-1] == ends
    stage_added(office, ground(office), day + DAY, Status.ANNULLED, since)
    stage_added(office, ground(office), day + DAY, Status.ANNULLED)
    assert lines(office, day + 9 * DAY)[-2:] == [ends, ("2028-10-03", Change.GROUND_FALLEN, True)]
    assert replay(feed(office, day + DAY), day + DAY) == frozenset()
    lifted = played(country, "town_hall")
    case = replace(lifted.case, lines=(Line(number=1, day=date(2027, 3, 20), text="court rules: annulled"),))
    Office(lifted.ports, case, number=lifted.number).play()
    assert lines(lifted, date(2027, 4, 1))[-2:] == [
        ("2027-03-02", Change.LIFTED, False),
        ("2027-03-20", Change.ANNULLED, True),
    ]


def test_a_lifting_is_told_on_its_day_and_an_annulment_as_wrong(country):
    (listed_, lifted) = feed(played(country, "town_hall"), date(2027, 3, 2))
    assert (listed_.change, lifted.change, lifted.on) == (Change.LISTED, Change.LIFTED, date(2027, 3, 2))
    assert not lifted.was_wrong


def test_nothing_is_told_before_it_is_final(country):
    office = played(country, "town_hall", date(2026, 12, 28))
    assert feed(office, date(2027, 6, 1)) == []


def test_affiliates_have_lines_of_their_own(country):
    changes = feed(played(country, "property_developer"), date(2028, 12, 2))
    assert [one.change for one in changes] == [Change.LISTED, Change.LISTED, Change.EXPIRED, Change.EXPIRED]
    assert len({one.organization for one in changes}) == 2


def test_what_was_annulled_for_an_affiliate_alone_was_wrong_of_it_alone(country):
    changes = feed(played(country, "annulled_for_one"), date(2027, 3, 1))
    told = [(one.on.isoformat(), one.change, one.was_wrong) for one in changes]
    assert told == [
        ("2026-12-20", Change.LISTED, False),
        ("2027-01-20", Change.LISTED, False),
        ("2027-02-01", Change.ANNULLED, True),
        ("2027-03-01", Change.ANNULLED, True),
    ]
    respondent, affiliate = changes[0].organization, changes[1].organization
    assert [one.organization for one in changes] == [respondent, affiliate, affiliate, respondent]


def test_an_affiliate_whose_own_decision_falls_or_is_suspended_is_told_of_alone(country):
    office = played(country, "property_developer", date(2027, 2, 20))
    at = as_of(office.ports, office.ports.store, date(2027, 2, 20), None)
    respondent, affiliate = listed(office.ports, office.ports.store, at)
    (naming,) = naming_records(affiliate.view.records, affiliate.rests_on)
    for day, status in ((date(2027, 3, 1), Status.SUSPENDED), (date(2027, 4, 1), Status.FINAL),
                        (date(2027, 5, 1), Status.ANNULLED)):  # fmt: skip
        stage_added(office, naming.entry, day, status)
    told = [(one.on.isoformat(), one.change, one.was_wrong) for one in feed(office, date(2027, 6, 1))
            if one.organization == affiliate.view.id]  # fmt: skip
    assert told == [
        ("2027-02-20", Change.LISTED, False),
        ("2027-03-01", Change.SUSPENDED, False),
        ("2027-04-01", Change.RESUMED, False),
        ("2027-05-01", Change.GROUND_FALLEN, True),
    ]
    now = as_of(office.ports, office.ports.store, date(2027, 6, 1), None)
    assert [one.view.id for one in listed(office.ports, office.ports.store, now)] == [respondent.view.id]


RULED, DECIDED = Reason.COURT_RULING, Reason.DECISION


def stage_added(
    office: Office, number: int, day: date, status: Status, since: date | None = None, reason: Reason | None = None
) -> None:
    """A court, or its authority, decides about a record; it is recorded on a day and holds since it or an earlier."""
    record = office.ports.store.entry(number)
    clock_of(office.ports).at = datetime.combine(day, NOON)
    reason = reason or (DECIDED if status is Status.FINAL else RULED)
    stage = Stage(status=status, effective_on=since or day, reason=reason, decided_on=since or day)
    new = NewEntry(kind=Kind.STAGE_ADDED, groups={"stages": print_stages((stage,))}, subject=record.envelope.subject,
                   links=((Relation.RECORD, number),), source=record.envelope.source)  # fmt: skip
    with office.ports.store.writing() as writer:
        append_batch(office.ports, writer, [new])


def on_the_list(office: Office, day: date) -> set[tuple[str, int, date]]:
    at = as_of(office.ports, office.ports.store, day, None)
    return {(one.view.id, one.file, one.listing.until) for one in listed(office.ports, office.ports.store, at)}


def ground(office: Office) -> int:
    return read_file(office.ports, office.ports.store, office.number, office.ports.store.head().size).opened.records[0]


def lines(office: Office, day: date) -> list[tuple[str, Change, bool]]:
    return [(one.on.isoformat(), one.change, one.was_wrong) for one in feed(office, day)]


@pytest.mark.parametrize("since", [date(2026, 11, 20), date(2026, 12, 1), date(2027, 1, 10)])
def test_a_ruling_that_goes_back_is_told_on_the_day_on_which_it_was_known(country, since):
    """Older than the listing, or within it: whoever was told of the listing, and reads on from then, is told."""
    office, known = played(country, "exception", date(2026, 12, 9)), date(2027, 1, 10)
    assert lines(office, known - DAY) == [("2026-12-08", Change.LISTED, False)]
    stage_added(office, ground(office), known, Status.ANNULLED, since)
    assert on_the_list(office, known) == set()
    assert lines(office, known)[1:] == [("2027-01-10", Change.GROUND_FALLEN, True)]
    at = as_of(office.ports, office.ports.store, known, None)
    read_on = list(list_changes(office.ports, office.ports.store, at, known))
    assert [(one.on, one.was_wrong) for one in read_on] == [(known, True)]
    # As it is known now it was never there; the feed of an earlier day ends with that, and is the same list.
    before = date(2026, 12, 20)
    assert replay(feed(office, before), before) == on_the_list(office, before)
    assert bool(on_the_list(office, before)) is (since > before)


def test_a_ground_that_fell_stands_again_by_a_court_and_never_by_its_own_authority(country):
    office = played(country, "exception", date(2026, 12, 9))
    day, record = date(2027, 1, 10), ground(office)
    stage_added(office, record, day, Status.ANNULLED)
    for status, reason in ((Status.UNDER_APPEAL, Reason.APPEAL_LODGED), (Status.FINAL, DECIDED),
                           (Status.SUSPENDED, Reason.STAY_ORDERED), (Status.CURED, Reason.PAID)):  # fmt: skip
        day += DAY
        stage_added(office, record, day, status, reason=reason)
        assert on_the_list(office, day) == set()
    assert lines(office, day)[1:] == [("2027-01-10", Change.GROUND_FALLEN, True)]
    stage_added(office, record, day + DAY, Status.FINAL, reason=RULED)
    assert len(on_the_list(office, day + DAY)) == 1
    assert lines(office, day + DAY)[-1][1] is Change.RESUMED


def test_what_was_issued_anew_before_the_file_was_opened_is_its_ground(country):
    case = read_case(next(path for path in case_files() if path.stem == "exception"))
    office = Office(copy_of(country), replace(case, lines=tuple(one for one in case.lines if one.day.year == 2026)))
    view = office.view(case.respondent, as_of(office.ports, office.ports.store, FIRST, None))
    record = next(one.entry for one in view.records if isinstance(one.case, Case) and one.case.number in case.records)
    stage_added(office, record, FIRST, Status.ANNULLED)
    stage_added(office, record, FIRST + DAY, Status.FINAL)
    office.play()
    assert len(on_the_list(office, date(2026, 12, 9))) == 1


def test_an_erasure_that_takes_the_ground_away_is_told_on_its_day(country):
    """The values are gone on every day that is asked about; who took the list has to learn which line of it goes."""
    office, day = played(country, "exception", date(2026, 12, 9)), date(2027, 1, 11)
    clock_of(office.ports).at = datetime.combine(day, NOON)
    basis = LegalBasis(statute="xv-archive-act", article="art. 9")
    order, _ = request_redaction(office.ports, [ground(office)], basis, acting(office.ports, "registrar-1"))
    assert lines(office, day) == [("2026-12-08", Change.LISTED, False)]
    carry_out_redaction(office.ports, order.request, acting(office.ports, "keeper-1"))
    assert on_the_list(office, day) == set()
    for on in (day, day + DAY):
        assert lines(office, on) == [("2026-12-08", Change.LISTED, False), ("2027-01-11", Change.GROUND_FALLEN, True)]


def test_an_identifier_that_goes_is_told_while_the_listing_lasts(country):
    """A merge of before the file is taken back: whoever keeps the list by identifiers learns whom it is not about."""
    case = read_case(next(path for path in case_files() if path.stem == "exception"))
    desk = Desk(copy_of(country), replace(case, affiliate=HAULAGE, records=(), lines=()))
    desk.play()
    joined = [f"register keeper tells the {one}" for one in ("respondent", "affiliate")]
    joined += [f"{one} agrees to the merge" for one in ("respondent", "affiliate")]
    joined.append("deciding officer approves the merge")
    on(desk, date(2026, 10, 1), "register keeper proposes that the affiliate is the respondent", *joined)
    office = Office(desk.ports, replace(case, lines=tuple(one for one in case.lines if one.day <= date(2026, 12, 9))))
    office.play()
    (told,) = feed(office, date(2026, 12, 19))
    assert (told.change, HAULAGE in told.identifiers) == (Change.LISTED, True)
    on(desk, date(2026, 12, 20), "register keeper proposes to take the merge back", *joined)
    told, changed = feed(office, date(2026, 12, 20))
    assert HAULAGE in told.identifiers
    assert (changed.on, changed.change, changed.was_wrong) == (date(2026, 12, 20), Change.CHANGED, False)
    assert changed.identifiers == (case.respondent,)


def on(desk: Desk, day: date, *acts: str) -> None:
    clock_of(desk.ports).at = datetime.combine(day, NOON)
    for one in acts:
        desk._act(one)


def test_of_who_is_no_subject_the_feed_tells_that_its_listing_was_wrong_and_nothing_else(country):
    """Nothing about it shows any more; but whoever took the list has to learn which line of it goes."""
    case = read_case(next(path for path in case_files() if path.stem == "exception"))
    desk = Desk(copy_of(country), replace(case, lines=tuple(one for one in case.lines if one.day <= date(2026, 12, 9))))
    desk.play()
    treasury = EnrolledAuthority(
        code="xv-treasury", name="xv-treasury", parent="", functions=frozenset({Function.RECORDING})
    )
    enroll_authorities(desk.ports, [treasury], acting(desk.ports, "registrar-1"))
    on(desk, date(2026, 12, 10), "respondent claims a protected function")
    assert len(feed(desk, date(2026, 12, 10))) == 1
    on(desk, date(2027, 1, 11), "tribunal upholds the claim")
    told, gone = feed(desk, date(2027, 1, 11))
    assert (told.on, told.change) == (date(2026, 12, 8), Change.LISTED)
    assert (gone.on, gone.change, gone.was_wrong) == (date(2027, 1, 11), Change.GROUND_FALLEN, True)
    assert {(one.organization, one.name, one.identifiers) for one in (told, gone)} == {(told.organization, "", ())}
    assert replay([told, gone], date(2027, 1, 11)) == frozenset()


def test_a_line_is_canonical(country):
    for one in feed(played(country, "town_hall"), date(2027, 3, 2)):
        printed = print_canonical(change_json(one))
        assert parse_canonical(printed) == change_json(one)


def test_an_exception_is_told_on_the_days_on_which_it_begins_and_ends(country):
    office = played(country, "exception")
    assert [(one.on.isoformat(), one.change) for one in feed(office, date(2027, 7, 1))] == [
        ("2026-12-08", Change.LISTED),
        ("2027-01-12", Change.CHANGED),
        ("2027-07-01", Change.CHANGED),
    ]
    assert all(not one.was_wrong for one in feed(office, date(2027, 7, 1)))


def test_who_is_let_go_on_conditions_is_lifted_and_a_breach_brings_it_back(country):
    changes = feed(played(country, "conditions_broken"), date(2028, 8, 18))
    assert [(one.on.isoformat(), one.change) for one in changes] == [
        ("2026-12-08", Change.LISTED),
        ("2027-01-21", Change.LIFTED),
        ("2027-09-14", Change.RESUMED),
        ("2028-08-15", Change.SUSPENDED),
    ]
    assert feed(played(country, "conditions_kept"), date(2027, 5, 6)) == []
