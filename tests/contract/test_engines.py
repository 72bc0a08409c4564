"""What every engine keeps beside giving equal rows: nobody, no lines asked for, kinds that are another's, order."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sample_engines import ENGINES, answer, expected, nation, read, write
from sample_nations import CATALOGUE

from goodstanding.adapters.batch.compiling import SqlCompiler
from goodstanding.adapters.batch.files import memory_bytes
from goodstanding.adapters.batch.postgresql import PostgresqlEngine
from goodstanding.adapters.formats.rulebook import load_sample
from goodstanding.bootstrap.batch import ENGINES as NAMES
from goodstanding.register.organizations import Organization, OrganizationKind, Role
from goodstanding.services.batch_jobs import STANDINGS, Engine, Job, Use
from goodstanding.standing import relation
from goodstanding.standing.facts import fact_rows
from goodstanding.standing.tabulation import tabulate
from goodstanding.values.errors import MisuseError

ON = date(2023, 5, 31)
COMPANIES, BODIES = (tabulate(load_sample(name)) for name in ("companies", "public_bodies"))


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[request.param](request)


def test_every_engine_has_a_name() -> None:
    assert set(ENGINES) | {"spark"} == set(NAMES)


def test_nobody_has_no_standing(engine: Engine, tmp_path: Path) -> None:
    source = write(tmp_path / "relation", [])
    assert answer(engine, source, tmp_path / "answer", (Use(table=COMPANIES),), ON) == ([], [])


def test_lines_are_not_written_where_none_are_asked_for(engine: Engine, tmp_path: Path) -> None:
    views, use = nation(7, 20), Use(table=COMPANIES)
    source, target = write(tmp_path / "relation", views), tmp_path / "answer"
    target.mkdir()
    texts = (SqlCompiler().compile(use, engine.dialect),) if engine.dialect else ()
    job = Job(source=source, target=target, uses=(use,), texts=texts, effective=ON, lines=False, memory="512MB")
    engine.run(job, lambda done: None)
    assert read(target / "standings.parquet", STANDINGS) == expected(views, (use,), ON)[0]
    assert not (target / "contributions.parquet").exists()


def test_a_rulebook_answers_for_its_kinds_only(engine: Engine, tmp_path: Path) -> None:
    views = nation(8, 60)
    bodies = relation.KINDS[OrganizationKind.PUBLIC_BODY]
    uses = (Use(table=COMPANIES, kinds=(0, 1, 2)), Use(table=BODIES, kinds=(bodies,)))
    source = write(tmp_path / "relation", views)
    standings, lines = answer(engine, source, tmp_path / "answer", uses, ON)
    assert sorted(row[0] for row in standings) == sorted(int(view.id[2:]) for view in views)
    public = [view for view in views if isinstance(view.organization, Organization)
              and view.organization.kind is OrganizationKind.PUBLIC_BODY]  # fmt: skip
    others = [view for view in views if view not in public]
    wanted = [expected(others, uses[:1], ON), expected(public, uses[1:], ON)]
    assert standings == sorted(wanted[0][0] + wanted[1][0], key=repr)
    assert lines == sorted(wanted[0][1] + wanted[1][1], key=repr)


def test_a_withheld_role_never_counts_though_no_rule_tells_roles_apart(engine: Engine, tmp_path: Path) -> None:
    book = load_sample("companies")
    anyone = tuple(replace(one, match=replace(one.match, roles=frozenset(Role))) for one in book.provisions)
    views, use = nation(9, 400), Use(table=tabulate(replace(book, provisions=anyone)))
    withheld = (fact.role == relation.WITHHELD for view in views for fact in fact_rows(view, CATALOGUE))
    assert any(withheld)
    source = write(tmp_path / "relation", views)
    assert answer(engine, source, tmp_path / "answer", (use,), ON) == expected(views, (use,), ON)


@pytest.mark.parametrize("text", ["", "4", "4 GB", "-1GB", "0GB", "4TB", "lots", "1GB; DROP TABLE facts"])
def test_memory_is_whole_mega_or_gigabytes(text: str) -> None:
    assert (memory_bytes("512MB"), memory_bytes("4GB")) == (512_000_000, 4_000_000_000)
    with pytest.raises(MisuseError, match="amount of memory"):
        memory_bytes(text)


def test_postgresql_says_that_it_needs_a_database() -> None:
    with pytest.raises(MisuseError, match="--database"):
        PostgresqlEngine(None)
