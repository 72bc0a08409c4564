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
from sample_nations import random_rulebook
from sample_records import views
from sample_rulebooks import rulebooks
from sample_times import dense, expected_back, expected_history, told_by_duckdb

from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Rulebook
from goodstanding.services.batch import Use
from goodstanding.services.batch_time import Told, window_of
from goodstanding.standing.tabulation import tabulate

#: (seed, organizations, rulebooks, day)
NATIONS = ((1, 150, 4, date(2023, 5, 31)), (2, 150, 4, date(2024, 2, 29)))
MANY = tuple((seed, 150, 10, date(2020, 1, 31) + timedelta(days=61 * seed)) for seed in range(3, 33))


def check(folder: Path, held: list[OrganizationView], book: Rulebook, effective: date) -> tuple[int, int, int]:
    """Compare all three answers; how many rows each has."""
    source, use = write(folder / "relation", held), Use(table=tabulate(book))
    back, sooner = expected_back(held, book, effective)
    wanted = {Told.HISTORY: expected_history(held, book), Told.BACK: back, Told.SOONER: sooner}
    for told, rows in wanted.items():
        assert told_by_duckdb(source, folder / told, told, (window_of(use, told, effective),), effective) == rows
    return len(wanted[Told.HISTORY]), len(back), len(sooner)


def check_nation(case: tuple[int, int, int, date], folder: Path) -> None:
    seed, organizations, books, effective = case
    held, rows = nation(seed, organizations), [0, 0, 0]
    for number in range(1_000 * seed, 1_000 * seed + books):
        draw = random.Random(number)
        book = dense(random_rulebook(number, draw), draw) if number % 2 else random_rulebook(number, draw)
        counts = check(folder / str(number), held, book, effective)
        rows = [before + more for before, more in zip(rows, counts, strict=True)]
    assert min(rows) > organizations // 10


@pytest.mark.parametrize("case", NATIONS, ids=lambda case: str(case[-1]))
def test_everybody_s_history_and_way_back_are_each_one_s(case: tuple[int, int, int, date], tmp_path: Path) -> None:
    check_nation(case, tmp_path)


@pytest.mark.endurance
@pytest.mark.parametrize("case", MANY, ids=lambda case: f"nation-{case[0]}")
def test_they_are_many_times(case: tuple[int, int, int, date], tmp_path: Path) -> None:
    seed, *rest = case
    check_nation((seed + int(os.environ.get("GOODSTANDING_SEED", "0")), *rest), tmp_path)


@settings(max_examples=5)
@given(st.data())
def test_any_sound_rulebook_tells_what_the_pure_functions_tell(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    effective = data.draw(st.dates(date(2019, 1, 1), date(2025, 12, 31)))
    drawn = data.draw(st.lists(views(kinds=rulebook.applies_to), min_size=25, max_size=25))
    held = [replace(view, id=f"o-{number}") for number, view in enumerate(drawn)]
    with TemporaryDirectory() as folder:
        check(Path(folder), held, rulebook, effective)
