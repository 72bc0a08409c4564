"""Two editions in one query give the impact that two evaluations give: of any two rulebooks, and of small changes."""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count as numbers
from itertools import islice
from pathlib import Path

import pytest
from sample_engines import nation, write
from sample_nations import random_rulebook
from sample_times import dense

from goodstanding.adapters.batch.comparing import DuckDbComparer
from goodstanding.adapters.batch.comparing_pairs import DuckDbPairs, asked_of
from goodstanding.adapters.batch.compiling import SqlCompiler
from goodstanding.adapters.batch.duckdb import DuckDbEngine
from goodstanding.adapters.batch.files import RelationFiles
from goodstanding.adapters.batch.pairing import pair_of
from goodstanding.rulebook.model import Concurrence, CountsFrom, Rulebook
from goodstanding.services.batch_impact import PairComparer, Tools, impact_of_relation
from goodstanding.standing.impact import Impact
from goodstanding.standing.movement import as_if_in_force
from goodstanding.standing.tabulation import tabulate

ON = date(2023, 5, 31)
MEMORY = "1GB"


def without_meeting(book: Rulebook) -> Rulebook:
    return replace(
        book, provisions=tuple(replace(one, concurrence=Concurrence.EVERY_FACT) for one in book.provisions)
    )  # fmt: skip


def changed(book: Rulebook, draw: random.Random) -> Rulebook:
    """The same rulebook after one or two small amendments."""
    first, *others = book.provisions
    by = draw.randrange(1, 9)
    points = {grave: {size: value - by for size, value in column.items()} for grave, column in first.points.items()}
    limits = book.grade_limits
    parts: list[dict[str, object]] = [
        {"provisions": (replace(first, points=points), *others)},
        {"provisions": (replace(first, counts_from=draw.choice(list(CountsFrom))), *others)},
        {"provisions": (*others, replace(first, id="P-new", cap=None))},
        {"provisions": tuple(others) or (first,), "grade_limits": ()},
        {"caps": tuple(replace(cap, limit=cap.limit - by) for cap in book.caps)},
        {"grades": (replace(book.grades[0], at_least=book.grades[0].at_least + by), *book.grades[1:])},
        {"scale": replace(book.scale, start=book.scale.start - by)},
        {"grade_limits": limits[1:] or tuple(replace(limit, at_most=book.grades[-1].code) for limit in limits)},
        {"minimum_evidence": book.minimum_evidence + 1},
    ]
    amended = replace(book, edition=book.edition + 1, **draw.choice(parts))
    return replace(amended, **draw.choice(parts[4:])) if draw.random() < 0.3 else amended


def pairs(seed: int, count: int) -> Iterator[tuple[Rulebook, Rulebook]]:
    """So many, each with a cell in both: an edition that weighs nothing is refused, not compiled."""
    sound = (both for both in _any_pairs(seed) if all(tabulate(one).cells for one in both))
    return islice(sound, count)


def _any_pairs(seed: int) -> Iterator[tuple[Rulebook, Rulebook]]:
    for number in numbers(1_000 * seed):
        draw = random.Random(number)
        old, other = (without_meeting(random_rulebook(number + place, draw)) for place in (0, 500))
        old = dense(old, draw) if number % 2 else old
        yield old, changed(old, draw) if number % 4 else replace(other, applies_to=old.applies_to)


def impact(source: Path, scratch: Path, both: tuple[Rulebook, Rulebook], together: PairComparer | None) -> Impact:
    scratch.mkdir()
    tools = Tools(
        engine=DuckDbEngine(), compiler=SqlCompiler(), comparer=DuckDbComparer(MEMORY), files=RelationFiles(MEMORY),
        memory=MEMORY, pairs=together,
    )  # fmt: skip
    return impact_of_relation(source, scratch, *both, ON, tools, lambda done: None)


def check(seed: int, organizations: int, count: int, folder: Path) -> None:
    source, moved, changes = write(folder / "relation", nation(seed, organizations)), 0, 0
    asked = set()
    for number, both in enumerate(pairs(seed, count)):
        asked.add(bool(asked_of(pair_of(*(tabulate(as_if_in_force(one, ON)) for one in both)), ON).bare))
        found = impact(source, folder / f"pair-{number}", both, DuckDbPairs(MEMORY))
        assert not list((folder / f"pair-{number}").iterdir()), "both were evaluated by one query, not in turn"
        assert found == impact(source, folder / f"turn-{number}", both, None)
        moved, changes = moved + found.moved, changes + found.changed
    assert changes > moved > 0
    assert asked == {True, False}, "who has no record that counts moved under some editions, and not under others"


def test_one_query_gives_what_two_evaluations_give(tmp_path: Path) -> None:
    check(11, 250, 6, tmp_path)


@pytest.mark.parametrize("organizations", [0, 1])
def test_of_a_nation_that_has_hardly_anybody(organizations: int, tmp_path: Path) -> None:
    """Counts of nobody are not told."""
    source = write(tmp_path / "relation", nation(14, organizations))
    for number, both in enumerate(pairs(14, 2)):
        found = impact(source, tmp_path / f"pair-{number}", both, DuckDbPairs(MEMORY))
        assert found == impact(source, tmp_path / f"turn-{number}", both, None)
        assert all(cell.organizations for cell in found.matrix)


@pytest.mark.endurance
@pytest.mark.parametrize("seed", range(12, 32))
def test_it_does_many_times(seed: int, tmp_path: Path) -> None:
    check(seed + int(os.environ.get("GOODSTANDING_SEED", "0")), 250, 20, tmp_path)


def test_what_cannot_be_paired_is_evaluated_in_turn(tmp_path: Path) -> None:
    source = write(tmp_path / "relation", nation(13, 60))
    draw = random.Random(13)
    old = dense(random_rulebook(13, draw), draw)
    once = replace(old.provisions[0], concurrence=Concurrence.WORST_ONLY)
    meeting = replace(old, edition=9, provisions=(once, *old.provisions[1:]))
    found = impact(source, tmp_path / "pair", (old, meeting), DuckDbPairs(MEMORY))
    assert list((tmp_path / "pair").iterdir())
    assert found == impact(source, tmp_path / "turn", (old, meeting), None)
