"""A record that grounds a listing shows with it as long as the listing, and costs nothing for that."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sample_office import Office, case_files, copy_of, demo_country, enroll_office, read_case

from goodstanding.bootstrap.law import load_law
from goodstanding.cli.listing import record_json
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.stages import GroundState, listing_on
from goodstanding.register.organizations import Role
from goodstanding.register.records import Status
from goodstanding.services import displayed
from goodstanding.services.displayed import displayed_openings
from goodstanding.services.ground_facts import named_state, naming_records
from goodstanding.services.listings import Listed, effects_of, listed
from goodstanding.services.ports import Ports
from goodstanding.services.proceedings import all_files, listable_files
from goodstanding.services.reading import as_of
from goodstanding.services.standings import Law, judge
from goodstanding.standing.display import displayable
from goodstanding.values.dates import Period
from goodstanding.values.withheld import Withheld

LATE = date(2028, 12, 1)
#: The town hall is on the list from this day on.
LISTED_ON = date(2026, 12, 29)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Ports:
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    return ports


def played(country: Ports, path: Path) -> Office:
    office = Office(copy_of(country), read_case(path))
    office.play()
    return office


@pytest.fixture(scope="module")
def office(country: Ports) -> Office:
    return played(country, next(one for one in case_files() if one.stem == "property_developer"))


def on(ports: Ports, day: date) -> list[Listed]:
    return list(listed(ports, ports.store, as_of(ports, ports.store, day, None)))


@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.stem)
def test_the_files_that_are_asked_are_those_that_list_anybody(country: Ports, path: Path) -> None:
    """On every third day of a case, asked of the derived clocks, equal to folding every file."""
    office = played(country, path)
    store, size = office.ports.store, office.ports.store.head().size
    day = office.case.lines[0].day
    while day <= office.case.lines[-1].day:
        asked = {n for n, file in listable_files(store, day, size) if listing_on(file, day)}
        assert asked == {n for n, file in all_files(store, size) if listing_on(file, day)}, day
        day += timedelta(days=3)


@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.stem)
def test_what_is_served_of_the_listed_is_what_folding_every_file_serves(
    country: Ports, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On every sixtieth day of a case; the files of nobody who is listed are not served, and not read either."""
    office = played(country, path)
    store, law, day, served = office.ports.store, load_law(), office.case.lines[0].day, 0
    while day <= office.case.lines[-1].day + timedelta(days=60):
        at = as_of(office.ports, store, day, None)
        found = list(displayed_openings(store, law, at, lambda _: None))
        with monkeypatch.context() as patch:
            patch.setattr(displayed, "listable_files", lambda reader, _, size: all_files(reader, size))
            assert found == list(displayed_openings(store, law, at, lambda _: None)), day
        served += any(seq == office.number for seq, _ in found)
        day += timedelta(days=60)
    assert bool(served) == any("=> listed" in line.text for line in office.case.lines)


def shown_for_a_year() -> Law:
    """The law, were every record displayed for a year at most."""
    law = load_law()
    categories = {
        code: replace(one, display=dict.fromkeys(one.display, Period(months=12)))
        for code, one in law.catalogue.categories.items()
    }
    return replace(law, catalogue=replace(law.catalogue, categories=categories))


def test_the_records_show_as_long_as_the_listing_though_their_own_display_has_ended(office: Office) -> None:
    law, at = shown_for_a_year(), as_of(office.ports, office.ports.store, LATE, None)
    respondent = next(one for one in on(office.ports, LATE) if one.named_with is None)
    grounds = set(respondent.listing.records)
    assert {record.entry for record in respondent.rests_on} == grounds != set()
    assert grounds.isdisjoint(one.record.entry for one in displayable(respondent.view, law.catalogue, LATE))
    lines = judge(respondent.view, law, at).standing.lines
    assert grounds.isdisjoint(line.entry for line in lines), "what is not displayed does not count (S29)"


def test_an_affiliate_is_listed_with_the_respondents_records(office: Office) -> None:
    both = on(office.ports, LATE)
    assert len(both) == 2
    assert both[0].rests_on == both[1].rests_on


