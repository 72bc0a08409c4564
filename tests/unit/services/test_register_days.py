"""Whatever belongs to the register and to no rules counts by the day in their zone, and by UTC where there are none."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sample_office
from sample_matters import REGULATOR, bring_in
from sample_office import (
    DOCUMENT,
    ENROLLED,
    MODEL,
    NOON,
    OFFICE,
    PASSPHRASE,
    acting,
    clock_of,
    copy_of,
    demo_country,
    enroll_office,
)
from sample_trees import verify_ed25519

from goodstanding.adapters.clock import SystemClock
from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.law import load_catalogue, load_law
from goodstanding.bootstrap.log import public_files
from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.bootstrap.screening import published_list, shelf
from goodstanding.proceedings.authorities import EnrolledAuthority, Function, Mandate, Role
from goodstanding.register.records import Case
from goodstanding.services.appointing import end_mandate, enroll_authorities, give_mandate
from goodstanding.services.authorities import numbered_mandates
from goodstanding.services.claims import claims_for, make_claim
from goodstanding.services.corrections import corrections_for, request_correction
from goodstanding.services.coverages import publish_coverage
from goodstanding.services.days import day_in, earliest, today
from goodstanding.services.freshness import Limits, check_stale
from goodstanding.services.ground_facts import opening_number
from goodstanding.services.identity_matters import identity_matters_for, propose_identity
from goodstanding.services.law_checks import LawReplay
from goodstanding.services.officers import add_officer
from goodstanding.services.ports import Ports
from goodstanding.services.procedures import approve_procedure, enroll_procedure
from goodstanding.services.reading import as_of, find_view
from goodstanding.services.recordings import waiting_records
from goodstanding.services.screening_feed import feed_since, published_since
from goodstanding.services.screening_index import open_list
from goodstanding.services.screening_publishing import publish_list
from goodstanding.values.errors import AuthorizationError, MisuseError

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
HAULAGE, MACHINERY = "xv-reg:C7763417893", "xv-reg:C7611570989"
RULES, LAW = proceeding_law(), load_law()
BOARD = EnrolledAuthority(
    code="xv-council", name="Council", parent="", functions=frozenset({Function.APPOINTING, Function.RULE_MAKING})
)
#: UTC+13, UTC-11, and days on which clocks are put on and back; in Cairo the day begins at one o'clock then.
ZONES = [
    ("Pacific/Tongatapu", date(2026, 11, 10)),
    ("Pacific/Pago_Pago", date(2026, 11, 10)),
    ("Europe/Brussels", date(2026, 10, 25)),
    ("Europe/Brussels", date(2026, 10, 26)),
    ("Africa/Cairo", date(2027, 4, 30)),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A register whose rules count in a zone, and the day of which it is asked when it begins and ends."""

    ports: Ports
    zone: ZoneInfo
    day: date

    def at(self, instant: datetime) -> Ports:
        clock_of(self.ports).at = instant
        return self.ports

    def copied(self, instant: datetime) -> Ports:
        ports = copy_of(self.ports)
        clock_of(ports).at = instant
        return ports

    @property
    def first(self) -> datetime:
        """The first instant of the day."""
        return datetime.combine(self.day, time(), tzinfo=self.zone).astimezone(UTC)

    @property
    def over(self) -> datetime:
        """The first instant behind it."""
        return datetime.combine(self.day + DAY, time(), tzinfo=self.zone).astimezone(UTC)


