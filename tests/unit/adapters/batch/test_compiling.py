"""The text of a query: the same for a rulebook whatever is asked, readable, parsed by its dialect, or refused.

After a change of the compiler: raise COMPILER, run this file with GOODSTANDING_WRITE_GOLDEN=1, read the difference.
"""

import gc
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlglot

from goodstanding.adapters.batch.compiling import COMPILER, SqlCompiler
from goodstanding.adapters.batch.dialects import DIALECTS
from goodstanding.adapters.formats.rulebook import load_sample, read_rulebook
from goodstanding.register.organizations import OrganizationKind
from goodstanding.rulebook.model import FadeStep, Rulebook
from goodstanding.services.batch_jobs import Use
from goodstanding.standing import relation
from goodstanding.standing.tabulation import bound_days, cut_name, step_ends, tabulate
from goodstanding.values.dates import Period
from goodstanding.values.errors import MisuseError

GOLDEN = Path(__file__).parent / "golden"
SQLGLOT = {"postgresql": "postgres"}


@pytest.fixture(scope="module")
def tiny() -> Rulebook:
    return read_rulebook((GOLDEN / "tiny.yaml").read_text("utf-8"), "tiny.yaml")


def compiled(rulebook: Rulebook, dialect: str, kinds: tuple[int, ...] | None = None) -> str:
    texts = SqlCompiler().compile(Use(table=tabulate(rulebook), kinds=kinds), dialect)
    return f"-- compiler {texts.compiler}, standing\n{texts.standing}\n-- contributions\n{texts.contributions}"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_text_is_the_golden_one(tiny: Rulebook, dialect: str) -> None:
    path, text = GOLDEN / f"tiny.{dialect}.sql", compiled(tiny, dialect)
    if os.environ.get("GOODSTANDING_WRITE_GOLDEN"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8"), f"compiler {COMPILER}: see how to write it again at the top"


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("sample", ["companies", "public_bodies"])
def test_every_dialect_parses_what_it_is_given(sample: str, dialect: str) -> None:
    for part in compiled(load_sample(sample), dialect).split("-- contributions\n"):
        (statement,) = sqlglot.parse(part, read=SQLGLOT.get(dialect, dialect))
        assert statement is not None
        assert statement.key in ("select", "union")


def test_no_text_calculates_with_dates_or_divides(tiny: Rulebook) -> None:
    for dialect in DIALECTS:
        text = compiled(tiny, dialect).upper()
        assert not any(word in text for word in (" / ", "DATE", "INTERVAL", "ROUND", "DOUBLE", "FLOAT", "DECIMAL"))


def test_another_number_is_another_text_and_the_same_rules_are_the_same(tiny: Rulebook) -> None:
    stricter = replace(tiny, scale=replace(tiny.scale, start=79))
    assert compiled(tiny, "duckdb") == compiled(replace(tiny), "duckdb")
    assert compiled(tiny, "duckdb") != compiled(stricter, "duckdb")
    assert compiled(tiny, "duckdb") != compiled(tiny, "duckdb", kinds=(1,))


@pytest.mark.parametrize("name", ["it's", "=cmd", "a b", "%s", "-1", "", 'x"', "BOUND_EFFECTIVE()"])
def test_an_id_that_would_need_an_escape_is_refused(tiny: Rulebook, name: str) -> None:
    provision = replace(tiny.provisions[0], id=name)
    with pytest.raises(MisuseError, match="not plain"):
        compiled(replace(tiny, provisions=(provision, *tiny.provisions[1:])), "duckdb")
    with pytest.raises(MisuseError, match="not plain"):
        compiled(replace(tiny, grades=(replace(tiny.grades[0], code=name), *tiny.grades[1:])), "sqlite")


def test_a_fade_whose_steps_are_out_of_order_is_refused(tiny: Rulebook) -> None:
    steps = (FadeStep(until=Period(months=6), permille=1000), FadeStep(until=Period(months=3), permille=500))
    provision = replace(tiny.provisions[0], fades=dict.fromkeys(tiny.provisions[0].fades, steps))
    with pytest.raises(MisuseError, match="does not end later"):
        compiled(replace(tiny, provisions=(provision,)), "duckdb")


def test_a_rulebook_without_provisions_is_refused(tiny: Rulebook) -> None:
    with pytest.raises(MisuseError, match="can ever count"):
        compiled(replace(tiny, provisions=()), "duckdb")


def test_the_days_that_are_bound_are_cut_offs_found_by_search(tiny: Rulebook) -> None:
    table = tabulate(tiny)
    assert [cut_name(period) for period in table.periods] == ["cut_6m", "cut_12m", "cut_24m", "cut_36m"]
    bound = bound_days(table.periods, date(2024, 2, 29))
    assert bound["effective"] == relation.day_number(date(2024, 2, 29))
    assert bound["cut_12m"] == relation.day_number(date(2023, 2, 28))
    ends = {(period, day): end for period, day, end in step_ends(table.periods, date(2024, 2, 29), date(2024, 3, 2))}
    leap = relation.day_number(date(2024, 2, 29))
    assert ends[Period(months=12), leap] == relation.day_number(date(2025, 2, 28))
    assert min(day for period, day in ends if period == Period(months=12)) == bound["cut_12m"] + 1
    assert max(day for _, day in ends) == relation.day_number(date(2024, 3, 2))


def test_a_law_is_used_by_kind_and_what_is_withheld_goes_with_companies() -> None:
    from goodstanding.bootstrap.law import load_law
    from goodstanding.services.batch import uses_of

    kinds = {use.table.rulebook.id: use.kinds for use in uses_of(load_law(), date(2024, 1, 1))}
    assert kinds["xv-companies"] == (0, *(relation.KINDS[k] for k in (OrganizationKind.COMPANY,
                                     OrganizationKind.STATE_OWNED_ENTERPRISE)))  # fmt: skip
    assert kinds["xv-public-bodies"] == (relation.KINDS[OrganizationKind.PUBLIC_BODY],)


def test_a_text_is_kept_and_one_that_was_touched_is_compiled_again(tiny: Rulebook, tmp_path: Path) -> None:
    use, compiler = Use(table=tabulate(tiny)), SqlCompiler(tmp_path / "queries")
    first = compiler.compile(use, "sqlite")
    (file,) = (tmp_path / "queries").iterdir()
    kept = file.read_text("utf-8")
    assert compiler.compile(use, "sqlite") == first
    file.write_text(kept.replace("90000", "10000"), "utf-8")
    assert compiler.compile(use, "sqlite") == first
    assert file.read_text("utf-8") == kept
    file.write_text("{", "utf-8")
    assert compiler.compile(use, "sqlite") == first
    compiler.compile(use, "duckdb")
    assert len(list((tmp_path / "queries").iterdir())) == 2


def test_where_nothing_can_be_kept_it_is_compiled_each_time(tiny: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no directory", "utf-8")
    assert SqlCompiler(tmp_path / "file").compile(Use(table=tabulate(tiny)), "duckdb").standing


def test_nothing_is_collected_while_it_compiles(tiny: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs a fifth of a cold compilation. After a failure too it goes on as before."""
    seen: list[bool] = []

    def fail(_: Use) -> None:
        seen.append(gc.isenabled())
        raise RecursionError

    monkeypatch.setattr("goodstanding.adapters.batch.building.build", fail)
    with pytest.raises(RecursionError):
        SqlCompiler().compile(Use(table=tabulate(replace(tiny, edition=77))), "duckdb")
    assert seen == [False]
    assert gc.isenabled()
