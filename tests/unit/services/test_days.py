"""A day is the rules' own: a listing shows only behind its local days, and whatever ends it counts at once."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import sample_office
from sample_office import MODEL, Office, acting, case_files, clock_of, copy_of, demo_country, enroll_office, read_case

from goodstanding.bootstrap.law import load_catalogue
from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.proceedings import acts
from goodstanding.services.absence import commit_list, listed_views
from goodstanding.services.days import today
from goodstanding.services.enrolled_law import EnrolledLaw
from goodstanding.services.lagging import lags
from goodstanding.services.list_changes import list_changes, replay
from goodstanding.services.listed_law import ListedHaveFiles
from goodstanding.services.listings import listed
from goodstanding.services.ports import Ports
from goodstanding.services.procedures import approve_procedure, enroll_procedure
from goodstanding.services.proceedings import read_file, take_step
from goodstanding.services.reading import AsOf, as_of
from goodstanding.values.errors import MisuseError

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
FIRST, LOCAL, UNTIL, STAYED = date(2026, 10, 1), date(2026, 12, 29), date(2027, 6, 15), date(2027, 4, 1)
EAST, WEST, SUMMER = "Asia/Shanghai", "America/Mexico_City", "Europe/Brussels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """The town hall's case under rules of a zone, up to its standstill; `since` is its first day on the list."""

    ports: Ports
    number: int
    zone: ZoneInfo
    leading: ZoneInfo
    since: date

    def at(self, instant: datetime) -> AsOf:
        clock_of(self.ports).at = instant.astimezone(UTC)
        return as_of(self.ports, self.ports.store, None, None)

    def shows(self, at: AsOf) -> bool:
        return {one.file for one in listed(self.ports, self.ports.store, at)} == {self.number}


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)


