"""SQLite as an engine: the relation is copied into a file of its own, which is gone afterwards."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

from goodstanding.adapters.batch.files import memory_bytes, write_rows
from goodstanding.adapters.batch.loading import Row, bound_values, open_job
from goodstanding.services.batch_jobs import CONTRIBUTIONS, STANDINGS, Job
from goodstanding.services.ports import Progress
from goodstanding.standing.relation import TABLES

_TYPES = {"text": "TEXT"}


class SqliteEngine:
    """In this process, on one core."""

    dialect = "sqlite"

    def run(self, job: Job, progress: Progress) -> None:
        with closing(sqlite3.connect(job.target / "relation.sqlite", isolation_level=None)) as connection:
            # Nothing of it outlives the job, so nothing of it has to survive a crash.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(f"PRAGMA cache_size = -{memory_bytes(job.memory) // 2_000}")
            _load(connection, job, progress)
            answers = [("standings", STANDINGS, [text.standing for text in job.texts])]
            if job.lines:
                answers.append(("contributions", CONTRIBUTIONS, [text.contributions for text in job.texts]))
            for name, columns, texts in answers:
                rows = _rows(connection, texts, bound_values(job))
                write_rows(rows, columns, job.target / f"{name}.parquet", job.memory, progress)


def _load(connection: sqlite3.Connection, job: Job, progress: Progress) -> None:
    done = 0
    with open_job(job) as loading:
        connection.execute("BEGIN")
        for name, columns in TABLES.items():
            typed = ", ".join(f"{column.name} {_TYPES.get(column.type, 'INTEGER')}" for column in columns)
            connection.execute(f"CREATE TABLE {name} ({typed})")
            places = ", ".join("?" * len(columns))
            for part in loading.parts(name):
                connection.executemany(f"INSERT INTO {name} VALUES ({places})", part)
                done += len(part)
                progress(done)
        connection.execute("CREATE TABLE step_ends (step INTEGER PRIMARY KEY, ends_on INTEGER)")
        connection.executemany("INSERT INTO step_ends VALUES (?, ?)", loading.steps())
        connection.execute("COMMIT")


def _rows(connection: sqlite3.Connection, texts: Sequence[str], bound: Mapping[str, int]) -> Iterator[Row]:
    for text in texts:
        yield from connection.execute(text, bound)
