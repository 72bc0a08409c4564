"""The screening benchmark as a part of its own: its names for any program, their scoring, and the counts that ship."""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sample_commands import Run

from benchmarks.screening import calibrating, finding, published
from benchmarks.screening.names import invent, part_of
from goodstanding.adapters.formats.screening_calibration import load_calibration, print_calibration, read_calibration
from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.bootstrap.screening import BANDS_FROM
from goodstanding.publication.screening_calibration import band_rows, share
from goodstanding.screening.analyser import ANALYSER_VERSION
from goodstanding.screening.index import STRONG_FROM, WEAK_FROM
from goodstanding.screening.subjects import Query

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "how-to" / "benchmark-name-screening.md"


def test_the_names_are_published_for_any_program_and_its_answers_are_scored(tmp_path: Path) -> None:
    corpus = invent(400, 300)
    published.write(corpus, tmp_path / "one")
    published.write(invent(400, 300), tmp_path / "other")
    for name in (published.REGISTER, published.QUERIES, published.TRUTH):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()
    index, answers = finding.build(corpus, load_analyser()), tmp_path / "answers.csv"
    with (tmp_path / "one" / published.QUERIES).open(encoding="utf-8", newline="") as stream:
        queries = list(csv.DictReader(stream))
    lines = [
        f"{query['id']},{one.subject.organization},{one.evidence}"
        for query in queries
        for one in index.screen(Query(name=query["name"])).candidates
    ]
    answers.write_text("\n".join(["query,organization,score", *lines]), encoding="utf-8")
    found = published.score(tmp_path / "one", answers)
    assert found["clean bidders"] + 1_000 == len(queries)
    assert found["lower bound (95 %)"] < found["recall_at_1pct_false_alerts"] < found["upper bound (95 %)"]
    assert found["recall_at_1pct_false_alerts"] > 0.5
    # Any numbers will do, also such as are all below zero.
    below = [f"{line.rpartition(',')[0]},{int(line.rpartition(',')[2]) - 2_000}" for line in lines]
    answers.write_text("\n".join(["query,organization,score", *below]), encoding="utf-8")
    again = published.score(tmp_path / "one", answers)
    assert again == found | {"threshold": found["threshold"] - 2_000}
    answers.write_text("query,who,score\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="needs the columns query, organization, score"):
        published.score(tmp_path / "one", answers)
    # Whoever names nobody finds nobody.
    answers.write_text("query,organization,score\n", encoding="utf-8")
    assert published.score(tmp_path / "one", answers)["recall_at_1pct_false_alerts"] == 0


def test_the_guide_runs_and_its_names_are_whole(tmp_path: Path) -> None:
    """All blocks but the last, which measures everything and is held by `test_benchmarks.py`."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    script = "".join(["set -eu\n", f'python() {{ "{sys.executable}" "$@"; }}\n', *blocks[:-1]])
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    told = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600, check=True
    ).stdout
    assert "recall_at_1pct_false_alerts: 0" in told
    columns = {path.name: path.read_text("utf-8").partition("\n")[0] for path in (tmp_path / "names").iterdir()}
    page = GUIDE.read_text("utf-8")
    for name, head in columns.items():
        assert all(f"`{column}`" in page.partition(f"| `{name}` |")[2].partition("\n")[0] for column in head.split(","))


def test_the_error_rates_are_counted_and_the_thresholds_worked_out_by_their_rule() -> None:
    corpus = invent(400, 400)
    found, (weak, strong) = calibrating.calibrate(corpus, 400)
    assert read_calibration(print_calibration(found)) == found
    assert found.listed == sum(part_of(organization) == "test" for organization in corpus.listed)
    assert 0 < found.clean < 400
    assert WEAK_FROM <= weak <= strong <= 1_000


def test_the_rates_that_ship_are_printed_and_written_as_a_page(run: Run, tmp_path: Path) -> None:
    shipped, page = load_calibration(), tmp_path / "rates.html"
    told = run("screen", "calibration", "--html", page)
    assert told.code == 0
    text = " ".join(told.out.split())
    for label, threshold, alerts, found in band_rows(shipped, BANDS_FROM):
        assert all(part in text for part in (label, threshold, alerts.partition(" (")[0], found.partition(" (")[0]))
    assert (f"analyser {ANALYSER_VERSION} runs here" in text) is (shipped.analyser != ANALYSER_VERSION)
    written = page.read_text("utf-8")
    assert (written.count("<figure>"), written.count("<script")) == (2, 0)
    answer = run("screen", "calibration", "--json").json()
    assert answer["thresholds"] == {"strong question": STRONG_FROM, "weak question": WEAK_FROM}
    assert sum(one["clean"] for one in answer["measured"]["bins"]) == shipped.clean
    # What the page about weighing says in words is what was counted.
    weak = share(shipped.alerts(WEAK_FROM), shipped.clean)
    strong = share(shipped.alerts(STRONG_FROM), shipped.clean)
    assert weak <= 200
    assert strong <= 30
