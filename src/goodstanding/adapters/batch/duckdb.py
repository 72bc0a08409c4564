"""The default engine: DuckDB reads the relation's Parquet and writes the answer's, in one pass, in bounded memory."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from goodstanding.adapters.batch.files import connected, open_relation, quoted
from goodstanding.adapters.batch.loading import Loading, bound_values
from goodstanding.services.batch import Job
from goodstanding.services.ports import Progress

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


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
