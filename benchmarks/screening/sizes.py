"""What size costs: building, bytes a name, a single look-up, and the whole command from its start to its end."""

import gc
import time
from statistics import median

from benchmarks.results import Result, against_target
from benchmarks.screening import opening
from benchmarks.screening.names import invent
from goodstanding.screening.analyser import Analyser
from goodstanding.screening.index import Index
from goodstanding.screening.subjects import Query, Subject

_ASKED = 300


def measure(analyser: Analyser, sizes: tuple[int, ...]) -> list[Result]:
    """Invented names, so that any size can be made; their words are rarer than real ones."""
    results: list[Result] = []
    for size in sizes:
        corpus = invent(size, _ASKED)
        subjects = [
            Subject(organization=f"o-{at}", kind="company", names=(name,))
            for at, name in enumerate(corpus.crowd[:size])
        ]
        started = time.perf_counter()
        index = Index.build(subjects, analyser=analyser)
        seconds = time.perf_counter() - started
        data = index.to_bytes()
        started = time.perf_counter()
        mapped = Index.from_bytes(data, analyser=analyser)
        loaded = time.perf_counter() - started
        results += [
            Result(measure=f"build, {size:,} names", value=round(seconds, 2), unit="s"),
            Result(measure=f"open from a file, {size:,} names", value=round(loaded, 3), unit="s"),
            against_target(f"bytes a name, {size:,} names", len(data) / len(subjects), "bytes", 1_000),
            against_target(f"single look-up, {size:,} names: median", _median_ms(mapped, corpus.clean), "ms", 5),
            *opening.measure(subjects, data),
        ]
    return results


def _median_ms(index: Index, names: list[str]) -> float:
    taken = []
    gc.freeze()  # as the command does
    for name in names[:_ASKED]:
        started = time.perf_counter()
        index.screen(Query(name=name))
        taken.append(time.perf_counter() - started)
    gc.unfreeze()
    return median(taken) * 1000
