"""The default engine: DuckDB reads the relation's Parquet and writes the answer's, in one pass, in bounded memory."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from goodstanding.adapters.batch.files import connected, memory_bytes, open_relation, quoted
from goodstanding.adapters.batch.loading import STARTS, Loading, bound_values
from goodstanding.adapters.batch.shape import DAYS_BEFORE, DAYS_ROOM, spread
from goodstanding.services.batch_jobs import Job
from goodstanding.services.batch_time import TimeJob
from goodstanding.services.ports import Progress
from goodstanding.standing.relation import day_number, day_of
from goodstanding.standing.tabulation import Tabulation

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Of an answer over time: how many facts are worked on at once at least, and what memory each takes.
FACTS_AT_ONCE, BYTES_A_FACT = 250_000, 2_000


class DuckDbEngine:
    """In this process, on all cores."""

    dialect = "duckdb"

    def run(self, job: Job, progress: Progress) -> None:
        with connected(job.memory, job.target) as connection:
            open_relation(connection, job.source)
            prepare(connection, job)
            _copy(connection, [text.standing for text in job.texts], job.target / "standings.parquet")
            if job.lines:
                _copy(connection, [text.contributions for text in job.texts], job.target / "contributions.parquet")

    def run_over_time(self, job: TimeJob, progress: Progress) -> None:
        with connected(job.memory, job.target) as connection:
            open_relation(connection, job.source)
            first, last, facts = _extent(connection)
            parts = _parts(first, last, -(-facts // max(FACTS_AT_ONCE, memory_bytes(job.memory) // BYTES_A_FACT)))
            for number, (window, text) in enumerate(zip(job.windows, job.texts, strict=True), 1):
                for name, day in job.bound(window).items():
                    connection.execute(f"SET VARIABLE {name} = {day}::INTEGER")
                lay_fade_ends(connection, window.use.table)
                for place, part in enumerate(parts, 1):
                    open_relation(connection, job.source, part)
                    _copy(connection, [text.query], job.target / f"{job.told}-{number:03}-{place:05}.parquet")
                    progress(part[1] - first + 1)
                open_relation(connection, job.source)


def _extent(connection: "DuckDBPyConnection") -> tuple[int, int, int]:
    """The lowest and the highest number of an organization, and how many facts there are."""
    counts = "SELECT min(organization), max(organization), (SELECT count(*) FROM facts) FROM organizations"
    ((first, last, facts),) = connection.execute(counts).fetchall()
    return first or 0, last or 0, int(facts)


def _parts(first: int, last: int, parts: int) -> list[tuple[int, int]]:
    """The organizations in so many runs of numbers."""
    length = -(-(last - first + 1) // max(1, parts))
    return [(low, min(low + length - 1, last)) for low in range(first, last + 1, length)]


def lay_fade_ends(connection: "DuckDBPyConnection", table: Tabulation) -> None:
    """The end of each step of each fade, for every day from which a record may fade."""
    import numpy as np

    ((low, high),) = connection.execute(STARTS).fetchall()
    steps = [[step.until for step in spread(fade, table.steps)] for fade in table.fades]
    days = range(0 if low is None else low, 0 if high is None else high + 1)
    after = {period: [day_number(period.after(day_of(day))) for day in days] for period in table.periods}
    begun = [fade * DAYS_ROOM + day + DAYS_BEFORE for fade in range(1, len(steps) + 1) for day in days]
    columns = {"begun": np.array(begun, dtype=np.int64)}
    for place in range(table.steps):
        ends = [end for untils in steps for end in after[untils[place]]]
        columns[f"end_{place + 1}"] = np.array(ends, dtype=np.int32)
    connection.register("laid", columns)
    connection.execute("CREATE OR REPLACE TABLE fade_ends AS SELECT * FROM laid")
    connection.unregister("laid")


def prepare(connection: "DuckDBPyConnection", job: Job) -> None:
    """Bind the days of the job, and lay out the ends of its steps."""
    for name, day in bound_values(job).items():
        connection.execute(f"SET VARIABLE {name} = {day}::INTEGER")
    rows = Loading(job, connection).steps()
    connection.execute("CREATE OR REPLACE TABLE step_ends (step BIGINT, ends_on INTEGER)")
    if rows:
        connection.execute(f"INSERT INTO step_ends VALUES {', '.join(f'({step}, {end})' for step, end in rows)}")


def together(texts: Sequence[str]) -> str:
    """One query of several texts. What is displayed on the day is read once and held for all of them."""
    if len(texts) == 1:
        return texts[0]
    effective = "GETVARIABLE('effective')::INTEGER"
    displayed = f"SELECT * FROM main.facts WHERE shown_from <= {effective} AND shown_to > {effective}"
    parts = "\nUNION ALL\n".join(f"SELECT * FROM (\n{text})" for text in texts)
    return f"WITH facts AS MATERIALIZED ({displayed})\n{parts}"


def _copy(connection: "DuckDBPyConnection", texts: Sequence[str], target: Path) -> None:
    connection.execute(f"COPY ({together(texts)}) TO {quoted(target)} (FORMAT parquet)")
