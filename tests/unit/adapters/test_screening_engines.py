"""Whole files: in several processes or by a join, the answers are those of the index, one by one and in their order."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.adapters.screening_join import join
from goodstanding.adapters.screening_workers import PART, searching
from goodstanding.screening.index import Index
from goodstanding.screening.subjects import Query, Subject
from goodstanding.values.identifiers import Identifier

WORDS = ("Brelvano", "Quendaro", "Ardomel", "Bridges", "Trading", "四川明强电力", "Завод", "North", "2")


@pytest.fixture(scope="module")
def index() -> Index:
    index = Index.build(
        (
            Subject(
                organization=f"o-{one}",
                kind="company",
                names=(name_of(one),),
                identifiers=(Identifier("gb-coh", f"{one:08d}"),),
            )
            for one in range(300)
        ),
        analyser=load_analyser(),
    )
    index.add(Subject(organization="o-300", kind="company", names=("Quendaro Late Mills",)))
    index.remove("o-7")
    return index


def name_of(one: int) -> str:
    return f"{WORDS[one % 9]} {WORDS[one // 9 % 9]} {one % 5} Ltd"


def queries(count: int) -> Iterator[Query]:
    for one in range(count):
        numbers = (Identifier("gb-coh", f"{one:08d}"),) if one % 7 == 0 else ()
        yield Query(name=name_of(one * 31) if one % 3 else f"Utterly {one}", identifiers=numbers)


def children() -> set[int]:
    """The processes that this one has begun."""
    return set(map(int, Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()))


@pytest.mark.parametrize("count", [0, 1, PART, 3 * PART + 1])
@pytest.mark.parametrize("workers", [1, 3])
def test_several_processes_answer_as_the_index_does(index: Index, count: int, workers: int) -> None:
    wanted = [index.screen(query, limit=5) for query in queries(count)]
    with searching(index, workers) as search:
        assert list(search(queries(count), 5)) == wanted


def test_the_join_answers_as_the_index_does(index: Index) -> None:
    wanted = [index.screen(query, limit=5) for query in queries(1_200)]
    assert list(join(index, queries(1_200), limit=5)) == wanted


def test_no_more_is_read_than_is_at_work(index: Index) -> None:
    read = 0

    def counted() -> Iterator[Query]:
        nonlocal read
        for read, query in enumerate(queries(5_000), start=1):  # noqa: B007 - the count is what is asked
            yield query

    with searching(index, 2) as search:
        answers = search(counted(), 5)
        next(answers)
        assert read <= 3 * PART


def test_what_a_process_that_was_killed_did_not_answer_is_answered_here(index: Index) -> None:
    wanted = [index.screen(query, limit=5) for query in queries(6 * PART)]
    others = children()
    with searching(index, 2) as search:
        answers = search(queries(6 * PART), 5)
        found = [next(answers)]
        killed = children() - others
        assert len(killed) == 2
        for child in killed:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.1)
        found += answers
    assert found == wanted


def test_no_process_is_left(index: Index) -> None:
    others = children()

    def break_off() -> None:
        with searching(index, 3) as search:
            next(search(queries(10), 5))
            assert len(children() - others) == 3
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert children() == others


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (RuntimeError("Query interrupted"), KeyboardInterrupt),
        (duckdb.Error("KeyboardInterrupt: "), KeyboardInterrupt),
        (duckdb.Error("Out of memory"), duckdb.Error),
    ],
)
def test_a_join_that_somebody_stops_is_no_error_of_ours(
    index: Index, monkeypatch: pytest.MonkeyPatch, error: Exception, raised: type[BaseException]
) -> None:
    def stopped(*given: object) -> None:
        raise error

    monkeypatch.setattr("goodstanding.adapters.screening_join._find", stopped)
    with pytest.raises(raised):
        list(join(index, queries(3)))