@pytest.fixture(scope="module", params=ZONES, ids=lambda found: f"{found[0].partition('/')[2]}-{found[1]}")
def land(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Land:
    name, day = request.param
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample_office, "MODEL", replace(MODEL, calendar=replace(MODEL.calendar, zone=name)))
        enroll_office(ports)
    registrar = acting(ports, "registrar-1")
    for officer in ("tax-1", "council-1", "reader-1"):
        add_officer(ports, officer, PASSPHRASE)
    view = find_view(ports, ports.store, HAULAGE, as_of(ports, ports.store, None, None))
    given = (
        Mandate(officer="tax-1", role=Role.RECORDER, authority="xv-tax-office", from_on=ENROLLED),
        Mandate(
            officer="lawyer-1",
            role=Role.REPRESENTATIVE,
            authority="",
            from_on=ENROLLED,
            organization=opening_number(view),
        ),
        Mandate(officer="reader-1", role=Role.CASE_OFFICER, authority=OFFICE, from_on=day, until_on=day),
    )
    for mandate in given:
        give_mandate(ports, mandate, registrar)
    return Land(ports=ports, zone=ZoneInfo(name), day=day)


def breaches(ports: Ports) -> list[str]:
    replay = LawReplay(LAW.catalogue, verify_ed25519, shipped_competences())
    replay.begin("register.example.org")
    return [str(one) for seq in range(ports.store.head().size) for one in replay(ports.store.entry(seq))]


def test_the_day_begins_and_ends_where_the_rules_are(land: Land) -> None:
    for instant, day in ((land.first - SECOND, land.day - DAY), (land.first, land.day), (land.over - SECOND, land.day)):
        ports = land.at(instant)
        assert today(ports, ports.store) == earliest(ports, ports.store) == day
    ports = land.at(land.over)
    assert today(ports, ports.store) == land.day + DAY


def test_of_several_zones_ends_count_in_the_first_and_a_mandate_begins_in_the_last() -> None:
    now, zones = datetime(2026, 11, 10, 10, 30, tzinfo=UTC), ("Pacific/Tongatapu", "Pacific/Pago_Pago")
    assert {day_in(now, [zone]) for zone in zones} == {date(2026, 11, 9), date(2026, 11, 10)}
    assert day_in(now, zones) == date(2026, 11, 10)
    assert day_in(now, ()) == now.date()


def test_a_mandate_holds_between_the_days_of_the_zone(land: Land) -> None:
    """For whoever appoints, makes rules, or reads: not before its first day there, and to the end of its last."""
    ports = land.copied(land.first - 3 * DAY)
    registrar = acting(ports, "registrar-1")
    enroll_authorities(ports, [BOARD], registrar)
    give_mandate(
        ports, Mandate(officer="tax-1", role=Role.RULEBOOK_AUTHOR, authority=BOARD.code, from_on=land.day), registrar
    )
    appoints = Mandate(officer="council-1", role=Role.APPOINTING_OFFICER, authority=BOARD.code, from_on=land.day)
    give_mandate(ports, appoints, registrar)
    act: tuple[Callable[[Ports], object], ...] = (
        lambda ports: enroll_authorities(ports, [replace(BOARD, name="The Council")], acting(ports, "council-1")),
        lambda ports: enroll_procedure(ports, replace(MODEL, edition=7), acting(ports, "tax-1")),
    )
    for do in act:
        clock_of(ports).at = land.first - SECOND
        with pytest.raises(AuthorizationError):
            do(ports)
        clock_of(ports).at = land.first
        do(ports)
    assert breaches(ports) == []


def test_a_mandate_ends_on_no_day_that_is_over(land: Land) -> None:
    held = dict(numbered_mandates(land.ports.store, 99_999))
    number = next(number for number, one in held.items() if one.officer == "judge-1")
    ports = land.copied(land.over)
    with pytest.raises(MisuseError, match="in the past"):
        end_mandate(ports, number, land.day, acting(ports, "registrar-1"))
    ports = land.copied(land.over - SECOND)
    end_mandate(ports, number, land.day, acting(ports, "registrar-1"))
    assert breaches(ports) == []


