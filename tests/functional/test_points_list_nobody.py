"""S20, metamorphic: other points, or another rulebook, change no listing and no adverse consequence of anybody.

Three times another rulebook: under every text case, under the demo's commands, and adopted as law in the log.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sample_commands import Run
from sample_office import Office, acting, case_files, clock_of, copy_of, demo_country, enroll_office, read_case
from sample_register import PASSPHRASE

from goodstanding.adapters.clock import SystemClock
from goodstanding.adapters.formats import shipped_law
from goodstanding.bootstrap.adoption import law_of, texts
from goodstanding.bootstrap.law import load_law
from goodstanding.register.catalogue import Direction
from goodstanding.register.consequences import CONSEQUENCE_DIRECTIONS
from goodstanding.register.organizations import OrganizationKind
from goodstanding.rulebook.model import Rulebook
from goodstanding.rulebook.provisions import Points, Provision
from goodstanding.services.acting import Acting
from goodstanding.services.adopting import Done, adopt, approve, assess, propose
from goodstanding.services.list_changes import list_changes
from goodstanding.services.listings import effects_of, listed
from goodstanding.services.officers import add_officer
from goodstanding.services.ports import Ports
from goodstanding.services.reading import as_of
from goodstanding.services.standings import judge_all
from goodstanding.standing.favours import favours

Column = Callable[[int], int]


def with_points(rulebook: Rulebook, change: Column) -> Rulebook:
    """The rulebook with other points, and nothing else changed."""

    def columns(points: Points) -> Points:
        return {severity: {size: change(one) for size, one in by.items()} for severity, by in points.items()}

    def provision(one: Provision) -> Provision:
        values = tuple(replace(value, points=columns(value.points)) for value in one.values)
        return replace(one, points=columns(one.points), values=values)

    return replace(rulebook, provisions=tuple(map(provision, rulebook.provisions)))


def without_rules(rulebook: Rulebook) -> Rulebook:
    """The rulebook with its scale and its grades, and no rule at all: no ground, no cap, no favour."""
    return replace(rulebook, provisions=(), caps=(), grade_limits=(), grounds=(), consequences=())


#: Tests that every edition meets.
NO_RECORDS = """cases:
  - name: Nothing recorded
    organization: {kind: company}
    records: []
    expect: [{on: 2098-01-01, points: 80, grade: null}]
"""
OTHERS: Mapping[str, Callable[[Rulebook], Rulebook]] = {
    "threefold": lambda rulebook: with_points(rulebook, lambda points: 3 * points),
    "next to nothing": lambda rulebook: with_points(rulebook, lambda points: (points > 0) - (points < 0)),
    "turned round": lambda rulebook: with_points(rulebook, lambda points: -points),
    "no rules": without_rules,
}


@pytest.fixture
def ship(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Ship other rulebooks from here on, the catalogue being the same."""
    shipped = shipped_law.load_shipped_law()

    def instead(name: str) -> None:
        others = replace(shipped, rulebooks=tuple(map(OTHERS[name], shipped.rulebooks)))
        monkeypatch.setattr(shipped_law, "load_shipped_law", lambda: others)
        load_law.cache_clear()

    yield instead
    monkeypatch.undo()
    load_law.cache_clear()


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Ports:
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    return ports


def points_of(ports: Ports, day: date) -> dict[str, tuple[int, str | None]]:
    """The standings of all on a day; nothing that a grade gives is adverse."""
    at = as_of(ports, ports.store, day, None)
    law = law_of(ports.store, at)
    found = {}
    for one in judge_all(ports.store, law, at):
        given = favours(one.standing, law.rulebook_for(one.view, day))
        assert all(CONSEQUENCE_DIRECTIONS[favour.kind] is Direction.FAVOURABLE for favour in given)
        found[one.view.id] = one.standing.points, one.standing.grade
    return found


