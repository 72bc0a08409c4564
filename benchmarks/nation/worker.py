"""Run in a process of its own: one task over one relation, measured; prints one object.

`compile`: from a cold start to the two texts. `compare`: compiled and hand-written SQL in turn, each writing its
standings, then checked to be equal. `lines`: standings and every line. `floor`: numpy. `one`: one organization after
another by the reference, rows already read. `tell`, `two`, `register`: see telling.py.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
EFFECTIVE = date(2026, 9, 30)
MEMORY = "4GB"

Timed = tuple[float, float]


def main(task: str, relation: Path, times: int) -> None:
    """Print seconds and CPU seconds by name, and the peak of this process."""
    from benchmarks.nation import telling

    tasks = {**_TASKS, "tell": telling.tell, "two": telling.two, "register": telling.register}
    found = tasks[task](relation, times)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1_000_000
    print(json.dumps({**found, "peak_mb": round(peak)}))


def _compile(_: Path, __: int) -> dict[str, Any]:
    seconds, cpu = timed(lambda: _texts(sample_use()))
    return {"seconds": seconds, "cpu": cpu}


def _compare(relation: Path, times: int) -> dict[str, Any]:
    use = sample_use()
    text, hand = _texts(use).standing, (HERE / "hand.sql").read_text("utf-8")
    with connected_to(relation, (use,), lines=False) as connection:
        runs: dict[str, list[Timed]] = {"compiled": [], "hand": []}
        for turn in range(times):
            order = (("compiled", text), ("hand", hand)) if turn % 2 else (("hand", hand), ("compiled", text))
            for name, query in order:
                runs[name].append(timed(partial(connection.copy, query)))
        beyond, missing = f"(FROM ({text}) EXCEPT FROM ({hand}))", f"(FROM ({hand}) EXCEPT FROM ({text}))"
        differing = f"SELECT count(*) FROM ({beyond} UNION ALL {missing})"
        (different,) = connection.run(differing)
        if different:
            raise SystemExit("The compiled and the hand-written query differ: nothing was measured.")
        (digest,) = connection.run(f"SELECT [count(*), sum(points), count(grade)] FROM ({text})")
    best = {name: min(seconds for seconds, _ in found) for name, found in runs.items()}
    cpu = {f"{name}_cpu": min(used for _, used in found) for name, found in runs.items()}
    return {**best, **cpu, "digest": digest}


def _lines(relation: Path, times: int) -> dict[str, Any]:
    use = sample_use()
    texts = _texts(use)
    with connected_to(relation, (use,), lines=True) as connection:

        def both() -> None:
            connection.copy(texts.standing)
            connection.copy(texts.contributions)

        return {"seconds": min(timed(both)[0] for _ in range(times))}


def _floor(relation: Path, times: int) -> dict[str, Any]:
    """Columns in memory, one lookup and sums by group: less than any engine that reads files could do."""
    import duckdb
    import numpy as np

    query = (
        "SELECT organization::INTEGER AS owner, ((category::INTEGER * 4 + severity) * 4 + role)::INTEGER AS cell,"
        f" final_on FROM read_parquet('{relation}/facts*.parquet')"
        " WHERE shown_from <= 20726 AND shown_to > 20726 AND status < 3 AND kind < 3"
    )
    columns = duckdb.execute(query).fetchnumpy()
    points = np.arange(1_024, dtype=np.float64) % 50

    def sums() -> None:
        np.bincount(columns["owner"], weights=points[columns["cell"]] * (columns["final_on"] > 19_630))

    return {"seconds": min(timed(sums)[0] for _ in range(times))}


def _one(relation: Path, times: int) -> dict[str, Any]:
    import duckdb

    from goodstanding.standing.facts import FactRow, OrganizationRow
    from goodstanding.standing.flat import evaluate_rows
    from goodstanding.standing.relation import TABLES

    connection: Any = duckdb.connect()

    def rows(table: str) -> Iterator[dict[str, Any]]:
        columns = [column.name for column in TABLES[table]]
        query = (
            f"SELECT {', '.join(columns)} FROM read_parquet('{relation}/{table}*.parquet') WHERE organization <= 2000"
        )
        return (dict(zip(columns, row, strict=True)) for row in connection.execute(query).fetchall())

    rulebook = sample_use().table.rulebook
    organizations = [OrganizationRow(**row) for row in rows("organizations")]
    facts: dict[int, list[FactRow]] = {}
    for row in rows("facts"):
        facts.setdefault(row["organization"], []).append(FactRow(**row))

    def all_of_them() -> None:
        for one in organizations:
            evaluate_rows(one, facts.get(one.organization, ()), rulebook, EFFECTIVE)

    return {"seconds": min(timed(all_of_them)[0] for _ in range(times)) / len(organizations)}


class _Connected:
    """DuckDB over a relation with the days of a job bound."""

    def __init__(self, connection: Any, target: Path) -> None:
        self._connection, self._target = connection, target

    def copy(self, query: str) -> None:
        self._connection.execute(f"COPY ({query}) TO '{self._target}' (FORMAT parquet)")

    def run(self, query: str) -> tuple[Any, ...]:
        found: tuple[Any, ...] = self._connection.execute(query).fetchone()
        return found


def connected_to(relation: Path, uses: tuple[Any, ...], *, lines: bool) -> Any:
    from contextlib import contextmanager

    from goodstanding.adapters.batch.duckdb import prepare
    from goodstanding.adapters.batch.files import connected, open_relation
    from goodstanding.services.batch_jobs import Job

    @contextmanager
    def opened() -> Iterator[_Connected]:
        with tempfile.TemporaryDirectory() as folder, connected(MEMORY, Path(folder)) as connection:
            open_relation(connection, relation)
            job = Job(
                source=relation,
                target=Path(folder),
                uses=uses,
                texts=(),
                effective=EFFECTIVE,
                lines=lines,
                memory=MEMORY,
            )
            prepare(connection, job)
            yield _Connected(connection, Path(folder) / "answer.parquet")

    return opened()


def sample_use() -> Any:
    from goodstanding.adapters.formats.rulebook import read_rulebook
    from goodstanding.services.batch_jobs import Use
    from goodstanding.standing.tabulation import tabulate

    return Use(table=tabulate(read_rulebook((HERE / "rulebook.yaml").read_text("utf-8"), "rulebook.yaml")))


def write_texts(use: Any) -> str:
    """The text of the standings."""
    standing: str = _texts(use).standing
    return standing


def _texts(use: Any) -> Any:
    from goodstanding.adapters.batch.compiling import SqlCompiler

    return SqlCompiler().compile(use, "duckdb")


def timed(run: Callable[[], object]) -> Timed:
    started, used = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - started, time.process_time() - used


_TASKS: dict[str, Callable[[Path, int], dict[str, Any]]] = {
    "compile": _compile,
    "compare": _compare,
    "lines": _lines,
    "floor": _floor,
    "one": _one,
}

if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
