"""Evaluation of everybody: the engines by name, the compiler, the files, and a place for what passes through."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from goodstanding.services.batch import Files
from goodstanding.services.batch_impact import Comparer, PairComparer
from goodstanding.services.batch_jobs import Engine
from goodstanding.services.batch_time import TimeEngine
from goodstanding.services.sampling import Sampler
from goodstanding.settings import cache_directory
from goodstanding.values.errors import MisuseError

if TYPE_CHECKING:
    from goodstanding.adapters.batch.compiling import SqlCompiler

#: The engines that `evaluate --engine` takes; the first is the default.
ENGINES = ("duckdb", "sqlite", "postgresql", "spark", "reference")


def engine_named(name: str, database: str | None) -> Engine:
    """The engine of this name; MisuseError for another. `database` is where PostgreSQL runs."""
    match name:
        case "duckdb":
            from goodstanding.adapters.batch.duckdb import DuckDbEngine

            return DuckDbEngine()
        case "sqlite":
            from goodstanding.adapters.batch.sqlite import SqliteEngine

            return SqliteEngine()
        case "postgresql":
            from goodstanding.adapters.batch.postgresql import PostgresqlEngine

            return PostgresqlEngine(database)
        case "spark":
            from goodstanding.adapters.batch.spark import SparkEngine

            return SparkEngine()
        case "reference":
            from goodstanding.adapters.batch.reference import ReferenceEngine

            return ReferenceEngine()
    raise MisuseError("There is no such engine.", accepted=", ".join(ENGINES))


def time_engine_named(name: str) -> TimeEngine:
    """The engine of this name, where it tells what holds over time; MisuseError for another."""
    if name != ENGINES[0]:
        raise MisuseError(
            "This engine tells standings and lines only.", accepted=f"{ENGINES[0]} for what holds over time"
        )
    from goodstanding.adapters.batch.duckdb import DuckDbEngine

    return DuckDbEngine()


def batch_comparer(memory: str) -> Comparer:
    """Two answers compared, within so much memory."""
    from goodstanding.adapters.batch.comparing import DuckDbComparer

    return DuckDbComparer(memory)


def batch_pairs(engine: str, memory: str) -> PairComparer | None:
    """Two editions compared in one query, where this engine can."""
    if engine != ENGINES[0]:
        return None
    from goodstanding.adapters.batch.comparing_pairs import DuckDbPairs

    return DuckDbPairs(memory)


def batch_compiler() -> "SqlCompiler":
    """The compiler of rulebooks to SQL."""
    from goodstanding.adapters.batch.compiling import SqlCompiler

    return SqlCompiler(cache_directory())


def batch_files(memory: str) -> Files:
    """Relations and answers as files, within so much memory."""
    from goodstanding.adapters.batch.files import RelationFiles

    return RelationFiles(memory)


def nation_sampler(memory: str) -> Sampler:
    """What draws invented nations, within so much memory."""
    from goodstanding.adapters.batch.sampling import NumpySampler

    return NumpySampler(memory)


@contextmanager
def scratch_directory(output: Path | None) -> Iterator[Path]:
    """An empty directory that is gone afterwards: beside the output, which has room, else where the system says."""
    place = None if output is None else output.absolute().parent
    if place is not None and not place.is_dir():
        raise MisuseError("The directory of the output does not exist.", to_do="create it first")
    with tempfile.TemporaryDirectory(dir=place, prefix=".goodstanding-") as directory:
        yield Path(directory)
