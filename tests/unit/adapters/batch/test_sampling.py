"""The invented nation is the same for a seed, as large as asked for, lawful as the catalogue, and skewed."""

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest
from sample_commands import runner

from goodstanding.adapters.batch import sampling
from goodstanding.adapters.batch.sampling import NumpySampler
from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.register.figures import FIGURE_BOUNDS, FIGURES_OF, FigureCode
from goodstanding.services.sampling import Nation, sample_nation
from goodstanding.standing import relation
from goodstanding.values.errors import MisuseError

CATALOGUE = load_catalogue()
Query = duckdb.DuckDBPyRelation


def draw(folder: Path, organizations: int, records: int, seed: int = 1) -> Path:
    nation = Nation(organizations=organizations, records=records, seed=seed, until=date(2026, 9, 30))
    sample_nation(folder, nation, CATALOGUE, NumpySampler(), lambda done: None)
    return folder


def ask(folder: Path, query: str) -> list[tuple[int, ...]]:
    with duckdb.connect() as connection:
        for name in relation.TABLES:
            connection.execute(f"CREATE VIEW {name} AS FROM read_parquet('{folder}/{name}-*.parquet')")
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw(tmp_path_factory.mktemp("nations") / "one", 3_000, 30_000)


def test_it_is_as_large_as_asked_for(nation: Path) -> None:
    assert ask(nation, "SELECT count(*), count(DISTINCT organization), max(organization) FROM organizations") == [
        (3_000, 3_000, 3_000)
    ]
    assert ask(nation, "SELECT count(DISTINCT record), min(record), max(record) FROM facts") == [(30_000, 1, 30_000)]
    about = json.loads((nation / "relation.json").read_bytes())
    assert about["invented"] == {"organizations": 3_000, "records": 30_000, "seed": 1}
    assert about["rows"] == {"organizations": 3_000, "facts": ask(nation, "SELECT count(*) FROM facts")[0][0]}


def test_the_same_seed_draws_the_same_and_another_another(nation: Path, tmp_path: Path) -> None:
    rows = "SELECT * FROM facts ORDER BY ALL"
    assert ask(draw(tmp_path / "same", 3_000, 30_000), rows) == ask(nation, rows)
    assert ask(draw(tmp_path / "other", 3_000, 30_000, seed=2), rows) != ask(nation, rows)


def test_parts_make_one_nation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "PART", 400)
    folder = draw(tmp_path / "parts", 1_000, 7_003)
    assert len(list(folder.glob("facts-*.parquet"))) == 3
    assert ask(folder, "SELECT count(DISTINCT record), max(record), max(organization) FROM facts")[0][:2] == (
        7_003,
        7_003,
    )
    assert ask(folder, "SELECT count(*), max(organization) FROM organizations") == [(1_000, 1_000)]


def test_spans_of_a_record_follow_each_other_and_rows_stand_together(nation: Path) -> None:
    lag = "lag({0}) OVER (PARTITION BY record ORDER BY shown_from)"
    before = f"SELECT shown_from, {lag.format('shown_to')} AS before FROM facts"
    clash = f"SELECT count(*) FROM ({before}) WHERE before <> shown_from"
    assert ask(nation, clash) == [(0,)]
    assert ask(nation, "SELECT count(*) FROM facts WHERE shown_from >= shown_to OR shown_from < final_on") == [(0,)]
    before = "SELECT organization, lag(organization) OVER () AS before FROM facts"
    apart = f"SELECT sum((organization < before)::int) FROM ({before})"
    assert ask(nation, apart) == [(0,)]
    assert ask(nation, "SELECT count(*) > 500 FROM (SELECT record FROM facts GROUP BY ALL HAVING count(*) > 1)") == [
        (True,)
    ]


def test_every_record_is_of_a_category_and_severity_that_its_kind_can_have(nation: Path) -> None:
    codes = {name: {number: code for code, number in numbers.items()} for name, numbers in relation.CODES.items()}
    for kind, category, severity in ask(nation, "SELECT DISTINCT kind, category, severity FROM facts"):
        known = CATALOGUE.categories[codes["category"][category]]
        assert codes["kind"][kind] in known.kinds
        assert codes["severity"][severity] in known.severities


