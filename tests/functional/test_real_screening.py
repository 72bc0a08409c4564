"""Real files: packages of nine publishers are read, and one bank's list is screened against another's."""

import csv
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sample_commands import Run

from goodstanding.adapters.formats.ocds import OcdsPackage
from goodstanding.bootstrap.screening import register_list
from goodstanding.cli.main import app
from goodstanding.intake.names import clean_name, fold
from goodstanding.services.bidders import Bidder, Enquiry, SkippedPerson, UnreadableBidder, check_bidder

pytestmark = pytest.mark.real_data

PACKAGES = "ocds_real_examples_2014_2018.jsonl.gz"
BANK, OTHER = "wb_ineligible_orgs_2025-01-07.csv", "idb_sanctioned_firms_2025-01.csv"
EFFECTIVE = ("--effective", "2025-01-08")


@pytest.fixture(scope="module")
def enquiries(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Enquiry]:
    path, found = tmp_path_factory.mktemp("ocds") / "package.json", []
    with gzip.open(shared_data / PACKAGES, "rt", encoding="utf-8") as stream:
        for line in stream:
            path.write_text(json.dumps(json.loads(line)["package"]), encoding="utf-8")
            found += list(OcdsPackage().read(path))
    kinds = Counter(type(row) for row in found)
    assert kinds[SkippedPerson] == 2
    assert all(row.finding.code == "bidder-blanked" for row in found if isinstance(row, UnreadableBidder))
    checked = [check_bidder(row) for row in found if isinstance(row, Bidder)]
    # 23 have no name, and no number that is compared; three write `NIT` as a scheme.
    assert sum(not isinstance(one, Enquiry) for one in checked) == 26
    return [one for one in checked if isinstance(one, Enquiry)]


@pytest.fixture(scope="module")
def register(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from typer.testing import CliRunner

    folder = tmp_path_factory.mktemp("bank") / "register"
    for command in (["init"], ["import", "worldbank", str(shared_data / BANK)]):
        assert CliRunner().invoke(app, [*command, "--data", str(folder)]).exit_code == 0
    return folder


def screen(run: Run, register: Path, file: Path, rows: list[dict[str, object]]) -> list[dict[str, Any]]:
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    answer = run("screen", file, "--purpose", "audit", *EFFECTIVE, "--data", register, "--json")
    assert answer.code in (0, 1), answer.err
    answers = answer.json()["answers"]
    assert len(answers) == len(rows)
    return list(answers)


def test_every_package_is_read_and_its_bidders_are_nearly_all_clear(
    run: Run, register: Path, enquiries: list[Enquiry], tmp_path: Path
) -> None:
    assert len(enquiries) == 106
    rows: list[dict[str, object]] = [
        {
            "name": one.queries[0].name,
            "aliases": [query.name for query in one.queries[1:]],
            "identifiers": list(map(str, one.queries[0].identifiers)),
            "country": one.queries[0].country,
        }
        for one in enquiries
    ]
    bands = Counter(one["band"] for one in screen(run, register, tmp_path / "bidders.jsonl", rows))
    # Weak questions are looks worth taking; none of these firms is on the list.
    assert (bands["match"], bands["strong-question"], bands["clear"] >= 90) == (0, 0, True)


def test_one_bank_s_firms_are_asked_about_on_the_other_s_list_and_never_matched(
    run: Run, register: Path, shared_data: Path, tmp_path: Path
) -> None:
    from datetime import date

    shown = register_list(register, date(2025, 1, 8), None).rows.values()
    known = {fold(clean_name(name)) for row in shown for name in row.subject.names}
    with (shared_data / OTHER).open(encoding="utf-8-sig", newline="") as stream:
        titles = [row["Title"] for row in csv.DictReader(stream)]
    both = [title for title in titles if fold(clean_name(title)) in known]
    assert len(both) > 300
    answers = screen(run, register, tmp_path / "firms.jsonl", [{"name": title} for title in both[:150]])
    assert {one["band"] for one in answers} <= {"strong-question", "weak-question"}
    for one in answers:
        facts = [fact for found in one["found"] for fact in found["facts"]]
        assert {fact["nature"] for fact in facts} == {"foreign-listing"}
        assert all(not fact["consequences"] for fact in facts)
        assert all('in its own words: "' in fact["says"] for fact in facts)


def test_three_days_later_the_bank_s_list_clears_nobody(run: Run, register: Path, tmp_path: Path) -> None:
    asked = ("screen", "--name", "Utterly Unrelated Foundry Ltd", "--purpose", "audit", "--data", register)
    assert run(*asked, "--effective", "2025-01-10").code == 0
    late = run(*asked, "--effective", "2025-01-11")
    assert (late.code, late.out.startswith("Not answered: stale")) == (1, True)
    assert run(*asked, "--effective", "2025-01-11", "--stale-after", "wb=7").code == 0