def test_a_coverage_is_of_days_that_have_begun(land: Land) -> None:
    def publish(ports: Ports) -> None:
        publish_coverage(
            ports, load_catalogue(), "xv-tax-office", "tax-and-social-debt", date(2020, 1, 1), land.day, ["1"],
            acting(ports, "tax-1"),
        )  # fmt: skip

    with pytest.raises(MisuseError):
        publish(land.copied(land.first - SECOND))
    publish(land.copied(land.first))


def test_whoever_may_read_matters_may_on_the_days_of_the_mandate(land: Land) -> None:
    ports = land.copied(land.first - 5 * DAY)
    lawyer, keeper = acting(ports, "lawyer-1"), acting(ports, "keeper-1")
    bring_in(ports, HAULAGE, "SR-2026-0900", authority=REGULATOR)
    view = find_view(ports, ports.store, HAULAGE, as_of(ports, ports.store, None, None))
    old = next(one.entry for one in view.records if isinstance(one.case, Case) and one.case.number != "SR-2026-0900")
    request_correction(ports, RULES, HAULAGE, old, MODEL.id, DOCUMENT, lawyer)
    make_claim(ports, RULES, HAULAGE, MODEL.id, DOCUMENT, lawyer)
    propose_identity(ports, RULES, MACHINERY, HAULAGE, (), MODEL.id, DOCUMENT, keeper)
    told = (
        lambda: corrections_for(ports, ports.store, "reader-1"),
        lambda: claims_for(ports, ports.store, "reader-1"),
        lambda: identity_matters_for(ports, ports.store, "reader-1"),
        lambda: waiting_records(ports, ports.store, RULES, "reader-1"),
    )
    for instant, may in (
        (land.first - SECOND, False),
        (land.first, True),
        (land.over - SECOND, True),
        (land.over, False),
    ):
        clock_of(ports).at = instant
        assert [bool(ask()) for ask in told] == [may] * len(told), instant


def test_a_published_list_is_counted_by_its_own_zones(
    land: Land, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written in the first second of a day, it is asked of that very day by a machine anywhere."""
    ports = land.copied(land.first)
    at = as_of(ports, ports.store, None, None)
    screened = open_list(ports, LAW, at, ports.store, shelf(None))
    publish_list(
        screened, feed_since(ports, ports.store, at, published_since(at.effective)), public_files(tmp_path), None
    )
    for instant, day in ((land.first, land.day), (land.over - SECOND, land.day), (land.over, land.day + DAY)):
        monkeypatch.setattr(SystemClock, "now", lambda _, now=instant: now)
        found, on, _ = published_list(str(tmp_path), None, ())
        assert on == day
        assert found.version.zones == (str(land.zone),)
        stale = check_stale(found.version, on, instant.date(), Limits(foreign=9_999, own=9_999))
        assert "list" not in {one.what for one in stale}
    found, on, _ = published_list(str(tmp_path), date(2026, 12, 24), ())
    assert on == date(2026, 12, 24)


def test_without_approved_rules_days_are_those_of_utc(tmp_path: Path) -> None:
    ports = demo_country(tmp_path)
    clock_of(ports).at = datetime(2026, 11, 10, 23, 59, 59, tzinfo=UTC)
    assert today(ports, ports.store) == earliest(ports, ports.store) == date(2026, 11, 10)


def test_a_mandate_of_today_holds_at_once_in_every_zone(land: Land) -> None:
    ports = land.copied(datetime.combine(land.day, NOON))
    other = replace(MODEL, edition=8, calendar=replace(MODEL.calendar, zone="Pacific/Midway"))
    number, _ = enroll_procedure(ports, other, acting(ports, "author-1"))
    approve_procedure(ports, number, acting(ports, "approver-1"))
    for hour in range(24):
        clock_of(ports).at = now = datetime.combine(land.day, time(hour), tzinfo=UTC)
        days = {now.astimezone(zone).date() for zone in (land.zone, ZoneInfo("Pacific/Midway"))}
        assert (earliest(ports, ports.store), today(ports, ports.store)) == (min(days), max(days))