def test_the_record_that_names_an_affiliate_shows_as_long_as_it_is_listed(office: Office) -> None:
    law, at = shown_for_a_year(), as_of(office.ports, office.ports.store, LATE, None)
    (affiliate,) = (one for one in on(office.ports, LATE) if one.named_with is not None)
    naming = {one.entry for one in naming_records(affiliate.view.records, affiliate.rests_on)}
    assert len(naming) == 1
    assert naming.isdisjoint(one.record.entry for one in displayable(affiliate.view, law.catalogue, LATE))
    assert naming <= {seq for seq, _ in displayed_openings(office.ports.store, law, at, lambda _: None)}


STATES = [
    ((Status.FINAL,), GroundState.STANDS),
    ((Status.SUSPENDED,), GroundState.SUSPENDED),
    ((Status.ANNULLED,), GroundState.FALLEN),
    ((Status.ANNULLED, Status.SUSPENDED), GroundState.SUSPENDED),
    ((Status.ANNULLED, Status.FINAL), GroundState.STANDS),
    ((), GroundState.STANDS),
]


@pytest.mark.parametrize(("found", "state"), STATES)
def test_an_affiliate_is_named_while_one_decision_of_the_case_stands(
    office: Office, found: tuple[Status, ...], state: GroundState
) -> None:
    (affiliate,) = (one for one in on(office.ports, LATE) if one.named_with is not None)
    (naming,) = naming_records(affiliate.view.records, affiliate.rests_on)
    stages = [replace(naming.stages[0], status=status, effective_on=LATE) for status in found]
    records = [replace(naming, stages=(stage,)) for stage in stages]
    assert named_state(records, affiliate.rests_on, LATE, LATE) is state
    others = (
        replace(naming, stages=(), case=replace(naming.case, number="another")),
        replace(naming, stages=(), party=replace(naming.party, role=Role.SUBJECT)),
        replace(naming, stages=(), case=Withheld(1)),
        replace(naming, stages=(), party=Withheld(1)),
    )
    assert named_state([*records, *others], affiliate.rests_on, LATE, LATE) is state


def test_nothing_is_told_on_the_days_before_and_after_the_listing(office: Office) -> None:
    assert on(office.ports, date(2027, 2, 19)) == on(office.ports, date(2028, 12, 2)) == []
    assert on(office.ports, date(2027, 2, 20))[0].rests_on


def test_a_withheld_part_is_told_as_null(office: Office) -> None:
    record = replace(on(office.ports, LATE)[0].rests_on[0], case=Withheld(1), decision=Withheld(1))
    told = record_json(record)
    assert (told["entry"], told["authority"], told["category"]) == (record.entry, None, None)
    assert told["final_on"] is not None


@pytest.mark.parametrize(("before", "waits"), [(0, True), (1, True), (90, True), (91, False)])
def test_no_consequence_begins_for_a_local_body_before_a_local_election(
    country: Ports, before: int, waits: bool
) -> None:
    """The listing shows all the same; a consequence begins behind the election, and ends on its day (S34)."""
    case = read_case(next(path for path in case_files() if path.stem == "town_hall"))
    office = Office(copy_of(country), replace(case, lines=tuple(one for one in case.lines if one.day <= LISTED_ON)))
    office.play()
    (one,) = on(office.ports, LISTED_ON)
    assert one.listing.since == LISTED_ON
    election = LISTED_ON + timedelta(days=before)
    quiet = replace(one, procedure=replace(one.procedure, local_elections=(election,)))

    def effects(listing: Listed, day: date) -> set[ConsequenceCode]:
        return set(effects_of(listing, as_of(office.ports, office.ports.store, day, None)))

    assert effects(one, LISTED_ON) == set(one.listing.consequences) != set()
    for day in (LISTED_ON, election):
        assert effects(quiet, day) == (set() if waits else effects(one, day))
    assert effects(quiet, election + timedelta(days=1)) == effects(one, LISTED_ON)
    assert effects(quiet, one.listing.until) == set()
