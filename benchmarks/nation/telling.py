"""Tasks of the worker beyond one evaluation: what holds over time, and two editions at once."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.nation.worker import EFFECTIVE, MEMORY, connected_to, sample_use, timed, write_texts


def tell(relation: Path, times: int) -> dict[str, Any]:
    """Histories, ways back and what would bring them sooner, each as the command does it, its text compiled before."""
    import duckdb

    from goodstanding.adapters.batch.compiling import SqlCompiler
    from goodstanding.adapters.batch.duckdb import DuckDbEngine
    from goodstanding.services.batch_time import TimeJob, Told, window_of

    engine, compiler, use = DuckDbEngine(), SqlCompiler(), sample_use()
    found: dict[str, Any] = {}
    for told in Told:
        text = compiler.compile_over_time(use, told, engine.dialect)
        runs, rows = [], 0
        for _ in range(times):
            with tempfile.TemporaryDirectory() as folder:
                job = TimeJob(
                    source=relation, target=Path(folder), told=told, windows=(window_of(use, told, EFFECTIVE),),
                    texts=(text,), effective=EFFECTIVE, memory=MEMORY,
                )  # fmt: skip
                runs.append(timed(partial(engine.run_over_time, job, lambda done: None)))
                query = f"SELECT count(*) FROM read_parquet('{folder}/{told}-*.parquet')"
                ((rows,),) = duckdb.execute(query).fetchall()
        best = {"seconds": min(run[0] for run in runs), "cpu": min(run[1] for run in runs)}
        found[told.value] = {**best, "rows": rows}
    return found


def two(relation: Path, times: int) -> dict[str, Any]:
    """One evaluation that writes its standings; in turn with it both editions at once.

    `both`: both standings of each organization, written. `impact`: all that `rulebook impact` asks of them: who moves,
    with the groups it belongs to and the points of each part of the rules that differs, the others counted, and how
    many there are in each group, into tables.
    """
    from goodstanding.adapters.batch.building_pair import TOLD, build_pair
    from goodstanding.adapters.batch.comparing_pairs import asked_of
    from goodstanding.adapters.batch.dialects import write_text
    from goodstanding.adapters.batch.pairing import SIDES, pair_of
    from goodstanding.services.batch_jobs import Use
    from goodstanding.standing.tabulation import tabulate

    use = sample_use()
    books = [_stricter(use.table.rulebook, few) for few in (1, len(use.table.rulebook.provisions))]
    others = [Use(table=tabulate(book)) for book in books]
    pairs = [pair_of(use.table, other.table) for other in others]
    text = write_text(pairs[0].lookups, build_pair(pairs[0]), "duckdb")
    one, new = (write_texts(each) for each in (use, others[0]))
    columns = ", ".join(f"{side}_{name}" for side in SIDES for name in TOLD)
    with connected_to(relation, (use, *others), lines=False) as connection:

        def impact(asked: Any) -> None:
            for name in ("compared", "told", "members"):
                connection.run(f"CREATE OR REPLACE TABLE {name} AS {getattr(asked, name)}")

        tasks: dict[str, Callable[[], object]] = {
            "one": partial(connection.copy, one),
            "both": partial(connection.copy, f"SELECT organization, {columns} FROM ({text})"),
            "impact": partial(impact, asked_of(pairs[0], EFFECTIVE)),
            "every": partial(impact, asked_of(pairs[1], EFFECTIVE)),
        }
        runs = {name: [timed(run)] for name, run in tasks.items()}
        for _ in range(times):
            for name, run in tasks.items():
                runs[name].append(timed(run))
        for side, single in zip(SIDES, (one, new), strict=True):
            points = (
                f"SELECT organization, {side}_points FROM ({text}) EXCEPT SELECT organization, points FROM ({single})"
            )
            if connection.run(f"SELECT count(*) FROM ({points})")[0]:
                raise SystemExit("Both editions at once give other points than each alone: nothing was measured.")
    best = {name: min(seconds for seconds, _ in found) for name, found in runs.items()}
    return {**best, **{f"{name}_cpu": min(used for _, used in found) for name, found in runs.items()}}


def _stricter(rulebook: Any, few: int) -> Any:
    """An edition that starts lower and gives less for its first few provisions: none can be taken for the other."""
    provisions = [
        replace(
            one, points={grave: {size: value - 5 for size, value in by.items()} for grave, by in one.points.items()}
        )
        for one in rulebook.provisions[:few]
    ]
    scale = replace(rulebook.scale, start=75)
    return replace(rulebook, edition=2, scale=scale, provisions=(*provisions, *rulebook.provisions[few:]))


def register(data: Path, times: int) -> dict[str, Any]:
    """One organization after another out of a register in SQLite: fetched, evaluated, explained."""
    from datetime import date

    from goodstanding.bootstrap.adoption import law_of
    from goodstanding.bootstrap.register import open_ports
    from goodstanding.services.reading import all_views, as_of, find_view
    from goodstanding.services.standings import explain_view, judge

    ports = open_ports(data)
    with ports.store.reading() as reader:
        at = as_of(ports, reader, date(2018, 12, 31), None)
        law = law_of(reader, at)
        asked = [view.id for view in all_views(reader, at) if law.is_public(view, at)][:500]

        def fetched() -> list[Any]:
            return [find_view(ports, reader, one, at) for one in asked]

        views = fetched()
        tasks: dict[str, Callable[[], object]] = {
            "fetch": fetched,
            "evaluate": lambda: [judge(view, law, at) for view in views],
            "explain": lambda: [explain_view(reader, view, law, at) for view in views],
        }
        found = {name: min(timed(run)[0] for _ in range(times)) / len(asked) for name, run in tasks.items()}
    return {**found, "organizations": len(asked)}
