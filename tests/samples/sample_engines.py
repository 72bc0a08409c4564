"""Every engine that this machine can run, and a relation with its expected answer to hold it to."""

import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import duckdb
import pytest
from sample_nations import CATALOGUE, random_view

from goodstanding.adapters.batch.compiling import SqlCompiler
from goodstanding.adapters.batch.duckdb import DuckDbEngine
from goodstanding.adapters.batch.files import RelationFiles
from goodstanding.adapters.batch.postgresql import PostgresqlEngine
from goodstanding.adapters.batch.reference import ReferenceEngine
from goodstanding.adapters.batch.spark import SparkEngine
from goodstanding.adapters.batch.sqlite import SqliteEngine
from goodstanding.register.views import OrganizationView
from goodstanding.services.batch_jobs import CONTRIBUTIONS, STANDINGS, Engine, Job, Use
from goodstanding.standing import relation
from goodstanding.standing.evaluate import Standing, evaluate
from goodstanding.standing.facts import fact_rows, organization_row
from goodstanding.standing.relation import day_number

Row = tuple[object, ...]
Answer = tuple[list[Row], list[Row]]
JAVA = 17


def postgresql(request: pytest.FixtureRequest) -> Engine:
    return PostgresqlEngine(request.getfixturevalue("postgres").new_schema())


def spark(request: pytest.FixtureRequest) -> Engine:
    """Spark, or a skip that says what would bring it."""
    if java_version() != JAVA:
        pytest.skip("Spark needs Java 17: apt-get install openjdk-17-jre-headless, then make test again")
    if find_spec("pyspark") is None:
        pytest.skip("Spark is not installed: scripts/setup-spark brings it")
    # Java's second compiler takes half of the time of what runs for seconds only.
    request.getfixturevalue("monkeypatch").setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
    return SparkEngine()


ENGINES: Mapping[str, Callable[[pytest.FixtureRequest], Engine]] = {
    "duckdb": lambda _: DuckDbEngine(),
    "sqlite": lambda _: SqliteEngine(),
    "postgresql": postgresql,
    "reference": lambda _: ReferenceEngine(),
}


def java_version() -> int | None:
    """The major version of the Java on this machine; None where there is none."""
    if shutil.which("java") is None:
        return None
    told = subprocess.run(["java", "-version"], capture_output=True, text=True, timeout=300).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else None


def nation(seed: int, organizations: int) -> list[OrganizationView]:
    draw = random.Random(seed)
    return [random_view(number, draw) for number in range(1, organizations + 1)]


def write(directory: Path, views: Sequence[OrganizationView]) -> Path:
    rows = ((organization_row(view), tuple(fact_rows(view, CATALOGUE))) for view in views)
    codes = {name: dict(numbers) for name, numbers in relation.CODES.items()}
    about = {"relation": relation.VERSION, "displayed_on": "2024-01-01", "codes": codes}
    RelationFiles().write_relation(directory, rows, about, lambda done: None)
    return directory


def answer(engine: Engine, source: Path, target: Path, uses: tuple[Use, ...], effective: date) -> Answer:
    compiler = SqlCompiler()
    texts = tuple(compiler.compile(use, engine.dialect) for use in uses) if engine.dialect else ()
    target.mkdir(parents=True, exist_ok=True)
    job = Job(source=source, target=target, uses=uses, texts=texts, effective=effective, lines=True, memory="1GB")
    engine.run(job, lambda done: None)
    return read(target / "standings.parquet", STANDINGS), read(target / "contributions.parquet", CONTRIBUTIONS)


def read(path: Path, columns: Mapping[str, str]) -> list[Row]:
    return sorted(duckdb.sql(f"SELECT {', '.join(columns)} FROM read_parquet('{path}')").fetchall(), key=repr)


def expected(views: Sequence[OrganizationView], uses: tuple[Use, ...], effective: date) -> Answer:
    standings: list[Row] = []
    lines: list[Row] = []
    for use in uses:
        for view in views:
            standing = evaluate(view, use.table.rulebook, CATALOGUE, effective)
            standings.append(_standing_row(standing))
            lines += _line_rows(standing)
    return sorted(standings, key=repr), sorted(lines, key=repr)


def _standing_row(one: Standing) -> Row:
    counted = sum(line.entry is not None for line in one.lines)
    book, limited = f"{one.rulebook_id}/{one.edition}", " ".join(one.limited_by)
    return int(one.organization_id[2:]), book, one.points, one.grade, one.not_rated, limited, counted


def _line_rows(one: Standing) -> Iterator[Row]:
    book, number = f"{one.rulebook_id}/{one.edition}", int(one.organization_id[2:])
    for line in one.lines:
        change = None if line.next_change_on is None else day_number(line.next_change_on)
        yield number, book, str(line.kind), line.rule, line.entry, line.value, line.permille, line.points, change