def listings_of(ports: Ports, day: date) -> list[object]:
    """Everything that stands against anybody on a day: listings, their ends and consequences, and the feed so far."""
    at = as_of(ports, ports.store, day, None)
    found: list[object] = [
        (one.view.id, one.file, one.listing, effects_of(one, at)) for one in listed(ports, ports.store, at)
    ]
    return [*found, *list_changes(ports, ports.store, at, date(2020, 1, 1))]


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.stem)
def test_every_case_takes_the_same_course_under_other_rules(
    country: Ports, ship: Callable[[str], None], path: Path, other: str
) -> None:
    before = points_of(country, date(2026, 9, 30))
    usual, changed = (Office(copy_of(country), read_case(path)) for _ in range(2))
    usual.play()
    last = usual.case.lines[-1].day
    days = [line.day for line in usual.case.lines] + [last + timedelta(days=days) for days in (1, 400, 2000)]
    expected = [listings_of(usual.ports, day) for day in days]
    ship(other)
    assert points_of(country, date(2026, 9, 30)) != before, "the other rules must be felt"
    changed.play()
    assert [listings_of(changed.ports, day) for day in days] == expected


@pytest.mark.parametrize("other", OTHERS)
def test_the_commands_tell_the_same_list_under_other_rules(
    run: Run,
    ship: Callable[[str], None],
    demo_made: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    other: str,
) -> None:
    shutil.copytree(demo_made, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime.fromisoformat("2028-06-01T09:00:00+00:00"))

    def told() -> list[object]:
        found = []
        for day in ("2026-06-10", "2026-06-11", "2026-09-30", "2028-02-29", "2028-03-01"):
            for command in (("list",), ("changes",), ("consequences", "xv-reg:C7826251195")):
                answer = run(*command, "--effective", day, "--data", tmp_path, "--json")
                assert answer.code == 0, answer.err
                found.append(answer.out)
        return found

    def standings() -> str:
        return run("evaluate", "--effective", "2026-09-30", "--data", tmp_path, "--json").out

    before, usual = told(), standings()
    assert any("tender-exclusion" in str(one) for one in before), "somebody is listed"
    ship(other)
    assert standings() != usual
    assert told() == before


def test_an_adopted_edition_changes_standings_and_no_listing(country: Ports) -> None:
    ports = copy_of(country)
    case = read_case(next(path for path in case_files() if path.stem == "property_developer"))
    shown = next(line.number for line in case.lines if line.text.startswith("=> listed until"))
    office = Office(ports, replace(case, lines=tuple(line for line in case.lines if line.number <= shown)))
    office.play()
    usual = replace(office, ports=copy_of(ports), signers={})
    in_force = adopt_milder(ports)
    days = [in_force + timedelta(days=days) for days in (-1, 0, 1, 100)] + [line.day for line in case.lines]
    for each in (usual, office):
        each.case = replace(case, lines=tuple(line for line in case.lines if line.day > in_force))
        each.play()
    assert points_of(ports, in_force) != points_of(usual.ports, in_force)
    assert any(listings_of(ports, in_force))
    for day in days:
        assert listings_of(ports, day) == listings_of(usual.ports, day)


def adopt_milder(ports: Ports) -> date:
    """Make law of the companies' sample at half its points, by everything that the law asks for."""
    clock, law = clock_of(ports), load_law()
    today = clock.at.date()
    in_force = today + timedelta(days=40)
    for officer in ("drafter", "first", "second", "keeper"):
        add_officer(ports, officer, PASSPHRASE)

    def by(officer: str) -> Acting:
        return Acting(officer=officer, sign=acting(ports, officer).sign)

    milder = with_points(law.rulebooks[OrganizationKind.COMPANY], lambda points: points - points // 2)
    milder = replace(milder, id="xv-milder", edition=1, sample=False, in_force_from=in_force)
    # What meets fewer than 20 of this country's companies cannot become law (S33).
    kept = tuple(one for one in milder.provisions if one.id not in ("C-5", "C-9"))
    milder = replace(milder, provisions=kept)
    tests = NO_RECORDS
    proposed = propose(ports, law, texts(), milder, tests, by("drafter"))
    assert isinstance(proposed, Done), proposed
    assess(ports, law, texts(), "xv-milder:1", by("keeper"), lambda _: None)
    for officer in ("first", "second"):
        assert isinstance(approve(ports, "xv-milder:1", by(officer)), Done)
    clock.at += timedelta(days=35)
    adopted = adopt(ports, law, texts(), "xv-milder:1", by("keeper"), lambda _: None)
    assert isinstance(adopted, Done), adopted
    return in_force
