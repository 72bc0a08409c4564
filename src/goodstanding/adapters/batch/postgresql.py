"""PostgreSQL as an engine: the relation is copied into temporary tables, which are gone with the connection."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from goodstanding.adapters.batch.files import write_rows
from goodstanding.adapters.batch.loading import Row, bound_values, open_job
from goodstanding.services.batch_jobs import CONTRIBUTIONS, STANDINGS, Job
from goodstanding.services.ports import Progress
from goodstanding.standing.relation import TABLES
from goodstanding.values.errors import MisuseError

if TYPE_CHECKING:
    from psycopg import Connection

_TYPES = {"int8": "smallint", "int16": "smallint", "int32": "integer", "int64": "bigint", "text": "text"}
_ROWS = 10_000


class PostgresqlEngine:
    """In a server's process; needs a database in which temporary tables may be made, and nothing else of it."""

    dialect = "postgresql"

    def __init__(self, url: str | None) -> None:
        if url is None:
            to_do = "name one by --database or GOODSTANDING_DATABASE; only temporary tables are made in it"
            raise MisuseError("The PostgreSQL engine needs a database.", to_do=to_do)
        self._url = url

    def run(self, job: Job, progress: Progress) -> None:
        import psycopg

        with psycopg.connect(self._url) as connection:
            _load(connection, job, progress)
            answers = [("standings", STANDINGS, [text.standing for text in job.texts])]
            if job.lines:
                answers.append(("contributions", CONTRIBUTIONS, [text.contributions for text in job.texts]))
            for name, columns, texts in answers:
                rows = _rows(connection, texts, bound_values(job))
                write_rows(rows, columns, job.target / f"{name}.parquet", job.memory, progress)
            connection.rollback()


def _load(connection: "Connection", job: Job, progress: Progress) -> None:
    done = 0
    with open_job(job) as loading:
        for name, columns in TABLES.items():
            typed = ", ".join(f"{column.name} {_TYPES[column.type]}" for column in columns)
            connection.execute(_own(f"CREATE TEMPORARY TABLE {name} ({typed}) ON COMMIT DROP"))
            with connection.cursor().copy(_own(f"COPY pg_temp.{name} FROM STDIN")) as copy:
                for part in loading.parts(name):
                    for row in part:
                        copy.write_row(row)
                    done += len(part)
                    progress(done)
        connection.execute("CREATE TEMPORARY TABLE step_ends (step bigint PRIMARY KEY, ends_on integer) ON COMMIT DROP")
        with connection.cursor().copy("COPY pg_temp.step_ends FROM STDIN") as copy:
            for step in loading.steps():
                copy.write_row(step)
        for name in (*TABLES, "step_ends"):
            connection.execute(_own(f"ANALYZE pg_temp.{name}"))


def _rows(connection: "Connection", texts: Sequence[str], bound: Mapping[str, int]) -> Iterator[Row]:
    """The rows of the texts, a part at a time: they stay in the server until they are asked for."""
    for number, text in enumerate(texts):
        with connection.cursor(name=f"answer_{number}") as cursor:
            cursor.itersize = _ROWS
            yield from cursor.execute(_own(text), bound)


def _own(text: str) -> bytes:
    """A text that is put together of our own names and compiled texts, as the driver takes it."""
    return text.encode()
