"""How an engine that does not read Parquet gets the relation: rows out of the files, a part at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from goodstanding.adapters.batch.files import connected, open_relation
from goodstanding.adapters.batch.steps import step_rows
from goodstanding.services.batch_jobs import Job
from goodstanding.standing.relation import TABLES
from goodstanding.standing.tabulation import bound_days

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROWS = 10_000
LAST_START = "SELECT max(greatest(decided_on, final_on, coalesce(conduct_to, final_on))) FROM facts"
STARTS = (
    "SELECT min(least(decided_on, final_on, coalesce(conduct_to, final_on))),"
    " max(greatest(decided_on, final_on, coalesce(conduct_to, final_on))) FROM facts"
)

Row = tuple[object, ...]


class Loading:
    """The relation of a job, open for reading once, table by table."""

    def __init__(self, job: Job, connection: "DuckDBPyConnection") -> None:
        self._job = job
        self._connection = connection

    def parts(self, table: str) -> Iterator[list[Row]]:
        """The rows of a table, some thousand at a time, in the order of its columns."""
        columns = ", ".join(column.name for column in TABLES[table])
        cursor = self._connection.cursor().execute(f"SELECT {columns} FROM {table}")
        while part := cursor.fetchmany(_ROWS):
            yield part

    def steps(self) -> list[tuple[int, int]]:
        """The ends of the steps that can be in force; none where no lines are asked for."""
        if not self._job.lines:
            return []
        (last,) = self._connection.execute(LAST_START).fetchone() or (None,)
        return step_rows(self._job, last)


@contextmanager
def open_job(job: Job) -> Iterator[Loading]:
    """The relation of a job while it is read."""
    with connected(job.memory, job.target) as connection:
        open_relation(connection, job.source)
        yield Loading(job, connection)


def bound_values(job: Job) -> dict[str, int]:
    """Every day that the texts of a job are given, by its name."""
    return {name: day for use in job.uses for name, day in bound_days(use.table.periods, job.effective).items()}
