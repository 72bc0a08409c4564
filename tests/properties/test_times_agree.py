"""What the batch engine tells over time of everybody is what the pure functions tell of each, to the day."""

import os
import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_engines import nation, write
from sample_nations import CATALOGUE, random_rulebook
from sample_records import views
from sample_rulebooks import rulebooks
from sample_times import dense, expected_back, expected_history, told_by_duckdb

from goodstanding.adapters.batch import duckdb
from goodstanding.register.organizations import OrganizationKind
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Rulebook
from goodstanding.services.batch_jobs import Use
from goodstanding.services.batch_time import Told, window_of, windows_of
from goodstanding.services.standings import Law
from goodstanding.standing.reigns import Reign, changes_through
from goodstanding.standing.relation import day_number, day_of
from goodstanding.standing.tabulation import tabulate

ON = date(2023, 5, 31)
#: (seed, organizations, rulebooks, day)
NATIONS = ((3, 120, 4, date(2023, 5, 31)), (5, 120, 4, date(2024, 2, 29)))
MANY = tuple((seed, 150, 10, date(2020, 1, 31) + timedelta(days=61 * seed)) for seed in range(6, 36))


def check(folder: Path, held: list[OrganizationView], book: Rulebook, effective: date) -> tuple[int, int, int]:
    """Compare all three answers; how many rows each has."""
    source, use = write(folder / "relation", held), Use(table=tabulate(book))
    back, sooner = expected_back(held, book, effective)
    wanted = {Told.HISTORY: expected_history(held, book), Told.BACK: back, Told.SOONER: sooner}
    for told, rows in wanted.items():
        assert told_by_duckdb(source, folder / told, told, (window_of(use, told, effective),), effective) == rows
    return len(wanted[Told.HISTORY]), len(back), len(sooner)


def check_nation(case: tuple[int, int, int, date], folder: Path) -> list[int]:
    """How many rows of each answer were compared, over all rulebooks."""
    seed, organizations, books, effective = case
    held, rows = nation(seed, organizations), [0, 0, 0]
    for number in range(1_000 * seed, 1_000 * seed + books):
        draw = random.Random(number)
        book = dense(random_rulebook(number, draw), draw) if number % 4 else random_rulebook(number, draw)
        counts = check(folder / str(number), held, book, effective)
        rows = [before + more for before, more in zip(rows, counts, strict=True)]
    return rows


@pytest.mark.parametrize("case", NATIONS, ids=lambda case: str(case[-1]))
def test_everybody_s_history_and_way_back_are_each_one_s(case: tuple[int, int, int, date], tmp_path: Path) -> None:
    assert min(check_nation(case, tmp_path)) > 20


@pytest.mark.endurance
@pytest.mark.parametrize("case", MANY, ids=lambda case: f"nation-{case[0]}")
def test_they_are_many_times(case: tuple[int, int, int, date], tmp_path: Path) -> None:
    seed, *rest = case
    histories, *_ = check_nation((seed + int(os.environ.get("GOODSTANDING_SEED", "0")), *rest), tmp_path)
    assert histories > 1_000


@settings(max_examples=5)
@given(st.data())
def test_any_sound_rulebook_tells_what_the_pure_functions_tell(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    effective = data.draw(st.dates(date(2019, 1, 1), date(2025, 12, 31)))
    drawn = data.draw(st.lists(views(kinds=rulebook.applies_to), min_size=25, max_size=25))
    held = [replace(view, id=f"o-{number}") for number, view in enumerate(drawn)]
    with TemporaryDirectory() as folder:
        check(Path(folder), held, rulebook, effective)


def test_parts_of_the_organizations_give_what_all_at_once_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(7)
    held, book = nation(7, 90), dense(random_rulebook(7, draw), draw)
    source, use = write(tmp_path / "relation", held), Use(table=tabulate(book))
    monkeypatch.setattr(duckdb, "FACTS_AT_ONCE", 40)
    monkeypatch.setattr(duckdb, "BYTES_A_FACT", 10**9)
    window = window_of(use, Told.HISTORY, ON)
    told = told_by_duckdb(source, tmp_path / "answer", Told.HISTORY, (window,), ON)
    assert len(list((tmp_path / "answer").glob("history-*.parquet"))) > 3
    assert told == expected_history(held, book)


def test_a_history_goes_through_every_edition_and_a_way_back_ends_with_its_own(tmp_path: Path) -> None:
    draw = random.Random(29)
    old = replace(dense(random_rulebook(29, draw), draw), applies_to=frozenset(OrganizationKind), in_force_to=None)
    new = replace(old, edition=old.edition + 1, scale=replace(old.scale, start=old.scale.start - 7))
    turn = date(2024, 6, 1)
    reigns = (
        Reign(rulebook=old, digest="1", official=False, until=turn),
        Reign(rulebook=new, digest="2", official=True, since=turn),
    )
    kinds = list(OrganizationKind)
    law = Law(catalogue=CATALOGUE, rulebooks=dict.fromkeys(kinds, old), reigns=dict.fromkeys(kinds, reigns))
    held = nation(29, 120)
    source = write(tmp_path / "relation", held)
    windows = windows_of(law, Told.HISTORY, ON)
    assert [window.use.official for window in windows] == [False, True]
    told = told_by_duckdb(source, tmp_path / "history", Told.HISTORY, windows, ON)
    for view in held:
        rows = sorted((row for row in told if row[0] == int(view.id[2:])), key=lambda row: row[2])
        assert [row[3] for row in rows[:-1]] == [row[2] for row in rows[1:]]
        found = [(row[2], *row[4:7]) for row in rows]
        wanted = changes_through(view, reigns, CATALOGUE, day_of(rows[0][2]), date(2999, 1, 1)) if rows else ()
        changes = [(day_number(one.on), one.points, one.grade, one.not_rated) for one in wanted]
        assert only_changes(found) == only_changes(changes)
    back = told_by_duckdb(source, tmp_path / "back", Told.BACK, windows_of(law, Told.BACK, ON), ON)
    assert back == expected_back(held, replace(old, in_force_to=turn), ON)[0]
    assert any(row[6] == day_number(turn) for row in back)


def only_changes(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [row for place, row in enumerate(rows) if place == 0 or rows[place - 1][1:] != row[1:]]
