"""A screening shows what a proceeding decided: from the day on which the list shows it to the day on which it falls."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sample_office import NOON, Office, case_files, clock_of, copy_of, demo_country, enroll_office, read_case

from goodstanding.adapters.randomness import SystemRandomness
from goodstanding.bootstrap.law import load_law
from goodstanding.bootstrap.screening import shelf
from goodstanding.publication.screened import Asked, Found
from goodstanding.publication.screening_feed import parse_feed, print_feed
from goodstanding.publication.screening_phrases import tell_fact
from goodstanding.publication.screening_rows import Nature, RecordFact
from goodstanding.services.bidders import Bidder
from goodstanding.services.ports import Ports
from goodstanding.services.reading import as_of
from goodstanding.services.receipt_changes import check_by_feed, check_receipt
from goodstanding.services.screening import Desk, screen_bidder
from goodstanding.services.screening_feed import feed_after, feed_since
from goodstanding.services.screening_index import open_list
from goodstanding.services.screening_listings import listed_rows
from goodstanding.services.screening_receipts import Opening, Receipt, issue_receipt


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Ports:
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    return ports


def office_until(country: Ports, name: str, day: date) -> Office:
    """A case of the jurists' own, played to the end of a day."""
    case = read_case(next(path for path in case_files() if path.stem == name))
    office = Office(copy_of(country), replace(case, lines=tuple(line for line in case.lines if line.day <= day)))
    office.play()
    clock_of(office.ports).at = datetime.combine(day, NOON)
    return office


def desk_on(office: Office, day: date) -> Desk:
    ports = office.ports
    at = as_of(ports, ports.store, day, None)
    return Desk(screened=open_list(ports, load_law(), at, ports.store, shelf(None)), on=day)


def screened(office: Office, number: str, day: date) -> Found:
    bidder = Bidder(row=1, names=(), identifiers=(number,))
    (found,) = screen_bidder(bidder, desk_on(office, day), lambda finding: None).found
    return found


def receipt_of(office: Office, number: str, day: date) -> tuple[Receipt, Opening]:
    """Of a screening on a day of a bidder by its number, as the screener keeps it."""
    desk = desk_on(office, day)
    answer = screen_bidder(Bidder(row=1, names=(), identifiers=(number,)), desk, lambda finding: None)
    asked = Asked(
        purpose="tender", role="contracting-authority", screened_at="", digest="", on=day, version=desk.screened.version
    )
    return issue_receipt(asked, [answer], SystemRandomness())


def listings(found: Found) -> list[RecordFact]:
    return [fact for fact in found.facts if fact.nature is Nature.LISTED]


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-12-15", None),
        ("2027-01-20", "2028-03-31"),
        ("2027-03-10", None),
        ("2027-06-01", None),
        ("2027-09-02", "2028-03-31"),
    ],
)
def test_a_listing_follows_an_appeal_and_a_court_on_the_same_day(country: Ports, day: str, last: str | None) -> None:
    on = date.fromisoformat(day)
    office = office_until(country, "appeal_won", on)
    found = screened(office, office.case.respondent, on)
    assert [fact.shown_until and fact.shown_until.isoformat() for fact in listings(found)] == ([last] if last else [])


def test_a_listing_comes_first_and_names_what_follows_from_it(country: Ports) -> None:
    on = date(2027, 1, 20)
    office = office_until(country, "appeal_won", on)
    found = screened(office, office.case.respondent, on)
    fact = found.facts[0]
    assert fact.nature is Nature.LISTED
    told = tell_fact(fact, on)
    for said in (
        "Listed here by a decision in a proceeding: xv-integrity-office decided on 6 November 2026, in proceeding ",
        f"p-{office.number}, that Quoldesk Property Holdings PLC stands on the list on the ground false-accounts",
        "to 31 March 2028.",
        "Consequence until 31 March 2028: it is not awarded public contracts",
        "Not touched: contracts that run already. Law: Integrity Proceedings Act, art. 19(1)(a).",
    ):
        assert said in told
    assert all(other.consequences == () for other in found.facts[1:])


def test_an_affiliate_is_shown_as_one(country: Ports, tmp_path: Path) -> None:
    case = read_case(next(path for path in case_files() if path.stem == "property_developer"))
    listed_on = next(line.day for line in case.lines if line.text.startswith("=> the affiliate listed"))
    office = office_until(country, "property_developer", listed_on)
    (fact,) = listings(screened(office, case.affiliate, listed_on))
    assert fact.affiliate
    assert "controlled affiliate" in tell_fact(fact, listed_on)


@pytest.mark.parametrize(
    ("asked", "checked", "told"),
    [
        ("2026-12-15", "2027-01-20", [("listed", False)]),
        ("2027-01-20", "2027-02-10", []),
        ("2027-01-20", "2027-03-10", [("suspended", False)]),
        ("2027-03-10", "2027-06-01", [("annulled", True)]),
        ("2027-01-20", "2027-09-02", [("suspended", False), ("annulled", True), ("resumed", False)]),
        ("2027-06-01", "2027-09-02", [("resumed", False)]),
    ],
)
def test_a_receipt_says_what_happened_to_a_candidate_s_listing(
    country: Ports, asked: str, checked: str, told: list[tuple[str, bool]]
) -> None:
    """Once by asking again and the register's feed, once by the feed alone, as a published list carries it."""
    then, now = date.fromisoformat(asked), date.fromisoformat(checked)
    before = office_until(country, "appeal_won", then)
    receipt, opening = receipt_of(before, before.case.respondent, then)
    office = office_until(country, "appeal_won", now)
    at = as_of(office.ports, office.ports.store, now, None)
    after = feed_after(office.ports, office.ports.store, at, receipt.version)
    changes = list(check_receipt(receipt, opening, desk_on(office, now), after))
    found = [(line.change, line.was_wrong) for one in changes for line in one.listings]
    assert found == told
    feed = parse_feed(print_feed(feed_since(office.ports, office.ports.store, at, then)))
    alone = [line for one in check_by_feed(receipt, opening, feed) for line in one.listings if line.on > then]
    assert [(line.change, line.was_wrong) for line in alone] == told
    assert {line.organization for line in alone} <= set(opening.rows[0].found)


def test_a_published_exception_stands_behind_the_consequence_that_it_is_of(country: Ports) -> None:
    office = office_until(country, "exception", date(2027, 7, 1))

    def told(day: date) -> list[str]:
        at = as_of(office.ports, office.ports.store, day, None)
        (row,) = listed_rows(office.ports, load_law(), at, office.ports.store).values()
        return [text for fact in row.facts for text in fact.consequences]

    with_it, without = told(date(2027, 6, 30)), told(date(2027, 7, 1))
    said = " By a published exception for compelling reasons not for XV-CONTRACT-7, to the end of 2027-06-30."
    assert [text.removesuffix(said) for text in with_it] == without
    assert with_it[0].endswith(said)
