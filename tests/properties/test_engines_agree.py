"""Every engine gives what the reference gives, to the thousandth: standings and lines, over random nations."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from sample_nations import CATALOGUE, random_rulebook, random_view

from goodstanding.adapters.batch.compiling import SqlCompiler
from goodstanding.adapters.batch.duckdb import DuckDbEngine
from goodstanding.adapters.batch.files import RelationFiles
from goodstanding.register.views import OrganizationView
from goodstanding.services.batch import CONTRIBUTIONS, STANDINGS, Engine, Job, Use
from goodstanding.standing import relation
from goodstanding.standing.evaluate import Standing, evaluate
from goodstanding.standing.facts import fact_rows, organization_row
from goodstanding.standing.relation import day_number
from goodstanding.standing.tabulation import tabulate

ENGINES: dict[str, type[Engine]] = {"duckdb": DuckDbEngine}
DAYS = (date(2023, 5, 31), date(2024, 2, 29))
Row = tuple[object, ...]


def nation(seed: int, organizations: int) -> list[OrganizationView]:
    draw = random.Random(seed)
    return [random_view(number, draw) for number in range(1, organizations + 1)]


def write(directory: Path, views: list[OrganizationView]) -> Path:
    rows = ((organization_row(view), tuple(fact_rows(view, CATALOGUE))) for view in views)
    RelationFiles().write_relation(directory, rows, {"relation": relation.VERSION}, lambda done: None)
    return directory


def run(engine: Engine, source: Path, target: Path, uses: tuple[Use, ...], effective: date) -> tuple[list[Row], ...]:
    compiler = SqlCompiler()
    texts = tuple(compiler.compile(use, engine.dialect) for use in uses) if engine.dialect else ()
    target.mkdir(parents=True, exist_ok=True)
    job = Job(source=source, target=target, uses=uses, texts=texts, effective=effective, lines=True, memory="1GB")
    engine.run(job, lambda done: None)
    return tuple(read(target / f"{name}.parquet", columns) for name, columns in
                 (("standings", STANDINGS), ("contributions", CONTRIBUTIONS)))  # fmt: skip


def read(path: Path, columns: object) -> list[Row]:
    rows = duckdb.sql(f"SELECT {', '.join(columns)} FROM read_parquet('{path}')").fetchall()
    return sorted(rows, key=repr)


def expected(views: list[OrganizationView], uses: tuple[Use, ...], effective: date) -> tuple[list[Row], ...]:
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


@pytest.mark.parametrize("effective", DAYS)
@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_gives_what_the_reference_gives(name: str, effective: date, tmp_path: Path) -> None:
    views = nation(1, 200)
    uses = tuple(Use(table=tabulate(random_rulebook(number, random.Random(number)))) for number in range(12))
    source = write(tmp_path / "relation", views)
    found = run(ENGINES[name](), source, tmp_path / name, uses, effective)
    wanted = expected(views, uses, effective)
    assert found[0] == wanted[0]
    assert found[1] == wanted[1]
