"""Spark as an engine: it reads the relation's Parquet and runs both queries as two jobs.

Not among the run-time requirements: `requirements/spark.txt` brings it, and it needs Java 17. On a cluster the same
texts run over the same files; see docs/how-to/run-on-spark.md.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from goodstanding.adapters.batch.files import connected, memory_bytes, open_relation, quoted
from goodstanding.adapters.batch.loading import Loading, bound_values
from goodstanding.services.batch_jobs import Job
from goodstanding.services.ports import Progress
from goodstanding.standing.relation import TABLES
from goodstanding.values.errors import MisuseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MASTER_VARIABLE = "GOODSTANDING_SPARK_MASTER"


class SparkEngine:
    """Local by default; GOODSTANDING_SPARK_MASTER names another master, which must see the same files."""

    dialect = "spark"

    def run(self, job: Job, progress: Progress) -> None:
        with _session(job) as session, connected(job.memory, job.target) as connection:
            open_relation(connection, job.source)
            for name in TABLES:
                files = [str(file.absolute()) for file in sorted(job.source.glob(f"{name}*.parquet"))]
                session.read.parquet(*files).createOrReplaceTempView(name)
            steps = Loading(job, connection).steps()
            session.createDataFrame(steps, "step bigint, ends_on int").createOrReplaceTempView("step_ends")
            bound = bound_values(job)
            answers = [("standings", [text.standing for text in job.texts])]
            if job.lines:
                answers.append(("contributions", [text.contributions for text in job.texts]))
            for name, texts in answers:
                session.sql(_together(texts), args=bound).write.parquet(str(job.target.absolute() / name))
                _gather(connection, job.target, name)


def _together(texts: Sequence[str]) -> str:
    return "\nUNION ALL\n".join(f"SELECT * FROM (\n{text})" for text in texts)


def _gather(connection: Any, target: "Path", name: str) -> None:
    """The parts that the workers wrote, as one file."""
    parts = f"read_parquet({quoted(target / name / '*.parquet')})"
    connection.execute(f"COPY (SELECT * FROM {parts}) TO {quoted(target / f'{name}.parquet')} (FORMAT parquet)")


@contextmanager
def _session(job: Job) -> "Iterator[Any]":
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        to_do = "with Java 17, install requirements/spark.txt as docs/how-to/run-on-spark.md says"
        raise MisuseError("Spark is not installed.", to_do=to_do) from None
    master = os.environ.get(MASTER_VARIABLE, "local[*]")
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else the workers take the first python3 of the path
    session = (
        SparkSession.builder.master(master)
        .appName("goodstanding")
        .config("spark.driver.memory", f"{memory_bytes(job.memory) // 1_000_000}m")
        .config("spark.sql.shuffle.partitions", "8" if master.startswith("local") else "200")
        .config("spark.sql.warehouse.dir", str(job.target.absolute() / "warehouse"))
        .config("spark.local.dir", str(job.target.absolute() / "spilled"))
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    try:
        yield session
    finally:
        session.stop()
