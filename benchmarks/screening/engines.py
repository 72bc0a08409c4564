"""A whole file of bidders by each engine of `screen FILE`: by the index, in several processes, and by the join."""

import gc
import os
import resource
from collections.abc import Callable, Iterator

from benchmarks.results import Result
from goodstanding.adapters.screening_join import join
from goodstanding.adapters.screening_workers import searching
from goodstanding.screening.analyser import Analyser
from goodstanding.screening.answer import Answer
from goodstanding.screening.index import MOST_CANDIDATES, Index
from goodstanding.screening.subjects import Query

_Engine = Callable[[Index, Iterator[Query]], list[Answer]]


def measure(data: bytes, names: list[str], analyser: Analyser) -> list[Result]:
    """Bidders a second of processor time, of all processes; each engine opens the index anew, and answers equally."""
    results, answers = [], list[list[Answer]]()
    for engine, screen in ENGINES.items():
        index = Index.from_bytes(data, analyser=analyser)
        gc.freeze()  # as the command does
        started = _processor_seconds()
        answers.append(screen(index, (Query(name=name) for name in names)))
        seconds = _processor_seconds() - started
        gc.unfreeze()
        if answers[-1] != answers[0]:
            raise RuntimeError(f"{engine} answers otherwise")
        rate = len(names) / seconds
        results.append(
            Result(measure=f"bidders a second of processor time, by {engine}", value=round(rate, 1), unit="1/s")
        )
    return results


def _by_index(index: Index, queries: Iterator[Query]) -> list[Answer]:
    return list(index.screen_all(queries))


def _by_workers(index: Index, queries: Iterator[Query]) -> list[Answer]:
    with searching(index, len(os.sched_getaffinity(0))) as search:
        return list(search(queries, MOST_CANDIDATES))


def _by_join(index: Index, queries: Iterator[Query]) -> list[Answer]:
    return list(join(index, queries))


ENGINES: dict[str, _Engine] = {"index": _by_index, "workers": _by_workers, "join": _by_join}


def _processor_seconds() -> float:
    """Of this process with its threads, and of those that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