def test_it_is_skewed_as_such_data_are(nation: Path) -> None:
    ((most, none),) = ask(
        nation,
        "SELECT max(held), sum((held = 0)::int) FROM (SELECT o.organization, count(record) AS held"
        " FROM organizations o LEFT JOIN facts USING (organization) GROUP BY ALL)",
    )
    assert most > 200
    assert 1_000 < none < 2_000
    assert ask(nation, "SELECT count(*) FROM facts WHERE (decided_on + 3) % 7 >= 5") == [(0,)]  # 1970-01-01: Thursday
    sizes = dict(ask(nation, "SELECT size, count(*) FROM organizations GROUP BY 1"))
    assert sizes[relation.SIZES["micro"]] > 10 * sizes[relation.SIZES["large"]] > 0


def of(*categories: str) -> str:
    return ", ".join(str(relation.CATEGORIES[code]) for code in categories)


def test_what_is_missing_follows_a_reminder_and_its_filing_alone_cures_it(nation: Path) -> None:
    """Due at the end of April, July or January; ten working days are at least fourteen days."""
    missing = f"category IN ({of('disclosure-missing', 'disclosure-late')})"
    ((count, soon, latest, kept),) = ask(
        nation,
        "SELECT count(DISTINCT record), min(final_on - decided_on), min(decided_on - conduct_to),"
        f" count(DISTINCT authority) FROM facts WHERE {missing}",
    )
    assert count > 300
    assert (soon, kept) == (15, 1)
    assert latest >= 5
    days = (
        f"SELECT DISTINCT month(d), day(d) FROM (SELECT DATE '1970-01-01' + conduct_to AS d FROM facts WHERE {missing})"
    )
    assert set(ask(nation, days)) <= {(4, 30), (7, 31), (1, 31)}
    final, cured = relation.STATUSES["final"], relation.STATUSES["cured"]
    assert ask(nation, f"SELECT count(*) FROM facts WHERE {missing} AND status NOT IN ({final}, {cured})") == [(0,)]
    ((filed,),) = ask(nation, f"SELECT count(*) FROM facts WHERE {missing} AND status = {cured}")
    assert 0.3 * count < filed < count


def test_figures_come_with_their_filing_in_time_or_late(nation: Path) -> None:
    figures = f"category = {of('disclosed-ratios')}"
    ((together,),) = ask(
        nation,
        f"SELECT count(*) FROM (SELECT case_record FROM facts WHERE {figures} GROUP BY 1"
        " HAVING count(*) > 1 AND count(DISTINCT figure) = count(*) AND count(DISTINCT decided_on) = 1)",
    )
    assert together > 100
    ((in_time, late),) = ask(
        nation,
        "SELECT sum((final_on - conduct_to <= 120)::int), sum((final_on - conduct_to > 121)::int)"
        f" FROM facts WHERE {figures}",
    )
    assert in_time > 2 * late > 0
    opinion = f"category = {of('qualified-audit-opinion')}"
    assert ask(nation, f"SELECT count(*) > 20, max(status) = 1 FROM facts WHERE {opinion}") == [(True, True)]


def test_a_figure_is_stated_where_its_category_is_about_it_and_within_its_bounds(nation: Path) -> None:
    names = {number: FigureCode(code) for code, number in relation.FIGURES.items()}
    codes = {number: code for code, number in relation.CATEGORIES.items()}
    found = ask(nation, "SELECT category, figure, min(figure_value), max(figure_value) FROM facts GROUP BY ALL")
    stated = {codes[category]: set() for category, *_ in found}
    for category, figure, least, most in found:
        if figure != relation.WITHHELD:
            stated[codes[category]].add(names[figure])
            low, high = FIGURE_BOUNDS[names[figure]]
            assert low <= least <= most <= high
        else:
            assert (least, most) == (None, None)
    assert {code: figures for code, figures in stated.items() if figures} == dict(FIGURES_OF)


@pytest.mark.parametrize(
    ("organizations", "records", "seed"), [(0, 1, 1), (1, -1, 1), (1, 1_001, 1), (10, 1, -1), (10**10, 1, 1)]
)
def test_a_size_that_nothing_has_is_refused(organizations: int, records: int, seed: int) -> None:
    with pytest.raises(MisuseError):
        Nation(organizations=organizations, records=records, seed=seed, until=date(2026, 9, 30))


def test_the_command_draws_and_evaluates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = runner(monkeypatch, capsys)
    folder = tmp_path / "nation"
    asked = ("sample", "--organizations", 500, "--records", 4_000, "--seed", 3, "--output", folder)
    assert run(*asked, "--json").json()["rows"]["organizations"] == 500
    assert "holds something" in run(*asked).err
    manifest = run("evaluate", "--input", folder, "--json").json()
    assert sum(manifest["grades"].values()) == 500
    assert (manifest["effective"], manifest["recorded"]) == ("2026-09-30", None)
    assert {"B", "too-little-evidence"} <= set(manifest["grades"])