@pytest.fixture(scope="module", params=[(zone, mixed) for zone in (EAST, WEST, SUMMER) for mixed in (False, True)])
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The rules of one zone alone, or beside approved rules that count in UTC."""
    name, mixed = request.param
    ports, rules = (
        demo_country(tmp_path_factory.mktemp("demo")),
        replace(MODEL, id="xv-zone", calendar=replace(MODEL.calendar, zone=name)),
    )
    case = read_case(next(path for path in case_files() if path.stem == "town_hall"))
    with pytest.MonkeyPatch.context() as patch:
        if mixed:
            enroll_office(ports)
            number, _ = enroll_procedure(ports, rules, acting(ports, "author-1"))
            approve_procedure(ports, number, acting(ports, "approver-1"))
        patch.setattr(sample_office, "MODEL", rules)
        if not mixed:
            enroll_office(ports)
        lines = (line for line in case.lines if line.day < LOCAL - DAY)
        shorter = tuple(replace(line, text=line.text.replace("2027-12-01", str(UNTIL))) for line in lines)
        office = Office(ports, replace(case, lines=shorter))
        office.play()
    behind = mixed and name == WEST
    zone = ZoneInfo(name)
    return Played(
        ports=ports,
        number=office.number,
        zone=zone,
        leading=ZoneInfo("UTC") if behind else zone,
        since=LOCAL + DAY if behind else LOCAL,
    )


@pytest.fixture
def played(base: Played) -> Played:
    return replace(base, ports=copy_of(base.ports))


def test_a_listing_shows_from_its_first_day_on_and_never_before_the_local_end_of_the_last(played: Played) -> None:
    first = midnight(played.since, played.leading)
    assert midnight(LOCAL, played.zone) <= first <= midnight(LOCAL, played.zone) + DAY
    for instant in (midnight(LOCAL, played.zone) - timedelta(hours=3), first - SECOND):
        assert not played.shows(played.at(instant)), instant
    assert played.shows(played.at(first))
    assert played.at(first).effective == played.since


def test_a_stay_takes_the_listing_away_at_once(played: Played) -> None:
    ordered = midnight(STAYED, played.zone) + timedelta(hours=1)
    before = played.at(ordered)
    assert played.shows(before)
    take_step(played.ports, proceeding_law(), played.number, acts.StayOrdered(), acting(played.ports, "judge-1"))
    assert not played.shows(played.at(ordered + SECOND))
    assert played.shows(before), "what was said before the stay is had again"


def test_a_clock_that_is_set_back_gives_no_missed_day_back(played: Played) -> None:
    recorded = datetime.fromisoformat(played.ports.store.head().recorded_at)
    played.at(recorded - 200 * DAY)
    take_step(played.ports, proceeding_law(), played.number, acts.StayOrdered(), acting(played.ports, "judge-1"))
    step = read_file(played.ports, played.ports.store, played.number, played.ports.store.head().size).steps[-1]
    assert isinstance(step.act, acts.StayOrdered)
    assert step.on == recorded.astimezone(played.zone).date()


def test_an_end_counts_when_it_has_come(played: Played) -> None:
    over = midnight(UNTIL, played.zone)
    assert played.shows(played.at(over - DAY - SECOND))
    assert not played.shows(played.at(over))
    assert played.shows(played.at(midnight(UNTIL, played.leading) - DAY))


def test_an_answer_is_had_again_by_the_date_that_it_names(played: Played) -> None:
    start = midnight(LOCAL, played.zone) - DAY
    named = [played.at(start + timedelta(hours=hours)) for hours in range(0, 72, 3)]
    said = []
    for hours, at in zip(range(0, 72, 3), named, strict=True):
        played.at(start + timedelta(hours=hours))
        said.append(played.shows(at))
    played.at(start + 30 * DAY)
    for at, was in zip(named, said, strict=True):
        again = as_of(played.ports, played.ports.store, at.effective, str(at.head.size))
        assert again == at
        assert played.shows(again) == was


def test_every_surface_has_the_same_days(played: Played) -> None:
    """The list, the delta feed, committed lists and the auditor's expectation of them, at the first hour and before."""
    store = played.ports.store
    enrolled = EnrolledLaw()
    rule = ListedHaveFiles(context=SimpleNamespace(enrolled=enrolled, catalogue=load_catalogue()))
    for seq in range(store.head().size):
        assert list(rule.see(store.entry(seq))) == []
        enrolled.learn(store.entry(seq))
    for instant in (midnight(played.since, played.leading) - SECOND, midnight(played.since, played.leading)):
        at = played.at(instant)
        found = list(listed_views(played.ports, store, at))
        feed = replay(list_changes(played.ports, store, at, FIRST), at.effective)
        assert {file for _, file, _ in feed} == ({played.number} if found else set())
        assert bool(list(rule.listed([], at.effective, at.effective))) == bool(found)
        epoch, _ = commit_list(played.ports, lambda reader, asked: listed_views(played.ports, reader, asked), None)
        assert epoch.effective == at.effective.isoformat()
        assert bool(epoch.count) == bool(found)
    with pytest.raises(MisuseError):
        commit_list(played.ports, lambda reader, asked: (), played.since + DAY)


def test_the_present_day_is_that_of_the_rules_and_of_utc_without_any(base: Played, tmp_path: Path) -> None:
    late = datetime(2027, 7, 1, 23, tzinfo=UTC)
    plain = demo_country(tmp_path)
    clock_of(plain).at = clock_of(base.ports).at = late
    assert today(plain, plain.store) == date(2027, 7, 1)
    assert today(base.ports, base.ports.store) == late.astimezone(base.leading).date()


@pytest.mark.parametrize(
    ("zone", "others", "behind"),
    [
        (WEST, ["UTC"], True),
        ("UTC", [WEST], False),
        ("UTC", [WEST, "Europe/London"], True),  # in summer alone
        ("Europe/London", ["Etc/UTC"], False),
        (SUMMER, ["Europe/Paris"], False),
        ("Etc/UTC", ["UTC", "nowhere/at-all", "../up"], False),
        (EAST, ["Pacific/Auckland"], True),
    ],
)
def test_a_zone_lags_where_days_begin_sooner_in_another(zone: str, others: list[str], behind: bool) -> None:
    assert lags(zone, [zone, *others], 2027) is behind
