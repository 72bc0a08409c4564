"""Every engine gives what the reference gives, to the thousandth: standings and lines, over random nations."""

import os
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_engines import ENGINES, Answer, answer, expected, nation, spark, write
from sample_nations import random_rulebook
from sample_records import views
from sample_rulebooks import rulebooks

from goodstanding.adapters.batch.duckdb import DuckDbEngine
from goodstanding.services.batch_jobs import Engine, Use
from goodstanding.standing.tabulation import tabulate

#: (seed, organizations, rulebooks, day): each is one relation and one job of all its rulebooks on every engine.
NATIONS = ((1, 400, 3, date(2023, 5, 31)), (2, 400, 3, date(2024, 2, 29)))
MANY = tuple((seed, 120, 50, date(2020, 1, 31) + timedelta(days=41 * seed)) for seed in range(3, 43))
MANY_OF_SPARK = tuple((seed, 120, 25, date(2020, 1, 31) + timedelta(days=41 * seed)) for seed in range(43, 51))


def uses(seed: int, books: int) -> tuple[Use, ...]:
    """The first rulebooks of this seed with a cell: one that weighs nothing is refused, not compiled."""
    tables = (tabulate(random_rulebook(number, random.Random(number))) for number in count(1_000 * seed))
    return tuple(Use(table=table) for table in islice((table for table in tables if table.cells), books))


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One relation, all rulebooks of its job, and what every engine has to give."""

    source: Path
    used: tuple[Use, ...]
    effective: date
    wanted: Answer


def reckoned(case: tuple[int, int, int, date], folder: Path) -> Reckoned:
    seed, organizations, books, effective = case
    register, used = nation(seed, organizations), uses(seed, books)
    wanted = expected(register, used, effective)
    assert len(wanted[1]) > len(wanted[0]) == organizations * books
    return Reckoned(write(folder / "relation", register), used, effective, wanted)


def check(engine: Engine, whole: Reckoned, target: Path) -> None:
    standings, lines = answer(engine, whole.source, target, whole.used, whole.effective)
    assert standings == whole.wanted[0]
    assert lines == whole.wanted[1]


def elsewhere(case: tuple[int, int, int, date]) -> tuple[int, int, int, date]:
    """The case in another nation, where GOODSTANDING_SEED asks for others."""
    seed, *rest = case
    return (seed + int(os.environ.get("GOODSTANDING_SEED", "0")), *rest)


@pytest.mark.parametrize("case", NATIONS, ids=lambda case: str(case[-1]))
@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_gives_what_the_reference_gives(
    name: str, case: tuple[int, int, int, date], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    check(ENGINES[name](request), reckoned(case, tmp_path), tmp_path / name)


def test_spark_gives_what_the_reference_gives(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """One job for eight rulebooks: a session takes longer to start than each further one to run."""
    check(spark(request), reckoned((5, 300, 8, date(2024, 2, 29)), tmp_path), tmp_path / "spark")


@pytest.mark.endurance
@pytest.mark.parametrize("case", MANY, ids=lambda case: f"nation-{case[0]}")
def test_every_engine_gives_what_the_reference_gives_many_times(
    case: tuple[int, int, int, date], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """240,000 standings an engine over 2,000 rulebooks; what they have to give is worked out once a nation."""
    whole = reckoned(elsewhere(case), tmp_path)
    for name, engine in ENGINES.items():
        check(engine(request), whole, tmp_path / name)


@pytest.mark.endurance
@pytest.mark.parametrize("case", MANY_OF_SPARK, ids=lambda case: f"nation-{case[0]}")
def test_spark_gives_what_the_reference_gives_many_times(
    case: tuple[int, int, int, date], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """24,000 standings over 200 rulebooks, 25 a job."""
    check(spark(request), reckoned(elsewhere(case), tmp_path), tmp_path / "spark")


@settings(max_examples=6)
@given(st.data())
def test_any_sound_rulebook_compiles_to_what_the_reference_gives(data: st.DataObject) -> None:
    """Every part of the language, as the checker allows it; one rulebook and forty organizations an example."""
    rulebook = data.draw(rulebooks())
    effective = data.draw(st.dates(date(2019, 1, 1), date(2025, 12, 31)))
    drawn = data.draw(st.lists(views(kinds=rulebook.applies_to), min_size=40, max_size=40))
    held = [replace(view, id=f"o-{number}") for number, view in enumerate(drawn)]
    used = (Use(table=tabulate(rulebook)),)
    with TemporaryDirectory() as folder:
        source = write(Path(folder) / "relation", held)
        found = answer(DuckDbEngine(), source, Path(folder) / "answer", used, effective)
    assert found == expected(held, used, effective)
