"""How old a list may be before nobody is cleared by it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_register import COMPETENCE, Importing, Line, catalogue

from goodstanding.publication.screened import ListVersion, SourceAge
from goodstanding.register.catalogue import Catalogue
from goodstanding.services.freshness import (
    FOREIGN_DAYS,
    LIST_DAYS,
    OWN_DAYS,
    Limits,
    check_stale,
    list_ages,
    source_ages,
)
from goodstanding.services.ports import Ports

DAY = date(2026, 9, 30)


def version(*sources: SourceAge, recorded: date = DAY, refresh_by: date | None = None) -> ListVersion:
    return ListVersion(
        origin="register.example.org",
        size=1,
        root="00",
        recorded_at=f"{recorded.isoformat()}T08:00:00Z",
        effective=DAY,
        analyser="1",
        sources=sources,
        refresh_by=refresh_by,
    )


def source(days: int, *, foreign: bool, name: str = "xv-list") -> SourceAge:
    return SourceAge(source=name, as_of=DAY - timedelta(days=days), foreign=foreign)


def test_everything_is_told_with_its_age_and_how_old_it_may_be() -> None:
    sources = (source(2, foreign=True, name="wb"), source(73, foreign=False), source(5, foreign=True, name="idb"))
    listed = version(*sources, recorded=DAY - timedelta(days=1), refresh_by=DAY + timedelta(days=LIST_DAYS))
    found = list_ages(listed, DAY + timedelta(days=1), Limits(by_source={"idb": 10}))
    assert [(one.what, one.days, one.most_days) for one in found] == [
        ("register", 2, OWN_DAYS), ("list", 1, LIST_DAYS), ("wb", 3, FOREIGN_DAYS), ("xv-list", 74, OWN_DAYS),
        ("idb", 6, 10),
    ]  # fmt: skip
    assert [one.as_of for one in found][:2] == [DAY - timedelta(days=1), DAY]


@pytest.mark.parametrize(("foreign", "most"), [(True, FOREIGN_DAYS), (False, OWN_DAYS)])
def test_a_source_is_stale_the_day_after_its_limit(foreign: bool, most: int) -> None:
    limits = Limits()
    assert check_stale(version(source(most, foreign=foreign)), DAY, DAY, limits) == ()
    (stale,) = check_stale(version(source(most + 1, foreign=foreign)), DAY, DAY, limits)
    assert (stale.what, stale.most_days, stale.as_of) == ("xv-list", most, DAY - timedelta(days=most + 1))


def test_a_limit_for_one_source_overrules_the_default() -> None:
    sources = (source(10, foreign=True, name="wb"), source(10, foreign=True, name="idb"))
    found = check_stale(version(*sources), DAY, DAY, Limits(by_source={"wb": 10}))
    assert [stale.what for stale in found] == ["idb"]


def test_the_register_itself_may_not_be_old_nor_of_a_day_to_come() -> None:
    fresh, limits = version(recorded=DAY - timedelta(days=OWN_DAYS)), Limits()
    assert check_stale(fresh, DAY, DAY, limits) == ()
    assert [one.what for one in check_stale(fresh, DAY + timedelta(days=1), DAY, limits)] == ["register"]
    ahead = version(recorded=DAY + timedelta(days=2))
    assert [one.what for one in check_stale(ahead, DAY, DAY, limits)] == ["register"]
    # An earlier day may be asked about as it is known now.
    assert check_stale(version(recorded=DAY), DAY - timedelta(days=100), DAY, limits) == ()


def test_a_published_list_is_good_from_its_day_to_its_last() -> None:
    until = DAY + timedelta(days=LIST_DAYS)
    listed, limits = version(refresh_by=until), Limits(own=9999, foreign=9999)
    for day, stale in (
        (DAY, []),
        (until, []),
        (until + timedelta(days=1), ["list"]),
        (DAY - timedelta(days=1), ["list"]),
    ):
        assert [one.what for one in check_stale(listed, day, DAY, limits)] == stale


def test_only_full_lists_have_an_age(ports: Ports, importing: Importing) -> None:
    importing(Line(key="a"), as_of="2024-05-01", source="xv-full")
    importing(Line(key="b"), as_of="2024-05-02", source="xv-part", partial=True)
    importing(Line(key="a"), as_of="2024-05-20", source="xv-full")
    found = source_ages(ports.store, catalogue(), ports.store.head().size)
    assert found == (SourceAge(source="xv-full", as_of=date(2024, 5, 20), foreign=False),)


def test_a_source_that_came_with_a_competence_for_foreign_listings_is_foreign(
    ports: Ports, importing: Importing
) -> None:
    importing(Line(key="a"), as_of="2024-05-01", source="xv-bank")
    bribery = replace(catalogue().categories[COMPETENCE.category], while_listed=True)
    listed = Catalogue(categories={bribery.code: bribery}, units={}, forbidden={})
    (found,) = source_ages(ports.store, listed, ports.store.head().size)
    assert (found.source, found.foreign) == ("xv-bank", True)
