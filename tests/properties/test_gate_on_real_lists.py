"""The gate on the public lists beside the repository: rates, and what must never be kept. Nothing is copied here."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from goodstanding.adapters.formats.lexicon import load_lexicon
from goodstanding.intake.drafts import Declared, Draft, Kept, Quarantined, Refused, Verdict
from goodstanding.intake.gate import check_draft
from goodstanding.register.catalogue import Measure
from goodstanding.register.organizations import Tier
from goodstanding.register.records import Case, Decision, Finality
from goodstanding.values.identifiers import Identifier

pytestmark = pytest.mark.real_data


def read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def check(name: str, declared: Declared, country: str, number: str = "", tier: Tier | None = None) -> Verdict:
    draft = Draft(
        row=1,
        source_key=("1",),
        declared=declared,
        name=name,
        country=country,
        identifiers=(Identifier.parse(number),) if number else (),
        case=Case(authority="test", number="1"),
        decision=Decision(
            category="simulated-invoices",
            measures=(Measure.FINDING,),
            decided_on=date(2020, 1, 1),
            finality=Finality.BY_ITS_OWN_LAW,
            statute="test",
        ),
        stages=(),
        tier=tier,
    )
    return check_draft(draft, load_lexicon(), Identifier("test", "row"))


def test_the_mexican_list_keeps_companies_and_lets_no_civic_body_through(shared_data: Path) -> None:
    counts: Counter[str] = Counter()
    for row in read(shared_data / "mx_sat_69b_orgs_asof_2021-05-18.csv"):
        name = row["Nombre del Contribuyente"]
        verdict = check(name, Declared.UNKNOWN, "MX", f"mx-rfc:{row['RFC']}")
        counts[type(verdict).__name__] += 1
        if row["RFC"].startswith("XXXX"):
            assert isinstance(verdict, Quarantined)
            counts["suppressed"] += 1
        if re.search(r"\bA\.? ?C\.?\s*$|^SINDICATO", name.strip(), re.IGNORECASE):
            assert isinstance(verdict, Refused)
    assert counts["suppressed"] == 87
    assert counts["Kept"] + counts["Quarantined"] + counts["Refused"] == 9_925
    assert counts["Kept"] >= 9_250


@pytest.mark.parametrize(
    ("file", "column", "declared", "least"),
    [
        ("idb_sanctioned_firms_2025-01.csv", "Title", Declared.FIRM, 650),
        ("wb_ineligible_orgs_2025-01-07.csv", "firm_name", Declared.UNKNOWN, 700),
    ],
)
def test_the_banks_lists(shared_data: Path, file: str, column: str, declared: Declared, least: int) -> None:
    kept = 0
    for row in read(shared_data / file):
        verdict = check(row[column], declared, "")
        kept += isinstance(verdict, Kept)
        if re.search(
            r"^(?:Mr|Mrs|Ms|Md)\.? |& Sons|Proprietor|E\.?I\.?R\.?E?\.?L\.?I?\b|\bE\.?OOD\b", row[column], re.I
        ):
            assert not isinstance(verdict, Kept)
    assert kept >= least


def test_the_brazilian_states_and_towns_are_all_kept(shared_data: Path) -> None:
    for row in read(shared_data / "br_treasury_guarantee_arrears_asof_2020-12-31.csv"):
        assert isinstance(check(row["Mutuário"], Declared.PUBLIC_BODY, "BR", tier=Tier.REGIONAL), Kept)
